//! AWS, which may answer anything: a unit of work ends, what it is told is bounded and without secrets, errors are short
//! and safe to show, and no credential is in them. A byte of 0xff parts the answers.
//!
//! The first byte chooses what is asked. A byte of 1, 2 or 3 in an answer stands for the access key id, the secret access
//! key or the session token that it is asked with, as a word; one of 4, 5 or 6 for the same after an equals sign.

#![no_main]

use std::sync::{Arc, LazyLock};
use std::time::Duration;

use libfuzzer_sys::fuzz_target;
use opencite_aws::{Account, Grant, Ledger, Session, SignInError, Tape, unit_error};
use opencite_bindings::aws::bedrock::custom_models;
use opencite_bindings::aws::cloudtrail::{self, LookupAttribute};
use opencite_bindings::aws::logs;
use opencite_bindings::aws::requests::{self, Request};
use opencite_bindings::aws::sagemaker::processing_jobs;
use opencite_bindings::aws::sagemaker::training_jobs;
use opencite_bindings::aws::sts;
use opencite_bindings::aws::types::AwsError;
use opencite_core::{
    AwsSettings, IamAction, Patience, Region, Role, RoleArn, Secret, StaticKeys, UnitError,
};
use opencite_fuzz::server;
use opencite_fuzz::shown::assert_harmless;
use serde::Serialize;
use serde_json::Value;
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;
use wasmtime::component::Resource;

/// The credentials; the token is as short as those of STS are, and has slashes, as base64 does.
const KEYS: [&str; 3] = [
    "AKIAIOSFODNN7EXAMPLE",
    "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
    "IQoJb3JpZ2luX2VjEJr0aCXVzLWVhc3QtMSJIMEYCIQDzY8k3Hk9mM2/EXAMPLETOKENvcnJlY3QgaG9yc2UgYmF0dGVyeSBzdGFwbGU/\
     eW91IGhhdmUgcmVhZCB0aGlzIHRvIHRoZSBlbmQ+dGhhbmtzIGZvciB0aGF0/YW5kIG5vdyBnbyBvbiB3aXRoIHdoYXQgeW91IGRpZA==",
];

/// The most that is said of an error, in characters.
const MAX_ERROR: usize = 3_000;

/// How many bytes a unit is told for each that AWS says, names of absent fields included.
const GROWTH: usize = 10_000;

/// The most pages that are turned where no rate bounds it.
const PAGES: usize = 3;

const REGION: &str = "eu-west-1";
const START: &str = "2026-11-20T10:00:00Z";
const END: &str = "2026-11-20T11:00:00Z";

/// What STS answers who is known.
const WELCOME: &[u8] =
    b"HTTP/1.1 200 OK\r\n\r\n<GetCallerIdentityResponse><GetCallerIdentityResult>\
    <Arn>arn:aws:iam::111122223333:user/auditor</Arn><Account>111122223333</Account>\
    </GetCallerIdentityResult></GetCallerIdentityResponse>";

static ACCOUNT: LazyLock<Account> = LazyLock::new(|| {
    let signed_in = server::answered(sign_in(Vec::new()), [WELCOME]);
    signed_in.expect("nothing is wrong with the answer")
});

fuzz_target!(init: LazyLock::force(&ACCOUNT), |input: &[u8]| {
    let Some((&question, said)) = input.split_first() else {
        return;
    };
    if spells_a_key(said) {
        return;
    }
    let answers: Vec<Vec<u8>> = said.split(|byte| *byte == 0xff).map(with_keys).collect();
    let answers = answers.iter().map(Vec::as_slice);
    if question % 10 == 9 {
        let role = "arn:aws:iam::111122223333:role/auditor";
        let role = Role {
            arn: RoleArn::new(role).expect("it is a role"),
            external_id: None,
        };
        return signed_in(server::answered(sign_in(vec![role]), answers));
    }
    let region = Region::known(REGION).expect("it is a region");
    let ledger = Ledger::default();
    let mut unit = Unit {
        session: Session::new(
            ACCOUNT.connection(&region),
            ledger.clone(),
            Arc::new(Semaphore::new(1)),
            CancellationToken::new(),
            granted(),
            Tape::Off,
        ),
        told: Vec::new(),
    };
    let asked = unit.ask(question % 10);
    server::answered(asked, answers).expect("it is asked as it must be");
    let told: usize = unit.told.iter().map(|told| told.to_string().len()).sum();
    assert!(
        told <= GROWTH * (said.len() + 1),
        "{told} bytes of {}",
        said.len()
    );
    if let Some(error) = ledger.read().first_error {
        look_at_error(&error);
    }
});

/// Whether an input spells a secret itself: in the middle of another word, nothing could tell it.
fn spells_a_key(said: &[u8]) -> bool {
    let [_id, secrets @ ..] = KEYS;
    secrets
        .iter()
        .any(|key| said.windows(key.len()).any(|part| part == key.as_bytes()))
}

