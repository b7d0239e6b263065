//! Scans with a hostile plugin: each unit tells its own trouble, by the books of the host and not by the words of the
//! plugin.

use std::fmt::Write as _;

use opencite_sim::{Estate, Fault, FaultKind, Sim};

use super::{bytes_of, with_guests};
use crate::support::{ACCOUNT, Opencite, SimServer, Unit};

/// Everything that ends by itself within the limits that hold by default.
const CASES: &[&str] = &[
    "asks_for_too_many_details",
    "claims_an_error_of_aws",
    "drains_random",
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
    "hands_over_17_mb",
    "hides_an_error_of_aws",
    "honest",
    "leaves_a_listing_unread",
    "leaves_a_listing_unread_and_emits",
    "lies_about_a_length",
    "misleads",
    "misreports_an_error_of_aws",
    "opens_many_listings",
    "opens_many_streams",
    "panics",
    "panics_after_emitting",
    "panics_at_length",
    "points_outside",
    "reads_its_surroundings",
    "recurses_without_end",
    "uses_a_dropped_handle",
    "writes_invalid_utf8",
    "writes_nothing_often",
];

/// An AWS with some custom models, where nobody may list guardrails.
fn aws() -> SimServer {
    let estate = Estate::empty(ACCOUNT).with_custom_models(3);
    let denied = Fault::on("bedrock", "ListGuardrails", FaultKind::Deny);
    SimServer::start(Sim::builder().estate(estate).fault(denied))
}

fn scan_of(types: &[&'static str]) -> Vec<&'static str> {
    let types = types.iter().flat_map(|name| ["--type", name]);
    ["scan"].into_iter().chain(types).collect()
}

/// A unit in one line, its message cut where it gets long.
fn line(unit: &Unit) -> String {
    let mut line = format!("{}: {}, {}", unit.asset_type, unit.outcome, unit.assets);
    if let Some(error) = &unit.error {
        let operation = error.operation.iter().map(|name| format!(" at {name}"));
        let message: String = error.message.chars().take(200).collect();
        write!(
            line,
            "; {}{}: {message}",
            error.kind,
            operation.collect::<String>()
        )
        .expect("a string takes it all");
    }
    line
}

#[test]
fn every_misbehaviour_is_an_outcome_of_its_own_unit() {
    let server = aws();
    let opencite = with_guests(&server, &["hostile"]);
    opencite.run(&scan_of(CASES)).exits(3);
    let units: Vec<String> = opencite.units().iter().map(line).collect();
    insta::assert_snapshot!(units.join("\n"), @"");
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
    insta::assert_snapshot!(answers.join("\n"), @"");
}

#[test]
fn a_guest_sees_nothing_of_the_machine_it_runs_on() {
    let server = aws();
    let opencite = with_guests(&server, &["hostile"]);
    opencite.run(&scan_of(&["reads_its_surroundings"])).exits(0);
    let seen = &opencite.assets(&[])[0].properties;
    insta::assert_snapshot!(seen, @"");
}

#[test]
fn where_an_asset_is_and_whose_it_is_nobody_can_forge() {
    let server = aws();
    let opencite = with_guests(&server, &["hostile"]);
    opencite.run(&scan_of(&["forges", "honest"])).exits(0);
    let assets = opencite.json(&["assets"]);
    let lines: Vec<String> = assets
        .as_array()
        .expect("a list")
        .iter()
        .map(|asset| {
            ["plugin", "type", "account", "region", "id", "name"]
                .map(|field| asset[field].to_string())
                .join(" ")
        })
        .collect();
    insta::assert_snapshot!(lines.join("\n"), @"");
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
fn what_a_crash_keeps_from_being_listed_is_not_gone() {
    let server = aws();
    let opencite = with_guests(&server, &["hostile"]);
    let scan = scan_of(&["panics_over_an_error_of_aws"]);
    opencite.run(&scan).exits(0);
    let before = opencite.assets(&[]).len();
    server.inject(Fault::on("bedrock", "ListCustomModels", FaultKind::Deny));
    opencite.run(&scan).exits(1);
    let unit = opencite.unit("panics_over_an_error_of_aws");
    insta::assert_snapshot!(line(&unit), @"");
    assert_eq!((before, opencite.assets(&[]).len()), (3, 3));
}

#[test]
fn a_type_that_no_plugin_declares_is_refused_before_anything_is_asked() {
    let server = aws();
    let opencite = with_guests(&server, &["hostile"]);
    let run = opencite.run(&["scan", "--type", "panic"]).exits(2);
    insta::assert_snapshot!(run.stderr, @"");
    assert!(server.requests().is_empty());
}

#[test]
fn a_plugin_id_is_used_once() {
    let opencite = Opencite::new();
    for name in ["guests/one.wasm", "guests/other.wasm"] {
        opencite.file(name, bytes_of("liar"));
    }
    let opencite = opencite.env("OPENCITE_PLUGIN_DIR", "guests");
    let run = opencite.run(&["scan"]).exits(2);
    insta::assert_snapshot!(run.stderr, @"");
    assert!(!opencite.path("opencite.db").exists());
}
