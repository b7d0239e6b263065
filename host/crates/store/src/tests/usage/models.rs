//! One model under all its names.

use opencite_core::{Asset, Properties, UsageBy, UsageResult};

use super::build::{HAIKU, call, log, told, trail, unit};
use crate::tests::build::{Database, asset, complete};

const OWN: &str =
    "arn:aws:bedrock:us-east-1:111122223333:application-inference-profile/1arbu5hu2sjr";

/// The account's own profile, as the inventory has it.
fn profile(model: &str) -> Asset {
    let properties = format!(
        r#"{{"inference_profile_arn":"{OWN}","inference_profile_id":"1arbu5hu2sjr","type":"APPLICATION",
            "models":[{{"model_arn":"arn:aws:bedrock:us-east-1::foundation-model/{model}"}}]}}"#
    );
    Asset {
        properties: Properties::parse(&properties).unwrap(),
        ..asset(OWN, 1)
    }
}

/// A scan that finds these profiles.
fn find(database: &mut Database, profiles: Vec<Asset>) -> u64 {
    let mut seen = complete()
        .of("inference_profile", "us-east-1")
        .described(profiles);
    seen.0.key = unit("inference_profile", "111122223333", "us-east-1");
    database.scan([seen]);
    database.store.resolve_models().unwrap()
}

fn calls(names: &[&str]) -> UsageResult {
    let calls = (0..)
        .zip(names)
        .map(|(number, name)| call(&format!("r-{number}"), "07:10:00", name));
    told(trail(), calls)
}

