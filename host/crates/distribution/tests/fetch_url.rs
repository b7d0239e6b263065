//! Components fetched from a URL.

use insta::assert_snapshot;
use opencite_distribution::{Client, Reference, SignatureError};
use opencite_postbox::Authority;

use crate::fixtures::{COMPONENT, SIGNATURE, client, key, password, told, trusting};
use crate::server::{Heard, Reply, Server};

fn site(request: &Heard) -> Reply {
    match request.target.as_str() {
        "/a.wasm" | "/signed.wasm" => Reply::of(200, COMPONENT),
        "/signed.wasm.minisig" => Reply::of(200, SIGNATURE),
        "/latest.wasm" => Reply::to(302, "/signed.wasm"),
        _ => Reply::of(404, "no such page"),
    }
}

fn reference(server: &Server, path: &str) -> Reference {
    server.url(path).parse().unwrap()
}

async fn refused(reply: impl Fn(&Heard) -> Reply + Send + Sync + 'static) -> String {
    let server = Server::start(reply).await;
    let error = client()
        .fetch(&reference(&server, "/a.wasm?key=hunter2"))
        .await
        .unwrap_err();
    told(&error)
}

#[tokio::test]
async fn a_component_is_fetched_over_https_with_its_signature() {
    let authority = Authority::default();
    let server = Server::secure(authority.acceptor("localhost"), site).await;
    let reference: Reference = format!("https://localhost:{}/signed.wasm", server.port)
        .parse()
        .unwrap();
    let fetched = trusting(&authority).fetch(&reference).await.unwrap();
    assert_eq!(
        (fetched.bytes.as_slice(), fetched.manifest),
        (COMPONENT, None)
    );
    assert_eq!(fetched.verify(&key()).unwrap(), "aws_example 1.0.0");
    assert_eq!(
        server.asked(),
        "GET /signed.wasm\nGET /signed.wasm.minisig\n"
    );
}

#[tokio::test]
async fn a_certificate_of_an_unknown_authority_is_refused() {
    let server = Server::secure(Authority::named("another").acceptor("localhost"), site).await;
    let reference = format!("https://localhost:{}/a.wasm", server.port)
        .parse()
        .unwrap();
    let error = client().fetch(&reference).await.unwrap_err();
    assert_snapshot!(told(&error), @r"
        secure the connection: the certificate of localhost is signed by no one who is trusted
        Give the certificate of the authority that signed it if the server is your own.
        ");
    assert_eq!(server.asked(), "");
}

#[tokio::test]
async fn a_signature_is_where_the_operator_looks_and_not_where_the_file_is() {
    let server = Server::start(site).await;
    let fetched = client()
        .fetch(&reference(&server, "/latest.wasm"))
        .await
        .unwrap();
    assert_eq!(fetched.bytes, COMPONENT);
    assert_eq!(fetched.signature, None);
    assert_eq!(
        server.asked(),
        "GET /latest.wasm\nGET /signed.wasm\nGET /latest.wasm.minisig\n"
    );
}

#[tokio::test]
async fn a_component_without_a_signature_does_not_pass_for_signed() {
    let server = Server::start(site).await;
    let fetched = client()
        .fetch(&reference(&server, "/a.wasm"))
        .await
        .unwrap();
    assert_eq!(
        fetched.verify(&key()),
        Err(SignatureError::Missing { key: key().id() })
    );
}

#[tokio::test]
async fn a_page_in_the_place_of_a_signature_does_not_pass_for_one() {
    let server = Server::start(|_| Reply::of(200, "<html>")).await;
    let fetched = client()
        .fetch(&reference(&server, "/a.wasm"))
        .await
        .unwrap();
    assert_eq!(
        fetched.verify(&key()),
        Err(SignatureError::Malformed { key: key().id() })
    );
}

#[tokio::test]
async fn a_signature_is_not_looked_for_unless_it_is_wanted() {
    let server = Server::start(site).await;
    let uninterested = Client {
        signatures: false,
        ..client()
    };
    let fetched = uninterested
        .fetch(&reference(&server, "/signed.wasm"))
        .await
        .unwrap();
    assert_eq!(fetched.signature, None);
    assert_eq!(server.asked(), "GET /signed.wasm\n");
}

#[tokio::test]
async fn a_signature_that_cannot_be_had_is_not_taken_for_none() {
    let server = Server::start(|request| {
        if request.target.ends_with(".minisig") {
            Reply::of(503, "later")
        } else {
            Reply::of(200, COMPONENT)
        }
    })
    .await;
    let error = client()
        .fetch(&reference(&server, "/a.wasm"))
        .await
        .unwrap_err();
    assert_snapshot!(told(&error), @r"
        ask 127.0.0.1: it answered 503: later
        Try again later.
        ");
}

#[tokio::test]
async fn a_signature_without_end_is_cut_off() {
    let server = Server::start(|request| {
        if request.target.ends_with(".minisig") {
            Reply::endless()
        } else {
            Reply::of(200, COMPONENT)
        }
    })
    .await;
    let error = client()
        .fetch(&reference(&server, "/a.wasm"))
        .await
        .unwrap_err();
    assert_snapshot!(told(&error), @r"
        read what 127.0.0.1 answers: it has more bytes, 8192 is the most
        Check the reference: what is there is not what was looked for.
        ");
}

#[tokio::test]
async fn a_url_gets_no_credentials() {
    let server = Server::start(|_| Reply::of(401, "who?").with("www-authenticate", "Basic")).await;
    let known = Client {
        credentials: Some(password()),
        ..client()
    };
    let error = known
        .fetch(&reference(&server, "/a.wasm"))
        .await
        .unwrap_err();
    assert_snapshot!(told(&error), @r"
        log in at 127.0.0.1: it answered 401: who?
        Fetch the file in another way, and add it from there: only a registry is told who is asking.
        ");
    assert_eq!(server.heard().len(), 1);
    assert_eq!(server.heard()[0].header("authorization"), None);
}

#[tokio::test]
async fn a_component_that_is_too_large_is_refused_by_what_it_says_and_by_what_comes() {
    assert_snapshot!(refused(|_| Reply::of(200, [0; 101])).await, @r"
        fetch http://127.0.0.1:PORT/a.wasm?..: it has 101 bytes, 100 is the most
        Check that this is a plugin; if it is, raise the limit on the size of a plugin.
        ");
    assert_snapshot!(refused(|_| Reply::endless()).await, @r"
        fetch http://127.0.0.1:PORT/a.wasm?..: it has more bytes, 100 is the most
        Check that this is a plugin; if it is, raise the limit on the size of a plugin.
        ");
}

#[tokio::test]
async fn what_is_not_there_is_named_without_its_query() {
    assert_snapshot!(refused(|_| Reply::of(404, "no \u{1b}[2J")).await, @r"
        find http://127.0.0.1:PORT/a.wasm?..: 127.0.0.1 does not have it: no \u{1b}[2J
        Check the name and the version.
        ");
}

#[tokio::test]
async fn an_answer_that_is_packed_is_refused() {
    assert_snapshot!(refused(|_| Reply::of(200, "").with("content-encoding", "br")).await, @r#"
        read what 127.0.0.1 answers: it is packed as "br"
        Have the server hand it out as it is.
        "#);
}
