//! Scans that are ended from outside: whatever the moment, what is stored is whole, and the next scan goes on.

use std::time::{Duration, Instant};
use std::{iter, thread};

use opencite_sim::bedrock::Kind;
use opencite_sim::{Estate, Fault, FaultKind, Sim};
use opencite_store::Store;
use rusqlite::Connection;
use serde_json::json;

use crate::support::{ACCOUNT, Opencite, SimServer, until};

/// As many assets as make a scan long enough to be killed in its middle.
const ASSETS: usize = 100;

/// An estate of assets of many types, and an AWS that takes its time.
fn server() -> SimServer {
    let estate = Estate::scaled(ASSETS);
    let latency = Duration::from_millis(15);
    SimServer::start(Sim::builder().estate(estate).latency(latency))
}

/// Numbers without an order that is known to the program, and the same in every run: Marsaglia's xorshift.
fn shuffled() -> impl Iterator<Item = u64> {
    let next = |state: &u64| {
        let state = state ^ (state << 13);
        let state = state ^ (state >> 7);
        Some(state ^ (state << 17))
    };
    iter::successors(Some(0x2026_1121_0c17_e5ed), next)
}

/// Parts of the time that a scan takes.
fn shares() -> impl Iterator<Item = f64> {
    let thousandths = |number: u64| u16::try_from(number % 1_000).expect("it is below a thousand");
    shuffled().map(move |number| f64::from(thousandths(number)) / 1_000.0)
}

/// Changes what every custom model is described as, so that the next scan has something to write.
fn change(server: &SimServer, round: usize) {
    server.edit(|estate| {
        let models = estate
            .bedrock_mut(ACCOUNT, "us-east-1")
            .collection_mut(Kind::CustomModel);
        let names: Vec<_> = models
            .iter()
            .filter_map(|it| it.text("modelName"))
            .map(str::to_owned)
            .collect();
        for name in names {
            assert!(models.update(&name, json!({"jobName": format!("round-{round}")})));
        }
    });
}

/// Every unit of the latest scan is wholly there or wholly absent.
fn assert_whole(opencite: &Opencite) {
    let store = Store::open_existing(&opencite.path("opencite.db")).expect("the database opens");
    store.integrity_check().expect("the database is sound");
    let database = opencite.database();
    assert_eq!(database.text("PRAGMA integrity_check"), "ok");
    let wrong_count = "SELECT count(*) FROM unit_run AS run
         WHERE scan = (SELECT max(id) FROM scan) AND outcome = 'complete' AND assets <>
               (SELECT count(*) FROM asset_version WHERE unit = run.unit AND to_scan IS NULL)";
    assert_eq!(
        database.number(wrong_count),
        0,
        "units whose assets are not all there"
    );
    let without_unit =
        "SELECT count(*) FROM asset_version AS version, (SELECT max(id) AS latest FROM scan)
         WHERE latest IN (from_scan, to_scan)
           AND unit NOT IN (SELECT unit FROM unit_run WHERE scan = latest)";
    assert_eq!(
        database.number(without_unit),
        0,
        "changes of units that are not there"
    );
}

/// How many units are stored of the latest scan, where that never ended.
fn units_of_unfinished(opencite: &Opencite) -> i64 {
    opencite.database().number(
        "SELECT count(*) FROM unit_run
         WHERE scan = (SELECT id FROM scan ORDER BY id DESC LIMIT 1) AND scan IN
               (SELECT id FROM scan WHERE finished IS NULL)",
    )
}

/// Kills many scans at any moments, each after something happened to the estate; after each, all must be whole, and
/// another scan must get through. Returns how many had stored some of their units and not all.
fn kill_scans(kills: usize, words: &[&str], happen: fn(&SimServer, usize)) -> usize {
    let server = server();
    let opencite = Opencite::with_sim(&server);
    opencite.run(&["scan"]).exits(0);
    let all = i64::try_from(opencite.units().len()).expect("a few");
    let began = Instant::now();
    opencite.run(words).exits(0);
    let mut whole = began.elapsed();
    let (mut killed, mut in_the_middle) = (0, 0);
    for share in shares() {
        happen(&server, killed);
        let scan = opencite.start(words);
        thread::sleep(whole.mul_f64(share));
        if scan.kill() {
            killed += 1;
        } else {
            // It was faster than the first: the machine has less to do now.
            whole = whole.mul_f64(0.9);
        }
        assert_whole(&opencite);
        in_the_middle += usize::from((1..all).contains(&units_of_unfinished(&opencite)));
        opencite.run(&["scan", "--type", "custom_model"]).exits(0);
        if killed == kills {
            break;
        }
    }
    opencite.run(words).exits(0);
    assert_eq!(opencite.assets(&[]).len(), ASSETS);
    eprintln!("{killed} scans killed, {in_the_middle} between their first unit and their last");
    in_the_middle
}

#[test]
fn a_scan_that_is_killed_leaves_every_unit_whole_or_absent() {
    let in_the_middle = kill_scans(50, &["scan", "--full"], change);
    assert!(in_the_middle > 0, "no scan was killed in its middle");
}

