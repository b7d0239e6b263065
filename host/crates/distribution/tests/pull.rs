//! Components pulled from a registry.

use insta::assert_snapshot;
use opencite_distribution::{Digest, FetchError, Reference, SignatureError, TransferError};

use crate::fixtures::{COMPONENT, SIGNATURE, artifact, client, key, told};
use crate::registry::Registry;
use crate::server::Reply;

#[tokio::test]
async fn what_was_pushed_is_pulled() {
    let registry = Registry::start().await;
    let manifest = client()
        .push(&registry.reference(":1.0.0"), &artifact())
        .await
        .unwrap();

    let fetched = client().fetch(&registry.plugin()).await.unwrap();

    assert_eq!(fetched.bytes, COMPONENT);
    assert_eq!(fetched.digest, Digest::of(COMPONENT));
    assert_eq!(fetched.manifest, Some(manifest));
    assert_eq!(fetched.signature.as_deref(), Some(SIGNATURE));
    assert_eq!(fetched.source, registry.plugin());
    assert_eq!(fetched.verify(&key()).unwrap(), "aws_example 1.0.0");
    assert!(!format!("{fetched:?}").contains("asm"));
}

#[tokio::test]
async fn what_is_pinned_is_pulled_by_its_digest() {
    let registry = Registry::start().await;
    let reference = registry.reference(":1.0.0");
    let manifest = client().push(&reference, &artifact()).await.unwrap();
    let pinned = Reference::Oci(reference.pinned(manifest));
    let fetched = client().fetch(&pinned).await.unwrap();
    assert_eq!(
        (fetched.bytes.as_slice(), fetched.source),
        (COMPONENT, pinned)
    );
}

#[tokio::test]
async fn what_is_not_signed_is_pulled_and_does_not_pass_for_signed() {
    let registry = Registry::start().await;
    let mut unsigned = artifact();
    unsigned.signature = None;
    client()
        .push(&registry.reference(":1.0.0"), &unsigned)
        .await
        .unwrap();
    let fetched = client().fetch(&registry.plugin()).await.unwrap();
    assert_eq!(
        fetched.verify(&key()),
        Err(SignatureError::Missing { key: key().id() })
    );
}

#[tokio::test]
async fn a_signature_of_something_else_does_not_pass() {
    let registry = Registry::start().await;
    let mut other = artifact();
    other.component = b"\0asm\x0d\0\x01\0\0\0".to_vec();
    client()
        .push(&registry.reference(":1.0.0"), &other)
        .await
        .unwrap();
    let fetched = client().fetch(&registry.plugin()).await.unwrap();
    assert_eq!(
        fetched.verify(&key()),
        Err(SignatureError::Wrong { key: key().id() })
    );
}

async fn refusal(status: u16, body: &'static str) -> String {
    let registry = Registry::with(move |_| Some(Reply::of(status, body))).await;
    told(&client().fetch(&registry.plugin()).await.unwrap_err())
}

#[tokio::test]
async fn a_version_that_is_not_there_is_named() {
    let registry = Registry::start().await;
    let error = client().fetch(&registry.plugin()).await.unwrap_err();
    assert_snapshot!(told(&error), @r"
        find oci://127.0.0.1:PORT/me/aws_example:1.0.0: 127.0.0.1 does not have it: MANIFEST_UNKNOWN (there is none)
        Check the name and the version.
        ");
}

#[tokio::test]
async fn a_refusal_is_told_with_its_reason() {
    assert_snapshot!(refusal(403, r#"{"errors":[{"code":"DENIED","message":"not yours"}]}"#).await, @r"
        ask 127.0.0.1: it answered 403: DENIED (not yours)
        Check that the user may do this in the repository.
        ");
    assert_snapshot!(refusal(401, "").await, @r"
        log in at 127.0.0.1: it wants a login of a kind that is not known
        Check that the name of the registry is right; it must take a password or hand out tokens as Docker's does.
        ");
    assert_snapshot!(refusal(429, "slow down").await, @r"
        ask 127.0.0.1: it answered 429: slow down
        Try again later.
        ");
    assert_snapshot!(refusal(503, "").await, @r"
        ask 127.0.0.1: it answered 503
        Try again later.
        ");
    assert_snapshot!(refusal(418, "").await, @r"
        ask 127.0.0.1: it answered 418
        Read what the server says: it does not take this request.
        ");
}

#[tokio::test]
async fn what_a_server_says_does_not_act_on_a_terminal() {
    assert_snapshot!(refusal(500, "\u{1b}[2J\u{202e}<b>\r\nno").await, @r"
        ask 127.0.0.1: it answered 500: \u{1b}[2J\u{202e}<b>\r\nno
        Try again later.
        ");
    assert_snapshot!(refusal(404, r#"{"errors":[{"code":"\u001b]0;x\u0007"}]}"#).await, @r"
        find oci://127.0.0.1:PORT/me/aws_example:1.0.0: 127.0.0.1 does not have it: \u{1b}]0;x\u{7}
        Check the name and the version.
        ");
}

#[tokio::test]
async fn a_refusal_without_end_is_cut() {
    let registry = Registry::with(|_| Some(Reply::endless_refusal())).await;
    let error = client().fetch(&registry.plugin()).await.unwrap_err();
    let FetchError::Transfer(TransferError::Refused { excerpt, .. }) = error else {
        panic!("{error:?}");
    };
    assert_eq!(excerpt, "x".repeat(200));
}

#[tokio::test]
async fn what_is_no_public_address_is_not_asked() {
    let fetch = async |text: &str| {
        let error = client().fetch(&text.parse().unwrap()).await.unwrap_err();
        told(&error)
    };
    assert_snapshot!(fetch("oci://10.0.0.1/me/x:1").await, @r"
        connect to 10.0.0.1: 10.0.0.1 is a private address
        Allow private addresses if that is where the server is.
        ");
    assert_snapshot!(fetch("https://169.254.169.254/latest/meta-data").await, @r"
        connect to 169.254.169.254: 169.254.169.254 is an address of a cloud's metadata service
        Check the name of the server: such an address is never spoken to.
        ");
}
