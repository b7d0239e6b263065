//! What came of a unit, in the JSON of a plugin's tests.

use std::collections::BTreeMap;

use opencite_core::{
    Asset, AssetId, Detail, InvocationRecord, Measurement, Outcome, OutcomeKind, Properties,
    Relation, Subject, TimeSpan, Timestamp, UnitError,
};
use serde::Serialize;

use super::InvocationWire;
use crate::fixture::Findings;

#[derive(Serialize)]
pub(crate) struct FindingsWire<'a> {
    outcome: OutcomeKind,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<&'a UnitError>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    assets: Vec<FoundWire<'a>>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    kept: &'a [AssetId],
    #[serde(skip_serializing_if = "Option::is_none")]
    listed_since: Option<Timestamp>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    invocations: Vec<InvocationWire<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    measurements: Vec<MeasurementWire<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    covered: Vec<[Timestamp; 2]>,
    /// Recorded answers that the plugin did not ask for, by operation.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    unasked: BTreeMap<&'a str, usize>,
}

#[derive(Serialize)]
struct FoundWire<'a> {
    id: &'a str,
    name: &'a str,
    status: Option<&'a str>,
    created: Option<Timestamp>,
    modified: Option<Timestamp>,
    version_token: Option<&'a str>,
    detail: &'static str,
    properties: &'a Properties,
    relations: &'a [Relation],
}

#[derive(Serialize)]
struct MeasurementWire<'a> {
    model: Option<&'a str>,
    endpoint: Option<&'a str>,
    variant: Option<&'a str>,
    metric: &'static str,
    hour: Option<Timestamp>,
    sum: f64,
    samples: Option<f64>,
}

impl<'a> From<&'a Findings> for FindingsWire<'a> {
    fn from(findings: &'a Findings) -> Self {
        let unasked = findings.unasked.iter();
        Self {
            outcome: findings.outcome.kind(),
            error: Outcome::error(&findings.outcome),
            assets: findings.assets.iter().map(FoundWire::from).collect(),
            kept: &findings.kept,
            listed_since: findings.listed_since,
            invocations: findings.invocations.iter().map(invocation).collect(),
            measurements: findings
                .measurements
                .iter()
                .map(MeasurementWire::from)
                .collect(),
            covered: findings
                .covered
                .iter()
                .map(|span: &TimeSpan| [span.from(), span.to()])
                .collect(),
            unasked: unasked
                .map(|(operation, count)| (operation.as_str(), *count))
                .collect(),
        }
    }
}

fn invocation(record: &InvocationRecord) -> InvocationWire<'_> {
    record.into()
}

impl<'a> From<&'a Asset> for FoundWire<'a> {
    fn from(asset: &'a Asset) -> Self {
        Self {
            id: asset.id.as_str(),
            name: &asset.name,
            status: asset.status.as_deref(),
            created: asset.created,
            modified: asset.modified,
            version_token: asset.version_token.as_deref(),
            detail: match asset.detail {
                Detail::Full => "full",
                Detail::Summary => "summary",
            },
            properties: &asset.properties,
            relations: &asset.relations,
        }
    }
}

impl<'a> From<&'a Measurement> for MeasurementWire<'a> {
    fn from(measurement: &'a Measurement) -> Self {
        let (model, endpoint, variant) = match &measurement.subject {
            Subject::Model(model) => (Some(model.as_str()), None, None),
            Subject::Endpoint { name, variant } => (None, Some(name.as_str()), variant.as_deref()),
        };
        Self {
            model,
            endpoint,
            variant,
            metric: measurement.metric.as_str(),
            hour: measurement.hour.start(),
            sum: measurement.sum,
            samples: measurement.samples,
        }
    }
}