fn with_keys(answer: &[u8]) -> Vec<u8> {
    let spelled = |byte: &u8| match byte {
        1..=3 => format!(" {} ", KEYS[usize::from(byte - 1)]).into_bytes(),
        4..=6 => format!("={}&", KEYS[usize::from(byte - 4)]).into_bytes(),
        byte => vec![*byte],
    };
    answer.iter().flat_map(spelled).collect()
}

async fn sign_in(roles: Vec<Role>) -> Result<Account, SignInError> {
    let [id, key, token] = KEYS.map(Secret::new);
    let second = Duration::from_secs(1);
    let endpoint = format!("http://{}", server::address());
    let settings = AwsSettings {
        keys: Some(StaticKeys {
            access_key_id: id,
            secret_access_key: key,
            session_token: Some(token),
        }),
        roles,
        endpoint_url: Some(endpoint.parse().expect("it is a URL")),
        patience: Patience {
            connect: second,
            attempt: second,
            operation: second,
            attempts: 1,
            backoff: Duration::ZERO,
        },
        profile: None,
    };
    let region = Region::known(REGION).expect("it is a region");
    Account::sign_in(&settings, &region, &[]).await
}

fn granted() -> Grant {
    let actions = [
        "bedrock:GetAgent",
        "bedrock:GetCustomModel",
        "bedrock:ListCustomModels",
        "cloudtrail:LookupEvents",
        "logs:FilterLogEvents",
        "sagemaker:DescribeProcessingJob",
        "sagemaker:DescribeTrainingJob",
        "sagemaker:ListTrainingJobs",
    ];
    let actions = actions.map(|action| IamAction::parse(action).expect("it is an action"));
    actions.iter().collect()
}

/// A unit of work, and what it was told.
struct Unit {
    session: Session,
    told: Vec<Value>,
}

/// Turns some pages of a listing.
macro_rules! turn {
    ($unit:ident, $trait:path, $listing:expr, $pages:expr) => {{
        let listing = $listing;
        for _ in 0..$pages {
            let same = Resource::new_borrow(listing.rep());
            match <Session as $trait>::next(&mut $unit.session, same).await? {
                Ok(Some(page)) => $unit.hear(Ok(page)),
                Ok(None) => break,
                Err(error) => $unit.hear::<()>(Err(error)),
            }
        }
        <Session as $trait>::drop(&mut $unit.session, listing).await
    }};
}

impl Unit {
    async fn ask(&mut self, question: u8) -> wasmtime::Result<()> {
        match question {
            0 => self.events().await,
            1 => self.invocations().await,
            2 => self.agent().await,
            3 => self.custom_models().await,
            4 => self.custom_model().await,
            5 => self.training_jobs().await,
            6 => self.training_job().await,
            7 => self.processing_job().await,
            _ => self.identity().await,
        }
    }

    /// There are two a second, so only the first page is turned.
    async fn events(&mut self) -> wasmtime::Result<()> {
        let attribute = LookupAttribute {
            attribute_key: "EventSource".to_owned(),
            attribute_value: "bedrock.amazonaws.com".to_owned(),
        };
        let session = &mut self.session;
        let listing =
            cloudtrail::Host::lookup_events(session, attribute, START.to_owned(), END.to_owned());
        turn!(self, cloudtrail::HostEventPages, listing.await?, 1)
    }

    async fn invocations(&mut self) -> wasmtime::Result<()> {
        let session = &mut self.session;
        let group = "bedrock".to_owned();
        let listing =
            logs::Host::filter_log_events(session, group, START.to_owned(), END.to_owned());
        turn!(self, logs::HostModelInvocationPages, listing.await?, 1)
    }

    async fn agent(&mut self) -> wasmtime::Result<()> {
        let request = Request {
            path: "/agents/ABCDEFGHIJ/".to_owned(),
            query: Vec::new(),
            body: None,
        };
        let (service, operation) = ("bedrock-agent".to_owned(), "GetAgent".to_owned());
        let asked = requests::Host::send(&mut self.session, service, operation, vec![request]);
        for answer in asked.await? {
            let answer = answer.map(|answer| {
                let document: Value = serde_json::from_str(&answer).expect("it is JSON");
                all_texts(&document, &mut |text| assert!(!has_key(text), "{text:?}"));
                document
            });
            self.hear(answer);
        }
        Ok(())
    }

    async fn custom_models(&mut self) -> wasmtime::Result<()> {
        let listing = custom_models::Host::list_custom_models(&mut self.session);
        turn!(
            self,
            custom_models::HostCustomModelPages,
            listing.await?,
            PAGES
        )
    }

    async fn custom_model(&mut self) -> wasmtime::Result<()> {
        let ids = vec!["claims".to_owned()];
        let asked = custom_models::Host::get_custom_model(&mut self.session, ids);
        asked
            .await?
            .into_iter()
            .for_each(|answer| self.hear(answer));
        Ok(())
    }

