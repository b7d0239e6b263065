use insta::assert_snapshot;
use proptest::prelude::*;

use super::*;

fn layer(media_type: &str) -> String {
    let digest = Digest::of(b"x");
    format!(r#"{{"mediaType":"{media_type}","digest":"{digest}","size":1}}"#)
}

fn manifest(config: &str, layers: &[String]) -> String {
    let (config, layers) = (layer(config), layers.join(","));
    format!(
        r#"{{"schemaVersion":2,"mediaType":"{MANIFEST_TYPE}","config":{config},"layers":[{layers}]}}"#
    )
}

fn refused(text: &str) -> ManifestError {
    Package::read(text.as_bytes(), None).unwrap_err()
}

#[test]
fn a_component_is_found_with_its_signature() {
    let plain = manifest(CONFIG_TYPE, &[layer(WASM_TYPE)]);
    let package = Package::read(plain.as_bytes(), None).unwrap();
    assert_eq!(
        package,
        Package {
            digest: Digest::of(b"x"),
            size: 1,
            signature: None
        }
    );
    let end = format!(r#","annotations":{{"a":"b","{SIGNATURE_ANNOTATION}":"signed"}}}}"#);
    let signed = format!("{}{end}", plain.strip_suffix('}').unwrap());
    let package = Package::read(signed.as_bytes(), None).unwrap();
    assert_eq!(package.signature.as_deref(), Some("signed"));
}

#[test]
fn a_manifest_without_a_type_has_that_of_its_answer() {
    let untyped = manifest(CONFIG_TYPE, &[layer(WASM_TYPE)])
        .replace(&format!(r#""mediaType":"{MANIFEST_TYPE}","#), "");
    let typed = format!("{MANIFEST_TYPE}; charset=utf-8");
    assert!(Package::read(untyped.as_bytes(), Some(&typed)).is_ok());
    assert_snapshot!(refused(&untyped), @r#"it is a manifest of type """#);
}

#[test]
fn what_is_no_component_is_said() {
    let wasm = layer(WASM_TYPE);
    let of = |config: &str, layers: &[&str]| {
        let layers: Vec<_> = layers.iter().map(|one| layer(one)).collect();
        refused(&manifest(config, &layers))
    };
    assert_snapshot!(refused("<html>"), @"it is no manifest of OCI");
    assert_snapshot!(refused("{}"), @r#"it is a manifest of type """#);
    assert_snapshot!(refused(r#"{"manifests":[]}"#), @"it is an index of several, and a plugin is one for all platforms");
    assert_snapshot!(of("application/vnd.oci.image.config.v1+json", &[WASM_TYPE]), @r#"it is no WebAssembly: its config is of type "application/vnd.oci.image.config.v1+json", not application/vnd.wasm.config.v0+json"#);
    assert_snapshot!(of(CONFIG_TYPE, &[]), @"it has 0 layers, and a plugin has one");
    assert_snapshot!(refused(&manifest(CONFIG_TYPE, &[wasm.clone(), wasm])), @"it has 2 layers, and a plugin has one");
    assert_snapshot!(of(CONFIG_TYPE, &["application/vnd.oci.image.layer.v1.tar+gzip"]), @r#"its layer is packed, "application/vnd.oci.image.layer.v1.tar+gzip"; it must be application/wasm as it is"#);
    assert_snapshot!(of(CONFIG_TYPE, &["application/wasm+zstd"]), @r#"its layer is packed, "application/wasm+zstd"; it must be application/wasm as it is"#);
    assert_snapshot!(of(CONFIG_TYPE, &["text/html"]), @r#"its layer is of type "text/html", not application/wasm"#);
}

#[test]
fn a_digest_of_another_algorithm_is_refused() {
    let text = manifest(CONFIG_TYPE, &[layer(WASM_TYPE)]).replace("sha256:", "sha512:");
    assert_eq!(refused(&text), ManifestError::Digest);
}

#[test]
fn a_size_that_is_none_is_refused() {
    for size in ["-1", "1.5", "1e30", "\"1\""] {
        let text = manifest(CONFIG_TYPE, &[layer(WASM_TYPE)])
            .replace("\"size\":1", &format!("\"size\":{size}"));
        assert_eq!(refused(&text), ManifestError::Malformed, "{size}");
    }
}

#[test]
fn what_acts_on_a_terminal_is_spelled_out() {
    let text = manifest(CONFIG_TYPE, &[layer("\\u001b[2J\\u202e\\u3164")]);
    assert_snapshot!(refused(&text), @r#"its layer is of type "\u{1b}[2J\u{202e}\u{3164}", not application/wasm"#);
}

proptest! {
    #[test]
    fn any_bytes_are_a_manifest_or_an_error(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        drop(Package::read(&bytes, Some(MANIFEST_TYPE)));
    }
}
