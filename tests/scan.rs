//! The main job, end to end: what a scan finds, what it costs, and what it stores.

mod default_region;
mod fields;

use std::collections::{BTreeMap, BTreeSet};

use opencite_sim::Estate;
use opencite_sim::bedrock::Kind;
use serde_json::{Value, json};

use crate::support::{ACCOUNT, Asset, Opencite, Place, SimServer, expected};

const REGIONS: [&str; 2] = ["eu-west-1", "us-east-1"];

/// The words that scan both regions of the demo's estate.
const BOTH: [&str; 4] = ["--region", "us-east-1", "--region", "eu-west-1"];

/// Jobs of any age: those of the demo are older than what is listed unless asked for.
const ALL_JOBS: &str = "[plugins.aws_sagemaker]\njob_days = 0\n";

/// The program beside an estate, all of which it is asked for.
fn all_of(server: &SimServer) -> Opencite {
    Opencite::with_sim(server).config(ALL_JOBS)
}

fn custom_models(count: usize) -> SimServer {
    SimServer::of(Estate::empty(ACCOUNT).with_custom_models(count))
}

fn places(assets: &[Asset]) -> BTreeSet<Place> {
    assets.iter().map(Asset::place).collect()
}

fn named<'a>(assets: &'a [Asset], name: &str) -> &'a Asset {
    let found = assets.iter().find(|asset| asset.name == name);
    found.unwrap_or_else(|| panic!("no asset is called {name}"))
}

#[test]
fn all_pages_of_a_listing_are_stored() {
    let server = custom_models(250);
    let opencite = Opencite::with_sim(&server);
    opencite.scan_well(&["--type", "custom_model"]);
    assert_eq!(opencite.assets(&[]).len(), 250);
    assert_eq!(opencite.unit("custom_model").assets, 250);
}

#[test]
fn a_listing_of_several_pages_is_read_to_its_end() {
    let server = custom_models(1_001);
    let opencite = Opencite::with_sim(&server);
    opencite.scan_well(&["--type", "custom_model"]);
    assert_eq!(opencite.assets(&[]).len(), 1_001);
    assert!(server.count("bedrock:ListCustomModels") > 1);
}

#[test]
fn exactly_the_estate_comes_back() {
    comes_back(&Estate::demo());
}

#[test]
fn a_resource_of_every_kind_comes_back() {
    comes_back(&expected::one_of_everything());
}

/// Scans both regions of the estate for all that the plugins know, and demands each of its assets once and no other.
#[track_caller]
fn comes_back(estate: &Estate) {
    let server = SimServer::of(estate.clone());
    let opencite = all_of(&server);
    opencite.scan_well(&BOTH);
    let assets = opencite.assets(&[]);
    let (found, expected) = (places(&assets), expected::places(estate, &REGIONS));
    let missing: Vec<_> = expected.difference(&found).collect();
    let made_up: Vec<_> = found.difference(&expected).collect();
    assert!(
        missing.is_empty() && made_up.is_empty(),
        "missing: {missing:#?}\nmade up: {made_up:#?}"
    );
    assert_eq!(assets.len(), expected.len(), "no asset comes twice");
    assert!(server.refusals().is_empty(), "{:?}", server.refusals());
}

#[test]
fn an_unchanged_estate_costs_no_version_and_no_description() {
    let server = SimServer::of(Estate::demo());
    let opencite = all_of(&server);
    opencite.scan_well(&BOTH);
    let before = opencite.assets(&[]);
    let versions = || {
        opencite
            .database()
            .number("SELECT count(*) FROM asset_version")
    };
    let first = versions();
    server.clear_requests();
    opencite.scan_well(&BOTH);
    assert_eq!(versions(), first);
    assert_eq!(places(&opencite.assets(&[])), places(&before));
    let is_description = |operation: &String| {
        let (_, name) = operation.split_once(':').expect("a service has it");
        operation != "sts:GetCallerIdentity" && !name.starts_with("List")
    };
    let described: Vec<_> = server.counts().into_keys().filter(is_description).collect();
    // Those that are no descriptions: a setting and a vault, which have no listings.
    assert_eq!(
        described,
        [
            "bedrock-agentcore:GetTokenVault",
            "bedrock:GetModelInvocationLoggingConfiguration"
        ]
    );
}

