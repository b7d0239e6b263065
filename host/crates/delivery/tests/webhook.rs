//! Documents posted to listeners.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use insta::assert_snapshot;
use opencite_core::Secret;
use opencite_delivery::{
    Failure as _, Post, PostError, Reach, SigningKey, Webhook, WebhookTimeouts, WebhookUrl, post,
};
use opencite_postbox::{Authority, Listener};
use sha2::Sha256;
use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpListener;

use crate::trust::trust;

const KEY: [u8; 32] = [7; 32];

fn document() -> Post {
    Post {
        id: "report_42".to_owned(),
        at: "2026-11-23T06:00:00Z".parse().unwrap(),
        body: br#"{"added":3}"#.to_vec(),
    }
}

fn webhook(url: &str) -> Webhook {
    Webhook {
        reach: Reach::Private,
        timeouts: WebhookTimeouts {
            connect: Duration::from_secs(20),
            whole: Duration::from_secs(20),
        },
        ..Webhook::new(
            url.parse::<WebhookUrl>().unwrap(),
            trust(&Authority::default()),
        )
    }
}

fn told(error: &PostError) -> String {
    format!(
        "{error}\n{}\nretryable: {}",
        error.hint(),
        error.is_retryable()
    )
}

async fn refusal(answer: &'static str) -> String {
    let listener = Listener::start(answer, None).await;
    let url = format!("http://127.0.0.1:{}/services/hunter2", listener.port);
    let error = post(&document(), &webhook(&url)).await.unwrap_err();
    assert!(
        !format!("{error:?} {error}").contains("hunter2"),
        "{error:?}"
    );
    told(&error)
}

#[tokio::test]
async fn a_document_arrives_with_a_signature_that_the_listener_can_check() {
    let listener = Listener::start("200 thanks", None).await;
    let url = format!("http://127.0.0.1:{}/hook?team=ai", listener.port);
    let mut webhook = webhook(&url);
    let key = format!("whsec_{}", STANDARD.encode(KEY));
    webhook.key = Some(SigningKey::new(&Secret::new(key)).unwrap());

    let answer = post(&document(), &webhook).await.unwrap();

    assert_eq!((answer.status, answer.excerpt.as_str()), (200, "thanks"));
    let heard = listener.heard().remove(0);
    assert_eq!(heard.target, "/hook?team=ai");
    assert_eq!(heard.body, document().body);
    assert_eq!(heard.header("content-type"), "application/json");
    let mut mac = Hmac::<Sha256>::new_from_slice(&KEY).unwrap();
    mac.update(heard.header("webhook-id").as_bytes());
    mac.update(b".");
    mac.update(heard.header("webhook-timestamp").as_bytes());
    mac.update(b".");
    mac.update(&heard.body);
    let signature = heard.header("webhook-signature");
    let signature = STANDARD
        .decode(signature.strip_prefix("v1,").unwrap())
        .unwrap();
    mac.verify_slice(&signature).unwrap();
    assert_eq!(heard.header("webhook-timestamp"), "1795413600");
}

#[tokio::test]
async fn a_document_arrives_over_https() {
    let authority = Authority::default();
    let listener = Listener::start("204 ", Some(authority.acceptor("localhost"))).await;
    let url = format!("https://localhost:{}/hook", listener.port);
    let mut webhook = webhook(&url);
    webhook.trust = trust(&authority);
    assert_eq!(post(&document(), &webhook).await.unwrap().status, 204);
    assert_eq!(
        listener.heard()[0].header("host"),
        format!("localhost:{}", listener.port)
    );
}

