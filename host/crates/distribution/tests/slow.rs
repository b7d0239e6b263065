//! Servers that fall silent, and servers that are none.

use std::time::Duration;

use insta::assert_snapshot;
use opencite_distribution::{Client, Limits};
use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpListener;

use crate::fixtures::{artifact, client, told, told_of_push};
use crate::registry::Registry;
use crate::server::{Reply, Server};

/// One that does not wait long for a sign of life.
fn impatient() -> Client {
    let client = client();
    let limits = Limits {
        silence: Duration::from_millis(200),
        ..client.limits
    };
    Client { limits, ..client }
}

#[tokio::test]
async fn a_server_that_says_nothing_is_given_up() {
    let registry = Registry::with(|_| Some(Reply::silence())).await;
    let error = impatient().fetch(&registry.plugin()).await.unwrap_err();
    assert_snapshot!(told(&error), @r"
        hear from 127.0.0.1: nothing came within 0.2 s
        Try again later.
        ");
    let error = impatient()
        .push(&registry.reference(":1"), &artifact())
        .await
        .unwrap_err();
    assert_snapshot!(told_of_push(&error), @r"
        hear from 127.0.0.1: nothing came within 0.2 s
        Try again later.
        ");
}

#[tokio::test]
async fn a_server_that_falls_silent_is_given_up() {
    let server = Server::start(|_| Reply::stalled("\0asm")).await;
    let reference = server.url("/a.wasm").parse().unwrap();
    let error = impatient().fetch(&reference).await.unwrap_err();
    assert_snapshot!(told(&error), @r"
        hear from 127.0.0.1: nothing came within 0.2 s
        Try again later.
        ");
}

#[tokio::test]
async fn a_server_that_falls_silent_while_it_refuses_has_refused() {
    let server = Server::start(|_| Reply::stalled_refusal("no")).await;
    let reference = server.url("/a.wasm").parse().unwrap();
    let mut patient = client();
    patient.limits.silence = Duration::from_secs(2);
    let error = patient.fetch(&reference).await.unwrap_err();
    assert_snapshot!(told(&error), @r"
        ask 127.0.0.1: it answered 500: no
        Try again later.
        ");
}

#[tokio::test]
async fn a_server_that_is_never_done_is_given_up() {
    let server = Server::start(|_| Reply::stalled("\0asm")).await;
    let mut hurried = client();
    hurried.limits.whole = Duration::from_millis(200);
    let reference = server.url("/a.wasm").parse().unwrap();
    let error = hurried.fetch(&reference).await.unwrap_err();
    assert_snapshot!(told(&error), @r"
        speak with 127.0.0.1: it was not done within 0.2 s
        Try again later.
        ");
}

#[tokio::test]
async fn a_registry_that_takes_for_ever_is_given_up() {
    let registry = Registry::with(|request| (request.method == "PUT").then(Reply::silence)).await;
    let mut hurried = client();
    hurried.limits.whole = Duration::from_millis(500);
    let error = hurried
        .push(&registry.reference(":1"), &artifact())
        .await
        .unwrap_err();
    assert_snapshot!(told_of_push(&error), @r"
        speak with 127.0.0.1:PORT: it was not done within 0.5 s
        Try again later.
        ");
}

/// What somebody says who says only that.
async fn scripted(words: &'static str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        stream.write_all(words.as_bytes()).await.unwrap();
    });
    let reference = format!("http://127.0.0.1:{port}/a.wasm").parse().unwrap();
    client().fetch(&reference).await.unwrap_err().to_string()
}

/// How a connection ends, in an orderly way or not, depends on what was still on its way.
const LOST: &str = "hear from 127.0.0.1: the connection ended, or it does not speak HTTP";

#[tokio::test]
async fn what_does_not_speak_http_is_told_as_such() {
    assert_eq!(scripted("220 mail.example.com\r\n").await, LOST);
    assert_eq!(scripted("").await, LOST);
}

#[tokio::test]
async fn an_answer_that_breaks_off_is_not_taken_for_whole() {
    assert_eq!(
        scripted("HTTP/1.1 200 OK\r\ncontent-length: 50\r\n\r\n\0asm").await,
        LOST
    );
    assert_eq!(
        scripted("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n4\r\n\0asm\r\n").await,
        LOST
    );
}

#[tokio::test]
async fn a_closed_port_is_said_with_its_number() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    drop(listener);
    let reference = format!("http://127.0.0.1:{port}/a.wasm").parse().unwrap();
    let error = client().fetch(&reference).await.unwrap_err();
    assert!(
        told(&error).starts_with("connect to 127.0.0.1:PORT: "),
        "{error}"
    );
}