#[test]
fn a_full_scan_describes_again_and_still_adds_no_version() {
    let server = custom_models(3);
    let opencite = Opencite::with_sim(&server);
    let kind = ["--type", "custom_model"];
    opencite.scan_well(&kind);
    server.clear_requests();
    opencite.scan_well(&kind);
    assert_eq!(server.count("bedrock:GetCustomModel"), 0);
    opencite.scan_well(&["--type", "custom_model", "--full"]);
    assert_eq!(server.count("bedrock:GetCustomModel"), 3);
    assert_eq!(
        opencite
            .database()
            .number("SELECT count(*) FROM asset_version"),
        3
    );
}

#[test]
fn each_unit_counts_its_requests() {
    let server = SimServer::of(Estate::demo());
    let opencite = all_of(&server);
    opencite.scan_well(&BOTH);
    let requests: u64 = opencite.units().iter().map(|unit| unit.requests).sum();
    // Who is signed in is asked for the account, not for a unit.
    let of_units = server
        .requests()
        .iter()
        .filter(|it| it.service != "sts")
        .count();
    assert_eq!(usize::try_from(requests), Ok(of_units));
    let server = custom_models(250);
    let opencite = Opencite::with_sim(&server);
    opencite.scan_well(&["--type", "custom_model"]);
    let pages = server.count("bedrock:ListCustomModels");
    assert_eq!(opencite.unit("custom_model").requests, pages + 250);
}

