//! Reports, as people and programs get them.

use opencite_sim::bedrock::Kind;
use opencite_sim::{Estate, Record};
use serde_json::json;

use crate::support::{ACCOUNT, Opencite, SimServer};

/// Names that would do harm where they are not escaped.
const HOSTILE: [&str; 5] = [
    "<script>alert(1)</script>",
    "=HYPERLINK(\"http://example.com\")",
    "](http://example.com) **bold** | cell",
    "right-to-left \u{202e}gnp.exe",
    "escape \u{1b}[2J\u{7}",
];

/// A place after a scan of a small estate.
fn scanned() -> (SimServer, Opencite) {
    let server = SimServer::of(Estate::empty(ACCOUNT).with_custom_models(2));
    let opencite = Opencite::with_sim(&server);
    opencite.scan_well(&["--type", "custom_model"]);
    (server, opencite)
}

/// A place after a scan of models that are called what nothing should be called.
fn hostile() -> (SimServer, Opencite) {
    let mut estate = Estate::empty(ACCOUNT);
    for (number, name) in HOSTILE.iter().enumerate() {
        let arn = format!(
            "arn:aws:bedrock:us-east-1:{ACCOUNT}:custom-model/amazon.nova-lite-v1:0/bad{number:09}"
        );
        let model = Record::new(json!({
            "modelArn": arn,
            "modelName": name,
            "creationTime": "2026-09-04T03:10:00Z",
            "baseModelArn": "arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0",
            "baseModelName": name,
            "modelStatus": "Active",
        }));
        estate = estate.with_record(Kind::CustomModel, model);
    }
    let server = SimServer::of(estate);
    let opencite = Opencite::with_sim(&server);
    opencite.scan_well(&["--type", "custom_model"]);
    (server, opencite)
}

fn written(opencite: &Opencite, format: &str, kind: &str) -> String {
    let words = ["report", "--format", format, "--kind", kind, "-o", "-"];
    let run = opencite.run(&words).exits(0);
    assert_eq!(run.stderr, "");
    run.stdout
}

#[test]
fn every_kind_is_there_in_every_format() {
    let (_server, opencite) = scanned();
    opencite.scan_well(&["--type", "custom_model"]);
    for format in ["html", "markdown", "json", "csv", "cyclonedx", "export"] {
        for kind in ["inventory", "usage", "changes", "full"] {
            assert_ne!(written(&opencite, format, kind), "", "{kind} as {format}");
        }
    }
}

#[test]
fn a_report_of_an_earlier_time_says_what_was_there_then() {
    let (server, opencite) = scanned();
    server.edit(|estate| {
        let bedrock = estate.bedrock_mut(ACCOUNT, "us-east-1");
        bedrock.remove(Kind::CustomModel, "model-000000");
    });
    opencite.scan_well(&["--type", "custom_model"]);
    let report = |more: &[&str]| {
        let words = [&["report", "--format", "markdown", "-o", "-"], more].concat();
        opencite.run(&words).exits(0).stdout
    };
    assert!(!report(&[]).contains("model-000000"));
    assert!(report(&["--to", "1"]).contains("model-000000"));
    let changes = report(&["--kind", "changes", "--from", "1"]);
    assert!(changes.contains("model-000000"), "{changes}");
}

#[test]
fn hostile_names_are_text_in_html_and_markdown() {
    let (_server, opencite) = hostile();
    let html = written(&opencite, "html", "full");
    for harm in [
        "<script>alert",
        "\u{202e}",
        "\u{1b}",
        "href=\"http://example.com",
    ] {
        assert!(!html.contains(harm), "{harm:?}");
    }
    let markdown = written(&opencite, "markdown", "full");
    for harm in ["\u{202e}", "\u{1b}"] {
        assert!(!markdown.contains(harm), "{harm:?} in {markdown}");
    }
    assert!(
        markdown.contains("`<script>alert(1)</script>`"),
        "{markdown}"
    );
}

#[test]
fn hostile_names_are_no_formulas_in_csv() {
    let (_server, opencite) = hostile();
    let csv = written(&opencite, "csv", "inventory");
    assert!(csv.contains("\"'=HYPERLINK"), "{csv}");
    assert!(!csv.contains(",\"=HYPERLINK"), "{csv}");
    for harm in ["\u{202e}", "\u{1b}"] {
        assert!(!csv.contains(harm), "{harm:?} in {csv}");
    }
}

#[test]
fn hostile_names_are_whole_for_programs() {
    let (_server, opencite) = hostile();
    let report: serde_json::Value =
        serde_json::from_str(&written(&opencite, "json", "inventory")).expect("it is JSON");
    let text = report.to_string();
    for name in HOSTILE {
        let spelt = serde_json::Value::from(name).to_string();
        assert!(text.contains(&spelt), "{name:?}");
    }
}

