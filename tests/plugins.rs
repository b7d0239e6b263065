//! Plugins that an operator adds: pinned as they were, granted what they were granted, and nothing that they ask for later.

use opencite_sim::Estate;

use crate::guests::{bytes_of, edited};
use crate::support::{ACCOUNT, Opencite, SimServer};

const LIST: &str = "bedrock:ListCustomModels";

/// A place with no plugins but those that are added.
fn place(server: &SimServer) -> Opencite {
    let opencite = Opencite::with_sim(server).without_env("OPENCITE_PLUGIN_DIR");
    let home = opencite.path("home");
    opencite.env("OPENCITE_PLUGIN_HOME", home.to_str().expect("UTF-8"))
}

fn server() -> SimServer {
    SimServer::of(Estate::empty(ACCOUNT).with_custom_models(3))
}

/// A place where the guest `hostile` was added.
fn with_hostile(server: &SimServer) -> Opencite {
    let opencite = place(server);
    opencite.file("hostile.wasm", bytes_of("hostile"));
    opencite
        .run(&["plugin", "add", "hostile.wasm", "--yes"])
        .exits(0);
    opencite
}

/// The next version of it, which differs in nothing that matters.
fn next_version(opencite: &Opencite) {
    opencite.file("hostile.wasm", edited("hostile", "1.2.3", "1.2.4"));
}

fn lock(opencite: &Opencite) -> String {
    opencite.read("home/plugins.lock")
}

#[test]
fn a_plugin_that_was_added_is_used_by_scans() {
    let server = server();
    let opencite = with_hostile(&server);
    opencite.scan_well(&["--type", "honest"]);
    assert_eq!(opencite.assets(&[]).len(), 1);
    let listed = opencite.json(&["plugin", "list"]);
    assert_eq!(listed[0]["id"], "hostile");
    let verified = opencite.run(&["plugin", "verify"]).exits(0).stdout;
    insta::assert_snapshot!(verified, @"hostile 1.2.3: whole, granted 4 of 4 actions");
}

