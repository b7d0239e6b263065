//! No credential is ever written anywhere: not into logs, output, errors, reports or the database. (That no plugin gets
//! to see one, `guests.rs` shows.)

use std::fs;
use std::path::Path;

use opencite_sim::bedrock::Kind;
use opencite_sim::{Estate, Fault, FaultKind, Principal, Sim};
use serde_json::json;

use crate::support::{ACCOUNT, Opencite, SimServer};

const KEY_ID: &str = "ASIAOPENCITESECRET01";
const SECRET: &str = "sImUlAtEdAwS/SeCrEt/0123456789EXAMPLEKEY";
const TOKEN: &str = "IQoJb3JpZ2luX2VjEXAMPLE//////////wEaCXVzLWVhc3QtMSJHMEUCIQDsecrettokenthatislongerthananyname+x=";

/// What must be nowhere: the credentials, and those that the simulator hands out for roles.
const SECRETS: [&str; 6] = [
    KEY_ID,
    SECRET,
    "sImUlAtEdAwS",
    TOKEN,
    "IQoJb3JpZ2luX2Vj",
    "ASIA000000001EXAMPLE",
];

/// A simulated AWS whose one user has temporary credentials.
fn server(builder: opencite_sim::SimBuilder) -> SimServer {
    let user = Principal::user(ACCOUNT)
        .with_keys(KEY_ID, SECRET)
        .with_session_token(TOKEN);
    SimServer::start(builder.principal(user))
}

fn with_environment(server: &SimServer) -> Opencite {
    Opencite::with_sim(server)
        .env("AWS_SESSION_TOKEN", TOKEN)
        .impatient()
}

/// Everything that a run says and leaves behind.
#[derive(Default)]
struct Traces(Vec<(String, Vec<u8>)>);

impl Traces {
    /// Runs the program as talkative as it can be, and keeps what it says.
    fn run(&mut self, opencite: &Opencite, words: &[&str]) {
        let run = opencite.run(&[&["-vv"], words].concat());
        let name = words.join(" ");
        self.0
            .push((format!("stdout of {name}"), run.stdout.into_bytes()));
        self.0
            .push((format!("stderr of {name}"), run.stderr.into_bytes()));
    }

    /// Keeps all files below a directory, but for those that hold the operator's own credentials.
    fn files(&mut self, directory: &Path) {
        for file in fs::read_dir(directory).expect("it is a directory") {
            let path = file.expect("it can be read").path();
            if path.ends_with(".aws") || path.ends_with("opencite.toml") {
                continue;
            }
            if path.is_dir() {
                self.files(&path);
            } else {
                self.0.push((
                    path.display().to_string(),
                    fs::read(&path).expect("it is a file"),
                ));
            }
        }
    }

    /// Demands that none of these texts is anywhere.
    fn assert_without(&self, secrets: &[&str]) {
        assert!(self.0.len() > 2, "nothing was traced");
        for (name, content) in &self.0 {
            for secret in secrets {
                let found = content
                    .windows(secret.len())
                    .position(|it| it == secret.as_bytes());
                let around = found.map(|at| {
                    let piece = &content[at.saturating_sub(200)..(at + 100).min(content.len())];
                    String::from_utf8_lossy(piece).into_owned()
                });
                assert_eq!(around, None, "{secret} is in {name}");
            }
        }
    }
}

/// Every command that reads or writes what a scan found.
const READERS: [&[&str]; 9] = [
    &["assets"],
    &["assets", "--format", "json"],
    &["assets", "--format", "csv"],
    &["units"],
    &["units", "--format", "json"],
    &["scans", "--format", "json"],
    &["report", "--format", "html", "-o", "report.html"],
    &["report", "--format", "markdown", "-o", "report.md"],
    &["plugin", "list", "--format", "json"],
];

/// Scans, reads it all back, and searches all of it.
fn assert_secret(opencite: &Opencite, scan: &[&str]) {
    let mut traces = Traces::default();
    traces.run(opencite, &[&["scan"], scan].concat());
    for words in READERS {
        traces.run(opencite, words);
    }
    traces.files(opencite.directory());
    traces.assert_without(&SECRETS);
}

#[test]
fn keys_of_the_environment() {
    let server = server(Sim::builder());
    let opencite = with_environment(&server);
    assert_secret(&opencite, &[]);
    assert!(opencite.assets(&[]).len() > 50, "it was a full run");
}

