//! Scans that are written down, and repeated without an account; and the tests of plugins, which are made of them.

use std::fs;
use std::path::{Path, PathBuf};

use opencite_sim::bedrock::Kind;
use opencite_sim::{Estate, Fault, FaultKind};
use serde_json::{Value, json};

use crate::guests::bytes_of;
use crate::support::{ACCOUNT, Database, Opencite, SimServer};

/// A place that has scanned a simulated account, and written that down in `tape`.
fn recorded(server: &SimServer, more: &[&str]) -> Opencite {
    let opencite = Opencite::with_sim(server);
    let words = [&["scan", "--record", "tape"], more].concat();
    let run = opencite.run(&words);
    assert!(matches!(run.status, Some(0 | 3)), "{}", run.stderr);
    opencite
}

/// A place without an account that has repeated it.
fn replayed(recorded: &Opencite) -> Opencite {
    let opencite = Opencite::new();
    let tape = recorded.path("tape");
    let words = ["scan", "--replay", tape.to_str().expect("UTF-8")];
    let run = opencite.run(&words);
    assert!(matches!(run.status, Some(0 | 1 | 3)), "{}", run.stderr);
    opencite
}

fn content(opencite: &Opencite) -> String {
    opencite.database().content()
}

/// What a scan found, a line each, whichever came first.
fn found(opencite: &Opencite) -> Vec<String> {
    let all = [&["assets"][..], &["units"], &["usage", "--days", "3650"]];
    let mut lines: Vec<String> = Vec::new();
    for words in all {
        let listed = opencite.json(words);
        let listed = listed.as_array().expect("an array").iter();
        lines.extend(listed.map(ToString::to_string));
    }
    lines.sort();
    lines
}

#[track_caller]
fn assert_same(one: &Opencite, other: &Opencite) {
    let (one, other) = (found(one), found(other));
    let only = |lines: &[String], others: &[String]| {
        let missing = lines.iter().filter(|line| !others.contains(line));
        missing.cloned().collect::<Vec<_>>().join("\n")
    };
    assert_eq!(only(&one, &other), only(&other, &one));
    assert_eq!(one.len(), other.len());
}

/// The file of a unit in `tape`.
fn file(opencite: &Opencite, unit: &str) -> PathBuf {
    opencite.path(&format!("tape/{ACCOUNT}/us-east-1/{unit}.jsonl"))
}

fn small() -> SimServer {
    SimServer::of(
        Estate::empty(ACCOUNT)
            .with_custom_models(3)
            .with_guardrails(2),
    )
}

#[test]
fn a_scan_is_repeated_without_an_account_as_often_as_one_likes() {
    let server = SimServer::of(Estate::demo());
    let recorded = recorded(
        &server,
        &[
            "--region",
            "us-east-1",
            "--region",
            "eu-west-1",
            "--usage-days",
            "7",
        ],
    );
    let requests = server.sim().requests().len();
    let (one, other) = (replayed(&recorded), replayed(&recorded));
    assert_eq!(content(&one), content(&other));
    assert_same(&one, &recorded);
    assert!(one.assets(&[]).len() > 50, "it was a full scan");
    assert_eq!(server.sim().requests().len(), requests);
}

#[test]
fn what_failed_fails_again_for_the_same_reason() {
    let server = small();
    server.inject(Fault::on("bedrock", "GetGuardrail", FaultKind::Deny));
    server.inject(Fault::on(
        "bedrock",
        "ListImportedModels",
        FaultKind::ExpiredToken,
    ));
    let recorded = recorded(&server, &[]);
    let replayed = replayed(&recorded);
    assert_same(&replayed, &recorded);
    assert_eq!(replayed.unit("guardrail").outcome, "partial");
    assert_eq!(replayed.unit("imported_model").outcome, "failed");
}

#[test]
fn the_region_that_is_not_enabled_is_skipped_again() {
    let server = SimServer::of(
        Estate::empty(ACCOUNT)
            .with_custom_models(1)
            .without_opt_in_regions(),
    );
    let regions = ["--region", "us-east-1", "--region", "af-south-1"];
    let recorded = recorded(
        &server,
        &[&regions[..], &["--type", "custom_model"]].concat(),
    );
    let replayed = replayed(&recorded);
    assert_same(&replayed, &recorded);
    assert!(
        replayed
            .units()
            .iter()
            .any(|unit| unit.outcome == "skipped")
    );
}

