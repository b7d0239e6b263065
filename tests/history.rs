//! What changed: between scans, in the life of an asset, and in what of it is kept.

use opencite_sim::bedrock::Kind;
use opencite_sim::{Estate, Fault, FaultKind};
use serde_json::{Value, json};

use crate::support::{ACCOUNT, Opencite, Run, SimServer, assert_shape};

const MODELS: [&str; 2] = ["--type", "custom_model"];
const BOTH: [&str; 4] = ["--type", "custom_model", "--type", "guardrail"];

/// A place beside an estate of three models and two guardrails.
fn place() -> (SimServer, Opencite) {
    let estate = Estate::empty(ACCOUNT)
        .with_custom_models(3)
        .with_guardrails(2);
    let server = SimServer::of(estate);
    let opencite = Opencite::with_sim(&server);
    (server, opencite)
}

/// One model is gone, and another was made by another job.
fn drift(server: &SimServer) {
    server.edit(|estate| {
        let bedrock = estate.bedrock_mut(ACCOUNT, "us-east-1");
        bedrock.remove(Kind::CustomModel, "model-000000");
        bedrock.update(
            Kind::CustomModel,
            "model-000001",
            json!({"jobName": "another"}),
        );
    });
}

/// A place whose second scan found that a model is gone and another has changed.
fn drifted() -> (SimServer, Opencite) {
    let (server, opencite) = place();
    opencite.scan_well(&BOTH);
    drift(&server);
    opencite.scan_well(&[&BOTH[..], &["--full", "--tag", "after-migration"]].concat());
    (server, opencite)
}

fn names(assets: &Value) -> Vec<&str> {
    let assets = assets.as_array().expect("a list of assets");
    assets
        .iter()
        .map(|asset| asset["name"].as_str().expect("it has a name"))
        .collect()
}

#[track_caller]
fn refusal(opencite: &Opencite, status: i32, words: &[&str]) -> String {
    let Run { stderr, .. } = opencite.run(words).exits(status);
    opencite.redacted(&stderr)
}

mod diff {
    use super::*;

    #[test]
    fn tells_what_was_removed_and_which_fields_have_changed() {
        let (_server, opencite) = drifted();
        let diff = opencite.json(&["diff"]);
        assert_eq!((&diff["from"], &diff["to"]), (&json!(1), &json!(2)));
        assert_eq!(names(&diff["added"]), [""; 0]);
        assert_eq!(names(&diff["removed"]), ["model-000000"]);
        assert_eq!(
            diff["changed"][0]["fields"],
            json!([{"path": "properties.job_name", "old": "job-000001", "new": "another"}])
        );
        assert_eq!(diff["not_comparable"], json!([]));
    }

