//! Scans with a hostile plugin: each unit tells its own trouble, by the books of the host and not by the words of the
//! plugin.

use opencite_sim::{Estate, Fault, FaultKind, Sim};
use serde_json::Value;

use super::{bytes_of, with_guests};
use crate::support::{ACCOUNT, Asset, Opencite, SimServer, Unit};

/// Everything that ends by itself within the limits that hold by default.
const CASES: &[&str] = &[
    "allocates_between",
    "allocates_outside",
    "allocates_with_a_call",
    "asks_for_too_many_details",
    "calls_what_is_no_such_function",
    "claims_an_error_of_aws",
    "counts_its_calls",
    "divides_by_zero",
    "drains_random",
    "drops_a_handle_twice",
    "emits_100_mb_at_once",
    "emits_bad_assets",
    "emits_duplicates",
    "emits_then_meets_an_error_of_aws",
    "executes_unreachable",
    "exits",
    "floods_the_log",
    "forges",
    "forges_a_handle",
    "gives_up_at_length",
    "gives_up_with_17_mb",
    "hands_over_17_mb",
    "hands_over_a_million_texts",
    "hands_over_one_text_many_times",
    "hides_an_error_of_aws",
    "honest",
    "leaves_a_listing_unread",
    "leaves_a_listing_unread_and_emits",
    "lies_about_a_length",
    "lies_about_the_length_of_a_list",
    "misleads",
    "misreports_an_error_of_aws",
    "opens_many_listings",
    "opens_many_streams",
    "panics",
    "panics_after_emitting",
    "panics_at_length",
    "points_between",
    "points_outside",
    "reads_its_surroundings",
    "recurses_without_end",
    "relates_in_circles",
    "sends_a_second_header",
    "sends_a_signature",
    "sends_a_write",
    "sends_for_a_secret",
    "sends_to_another_host",
    "sends_to_another_path",
    "sends_what_is_not_granted",
    "takes_a_handle_for_another",
    "uses_a_dropped_handle",
    "writes_a_terabyte_of_zeroes",
    "writes_invalid_utf8",
    "writes_nothing_often",
];

/// Ends a unit after two seconds, and gives up on a call of AWS after two attempts.
pub(super) const LITTLE_PATIENCE: &str =
    "[limits]\nunit_time = 2000\n[aws.patience]\nattempts = 2\nbackoff = 0.01\n";

/// An AWS with some custom models, where nobody may list guardrails.
pub(super) fn aws() -> SimServer {
    let estate = Estate::empty(ACCOUNT).with_custom_models(3);
    let denied = Fault::on("bedrock", "ListGuardrails", FaultKind::Deny);
    SimServer::start(Sim::builder().estate(estate).fault(denied))
}

pub(super) fn scan_of<'a>(types: &[&'a str]) -> Vec<&'a str> {
    let types = types.iter().flat_map(|name| ["--type", name]);
    ["scan"].into_iter().chain(types).collect()
}

/// A unit in one line: type, outcome, number of assets, and the error, cut where it gets long.
pub(super) fn line(unit: &Unit) -> String {
    let ended = format!("{}: {}, {}", unit.asset_type, unit.outcome, unit.assets);
    let Some(error) = &unit.error else {
        return ended;
    };
    let operation = error.operation.as_ref().map(|name| format!(" at {name}"));
    let operation = operation.unwrap_or_default();
    let message: String = error.message.chars().take(150).collect();
    format!("{ended}; {}{operation}: {message}", error.kind)
}

