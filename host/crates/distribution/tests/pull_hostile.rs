//! Registries that hand out something else.

use insta::assert_snapshot;
use opencite_distribution::{Digest, Reference};

use crate::fixtures::{COMPONENT, artifact, client, told};
use crate::registry::Registry;
use crate::server::Reply;

const OTHER: &[u8] = b"\0asm\x0d\0\x01\x01";

async fn pulled(registry: &Registry) -> String {
    told(&client().fetch(&registry.plugin()).await.unwrap_err())
}

/// A manifest of the component, with its size and the type of its layer.
fn manifest(size: u64, media_type: &str) -> String {
    let (config, layer) = (Digest::of(b"{}"), Digest::of(COMPONENT));
    format!(
        r#"{{"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","config":{{"mediaType":"application/vnd.wasm.config.v0+json","digest":"{config}","size":2}},"layers":[{{"mediaType":"{media_type}","digest":"{layer}","size":{size}}}]}}"#
    )
}

/// A registry with the component, that says something of it.
async fn saying(size: u64, media_type: &str) -> Registry {
    let registry = Registry::start().await;
    registry.put_manifest("1.0.0", &manifest(size, media_type));
    registry.put_blob(Digest::of(COMPONENT), COMPONENT);
    registry
}

/// A registry that says the truth of the component, and hands out a blob in its own way.
async fn handing_out(blob: impl Fn() -> Reply + Send + Sync + 'static) -> Registry {
    let registry =
        Registry::with(move |request| request.path().contains("/blobs/").then(&blob)).await;
    registry.put_manifest(
        "1.0.0",
        &manifest(COMPONENT.len() as u64, "application/wasm"),
    );
    registry
}

