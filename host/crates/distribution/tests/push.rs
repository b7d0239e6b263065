//! Components pushed to a registry.

use insta::assert_snapshot;
use opencite_distribution::{Client, Digest, SIGNATURE_ANNOTATION};

use crate::fixtures::{COMPONENT, SIGNATURE, artifact, client, password, told_of_push};
use crate::registry::Registry;
use crate::server::{Reply, Server};

async fn refused(registry: &Registry) -> String {
    let error = client()
        .push(&registry.reference(":1.0.0"), &artifact())
        .await
        .unwrap_err();
    told_of_push(&error)
}

#[tokio::test]
async fn a_component_is_pushed_before_what_names_it() {
    let registry = Registry::start().await;
    let reference = registry.reference(":1.0.0");
    let digest = client().push(&reference, &artifact()).await.unwrap();

    let steps: Vec<_> = registry
        .server
        .heard()
        .iter()
        .map(|one| {
            format!(
                "{} {}",
                one.method,
                one.path().replace(|c: char| c.is_ascii_digit(), "")
            )
        })
        .collect();
    assert_eq!(steps.len(), 7, "{steps:?}");
    assert_eq!(steps[6], "PUT /v/me/aws_example/manifests/..");
    let manifest = registry.manifest(&digest.to_string());
    assert_eq!(manifest, registry.manifest("1.0.0"));
    assert_eq!(manifest["annotations"][SIGNATURE_ANNOTATION], SIGNATURE);
    assert_eq!(
        manifest["layers"][0]["digest"],
        Digest::of(COMPONENT).to_string()
    );
    let config = registry.blob(manifest["config"]["digest"].as_str().unwrap());
    let config: serde_json::Value = serde_json::from_slice(&config).unwrap();
    assert_eq!(config["layerDigests"][0], Digest::of(COMPONENT).to_string());
}

#[tokio::test]
async fn what_the_registry_has_is_not_pushed_again() {
    let registry = Registry::start().await;
    client()
        .push(&registry.reference(":1.0.0"), &artifact())
        .await
        .unwrap();
    let before = registry.server.heard().len();
    client()
        .push(&registry.reference(":latest"), &artifact())
        .await
        .unwrap();
    let methods: Vec<_> = registry
        .server
        .heard()
        .into_iter()
        .skip(before)
        .map(|one| one.method)
        .collect();
    assert_eq!(methods, ["HEAD", "HEAD", "PUT"]);
}