#[test]
fn a_recording_that_broke_off_says_so_for_its_unit_and_no_other() {
    let recorded = recorded(&small(), &[]);
    let path = file(&recorded, "aws_bedrock.guardrail");
    let text = fs::read_to_string(&path).expect("it was recorded");
    let last = text.trim_end().rfind('\n').expect("it has lines");
    fs::write(&path, &text[..=last]).expect("it is writable");
    let replayed = replayed(&recorded);
    let unit = replayed.unit("guardrail");
    assert_eq!(unit.outcome, "failed");
    let error = unit.error.expect("there is a reason");
    assert!(
        error
            .message
            .ends_with("the recording broke off: it has no last line"),
        "{error:?}"
    );
    assert_eq!(replayed.unit("custom_model").outcome, "complete");
}

#[test]
fn what_is_no_recording_is_refused_by_its_place() {
    let recorded = recorded(&small(), &["--type", "guardrail"]);
    let path = file(&recorded, "aws_bedrock.guardrail");
    let text = fs::read_to_string(&path).expect("it was recorded");
    let place = Opencite::new();
    let replay = || {
        let tape = recorded.path("tape");
        let run = place.run(&["scan", "--replay", tape.to_str().expect("UTF-8")]);
        let run = run.exits(1).stderr;
        recorded.redacted(&run).trim_end().to_owned()
    };
    let later = text.replacen("\"recording\":1", "\"recording\":2", 1);
    fs::write(&path, later).expect("it is writable");
    insta::assert_snapshot!(replay(), @"error: @@DIR@@/tape/111122223333/us-east-1/aws_bedrock.guardrail.jsonl: it is a recording of version 2, and this program reads 1");
    fs::write(&path, "{]\n").expect("it is writable");
    insta::assert_snapshot!(replay(), @"error: @@DIR@@/tape/111122223333/us-east-1/aws_bedrock.guardrail.jsonl, line 1: key must be a string at line 1 column 2");
    fs::write(&path, "").expect("it is writable");
    insta::assert_snapshot!(replay(), @"error: @@DIR@@/tape/111122223333/us-east-1/aws_bedrock.guardrail.jsonl: it is empty");
    fs::remove_file(recorded.path("tape/scan.json")).expect("it is there");
    insta::assert_snapshot!(replay(), @"error: @@DIR@@/tape/scan.json: No such file or directory (os error 2)");
}

#[test]
fn a_line_that_is_no_answer_is_named() {
    let recorded = recorded(&small(), &["--type", "guardrail"]);
    let path = file(&recorded, "aws_bedrock.guardrail");
    let text = fs::read_to_string(&path).expect("it was recorded");
    let broken = text.replacen("\"answer\"", "\"answre\"", 1);
    fs::write(&path, broken).expect("it is writable");
    let error = replayed(&recorded)
        .unit("guardrail")
        .error
        .expect("a reason");
    insta::assert_snapshot!(recorded.redacted(&error.message), @"@@DIR@@/tape/111122223333/us-east-1/aws_bedrock.guardrail.jsonl, line 2: unknown field `answre`, expected one of `operation`, `asked`, `error`, `answer`");
}

#[test]
fn a_recording_never_takes_the_place_of_another() {
    let server = small();
    let recorded = recorded(&server, &["--type", "guardrail"]);
    let again = recorded.run(&["scan", "--record", "tape"]).exits(1).stderr;
    insta::assert_snapshot!(again.trim_end(), @"error: tape: the directory is not empty: a recording goes to a new one");
}

#[test]
fn what_was_answered_is_written_down_without_secrets() {
    let secret = "hf_AbCdEfGhIjKlMnOpQrStUvWxYz012345";
    let server = small();
    server.edit(|estate| {
        let parameters = json!({"hyperParameters": {"epochCount": "2", "hub_token": secret}});
        let bedrock = estate.bedrock_mut(ACCOUNT, "us-east-1");
        assert!(bedrock.update(Kind::CustomModel, "model-000000", parameters));
    });
    let recorded = recorded(&server, &["--usage-days", "7"]);
    let sim = server.sim();
    let secrets = [secret, sim.secret_access_key(), sim.access_key_id()];
    let text = texts(&recorded.path("tape")).concat();
    assert!(text.contains("epochCount"));
    for secret in secrets {
        assert!(!text.contains(secret), "{secret} was written down");
    }
}

