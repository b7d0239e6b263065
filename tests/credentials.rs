//! Who the program is: where credentials come from, which of them win, and what it says when they do not do.

use std::net::TcpListener;

use opencite_sim::bedrock::Kind;
use opencite_sim::{Collection, Estate, Fault, FaultKind, Principal, Sim};

use crate::support::{ACCOUNT, Opencite, SimServer};

const SCAN: [&str; 3] = ["scan", "--type", "custom_model"];

/// Another account, whose keys tell whose credentials were used.
const OTHER: &str = "444455556666";

const KEYS: (&str, &str) = (
    "AKIAOTHEREXAMPLE0001",
    "sImUlAtEdAwS/OtHeR/bPxRfiCYEXAMPLEKEY",
);

/// Two accounts with a model each; the default keys are of the first, [`KEYS`] of the other.
fn two_accounts() -> SimServer {
    let estate = Estate::empty(ACCOUNT)
        .with_custom_models(1)
        .account(OTHER)
        .with_custom_models(1);
    let other = Principal::user(OTHER).with_keys(KEYS.0, KEYS.1);
    let builder = Sim::builder().estate(estate);
    SimServer::start(builder.principal(Principal::user(ACCOUNT)).principal(other))
}

/// The place of a user without environment variables for credentials.
fn without_keys(server: &SimServer) -> Opencite {
    Opencite::at_endpoint(&server.endpoint_url()).impatient()
}

fn profile_of_the_other(opencite: &Opencite, name: &str) {
    let (id, secret) = KEYS;
    let keys = format!("[{name}]\naws_access_key_id = {id}\naws_secret_access_key = {secret}\n");
    opencite.file(".aws/credentials", keys);
    opencite.file(
        ".aws/config",
        format!("[profile {name}]\nregion = us-east-1\n"),
    );
}

/// The account that a scan reached.
fn account(opencite: &Opencite, more: &[&str]) -> String {
    opencite.run(&[&SCAN[..], more].concat()).exits(0);
    opencite.unit("custom_model").account
}

#[test]
fn the_environment_is_used() {
    let server = two_accounts();
    assert_eq!(account(&Opencite::with_sim(&server), &[]), ACCOUNT);
}

#[test]
fn a_profile_is_used() {
    let server = two_accounts();
    let opencite = without_keys(&server);
    profile_of_the_other(&opencite, "audit");
    assert_eq!(account(&opencite, &["--profile", "audit"]), OTHER);
    assert_eq!(account(&opencite.env("AWS_PROFILE", "audit"), &[]), OTHER);
}

#[test]
fn a_profile_that_is_asked_for_beats_the_keys_of_the_environment() {
    let server = two_accounts();
    let opencite = Opencite::with_sim(&server);
    profile_of_the_other(&opencite, "audit");
    assert_eq!(account(&opencite, &["--profile", "audit"]), OTHER);
    let opencite = opencite.config("[aws]\nprofile = \"audit\"\n");
    assert_eq!(account(&opencite, &[]), OTHER);
}

#[test]
fn keys_of_the_config_beat_its_profile_and_the_environment() {
    let server = two_accounts();
    let (id, secret) = KEYS;
    let config = format!(
        "[aws]\nprofile = \"nobody\"\naccess_key_id = \"{id}\"\nsecret_access_key = \"{secret}\"\n"
    );
    let opencite = Opencite::with_sim(&server).config(&config);
    assert_eq!(account(&opencite, &[]), OTHER);
}

#[test]
fn a_profile_that_is_asked_for_now_beats_keys_that_were_written_down_once() {
    let server = two_accounts();
    let config = "[aws]\naccess_key_id = \"AKIAIOSFODNN7EXAMPLE\"\nsecret_access_key = \"x\"\n";
    let opencite = without_keys(&server).config(config);
    profile_of_the_other(&opencite, "audit");
    assert_eq!(account(&opencite, &["--profile", "audit"]), OTHER);
}

