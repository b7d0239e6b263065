//! Guardrails that an account enforces on every invocation.

use serde_json::json;

use super::Kind;
use super::list::{Fields, List, Paging};
use crate::estate::{Place, Record, Shape, minute};

pub(super) static SHAPE: Shape = Shape {
    created: "createdAt",
    aliases: &["configId"],
    version: None,
};

pub(super) static LIST: List = List {
    kind: Kind::EnforcedGuardrail,
    member: "guardrailsConfig",
    paging: Paging::TokenOnly,
    sortable: false,
    filters: &[],
    summary: Fields {
        same: &[
            "configId",
            "guardrailArn",
            "guardrailId",
            "inputTags",
            "selectiveContentGuarding",
            "guardrailVersion",
            "createdAt",
            "createdBy",
            "updatedAt",
            "updatedBy",
            "owner",
            "modelEnforcement",
        ],
        renamed: &[],
    },
};

pub(super) fn sample(place: &Place, number: usize) -> Record {
    let guardrail = Place::id("gr", number);
    Record::new(json!({
        "configId": Place::id("eg", number),
        "guardrailArn": place.arn("guardrail", &guardrail),
        "guardrailId": guardrail,
        "guardrailVersion": "1",
        "createdAt": minute(number),
        "createdBy": place.role("SecurityAdmin"),
        "updatedAt": minute(number),
        "updatedBy": place.role("SecurityAdmin"),
        "owner": "ACCOUNT",
    }))
}