#[test]
fn what_drifted_away_is_gone_now_and_still_there_at_the_first_scan() {
    let server = SimServer::of(Estate::demo());
    let opencite = all_of(&server);
    opencite.scan_well(&[]);
    let first = opencite.assets(&[]);
    server.edit(Estate::drift);
    opencite.scan_well(&[]);
    let second = opencite.assets(&[]);
    assert_eq!(opencite.assets(&["--at", "1"]), first);
    insta::assert_snapshot!(difference(&first, &second), @"
    ~ agent M3N6B1V8C2
    ~ agent_alias A7S3D9F1G5
    ~ agent_runtime triage_mcp-U4i7O0p3A6
    + custom_model a9s2d5f8g1h4
    - custom_model h7k0d3w6r9t2
    ~ endpoint claims
    ~ gateway company-tools-k2j5h8g1f4
    - gateway_target P2o5I8u1Y4
    ~ guardrail fr4udgu4rd02
    ~ model anthropic.claude-3-7-sonnet-20250219-v1:0
    - model churn-shadow
    ~ model_customization_job d6f3g0h7j4k1
    ~ model_invocation_job b7n0m3q6w9e2
    - model_invocation_logging model-invocation-logging
    - provisioned_throughput q9w6e3r0t7y4
    ~ provisioned_throughput z2x5c8v1b4n7
    ~ training_job churn-2026-08-31
    ");
}

#[test]
fn what_stays_was_seen_by_both_scans_and_what_is_new_only_by_the_second() {
    let server = SimServer::of(Estate::demo());
    let opencite = Opencite::with_sim(&server);
    let kind = ["--type", "custom_model"];
    opencite.scan_well(&kind);
    let first = opencite.assets(&[]);
    server.edit(Estate::drift);
    opencite.scan_well(&kind);
    let second = opencite.assets(&[]);
    let (before, after) = (
        named(&first, "claims-triage"),
        named(&second, "claims-triage"),
    );
    assert_eq!(after.first_seen, before.first_seen);
    assert!(after.last_seen > before.last_seen);
    let new = named(&second, "appeals");
    assert_eq!(new.first_seen, new.last_seen);
    assert_eq!(new.last_seen, after.last_seen);
}

/// What two lists of assets differ in, a line an asset.
fn difference(before: &[Asset], after: &[Asset]) -> String {
    let by_place = |assets: &[Asset]| -> BTreeMap<Place, Value> {
        let content = |it: &Asset| json!([it.name, it.status, it.properties, it.relations]);
        assets
            .iter()
            .map(|asset| (asset.place(), content(asset)))
            .collect()
    };
    let (before, after) = (by_place(before), by_place(after));
    let places: BTreeSet<&Place> = before.keys().chain(after.keys()).collect();
    let line = |place: &Place| {
        let sign = match (before.get(place), after.get(place)) {
            (Some(_), None) => '-',
            (None, Some(_)) => '+',
            (old, new) if old != new => '~',
            _ => return None,
        };
        Some(format!(
            "{sign} {} {}\n",
            place.1,
            place.2.rsplit('/').next()?
        ))
    };
    places.into_iter().filter_map(line).collect()
}

#[test]
fn only_the_asked_types_are_scanned() {
    let server = SimServer::of(Estate::demo());
    let opencite = Opencite::with_sim(&server);
    opencite.scan_well(&["--type", "custom_model", "--type", "guardrail"]);
    let types: Vec<_> = opencite
        .units()
        .into_iter()
        .map(|unit| unit.asset_type)
        .collect();
    assert_eq!(types, ["custom_model", "guardrail"]);
    assert_eq!(server.count("bedrock:ListFoundationModels"), 0);
}

#[test]
fn what_a_scan_leaves_out_stays_as_it_was() {
    let server = SimServer::of(Estate::demo());
    let opencite = Opencite::with_sim(&server);
    opencite.scan_well(&BOTH);
    let before = opencite.assets(&[]);
    opencite.scan_well(&["--type", "guardrail", "--region", "eu-west-1"]);
    assert_eq!(places(&opencite.assets(&[])), places(&before));
}

#[test]
fn a_region_that_is_named_twice_is_scanned_once() {
    let server = SimServer::of(Estate::demo());
    let opencite = Opencite::with_sim(&server);
    let kind = ["--type", "custom_model", "--region", "eu-west-1"];
    opencite.scan_well(&[&BOTH[..], &kind].concat());
    let regions: Vec<_> = opencite
        .units()
        .into_iter()
        .map(|unit| unit.region)
        .collect();
    assert_eq!(regions, REGIONS);
}

#[test]
fn a_plugin_that_two_globs_match_is_used_once() {
    let server = custom_models(1);
    let opencite = Opencite::with_sim(&server).without_env("OPENCITE_PLUGIN_DIR");
    let globs = ["bedrock", "*"]
        .map(|name| format!("{}/../plugins/aws-{name}.wasm", env!("CARGO_MANIFEST_DIR")));
    opencite.scan_well(&["--type", "custom_model", "--plugins", &globs[0], &globs[1]]);
    assert_eq!(opencite.unit("custom_model").assets, 1);
}

#[test]
fn the_filters_of_assets_can_be_combined() {
    let server = SimServer::of(Estate::demo());
    let opencite = Opencite::with_sim(&server);
    opencite.scan_well(&BOTH);
    let count = |words: &[&str]| opencite.assets(words).len();
    let all = count(&[]);
    assert_eq!(
        count(&["--region", "eu-west-1"]) + count(&["--region", "us-east-1"]),
        all
    );
    let plugins = opencite.json(&["plugin", "list"]);
    let plugins = plugins.as_array().expect("an array").iter();
    let of_plugins = plugins.map(|plugin| {
        let id = plugin["id"].as_str().expect("a plugin has an id");
        let count = count(&["--plugin", id, "--account", ACCOUNT]);
        assert!(0 < count && count < all, "{count} of {id}");
        count
    });
    assert_eq!(of_plugins.sum::<usize>(), all);
    assert_eq!(
        count(&["--type", "custom_model", "--region", "eu-west-1"]),
        1
    );
    assert_eq!(count(&["--account", "444455556666"]), 0);
}

#[test]
fn another_account_or_region_with_the_same_names_is_not_mixed_up() {
    let estate = Estate::empty(ACCOUNT)
        .with(Kind::Guardrail, 2)
        .region("eu-west-1")
        .with(Kind::Guardrail, 2);
    let server = SimServer::of(estate.clone());
    let opencite = Opencite::with_sim(&server);
    opencite.scan_well(&[&BOTH[..], &["--type", "guardrail"]].concat());
    assert_eq!(
        places(&opencite.assets(&[])),
        expected::places(&estate, &REGIONS)
    );
}