#[test]
fn an_operators_template_takes_the_place_of_ours() {
    let (_server, opencite) = scanned();
    opencite.file("own/report.md.j2", "{{ title }} of ours\n");
    let words = [
        "report",
        "--format",
        "markdown",
        "--templates",
        "own",
        "-o",
        "-",
    ];
    let said = opencite.run(&words).exits(0).stdout;
    assert!(said.ends_with(" of ours\n"), "{said}");
}

#[test]
fn a_broken_template_is_told_by_its_line() {
    let (_server, opencite) = scanned();
    let refused = |source: &str| {
        opencite.file("own/report.md.j2", source);
        let words = [
            "report",
            "--format",
            "markdown",
            "--templates",
            "own",
            "-o",
            "x.md",
        ];
        let run = opencite.run(&words);
        assert!(!opencite.path("x.md").exists());
        assert_eq!(run.status, Some(1), "{}", run.stderr);
        run.stderr
    };
    insta::assert_snapshot!(refused("one\n{{ title\n"), @"error: template report.md.j2, line 2: syntax error: unexpected end of input, expected end of variable block");
    insta::assert_snapshot!(refused("one\n{% if title %}\n"), @"error: template report.md.j2, line 2: syntax error: unexpected end of input, expected end of block");
    insta::assert_snapshot!(refused("one\n\n{{ titel }}\n"), @"error: template report.md.j2, line 3: undefined value: `titel` is undefined");
    insta::assert_snapshot!(refused("{% for i in range(100000) %}{% for j in range(100000) %}x{% endfor %}{% endfor %}"), @"error: template report.md.j2, line 1: engine ran out of fuel");
}

#[test]
fn templates_that_are_none_of_ours_are_refused() {
    let (_server, opencite) = scanned();
    opencite.file("own/reprot.md.j2", "x");
    let words = ["report", "--templates", "own", "-o", "x.html"];
    insta::assert_snapshot!(opencite.run(&words).exits(2).stderr, @"
    error: own holds none of the program's templates
    hint: They are called layout.html.j2, macros.html.j2, mail.html.j2, mail.txt.j2, report.css, report.html.j2, report.md.j2, sections/assets.html.j2, sections/assets.md.j2, sections/changes.html.j2, sections/changes.md.j2, sections/coverage.html.j2, sections/coverage.md.j2, sections/notable.html.j2, sections/summary.html.j2, sections/usage.html.j2, sections/usage.md.j2.
    ");
}

#[test]
fn a_disk_that_fills_leaves_no_half_file_and_the_older_one_alone() {
    let (_server, opencite) = scanned();
    opencite.file("report.html", "an older report");
    // A limit on the size of files stands for a full disk: 16 blocks of 512 bytes.
    let limited = [
        "/bin/sh",
        "-c",
        "ulimit -f 16; trap '' XFSZ; exec \"$0\" \"$@\"",
    ];
    let words = ["report", "--format", "html", "-o", "report.html"];
    let run = crate::support::Run::of(&mut opencite.command_by(&limited, &words));
    assert_eq!(run.status, Some(1), "{}", run.stderr);
    insta::assert_snapshot!(run.stderr, @"
    error: no space left for opencite.db
    hint: Free some space, then scan again; what was stored before is intact.
    ");
    assert_eq!(opencite.read("report.html"), "an older report");
    let left: Vec<_> = std::fs::read_dir(opencite.directory())
        .expect("it is there")
        .map(|entry| entry.expect("it is there").file_name())
        .filter(|name| name.to_string_lossy().starts_with(".tmp"))
        .collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn nothing_is_written_when_nothing_has_changed_and_that_was_asked() {
    let (_server, opencite) = scanned();
    opencite.scan_well(&["--type", "custom_model"]);
    let words = ["report", "--only-when-changed", "-o", "report.html"];
    let run = opencite.run(&words).exits(0);
    insta::assert_snapshot!(run.stderr, @" WARN opencite::commands::report: nothing has changed: no report is written or sent");
    assert!(!opencite.path("report.html").exists());
}

#[test]
fn a_report_of_nothing_is_refused() {
    let (_server, opencite) = scanned();
    let words = ["report", "--to", "7", "-o", "x.html"];
    insta::assert_snapshot!(opencite.run(&words).exits(1).stderr, @"
    error: no scan 7
    hint: The nearest is scan 1, the newest is scan 1; `opencite scans` lists all.
    ");
    let words = ["report", "--db", "none.db", "-o", "x.html"];
    insta::assert_snapshot!(opencite.run(&words).exits(1).stderr, @"
    error: no database at none.db
    hint: Run `opencite scan` first, or name another file with --db.
    ");
}