#[tokio::test]
async fn a_certificate_of_an_unknown_authority_is_refused() {
    let acceptor = Authority::named("another").acceptor("localhost");
    let listener = Listener::start("200 ", Some(acceptor)).await;
    let url = format!("https://localhost:{}/hook", listener.port);
    let error = post(&document(), &webhook(&url)).await.unwrap_err();
    assert_snapshot!(told(&error), @r#"
        secure the connection: the certificate of localhost is signed by no one who is trusted
        Give the certificate of the authority that signed it if the server is your own.
        retryable: false
        "#);
}

#[tokio::test]
async fn this_machine_is_not_posted_to_unless_it_is_allowed() {
    let listener = Listener::start("200 ", None).await;
    let mut webhook = webhook(&format!("http://127.0.0.1:{}/", listener.port));
    webhook.reach = Reach::Public;
    let error = post(&document(), &webhook).await.unwrap_err();
    assert_snapshot!(told(&error), @r#"
        connect to 127.0.0.1: 127.0.0.1 is an address of this machine
        Allow private addresses if that is where the server is.
        retryable: false
        "#);
    assert!(listener.heard().is_empty());
}

#[tokio::test]
async fn a_redirection_is_not_followed() {
    assert_snapshot!(refusal("307 /elsewhere").await, @r#"
        post to 127.0.0.1: it answered 307, that it is elsewhere
        Give the URL that it leads to, if you trust it: redirections are not followed.
        retryable: false
        "#);
}

#[tokio::test]
async fn a_listener_in_trouble_is_tried_again() {
    assert_snapshot!(refusal("500 out of order").await, @r#"
        post to 127.0.0.1: it answered 500: out of order
        Try again later.
        retryable: true
        "#);
}

#[tokio::test]
async fn a_listener_that_is_gone_is_not_tried_again() {
    assert_snapshot!(refusal("410 no_service").await, @r#"
        post to 127.0.0.1: it answered 410: no_service
        Give the webhook's new URL: this one is no longer in use.
        retryable: false
        "#);
}

#[tokio::test]
async fn a_listener_that_repeats_its_secret_url_is_not_quoted_with_it() {
    assert_snapshot!(refusal("400 no such hook: /services/hunter2 \u{1b}[31m").await, @r#"
        post to 127.0.0.1: it answered 400: no such hook: /*** \u{1b}[31m
        Read what the listener says: it does not take this document.
        retryable: false
        "#);
}

#[tokio::test]
async fn a_listener_may_say_when_to_come_back() {
    let listener = Listener::start("429 slow down", None).await;
    let url = format!("http://127.0.0.1:{}/", listener.port);
    let error = post(&document(), &webhook(&url)).await.unwrap_err();
    assert!(error.is_retryable());
    assert_eq!(error.retry_after(), Some(Duration::from_mins(2)));
}

#[tokio::test]
async fn an_answer_without_end_is_cut() {
    let listener = Listener::start("200 endless", None).await;
    let url = format!("http://127.0.0.1:{}/", listener.port);
    let answer = post(&document(), &webhook(&url)).await.unwrap();
    assert_eq!(answer.excerpt, "x".repeat(200));
}

#[tokio::test]
async fn a_listener_that_never_answers_is_given_up() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let mut webhook = webhook(&format!("http://127.0.0.1:{port}/"));
    webhook.timeouts.whole = Duration::from_millis(200);
    let error = post(&document(), &webhook).await.unwrap_err();
    assert_snapshot!(told(&error), @r#"
        post to 127.0.0.1: no answer within 0.2 s
        Try again later.
        retryable: true
        "#);
}

#[tokio::test]
async fn what_does_not_speak_http_is_tried_again() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        stream.write_all(b"220 mail.example.com\r\n").await.unwrap();
    });
    let error = post(&document(), &webhook(&format!("http://127.0.0.1:{port}/")))
        .await
        .unwrap_err();
    assert_snapshot!(told(&error), @r#"
        post to 127.0.0.1: no answer of HTTP
        Try again later.
        retryable: true
        "#);
}

#[tokio::test]
async fn a_name_that_could_break_the_signature_is_refused() {
    for id in ["", "a.b", "a\r\nx: y", "ä"] {
        let document = Post {
            id: id.to_owned(),
            ..document()
        };
        let refused = post(&document, &webhook("https://example.com/")).await;
        assert!(matches!(refused, Err(PostError::Name)), "{id}");
    }
}
