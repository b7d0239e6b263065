//! A small model, and what is made of it.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::check::Flaw;
use super::{Model, Sampler, ShapeId, Words};

const MODEL: &str = r##"{
"operations":{
"GetThing":{"http":"GET /things/{id}","input":"GetThingRequest","output":"Thing","errors":["Gone"],"page":7}
},
"shapes":{
"GetThingRequest":{"members":{"id!":{"shape":"Name","in":"uri","as":"id"},"view":"View"}},
"Name":{"type":"string","min":1,"max":5,"pattern":"[a-z]+"},
"View":{"enum":["FULL","BRIEF"]},
"Seen":{"type":"timestamp","timestampFormat":"iso8601"},
"Size":{"type":"integer","min":2,"max":4},
"Choice":{"members":{"a":"#string","b":"[Thing]","c":"Inner"},"union":true},
"Inner":{"members":{"d":"#boolean","e":"#double"},"union":true},
"Thing":{"members":{"name!":"Name","made":"#timestamp","seen":"Seen","size":"Size","choice":"Choice",
"tags":"{#string}","any":"Any","fallback":{"shape":"#string","as":"default"}}},
"Any":{"type":"document"}
}}"##;

fn thing(model: &Model) -> ShapeId {
    model.operation("GetThing").expect("there").output
}

/// What is wrong with a thing.
fn flaw(fields: &Value) -> Flaw {
    let model = Model::parse(MODEL);
    model
        .check(thing(&model), fields, "thing")
        .expect_err("a flaw")
}

#[test]
fn an_operation_has_its_place_and_its_error() {
    let model = Model::parse(MODEL);
    let operation = model.operation("GetThing").expect("there");
    assert_eq!(
        (operation.method.as_str(), operation.path.as_str()),
        ("GET", "/things/{id}")
    );
    assert_eq!(operation.not_found.as_deref(), Some("Gone"));
    assert_eq!(operation.page, Some(7));
    assert!(operation.input.member("id").expect("there").required);
}

#[test]
fn every_flaw_says_where_it_is() {
    let say = |fields| flaw(&fields).to_string();
    assert_eq!(say(json!({})), "thing.name is required");
    assert_eq!(say(json!({"name": 1})), "thing.name is no string");
    assert_eq!(
        say(json!({"name": "a", "colour": 1})),
        "thing.colour is not in the model"
    );
    assert_eq!(
        say(json!({"name": "toolong"})),
        "thing.name is 7: Member must have length less than or equal to 5"
    );
    assert_eq!(
        say(json!({"name": "arn:a"})),
        "thing.name is arn:a: Member must satisfy regular expression pattern: [a-z]+"
    );
    assert_eq!(
        say(json!({"name": "a", "size": 1})),
        "thing.size is 1: Member must have value greater than or equal to 2"
    );
    assert_eq!(
        say(json!({"name": "a", "size": 2.5})),
        "thing.size is no whole number"
    );
    assert_eq!(
        say(json!({"name": "a", "made": "soon"})),
        "thing.made is no timestamp"
    );
    assert_eq!(
        say(json!({"name": "a", "choice": {"a": "x", "b": []}})),
        "thing.choice.? is no union of one member"
    );
    assert_eq!(
        say(json!({"name": "a", "choice": {"b": [{"name": "b", "tags": {"k": 1}}]}})),
        "thing.choice.b.0.tags.k is no string"
    );
}

#[test]
fn answers_have_the_members_of_the_model_and_the_times_of_the_wire() {
    let model = Model::parse(MODEL);
    let record = json!({
        "name": "a",
        "made": "2026-01-01T00:00:00.5Z",
        "seen": "2026-01-01T00:00:00Z",
        "fallback": "b",
        "any": {"free": [1]},
        "secret": "not in the model",
    });
    assert_eq!(
        model.show(thing(&model), &record),
        json!({
            "name": "a",
            "made": 1_767_225_600.5,
            "seen": "2026-01-01T00:00:00Z",
            "default": "b",
            "any": {"free": [1]},
        })
    );
}

struct Plain;

impl Words for Plain {
    fn text(&self, _: &str, item: usize) -> String {
        format!("t{item}")
    }

    fn time(&self, _: &str) -> String {
        "2026-01-01T00:00:00Z".to_owned()
    }

    fn entries(&self, _: &str) -> Vec<(String, String)> {
        vec![("k".to_owned(), "v".to_owned())]
    }
}

#[test]
fn samples_keep_the_model_and_every_member_of_every_union_has_its_turn() {
    let model = Model::parse(MODEL);
    let mut chosen = BTreeSet::new();
    for number in 0..6 {
        let words = &Plain;
        let sampler = Sampler {
            model: &model,
            words,
            number,
        };
        let value = sampler.value(thing(&model), "thing").expect("a thing");
        assert_eq!(model.check(thing(&model), &value, "thing"), Ok(()));
        assert_eq!(value.as_object().map(serde_json::Map::len), Some(8));
        let choice = value["choice"].as_object().expect("a choice");
        for (name, value) in choice {
            let inner = value.as_object().and_then(|inner| inner.keys().next());
            chosen.insert(format!("{name}{}", inner.map_or("", String::as_str)));
        }
    }
    assert_eq!(
        chosen,
        BTreeSet::from(["a", "b", "cd", "ce"].map(str::to_owned))
    );
}
