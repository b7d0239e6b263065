//! Guardrails, each with a draft and numbered versions.

use serde_json::json;

use super::Kind;
use super::get::{Bare, Get, find, identifier, not_found};
use super::list::{Fields, List, Paging, list_those};
use crate::call::Call;
use crate::estate::{Place, Record, Shape, minute};
use crate::problem::Problem;
use crate::protocol::Reply;
use crate::world::World;

const DRAFT: &str = "DRAFT";

pub(super) static SHAPE: Shape = Shape {
    created: "createdAt",
    aliases: &["guardrailArn", "guardrailId"],
    version: Some("version"),
};

static LIST: List = List {
    kind: Kind::Guardrail,
    member: "guardrails",
    paging: Paging::Sized,
    sortable: false,
    filters: &[],
    summary: Fields {
        same: &[
            "status",
            "name",
            "description",
            "version",
            "createdAt",
            "updatedAt",
            "crossRegionDetails",
        ],
        renamed: &[("id", "guardrailId"), ("arn", "guardrailArn")],
    },
};

static GET: Get = Get {
    kind: Kind::Guardrail,
    label: "guardrailIdentifier",
    types: &["guardrail"],
    bare: Bare::Id,
    detail: Fields {
        same: &[
            "automatedReasoningPolicy",
            "blockedInputMessaging",
            "blockedOutputsMessaging",
            "contentPolicy",
            "contextualGroundingPolicy",
            "createdAt",
            "crossRegionDetails",
            "description",
            "failureRecommendations",
            "guardrailArn",
            "guardrailId",
            "kmsKeyArn",
            "name",
            "sensitiveInformationPolicy",
            "status",
            "statusReasons",
            "topicPolicy",
            "updatedAt",
            "version",
            "wordPolicy",
        ],
        renamed: &[],
    },
    member: None,
};

/// Lists the drafts of all guardrails, or the draft and all versions of one.
pub(super) fn list_guardrails(call: &Call, world: &World) -> Result<Reply, Problem> {
    call.allow_parameters(&["guardrailIdentifier", "maxResults", "nextToken"])?;
    let Some(wanted) = call.parameter("guardrailIdentifier") else {
        return list_those(call, world, &LIST, |record| {
            record.text("version") == Some(DRAFT)
        });
    };
    GET.check_identifier(wanted)?;
    let draft = find(call, world, Kind::Guardrail, &format!("{wanted}:{DRAFT}"))
        .ok_or_else(|| not_found(wanted))?;
    list_those(call, world, &LIST, |record| {
        record.text("guardrailId") == draft.text("guardrailId")
    })
}

/// Gets one version of a guardrail, or its draft.
pub(super) fn get_guardrail(call: &Call, world: &World) -> Result<Reply, Problem> {
    call.allow_parameters(&["guardrailVersion"])?;
    let wanted = identifier(call, &GET);
    GET.check_identifier(wanted)?;
    let version = call.parameter("guardrailVersion").unwrap_or(DRAFT);
    check_version(version)?;
    let record = find(call, world, Kind::Guardrail, &format!("{wanted}:{version}"));
    record
        .map(|record| GET.show(record))
        .ok_or_else(|| not_found(wanted))
}

fn check_version(version: &str) -> Result<(), Problem> {
    let numbered = !version.starts_with('0')
        && !version.is_empty()
        && version.bytes().all(|byte| byte.is_ascii_digit());
    if version == DRAFT || numbered {
        return Ok(());
    }
    let constraint = "Member must satisfy regular expression pattern: (([1-9][0-9]{0,7})|(DRAFT))";
    Err(Problem::constraint(version, "guardrailVersion", constraint))
}

pub(super) fn sample(place: &Place, number: usize) -> Record {
    let id = Place::id("gr", number);
    Record::new(json!({
        "guardrailArn": place.arn("guardrail", &id),
        "guardrailId": id,
        "name": format!("guardrail-{number:06}"),
        "version": DRAFT,
        "status": "READY",
        "createdAt": minute(number),
        "updatedAt": minute(number),
        "blockedInputMessaging": "This question cannot be answered.",
        "blockedOutputsMessaging": "This answer cannot be shown.",
        "contentPolicy": {"filters": [{"type": "HATE", "inputStrength": "HIGH", "outputStrength": "HIGH"}]},
    }))
    .tag("owner", "ml-platform")
}