#[test]
fn a_scan_of_an_unchanged_estate_can_be_killed_as_well() {
    kill_scans(20, &["scan"], |_, _| ());
}

#[test]
fn a_first_scan_that_is_killed_does_not_stand_in_the_way_of_the_next() {
    let server = server();
    let began = Instant::now();
    Opencite::with_sim(&server).run(&["scan"]).exits(0);
    let whole = began.elapsed();
    for share in shares().take(3) {
        let opencite = Opencite::with_sim(&server);
        let scan = opencite.start(&["scan"]);
        thread::sleep(whole.mul_f64(share));
        scan.kill();
        opencite.run(&["scan"]).exits(0);
        assert_whole(&opencite);
        assert_eq!(opencite.assets(&[]).len(), ASSETS);
    }
}

mod interrupted {
    use super::*;

    const TYPES: [&str; 4] = ["--type", "custom_model", "--type", "guardrail"];

    /// A scan of two units, of which one has ended and the other waits for an answer that never comes.
    fn hanging() -> (SimServer, Opencite) {
        let estate = Estate::empty(ACCOUNT)
            .with_custom_models(3)
            .with_guardrails(1);
        let hang = Fault::on("bedrock", "ListGuardrails", FaultKind::Hang);
        let server = SimServer::start(Sim::builder().estate(estate).fault(hang));
        let opencite = Opencite::with_sim(&server);
        (server, opencite)
    }

    fn stored_units(opencite: &Opencite) -> i64 {
        let path = opencite.path("opencite.db");
        if !path.exists() {
            return 0;
        }
        let units = Connection::open(path).and_then(|database| {
            database.query_row("SELECT count(*) FROM unit_run", [], |row| row.get(0))
        });
        // It is being made at this moment.
        units.unwrap_or_default()
    }

    fn outcomes(opencite: &Opencite) -> Vec<String> {
        opencite
            .units()
            .iter()
            .map(|unit| format!("{} {unit}", unit.asset_type))
            .collect()
    }

    #[test]
    fn keeps_what_is_complete() {
        let (_server, opencite) = hanging();
        let scan = opencite.start(&[&["scan"], &TYPES[..]].concat());
        until(|| stored_units(&opencite) == 1);
        scan.interrupt();
        let (status, said) = scan.end();
        assert_eq!(status.code(), Some(3), "{said}");
        assert!(
            said.contains("press Ctrl-C again to stop at once"),
            "{said}"
        );
        assert_eq!(
            outcomes(&opencite),
            ["custom_model complete", "guardrail failed: cancelled"]
        );
        assert_eq!(opencite.assets(&[]).len(), 3);
        assert_eq!(opencite.json(&["scans"])[0]["outcome"], "partial");
    }

    #[test]
    fn before_anything_is_complete_fails() {
        let (server, opencite) = hanging();
        let scan = opencite.start(&["scan", "--type", "guardrail"]);
        until(|| server.count("bedrock:ListGuardrails") > 0);
        scan.interrupt();
        assert_eq!(scan.end().0.code(), Some(1));
        assert_eq!(outcomes(&opencite), ["guardrail failed: cancelled"]);
    }

    #[test]
    fn while_signing_in_fails_at_once() {
        let (server, opencite) = hanging();
        server.inject(Fault::on("sts", "GetCallerIdentity", FaultKind::Hang));
        let scan = opencite.start(&["scan", "--type", "custom_model"]);
        until(|| server.count("sts:GetCallerIdentity") > 0);
        scan.interrupt();
        let (status, said) = scan.end();
        assert_eq!(status.code(), Some(1));
        insta::assert_snapshot!(said, @"
         WARN opencite::commands::scan: ending the scan: what is complete is kept; press Ctrl-C again to stop at once
        error: the scan was cancelled before it began
        ");
        assert_eq!(opencite.json(&["scans"])[0]["outcome"], "failed");
        assert_eq!(
            server.count("sts:GetCallerIdentity"),
            1,
            "it does not try again"
        );
    }

    #[test]
    fn twice_stops_at_once() {
        let (_server, opencite) = hanging();
        opencite.run(&["scan", "--type", "custom_model"]).exits(0);
        // The program waits for the database, and cannot be told to stop that.
        let other = Connection::open(opencite.path("opencite.db")).expect("SQLite opens it");
        other
            .execute_batch("BEGIN EXCLUSIVE")
            .expect("nobody else has it");
        std::fs::remove_file(opencite.path("opencite.db.scan-lock")).expect("a scan leaves it");
        let mut scan = opencite.start(&["scan", "--type", "custom_model"]);
        until(|| opencite.path("opencite.db.scan-lock").exists());
        scan.interrupt();
        assert!(scan.line().contains("press Ctrl-C again to stop at once"));
        scan.interrupt();
        assert_eq!(scan.end().0.code(), Some(130));
        other.execute_batch("ROLLBACK").expect("it is ours");
        opencite.run(&["scan", "--type", "custom_model"]).exits(0);
        assert_eq!(opencite.database().text("PRAGMA integrity_check"), "ok");
    }
}