    async fn training_jobs(&mut self) -> wasmtime::Result<()> {
        let listing = training_jobs::Host::list_training_jobs(&mut self.session, None);
        turn!(
            self,
            training_jobs::HostTrainingJobPages,
            listing.await?,
            PAGES
        )
    }

    async fn training_job(&mut self) -> wasmtime::Result<()> {
        let names = vec!["churn".to_owned()];
        let asked = training_jobs::Host::describe_training_job(&mut self.session, names);
        asked
            .await?
            .into_iter()
            .for_each(|answer| self.hear(answer));
        Ok(())
    }

    async fn processing_job(&mut self) -> wasmtime::Result<()> {
        let names = vec!["churn".to_owned()];
        let asked = processing_jobs::Host::describe_processing_job(&mut self.session, names);
        asked
            .await?
            .into_iter()
            .for_each(|answer| self.hear(answer));
        Ok(())
    }

    async fn identity(&mut self) -> wasmtime::Result<()> {
        let asked = sts::Host::get_caller_identity(&mut self.session);
        let answer = asked.await?;
        self.hear(answer);
        Ok(())
    }

    fn hear<T: Serialize>(&mut self, answer: Result<T, AwsError>) {
        match answer {
            Ok(answer) => {
                let answer = serde_json::to_value(answer).expect("an answer can be written down");
                hides_keys(&answer);
                self.told.push(answer);
            }
            Err(error) => look_at_refusal(&error),
        }
    }
}

/// Fails when a plugin is told too much of an error.
fn look_at_refusal(error: &AwsError) {
    let told = serde_json::to_value(error).expect("an error can be written down");
    all_texts(&told, &mut |text| {
        assert_harmless(text);
        assert!(
            !text.contains('\n') && text.chars().count() < MAX_ERROR,
            "{text:?} is a short line"
        );
        assert!(
            !KEYS.iter().any(|key| text.contains(key)),
            "{text:?} holds a key"
        );
    });
    look_at_error(&unit_error("bedrock:GetAgent", error));
}

/// Fails when people are shown too much of an error.
fn look_at_error(error: &UnitError) {
    look_at_text(&format!(
        "{error} {} {:?}",
        error.remedy(),
        error.request_id
    ));
}

fn look_at_text(shown: &str) {
    assert_harmless(shown);
    assert!(shown.chars().count() < MAX_ERROR, "{shown:?} is short");
    assert!(
        !KEYS.iter().any(|key| shown.contains(key)),
        "{shown:?} holds a key"
    );
}

fn signed_in(answer: Result<Account, SignInError>) {
    if let Err(error) = answer {
        look_at_text(&format!("{error} {}", error.hint()));
        look_at_error(&error.unit_error());
    }
}

/// Fails when a setting or an argument holds a key in clear, or an event has the fields in which keys are.
fn hides_keys(answer: &Value) {
    match answer {
        Value::Array(items) => items.iter().for_each(hides_keys),
        Value::Object(fields) => {
            let is_setting = fields.contains_key("fingerprint") && fields.contains_key("name");
            for (name, value) in fields {
                match (name.as_str(), value) {
                    ("value", Value::String(text)) if is_setting => {
                        assert!(!has_key(text), "{text:?}")
                    }
                    ("container_arguments" | "container_entrypoint", list) => {
                        all_texts(list, &mut |text| assert!(!has_key(text), "{text:?}"));
                    }
                    ("cloud_trail_event", Value::String(record)) => has_no_key_fields(record),
                    (_, value) => hides_keys(value),
                }
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// Whether one of the keys is a word of the text, or stands after an equals sign.
fn has_key(text: &str) -> bool {
    let parted = |char: char| char.is_whitespace() || char == '=' || char == '&';
    let is_key = |word| KEYS.iter().any(|key| key.trim_end_matches('=') == word);
    text.split(parted).any(is_key)
}

fn has_no_key_fields(record: &str) {
    let mut values = vec![serde_json::from_str::<Value>(record).expect("it is JSON")];
    assert!(values.iter().all(Value::is_object));
    while let Some(value) = values.pop() {
        match value {
            Value::Array(items) => values.extend(items),
            Value::Object(fields) => {
                for (name, value) in fields {
                    let is_left_out = [
                        "accessKeyId",
                        "credentials",
                        "secretAccessKey",
                        "sessionToken",
                    ];
                    assert!(!is_left_out.contains(&name.as_str()), "{record}");
                    values.push(value);
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }
}

fn all_texts(value: &Value, look: &mut impl FnMut(&str)) {
    match value {
        Value::String(text) => look(text),
        Value::Array(items) => items.iter().for_each(|item| all_texts(item, look)),
        Value::Object(fields) => fields.values().for_each(|value| all_texts(value, look)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}