/// The texts of all files below a directory.
fn texts(directory: &Path) -> Vec<String> {
    let entries = fs::read_dir(directory).expect("it is a directory");
    let paths = entries.map(|entry| entry.expect("it can be read").path());
    paths
        .flat_map(|path| {
            if path.is_dir() {
                texts(&path)
            } else {
                vec![fs::read_to_string(&path).expect("it is a text")]
            }
        })
        .collect()
}

#[test]
fn units_of_a_plugin_that_is_not_there_are_left_out_and_named() {
    let recorded = recorded(&small(), &["--type", "custom_model"]);
    let place = Opencite::new();
    place.file("hostile.wasm", bytes_of("hostile"));
    let tape = recorded.path("tape");
    let words = [
        "scan",
        "--replay",
        tape.to_str().expect("UTF-8"),
        "--plugins",
        "hostile.wasm",
    ];
    let run = place.run(&words);
    assert!(
        run.stderr.contains(
            "the recording has units of plugin aws_bedrock, which is not there: they are left out"
        ),
        "{}",
        run.stderr
    );
}

/// A place with a fixture of the plugin for Bedrock.
fn with_fixture(server: &SimServer) -> Opencite {
    let recorded = recorded(server, &["--type", "guardrail"]);
    let answers = fs::read(file(&recorded, "aws_bedrock.guardrail")).expect("it was recorded");
    recorded.file("tests/guardrails/answers.jsonl", answers);
    recorded
}

