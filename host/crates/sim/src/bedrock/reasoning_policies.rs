//! Automated reasoning policies, each with a draft and numbered versions that have ARNs of their own.

use serde_json::json;

use super::Kind;
use super::get::{Bare, Get, find, not_found};
use super::list::{Fields, List, Paging, list_those};
use crate::call::Call;
use crate::estate::{Place, Record, Shape, minute};
use crate::problem::Problem;
use crate::protocol::Reply;
use crate::world::World;

const DRAFT: &str = "DRAFT";

pub(super) static SHAPE: Shape = Shape {
    created: "createdAt",
    aliases: &["policyArn"],
    version: None,
};

static LIST: List = List {
    kind: Kind::ReasoningPolicy,
    member: "automatedReasoningPolicySummaries",
    paging: Paging::Sized,
    sortable: false,
    filters: &[],
    summary: Fields {
        same: &[
            "policyArn",
            "name",
            "description",
            "version",
            "policyId",
            "createdAt",
            "updatedAt",
        ],
        renamed: &[],
    },
};

pub(super) static GET: Get = Get {
    kind: Kind::ReasoningPolicy,
    label: "policyArn",
    types: &["automated-reasoning-policy"],
    bare: Bare::None,
    detail: Fields {
        same: &[
            "createdAt",
            "definitionHash",
            "description",
            "kmsKeyArn",
            "name",
            "policyArn",
            "policyId",
            "updatedAt",
            "version",
        ],
        renamed: &[],
    },
    member: None,
};

/// Lists the drafts of all policies, or the draft and all versions of one.
pub(super) fn list_policies(call: &Call, world: &World) -> Result<Reply, Problem> {
    call.allow_parameters(&["policyArn", "maxResults", "nextToken"])?;
    let Some(arn) = call.parameter("policyArn") else {
        return list_those(call, world, &LIST, |record| {
            record.text("version") == Some(DRAFT)
        });
    };
    GET.check_identifier(arn)?;
    find(call, world, Kind::ReasoningPolicy, arn).ok_or_else(|| not_found(arn))?;
    let version = format!("{arn}:");
    list_those(call, world, &LIST, |record| {
        record
            .text("policyArn")
            .is_some_and(|found| found == arn || found.starts_with(&version))
    })
}

pub(super) fn sample(place: &Place, number: usize) -> Record {
    let id = Place::id("ar", number);
    Record::new(json!({
        "policyArn": place.arn("automated-reasoning-policy", &id),
        "policyId": id,
        "name": format!("policy-{number:06}"),
        "version": DRAFT,
        "definitionHash": format!("{number:0128x}"),
        "createdAt": minute(number),
        "updatedAt": minute(number),
    }))
}
