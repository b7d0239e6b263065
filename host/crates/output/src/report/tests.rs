//! Tests of whole reports.

mod hostile;
mod kinds;

use std::collections::BTreeSet;

use opencite_core::{AssetId, AssetRecord, ErrorKind, Inventory, Outcome, ScanId, UnitError};

use super::{samples as reports, *};
use crate::samples;

fn html_of(report: &Report) -> String {
    let templates = Templates::built_in().unwrap();
    samples::text(|writer| super::html(report, &templates, writer))
}

fn markdown_of(report: &Report) -> String {
    let templates = Templates::built_in().unwrap();
    samples::text(|writer| super::markdown(report, &templates, writer))
}

fn mail_of(report: &Report) -> (String, String) {
    let templates = Templates::built_in().unwrap();
    (
        samples::text(|writer| super::mail_html(report, &templates, writer)),
        samples::text(|writer| super::mail_text(report, &templates, writer)),
    )
}

fn html(inventory: &Inventory) -> String {
    html_of(&reports::of(inventory.clone()))
}

fn markdown(inventory: &Inventory) -> String {
    markdown_of(&reports::of(inventory.clone()))
}

fn with_assets(assets: Vec<AssetRecord>) -> Inventory {
    Inventory {
        assets,
        ..samples::inventory()
    }
}