#[test]
fn keys_of_the_config() {
    let server = server(Sim::builder());
    let config = format!(
        "[aws]\naccess_key_id = \"{KEY_ID}\"\nsecret_access_key = \"{SECRET}\"\nsession_token = \"{TOKEN}\"\n"
    );
    let opencite = Opencite::at_endpoint(&server.endpoint_url()).config(&config);
    assert_secret(&opencite, &[]);
    assert!(!opencite.assets(&[]).is_empty());
}

#[test]
fn keys_of_a_profile() {
    let server = server(Sim::builder());
    let opencite = Opencite::at_endpoint(&server.endpoint_url());
    let keys = format!(
        "[audit]\naws_access_key_id = {KEY_ID}\naws_secret_access_key = {SECRET}\naws_session_token = {TOKEN}\n"
    );
    opencite.file(".aws/credentials", keys);
    assert_secret(&opencite, &["--profile", "audit"]);
    assert!(!opencite.assets(&[]).is_empty());
}

#[test]
fn keys_of_a_role() {
    let server = server(Sim::builder());
    let opencite = with_environment(&server);
    let role = "arn:aws:iam::444455556666:role/OpenCiteReadOnly";
    assert_secret(
        &opencite,
        &["--role-arn", role, "--external-id", "ardent-opencite"],
    );
    assert!(!opencite.assets(&[]).is_empty());
}

#[test]
fn keys_in_the_most_talkative_of_logs() {
    let server = server(Sim::builder());
    let opencite = with_environment(&server).env("RUST_LOG", "trace");
    assert_secret(&opencite, &[]);
}

/// Searches a run in which something goes wrong at every call.
fn assert_secret_when(kind: FaultKind) {
    let server = server(Sim::builder().estate(Estate::empty(ACCOUNT).with_custom_models(3)));
    let opencite = with_environment(&server);
    let kind_of_asset = ["--type", "custom_model"];
    server.inject(Fault::on("bedrock", "*", kind.clone()));
    assert_secret(&opencite, &kind_of_asset);
    server.inject(Fault::on("sts", "*", kind));
    assert_secret(&opencite, &kind_of_asset);
}

#[test]
fn keys_that_are_denied() {
    assert_secret_when(FaultKind::Deny);
}

#[test]
fn keys_that_have_expired() {
    assert_secret_when(FaultKind::ExpiredToken);
}

#[test]
fn keys_that_go_to_a_broken_endpoint() {
    assert_secret_when(FaultKind::Html);
    assert_secret_when(FaultKind::Reset);
    assert_secret_when(FaultKind::Hang);
}

#[test]
fn keys_that_do_not_fit_each_other() {
    let server = server(Sim::builder());
    let wrong = with_environment(&server).env("AWS_SECRET_ACCESS_KEY", "sImUlAtEdAwS/wrong");
    assert_secret(&wrong, &[]);
    let torn = with_environment(&server).env("AWS_SESSION_TOKEN", &TOKEN[..60]);
    assert_secret(&torn, &[]);
}

#[test]
fn what_aws_hands_out_with_an_asset_and_looks_like_a_key() {
    let secret = "hf_AbCdEfGhIjKlMnOpQrStUvWxYz012345";
    let estate = Estate::empty(ACCOUNT).with_custom_models(1);
    let server = SimServer::of(estate);
    let opencite = Opencite::with_sim(&server);
    let set = |value: &str| {
        let parameters = json!({"hyperParameters": {"epochCount": "2", "hub_token": value}});
        server.edit(|estate| {
            let bedrock = estate.bedrock_mut(ACCOUNT, "us-east-1");
            assert!(bedrock.update(Kind::CustomModel, "model-000000", parameters));
        });
    };
    set(secret);
    let mut traces = Traces::default();
    traces.run(&opencite, &["scan", "--type", "custom_model"]);
    for words in READERS {
        traces.run(&opencite, words);
    }
    traces.files(opencite.directory());
    traces.assert_without(&[secret]);
    let parameters = || opencite.assets(&[])[0].properties["hyper_parameters"].clone();
    let before = parameters();
    assert_eq!(before["epochCount"], "2");
    set("hf_another");
    opencite.scan_well(&["--type", "custom_model", "--full"]);
    assert_ne!(parameters(), before, "that it changed must show");
}
