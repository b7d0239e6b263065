//! Models of the marketplace, on endpoints of `SageMaker` that Bedrock knows.

use serde_json::json;

use super::Kind;
use super::filter::{Filter, Test};
use super::get::{Bare, Get};
use super::list::{Fields, List, Paging};
use crate::estate::{Place, Record, Shape, minute};

const SUMMARY: &[&str] = &[
    "endpointArn",
    "modelSourceIdentifier",
    "status",
    "statusMessage",
    "createdAt",
    "updatedAt",
];

pub(super) static SHAPE: Shape = Shape {
    created: "createdAt",
    aliases: &["endpointArn"],
    version: None,
};

pub(super) static LIST: List = List {
    kind: Kind::MarketplaceEndpoint,
    member: "marketplaceModelEndpoints",
    paging: Paging::Sized,
    sortable: false,
    filters: &[Filter::new(
        "modelSourceIdentifier",
        Test::Is("modelSourceIdentifier"),
    )],
    summary: Fields {
        same: SUMMARY,
        renamed: &[],
    },
};

pub(super) static GET: Get = Get {
    kind: Kind::MarketplaceEndpoint,
    label: "endpointArn",
    types: &["endpoint"],
    bare: Bare::None,
    detail: Fields {
        same: &[
            "endpointArn",
            "modelSourceIdentifier",
            "status",
            "statusMessage",
            "createdAt",
            "updatedAt",
            "endpointConfig",
            "endpointStatus",
            "endpointStatusMessage",
        ],
        renamed: &[],
    },
    member: Some("marketplaceModelEndpoint"),
};

pub(super) fn sample(place: &Place, number: usize) -> Record {
    let (region, account) = (place.region(), place.account());
    Record::new(json!({
        "endpointArn": format!("arn:aws:sagemaker:{region}:{account}:endpoint/marketplace-{number:06}"),
        "modelSourceIdentifier": format!(
            "arn:aws:sagemaker:{region}:aws:hub-content/SageMakerPublicHub/Model/example-model/1.0.{number}"
        ),
        "status": "REGISTERED",
        "createdAt": minute(number),
        "updatedAt": minute(number),
        "endpointConfig": {"sageMaker": {
            "initialInstanceCount": 1,
            "instanceType": "ml.g5.2xlarge",
            "executionRole": place.role("MarketplaceEndpoint"),
        }},
        "endpointStatus": "InService",
    }))
}
