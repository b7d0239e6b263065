//! Registries that want to know who is asking.

use insta::assert_snapshot;
use opencite_core::Secret;
use opencite_distribution::{Client, Credentials};

use crate::fixtures::{COMPONENT, artifact, client, password, told, told_of_push};
use crate::registry::Registry;
use crate::server::{Heard, Reply, Server};

/// `me:hunter2`
const BASIC: &str = "Basic bWU6aHVudGVyMg==";

fn known() -> Client {
    Client {
        credentials: Some(password()),
        ..client()
    }
}

/// A registry that wants to be told who is asking, in its words, and what it takes for that.
async fn wanting(challenge: String, proof: &'static str) -> Registry {
    Registry::with(move |request| {
        let is_proven = request.header("authorization") == Some(proof);
        (!is_proven)
            .then(|| Reply::of(401, "who are you?").with("www-authenticate", challenge.clone()))
    })
    .await
}

/// A registry that wants a token, and who hands it out to whom they like.
async fn with_tokens(
    hand_out: impl Fn(&Heard) -> Reply + Send + Sync + 'static,
) -> (Registry, Server) {
    let tokens = Server::start(hand_out).await;
    let challenge = format!(
        r#"Bearer realm="{}",service="registry.example.com",scope="repository:x:pull""#,
        tokens.url("/token")
    );
    (wanting(challenge, "Bearer t0ken").await, tokens)
}

async fn pulled(client: &Client, registry: &Registry) -> String {
    told(&client.fetch(&registry.plugin()).await.unwrap_err())
}