fn test_words<'a>(plugin: &'a Path, more: &[&'a str]) -> Vec<&'a str> {
    let plugin = plugin.to_str().expect("UTF-8");
    [&["plugin", "test", plugin, "--fixtures", "tests"], more].concat()
}

#[test]
fn a_file_of_a_recording_is_a_fixture() {
    let (place, plugin) = (with_fixture(&small()), Opencite::bedrock_plugin());
    let new = place.run(&test_words(&plugin, &[])).exits(1).stdout;
    assert!(
        new.starts_with("NEW     guardrails: --bless expects from now on\n"),
        "{new}"
    );
    let written = place
        .run(&test_words(&plugin, &["--bless"]))
        .exits(0)
        .stdout;
    insta::assert_snapshot!(written, @"
    written guardrails
    1 of 1 fixtures hold
    ");
    let passed = place.run(&test_words(&plugin, &[])).exits(0).stdout;
    insta::assert_snapshot!(passed, @"
    ok      guardrails
    1 of 1 fixtures hold
    ");
    let expected: Value =
        serde_json::from_str(&place.read("tests/guardrails/expected.json")).expect("JSON");
    assert_eq!(expected["outcome"], "complete");
    assert_eq!(expected["assets"].as_array().map(Vec::len), Some(2));
}

#[test]
fn a_fixture_that_does_not_hold_shows_the_difference() {
    let (place, plugin) = (with_fixture(&small()), Opencite::bedrock_plugin());
    place.run(&test_words(&plugin, &["--bless"])).exits(0);
    let answers = place.read("tests/guardrails/answers.jsonl");
    let changed = answers.replace("\"status\":\"READY\"", "\"status\":\"FAILED\\u001b[2J\"");
    assert_ne!(changed, answers);
    place.file("tests/guardrails/answers.jsonl", changed);
    let failed = place.run(&test_words(&plugin, &[])).exits(1).stdout;
    assert!(
        failed.contains("\n-      \"status\": \"READY\""),
        "{failed}"
    );
    assert!(failed.contains("\n+      \"status\": \"FAILED"), "{failed}");
    assert!(failed.ends_with("1 of 1 fixtures FAILED\n"), "{failed}");
    assert!(!failed.contains('\u{1b}'));
}

#[test]
fn a_fault_that_was_written_by_hand_is_told_to_the_plugin() {
    let (place, plugin) = (Opencite::new(), Opencite::bedrock_plugin());
    let lines = [
        json!({"recording": 1, "type": "guardrail", "account": ACCOUNT, "region": "us-east-1", "at": "2026-01-01T00:00:00Z"}),
        json!({"operation": "bedrock:ListGuardrails", "error": {"Throttled": {
            "operation": "bedrock:ListGuardrails", "code": "ThrottlingException", "message": "Rate exceeded",
            "request_id": null, "attempts": 3, "retryable": true,
        }}}),
        json!({"operation": "bedrock:GetGuardrail", "answer": null}),
    ];
    let text = lines.map(|line| line.to_string()).join("\n");
    place.file("tests/throttled/answers.jsonl", text);
    place.run(&test_words(&plugin, &["--bless"])).exits(0);
    insta::assert_snapshot!(place.read("tests/throttled/expected.json"), @r#"
    {
      "outcome": "failed",
      "error": {
        "kind": "throttled",
        "code": "ThrottlingException",
        "operation": "bedrock:ListGuardrails",
        "message": "Rate exceeded",
        "request_id": null,
        "attempts": 3
      },
      "unasked": {
        "bedrock:GetGuardrail": 1
      }
    }
    "#);
}

#[test]
fn a_plugin_without_fixtures_is_told_how_to_get_one() {
    let (place, plugin) = (Opencite::new(), Opencite::bedrock_plugin());
    fs::create_dir(place.path("tests")).expect("the place is writable");
    let told = place.run(&test_words(&plugin, &[])).exits(2).stderr;
    insta::assert_snapshot!(told.trim_end(), @"
    error: there is no fixture in tests
    hint: Make a directory for each in it, with an answers.jsonl: a file of `opencite scan --record` is one.
    ");
}

#[test]
fn a_plugin_is_checked_as_whoever_adds_it_will() {
    let place = Opencite::new();
    place.file("hostile.wasm", bytes_of("hostile"));
    let told = place
        .run(&["plugin", "check", "hostile.wasm"])
        .exits(0)
        .stdout;
    assert!(
        told.starts_with("ok    it fits the world opencite:plugin/plugin@0.1.0\n"),
        "{told}"
    );
    assert!(
        told.contains("\nok    it asks for bedrock:GetAgent, bedrock:GetCustomModel, "),
        "{told}"
    );
    assert!(told.contains(" s, once\n"), "{told}");
}

#[test]
fn a_plugin_is_built_and_tested_in_one_go() {
    let place = with_fixture(&small());
    let plugin = Opencite::bedrock_plugin();
    let script = format!("#!/bin/sh\nexec /bin/cp {} built.wasm\n", plugin.display());
    let build = place.file("build.sh", script);
    make_executable(&build);
    let words = ["plugin", "dev", ".", "--once"];
    place.run(&words).exits(1);
    place.run(&test_words(&plugin, &["--bless"])).exits(0);
    let told = place.run(&words).exits(0).stdout;
    assert!(told.ends_with("1 of 1 fixtures hold\n"), "{told}");
    place.file("build.sh", "#!/bin/sh\nexit 7\n");
    let failed = place.run(&words).exits(1).stderr;
    assert_eq!(failed, "error: build.sh failed: exit status: 7\n");
}

fn make_executable(path: &Path) {
    use std::os::unix::fs::PermissionsExt as _;
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).expect("it is ours");
}

#[test]
fn the_limits_of_the_config_hold_for_every_command_that_loads_a_plugin() {
    let place = Opencite::new().config("[limits]\nfile_bytes = 10\n");
    let plugin = Opencite::bedrock_plugin();
    let plugin = plugin.to_str().expect("UTF-8");
    for words in [
        &["plugin", "inspect", plugin][..],
        &["plugin", "check", plugin],
        &["plugin", "add", plugin, "--yes"],
        &["plugin", "list"],
        &["iam-policy"],
        &["verify"],
        &["scan"],
    ] {
        let run = place.run(words);
        assert!(
            run.stderr.contains("over the limit of 10"),
            "{words:?}: {}",
            run.stderr
        );
    }
}

#[test]
fn the_demo_can_be_recorded() {
    let place = Opencite::new();
    place
        .run(&["demo", "--record", "tape", "-o", "demo"])
        .exits(0);
    let replayed = replayed(&place);
    assert!(replayed.assets(&[]).len() > 50);
    let _: Database = replayed.database();
}
