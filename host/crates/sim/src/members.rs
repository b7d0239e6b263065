//! The members of a call's document, read strictly: what nobody here reads is refused, not ignored.

use jiff::Timestamp;
use serde_json::{Map, Value};

use crate::problem::Problem;

/// The members of one structure.
#[derive(Clone, Debug, Default)]
pub(crate) struct Members(Map<String, Value>);

impl Members {
    /// The members of a document, of which only these are known; `null` is the same as nothing.
    pub(crate) fn new(mut fields: Map<String, Value>, known: &[&str]) -> Result<Self, Problem> {
        fields.retain(|_, value| !value.is_null());
        let unknown = fields.keys().find(|name| !known.contains(&name.as_str()));
        match unknown {
            Some(name) => Err(Problem::unimplemented(&format!("the member {name}"))),
            None => Ok(Self(fields)),
        }
    }

    /// The members of a structure within a document.
    pub(crate) fn of(value: &Value, known: &[&str]) -> Result<Self, Problem> {
        let fields = value.as_object().ok_or_else(Problem::serialization)?;
        Self::new(fields.clone(), known)
    }

    pub(crate) fn field(&self, name: &str) -> Option<&Value> {
        self.0.get(name)
    }

    pub(crate) fn text(&self, name: &str) -> Result<Option<&str>, Problem> {
        self.typed(name, Value::as_str)
    }

    pub(crate) fn integer(&self, name: &str) -> Result<Option<i64>, Problem> {
        self.typed(name, Value::as_i64)
    }

    pub(crate) fn flag(&self, name: &str) -> Result<Option<bool>, Problem> {
        self.typed(name, Value::as_bool)
    }

    /// A list; an absent one is empty.
    pub(crate) fn list(&self, name: &str) -> Result<&[Value], Problem> {
        let list = self.typed(name, |value| value.as_array().map(Vec::as_slice))?;
        Ok(list.unwrap_or_default())
    }

    /// A time, in seconds since 1970.
    pub(crate) fn time(&self, name: &str) -> Result<Option<Timestamp>, Problem> {
        self.typed(name, seconds)
    }

    /// The members whose names are not among these, in order of their names.
    pub(crate) fn except(&self, names: &[&str]) -> impl Iterator<Item = (&String, &Value)> {
        self.0
            .iter()
            .filter(move |(name, _)| !names.contains(&name.as_str()))
    }

    fn typed<'a, T>(
        &'a self,
        name: &str,
        read: impl Fn(&'a Value) -> Option<T>,
    ) -> Result<Option<T>, Problem> {
        let Some(value) = self.0.get(name) else {
            return Ok(None);
        };
        read(value).map(Some).ok_or_else(Problem::serialization)
    }
}

/// Seconds since 1970, whole or with a fraction, to the millisecond.
fn seconds(value: &Value) -> Option<Timestamp> {
    if let Some(whole) = value.as_i64() {
        return Timestamp::from_second(whole).ok();
    }
    let milliseconds = (value.as_f64()? * 1000.0).round();
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a float that is out of range ends at the range's end, which is no timestamp"
    )]
    Timestamp::from_millisecond(milliseconds as i64).ok()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::Members;

    fn members(value: &Value) -> Result<Members, String> {
        Members::of(value, &["Name", "Count", "At"]).map_err(|problem| problem.message)
    }

    #[test]
    fn members_have_their_types() {
        let read = members(&json!({"Name": "a", "Count": 3, "At": 1.5})).expect("known");
        assert_eq!(read.text("Name"), Ok(Some("a")));
        assert_eq!(read.integer("Count"), Ok(Some(3)));
        let at = read.time("At").expect("a time").expect("there");
        assert_eq!(at.as_millisecond(), 1500);
        assert!(read.text("Count").is_err());
        assert!(read.integer("Name").is_err());
        assert!(read.list("Name").is_err());
        assert!(
            members(&json!({"At": 1e300}))
                .expect("known")
                .time("At")
                .is_err()
        );
    }

    #[test]
    fn unknown_members_are_refused_and_null_is_nothing() {
        let message = members(&json!({"Other": 1})).expect_err("unknown");
        assert_eq!(
            message,
            "the simulated AWS does not implement the member Other"
        );
        let read = members(&json!({"Other": null, "Name": null})).expect("nothing");
        assert_eq!(read.text("Name"), Ok(None));
        assert!(members(&json!([])).is_err());
    }
}
