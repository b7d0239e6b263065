use proptest::prelude::*;
use serde_json::{Map, Value, json};

use super::{FieldChange, FieldPath, FieldStep};
use crate::{
    AccountId, AssetId, AssetRecord, AssetType, PluginId, Properties, Region, Relation, Timestamp,
    UnitKey,
};

fn asset(properties: &Value) -> AssetRecord {
    let seen = Timestamp::UNIX_EPOCH;
    AssetRecord {
        unit: UnitKey {
            plugin: PluginId::new("aws_sagemaker").unwrap(),
            asset_type: AssetType::new("endpoint").unwrap(),
            account: AccountId::new("111122223333").unwrap(),
            region: Region::known("us-east-1").unwrap(),
        },
        id: AssetId::new("arn:aws:sagemaker:us-east-1:111122223333:endpoint/e").unwrap(),
        name: "e".to_owned(),
        status: Some("InService".to_owned()),
        created: None,
        modified: None,
        properties: Properties::parse(&properties.to_string()).unwrap(),
        relations: Vec::new(),
        first_seen: seen,
        last_seen: seen,
    }
}

fn relation(target: &str) -> Relation {
    Relation {
        kind: "model".to_owned(),
        target: target.to_owned(),
    }
}

fn shown(before: &AssetRecord, after: &AssetRecord) -> String {
    let changes = FieldChange::between(before, after);
    let side = |value: Option<Value>| value.map_or("-".to_owned(), |value| value.to_string());
    let line = |change: FieldChange| {
        format!(
            "{}: {} -> {}",
            change.path,
            side(change.old),
            side(change.new)
        )
    };
    changes.into_iter().map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn fields_are_told_by_their_paths() {
    let before = asset(&json!({
        "variants": [{"name": "a", "weight": 1}, {"name": "b", "weight": 1}],
        "environment": {"a.b": 1, "it's": true},
        "role": "r",
    }));
    let mut after = asset(&json!({
        "variants": [{"name": "a", "weight": 2}, {"name": "b", "weight": 1}],
        "environment": {"a.b": 2, "it's": false},
        "kms_key": "k",
    }));
    after.status = Some("Failed".to_owned());
    insta::assert_snapshot!(shown(&before, &after), @r#"
    status: "InService" -> "Failed"
    properties.environment['a.b']: 1 -> 2
    properties.environment['it\'s']: true -> false
    properties.role: "r" -> -
    properties.variants[0].weight: 1 -> 2
    properties.kms_key: - -> "k"
    "#);
}

#[test]
fn an_item_more_or_less_is_one_change_wherever_it_is() {
    let variants = |names: &[&str]| {
        let named = names.iter().map(|name| json!({"name": name}));
        asset(&json!({"variants": named.collect::<Vec<_>>()}))
    };
    insta::assert_snapshot!(shown(&variants(&["a", "b"]), &variants(&["new", "a", "b"])), @r#"properties.variants[0]: - -> {"name":"new"}"#);
    insta::assert_snapshot!(shown(&variants(&["a", "b", "c"]), &variants(&["a", "c"])), @r#"properties.variants[1]: {"name":"b"} -> -"#);
}

#[test]
fn relations_are_a_set() {
    let mut before = asset(&json!({}));
    before.relations = vec![relation("a"), relation("b"), relation("d")];
    let mut after = asset(&json!({}));
    after.relations = vec![relation("b"), relation("c"), relation("d")];
    insta::assert_snapshot!(shown(&before, &after), @r#"
    relations: {"kind":"model","target":"a"} -> -
    relations: - -> {"kind":"model","target":"c"}
    "#);
}

#[test]
fn a_time_in_a_field_that_tells_of_the_last_touch_ticks() {
    let at = |hour: u8| json!(format!("2026-11-21T{hour:02}:00:00Z"));
    let ticks = |before: Value, after: Value| {
        let changes = FieldChange::between(&asset(&before), &asset(&after));
        changes.iter().map(FieldChange::is_tick).collect::<Vec<_>>()
    };
    let of = |key: &str| ticks(json!({key: at(1)}), json!({key: at(2)}));
    assert_eq!(of("last_modified_time"), [true]);
    assert_eq!(of("updated_at"), [true]);
    assert_eq!(of("expires_at"), [false]);
    assert_eq!(of("blast_radius"), [false]);
    assert_eq!(ticks(json!({}), json!({"last_run": at(1)})), [true]);
    assert_eq!(
        ticks(json!({"last_status": "ok"}), json!({"last_status": "bad"})),
        [false]
    );
}

/// Values with few keys and items, so that two of them have much in common.
fn any_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        any::<bool>().prop_map(|value| json!(value)),
        (0..4_i32).prop_map(|value| json!(value)),
        "[ab]{0,2}".prop_map(|value| json!(value)),
    ];
    leaf.prop_recursive(4, 40, 5, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::btree_map("[abc.']{1,2}", inner, 0..4)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

fn any_asset() -> impl Strategy<Value = AssetRecord> {
    let object = prop::collection::btree_map("[abc]", any_value(), 0..4);
    let targets = prop::collection::vec("[a-d]", 0..4);
    let status = prop::option::of("[ab]");
    (object, targets, status, 0..2_i64).prop_map(|(object, mut targets, status, modified)| {
        targets.sort();
        let mut asset = asset(&Value::Object(object.into_iter().collect()));
        asset.relations = targets.iter().map(|target| relation(target)).collect();
        asset.status = status;
        asset.modified = (modified > 0).then_some(Timestamp::UNIX_EPOCH);
        asset
    })
}

/// An asset as the document that the paths lead through.
fn document(asset: &AssetRecord) -> Value {
    let mut document = super::head(asset);
    document.insert(
        "properties".to_owned(),
        Value::Object(asset.properties.as_map().clone()),
    );
    document.insert("relations".to_owned(), json!(asset.relations));
    Value::Object(document)
}

/// Changes a document as the changes say. What an array loses is taken out last, and from its end.
fn apply(changes: &[FieldChange], mut document: Value) -> Value {
    let is_loss = |change: &&FieldChange| {
        change.new.is_none() && matches!(change.path.steps().last(), Some(FieldStep::Index(_)))
    };
    for change in changes.iter().filter(|change| !is_loss(change)) {
        apply_one(change, &mut document);
    }
    for change in changes.iter().rev().filter(is_loss) {
        apply_one(change, &mut document);
    }
    document
}

fn apply_one(change: &FieldChange, document: &mut Value) {
    if change.path.to_string() == "relations" {
        return apply_relation(change, document);
    }
    let (last, way) = change.path.steps().split_last().unwrap();
    let parent = way.iter().fold(document, |value, step| match step {
        FieldStep::Key(key) => value.get_mut(key).unwrap(),
        FieldStep::Index(index) => value.get_mut(index).unwrap(),
    });
    match (last, parent) {
        (FieldStep::Key(key), Value::Object(object)) => apply_to_object(change, key, object),
        (FieldStep::Index(index), Value::Array(array)) => apply_to_array(change, *index, array),
        (step, parent) => panic!("{step:?} does not lead into {parent}"),
    }
}

fn apply_to_object(change: &FieldChange, key: &str, object: &mut Map<String, Value>) {
    let old = match &change.new {
        Some(new) => object.insert(key.to_owned(), new.clone()),
        None => object.remove(key),
    };
    assert_eq!(old, change.old);
}

fn apply_to_array(change: &FieldChange, index: usize, array: &mut Vec<Value>) {
    match (&change.old, &change.new) {
        (Some(old), Some(new)) => {
            assert_eq!(array[index], *old);
            array[index] = new.clone();
        }
        (None, Some(new)) => array.insert(index, new.clone()),
        (Some(old), None) => assert_eq!(array.remove(index), *old),
        (None, None) => panic!("a change of nothing to nothing"),
    }
}

fn apply_relation(change: &FieldChange, document: &mut Value) {
    let relations = document["relations"].as_array_mut().unwrap();
    if let Some(old) = &change.old {
        let place = relations.iter().position(|one| one == old).unwrap();
        relations.remove(place);
    }
    relations.extend(change.new.clone());
    relations.sort_by_key(|one| one["target"].as_str().map(str::to_owned));
}

proptest! {
    #[test]
    fn a_version_differs_from_itself_in_nothing(one in any_asset()) {
        prop_assert_eq!(FieldChange::between(&one, &one), Vec::new());
    }

    #[test]
    fn what_changed_applied_to_what_was_gives_what_is(one in any_asset(), other in any_asset()) {
        let changes = FieldChange::between(&one, &other);
        prop_assert_eq!(apply(&changes, document(&one)), document(&other));
    }

    #[test]
    fn no_change_is_told_twice_and_none_is_of_nothing(one in any_asset(), other in any_asset()) {
        let changes = FieldChange::between(&one, &other);
        let mut paths: Vec<&FieldPath> = changes.iter().map(|change| &change.path).collect();
        paths.retain(|path| path.to_string() != "relations");
        let count = paths.len();
        paths.sort();
        paths.dedup();
        prop_assert_eq!(paths.len(), count);
        for change in &changes {
            prop_assert_ne!(&change.old, &change.new);
        }
    }
}
