//! The lives of assets.

use opencite_core::{AccountId, Asset, AssetLife, LifeEvent, LifeEventKind, Retention, ScanId};

use super::tags::told;
use crate::tests::build::{Database, asset, complete, failed, partial, skipped, time};

/// A line a life.
fn shown(lives: &[AssetLife]) -> String {
    lives.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn line(life: &AssetLife) -> String {
    let looked = life
        .looked
        .map_or("never".to_owned(), |at| at.strftime("%H:%M").to_string());
    let events: Vec<_> = life.events.iter().map(event).collect();
    let (unit, id, name) = (&life.unit, &life.id, &life.name);
    format!(
        "{} {} {id} {name}: {} (looked {looked})",
        unit.asset_type,
        unit.region,
        events.join(", ")
    )
}

fn event(LifeEvent { scan, at, kind }: &LifeEvent) -> String {
    let kind = match kind {
        LifeEventKind::Appeared => "appeared".to_owned(),
        LifeEventKind::Gone => "gone".to_owned(),
        LifeEventKind::AgedOut => "aged out".to_owned(),
        LifeEventKind::Changed(fields) => fields
            .iter()
            .map(|field| field.path.to_string())
            .collect::<Vec<_>>()
            .join("+"),
    };
    format!("{scan} {} {kind}", at.strftime("%H:%M"))
}

fn named(id: &str, name: &str, version: u32) -> Asset {
    Asset {
        name: name.to_owned(),
        ..asset(id, version)
    }
}

fn lives(database: &Database, asked: &str) -> String {
    match database.store.lives(asked) {
        Ok(lives) => shown(&lives),
        Err(error) => told(&error),
    }
}

#[test]
fn a_life_tells_what_scans_saw() {
    let mut database = Database::new();
    let is = |version| complete().described([asset("a", version)]);
    database.scan([is(1)]);
    database.scan([is(1)]);
    database.scan([is(2)]);
    database.scan([complete()]);
    database.scan([failed()]);
    database.scan([is(2)]);
    database.scan([complete()]);
    insta::assert_snapshot!(lives(&database, "a"), @"endpoint us-east-1 a a: 1 01:02 appeared, 3 03:02 properties.v, 4 04:02 gone, 6 06:02 appeared, 7 07:02 gone (looked 07:02)");
}

#[test]
fn what_a_partial_run_saw_happened_and_what_it_did_not_see_is_not_gone() {
    let mut database = Database::new();
    database.scan([partial().described([asset("a", 1)])]);
    insta::assert_snapshot!(lives(&database, "a"), @"endpoint us-east-1 a a: 1 01:02 appeared (looked never)");
    database.scan([complete().described([asset("a", 1)])]);
    database.scan([partial()]);
    database.scan([skipped()]);
    database.scan([partial().described([asset("a", 2)])]);
    insta::assert_snapshot!(lives(&database, "a"), @"endpoint us-east-1 a a: 1 01:02 appeared, 5 05:02 properties.v (looked 02:02)");
}

#[test]
fn the_scan_of_an_event_is_the_one_in_which_the_unit_ran() {
    let mut database = Database::new();
    database.scan([complete().described([asset("a", 1)])]);
    database.scan([complete().of("model", "us-east-1")]);
    database.scan([complete()]);
    insta::assert_snapshot!(lives(&database, "a"), @"endpoint us-east-1 a a: 1 01:02 appeared, 3 03:02 gone (looked 03:02)");
}

#[test]
fn what_is_too_old_to_be_listed_is_not_called_gone() {
    let mut database = Database::new();
    let job = |name: &str| Asset {
        created: Some(time(1, 0)),
        ..asset(name, 1)
    };
    let since = |scan| {
        let mut seen = complete();
        seen.0.listed_since = Some(time(scan, 0));
        seen
    };
    database.scan([since(0).described([job("old"), job("stopped")])]);
    database.scan([since(1).described([job("old")])]);
    database.scan([since(2)]);
    insta::assert_snapshot!(lives(&database, "old"), @"endpoint us-east-1 old old: 1 01:02 appeared, 3 03:02 aged out (looked 03:02)");
    insta::assert_snapshot!(lives(&database, "stopped"), @"endpoint us-east-1 stopped stopped: 1 01:02 appeared, 2 02:02 gone (looked 03:02)");
}

#[test]
fn an_id_or_a_name_may_be_held_in_several_units() {
    let mut database = Database::new();
    database.scan([
        complete().described([named("arn:1", "chat", 1), named("chat", "by-id", 1)]),
        complete()
            .of("model", "eu-west-1")
            .described([named("arn:2", "talk", 1)]),
        complete()
            .of("endpoint", "eu-west-1")
            .described([named("arn:1", "chat", 1)]),
    ]);
    insta::assert_snapshot!(lives(&database, "arn:1"), @"
    endpoint eu-west-1 arn:1 chat: 1 01:02 appeared (looked 01:02)
    endpoint us-east-1 arn:1 chat: 1 01:02 appeared (looked 01:02)
    ");
    insta::assert_snapshot!(lives(&database, "chat"), @"endpoint us-east-1 chat by-id: 1 01:02 appeared (looked 01:02)");
    insta::assert_snapshot!(lives(&database, "talk"), @"model eu-west-1 arn:2 talk: 1 01:02 appeared (looked 01:02)");
}

/// Of one id in more accounts than that, and of one name.
#[test]
fn at_most_a_hundred_lives_are_told_at_once() {
    let mut database = Database::new();
    let in_account = |number: u32| {
        let mut seen = complete().described([named("shared", "called", 1)]);
        seen.0.key.account = AccountId::new(format!("{number:012}")).unwrap();
        seen
    };
    database.scan((1..=101).map(in_account));
    for asked in ["shared", "called"] {
        assert_eq!(database.store.lives(asked).unwrap().len(), 100, "{asked}");
    }
}

#[test]
fn an_asset_is_found_by_the_name_that_it_once_had() {
    let mut database = Database::new();
    database.scan([complete().described([named("arn:1", "old", 1)])]);
    database.scan([complete().described([named("arn:1", "new", 1)])]);
    insta::assert_snapshot!(lives(&database, "old"), @"endpoint us-east-1 arn:1 new: 1 01:02 appeared, 2 02:02 name (looked 02:02)");
}

#[test]
fn the_nearest_of_an_unknown_asset_are_offered() {
    let mut database = Database::new();
    let arn = |name| format!("arn:aws:sagemaker:us-east-1:111122223333:endpoint/{name}");
    let assets = ["prod-chat", "prod-search", "stage-chat"].map(|name| named(&arn(name), name, 1));
    database.scan([complete().described(assets)]);
    insta::assert_snapshot!(lives(&database, "Chat"), @r#"no asset has the id or the name "Chat". Did you mean prod-chat or stage-chat?"#);
    insta::assert_snapshot!(lives(&database, "prod-caht"), @r#"no asset has the id or the name "prod-caht". Did you mean prod-chat?"#);
    insta::assert_snapshot!(lives(&database, "endpoint/stage"), @r#"no asset has the id or the name "endpoint/stage". Did you mean arn:aws:sagemaker:us-east-1:111122223333:endpoint/stage-chat?"#);
    insta::assert_snapshot!(lives(&database, &arn("prod-serach")), @r#"no asset has the id or the name "arn:aws:sagemaker:us-east-1:111122223333:endpoint/prod-serach". Did you mean arn:aws:sagemaker:us-east-1:111122223333:endpoint/prod-search?"#);
    insta::assert_snapshot!(lives(&database, "warehouse"), @r#"no asset has the id or the name "warehouse". `opencite assets` lists the assets that are there."#);
}

#[test]
fn a_text_that_is_no_name_finds_nothing() {
    let mut database = Database::new();
    insta::assert_snapshot!(lives(&database, ""), @r#"no asset has the id or the name "". `opencite assets` lists the assets that are there."#);
    database.scan([complete().described([asset("a", 1)])]);
    for text in ["", "%", "a\0b", "é:é/é"] {
        assert!(
            lives(&database, text).contains("lists the assets"),
            "{text:?}"
        );
    }
    let long = "a".repeat(1_000_000);
    assert!(lives(&database, &long).ends_with("lists the assets that are there."));
}

#[test]
fn a_name_that_would_turn_the_terminal_is_offered_escaped() {
    let mut database = Database::new();
    database.scan([complete().described([named("1", "chat\u{202e}\u{1b}[2J", 1)])]);
    insta::assert_snapshot!(lives(&database, "chat"), @r#"no asset has the id or the name "chat". Did you mean chat\u{202e}\u{1b}[2J?"#);
}

fn eventful(database: &Database, at: ScanId, max_events: usize) -> String {
    shown(&database.store.eventful_lives(at, max_events).unwrap())
}

/// `changes` changed in scan 2, `goes` went in scan 3, `returns` went in scan 2 and was back in scan 4.
fn four_scans() -> Database {
    let mut database = Database::new();
    let (stays, goes, returns) = (asset("stays", 1), asset("goes", 1), asset("returns", 1));
    let changes = |version| asset("changes", version);
    database.scan([complete().described([
        changes(1),
        goes.clone(),
        returns.clone(),
        stays.clone(),
    ])]);
    database.scan([complete().described([changes(2), goes, stays.clone()])]);
    database.scan([complete().described([changes(2), stays.clone(), asset("late", 1)])]);
    database.scan([complete().described([changes(2), stays, returns, asset("late", 1)])]);
    database
}

#[test]
fn the_lives_with_the_newest_events_come_first() {
    let database = four_scans();
    insta::assert_snapshot!(eventful(&database, ScanId(4), 100), @"
    endpoint us-east-1 returns returns: 1 01:02 appeared, 2 02:02 gone, 4 04:02 appeared (looked 04:02)
    endpoint us-east-1 goes goes: 1 01:02 appeared, 3 03:02 gone (looked 04:02)
    endpoint us-east-1 changes changes: 1 01:02 appeared, 2 02:02 properties.v (looked 04:02)
    ");
    insta::assert_snapshot!(eventful(&database, ScanId(3), 100), @"
    endpoint us-east-1 goes goes: 1 01:02 appeared, 3 03:02 gone (looked 03:02)
    endpoint us-east-1 changes changes: 1 01:02 appeared, 2 02:02 properties.v (looked 03:02)
    endpoint us-east-1 returns returns: 1 01:02 appeared, 2 02:02 gone (looked 03:02)
    ");
    assert_eq!(eventful(&database, ScanId(1), 100), "");
}

#[test]
fn a_life_is_told_whole_or_not_at_all() {
    let database = four_scans();
    insta::assert_snapshot!(eventful(&database, ScanId(4), 4), @"endpoint us-east-1 returns returns: 1 01:02 appeared, 2 02:02 gone, 4 04:02 appeared (looked 04:02)");
    insta::assert_snapshot!(eventful(&database, ScanId(4), 2), @"endpoint us-east-1 goes goes: 1 01:02 appeared, 3 03:02 gone (looked 04:02)");
    assert_eq!(eventful(&database, ScanId(4), 1), "");
    assert_eq!(eventful(&database, ScanId(4), 0), "");
}

#[test]
fn a_stored_event_without_a_run_is_reported_as_damage() {
    let mut database = Database::new();
    database.scan([complete().described([asset("a", 1)])]);
    database.scan([complete()]);
    let sql = "DELETE FROM unit_run WHERE scan = 2";
    database.store.connection.execute(sql, []).unwrap();
    let error = database.store.lives("a").unwrap_err();
    assert!(
        error
            .to_string()
            .contains("a scan in which its unit did not run"),
        "{error}"
    );
}

/// Pruning removes the runs that saw something begin; when it began is still told.
#[test]
fn a_pruned_life_tells_when_things_began() {
    let mut db = Database::new();
    db.scan([complete()]);
    db.scan([complete().described([asset("a", 1)])]);
    db.scan([complete().described([asset("a", 1)])]);
    let before = db.store.lives("a").unwrap();
    let rule = Retention {
        last: 1,
        ..Retention::default()
    };
    let plan = db.store.prune_plan(&rule).unwrap();
    db.store.prune(&plan).unwrap();
    let after = db.store.lives("a").unwrap();
    assert_eq!(before[0].events[0].at, after[0].events[0].at);
    assert_ne!(before[0].events[0].scan, after[0].events[0].scan);
}