#[tokio::test]
async fn what_could_not_be_fetched_again_is_not_pushed() {
    let registry = Registry::start().await;
    let pinned = registry.reference(":1").pinned(Digest::of(b""));
    let error = client().push(&pinned, &artifact()).await.unwrap_err();
    assert_snapshot!(told_of_push(&error), @r"
        publish the plugin: the reference names a digest, and a tag is what it is published under
        Name a version, as in oci://ghcr.io/owner/name:1.0.0.
        ");

    let mut unsigned = artifact();
    unsigned.signature = Some(SIGNATURE[..200].to_owned());
    let error = client()
        .push(&registry.reference(":1"), &unsigned)
        .await
        .unwrap_err();
    assert_snapshot!(told_of_push(&error), @r"
        publish the plugin: its signature is cut off or damaged
        Sign the .wasm file with minisign -S, and give the .minisig file that it writes.
        ");

    let mut large = artifact();
    large.component = vec![0; 101];
    let error = client()
        .push(&registry.reference(":1"), &large)
        .await
        .unwrap_err();
    assert_snapshot!(told_of_push(&error), @r"
        publish the plugin: it has 101 bytes, 100 is the most
        Build it smaller, as make plugins does; nobody could add it.
        ");
    assert_eq!(registry.server.asked(), "");
}

#[tokio::test]
async fn a_refusal_is_told_with_its_reason() {
    let registry = Registry::with(|request| {
        (request.method == "POST").then(|| {
            Reply::of(
                403,
                r#"{"errors":[{"code":"DENIED","message":"no \u001b[2J"}]}"#,
            )
        })
    })
    .await;
    assert_snapshot!(refused(&registry).await, @r"
        ask 127.0.0.1: it answered 403: DENIED (no \u{1b}[2J)
        Check that the user may do this in the repository.
        ");
}

#[tokio::test]
async fn a_registry_without_the_repository_is_told_as_such() {
    let registry =
        Registry::with(|_| Some(Reply::of(404, r#"{"errors":[{"code":"NAME_UNKNOWN"}]}"#))).await;
    assert_snapshot!(refused(&registry).await, @r"
        find me/aws_example: 127.0.0.1 does not have it: NAME_UNKNOWN
        Check the name and the version.
        ");
}

#[tokio::test]
async fn a_registry_that_keeps_something_else_is_told_as_such() {
    let registry = Registry::with(|request| {
        let digest = Digest::of(b"").to_string();
        request
            .path()
            .contains("/manifests/")
            .then(|| Reply::of(201, "").with("docker-content-digest", digest))
    })
    .await;
    assert_snapshot!(refused(&registry).await, @r"
        publish the plugin: 127.0.0.1 took it as sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855, and it is sha256:8106b1e95d0edf5e8ad675c4883e15b1c08ace33d29a17bc0baf85076ef2c6b8
        Ask who runs the registry: it does not keep what it is given.
        ");
}

#[tokio::test]
async fn a_registry_that_takes_uploads_nowhere_is_told_as_such() {
    let registry =
        Registry::with(|request| (request.method == "POST").then(|| Reply::of(202, ""))).await;
    assert_snapshot!(refused(&registry).await, @r"
        push to 127.0.0.1: it does not say where it takes what is pushed
        Check the reference, and ask who runs the server.
        ");
}

#[tokio::test]
async fn what_is_handed_over_does_not_follow_a_redirection() {
    let other = Server::start(|_| Reply::of(201, "")).await;
    let to = other.url("/");
    let registry = Registry::with(move |request| {
        (request.method == "PUT").then(|| Reply::to(307, to.clone()))
    })
    .await;
    assert_snapshot!(refused(&registry).await, @r"
        ask 127.0.0.1: it answered 307, that it is elsewhere
        Check the reference, and ask who runs the server.
        ");
    assert_eq!(other.asked(), "");
}

#[tokio::test]
async fn an_upload_elsewhere_goes_without_credentials() {
    let store = Server::start(|_| Reply::of(201, "")).await;
    let place = store.url("/bucket?key=a%2Fb");
    let registry = Registry::with(move |request| {
        if request.header("authorization").is_none() {
            return Some(Reply::of(401, "").with("www-authenticate", "Basic"));
        }
        (request.method == "POST").then(|| Reply::of(202, "").with("location", place.clone()))
    })
    .await;
    let known = Client {
        credentials: Some(password()),
        ..client()
    };
    known
        .push(&registry.reference(":1"), &artifact())
        .await
        .unwrap();
    let heard = store.heard().remove(0);
    assert_eq!(heard.query("key").unwrap(), "a/b");
    assert_eq!(
        heard.query("digest").unwrap(),
        Digest::of(COMPONENT).to_string()
    );
    assert_eq!(
        (heard.header("authorization"), heard.body.as_slice()),
        (None, COMPONENT)
    );
}

#[tokio::test]
async fn an_upload_in_plain_text_is_refused() {
    let registry = Registry::with(|request| {
        (request.method == "POST")
            .then(|| Reply::of(202, "").with("location", "http://example.com/upload"))
    })
    .await;
    assert_snapshot!(refused(&registry).await, @r"
        follow 127.0.0.1 to where it leads: read the URL: http:// is only for this machine (localhost, 127.0.0.1 or [::1]); example.com needs https://
        Ask who runs the server; or fetch the file in another way, and add it from there.
        ");
}
