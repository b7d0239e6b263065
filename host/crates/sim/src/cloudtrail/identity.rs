//! `userIdentity`, in each of its forms.

use jiff::SignedDuration;
use serde_json::{Map, Value, json};

use super::entry::Entry;
use crate::estate::calls::caller::{Caller, Form};

/// How long before its calls a session began.
const SESSION_AGE: SignedDuration = SignedDuration::from_mins(20);

/// Who did it.
pub(super) fn user_identity(entry: &Entry) -> Value {
    let caller = entry.caller();
    let account = entry.at.account();
    match caller.form() {
        Form::User { name } => {
            let id = Caller::unique_id("AIDA", name);
            signed(entry, "IAMUser", &id, json!({"userName": name}))
        }
        Form::Role { name, session } => role(entry, name, session),
        Form::FederatedUser { name, issuer } => {
            let context = session_context(entry, &user_issuer(entry, issuer));
            let id = format!("{account}:{name}");
            signed(
                entry,
                "FederatedUser",
                &id,
                json!({"sessionContext": context}),
            )
        }
        Form::Root => {
            let context = json!({"attributes": attributes(entry)});
            signed(entry, "Root", account, json!({"sessionContext": context}))
        }
        Form::IdentityCenterUser { user_id, store } => json!({
            "type": "IdentityCenterUser",
            "accountId": account,
            "onBehalfOf": {
                "userId": user_id,
                "identityStoreArn": format!("arn:aws:identitystore::{account}:identitystore/{store}"),
            },
            "credentialId": "EXAMPLEVHULjJdTUdPJfofVa1sufHDoj7aYcOYcxFVllWR_Whr1fEXAMPLE",
        }),
        Form::WebIdentityUser { provider, name } => json!({
            "type": "WebIdentityUser",
            "principalId": format!("{provider}:ardent-portal:{name}"),
            "userName": name,
            "identityProvider": provider,
        }),
        Form::Service { name } => json!({"type": "AWSService", "invokedBy": name}),
        Form::Account { id } => json!({
            "type": "AWSAccount",
            "principalId": Caller::unique_id("AROA", id),
            "accountId": id,
        }),
    }
}

/// An identity that signed with a key of the account.
fn signed(entry: &Entry, kind: &str, principal_id: &str, more: Value) -> Value {
    let caller = entry.caller();
    let mut identity = Map::from_iter([
        ("type".to_owned(), json!(kind)),
        ("principalId".to_owned(), json!(principal_id)),
        ("arn".to_owned(), json!(caller.arn(entry.at))),
        ("accountId".to_owned(), json!(entry.at.account())),
        ("accessKeyId".to_owned(), json!(caller.access_key_id())),
    ]);
    if let Value::Object(more) = more {
        identity.extend(more);
    }
    Value::Object(identity)
}

fn role(entry: &Entry, name: &str, session: &str) -> Value {
    let caller = entry.caller();
    let id = Caller::unique_id("AROA", name);
    let issuer = json!({
        "type": "Role",
        "principalId": id,
        "arn": caller.issuer_arn(entry.at, name),
        "accountId": entry.at.account(),
        "userName": name,
    });
    let mut more = json!({"sessionContext": session_context(entry, &issuer)});
    if let (Some(function), Value::Object(more)) = (caller.function(), &mut more) {
        let scope = json!({"issuerType": "AWS::Lambda::Function", "credentialsIssuedTo": function});
        more.insert("inScopeOf".to_owned(), scope);
    }
    signed(entry, "AssumedRole", &format!("{id}:{session}"), more)
}

fn user_issuer(entry: &Entry, name: &str) -> Value {
    let account = entry.at.account();
    json!({
        "type": "IAMUser",
        "principalId": Caller::unique_id("AIDA", name),
        "arn": format!("arn:aws:iam::{account}:user/{name}"),
        "accountId": account,
        "userName": name,
    })
}

fn session_context(entry: &Entry, issuer: &Value) -> Value {
    json!({"sessionIssuer": issuer, "attributes": attributes(entry)})
}

fn attributes(entry: &Entry) -> Value {
    let time = entry.key.time;
    let began = time.saturating_sub(SESSION_AGE).unwrap_or(time);
    let began = began.strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
    json!({"creationDate": began, "mfaAuthenticated": "false"})
}