#[test]
fn headings_tell_what_is_in_the_report() {
    let html = html(&samples::inventory());
    let is_heading = |line: &&str| {
        ["<h1", "<h2", "<h3", "<h4"]
            .iter()
            .any(|tag| line.starts_with(tag))
    };
    let headings = html.lines().filter(is_heading);
    insta::assert_snapshot!(headings.collect::<Vec<_>>().join("\n"), @r#"
    <h1>AI inventory</h1>
    <h2 id="summary-title">Summary</h2>
    <h3>By type</h3>
    <h3>By region</h3>
    <h3>By account</h3>
    <h3>By status</h3>
    <h2 id="notable-title">Worth a look</h2>
    <h3>New</h3>
    <h3>Made last</h3>
    <h2 id="assets-title">Assets</h2>
    <h2 id="sure-title">How sure is this?</h2>
    <h3>What is missing, and what to do</h3>
    <h4>Permission denied at bedrock:ListGuardrails (AccessDeniedException)</h4>
    <h4>Throttled at bedrock:GetCustomModel (ThrottlingException) after 6 attempts</h4>
    <h4>Credentials expired</h4>
    <h4>Timed out</h4>
    <h4>Network failure</h4>
    <h4>Malformed answer</h4>
    <h4>AWS error at bedrock:ListImportedModels (InternalServerException) after 4 attempts</h4>
    <h4>Plugin crashed</h4>
    <h3>By type</h3>
    <h3>By region</h3>
    "#);
}

#[test]
fn a_small_inventory_in_markdown() {
    let mut inventory = with_assets(vec![samples::custom_model()]);
    inventory.units = vec![samples::complete(1)];
    insta::assert_snapshot!(markdown(&inventory), @"
    # AI inventory

    1 asset of 1 type in 1 account and 1 region, as scan 12 left them.

    | | |
    |---|---|
    | Scan | 12, partial |
    | Began | 2026-11-21 07:00 UTC |
    | Ended | 2026-11-21 07:00 UTC |
    | Report made | 2026-11-21 09:30 UTC |
    | Accounts | 111122223333 |
    | Regions | us-east-1 |

    ## How sure is this?

    **Complete.** All that was asked was answered: 1 unit listed to the end. In these accounts and regions, what is not shown here was not there.

    | Units | Number | |
    |---|---:|---|
    | complete | 1 | ████████████████████ |
    | partial | 0 |  |
    | failed | 0 |  |
    | skipped | 0 |  |

    ### By type

    “Empty” was asked and has nothing; “unknown” could not be asked.

    | Type | Answer | Assets | Complete | Partial | Failed | Skipped |
    |---|---|---:|---:|---:|---:|---:|
    | `aws_bedrock/custom_model` | complete | 1 | 1 | 0 | 0 | 0 |

    ## Summary

    | | | |
    |---|---:|---|
    | Assets | 1 | yours, without the catalogue |
    | Types | 1 | with at least one asset |
    | New | 0 | first seen by this scan |
    | Uncertain | 0 | not confirmed by this scan |
    | Catalogue | 0 | on offer, used or not |

    ### By type

    | | | |
    |---|---:|---|
    | `aws_bedrock/custom_model` | 1 | ████████████████████ |

    ### By region

    | | | |
    |---|---:|---|
    | `us-east-1` | 1 | ████████████████████ |

    ### By account

    | | | |
    |---|---:|---|
    | `111122223333` | 1 | ████████████████████ |

    ### By status

    | | | |
    |---|---:|---|
    | `Active` | 1 | ████████████████████ |

    ## Worth a look

    ### Made last

    The latest by the time that AWS says they were made.

    - `support`, Custom model in us-east-1, 111122223333, made 2026-03-01 10:00 UTC

    ## Assets

    ### Custom model (1)

    `aws_bedrock/custom_model`

    | Name | Id | Region | Account | Status | Created | First seen | Last seen |
    |---|---|---|---|---|---|---|---|
    | `support` | `arn:aws:bedrock:us-east-1:111122223333:custom-model/support` | us-east-1 | 111122223333 | `Active` | 2026-03-01 10:00 UTC | 2026-11-01 00:00 UTC | 2026-11-21 07:00 UTC |


    - `support`
      - `base-model` → `arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0`
    &#32; - `base_model`
    &#32;   - `name`: `Nova`
    &#32;   - `tags`: `a, b`
    &#32; - `customization_type`: `FINE_TUNING`


    ---

    Made by OpenCITE from scan 12 on 2026-11-21 09:30 UTC.
    ");
}

#[test]
fn nothing_found_is_not_nothing_known() {
    let mut inventory = samples::nothing();
    assert!(html(&inventory).contains("Nothing was asked"));
    assert!(markdown(&inventory).contains("No assets. Nothing was asked."));

    inventory.units = vec![samples::complete(0)];
    assert!(html(&inventory).contains("No assets. Everything was asked, and there are none."));
    assert!(markdown(&inventory).contains("No assets. Everything was asked, and there are none."));

    inventory.units.push(samples::denied_in("us-east-1"));
    assert!(
        html(&inventory)
            .contains("No assets. Not everything could be asked, so there may be some.")
    );
    assert!(markdown(&inventory).contains("No assets. Not everything could be asked"));
}

#[test]
fn every_way_to_end_is_told_apart() {
    let html = html(&samples::inventory());
    let units = samples::every_outcome();
    let kinds: BTreeSet<_> = units
        .iter()
        .filter_map(|unit| unit.outcome.error())
        .map(|error| error.kind)
        .collect();
    for kind in kinds {
        let shown = html.matches(&format!("data-kind=\"{kind}\"")).count();
        assert_eq!(
            shown,
            usize::from(kind != ErrorKind::UnsupportedRegion),
            "{kind}"
        );
    }
    assert!(html.contains("Skipped: 1 unit, not offered in the region"));
    assert!(html.contains("Empty: 1 unit asked, answered, and nothing there"));
}

#[test]
fn the_permissions_that_are_missing_come_as_a_policy() {
    let markdown = markdown(&samples::inventory());
    let (_, rest) = markdown.split_once("```json\n").unwrap();
    let (policy, _) = rest.split_once("```").unwrap();
    let policy: serde_json::Value = serde_json::from_str(policy).unwrap();
    assert_eq!(
        policy.pointer("/Statement/0/Action/0").unwrap(),
        "bedrock:ListGuardrails"
    );
}

#[test]
fn an_asset_that_the_scan_cannot_vouch_for_says_as_of_when_it_is_known() {
    let mut inventory = with_assets(vec![AssetRecord {
        last_seen: samples::time("2026-11-20T07:00:00Z"),
        ..samples::custom_model()
    }]);
    let expired = UnitError::new(ErrorKind::ExpiredCredentials, "the token has expired");
    inventory.units = vec![samples::unit(
        samples::complete(0).key,
        Outcome::Failed(expired),
        0,
    )];
    assert!(html(&inventory).contains("as of <time datetime=\"2026-11-20T07:00:00Z\">"));
    assert!(markdown(&inventory).contains("**as of 2026-11-20 07:00 UTC**"));
}

#[test]
fn units_that_the_scan_left_out_are_named_with_their_scan() {
    let mut inventory = samples::inventory();
    inventory.units.first_mut().unwrap().scan = ScanId(11);
    assert!(
        html(&inventory)
            .contains("Left out of scan 12: 1 unit, shown as an earlier scan left them")
    );
    assert!(markdown(&inventory).contains("1 unit was not part of this scan"));
}

#[test]
fn a_simulated_account_is_never_taken_for_a_real_one() {
    let inventory = Inventory {
        simulated: true,
        ..samples::inventory()
    };
    let banner = "SIMULATED ACCOUNT: nothing here is real";
    assert!(
        html(&inventory).contains(banner) && html(&inventory).contains("<title>SIMULATED ACCOUNT")
    );
    assert!(markdown(&inventory).contains(banner));
    let real = samples::inventory();
    assert!(!markdown(&real).contains("SIMULATED"));
    assert!(!html(&real).contains("role=\"note\""));
}

#[test]
fn what_is_on_offer_comes_last_and_is_not_counted() {
    let offered = AssetRecord {
        unit: samples::key("aws_bedrock", "model", "us-east-1"),
        name: "nova-on-offer".to_owned(),
        ..samples::custom_model()
    };
    let inventory = with_assets(vec![offered, samples::endpoint()]);
    let document = markdown(&inventory);
    let (own, catalogue) = document.split_once("\n## Catalogue\n").unwrap();
    assert!(own.contains("`churn`") && !own.contains("nova-on-offer"));
    assert!(catalogue.contains("`nova-on-offer`"));
    let html = html(&inventory);
    assert!(html.find("<bdi>churn") < html.find("<bdi>nova-on-offer"));
    assert!(html.contains("1 asset of 1 type in 1 account and 1 region"));
}

#[test]
fn every_place_in_the_page_is_there_once() {
    let elsewhere = AssetRecord {
        unit: samples::key("aws_bedrock", "custom_model", "eu-west-1"),
        ..samples::custom_model()
    };
    let html = html(&with_assets(vec![
        samples::custom_model(),
        elsewhere,
        samples::endpoint(),
    ]));
    let ids: Vec<_> = html
        .split(" id=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect();
    assert_eq!(
        ids.len(),
        ids.iter().collect::<BTreeSet<_>>().len(),
        "{ids:?}"
    );
    let links = html
        .split("href=\"#")
        .skip(1)
        .filter_map(|rest| rest.split('"').next());
    let is_there = |link: &str| ids.contains(&link) || link.starts_with("asset&#x2f;");
    assert!(links.into_iter().all(is_there));
}

#[test]
fn a_report_does_not_depend_on_the_order_of_what_it_is_made_of() {
    let inventory = samples::inventory();
    let mut turned = inventory.clone();
    turned.assets.reverse();
    turned.units.reverse();
    assert_eq!(html(&inventory), html(&turned));
    assert_eq!(markdown(&inventory), markdown(&turned));
}

#[test]
fn a_long_list_says_how_much_more_there_is() {
    let asset = |number: usize| AssetRecord {
        id: AssetId::new(format!(
            "arn:aws:bedrock:us-east-1:111122223333:custom-model/{number}"
        ))
        .unwrap(),
        ..samples::custom_model()
    };
    let inventory = with_assets((0..4_413).map(asset).collect());
    let page = html(&inventory);
    assert!(page.contains("this page shows the first 100 of 4,413 assets"));
    assert_eq!(page.matches("<tr id=\"asset&#x2f;").count(), 100);
    let document = markdown(&inventory);
    assert!(document.contains("4,213 more are not listed here"));
    assert_eq!(document.matches("\n- `support`\n").count(), 50);
}

#[test]
fn a_closed_pipe_is_told_from_a_fault() {
    let templates = Templates::built_in().unwrap();
    let report = reports::full();
    let error = super::html(&report, &templates, samples::ClosedPipe).unwrap_err();
    assert!(error.is_broken_pipe(), "{error:?}");
    let error = super::markdown(&report, &templates, samples::ClosedPipe).unwrap_err();
    assert!(error.is_broken_pipe(), "{error:?}");
}
