//! A guest that searches all of its memory, after answers and errors of every kind, finds no credential there.

use std::fmt::Write as _;

use opencite_sim::{Estate, Fault, FaultKind, Principal, Sim, SimBuilder};

use super::with_guests;
use crate::support::{ACCOUNT, Opencite, SimServer};

const ACCESS_KEY: &str = "ASIAOPENCITEMEMORY42";
const SECRET: &str = "sImUlAtEdAwS/mEmOrY/sEaRcH/0123456789KEY";
const TOKEN: &str = "IQoJb3JpZ2luX2VjMEMORYTOKEN/0123456789+abcdefghijklmnopqrstuvwxyz/ABCDEFGHIJKLMNOPQRSTUVWXYZ==";

/// What the guest masks every byte with.
const MASK: u8 = 0xa5;

/// An AWS that answers well, and badly in each of the ways that could carry something across.
fn aws() -> SimServer {
    let user = Principal::user(ACCOUNT)
        .with_keys(ACCESS_KEY, SECRET)
        .with_session_token(TOKEN);
    let faults = [
        ("ListGuardrails", FaultKind::Deny),
        ("ListInferenceProfiles", FaultKind::ExpiredToken),
        ("ListProvisionedModelThroughputs", FaultKind::HtmlError(403)),
        ("ListFoundationModels", FaultKind::Malformed),
        ("GetModelInvocationLoggingConfiguration", FaultKind::Reset),
        ("ListTagsForResource", FaultKind::Throttle),
        ("GetImportedModel", FaultKind::InternalError),
    ];
    let estate = Estate::empty(ACCOUNT).with_custom_models(5);
    let builder = Sim::builder().estate(estate).principal(user);
    let faults = faults
        .into_iter()
        .map(|(operation, kind)| Fault::on("bedrock", operation, kind));
    SimServer::start(faults.fold(builder, SimBuilder::fault))
}

/// What must not be there: the secrets in the shapes that a program may hold them in, and the traces of its machine.
fn secrets(server: &SimServer, opencite: &Opencite) -> Vec<Vec<u8>> {
    let disguised = [ACCESS_KEY, SECRET, TOKEN].into_iter().flat_map(disguises);
    let endpoint = server.endpoint_url();
    let traces = [
        "AWS4-HMAC-SHA256",
        endpoint.trim_start_matches("http://"),
        &opencite.directory().display().to_string(),
    ];
    let traces = traces.map(|trace| trace.as_bytes().to_vec());
    disguised.chain(traces).collect()
}

/// Each half of a secret, and all of it as hex, as UTF-16 and backwards.
fn disguises(secret: &str) -> [Vec<u8>; 5] {
    let (first, second) = secret.as_bytes().split_at(secret.len() / 2);
    [
        first.to_vec(),
        second.to_vec(),
        hex(secret.as_bytes()).into_bytes(),
        secret.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        secret.bytes().rev().collect(),
    ]
}

/// What must be there: the host said it, AWS listed it, AWS's error named it.
fn controls() -> [Vec<u8>; 3] {
    [ACCOUNT, ":custom-model/", "AccessDeniedException"].map(|text| text.as_bytes().to_vec())
}

fn config(needles: &[Vec<u8>]) -> String {
    let mask = |needle: &Vec<u8>| needle.iter().map(|byte| byte ^ MASK).collect::<Vec<u8>>();
    let masked: Vec<String> = needles.iter().map(|needle| hex(&mask(needle))).collect();
    format!("[aws.patience]\nattempts = 1\n[plugins.memory_search]\nneedles = {masked:?}\n")
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").expect("a string takes it all");
        text
    })
}

/// Lets the guest search, and asserts that it finds all that it was told and nothing that it must not know.
fn assert_no_secret_is_found(server: &SimServer) {
    let opencite = with_guests(server, &["memory-search"]).env("AWS_SESSION_TOKEN", TOKEN);
    let secrets = secrets(server, &opencite);
    let needles = [&secrets[..], &controls()].concat();
    let opencite = opencite.config(&config(&needles));
    // Partial, for the errors.
    opencite.run(&["scan"]).exits(3);
    let mut found: Vec<String> = opencite
        .assets(&[])
        .into_iter()
        .map(|asset| asset.id)
        .collect();
    found.sort();
    let controls = secrets.len()..needles.len();
    let expected: Vec<String> = controls.map(|number| format!("needle-{number}")).collect();
    assert_eq!(found, expected);
}

pub(super) fn verdict() -> String {
    assert_no_secret_is_found(&aws());
    "no secret found, all that AWS said found".to_owned()
}

#[test]
fn no_credential_is_in_the_memory_of_a_guest() {
    let server = aws();
    assert_no_secret_is_found(&server);
    let called = server.counts();
    insta::assert_debug_snapshot!(called, @r#"
    {
        "bedrock:GetCustomModel": 7,
        "bedrock:GetImportedModel": 7,
        "bedrock:GetModelInvocationLoggingConfiguration": 1,
        "bedrock:ListCustomModels": 1,
        "bedrock:ListFoundationModels": 1,
        "bedrock:ListGuardrails": 1,
        "bedrock:ListInferenceProfiles": 1,
        "bedrock:ListProvisionedModelThroughputs": 1,
        "bedrock:ListTagsForResource": 5,
        "sts:GetCallerIdentity": 2,
    }
    "#);
}
