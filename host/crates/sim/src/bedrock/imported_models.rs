//! Models that were made elsewhere and imported.

use serde_json::json;

use super::Kind;
use super::filter::{Filter, Test};
use super::get::{Bare, Get};
use super::list::{Fields, List, Paging};
use crate::estate::{Place, Record, Shape, minute};

pub(super) static SHAPE: Shape = Shape {
    created: "creationTime",
    aliases: &["modelArn", "modelName"],
    version: None,
};

pub(super) static LIST: List = List {
    kind: Kind::ImportedModel,
    member: "modelSummaries",
    paging: Paging::Sized,
    sortable: true,
    filters: &[
        Filter::new("creationTimeBefore", Test::Before("creationTime")),
        Filter::new("creationTimeAfter", Test::After("creationTime")),
        Filter::new("nameContains", Test::Contains("modelName")),
    ],
    summary: Fields {
        same: &[
            "modelArn",
            "modelName",
            "creationTime",
            "instructSupported",
            "modelArchitecture",
        ],
        renamed: &[],
    },
};

pub(super) static GET: Get = Get {
    kind: Kind::ImportedModel,
    label: "modelIdentifier",
    types: &["imported-model"],
    bare: Bare::Name,
    detail: Fields {
        same: &[
            "creationTime",
            "customModelUnits",
            "instructSupported",
            "jobArn",
            "jobName",
            "modelArchitecture",
            "modelArn",
            "modelDataSource",
            "modelKmsKeyArn",
            "modelName",
        ],
        renamed: &[],
    },
    member: None,
};

pub(super) fn sample(place: &Place, number: usize) -> Record {
    Record::new(json!({
        "modelArn": place.arn("imported-model", &Place::id("im", number)),
        "modelName": format!("imported-{number:06}"),
        "creationTime": minute(number),
        "instructSupported": true,
        "modelArchitecture": "llama",
        "jobArn": place.arn("model-import-job", &Place::id("ij", number)),
        "jobName": format!("import-{number:06}"),
        "modelDataSource": {"s3DataSource": {"s3Uri": format!("s3://ardent-weights/{number}/")}},
    }))
}
