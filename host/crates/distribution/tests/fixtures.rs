//! What the tests fetch, and with what.

use std::error::Error;
use std::time::Duration;

use opencite_core::Secret;
use opencite_distribution::{
    Artifact, Client, Credentials, FetchError, Limits, PublicKey, PushError, Trust,
};
use opencite_postbox::Authority;

/// An empty component.
pub(crate) const COMPONENT: &[u8] = b"\0asm\x0d\0\x01\0";

/// What minisign 0.11 writes of it, with a key of these tests alone.
pub(crate) const SIGNATURE: &str = "untrusted comment: signature from minisign secret key
RURukflGZmDV414Vx6LnhFPWKbh6lVsnk1yFVYi0le71mwJTbrlM77mrsdo3xu/QxBZNlwr4+kcFwoPJHVLthuQTx+V78mnbHQQ=
trusted comment: aws_example 1.0.0
5BDZ/DVeg6FvAki85VisLt9V1PeFHujDEIhWlCFIfjrX4SZy8VdPWL87xz5WipISnHHu76B1o/08ZBpphWXdDg==
";

/// That key.
pub(crate) fn key() -> PublicKey {
    "RWRukflGZmDV428eqH7mYrFz4Iih27lrWMe6tqmUt3c+XYzbEtRWnlT8"
        .parse()
        .unwrap()
}

/// One that trusts nobody in particular, and takes a hundred bytes.
pub(crate) fn client() -> Client {
    trusting(&Authority::default())
}

pub(crate) fn trusting(authority: &Authority) -> Client {
    let limits = Limits {
        connect: Duration::from_secs(20),
        silence: Duration::from_secs(20),
        ..Limits::new(100)
    };
    let trust = Trust::system_and(authority.pem().as_bytes()).unwrap();
    Client {
        signatures: true,
        ..Client::new(trust, limits)
    }
}

pub(crate) fn password() -> Credentials {
    Credentials::Password {
        user: "me".to_owned(),
        password: Secret::new("hunter2"),
    }
}

pub(crate) fn artifact() -> Artifact {
    Artifact {
        component: COMPONENT.to_vec(),
        imports: vec!["wasi:io/streams@0.2.0".to_owned()],
        exports: vec!["opencite:plugin/plugin@0.1.0".to_owned()],
        created: "2026-11-27T08:00:00Z".parse().unwrap(),
        title: "aws_example".to_owned(),
        version: "1.0.0".to_owned(),
        description: None,
        source: None,
        licenses: None,
        signature: Some(SIGNATURE.to_owned()),
    }
}

/// An error as people read it, with the port of the test taken out. None may show the password.
pub(crate) fn told(error: &FetchError) -> String {
    with_hint(error, error.hint())
}

pub(crate) fn told_of_push(error: &PushError) -> String {
    with_hint(error, error.hint())
}

fn with_hint(error: &dyn Error, hint: &str) -> String {
    let mut texts = vec![error.to_string()];
    let mut source = error.source();
    while let Some(error) = source {
        texts.push(error.to_string());
        source = error.source();
    }
    let text = texts.join(": ");
    assert!(
        !format!("{error:?} {text}").contains("hunter2"),
        "{error:?}"
    );
    let text = format!("{text}\n{hint}");
    without_port(&text)
}

fn without_port(text: &str) -> String {
    let mut parts = text.split("127.0.0.1:");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |told, part| {
        let rest = part.trim_start_matches(|c: char| c.is_ascii_digit());
        let port = if rest.len() < part.len() { "PORT" } else { "" };
        format!("{told}127.0.0.1:{port}{rest}")
    })
}