#[test]
fn the_endpoint_that_is_asked_for_beats_those_of_the_environment() {
    let server = two_accounts();
    let opencite = Opencite::with_sim(&server)
        .env("AWS_ENDPOINT_URL", &refusing_endpoint())
        .env("AWS_ENDPOINT_URL_BEDROCK", &refusing_endpoint())
        .env("AWS_ENDPOINT_URL_STS", &refusing_endpoint());
    let endpoint = server.endpoint_url();
    assert_eq!(account(&opencite, &["--endpoint-url", &endpoint]), ACCOUNT);
}

#[test]
fn an_endpoint_of_one_service_is_used_for_that_service() {
    let server = two_accounts();
    let opencite = Opencite::with_sim(&server)
        .impatient()
        .env("AWS_ENDPOINT_URL_BEDROCK", &refusing_endpoint());
    opencite.run(&SCAN).exits(1);
    assert_eq!(
        opencite.unit("custom_model").to_string(),
        "failed: network bedrock:ListCustomModels"
    );
}

mod role {
    use super::*;

    const ROLE: &str = "arn:aws:iam::444455556666:role/OpenCiteReadOnly";

    #[test]
    fn is_assumed_and_the_assets_are_those_of_its_account() {
        let estate = Estate::demo();
        let server = SimServer::of(estate.clone());
        let opencite = Opencite::with_sim(&server).impatient();
        let role = ["--role-arn", ROLE, "--external-id", "ardent-opencite"];
        assert_eq!(account(&opencite, &role), OTHER);
        let assets = opencite.assets(&[]);
        let bedrock = estate.bedrock(OTHER, "us-east-1").expect("the laboratory");
        let models = bedrock.collection(Kind::CustomModel);
        assert_eq!(assets.len(), models.map_or(0, Collection::len));
        assert!(assets.iter().all(|asset| asset.account == OTHER));
        let signer = server
            .requests()
            .pop()
            .expect("there were requests")
            .access_key_id;
        assert!(signer.starts_with("ASIA"), "by temporary keys");
    }

    #[test]
    fn can_be_named_in_the_config() {
        let server = SimServer::of(Estate::demo());
        let config =
            format!("[[aws.roles]]\narn = \"{ROLE}\"\nexternal_id = \"ardent-opencite\"\n");
        assert_eq!(
            account(&Opencite::with_sim(&server).config(&config), &[]),
            OTHER
        );
    }

    #[test]
    fn can_be_named_in_a_profile() {
        let server = SimServer::of(Estate::demo());
        let opencite = without_keys(&server);
        let (id, secret) = (server.access_key_id(), server.secret_access_key());
        let keys = format!("[base]\naws_access_key_id = {id}\naws_secret_access_key = {secret}\n");
        opencite.file(".aws/credentials", keys);
        let role = "source_profile = base\nexternal_id = ardent-opencite\nregion = us-east-1";
        let profile = format!("[profile lab]\nrole_arn = {ROLE}\n{role}\n");
        opencite.file(".aws/config", profile);
        assert_eq!(account(&opencite, &["--profile", "lab"]), OTHER);
    }

