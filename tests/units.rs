//! Every way in which AWS can fail a unit is an answer of its own, on every surface, and none of them makes an asset
//! gone. All scans here are of custom models, which get into trouble, and guardrails, which do not.

use std::collections::BTreeSet;

use opencite_sim::bedrock::Kind;
use opencite_sim::{Estate, Fault, FaultKind, Times};
use serde_json::json;

use crate::support::{ACCOUNT, Asset, Opencite, SimServer};

const SCAN: [&str; 5] = ["scan", "--type", "custom_model", "--type", "guardrail"];

/// A simulated AWS that was scanned well once.
struct Scanned {
    server: SimServer,
    opencite: Opencite,
    assets: Vec<Asset>,
}

impl Scanned {
    fn well() -> Self {
        Self::with_custom_models(3)
    }

    fn with_custom_models(count: usize) -> Self {
        let estate = Estate::empty(ACCOUNT)
            .with_custom_models(count)
            .with_guardrails(1);
        let server = SimServer::of(estate);
        let opencite = Opencite::with_sim(&server).impatient();
        opencite.run(&SCAN).exits(0);
        let assets = opencite.assets(&[]);
        Self {
            server,
            opencite,
            assets,
        }
    }

    /// What a scan answers while something is wrong with the listing of custom models.
    fn listing(&self, kind: FaultKind) -> String {
        self.server
            .inject(Fault::on("bedrock", "ListCustomModels", kind));
        self.answer(&SCAN)
    }

    /// What a scan that describes again answers while something is wrong with that.
    fn describing(&self, kind: FaultKind, times: Times) -> String {
        let fault = Fault::on("bedrock", "GetCustomModel", kind).times(times);
        self.server.inject(fault);
        self.answer(&[&SCAN[..], &["--full"]].concat())
    }

    /// The exit status, the unit and what the summary says of it. The reports must say it too, and all assets must
    /// still be there, as they were.
    fn answer(&self, words: &[&str]) -> String {
        let run = self.opencite.run(words);
        assert_eq!(self.opencite.unit("guardrail").outcome, "complete");
        assert_eq!(content(&self.opencite.assets(&[])), content(&self.assets));
        let (_, trouble) = run.stdout.split_once("\n\n").unwrap_or_default();
        self.assert_reported(trouble);
        let unit = self.opencite.unit("custom_model");
        let status = run.status.expect("it ends by itself");
        let trouble = without_request_id(trouble);
        format!("exit status {status}; custom_model is {unit}\n{trouble}")
    }

    fn assert_reported(&self, trouble: &str) {
        let headline = match trouble.split_once(": ") {
            Some(("Skipped 1 unit", _)) => "Not offered in the region",
            Some((headline, _)) => headline,
            None => "Complete",
        };
        for format in ["markdown", "html"] {
            let words = ["report", "--format", format, "-o", "-"];
            let report = self.opencite.run(&words).exits(0).stdout;
            assert!(report.contains(headline), "no {headline:?} in:\n{report}");
        }
    }
}

/// The simulator counts its requests, and how many there were before depends on who came first.
fn without_request_id(text: &str) -> String {
    let lines = text
        .lines()
        .map(|line| match line.split_once("Request id: ") {
            Some((before, _)) => format!("{before}Request id: @@ID@@\n"),
            None => format!("{line}\n"),
        });
    lines.collect()
}

/// All of the assets but when they were seen.
fn content(assets: &[Asset]) -> Vec<Asset> {
    let unseen = |asset: &Asset| Asset {
        last_seen: String::new(),
        ..asset.clone()
    };
    assets.iter().map(unseen).collect()
}

