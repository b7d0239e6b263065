//! What the filters of lists mean.

use jiff::Timestamp;
use serde_json::Value;

use crate::call::Call;
use crate::estate::Record;
use crate::problem::Problem;

/// A parameter that keeps some records and drops the others.
pub(super) struct Filter {
    pub(super) parameter: &'static str,
    pub(super) test: Test,
    /// What AWS takes where the parameter is absent, if that is not everything.
    pub(super) default: Option<&'static str>,
}

/// How a parameter's value is compared with a field of a record.
pub(super) enum Test {
    /// The field is the value.
    Is(&'static str),
    /// The field is the value, which is one of these.
    OneOf(&'static str, &'static [&'static str]),
    /// The field contains the value.
    Contains(&'static str),
    /// The field is a time before the value.
    Before(&'static str),
    /// The field is a time after the value.
    After(&'static str),
    /// The field is a list that has the value, which is one of these.
    Has(&'static str, &'static [&'static str]),
    /// The field is the caller's account, or is not.
    Owned(&'static str),
}

/// A filter with the value that a call gave it.
pub(super) enum Check {
    Is(&'static str, String),
    IsNot(&'static str, String),
    Contains(&'static str, String),
    Before(&'static str, Timestamp),
    After(&'static str, Timestamp),
    Has(&'static str, String),
}

impl Filter {
    pub(super) const fn new(parameter: &'static str, test: Test) -> Self {
        Self {
            parameter,
            test,
            default: None,
        }
    }

    /// The check that the call asks for, if any.
    pub(super) fn check(&self, call: &Call) -> Result<Option<Check>, Problem> {
        let Some(value) = call.parameter(self.parameter).or(self.default) else {
            return Ok(None);
        };
        let text = || value.to_owned();
        if value.is_empty() {
            let constraint = "Member must have length greater than or equal to 1";
            return Err(Problem::constraint(value, self.parameter, constraint));
        }
        let check = match self.test {
            Test::Is(field) => Check::Is(field, text()),
            Test::OneOf(field, values) => Check::Is(field, one_of(self.parameter, value, values)?),
            Test::Contains(field) => Check::Contains(field, text()),
            Test::Before(field) => Check::Before(field, time(self.parameter, value)?),
            Test::After(field) => Check::After(field, time(self.parameter, value)?),
            Test::Has(field, values) => Check::Has(field, one_of(self.parameter, value, values)?),
            Test::Owned(field) if flag(self.parameter, value)? => {
                Check::Is(field, call.account.clone())
            }
            Test::Owned(field) => Check::IsNot(field, call.account.clone()),
        };
        Ok(Some(check))
    }
}

impl Check {
    pub(super) fn keeps(&self, record: &Record) -> bool {
        match self {
            Self::Is(field, value) => record.text(field) == Some(value),
            Self::IsNot(field, value) => record.text(field) != Some(value),
            Self::Contains(field, value) => {
                record.text(field).is_some_and(|text| text.contains(value))
            }
            Self::Before(field, time) => record.time(field).is_some_and(|at| at < *time),
            Self::After(field, time) => record.time(field).is_some_and(|at| at > *time),
            Self::Has(field, value) => {
                let values = record.field(field).and_then(Value::as_array);
                values.is_some_and(|values| values.iter().any(|item| item == value))
            }
        }
    }
}

/// A value of an enum, or AWS's complaint.
pub(super) fn one_of(parameter: &str, value: &str, values: &[&str]) -> Result<String, Problem> {
    if values.contains(&value) {
        return Ok(value.to_owned());
    }
    let constraint = format!(
        "Member must satisfy enum value set: [{}]",
        values.join(", ")
    );
    Err(Problem::constraint(value, parameter, &constraint))
}

fn time(parameter: &str, value: &str) -> Result<Timestamp, Problem> {
    value.parse().map_err(|_| {
        Problem::constraint(value, parameter, "Member must be a timestamp in ISO 8601")
    })
}

fn flag(parameter: &str, value: &str) -> Result<bool, Problem> {
    value
        .parse()
        .map_err(|_| Problem::constraint(value, parameter, "Member must be a boolean"))
}