#[tokio::test]
async fn another_component_in_its_place_is_refused() {
    let registry = handing_out(|| Reply::of(200, OTHER)).await;
    assert_snapshot!(pulled(&registry).await, @r"
        fetch oci://127.0.0.1:PORT/me/aws_example:1.0.0: the component that came is sha256:3d6eb1f75ca6b0ba64c9d9721e2dd0732f9cf79b2c3a1e592acdd862186ef9f5, not sha256:24eaf3439a60c96764c4f2c92a0a81b52bd4fe5d5b91f090184a0f6486b1bf29
        Do not use it: it was changed or damaged on its way, or by the server.
        ");
}

#[tokio::test]
async fn another_manifest_in_the_place_of_the_pinned_one_is_refused() {
    let registry = Registry::start().await;
    let reference = registry.reference(":1.0.0");
    let pinned = client().push(&reference, &artifact()).await.unwrap();
    registry.put_manifest(&pinned.to_string(), &manifest(8, "application/wasm"));
    let error = client()
        .fetch(&Reference::Oci(reference.pinned(pinned)))
        .await
        .unwrap_err();
    let told = told(&error);
    assert!(
        told.contains(&format!(
            "the manifest that came is {}, not {pinned}",
            Digest::of(manifest(8, "application/wasm").as_bytes())
        )),
        "{told}"
    );
}

#[tokio::test]
async fn a_manifest_that_is_not_what_the_registry_says_is_refused() {
    let text = manifest(8, "application/wasm");
    let lying = Digest::of(b"").to_string();
    let registry = Registry::with(move |_| {
        Some(Reply::of(200, text.clone()).with("docker-content-digest", lying.clone()))
    });
    assert_snapshot!(pulled(&registry.await).await, @r"
        fetch oci://127.0.0.1:PORT/me/aws_example:1.0.0: the manifest that came is sha256:8afd50925ae60c451d4f1e32661902cd27a1f827cc0ff6f462777fb35920dcf7, not sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
        Do not use it: it was changed or damaged on its way, or by the server.
        ");
}

#[tokio::test]
async fn a_component_that_says_it_is_too_large_is_not_asked_for() {
    let registry = saying(101, "application/wasm").await;
    assert_snapshot!(pulled(&registry).await, @r"
        fetch oci://127.0.0.1:PORT/me/aws_example:1.0.0: it has 101 bytes, 100 is the most
        Check that this is a plugin; if it is, raise the limit on the size of a plugin.
        ");
    assert_eq!(registry.server.heard().len(), 1);
    let registry = saying(u64::MAX, "application/wasm").await;
    assert!(
        pulled(&registry)
            .await
            .contains("18446744073709551615 bytes, 100 is the most")
    );
}

#[tokio::test]
async fn a_component_that_is_larger_than_it_says_is_cut_off() {
    let registry = handing_out(Reply::endless).await;
    assert_snapshot!(pulled(&registry).await, @r"
        fetch oci://127.0.0.1:PORT/me/aws_example:1.0.0: it has more bytes, and its manifest says 8
        Do not use it: it was changed or damaged on its way, or by the server.
        ");
    let registry = handing_out(|| Reply::of(200, [0; 99])).await;
    assert_snapshot!(pulled(&registry).await, @r"
        fetch oci://127.0.0.1:PORT/me/aws_example:1.0.0: it has 99 bytes, and its manifest says 8
        Do not use it: it was changed or damaged on its way, or by the server.
        ");
}

#[tokio::test]
async fn a_component_that_is_smaller_than_it_says_is_refused() {
    let registry = saying(9, "application/wasm").await;
    assert_snapshot!(pulled(&registry).await, @r"
        fetch oci://127.0.0.1:PORT/me/aws_example:1.0.0: it has 8 bytes, and its manifest says 9
        Do not use it: it was changed or damaged on its way, or by the server.
        ");
}

#[tokio::test]
async fn a_packed_layer_is_refused() {
    let registry = saying(8, "application/vnd.oci.image.layer.v1.tar+gzip").await;
    assert_snapshot!(pulled(&registry).await, @r#"
        fetch oci://127.0.0.1:PORT/me/aws_example:1.0.0: its layer is packed, "application/vnd.oci.image.layer.v1.tar+gzip"; it must be application/wasm as it is
        Ask the author to publish the .wasm file as it is, as opencite plugin push and wkg do.
        "#);
    assert_eq!(registry.server.heard().len(), 1);
}

#[tokio::test]
async fn an_answer_that_is_packed_is_refused() {
    let registry =
        handing_out(|| Reply::of(200, "\u{1f}\u{8b}").with("content-encoding", "gzip")).await;
    assert_snapshot!(pulled(&registry).await, @r#"
        read what 127.0.0.1 answers: it is packed as "gzip"
        Have the server hand it out as it is.
        "#);
}

#[tokio::test]
async fn a_container_image_is_refused() {
    let registry = Registry::start().await;
    let image =
        manifest(8, "application/wasm").replace("vnd.wasm.config.v0", "vnd.oci.image.config.v1");
    registry.put_manifest("1.0.0", &image);
    assert_snapshot!(pulled(&registry).await, @r#"
        fetch oci://127.0.0.1:PORT/me/aws_example:1.0.0: it is no WebAssembly: its config is of type "application/vnd.oci.image.config.v1+json", not application/vnd.wasm.config.v0+json
        Check the name and the version: this is no plugin.
        "#);
}

#[tokio::test]
async fn a_manifest_without_end_is_cut_off() {
    let registry = Registry::with(|_| Some(Reply::endless())).await;
    assert_snapshot!(pulled(&registry).await, @r"
        read what 127.0.0.1 answers: it has more bytes, 4194304 is the most
        Check the reference: what is there is not what was looked for.
        ");
}

#[tokio::test]
async fn a_page_in_the_place_of_a_manifest_is_refused() {
    let registry = Registry::with(|_| Some(Reply::of(200, "<html>log in</html>"))).await;
    assert_snapshot!(pulled(&registry).await, @r"
        fetch oci://127.0.0.1:PORT/me/aws_example:1.0.0: it is no manifest of OCI
        Check the name and the version: this is no plugin.
        ");
}
