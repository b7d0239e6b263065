//! What the table of kinds must hold to: AWS's model.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::{Api, Kind, filter, list, order, page};
use crate::estate::{Estate, Place, Record};
use crate::model::{Model, Shape, ShapeId, Text};

fn here() -> Place {
    Place::new("111122223333", "us-east-1")
}

fn model(kind: &Kind) -> &'static Model {
    (kind.api().model)()
}

/// The shapes of a kind's detail and summary.
fn shapes(kind: &Kind) -> Vec<ShapeId> {
    let model = model(kind);
    let describe = model.operation(kind.describe).expect("describes");
    let summary = model.operation(kind.list);
    let summary = summary.and_then(|list| Some(model.summaries(list)?.1));
    [model.detail(describe).1]
        .into_iter()
        .chain(summary)
        .collect()
}

/// The members by which requests ask for a kind.
fn asked_by(kind: &Kind) -> BTreeSet<&'static str> {
    let operations = [kind.list, kind.describe];
    let operations = operations
        .iter()
        .filter_map(|name| model(kind).operation(name));
    let members = operations.flat_map(|it| &it.input.members);
    members.map(|member| member.name.as_str()).collect()
}

/// What is wrong with a record of an estate, if anything.
fn flaw(kind: &Kind, record: &Record) -> Option<String> {
    let (model, mut known) = (model(kind), asked_by(kind));
    for shape in shapes(kind) {
        known.extend(
            model
                .structure(shape)
                .members
                .iter()
                .map(|it| it.name.as_str()),
        );
        let members = model.structure(shape).members.iter();
        let answer = members.filter_map(|member| {
            let value = list::field(kind, record, &member.name)?;
            Some((member.name.clone(), value.clone()))
        });
        let mut answer: Map<_, _> = answer.collect();
        // Of what a describe has in pages, it has one here, though the model always wants the token of the next.
        answer.insert("NextToken".to_owned(), Value::from(""));
        answer.retain(|name, _| model.structure(shape).member(name).is_some());
        if let Err(flaw) = model.check_members(model.structure(shape), &answer) {
            return Some(flaw.to_string());
        }
    }
    let Value::Object(fields) = record.document() else {
        return Some("no object".to_owned());
    };
    let unknown = fields.keys().find(|name| !known.contains(name.as_str()));
    unknown.map(|name| format!("{name} is in no answer"))
}

/// Every record of the estate that AWS would not have.
fn flaws(estate: &Estate) -> Vec<String> {
    let modelled = estate
        .records()
        .filter(|(service, ..)| *service != "bedrock");
    let flaws = modelled.filter_map(|(service, name, place, record)| {
        let kind = Kind::find(&format!("{service}:{name}")).expect("a kind");
        let id = record.text(kind.identity()).unwrap_or_default();
        let flaw = flaw(kind, record)?;
        Some(format!("{name} {id} in {}: {flaw}", place.region()))
    });
    flaws.collect()
}

#[test]
fn samples_are_what_the_model_says() {
    let kinds = Kind::all().map(|kind| format!("{kind:?}"));
    let estate = kinds.fold(Estate::empty("111122223333"), |estate, kind| {
        estate.with_resources(&kind, 40)
    });
    let flaws = flaws(&estate);
    let first: Vec<_> = flaws.iter().take(40).collect();
    assert!(flaws.is_empty(), "{}: {first:#?}", flaws.len());
}

#[test]
fn the_demo_is_what_the_model_says_before_and_after_its_drift() {
    let mut estate = Estate::demo();
    assert_eq!(flaws(&estate), Vec::<String>::new());
    estate.drift();
    assert_eq!(flaws(&estate), Vec::<String>::new());
}

#[test]
fn every_kind_is_listed_and_described_by_operations_of_the_model() {
    for kind in Kind::all() {
        let describe = model(kind).operation(kind.describe);
        assert!(describe.is_some(), "{kind:?} {}", kind.describe);
        let is_listed = model(kind).operation(kind.list).is_some();
        assert!(is_listed || kind.list.is_empty(), "{kind:?} {}", kind.list);
        let asked = asked_by(kind);
        for (member, _) in kind.ids {
            assert!(asked.contains(member), "{kind:?} {member}");
        }
    }
}

#[test]
fn every_operation_of_the_model_is_answered() {
    for api in Api::ALL {
        let all = (api.model)().operations();
        let all: BTreeSet<_> = all.map(|it| it.name.as_str()).collect();
        let routes = api.routes(|_, _| unreachable!());
        let answered: BTreeSet<_> = routes.iter().map(|route| route.operation).collect();
        assert_eq!(answered, all);
    }
}

/// Whether the members of a kind's answers have a path.
fn is_known(kind: &Kind, path: &str) -> bool {
    let model = model(kind);
    let is_in = |shape: ShapeId| {
        let mut at = Some(shape);
        for name in path.split('.') {
            let member = at.and_then(|at| model.structure(at).member(name));
            at = member.map(|member| member.shape);
        }
        at.is_some()
    };
    shapes(kind).into_iter().any(is_in)
}