    #[test]
    fn is_told_to_people() {
        let (_server, opencite) = drifted();
        assert_shape!(opencite.run(&["diff"]).exits(0).stdout, @r#"
        From scan 1 (@@TIME@@) to scan 2 (@@TIME@@, after-migration): 0 added, 1 removed, 1 changed, in 2 units complete at both scans.

        - removed  aws_bedrock/custom_model  model-000000  111122223333 us-east-1  arn:aws:bedrock:us-east-1:111122223333:custom-model/amazon.nova-lite-v1:0/cm0000000000

        ~ changed  aws_bedrock/custom_model  model-000001  111122223333 us-east-1  arn:aws:bedrock:us-east-1:111122223333:custom-model/amazon.nova-lite-v1:0/cm0000000001
              properties.job_name: "job-000001" -> "another"
        "#);
        assert_shape!(opencite.run(&["diff", "--format", "markdown"]).exits(0).stdout, @r#"
        ## What changed

        From scan 1 (@@TIME@@) to scan 2 (@@TIME@@, after-migration): 0 added, 1 removed, 1 changed, in 2 units complete at both scans.

        ### Removed (1)

        | Type | Name | Account | Region | Id |
        |---|---|---|---|---|
        | `aws_bedrock/custom_model` | `model-000000` | `111122223333` | `us-east-1` | `arn:aws:bedrock:us-east-1:111122223333:custom-model/amazon.nova-lite-v1:0/cm0000000000` |

        ### Changed (1)

        | Type | Name | Field | Old | New |
        |---|---|---|---|---|
        | `aws_bedrock/custom_model` | `model-000001` | `properties.job_name` | `"job-000001"` | `"another"` |
        "#);
    }

    #[test]
    fn is_told_by_the_exit_status_when_asked() {
        let (_server, opencite) = drifted();
        opencite.run(&["diff", "--exit-code"]).exits(4);
        opencite
            .run(&["diff", "--exit-code", "--type", "guardrail"])
            .exits(0);
        opencite.run(&["diff", "2", "2", "--exit-code"]).exits(0);
    }

    #[test]
    fn is_between_any_two_scans_however_they_are_named() {
        let (_server, opencite) = drifted();
        for words in [
            ["1", "2"],
            ["previous", "latest"],
            ["1", "after-migration"],
            ["1", "0h"],
        ] {
            let diff = opencite.json(&[&["diff"], &words[..]].concat());
            assert_eq!(names(&diff["removed"]), ["model-000000"], "{words:?}");
        }
    }

    #[test]
    fn backwards_is_refused_with_the_words_that_were_meant() {
        let (_server, opencite) = drifted();
        insta::assert_snapshot!(refusal(&opencite, 1, &["diff", "2", "1"]), @"
        error: scan 2 is later than scan 1
        hint: Swap them: `opencite diff 1 2`.
        ");
    }

    #[test]
    fn speaks_only_of_units_that_are_complete_on_both_sides_and_names_the_others() {
        let (server, opencite) = place();
        opencite.scan_well(&BOTH);
        drift(&server);
        server.inject(Fault::on("bedrock", "ListCustomModels", FaultKind::Deny));
        opencite.run(&[&["scan"], &BOTH[..]].concat()).exits(3);
        let diff = opencite.json(&["diff"]);
        assert_eq!(names(&diff["removed"]), [""; 0]);
        let [unit] = diff["not_comparable"]
            .as_array()
            .expect("a list")
            .as_slice()
        else {
            panic!("{diff}")
        };
        assert_eq!(unit["type"], "custom_model");
        insta::assert_snapshot!(unit["reason"].as_str().expect("a text"), @"failed as of the later scan: access-denied at bedrock:ListCustomModels (AccessDeniedException): User: arn:aws:iam::111122223333:user/opencite is not authorized to perform: bedrock:ListCustomModels because no identity-based policy allows the bedrock:ListCustomModels action");
    }

    #[test]
    fn of_nothing_comparable_is_no_good_news() {
        let (_server, opencite) = place();
        opencite.scan_well(&MODELS);
        opencite.scan_well(&["--type", "guardrail"]);
        let words = ["diff", "--type", "evaluation_job", "--exit-code"];
        insta::assert_snapshot!(refusal(&opencite, 1, &words), @"
        error: no unit is complete in both scan 1 and scan 2
        hint: `opencite units SCAN` says what is missing in a scan.
        ");
    }

    #[test]
    fn needs_two_scans() {
        let (_server, opencite) = place();
        opencite.scan_well(&MODELS);
        insta::assert_snapshot!(refusal(&opencite, 1, &["diff"]), @"
        error: there is no scan before scan 1 to compare it with
        hint: Scan again, and then compare.
        ");
    }

    #[test]
    fn of_a_scan_that_is_not_there_is_refused_with_the_nearest() {
        let (_server, opencite) = drifted();
        insta::assert_snapshot!(refusal(&opencite, 1, &["diff", "7"]), @"
        error: no scan 7
        hint: The nearest is scan 2, the newest is scan 2; `opencite scans` lists all.
        ");
        insta::assert_snapshot!(refusal(&opencite, 1, &["diff", "after-migratoin"]), @"
        error: no scan is tagged after-migratoin
        hint: Did you mean after-migration?
        ");
        assert_shape!(refusal(&opencite, 1, &["diff", "2001-01-01"]), @"
        error: no scan had ended by @@TIME@@
        hint: The oldest is scan 1, which ended at @@TIME@@.
        ");
        insta::assert_snapshot!(refusal(&opencite, 2, &["diff", "a b"]), @r#"
        error: "a b" names no scan
        hint: Use the number of a scan (see `opencite scans`), its tag, latest, previous, or a time (2026-11-21T07:00:00Z), a day (2026-11-21), or so long ago (7d, 12h).
        "#);
    }
}

mod asset {
    use super::*;

    #[test]
    fn has_a_life() {
        let (_server, opencite) = drifted();
        assert_shape!(opencite.run(&["history", "model-000000"]).exits(0).stdout, @"
        model-000000: aws_bedrock custom_model in 111122223333 us-east-1
        arn:aws:bedrock:us-east-1:111122223333:custom-model/amazon.nova-lite-v1:0/cm0000000000

        + @@TIME@@  appeared  scan 1
        - @@TIME@@  gone      scan 2
        Not there when a scan last looked, @@TIME@@.
        ");
        let lives = opencite.json(&["history", "model-000001"]);
        assert_eq!(lives[0]["events"][1]["event"], "changed");
        let id = lives[0]["id"].as_str().expect("it has an id");
        assert_eq!(opencite.json(&["history", id]), lives);
    }

    #[test]
    fn that_nobody_knows_is_refused_with_the_nearest() {
        let (_server, opencite) = drifted();
        insta::assert_snapshot!(refusal(&opencite, 1, &["history", "model-00000"]), @r#"
        error: no asset has the id or the name "model-00000"
        hint: Did you mean model-000000 or model-000001 or model-000002?
        "#);
    }

    #[test]
    fn is_listed_as_it_was_after_any_scan() {
        let (_server, opencite) = drifted();
        for (at, count) in [("1", 5), ("previous", 5), ("after-migration", 4), ("0h", 4)] {
            assert_eq!(opencite.assets(&["--at", at]).len(), count, "{at}");
        }
    }
}

mod tag {
    use super::*;

    #[test]
    fn is_given_and_taken_back() {
        let (_server, opencite) = drifted();
        let said = |words: &[&str]| opencite.run(words).exits(0).stdout;
        insta::assert_snapshot!(said(&["tag", "before", "1"]), @"scan 1 is tagged before");
        insta::assert_snapshot!(said(&["tag", "now"]), @"scan 2 is tagged now");
        insta::assert_snapshot!(said(&["tag", "--remove", "now"]), @"scan 2 is no longer tagged now");
        let scans = opencite.json(&["scans"]);
        assert_eq!(scans[0]["tags"], json!(["before"]));
        assert_eq!(scans[1]["tags"], json!(["after-migration"]));
    }

    #[test]
    fn is_one_of_one_scan() {
        let (_server, opencite) = drifted();
        insta::assert_snapshot!(refusal(&opencite, 1, &["tag", "after-migration", "1"]), @"
        error: scan 2 is already tagged after-migration
        hint: Choose another tag, or take this one away with `opencite tag --remove after-migration`.
        ");
        insta::assert_snapshot!(refusal(&opencite, 1, &["tag", "--remove", "after"]), @"
        error: no scan is tagged after
        hint: `opencite scans` lists the scans and their tags.
        ");
        insta::assert_snapshot!(refusal(&opencite, 2, &["tag", "7up"]), @r#"error: tag "7up" is not a letter followed by letters, digits, dots, dashes and underscores, at most 64 bytes, or it is one of latest and previous"#);
    }
}

mod prune {
    use super::*;

    #[test]
    fn shows_its_plan_and_does_nothing_when_it_is_only_asked() {
        let (_server, opencite) = drifted();
        assert_shape!(opencite.run(&["prune", "--keep-daily", "30", "--dry-run"]).exits(0).stdout, @"
        SCAN  ENDED             PLAN    WHY
           1  @@TIME@@  remove
           2  @@TIME@@  keep    the newest, tagged after-migration, among the last 1 and the newest of the day @@DATE@@

        Would remove 1 scan and 4 rows, and keep 1. Nothing has been removed.
        ");
        assert_eq!(opencite.assets(&["--at", "1"]).len(), 5);
    }

    #[test]
    fn does_not_remove_without_a_word_of_consent() {
        let (_server, opencite) = drifted();
        insta::assert_snapshot!(refusal(&opencite, 2, &["prune", "--keep-daily", "30"]), @"
        error: nothing was removed, as nobody said yes
        hint: Say --yes to remove them, or --dry-run to only see the plan.
        ");
        assert_eq!(opencite.assets(&["--at", "1"]).len(), 5);
    }

    #[test]
    fn keeps_what_it_said_and_all_that_is_there_now() {
        let (_server, opencite) = drifted();
        let now = opencite.assets(&[]);
        opencite.run(&["prune", "--yes"]).exits(0);
        let scans = opencite.json(&["scans"]);
        assert_eq!(scans.as_array().expect("a list").len(), 1);
        assert_eq!(opencite.assets(&[]).len(), now.len());
    }
}

mod db {
    use super::*;

    #[test]
    fn is_copied_checked_and_made_smaller() {
        let (_server, opencite) = drifted();
        opencite.run(&["db", "backup", "copy.db"]).exits(0);
        insta::assert_snapshot!(refusal(&opencite, 1, &["db", "backup", "copy.db"]), @"
        error: copy.db exists already
        hint: Name another file; this one was left as it is.
        ");
        opencite
            .run(&["db", "backup", "copy.db", "--force"])
            .exits(0);
        let words = ["assets", "--db", "copy.db", "--format", "json"];
        let copied = opencite.run(&words).exits(0).stdout;
        assert_eq!(copied, opencite.run(&["assets", "--format", "json"]).stdout);
        insta::with_settings!({filters => vec![(r"\d+ bytes", "@@ bytes"), (r"which \d+", "which @@")]}, {
            insta::assert_snapshot!(opencite.run(&["db", "check"]).exits(0).stdout, @"
            opencite.db is whole: schema 5, 2 scans, 4 runs of units, 5 assets in 6 versions, 0 calls of models
            @@ bytes, of which @@ hold nothing
            ");
        });
        opencite.run(&["db", "vacuum"]).exits(0);
        opencite.run(&["db", "check"]).exits(0);
    }

    #[test]
    fn of_two_machines_becomes_one() {
        let (_server, here) = drifted();
        let elsewhere = SimServer::of(Estate::empty("444455556666").with_custom_models(2));
        let there = Opencite::with_sim(&elsewhere);
        there.scan_well(&MODELS);
        let other = there.path("opencite.db");
        let other = other.to_str().expect("UTF-8");
        here.run(&["db", "merge", "opencite.db", other, "-o", "all.db"])
            .exits(0);
        let words = ["assets", "--db", "all.db", "--format", "json"];
        let all = here.run(&words).exits(0).json();
        assert_eq!(all.as_array().expect("a list").len(), 6);
        here.run(&["db", "check", "--db", "all.db"]).exits(0);
        here.run(&["db", "merge", "opencite.db", other, "-o", "all.db"])
            .exits(1);
    }

    #[test]
    fn that_is_damaged_is_said_to_be() {
        let (_server, opencite) = drifted();
        let mut bytes = std::fs::read(opencite.path("opencite.db")).expect("it is there");
        let middle = bytes.len() / 2;
        bytes[middle..].fill(0x5a);
        opencite.file("damaged.db", &bytes);
        let said = refusal(&opencite, 1, &["db", "check", "--db", "damaged.db"]);
        assert!(said.contains("damaged.db is damaged"), "{said}");
    }
}

mod query {
    use super::*;

    const COUNT: &str = "SELECT type, count(*) AS assets FROM assets GROUP BY type ORDER BY type";

    #[test]
    fn is_answered_as_a_table_as_json_and_as_csv() {
        let (_server, opencite) = drifted();
        let answer = |format| {
            opencite
                .run(&["query", COUNT, "--format", format])
                .exits(0)
                .stdout
        };
        insta::assert_snapshot!(answer("table"), @"
        type          assets
        custom_model       2
        guardrail          2

        2 rows
        ");
        insta::assert_snapshot!(answer("json"), @r#"
        [
        {"type":"custom_model","assets":2},
        {"type":"guardrail","assets":2}
        ]
        "#);
        insta::assert_snapshot!(answer("csv"), @"
        type,assets
        custom_model,2
        guardrail,2
        ");
    }

    #[test]
    fn may_be_kept_in_the_config() {
        let (_server, opencite) = drifted();
        let opencite = opencite.config(&format!("[queries]\ntypes = \"{COUNT}\"\n"));
        let saved = opencite.run(&["query", "--saved", "types"]).exits(0).stdout;
        assert_eq!(saved, opencite.run(&["query", COUNT]).exits(0).stdout);
        insta::assert_snapshot!(opencite.run(&["query", "--list"]).exits(0).stdout, @"types: SELECT type, count(*) AS assets FROM assets GROUP BY type ORDER BY type");
        insta::assert_snapshot!(refusal(&opencite, 2, &["query", "--saved", "tipes"]), @"
        error: the config has no query tipes
        hint: Did you mean types?
        ");
    }

    #[test]
    fn that_writes_reads_files_or_never_ends_is_refused() {
        let (_server, opencite) = drifted();
        let refused = |sql: &str| refusal(&opencite, 1, &["query", "--timeout", "1", sql]);
        insta::assert_snapshot!(refused("DELETE FROM assets"), @"
        error: the query cannot be answered: cannot modify assets because it is a view
        hint: It is SQL as SQLite understands it; `opencite schema` lists the views and their columns.
        ");
        insta::assert_snapshot!(refused("ATTACH 'other.db' AS other"), @"
        error: a query may not attach or detach a database
        hint: A query only reads: write a SELECT over the views that `opencite schema` lists.
        ");
        insta::assert_snapshot!(refused("SELECT load_extension('x')"), @"
        error: a query may not call load_extension
        hint: A query only reads: write a SELECT over the views that `opencite schema` lists.
        ");
        insta::assert_snapshot!(refused("SELECT nmae FROM assets"), @"
        error: there is no column nmae
        hint: Is name meant? `opencite schema` lists the views and their columns.
        ");
        insta::assert_snapshot!(refused("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"), @"
        error: the query was stopped after 1 s
        hint: Narrow it with WHERE, join on keys, bound recursion with LIMIT, or allow more time with --timeout.
        ");
        assert_eq!(opencite.assets(&[]).len(), 4);
    }

    #[test]
    fn can_ask_for_all_that_the_schema_tells() {
        let (_server, opencite) = drifted();
        let views = opencite.json(&["schema"]);
        for view in views.as_array().expect("a list") {
            let columns = view["columns"].as_array().expect("a list");
            let columns: Vec<&str> = columns
                .iter()
                .map(|column| column["name"].as_str().expect("a name"))
                .collect();
            let name = view["name"].as_str().expect("a name");
            let sql = format!("SELECT {} FROM {name}", columns.join(", "));
            opencite.run(&["query", &sql]).exits(0);
        }
    }
}