#[test]
fn every_misbehaviour_is_an_outcome_of_its_own_unit() {
    let server = aws();
    let opencite = with_guests(&server, &["hostile"]);
    opencite.run(&scan_of(CASES)).exits(3);
    let integrity = opencite.database().text("PRAGMA integrity_check");
    assert_eq!(integrity, "ok");
    let units: Vec<String> = opencite.units().iter().map(line).collect();
    assert_without_positions!(units.join("\n"), @r#"
    allocates_between: failed, 0; trap: realloc return: result not aligned
    allocates_outside: failed, 0; trap: realloc return: beyond end of memory
    allocates_with_a_call: failed, 0; trap: wasm trap: cannot leave component instance
    asks_for_too_many_details: failed, 0; limit at bedrock:GetCustomModel: 10000 descriptions in one batch
    calls_what_is_no_such_function: failed, 0; trap: wasm trap: indirect call type mismatch
    claims_an_error_of_aws: failed, 0; incomplete: the plugin reports a failed call, but none failed
    counts_its_calls: complete, 1
    divides_by_zero: failed, 0; trap: wasm trap: integer divide by zero
    drains_random: failed, 0; trap: requested len 1073741824 exceeds limit 65536
    drops_a_handle_twice: failed, 0; trap: unknown handle index 1
    emits_100_mb_at_once: failed, 0; trap: too much data is being copied between the host and the guest: fuel allocated for hostcalls has been exhausted
    emits_bad_assets: complete, 1
    emits_duplicates: complete, 1
    emits_then_meets_an_error_of_aws: partial, 1; access-denied at bedrock:ListGuardrails: User: arn:aws:iam::111122223333:user/opencite is not authorized to perform: bedrock:ListGuardrails because no identity-based policy allows the bedrock
    executes_unreachable: failed, 0; trap: wasm trap: wasm `unreachable` instruction executed
    exits: failed, 0; trap: Exited with i32 exit status 0
    floods_the_log: complete, 0
    forges: complete, 4
    forges_a_handle: failed, 0; trap: unknown handle index 42
    gives_up_at_length: failed, 0; plugin: éééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééé
    gives_up_with_17_mb: failed, 0; trap: too much data is being copied between the host and the guest: fuel allocated for hostcalls has been exhausted
    hands_over_17_mb: failed, 0; trap: too much data is being copied between the host and the guest: fuel allocated for hostcalls has been exhausted
    hands_over_a_million_texts: failed, 0; trap: too much data is being copied between the host and the guest: fuel allocated for hostcalls has been exhausted
    hands_over_one_text_many_times: failed, 0; trap: too much data is being copied between the host and the guest: fuel allocated for hostcalls has been exhausted
    hides_an_error_of_aws: failed, 0; access-denied at bedrock:ListGuardrails: User: arn:aws:iam::111122223333:user/opencite is not authorized to perform: bedrock:ListGuardrails because no identity-based policy allows the bedrock
    honest: complete, 1
    leaves_a_listing_unread: failed, 0; incomplete: the plugin did not read bedrock:ListCustomModels to its end
    leaves_a_listing_unread_and_emits: partial, 1; incomplete: the plugin did not read bedrock:ListCustomModels to its end
    lies_about_a_length: failed, 0; trap: string pointer/length out of bounds of memory
    lies_about_the_length_of_a_list: failed, 0; trap: list pointer/length out of bounds of memory
    misleads: failed, 0; plugin: gave up \u{1b}[2J\u{202e}evil\r\u{7}\u{9b}1A\u{200b}\nerror: a second line
    misreports_an_error_of_aws: failed, 0; access-denied at bedrock:ListGuardrails: User: arn:aws:iam::111122223333:user/opencite is not authorized to perform: bedrock:ListGuardrails because no identity-based policy allows the bedrock
    opens_many_listings: failed, 0; trap: resource table has no free keys
    opens_many_streams: failed, 0; trap: resource table has no free keys
    panics: failed, 0; trap: wasm trap: wasm `unreachable` instruction executed; its last words: panicked at hostile/src/crash.rs: the moon is made of cheese
    panics_after_emitting: partial, 2; trap: wasm trap: wasm `unreachable` instruction executed; its last words: panicked at hostile/src/crash.rs: the moon is made of cheese
    panics_at_length: failed, 0; trap: wasm trap: wasm `unreachable` instruction executed; its last words: panicked at hostile/src/crash.rs: \u{1b}[31mred\u{202e} and more than one lin
    points_between: failed, 0; trap: list pointer is not aligned
    points_outside: failed, 0; trap: string pointer/length out of bounds of memory
    reads_its_surroundings: complete, 1
    recurses_without_end: failed, 0; trap: wasm trap: call stack exhausted
    relates_in_circles: complete, 4
    sends_a_second_header: failed, 0; not-granted at bedrock:GetAgent: not sent: a parameter holds a character that has to be percent-encoded
    sends_a_signature: failed, 0; not-granted at bedrock:GetAgent: not sent: "X-Amz-Signature" is no parameter that a plugin may set here
    sends_a_write: failed, 0; not-granted at bedrock-agent:DeleteAgent: not sent: there is no such operation, or it does not only read, or it hands out a secret
    sends_for_a_secret: failed, 0; not-granted at secretsmanager:GetSecretValue: not sent: there is no such operation, or it does not only read, or it hands out a secret
    sends_to_another_host: failed, 0; not-granted at bedrock:GetAgent: not sent: it is not the path of the operation
    sends_to_another_path: failed, 0; not-granted at bedrock:GetAgent: not sent: a parameter is empty or leads elsewhere
    sends_what_is_not_granted: failed, 0; not-granted at bedrock:ListAgents: the plugin was not granted this
    takes_a_handle_for_another: failed, 0; trap: handle index 1 used with the wrong type, expected guest-defined resource but found a different guest-defined resource
    uses_a_dropped_handle: failed, 0; trap: unknown handle index 1
    writes_a_terabyte_of_zeroes: failed, 0; trap: cannot write more zeroes than `check_write` allows
    writes_invalid_utf8: failed, 0; trap: invalid utf-8 sequence of 1 bytes from index 0
    writes_nothing_often: complete, 0
    "#);
}

#[test]
fn a_message_of_a_plugin_is_bounded() {
    let server = aws();
    let opencite = with_guests(&server, &["hostile"]);
    let cases = ["gives_up_at_length", "panics_at_length"];
    opencite.run(&scan_of(&cases)).exits(1);
    for unit in opencite.units() {
        let message = unit.error.expect("it failed").message;
        assert!(message.len() <= 10_000, "{} bytes", message.len());
    }
}

#[test]
fn an_asset_that_breaks_a_rule_is_refused_with_its_whole_batch() {
    let server = aws();
    let opencite = with_guests(&server, &["hostile"]);
    opencite.run(&scan_of(&["emits_bad_assets"])).exits(0);
    let assets = opencite.assets(&[]);
    assert_eq!(assets.len(), 1);
    let answers = assets[0].properties["answers"].as_array().expect("a list");
    let answers: Vec<&str> = answers
        .iter()
        .filter_map(|answer| answer.as_str())
        .collect();
    insta::assert_snapshot!(answers.join("\n"), @r#"
    no id: asset 1: asset id "" is empty, over 2048 bytes, or holds control characters
    escape in id: asset 1: asset id "a\u{1b}[2Jb" is empty, over 2048 bytes, or holds control characters
    long id: asset 1: asset id "iiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiii
    long name: asset 1: name has 1025 bytes, over the limit of 1024
    long status: asset 1: status has 1025 bytes, over the limit of 1024
    no time: asset 1: created is not an RFC 3339 time: "yesterday"
    long token: asset 1: version-token has 257 bytes, over the limit of 256
    no json: asset 1: properties are not JSON
    two documents: asset 1: properties are not JSON
    no object: asset 1: properties are not a JSON object
    deep: asset 1: properties are nested deeper than 32 levels
    bottomless: asset 1: properties are not JSON
    large: asset 1: properties of 1048584 bytes are over the limit of 1048576
    long target: asset 1: relation target has 2049 bytes, over the limit of 2048
    many relations: asset 1: more than 1000 relations
    large batch: limit: 1000 assets in one batch
    "#);
}

#[test]
fn a_guest_sees_nothing_of_the_machine_it_runs_on() {
    let server = aws();
    let opencite = with_guests(&server, &["hostile"]);
    opencite.run(&scan_of(&["reads_its_surroundings"])).exits(0);
    let seen = &opencite.assets(&[])[0].properties;
    insta::assert_snapshot!(seen, @r#"{"arguments":0,"directory":false,"stdin":false,"undeclared":false,"variables":0}"#);
}

#[test]
fn where_an_asset_is_and_whose_it_is_nobody_can_forge() {
    let server = aws();
    let opencite = with_guests(&server, &["hostile"]);
    opencite.run(&scan_of(&["forges", "honest"])).exits(0);
    let assets = opencite.json(&["assets"]);
    let told = |asset: &Value| {
        ["plugin", "type", "account", "region", "id", "name"]
            .map(|field| format!("{:?}", asset[field].as_str().expect("a text")))
            .join(" ")
    };
    let lines: Vec<String> = assets
        .as_array()
        .expect("a list")
        .iter()
        .map(told)
        .collect();
    insta::assert_snapshot!(lines.join("\n"), @r#"
    "hostile" "forges" "111122223333" "us-east-1" "<script>alert(1)</script>" "<img src=x onerror=alert(1)>"
    "hostile" "forges" "111122223333" "us-east-1" "=cmd|' /C calc'!A0" "=HYPERLINK(\"http://attacker.example\")"
    "hostile" "forges" "111122223333" "us-east-1" "arn:aws:sagemaker:eu-west-1:999988887777:endpoint/stolen" "Robert'); DROP TABLE asset;--"
    "hostile" "forges" "111122223333" "us-east-1" "bidi" "safe\u{202e}gpj.exe\u{1b}[31m"
    "hostile" "honest" "111122223333" "us-east-1" "arn:aws:bedrock:us-east-1:111122223333:custom-model/honest" "arn:aws:bedrock:us-east-1:111122223333:custom-model/honest"
    "#);
}

#[test]
fn what_a_plugin_says_is_never_taken_for_markup_or_formulas() {
    let server = aws();
    let opencite = with_guests(&server, &["hostile"]);
    opencite.run(&scan_of(&["forges"])).exits(0);
    let html = opencite.run(&["report", "--format", "html", "-o", "-"]);
    assert!(!html.stdout.contains("<script>alert"), "{}", html.stdout);
    assert!(!html.stdout.contains("<img src=x"), "{}", html.stdout);
    let csv = opencite.run(&["assets", "--format", "csv"]).exits(0).stdout;
    for cell in csv.split([',', '\n']) {
        let cell = cell.trim_start_matches('"');
        assert!(!cell.starts_with('='), "a formula: {cell}");
    }
    let table = opencite.run(&["assets"]).exits(0).stdout;
    assert!(!table.contains(['\u{1b}', '\u{202e}']), "{table:?}");
}

#[test]
fn relations_may_lead_in_circles_and_to_what_is_not_there() {
    let server = aws();
    let opencite = with_guests(&server, &["hostile"]);
    opencite.run(&scan_of(&["relates_in_circles"])).exits(0);
    let targets = |asset: &Asset| {
        let relations = asset.relations.as_array().expect("a list").iter();
        let targets = relations.map(|relation| relation["target"].to_string());
        format!(
            "{} to {}",
            asset.id,
            targets.collect::<Vec<_>>().join(" and ")
        )
    };
    let related: Vec<String> = opencite.assets(&[]).iter().map(targets).collect();
    insta::assert_snapshot!(related.join("\n"), @r#"
    egg to "hen"
    hen to "egg"
    lost to "arn:aws:iam::999988887777:role/of-another" and "nowhere"
    snake to "snake"
    "#);
    for format in ["html", "markdown", "json"] {
        let report = ["report", "--format", format, "-o", "-"];
        assert!(opencite.run(&report).exits(0).stdout.contains("snake"));
    }
}

#[test]
fn what_one_plugin_asks_again_and_again_aws_is_asked_once() {
    let server = aws();
    let opencite = with_guests(&server, &["hostile"]);
    opencite.run(&scan_of(&["asks_the_same_often"])).exits(0);
    assert_eq!(server.count("bedrock:GetCustomModel"), 1);
}

#[test]
fn a_plugin_that_hammers_what_aws_throttles_is_slowed_down() {
    let server = aws();
    server.inject(Fault::on("bedrock", "GetCustomModel", FaultKind::Throttle));
    let opencite = with_guests(&server, &["hostile"]).config(LITTLE_PATIENCE);
    opencite.run(&scan_of(&["asks_anew_without_end"])).exits(3);
    let asked = server.count("bedrock:GetCustomModel");
    assert!(asked < 200, "{asked} requests in two seconds");
}

#[test]
fn what_a_crash_keeps_from_being_listed_is_not_gone() {
    let server = aws();
    let opencite = with_guests(&server, &["hostile"]);
    let scan = scan_of(&["panics_over_an_error_of_aws"]);
    opencite.run(&scan).exits(0);
    let before = opencite.assets(&[]).len();
    server.inject(Fault::on("bedrock", "ListCustomModels", FaultKind::Deny));
    opencite.run(&scan).exits(1);
    let unit = opencite.unit("panics_over_an_error_of_aws");
    assert_without_positions!(line(&unit), @"panics_over_an_error_of_aws: failed, 0; trap: wasm trap: wasm `unreachable` instruction executed; its last words: panicked at hostile/src/aws.rs: AWS always answers: AwsError::AccessDenied(D");
    assert_eq!((before, opencite.assets(&[]).len()), (3, 3));
}

#[test]
fn a_type_that_no_plugin_declares_is_refused_before_anything_is_asked() {
    let server = aws();
    let opencite = with_guests(&server, &["hostile"]);
    let run = opencite.run(&["scan", "--type", "panic"]).exits(2);
    insta::assert_snapshot!(run.stderr, @"
    error: no plugin discovers panic
    hint: Did you mean panics?
    ");
    assert!(server.requests().is_empty());
}

#[test]
fn a_plugin_id_is_used_once() {
    insta::assert_snapshot!(plugins_of_one_id(), @"
    error: plugin id liar is used by both guests/one.wasm and guests/other.wasm
    hint: Name only one of them with --plugins.
    ");
}

pub(super) fn plugins_of_one_id() -> String {
    let opencite = Opencite::new();
    for name in ["guests/one.wasm", "guests/other.wasm"] {
        opencite.file(name, bytes_of("liar"));
    }
    let opencite = opencite.env("OPENCITE_PLUGIN_DIR", "guests");
    let run = opencite.run(&["scan"]).exits(2);
    assert!(!opencite.path("opencite.db").exists());
    run.stderr
}