    #[test]
    fn that_demands_another_external_id() {
        let server = SimServer::of(Estate::demo());
        let opencite = Opencite::with_sim(&server).impatient();
        let role = ["--role-arn", ROLE, "--external-id", "guessed"];
        insta::assert_snapshot!(refusal_with(&opencite, &role), @"
        error: cannot sign in to AWS: access-denied at sts:AssumeRole (AccessDenied): User: arn:aws:iam::111122223333:user/opencite is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::444455556666:role/OpenCiteReadOnly because no identity-based policy allows the sts:AssumeRole action
        hint: Check the role's ARN, its trust policy and the external id that it asks for.
        ");
    }

    #[test]
    fn that_does_not_exist() {
        let server = SimServer::of(Estate::demo());
        let opencite = Opencite::with_sim(&server).impatient();
        let role = ["--role-arn", "arn:aws:iam::444455556666:role/Nobody"];
        insta::assert_snapshot!(refusal_with(&opencite, &role), @"
        error: cannot sign in to AWS: access-denied at sts:AssumeRole (AccessDenied): User: arn:aws:iam::111122223333:user/opencite is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::444455556666:role/Nobody because no identity-based policy allows the sts:AssumeRole action
        hint: Check the role's ARN, its trust policy and the external id that it asks for.
        ");
    }

    #[test]
    fn that_is_no_arn() {
        let words = ["scan", "--role-arn", "OpenCiteReadOnly"];
        let run = Opencite::new().run(&words).exits(2);
        insta::assert_snapshot!(run.stderr, @"
        error: invalid value 'OpenCiteReadOnly' for '--role-arn <ARN>': not the ARN of a role, such as arn:aws:iam::111122223333:role/name: it does not begin with arn:PARTITION:iam::ACCOUNT:

        For more information, try '--help'.
        ");
    }
}

/// What a scan says that nobody could be signed in for; `scans` and the report must say it, too.
fn refusal_with(opencite: &Opencite, more: &[&str]) -> String {
    let run = opencite.run(&[&SCAN[..], more].concat()).exits(1);
    assert_eq!(run.stdout, "");
    let scans = opencite.json(&["scans"]);
    let scan = scans
        .as_array()
        .and_then(|scans| scans.last())
        .expect("it is recorded");
    assert_eq!(scan["outcome"], "failed");
    let reason = scan["error"].as_str().expect("it says why");
    let report = opencite
        .run(&["report", "--format", "markdown", "-o", "-"])
        .exits(0);
    assert!(
        report.stdout.contains("cannot sign in to AWS"),
        "{}",
        report.stdout
    );
    assert!(
        run.stderr.contains(reason),
        "{reason}\nis not in\n{}",
        run.stderr
    );
    run.stderr
}

fn refusal(opencite: &Opencite) -> String {
    refusal_with(opencite, &[])
}

/// A port that nobody listens on.
fn refusing_endpoint() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("there is a free port");
    let address = listener.local_addr().expect("it is bound");
    format!("http://{address}")
}

#[test]
fn no_credentials() {
    insta::assert_snapshot!(refusal(&Opencite::new().impatient()), @"
    error: cannot sign in to AWS: no usable credentials: none in the config, the environment, the profile or the machine's own role
    hint: Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or name a profile with --profile.
    ");
}

#[test]
fn a_profile_by_another_name() {
    let opencite = Opencite::new().impatient();
    profile_of_the_other(&opencite, "audit");
    insta::assert_snapshot!(refusal_with(&opencite, &["--profile", "nobody"]), @"
    error: cannot sign in to AWS: no usable credentials: profile `nobody` was not defined: could not find source profile nobody referenced from the root profile
    hint: Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or name a profile with --profile.
    ");
}

#[test]
fn a_profile_where_there_are_none() {
    let opencite = Opencite::new().impatient();
    insta::assert_snapshot!(refusal_with(&opencite, &["--profile", "nobody"]), @"
    error: cannot sign in to AWS: no usable credentials: this machine has no profiles
    hint: Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or name a profile with --profile.
    ");
}

#[test]
fn a_wrong_secret() {
    let server = two_accounts();
    let opencite = Opencite::with_sim(&server).env("AWS_SECRET_ACCESS_KEY", "wrong");
    insta::assert_snapshot!(refusal(&opencite), @"
    error: cannot sign in to AWS: expired-credentials at sts:GetCallerIdentity (SignatureDoesNotMatch): The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.
    hint: Sign in again (aws sso login, or new keys), then scan again.
    ");
}

#[test]
fn an_unknown_key() {
    let server = two_accounts();
    let opencite = Opencite::with_sim(&server).env("AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE");
    insta::assert_snapshot!(refusal(&opencite), @"
    error: cannot sign in to AWS: expired-credentials at sts:GetCallerIdentity (InvalidClientTokenId): The security token included in the request is invalid.
    hint: Sign in again (aws sso login, or new keys), then scan again.
    ");
}

#[test]
fn an_expired_session() {
    let server = two_accounts();
    let session = Principal::user(ACCOUNT).with_session_token("IQoJb3JpZ2luX2VjEXAMPLE");
    server.add_principal(session.expired());
    let opencite = Opencite::with_sim(&server).env("AWS_SESSION_TOKEN", "IQoJb3JpZ2luX2VjEXAMPLE");
    insta::assert_snapshot!(refusal(&opencite), @"
    error: cannot sign in to AWS: expired-credentials at sts:GetCallerIdentity (ExpiredToken): The security token included in the request is expired
    hint: Sign in again (aws sso login, or new keys), then scan again.
    ");
}

#[test]
fn a_session_without_its_token() {
    let server = two_accounts();
    server.add_principal(Principal::user(ACCOUNT).with_session_token("IQoJb3JpZ2luX2VjEXAMPLE"));
    insta::assert_snapshot!(refusal(&Opencite::with_sim(&server)), @"
    error: cannot sign in to AWS: expired-credentials at sts:GetCallerIdentity (InvalidClientTokenId): The security token included in the request is invalid.
    hint: Sign in again (aws sso login, or new keys), then scan again.
    ");
}

mod endpoint {
    use super::*;

    /// The refusal when signing in goes wrong after a good scan, of which everything must be left.
    fn after_a_good_scan(kind: FaultKind) -> String {
        let server = two_accounts();
        let opencite = Opencite::with_sim(&server).impatient();
        opencite.run(&SCAN).exits(0);
        let before = opencite.assets(&[]);
        server.inject(Fault::on("sts", "GetCallerIdentity", kind));
        let said = refusal(&opencite);
        assert_eq!(opencite.assets(&[]), before);
        said
    }

    #[test]
    fn that_refuses_the_connection() {
        let server = two_accounts();
        let opencite = Opencite::with_sim(&server).impatient();
        opencite.run(&SCAN).exits(0);
        let before = opencite.assets(&[]);
        let said = refusal_with(&opencite, &["--endpoint-url", &refusing_endpoint()]);
        insta::assert_snapshot!(said, @"
        error: cannot sign in to AWS: network at sts:GetCallerIdentity: io error: client error (Connect): tcp connect error: Connection refused (os error 111)
        hint: Check the network, proxy and endpoint between this machine and AWS, then scan again.
        ");
        assert_eq!(opencite.assets(&[]), before);
    }

    #[test]
    fn that_is_no_url() {
        let server = two_accounts();
        let opencite = Opencite::with_sim(&server).env("AWS_ENDPOINT_URL", "localhost:4566");
        insta::assert_snapshot!(refusal(&opencite), @"
        error: cannot sign in to AWS: network at sts:GetCallerIdentity: other: failed to apply endpoint `localhost:4566`: endpoint must contain scheme
        hint: Check the network, proxy and endpoint between this machine and AWS, then scan again.
        ");
    }

    #[test]
    fn that_never_answers() {
        insta::assert_snapshot!(after_a_good_scan(FaultKind::Hang), @"
        error: cannot sign in to AWS: timeout at sts:GetCallerIdentity: no answer in time
        hint: Check the network, proxy and endpoint between this machine and AWS, then scan again.
        ");
    }

    #[test]
    fn that_answers_with_html() {
        insta::assert_snapshot!(after_a_good_scan(FaultKind::Html), @"
        error: cannot sign in to AWS: malformed-response at sts:GetCallerIdentity: HTTP 200 with text/html that is not an answer of AWS
        hint: Something other than AWS answers at the endpoint: check for a proxy or a wrong --endpoint-url.
        ");
    }

    #[test]
    fn that_denies_with_html() {
        insta::assert_snapshot!(after_a_good_scan(FaultKind::HtmlError(403)), @"
        error: cannot sign in to AWS: malformed-response at sts:GetCallerIdentity: HTTP 403 with text/html that is not an answer of AWS
        hint: Something other than AWS answers at the endpoint: check for a proxy or a wrong --endpoint-url.
        ");
    }

    #[test]
    fn that_fails_for_ever() {
        insta::assert_snapshot!(after_a_good_scan(FaultKind::InternalError), @"
        error: cannot sign in to AWS: other at sts:GetCallerIdentity (InternalFailure): The system encountered an unexpected error during processing. Try your request again.
        hint: Scan again; if it stays, report it with the request id.
        ");
    }

    #[test]
    fn that_is_cut_off() {
        insta::assert_snapshot!(after_a_good_scan(FaultKind::Malformed), @"
        error: cannot sign in to AWS: sts:GetCallerIdentity answered without an account id
        hint: Check that --endpoint-url names an endpoint of AWS.
        ");
    }
}