#[tokio::test]
async fn a_token_is_handed_out_for_credentials_and_only_the_token_goes_to_the_registry() {
    let (registry, tokens) = with_tokens(|request| {
        assert_eq!(request.header("authorization"), Some(BASIC));
        Reply::of(200, r#"{"token":"t0ken","expires_in":60}"#)
    })
    .await;
    known()
        .push(&registry.reference(":1.0.0"), &artifact())
        .await
        .unwrap();
    let fetched = known().fetch(&registry.plugin()).await.unwrap();

    assert_eq!(fetched.bytes, COMPONENT);
    let scopes: Vec<_> = tokens
        .heard()
        .iter()
        .map(|one| one.query("scope").unwrap())
        .collect();
    assert_eq!(
        scopes,
        [
            "repository:me/aws_example:pull,push",
            "repository:me/aws_example:pull"
        ]
    );
    assert_eq!(
        tokens.heard()[0].query("service").unwrap(),
        "registry.example.com"
    );
    for request in registry.server.heard() {
        assert!(
            matches!(request.header("authorization"), None | Some("Bearer t0ken")),
            "{request:?}"
        );
    }
}

#[tokio::test]
async fn a_token_is_handed_out_to_anyone_where_the_registry_is_public() {
    let (registry, tokens) = with_tokens(|_| Reply::of(200, r#"{"access_token":"t0ken"}"#)).await;
    client()
        .push(&registry.reference(":1.0.0"), &artifact())
        .await
        .unwrap();
    assert_eq!(tokens.heard()[0].header("authorization"), None);
}

#[tokio::test]
async fn a_token_is_handed_out_for_another_token() {
    let (registry, tokens) = with_tokens(|_| Reply::of(200, r#"{"access_token":"t0ken"}"#)).await;
    let client = Client {
        credentials: Some(Credentials::IdentityToken(Secret::new("hunter2"))),
        ..client()
    };
    client
        .push(&registry.reference(":1.0.0"), &artifact())
        .await
        .unwrap();
    let heard = tokens.heard().remove(0);
    assert_eq!(
        (heard.method.as_str(), heard.target.as_str()),
        ("POST", "/token")
    );
    assert_eq!(heard.form("grant_type").unwrap(), "refresh_token");
    assert_eq!(heard.form("refresh_token").unwrap(), "hunter2");
    assert_eq!(
        heard.form("scope").unwrap(),
        "repository:me/aws_example:pull,push"
    );
}

#[tokio::test]
async fn a_password_goes_to_the_registry_that_asks_for_it() {
    let registry = wanting("Basic realm=\"x\"".to_owned(), BASIC).await;
    known()
        .push(&registry.reference(":1.0.0"), &artifact())
        .await
        .unwrap();
    assert_eq!(registry.server.heard()[0].header("authorization"), None);
}

#[tokio::test]
async fn a_registry_that_does_not_know_the_password_is_told_as_such() {
    let registry = wanting("Basic realm=\"x\"".to_owned(), "never").await;
    assert_snapshot!(pulled(&known(), &registry).await, @r"
        log in at 127.0.0.1: it answered 401: who are you?
        Check the user and the password, and that they may do this in the repository.
        ");
    assert_eq!(registry.server.heard().len(), 2);
}

#[tokio::test]
async fn a_registry_that_wants_a_password_is_told_as_such_without_one() {
    let registry = wanting("Basic realm=\"x\"".to_owned(), BASIC).await;
    assert_snapshot!(pulled(&client(), &registry).await, @r"
        log in at 127.0.0.1: it answered 401: who are you?
        Log in with docker login, or set OPENCITE_REGISTRY_USER and OPENCITE_REGISTRY_PASSWORD; a registry says the same of a repository that it does not have.
        ");
    assert_eq!(registry.server.heard().len(), 1);
}

#[tokio::test]
async fn who_hands_out_tokens_may_refuse() {
    let (registry, _tokens) =
        with_tokens(|_| Reply::of(401, "no hunter2 here, bWU6aHVudGVyMg==")).await;
    assert_snapshot!(pulled(&known(), &registry).await, @r"
        log in at 127.0.0.1: it answered 401: no *** here, ***
        Check the user and the password, and that they may do this in the repository.
        ");
    let error = known()
        .push(&registry.reference(":1"), &artifact())
        .await
        .unwrap_err();
    assert_snapshot!(told_of_push(&error), @r"
        log in at 127.0.0.1: it answered 401: no *** here, ***
        Check the user and the password, and that they may do this in the repository.
        ");
}

#[tokio::test]
async fn a_token_that_the_registry_does_not_take_is_not_tried_again() {
    let (registry, tokens) = with_tokens(|_| Reply::of(200, r#"{"token":"other-hunter2"}"#)).await;
    assert_snapshot!(pulled(&known(), &registry).await, @r"
        log in at 127.0.0.1: it answered 401: who are you?
        Check the user and the password, and that they may do this in the repository.
        ");
    assert_eq!(tokens.heard().len(), 1);
}

#[tokio::test]
async fn a_token_that_is_repeated_in_a_refusal_is_cut_out() {
    let tokens = Server::start(|_| Reply::of(200, r#"{"token":"hunter2-t0ken"}"#)).await;
    let challenge = format!(r#"Bearer realm="{}""#, tokens.url("/token"));
    let registry = Registry::with(move |request| {
        let said = request
            .header("authorization")
            .unwrap_or("nothing")
            .to_owned();
        Some(Reply::of(401, format!("you said {said}")).with("www-authenticate", challenge.clone()))
    })
    .await;
    assert_snapshot!(pulled(&client(), &registry).await, @r"
        log in at 127.0.0.1: it answered 401: you said Bearer ***
        Log in with docker login, or set OPENCITE_REGISTRY_USER and OPENCITE_REGISTRY_PASSWORD; a registry says the same of a repository that it does not have.
        ");
}

#[tokio::test]
async fn what_is_no_token_is_refused() {
    for body in [
        "",
        "{}",
        "[]",
        r#"{"token":""}"#,
        r#"{"token":"a\r\nhost: x"}"#,
        r#"{"token":7}"#,
    ] {
        let (registry, _tokens) = with_tokens(move |_| Reply::of(200, body)).await;
        let told = pulled(&client(), &registry).await;
        assert!(
            told.starts_with("log in at 127.0.0.1: it handed out no token"),
            "{body}: {told}"
        );
    }
    let (registry, _tokens) = with_tokens(|_| Reply::endless()).await;
    assert_snapshot!(pulled(&client(), &registry).await, @r"
        read what 127.0.0.1 answers: it has more bytes, 65536 is the most
        Check the reference: what is there is not what was looked for.
        ");
}

#[tokio::test]
async fn a_login_of_an_unknown_kind_is_refused() {
    for challenge in [
        "Negotiate",
        "Bearer service=\"x\"",
        "Digest realm=\"x\", nonce=\"y\"",
    ] {
        let registry = wanting(challenge.to_owned(), "never").await;
        let told = pulled(&known(), &registry).await;
        assert!(
            told.contains("it wants a login of a kind that is not known"),
            "{told}"
        );
        assert_eq!(registry.server.heard().len(), 1);
    }
}

#[tokio::test]
async fn credentials_are_not_sent_in_plain_text_to_where_a_registry_names() {
    let challenge = "Bearer realm=\"http://auth.example.com/token\"";
    let registry = wanting(challenge.to_owned(), "never").await;
    assert_snapshot!(pulled(&known(), &registry).await, @r"
        follow 127.0.0.1 to where it leads: read the URL: http:// is only for this machine (localhost, 127.0.0.1 or [::1]); auth.example.com needs https://
        Ask who runs the server; or fetch the file in another way, and add it from there.
        ");
}

#[tokio::test]
async fn credentials_do_not_follow_a_redirection() {
    let other = Server::start(|_| Reply::of(200, r#"{"token":"t0ken"}"#)).await;
    let to = other.url("/token");
    let (registry, _tokens) = with_tokens(move |_| Reply::to(307, to.clone())).await;
    assert_snapshot!(pulled(&known(), &registry).await, @r"
        ask 127.0.0.1: it answered 307, that it is elsewhere
        Check the reference, and ask who runs the server.
        ");
    assert_eq!(other.asked(), "");
}
