//! Servers that say that it is elsewhere.

use std::sync::Arc;

use insta::assert_snapshot;
use opencite_distribution::{Client, Digest};

use crate::fixtures::{COMPONENT, artifact, client, password, told};
use crate::registry::Registry;
use crate::server::{Reply, Server};

/// A registry that wants a password, and keeps its blobs elsewhere.
async fn keeping_blobs_at(place: String) -> Registry {
    let registry = Registry::with(move |request| {
        if request.header("authorization").is_none() {
            return Some(Reply::of(401, "").with("www-authenticate", "Basic"));
        }
        let is_blob = request.method == "GET" && request.path().contains("/blobs/");
        is_blob.then(|| Reply::to(307, place.clone()))
    })
    .await;
    known()
        .push(&registry.reference(":1.0.0"), &artifact())
        .await
        .unwrap();
    registry
}

fn known() -> Client {
    Client {
        credentials: Some(password()),
        ..client()
    }
}

#[tokio::test]
async fn a_blob_is_fetched_from_elsewhere_without_credentials() {
    let store = Server::start(|_| Reply::of(200, COMPONENT)).await;
    let registry = keeping_blobs_at(store.url("/bucket/blob?signed=yes")).await;
    let fetched = known().fetch(&registry.plugin()).await.unwrap();
    assert_eq!(fetched.digest, Digest::of(COMPONENT));
    let heard = store.heard().remove(0);
    assert_eq!(heard.target, "/bucket/blob?signed=yes");
    assert_eq!(heard.header("authorization"), None);
}

#[tokio::test]
async fn a_store_elsewhere_that_wants_a_password_does_not_get_it() {
    let store = Server::start(|_| Reply::of(401, "").with("www-authenticate", "Basic")).await;
    let registry = keeping_blobs_at(store.url("/blob")).await;
    let error = known().fetch(&registry.plugin()).await.unwrap_err();
    assert_snapshot!(told(&error), @r"
        log in at 127.0.0.1: it answered 401
        Fetch the file in another way, and add it from there: only a registry is told who is asking.
        ");
    assert_eq!(store.heard().len(), 1);
    assert_eq!(store.heard()[0].header("authorization"), None);
}

#[tokio::test]
async fn credentials_are_not_taken_up_again_when_one_is_led_back() {
    let registry_port = Arc::new(std::sync::Mutex::new(0));
    let port = Arc::clone(&registry_port);
    let store = Server::start(move |_| {
        let port = port.lock().unwrap();
        Reply::to(
            302,
            format!("http://127.0.0.1:{port}/v2/me/secret/manifests/1"),
        )
    })
    .await;
    let registry = keeping_blobs_at(store.url("/blob")).await;
    *registry_port.lock().unwrap() = registry.server.port;
    let error = known().fetch(&registry.plugin()).await.unwrap_err();
    assert_snapshot!(told(&error), @r"
        log in at 127.0.0.1: it answered 401
        Check the user and the password, and that they may do this in the repository.
        ");
    let led_back: Vec<_> = registry
        .server
        .heard()
        .into_iter()
        .filter(|one| one.target.contains("secret"))
        .collect();
    assert_eq!(led_back[0].header("authorization"), None);
}

#[tokio::test]
async fn a_way_within_the_registry_is_followed_with_credentials() {
    let registry = Registry::with(|request| {
        if request.header("authorization").is_none() {
            return Some(Reply::of(401, "").with("www-authenticate", "Basic"));
        }
        (request.path() == "/kept")
            .then(|| Reply::of(200, COMPONENT))
            .or_else(|| {
                let is_blob = request.method == "GET" && request.path().contains("/blobs/");
                is_blob.then(|| Reply::to(302, "/kept"))
            })
    })
    .await;
    known()
        .push(&registry.reference(":1.0.0"), &artifact())
        .await
        .unwrap();
    assert_eq!(
        known().fetch(&registry.plugin()).await.unwrap().bytes,
        COMPONENT
    );
}

async fn led_to(place: &'static str) -> String {
    let server = Server::start(move |_| Reply::to(302, place)).await;
    let reference = server.url("/a.wasm").parse().unwrap();
    told(&client().fetch(&reference).await.unwrap_err())
}

#[tokio::test]
async fn a_circle_is_left() {
    let server = Server::start(|request| Reply::to(302, request.target.clone())).await;
    let reference = server.url("/a.wasm").parse().unwrap();
    let error = client().fetch(&reference).await.unwrap_err();
    assert_snapshot!(told(&error), @r"
        follow 127.0.0.1 to where it leads: after 5 redirections there was no end
        Check the reference, and ask who runs the server.
        ");
    assert_eq!(server.heard().len(), 6);
}

#[tokio::test]
async fn nobody_leads_to_plain_text_or_what_is_no_web() {
    assert_snapshot!(led_to("http://example.com/a.wasm").await, @r"
        follow 127.0.0.1 to where it leads: read the URL: http:// is only for this machine (localhost, 127.0.0.1 or [::1]); example.com needs https://
        Ask who runs the server; or fetch the file in another way, and add it from there.
        ");
    assert_snapshot!(led_to("file:///etc/passwd").await, @r"
        follow 127.0.0.1 to where it leads: read the URL: it must begin with https://
        Ask who runs the server; or fetch the file in another way, and add it from there.
        ");
    assert_snapshot!(led_to("https://me:pw@example.com/").await, @r"
        follow 127.0.0.1 to where it leads: read the URL: it must hold no user and no password
        Ask who runs the server; or fetch the file in another way, and add it from there.
        ");
    assert_snapshot!(led_to("https://[").await, @r"
        follow 127.0.0.1 to where it leads: read the URL: it must look like https://example.com/plugin.wasm
        Ask who runs the server; or fetch the file in another way, and add it from there.
        ");
}

#[tokio::test]
async fn nobody_leads_into_a_private_network() {
    assert_snapshot!(led_to("https://10.0.0.1/a.wasm").await, @r"
        connect to 10.0.0.1: 10.0.0.1 is a private address
        Allow private addresses if that is where the server is.
        ");
    assert_snapshot!(led_to("https://169.254.169.254/latest").await, @r"
        connect to 169.254.169.254: 169.254.169.254 is an address of a cloud's metadata service
        Check the name of the server: such an address is never spoken to.
        ");
}

#[tokio::test]
async fn a_redirection_to_nowhere_is_refused() {
    let server = Server::start(|_| Reply::of(302, "")).await;
    let reference = server.url("/a.wasm").parse().unwrap();
    let error = client().fetch(&reference).await.unwrap_err();
    assert_snapshot!(told(&error), @r"
        ask 127.0.0.1: it answered 302, that it is elsewhere
        Check the reference, and ask who runs the server.
        ");
    let registry = Registry::with(|_| Some(Reply::of(304, ""))).await;
    assert_snapshot!(told(&client().fetch(&registry.plugin()).await.unwrap_err()), @r"
        ask 127.0.0.1: it answered 304, that it is elsewhere
        Check the reference, and ask who runs the server.
        ");
}