#[test]
fn what_is_asked_for_is_shown_and_nothing_is_added_without_a_yes() {
    let opencite = place(&server());
    opencite.file("hostile.wasm", bytes_of("hostile"));
    let run = opencite.run(&["plugin", "add", "hostile.wasm"]).exits(2);
    assert!(
        run.stdout.contains("bedrock:ListCustomModels"),
        "{}",
        run.stdout
    );
    insta::assert_snapshot!(run.stderr, @"
    error: hostile is held: nobody granted what it asks for
    hint: Say --yes to grant it; what was added before is as it was.
    ");
    assert!(!opencite.path("home/plugins.lock").exists());
}

#[test]
fn a_revoked_action_is_not_called_and_the_unit_says_so() {
    let server = server();
    let opencite = with_hostile(&server);
    let said = opencite
        .run(&["plugin", "revoke", "hostile", LIST])
        .exits(0)
        .stdout;
    insta::assert_snapshot!(said, @"hostile is granted bedrock:GetAgent, bedrock:GetCustomModel, bedrock:ListGuardrails");
    let words = ["scan", "--type", "leaves_a_listing_unread_and_emits"];
    opencite.run(&words).exits(1);
    let unit = opencite.unit("leaves_a_listing_unread_and_emits");
    let error = unit.error.expect("it failed");
    assert_eq!(
        (error.kind.as_str(), error.operation.as_deref()),
        ("not-granted", Some(LIST))
    );
    assert_eq!(server.count(LIST), 0);
    opencite.run(&["plugin", "grant", "hostile", LIST]).exits(0);
    opencite.run(&words).exits(3);
    assert!(server.count(LIST) > 0);
}

#[test]
fn an_update_keeps_its_grant_and_is_held_when_it_asks_for_more() {
    let opencite = with_hostile(&server());
    next_version(&opencite);
    opencite.run(&["plugin", "add", "hostile.wasm"]).exits(0);
    assert!(lock(&opencite).contains("1.2.4"));

    opencite
        .run(&["plugin", "revoke", "hostile", LIST])
        .exits(0);
    opencite.file("hostile.wasm", bytes_of("hostile"));
    let held = opencite.run(&["plugin", "add", "hostile.wasm"]).exits(2);
    insta::assert_snapshot!(held.stderr, @"
    hostile 1.2.3 asks for more than 1.2.4 was granted: bedrock:ListCustomModels
    error: hostile is held: nobody granted what it asks for
    hint: Say --yes to grant it; what was added before is as it was.
    ");
    assert!(lock(&opencite).contains("1.2.4"));
    opencite
        .run(&["plugin", "add", "hostile.wasm", "--yes"])
        .exits(0);
    assert!(lock(&opencite).contains("1.2.3") && lock(&opencite).contains(LIST));
}

#[test]
fn another_source_inherits_nothing() {
    let opencite = with_hostile(&server());
    opencite.file(
        "elsewhere/hostile.wasm",
        edited("hostile", "1.2.3", "1.2.4"),
    );
    let words = ["plugin", "add", "elsewhere/hostile.wasm", "--yes"];
    let run = opencite.run(&words).exits(2);
    insta::assert_snapshot!(opencite.redacted(&run.stderr), @"
    error: hostile was added from @@DIR@@/hostile.wasm, and this one is from @@DIR@@/elsewhere/hostile.wasm
    hint: Say --replace if it is to take its place: then it is granted what it asks for anew.
    ");
    opencite
        .run(&[&words[..], &["--replace"]].concat())
        .exits(0);
}

#[test]
fn a_file_that_was_changed_after_it_was_added_is_not_loaded() {
    let server = server();
    let opencite = with_hostile(&server);
    opencite.file("home/hostile.wasm", edited("hostile", "1.2.3", "6.6.6"));
    let run = opencite.run(&["scan", "--type", "honest"]).exits(1);
    insta::with_settings!({filters => vec![(r"[0-9a-f]{64}", "@@DIGEST@@")]}, {
        insta::assert_snapshot!(opencite.redacted(&run.stderr), @"
        error: @@DIR@@/home/hostile.wasm is not what was added: its digest is @@DIGEST@@, not @@DIGEST@@
        hint: Find out who changed it; `opencite plugin remove hostile` and `plugin add` bring it back.
        ");
    });
    opencite.run(&["plugin", "verify"]).exits(1);
}

#[test]
fn what_was_removed_is_not_used_any_more() {
    let server = server();
    let opencite = with_hostile(&server);
    opencite.run(&["plugin", "remove", "hostile"]).exits(0);
    opencite.run(&["scan"]).exits(2);
    let run = opencite.run(&["plugin", "remove", "hostile"]).exits(2);
    insta::assert_snapshot!(run.stderr, @"error: no plugin hostile was added");
}

#[test]
fn only_what_a_plugin_asks_for_can_be_granted() {
    let opencite = with_hostile(&server());
    let words = ["plugin", "grant", "hostile", "iam:ListUsers"];
    insta::assert_snapshot!(opencite.run(&words).exits(2).stderr, @"
    error: hostile does not ask for iam:ListUsers
    hint: It asks for bedrock:GetAgent, bedrock:GetCustomModel, bedrock:ListCustomModels, bedrock:ListGuardrails.
    ");
    let words = ["plugin", "grant", "hostil"];
    insta::assert_snapshot!(opencite.run(&words).exits(2).stderr, @"
    error: no plugin hostil was added
    hint: Did you mean hostile?
    ");
}

#[test]
fn a_lock_of_a_later_version_is_left_alone() {
    let opencite = with_hostile(&server());
    let later = lock(&opencite).replace("version = 1\n", "version = 2\n");
    opencite.file("home/plugins.lock", &later);
    let run = opencite.run(&["plugin", "list"]).exits(1);
    insta::assert_snapshot!(opencite.redacted(&run.stderr), @"
    error: cannot read @@DIR@@/home/plugins.lock: it is of version 2, and this program knows 1
    hint: Update opencite; the file was left as it is.
    ");
    assert_eq!(lock(&opencite), later);
}

#[test]
fn the_operator_can_set_what_bounds_plugins() {
    let server = server();
    let opencite = with_hostile(&server).config("[limits]\nassets = 2\n");
    let limits = opencite.json(&["plugin", "limits"]);
    let limits = limits.as_array().expect("a list").iter();
    let mut assets = limits.filter(|limit| limit["name"] == "assets");
    assert_eq!(assets.next().expect("it is there")["value"], 2);
    opencite
        .run(&["scan", "--type", "panics_over_an_error_of_aws"])
        .exits(1);
    let error = opencite.unit("panics_over_an_error_of_aws").error;
    let said = error.expect("it has too many").message;
    insta::assert_snapshot!(said, @"limit: 2 assets in one unit");
    let opencite = opencite.config("[limits]\nasets = 2\n");
    let run = opencite.run(&["plugin", "limits"]).exits(2);
    insta::assert_snapshot!(run.stderr, @"
    error: the config's [limits] has asets, which is none
    hint: Did you mean assets?
    ");
}
