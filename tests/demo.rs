//! The demo: the first thing that a newcomer runs, on any machine.

use crate::support::Opencite;

/// A machine where nothing is set up and no network answers: whatever went there would go to a port that is closed.
fn newcomer() -> Opencite {
    let nowhere = "http://127.0.0.1:9";
    Opencite::new()
        .env("HTTP_PROXY", nowhere)
        .env("HTTPS_PROXY", nowhere)
        .env("ALL_PROXY", nowhere)
}

#[test]
fn shows_the_whole_job_and_says_that_it_is_simulated() {
    let opencite = newcomer();
    let run = opencite.run(&["demo"]).exits(0);
    assert!(
        run.stdout
            .starts_with("SIMULATED ACCOUNT: nothing below is real."),
        "{}",
        run.stdout
    );
    assert_eq!(run.stderr, "");
    for news in [
        "+ added    aws_bedrock/custom_model  appeals",
        "- removed  aws_bedrock/custom_model  claims-language",
        "properties.model_units: 1 -> 3",
    ] {
        assert!(run.stdout.contains(news), "{news} in {}", run.stdout);
    }
    let (_, end) = run
        .stdout
        .split_once("\nThe report:")
        .expect("it says where the report is");
    insta::assert_snapshot!(format!("The report:{end}"), @"
    The report:   opencite-demo/report.html (open it in a browser)
    As Markdown:  opencite-demo/report.md
    The database: opencite-demo/demo.db
    ");
    for report in ["opencite-demo/report.html", "opencite-demo/report.md"] {
        let report = opencite.read(report);
        assert!(
            report.contains("SIMULATED ACCOUNT: nothing here is real"),
            "{report}"
        );
        assert!(report.contains("claims-triage"), "{report}");
    }
}

#[test]
fn works_a_second_time() {
    let opencite = newcomer();
    opencite.run(&["demo"]).exits(0);
    let run = opencite.run(&["demo"]).exits(0);
    assert!(run.stdout.contains("Scan 4 is complete"), "{}", run.stdout);
}

#[test]
fn writes_where_it_is_told() {
    let opencite = newcomer();
    opencite.run(&["demo", "--output", "a/b"]).exits(0);
    assert!(opencite.path("a/b/report.html").exists());
}

#[test]
fn is_not_led_astray_by_what_the_machine_says_of_aws() {
    let opencite = newcomer()
        .env("AWS_PROFILE", "nobody")
        .env("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
        .env("AWS_ENDPOINT_URL_BEDROCK", "http://127.0.0.1:9")
        .env("AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE")
        .env("AWS_REGION", "ap-east-1");
    opencite.run(&["demo"]).exits(0);
}

#[test]
fn marks_every_later_report_of_its_database() {
    let opencite = newcomer();
    opencite.run(&["demo"]).exits(0);
    let words = [
        "report",
        "--db",
        "opencite-demo/demo.db",
        "--format",
        "markdown",
        "-o",
        "-",
    ];
    let report = opencite.run(&words).exits(0).stdout;
    assert!(
        report.contains("SIMULATED ACCOUNT: nothing here is real"),
        "{report}"
    );
}