#[test]
fn denied() {
    insta::assert_snapshot!(Scanned::well().listing(FaultKind::Deny), @"
    exit status 3; custom_model is failed: access-denied AccessDeniedException bedrock:ListCustomModels
    Permission denied at bedrock:ListCustomModels (AccessDeniedException): 1 unit failed.
        aws_bedrock/custom_model in 111122223333: us-east-1
      What happened: User: arn:aws:iam::111122223333:user/opencite is not authorized to perform: bedrock:ListCustomModels because no identity-based policy allows the bedrock:ListCustomModels action
      What to do: Grant bedrock:ListCustomModels to the scanning principal, then scan again.
    ");
}

#[test]
fn denied_by_the_organization() {
    insta::assert_snapshot!(Scanned::well().listing(FaultKind::DenyByServiceControlPolicy), @"
    exit status 3; custom_model is failed: access-denied AccessDeniedException bedrock:ListCustomModels
    Permission denied at bedrock:ListCustomModels (AccessDeniedException): 1 unit failed.
        aws_bedrock/custom_model in 111122223333: us-east-1
      What happened: User: arn:aws:iam::111122223333:user/opencite is not authorized to perform: bedrock:ListCustomModels with an explicit deny in a service control policy
      What to do: Grant bedrock:ListCustomModels to the scanning principal, then scan again.
    ");
}

#[test]
fn throttled_for_ever() {
    insta::assert_snapshot!(Scanned::well().listing(FaultKind::Throttle), @"
    exit status 3; custom_model is failed: throttled ThrottlingException bedrock:ListCustomModels
    Throttled at bedrock:ListCustomModels (ThrottlingException) after 2 attempts: 1 unit failed.
        aws_bedrock/custom_model in 111122223333: us-east-1
      What happened: Rate exceeded
      What to do: AWS limits the rate of calls: scan again later, or with a lower --concurrency.
    ");
}

#[test]
fn an_internal_error_for_ever() {
    insta::assert_snapshot!(Scanned::well().listing(FaultKind::InternalError), @"
    exit status 3; custom_model is failed: other InternalServerException bedrock:ListCustomModels
    AWS error at bedrock:ListCustomModels (InternalServerException) after 2 attempts: 1 unit failed.
        aws_bedrock/custom_model in 111122223333: us-east-1
      What happened: The system encountered an unexpected error during processing. Try your request again.
      Request id: @@ID@@
      What to do: Scan again; if it stays, report it with the request id.
    ");
}

#[test]
fn a_500_without_a_body_for_ever() {
    let empty = FaultKind::Status {
        status: 500,
        code: None,
    };
    insta::assert_snapshot!(Scanned::well().listing(empty), @"
    exit status 3; custom_model is failed: other bedrock:ListCustomModels
    AWS error at bedrock:ListCustomModels after 2 attempts: 1 unit failed.
        aws_bedrock/custom_model in 111122223333: us-east-1
      What happened: HTTP 500 without a body
      Request id: @@ID@@
      What to do: Scan again; if it stays, report it with the request id.
    ");
}

#[test]
fn no_answer() {
    insta::assert_snapshot!(Scanned::well().listing(FaultKind::Hang), @"
    exit status 3; custom_model is failed: timeout bedrock:ListCustomModels
    Timed out at bedrock:ListCustomModels after 2 attempts: 1 unit failed.
        aws_bedrock/custom_model in 111122223333: us-east-1
      What happened: no answer in time
      What to do: Check the network, proxy and endpoint between this machine and AWS, then scan again.
    ");
}

#[test]
fn an_answer_that_trickles() {
    insta::assert_snapshot!(Scanned::well().listing(FaultKind::SlowBody), @"
    exit status 3; custom_model is failed: timeout bedrock:ListCustomModels
    Timed out at bedrock:ListCustomModels after 2 attempts: 1 unit failed.
        aws_bedrock/custom_model in 111122223333: us-east-1
      What happened: no answer in time
      What to do: Check the network, proxy and endpoint between this machine and AWS, then scan again.
    ");
}

#[test]
fn connections_that_are_reset() {
    insta::assert_snapshot!(Scanned::well().listing(FaultKind::Reset), @"
    exit status 3; custom_model is failed: network bedrock:ListCustomModels
    Network failure at bedrock:ListCustomModels after 2 attempts: 1 unit failed.
        aws_bedrock/custom_model in 111122223333: us-east-1
      What happened: io error: client error (SendRequest): connection error: Connection reset by peer (os error 104)
      What to do: Check the network, proxy and endpoint between this machine and AWS, then scan again.
    ");
}

#[test]
fn a_page_of_html_in_the_place_of_an_answer() {
    insta::assert_snapshot!(Scanned::well().listing(FaultKind::Html), @"
    exit status 3; custom_model is failed: malformed-response bedrock:ListCustomModels
    Malformed answer at bedrock:ListCustomModels: 1 unit failed.
        aws_bedrock/custom_model in 111122223333: us-east-1
      What happened: HTTP 200 with text/html that is not an answer of AWS
      Request id: @@ID@@
      What to do: Something other than AWS answers at the endpoint: check for a proxy or a wrong --endpoint-url.
    ");
}

#[test]
fn a_page_of_html_in_the_place_of_a_refusal() {
    insta::assert_snapshot!(Scanned::well().listing(FaultKind::HtmlError(403)), @"
    exit status 3; custom_model is failed: malformed-response bedrock:ListCustomModels
    Malformed answer at bedrock:ListCustomModels: 1 unit failed.
        aws_bedrock/custom_model in 111122223333: us-east-1
      What happened: HTTP 403 with text/html that is not an answer of AWS
      Request id: @@ID@@
      What to do: Something other than AWS answers at the endpoint: check for a proxy or a wrong --endpoint-url.
    ");
}

#[test]
fn an_answer_that_ends_in_its_middle() {
    insta::assert_snapshot!(Scanned::well().listing(FaultKind::Malformed), @"
    exit status 3; custom_model is failed: malformed-response bedrock:ListCustomModels
    Malformed answer at bedrock:ListCustomModels: 1 unit failed.
        aws_bedrock/custom_model in 111122223333: us-east-1
      What happened: HTTP 200 with application/json that is not an answer of AWS
      Request id: @@ID@@
      What to do: Something other than AWS answers at the endpoint: check for a proxy or a wrong --endpoint-url.
    ");
}

#[test]
fn an_expired_token() {
    insta::assert_snapshot!(Scanned::well().listing(FaultKind::ExpiredToken), @"
    exit status 3; custom_model is failed: expired-credentials ExpiredTokenException bedrock:ListCustomModels
    Credentials expired at bedrock:ListCustomModels (ExpiredTokenException): 1 unit failed.
        aws_bedrock/custom_model in 111122223333: us-east-1
      What happened: The security token included in the request is expired
      What to do: Sign in again (aws sso login, or new keys), then scan again.
    ");
}

#[test]
fn an_operation_that_the_region_does_not_know() {
    insta::assert_snapshot!(Scanned::well().listing(FaultKind::UnknownOperation), @"
    exit status 0; custom_model is skipped: unsupported-region UnknownOperationException bedrock:ListCustomModels
    Skipped 1 unit: not offered in the region.
    ");
}

#[test]
fn an_operation_that_the_region_calls_invalid() {
    insta::assert_snapshot!(Scanned::well().listing(FaultKind::UnknownOperationAsValidation), @"
    exit status 0; custom_model is skipped: unsupported-region ValidationException bedrock:ListCustomModels
    Skipped 1 unit: not offered in the region.
    ");
}

#[test]
fn an_operation_that_the_region_calls_unsupported() {
    insta::assert_snapshot!(Scanned::well().listing(FaultKind::NotSupportedInRegion), @"
    exit status 0; custom_model is skipped: unsupported-region ValidationException bedrock:ListCustomModels
    Skipped 1 unit: not offered in the region.
    ");
}

#[test]
fn a_request_that_aws_finds_invalid() {
    let invalid = FaultKind::Status {
        status: 400,
        code: Some("ValidationException".to_owned()),
    };
    insta::assert_snapshot!(Scanned::well().listing(invalid), @"
    exit status 3; custom_model is failed: invalid-request ValidationException bedrock:ListCustomModels
    Request refused as invalid at bedrock:ListCustomModels (ValidationException): 1 unit failed.
        aws_bedrock/custom_model in 111122223333: us-east-1
      What happened: scripted by the simulated AWS
      Request id: @@ID@@
      What to do: Scan again; if it stays, report it with the request id.
    ");
}

#[test]
fn nothing_there_is_the_only_answer_that_calls_assets_gone() {
    let scanned = Scanned::well();
    scanned
        .server
        .edit(|estate| *estate = Estate::empty(ACCOUNT).with_guardrails(1));
    let run = scanned.opencite.run(&SCAN).exits(0);
    assert_eq!(
        scanned.opencite.unit("custom_model").to_string(),
        "complete"
    );
    assert!(
        run.stdout
            .starts_with("Scan 2 is complete: 1 asset, 2 units complete")
    );
    assert!(
        scanned
            .opencite
            .assets(&["--type", "custom_model"])
            .is_empty()
    );
    let words = ["report", "--format", "markdown", "-o", "-"];
    let report = scanned.opencite.run(&words).exits(0).stdout;
    let (_, empty) = report.split_once("### Empty").expect("the report says so");
    assert!(empty.contains("custom_model"), "{report}");
}

#[test]
fn no_two_troubles_are_the_same_answer() {
    let scanned = Scanned::well();
    let troubles = [
        FaultKind::Deny,
        FaultKind::Throttle,
        FaultKind::InternalError,
        FaultKind::Hang,
        FaultKind::Reset,
        FaultKind::Html,
        FaultKind::ExpiredToken,
        FaultKind::UnknownOperation,
    ];
    let count = troubles.len();
    let answers = troubles.map(|kind| {
        scanned.server.clear_faults();
        scanned.listing(kind)
    });
    let units: BTreeSet<_> = answers.iter().map(|answer| answer.lines().next()).collect();
    assert_eq!(units.len(), count, "{units:#?}");
    let summaries: BTreeSet<_> = answers.iter().map(|answer| answer.lines().nth(1)).collect();
    assert_eq!(summaries.len(), count, "{summaries:#?}");
}

#[test]
fn what_cannot_be_described_again_stays_as_it_was_described() {
    let denied = Scanned::well().describing(FaultKind::Deny, Times::Always);
    insta::assert_snapshot!(denied, @"
    exit status 3; custom_model is partial: access-denied AccessDeniedException bedrock:GetCustomModel
    Permission denied at bedrock:GetCustomModel (AccessDeniedException): 1 unit ended early.
        aws_bedrock/custom_model in 111122223333: us-east-1
      What happened: User: arn:aws:iam::111122223333:user/opencite is not authorized to perform: bedrock:GetCustomModel on resource: arn:aws:bedrock:us-east-1:111122223333:custom-model/amazon.nova-lite-v1:0/cm0000000002 because no identity-based policy allows the bedrock:GetCustomModel action
      What was found before is kept, and nothing is called gone.
      What to do: Grant bedrock:GetCustomModel to the scanning principal, then scan again.
    ");
}

#[test]
fn a_token_that_expires_in_the_middle_of_a_unit() {
    let expired = Scanned::well().describing(FaultKind::ExpiredToken, Times::After(1));
    insta::assert_snapshot!(expired, @"
    exit status 3; custom_model is partial: expired-credentials ExpiredTokenException bedrock:GetCustomModel
    Credentials expired at bedrock:GetCustomModel (ExpiredTokenException): 1 unit ended early.
        aws_bedrock/custom_model in 111122223333: us-east-1
      What happened: The security token included in the request is expired
      What was found before is kept, and nothing is called gone.
      What to do: Sign in again (aws sso login, or new keys), then scan again.
    ");
}

#[test]
fn a_throttled_description() {
    let throttled = Scanned::well().describing(FaultKind::Throttle, Times::After(2));
    insta::assert_snapshot!(throttled, @"
    exit status 3; custom_model is partial: throttled ThrottlingException bedrock:GetCustomModel
    Throttled at bedrock:GetCustomModel (ThrottlingException) after 2 attempts: 1 unit ended early.
        aws_bedrock/custom_model in 111122223333: us-east-1
      What happened: Rate exceeded
      What was found before is kept, and nothing is called gone.
      What to do: AWS limits the rate of calls: scan again later, or with a lower --concurrency.
    ");
}

#[test]
fn a_listing_that_breaks_off_in_its_middle() {
    let scanned = Scanned::with_custom_models(1_001);
    let second = Fault::on("bedrock", "ListCustomModels", FaultKind::Deny).times(Times::After(1));
    scanned.server.inject(second);
    insta::assert_snapshot!(scanned.answer(&SCAN), @"
    exit status 3; custom_model is partial: access-denied AccessDeniedException bedrock:ListCustomModels
    Permission denied at bedrock:ListCustomModels (AccessDeniedException): 1 unit ended early.
        aws_bedrock/custom_model in 111122223333: us-east-1
      What happened: User: arn:aws:iam::111122223333:user/opencite is not authorized to perform: bedrock:ListCustomModels because no identity-based policy allows the bedrock:ListCustomModels action
      What was found before is kept, and nothing is called gone.
      What to do: Grant bedrock:ListCustomModels to the scanning principal, then scan again.
    ");
    assert_eq!(scanned.opencite.unit("custom_model").assets, 1_000);
}

#[test]
fn a_trouble_that_passes_is_none() {
    let scanned = Scanned::well();
    for kind in [
        FaultKind::Throttle,
        FaultKind::InternalError,
        FaultKind::Hang,
        FaultKind::Reset,
    ] {
        scanned.server.clear_faults();
        let once = Fault::on("bedrock", "ListCustomModels", kind).times(Times::First(1));
        scanned.server.inject(once);
        assert_eq!(
            scanned.answer(&SCAN),
            "exit status 0; custom_model is complete\n"
        );
        assert_eq!(scanned.opencite.unit("custom_model").requests, 2);
    }
}

#[test]
fn what_is_known_and_unchanged_needs_no_permission_to_describe() {
    let scanned = Scanned::well();
    let denied = Fault::on("bedrock", "GetCustomModel", FaultKind::Deny);
    scanned.server.inject(denied);
    assert_eq!(
        scanned.answer(&SCAN),
        "exit status 0; custom_model is complete\n"
    );
}

#[test]
fn what_changed_and_cannot_be_described_stays_as_it_was_described() {
    let scanned = Scanned::well();
    scanned.server.edit(|estate| {
        let changes = json!({"modelStatus": "Failed"});
        let bedrock = estate.bedrock_mut(ACCOUNT, "us-east-1");
        assert!(bedrock.update(Kind::CustomModel, "model-000001", changes));
    });
    scanned
        .server
        .inject(Fault::on("bedrock", "GetCustomModel", FaultKind::Deny));
    insta::assert_snapshot!(scanned.answer(&SCAN), @"
    exit status 3; custom_model is partial: access-denied AccessDeniedException bedrock:GetCustomModel
    Permission denied at bedrock:GetCustomModel (AccessDeniedException): 1 unit ended early.
        aws_bedrock/custom_model in 111122223333: us-east-1
      What happened: User: arn:aws:iam::111122223333:user/opencite is not authorized to perform: bedrock:GetCustomModel on resource: arn:aws:bedrock:us-east-1:111122223333:custom-model/amazon.nova-lite-v1:0/cm0000000001 because no identity-based policy allows the bedrock:GetCustomModel action
      What was found before is kept, and nothing is called gone.
      What to do: Grant bedrock:GetCustomModel to the scanning principal, then scan again.
    ");
}

#[test]
fn what_is_new_and_cannot_be_described_is_stored_as_it_is_listed_and_described_when_it_can_be() {
    let server = SimServer::of(Estate::empty(ACCOUNT).with_custom_models(1));
    server.inject(Fault::on("bedrock", "GetCustomModel", FaultKind::Deny));
    let opencite = Opencite::with_sim(&server);
    let scan = ["scan", "--type", "custom_model"];
    opencite.run(&scan).exits(3);
    let hyper_parameters = || {
        opencite.assets(&[])[0]
            .properties
            .get("hyper_parameters")
            .cloned()
    };
    assert_eq!(hyper_parameters(), None);
    server.clear_faults();
    opencite.run(&scan).exits(0);
    assert_eq!(
        hyper_parameters(),
        Some(json!({"epochCount": "2", "learningRate": "0.00001"}))
    );
}

#[test]
fn a_scan_in_which_every_unit_failed_has_failed() {
    let scanned = Scanned::well();
    scanned
        .server
        .inject(Fault::on("bedrock", "*", FaultKind::Deny));
    let run = scanned.opencite.run(&SCAN).exits(1);
    let result = run.stdout.lines().next().unwrap_or_default();
    assert!(
        result.starts_with("Scan 2 failed, nothing was learned: 0 of 2 units complete, 2 failed")
    );
    assert_eq!(
        content(&scanned.opencite.assets(&[])),
        content(&scanned.assets)
    );
}

#[test]
fn a_region_that_the_account_has_not_enabled_does_not_spoil_the_others() {
    let estate = Estate::empty(ACCOUNT)
        .with_custom_models(2)
        .without_region("me-south-1");
    let server = SimServer::of(estate);
    let opencite = Opencite::with_sim(&server).impatient();
    let regions = ["--region", "us-east-1", "--region", "me-south-1"];
    opencite
        .run(&[&["scan", "--type", "custom_model"], &regions[..]].concat())
        .exits(0);
    let units = opencite
        .units()
        .into_iter()
        .map(|unit| format!("{}: {unit}\n", unit.region));
    insta::assert_snapshot!(units.collect::<String>(), @"
    me-south-1: skipped: region-disabled UnrecognizedClientException bedrock:ListCustomModels
    us-east-1: complete
    ");
}
