//! One query of `GetMetricData`.

use serde_json::Value;

use super::metrics::{Datum, Series};
use crate::members::Members;
use crate::problem::Problem;

const MAX_DIMENSIONS: usize = 30;

/// Every period is a multiple of this, for metrics that are published by the minute.
const MINUTE_SECONDS: i64 = 60;

/// A series, and what is wanted of it.
pub(super) struct Ask {
    pub(super) id: String,
    pub(super) label: String,
    pub(super) series: Series,
    pub(super) period: i64,
    pub(super) statistic: Statistic,
    pub(super) is_returned: bool,
}

/// The statistics that are known; percentiles and the like are not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Statistic {
    Average,
    Maximum,
    Minimum,
    SampleCount,
    Sum,
}

impl Ask {
    pub(super) fn of(value: &Value) -> Result<Self, Problem> {
        let known = ["Id", "MetricStat", "Expression", "Label", "ReturnData"];
        let members = Members::of(value, &known)?;
        if members.field("Expression").is_some() {
            return Err(Problem::unimplemented("Expression of GetMetricData"));
        }
        let id = required(&members, "Id")?;
        if !is_id(id) {
            return Err(Problem::invalid(format!(
                "The value {id} for parameter Id is not matching the expected pattern ^[a-z][a-zA-Z0-9_]*$."
            )));
        }
        let stat = members
            .field("MetricStat")
            .ok_or_else(|| missing("MetricStat"))?;
        let stat = Members::of(stat, &["Metric", "Period", "Stat"])?;
        let series = series(stat.field("Metric").ok_or_else(|| missing("Metric"))?)?;
        let label = members.text("Label")?.unwrap_or(&series.name);
        Ok(Self {
            id: id.to_owned(),
            label: label.to_owned(),
            period: period(&stat)?,
            statistic: Statistic::of(required(&stat, "Stat")?)?,
            is_returned: members.flag("ReturnData")?.unwrap_or(true),
            series,
        })
    }
}

impl Statistic {
    fn of(name: &str) -> Result<Self, Problem> {
        Ok(match name {
            "Average" => Self::Average,
            "Maximum" => Self::Maximum,
            "Minimum" => Self::Minimum,
            "SampleCount" => Self::SampleCount,
            "Sum" => Self::Sum,
            _ => return Err(Problem::unimplemented(&format!("the statistic {name:?}"))),
        })
    }

    pub(super) fn of_datum(self, datum: Datum) -> f64 {
        match self {
            Self::Average => datum.sum / datum.samples,
            Self::Maximum => datum.maximum,
            Self::Minimum => datum.minimum,
            Self::SampleCount => datum.samples,
            Self::Sum => datum.sum,
        }
    }
}

/// A parameter that AWS demands and the call has not.
pub(super) fn missing(name: &str) -> Problem {
    Problem::invalid(format!("The parameter {name} is required."))
}

fn required<'a>(members: &'a Members, name: &str) -> Result<&'a str, Problem> {
    members.text(name)?.ok_or_else(|| missing(name))
}

fn is_id(id: &str) -> bool {
    id.starts_with(|first: char| first.is_ascii_lowercase())
        && id
            .chars()
            .all(|char| char.is_ascii_alphanumeric() || char == '_')
        && id.len() <= 255
}

fn period(stat: &Members) -> Result<i64, Problem> {
    let period = stat.integer("Period")?.ok_or_else(|| missing("Period"))?;
    match period {
        1 | 5 | 10 | 20 | 30 => Err(Problem::unimplemented("periods of less than a minute")),
        _ if period > 0 && period % MINUTE_SECONDS == 0 => Ok(period),
        _ => Err(Problem::invalid(format!(
            "The parameter Period must be 1, 5, 10, 20, 30, or a multiple of 60: {period}."
        ))),
    }
}

fn series(metric: &Value) -> Result<Series, Problem> {
    let members = Members::of(metric, &["Namespace", "MetricName", "Dimensions"])?;
    let list = members.list("Dimensions")?;
    if list.len() > MAX_DIMENSIONS {
        return Err(Problem::invalid(
            "The collection Dimensions must not have a size greater than 30.",
        ));
    }
    let dimensions: Vec<Members> = list
        .iter()
        .map(|dimension| Members::of(dimension, &["Name", "Value"]))
        .collect::<Result<_, Problem>>()?;
    let dimensions: Vec<(&str, &str)> = dimensions
        .iter()
        .map(|dimension| Ok((required(dimension, "Name")?, required(dimension, "Value")?)))
        .collect::<Result<_, Problem>>()?;
    Ok(Series::new(
        required(&members, "Namespace")?,
        required(&members, "MetricName")?,
        &dimensions,
    ))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{Ask, Statistic};

    fn read(changes: &Value) -> Result<Ask, String> {
        let mut ask = json!({
            "Id": "m1",
            "MetricStat": {
                "Metric": {"Namespace": "N", "MetricName": "M", "Dimensions": [{"Name": "A", "Value": "1"}]},
                "Period": 3600,
                "Stat": "Sum",
            },
        });
        if let (Some(ask), Some(changes)) = (ask.as_object_mut(), changes.as_object()) {
            ask.extend(changes.clone());
        }
        Ask::of(&ask).map_err(|problem| problem.message)
    }

    #[test]
    fn a_query_has_a_metric_a_period_and_a_statistic() {
        let ask = read(&json!({})).expect("a query");
        assert_eq!((ask.id.as_str(), ask.label.as_str()), ("m1", "M"));
        assert_eq!((ask.period, ask.statistic), (3600, Statistic::Sum));
        assert!(ask.is_returned);
    }

    #[test]
    fn what_aws_would_refuse_is_refused() {
        let refused = |changes: Value| read(&changes).err().expect("refused");
        let stat = |period: i64, stat: &str| {
            json!({"MetricStat": {
                "Metric": {"Namespace": "N", "MetricName": "M"}, "Period": period, "Stat": stat,
            }})
        };
        assert!(refused(json!({"Id": "M1"})).contains("expected pattern"));
        assert!(refused(json!({"Id": "m-1"})).contains("expected pattern"));
        assert!(refused(json!({"Expression": "m1 / 2"})).contains("does not implement"));
        assert!(refused(json!({"MetricStat": null})).contains("MetricStat is required"));
        assert!(refused(stat(90, "Sum")).contains("multiple of 60"));
        assert!(refused(stat(-60, "Sum")).contains("multiple of 60"));
        assert!(refused(stat(60, "p99")).contains("does not implement the statistic"));
    }
}