#[test]
fn every_filter_compares_something_that_answers_have() {
    let mut only_asked = vec![];
    for kind in Kind::all() {
        let Some(list) = model(kind).operation(kind.list) else {
            continue;
        };
        for member in &list.input.members {
            let name = member.name.as_str();
            let is_option = kind.options.iter().any(|(option, _)| *option == name);
            let is_other = page::is_paging(name) || order::is_sorting(name) || is_option;
            let is_parent = kind.parent.is_some_and(|(parent, _)| parent == name);
            if is_other || is_parent || kind.refused.contains(&name) {
                continue;
            }
            if !is_known(kind, &filter::path(kind, name)) {
                only_asked.push(format!("{kind:?} {name}"));
            }
        }
    }
    // A record has these because requests ask by them; no answer has them.
    assert_eq!(
        only_asked,
        [
            "sagemaker:pipeline ManagedBy",
            "bedrock-agentcore:browser type",
            "bedrock-agentcore:code_interpreter type",
        ]
    );
}

#[test]
fn every_order_is_known_or_refused() {
    let mut refused = vec![];
    for kind in Kind::all() {
        let list = model(kind).operation(kind.list);
        let Some(by) = list.and_then(|list| list.input.member("SortBy")) else {
            continue;
        };
        let Shape::Text(Text { values, .. }) = model(kind).shape(by.shape) else {
            continue;
        };
        for value in values {
            match order::field(kind, value) {
                Ok(field) if is_known(kind, field) => {}
                _ => refused.push(format!("{kind:?} {value}")),
            }
        }
    }
    assert_eq!(refused, ["sagemaker:hub AccountIdOwner"]);
}

#[test]
fn samples_differ_and_a_describe_finds_each() {
    for kind in Kind::all().filter(|kind| kind.name != "token_vault") {
        let estate = Estate::empty("111122223333").with_resources(&format!("{kind:?}"), 25);
        let resources = estate
            .resources("111122223333", "us-east-1")
            .expect("there");
        assert_eq!(resources.len(), 25, "{kind:?}");
    }
}

#[test]
fn every_secret_of_a_sample_is_marked_and_there_are_some() {
    let marked = |kind: &str| {
        let kind = Kind::find(kind).expect("a kind");
        let texts = kind.sample(&here(), 3, None).document().to_string();
        texts.matches("sImUlAtEdAwS").count()
    };
    assert!(marked("sagemaker:model") > 0);
    assert!(marked("sagemaker:training_job") > 0);
    assert!(marked("bedrock-agentcore:agent_runtime") > 0);
}

#[test]
fn samples_of_packages_have_versions_in_turns() {
    let estate = Estate::empty("111122223333").with_sagemaker("model_package", 4);
    let arns = estate
        .records()
        .map(|(.., record)| record.text("ModelPackageArn"));
    let arns = arns
        .flatten()
        .filter_map(|arn| arn.split_once(":model-package/"));
    let names: Vec<_> = arns.map(|(_, name)| name).collect();
    assert_eq!(
        names,
        [
            "model-package-group-000000/1",
            "model-package-000001",
            "model-package-group-000002/1",
            "model-package-000003",
        ]
    );
}

/// Every text of a JSON document.
fn texts(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::String(text) => drop(found.insert(text.clone())),
        Value::Array(items) => items.iter().for_each(|item| texts(item, found)),
        Value::Object(map) => map.values().for_each(|item| texts(item, found)),
        _ => {}
    }
}

#[test]
fn what_the_demo_names_exists() {
    let estate = Estate::demo();
    let (mut named, mut there) = (BTreeSet::new(), BTreeSet::new());
    for (service, name, _, record) in estate.records().filter(|(it, ..)| *it != "bedrock") {
        let kind = Kind::find(&format!("{service}:{name}")).expect("a kind");
        texts(&record.document(), &mut named);
        there.extend(record.text(kind.identity()).map(str::to_owned));
    }
    let ours = ["sagemaker", "bedrock-agentcore", "acps"];
    named.retain(|text| {
        let mut parts = text.split(':');
        parts.next() == Some("arn") && parts.nth(1).is_some_and(|service| ours.contains(&service))
    });
    let dangling: Vec<_> = named.difference(&there).collect();
    assert_eq!(dangling, Vec::<&String>::new());
}

#[test]
fn parts_go_to_what_exists_in_turns() {
    let estate = Estate::empty("111122223333")
        .with_agentcore("gateway", 2)
        .with_agentcore("gateway_target", 4);
    let of = |record: &Record| record.text("gatewayIdentifier").map(str::to_owned);
    let targets = estate
        .records()
        .filter(|(_, kind, ..)| *kind == "gateway_target");
    let gateways: Vec<_> = targets.filter_map(|(.., record)| of(record)).collect();
    assert_eq!(
        gateways,
        [
            "gateway-000000-0000000000",
            "gateway-000001-0000000001",
            "gateway-000000-0000000000",
            "gateway-000001-0000000001",
        ]
    );
}