#[test]
fn one_model_under_three_ids_is_one_row() {
    let mut database = Database::new();
    let profile = format!("us.{HAIKU}");
    let arn = format!("arn:aws:bedrock:us-east-1:111122223333:inference-profile/{profile}");
    let foundation = format!("arn:aws:bedrock:us-east-1::foundation-model/{HAIKU}");
    database.learn(&calls(&[HAIKU, &profile, &arn, &foundation]));
    insta::assert_snapshot!(database.used(UsageBy::Model), @"anthropic.claude-3-haiku-20240307-v1:0: calls 4 errors 0 tokens -/-/-/- principals 1 07:10..07:10");
    insta::assert_snapshot!(database.used(UsageBy::Profile), @"
    anthropic.claude-3-haiku-20240307-v1:0: calls 1 errors 0 tokens -/-/-/- principals 1 07:10..07:10, on-demand anthropic.claude-3-haiku-20240307-v1:0
    arn:aws:bedrock:us-east-1:111122223333:inference-profile/us.anthropic.claude-3-haiku-20240307-v1:0: calls 1 errors 0 tokens -/-/-/- principals 1 07:10..07:10, geo:us anthropic.claude-3-haiku-20240307-v1:0
    arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-3-haiku-20240307-v1:0: calls 1 errors 0 tokens -/-/-/- principals 1 07:10..07:10, on-demand anthropic.claude-3-haiku-20240307-v1:0
    us.anthropic.claude-3-haiku-20240307-v1:0: calls 1 errors 0 tokens -/-/-/- principals 1 07:10..07:10, geo:us anthropic.claude-3-haiku-20240307-v1:0
    ");
}

#[test]
fn an_application_profile_is_resolved_once_the_inventory_knows_it() {
    let mut database = Database::new();
    database.learn(&calls(&[OWN, HAIKU, "1arbu5hu2sjr"]));
    insta::assert_snapshot!(database.used(UsageBy::Model), @"
    1arbu5hu2sjr: calls 1 errors 0 tokens -/-/-/- principals 1 07:10..07:10
    anthropic.claude-3-haiku-20240307-v1:0: calls 1 errors 0 tokens -/-/-/- principals 1 07:10..07:10
    arn:aws:bedrock:us-east-1:111122223333:application-inference-profile/1arbu5hu2sjr: calls 1 errors 0 tokens -/-/-/- principals 1 07:10..07:10
    ");
    assert_eq!(find(&mut database, vec![profile(HAIKU)]), 2);
    insta::assert_snapshot!(database.used(UsageBy::Model), @"anthropic.claude-3-haiku-20240307-v1:0: calls 3 errors 0 tokens -/-/-/- principals 1 07:10..07:10");
    insta::assert_snapshot!(database.used(UsageBy::Profile), @"
    1arbu5hu2sjr: calls 1 errors 0 tokens -/-/-/- principals 1 07:10..07:10, application anthropic.claude-3-haiku-20240307-v1:0
    anthropic.claude-3-haiku-20240307-v1:0: calls 1 errors 0 tokens -/-/-/- principals 1 07:10..07:10, on-demand anthropic.claude-3-haiku-20240307-v1:0
    arn:aws:bedrock:us-east-1:111122223333:application-inference-profile/1arbu5hu2sjr: calls 1 errors 0 tokens -/-/-/- principals 1 07:10..07:10, application anthropic.claude-3-haiku-20240307-v1:0
    ");
    assert_eq!(database.store.resolve_models().unwrap(), 0);
}

#[test]
fn a_profile_that_is_gone_still_leads_to_its_model() {
    let mut database = Database::new();
    find(&mut database, vec![profile(HAIKU)]);
    find(&mut database, Vec::new());
    database.learn(&calls(&[OWN]));
    assert_eq!(database.store.resolve_models().unwrap(), 1);
    assert_eq!(
        database.usage(UsageBy::Model)[0].key.as_deref(),
        Some(HAIKU)
    );
}

#[test]
fn a_profile_of_another_account_leads_nowhere_by_its_id() {
    let mut database = Database::new();
    find(&mut database, vec![profile(HAIKU)]);
    let elsewhere = unit("invocation", "444455556666", "us-east-1");
    let calls = [
        call("r-1", "07:10:00", "1arbu5hu2sjr"),
        call("r-2", "07:10:00", OWN),
    ];
    database.learn(&told(elsewhere, calls));
    database.store.resolve_models().unwrap();
    insta::assert_snapshot!(database.used(UsageBy::Model), @"
    1arbu5hu2sjr: calls 1 errors 0 tokens -/-/-/- principals 1 07:10..07:10
    anthropic.claude-3-haiku-20240307-v1:0: calls 1 errors 0 tokens -/-/-/- principals 1 07:10..07:10
    ");
}

#[test]
fn a_later_scan_resolves_new_names_only_when_there_are_any() {
    let mut database = Database::new();
    find(&mut database, vec![profile(HAIKU)]);
    database.learn(&calls(&[HAIKU]));
    assert_eq!(database.store.resolve_models().unwrap(), 0);
    database.learn(&told(log(), [call("r-9", "07:10:00", OWN)]));
    assert_eq!(database.store.resolve_models().unwrap(), 1);
    assert_eq!(find(&mut database, vec![profile(HAIKU)]), 0);
    assert_eq!(
        find(&mut database, vec![profile("amazon.nova-lite-v1:0")]),
        1
    );
}

#[test]
fn names_are_known_for_messages() {
    let mut database = Database::new();
    database.learn(&calls(&[HAIKU, &format!("us.{HAIKU}")]));
    assert_eq!(
        database.store.called_models().unwrap(),
        [HAIKU, &format!("us.{HAIKU}")]
    );
    assert_eq!(
        database.store.principals().unwrap(),
        [
            "arn:aws:iam::111122223333:role/Chat",
            "arn:aws:iam::111122223333:role/apps/Chat"
        ]
    );
}

/// An inventory whose old scans were removed knows less, and what it knew is still so.
#[test]
fn a_profile_that_was_forgotten_still_leads_to_its_model() {
    let mut database = Database::new();
    database.learn(&calls(&[OWN]));
    assert_eq!(find(&mut database, vec![profile(HAIKU)]), 1);
    assert_eq!(find(&mut database, Vec::new()), 0);
    let plan = database
        .store
        .prune_plan(&opencite_core::Retention::default())
        .unwrap();
    assert_eq!(database.store.prune(&plan).unwrap().assets, 1);
    database.learn(&told(trail(), [call("r-9", "08:10:00", "1arbu5hu2sjr")]));
    assert_eq!(database.store.resolve_models().unwrap(), 0);
    insta::assert_snapshot!(database.used(UsageBy::Profile), @"
    1arbu5hu2sjr: calls 1 errors 0 tokens -/-/-/- principals 1 08:10..08:10, other 1arbu5hu2sjr
    arn:aws:bedrock:us-east-1:111122223333:application-inference-profile/1arbu5hu2sjr: calls 1 errors 0 tokens -/-/-/- principals 1 07:10..07:10, application anthropic.claude-3-haiku-20240307-v1:0
    ");
}
