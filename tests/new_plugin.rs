//! `plugin new`: what an author begins with builds as it is, and finds something.
//!
//! The project in Rust is that of the author's guide, and built by its test. The tools of the others come out of the user's
//! cache, or from where npm and pip find them; a machine that has neither says so, and skips those tests.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::support::{Opencite, Run};

/// All files below a folder, sorted, without those of the contract.
fn files(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    collect(folder, folder, &mut found);
    found.retain(|path| !path.contains("wit/deps/") && !path.starts_with("sdk/wit/"));
    found.sort();
    found
}

fn collect(folder: &Path, base: &Path, found: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).expect("it can be read") {
        let path = entry.expect("it can be read").path();
        if path.is_dir() {
            collect(&path, base, found);
        } else {
            let below = path.strip_prefix(base).expect("it is below");
            found.push(below.display().to_string());
        }
    }
}

/// A place with a new project, `acme`.
fn project(lang: &str) -> Opencite {
    let opencite = Opencite::new();
    opencite
        .run(&["plugin", "new", "acme", "--lang", lang])
        .exits(0);
    opencite
}

/// Builds the project as its author would, with the tools and the caches of this machine.
fn build(opencite: &Opencite) -> Run {
    let mut command = Command::new(opencite.path("acme/build.sh"));
    command
        // Without a network, this is found out at once.
        .env("npm_config_fetch_retries", "0")
        .env("PIP_RETRIES", "0");
    Run::of(&mut command)
}

/// Where `build.sh` keeps its tools.
#[expect(clippy::disallowed_methods, reason = "a script looks there, too")]
fn tools() -> PathBuf {
    let cache = std::env::var_os("XDG_CACHE_HOME").map(PathBuf::from);
    let home = || std::env::home_dir().unwrap_or_default().join(".cache");
    cache.unwrap_or_else(home).join("opencite/tools")
}

/// Whether a tool is in the cache, after a build that would have put it there.
fn has_tool(language: &str, tool: &str) -> bool {
    let entries = std::fs::read_dir(tools()).into_iter().flatten().flatten();
    entries
        .filter(|entry| entry.file_name().to_string_lossy().starts_with(language))
        .any(|entry| entry.path().join(tool).exists())
}

/// What the demo finds with the project's plugin.
fn demo(opencite: &Opencite) -> String {
    opencite
        .run(&["demo", "--plugins", "acme/acme.wasm"])
        .exits(0)
        .stdout
}

/// Builds a project whose tool may be missing here, and looks at what it finds.
fn builds_and_finds_guardrails(lang: &str, tool: &str) {
    let opencite = project(lang);
    let run = build(&opencite);
    if run.status != Some(0) && !has_tool(lang, tool) {
        eprintln!(
            "SKIPPED: the tool of {lang} cannot be had here\n{}",
            run.stderr
        );
        return;
    }
    run.exits(0);
    let inspected = opencite.json(&["plugin", "inspect", "acme/acme.wasm"]);
    assert_eq!(inspected["id"], "acme");
    assert!(demo(&opencite).contains("acme/guardrail"));
}

#[test]
fn a_project_in_javascript_builds_and_finds_guardrails() {
    builds_and_finds_guardrails("javascript", "node_modules/.bin/componentize-qjs");
}

#[test]
fn a_project_in_python_builds_and_finds_guardrails() {
    builds_and_finds_guardrails("python", "bin/componentize-py");
}

#[test]
fn a_project_is_written_with_all_that_it_takes_to_build_it() {
    let files = |lang| files(&project(lang).path("acme")).join("\n");
    insta::assert_snapshot!(files("rust"), @"
    .gitignore
    Cargo.lock
    Cargo.toml
    README.md
    build.sh
    sdk/Cargo.toml
    sdk/src/asset.rs
    sdk/src/children.rs
    sdk/src/hourly_metrics.rs
    sdk/src/identified.rs
    sdk/src/lib.rs
    sdk/src/pages.rs
    sdk/src/plugin.rs
    sdk/src/properties.rs
    sdk/src/request.rs
    sdk/src/request/listing.rs
    sdk/src/request/record.rs
    sdk/src/time.rs
    sdk/src/verify.rs
    sdk/src/walk.rs
    src/lib.rs
    tests/denied/answers.jsonl
    tests/denied/expected.json
    tests/lists/answers.jsonl
    tests/lists/expected.json
    ");
    insta::assert_snapshot!(files("python"), @"
    .gitignore
    README.md
    build.sh
    plugin.py
    requirements.txt
    tests/denied/answers.jsonl
    tests/denied/expected.json
    tests/lists/answers.jsonl
    tests/lists/expected.json
    wit/world.wit
    ");
    insta::assert_snapshot!(files("js"), @"
    .gitignore
    README.md
    build.sh
    package-lock.json
    package.json
    plugin.js
    tests/denied/answers.jsonl
    tests/denied/expected.json
    tests/lists/answers.jsonl
    tests/lists/expected.json
    wit/world.wit
    ");
}

#[test]
fn it_says_what_to_do_next() {
    let run = Opencite::new().run(&["plugin", "new", "acme", "--lang", "rust"]);
    insta::assert_snapshot!(run.exits(0).stdout, @"
    acme is a plugin that lists guardrails, until you change it. Its project is in acme. Next, there:

        ./build.sh
        opencite plugin test acme.wasm
        opencite demo --plugins acme.wasm

    README.md says what is where.
    ");
}

#[test]
fn a_folder_that_holds_something_is_left_alone() {
    let opencite = project("rust");
    let words = ["plugin", "new", "acme", "--lang", "js"];
    let run = opencite.run(&words).exits(2);
    insta::assert_snapshot!(run.stderr, @"
    error: acme is there already
    hint: Name another folder with --output, or give another name.
    ");
    assert!(!opencite.path("acme/plugin.js").exists());
    opencite.file("file", "");
    let words = ["plugin", "new", "acme", "--lang", "js", "-o", "file"];
    insta::assert_snapshot!(opencite.run(&words).exits(2).stderr, @"
    error: file is there already
    hint: Name another folder with --output, or give another name.
    ");
}

#[test]
fn a_folder_can_be_named_and_may_be_there_empty() {
    let opencite = Opencite::new();
    std::fs::create_dir_all(opencite.path("a/b")).expect("it can be made");
    let words = ["plugin", "new", "acme", "--lang", "js", "--output", "a/b"];
    opencite.run(&words).exits(0);
    assert!(opencite.path("a/b/plugin.js").exists());
    assert!(!opencite.path("acme").exists());
}

#[test]
fn a_name_that_no_plugin_may_have_is_refused() {
    let opencite = Opencite::new();
    for name in ["Acme", "acme-guardrails", "1acme", "../acme", ""] {
        let run = opencite
            .run(&["plugin", "new", name, "--lang", "rust"])
            .exits(2);
        assert!(run.stderr.contains("lower-case word"), "{}", run.stderr);
    }
    let run = opencite.run(&["plugin", "new", "Acme", "--lang", "rust"]);
    insta::assert_snapshot!(run.stderr, @r#"
    error: invalid value 'Acme' for '<NAME>': plugin id "Acme" is not a lower-case word of letters, digits and underscores, at most 64 bytes

    For more information, try '--help'.
    "#);
}
