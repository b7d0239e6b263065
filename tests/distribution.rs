//! Plugins that come from a URL or a registry, and go there; and whether their authors signed them.

use std::path::{Path, PathBuf};

use crate::registry::Registry;
use crate::server::{Reply, Server};
use crate::support::{Opencite, Run};

/// A component that was built and signed once.
const SIGNED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/contract/0.1.0");
/// The key that it was signed with, and another one.
const AUTHOR: &str = "RWQ12GQRc8pZV/HvhOtrJvRJrx2VItyUPACZ7Sn9xHpVB5v0QfdlCq/S";
const SOMEBODY: &str = "RWQf6LRCGA9i53mlYecO4IzT51TGPpvWucNSCh1CBM0QTaLn73Y7GFO3";

fn signed(name: &str) -> PathBuf {
    Path::new(SIGNED).join(name)
}

/// A place with the component, with no plugins but those that are added.
fn place() -> Opencite {
    let opencite = Opencite::new().without_env("OPENCITE_PLUGIN_DIR");
    for name in ["example.wasm", "example.wasm.minisig"] {
        opencite.file(name, std::fs::read(signed(name)).expect("it is committed"));
    }
    let home = opencite.path("home");
    opencite.env("OPENCITE_PLUGIN_HOME", home.to_str().expect("UTF-8"))
}

/// A server that serves while the program runs.
struct Serving<T> {
    runtime: tokio::runtime::Runtime,
    server: T,
}

impl<T> Serving<T> {
    fn start(start: impl AsyncFnOnce() -> T) -> Self {
        let runtime = tokio::runtime::Runtime::new().expect("a runtime");
        let server = runtime.block_on(start());
        Self { runtime, server }
    }
}

fn registry() -> Serving<Registry> {
    Serving::start(Registry::start)
}

fn reference(registry: &Serving<Registry>, version: &str) -> String {
    registry.server.reference(version).to_string()
}

/// What a run says, without the port of a server and the directory.
fn told(opencite: &Opencite, run: &Run, port: u16) -> String {
    let text = format!("{}{}", run.stdout, run.stderr);
    opencite.redacted(&text).replace(&port.to_string(), "PORT")
}

#[test]
fn a_plugin_goes_to_a_registry_and_comes_back_the_same() {
    let (place, registry) = (place(), registry());
    let tag = reference(&registry, ":1.0.0");
    let pushed = place
        .run(&["plugin", "push", "example.wasm", &tag])
        .exits(0);
    let (pinned, signed) = pushed.stdout.split_once('\n').expect("two lines");
    assert_eq!(signed, "published with its signature\n");
    let words = ["plugin", "add", pinned, "--yes", "--public-key", AUTHOR];
    place.run(&words).exits(0);
    let home = std::fs::read_dir(place.path("home")).expect("it was made");
    let added = home
        .map(|file| file.expect("it can be read").path())
        .find(|path| path.extension().is_some_and(|it| it == "wasm"));
    let bytes = std::fs::read(added.expect("it was added")).expect("it can be read");
    assert!(bytes == std::fs::read(place.path("example.wasm")).expect("it is there"));
    let lock = place.read("home/plugins.lock");
    assert!(lock.contains("signed_by = "), "{lock}");
    assert!(
        lock.contains("/me/aws_example\""),
        "a place has no version: {lock}"
    );
    drop(registry.runtime);
}

#[test]
fn what_somebody_else_signed_is_not_added() {
    let (place, registry) = (place(), registry());
    let tag = reference(&registry, ":1.0.0");
    place
        .run(&["plugin", "push", "example.wasm", &tag])
        .exits(0);
    for source in [tag.as_str(), "example.wasm"] {
        let words = ["plugin", "add", source, "--yes", "--public-key", SOMEBODY];
        let refused = place.run(&words).exits(1).stderr;
        assert!(refused.contains("it was made with key"), "{refused}");
        assert!(!place.path("home/plugins.lock").exists());
    }
}

#[test]
fn what_was_signed_once_has_to_be_signed_from_then_on() {
    let place = place();
    let words = [
        "plugin",
        "add",
        "example.wasm",
        "--yes",
        "--public-key",
        AUTHOR,
    ];
    place.run(&words).exits(0);
    let mut changed = std::fs::read(signed("example.wasm")).expect("it is committed");
    // An empty custom section more: another file that does the same.
    changed.extend([0, 2, 1, b'x']);
    place.file("example.wasm", &changed);
    let unsigned = place
        .run(&["plugin", "add", "example.wasm", "--yes"])
        .exits(2)
        .stderr;
    assert!(
        unsigned.contains("and this one was not verified with it"),
        "{unsigned}"
    );
    let tampered = place.run(&words).exits(1).stderr;
    assert!(tampered.contains("is not what was signed"), "{tampered}");
    place
        .run(&["plugin", "add", "example.wasm", "--yes", "--replace"])
        .exits(0);
}

#[test]
fn a_plugin_comes_from_a_url_and_no_more_of_it_than_is_allowed() {
    let place = place().config("[limits]\nfile_bytes = 1000000\n");
    let bytes = std::fs::read(signed("example.wasm")).expect("it is committed");
    let server = Serving::start(async || {
        Server::start(move |request| match request.path() {
            "/example.wasm" => Reply::of(200, bytes.clone()),
            "/endless.wasm" => Reply::endless(),
            _ => Reply::of(404, "there is none"),
        })
        .await
    });
    let port = server.server.port;
    let add = |name: &str| {
        let url = format!("http://127.0.0.1:{port}/{name}");
        place.run(&["plugin", "add", &url, "--yes"])
    };
    add("example.wasm").exits(0);
    insta::assert_snapshot!(told(&place, &add("endless.wasm").exits(1), port), @"
    error: fetch http://127.0.0.1:PORT/endless.wasm: it has more bytes, 1000000 is the most
    hint: Check that this is a plugin; if it is, raise the limit on the size of a plugin.
    ");
    let missing = told(&place, &add("missing.wasm").exits(1), port);
    assert!(
        missing.starts_with("error: find http://127.0.0.1:PORT/missing.wasm: "),
        "{missing}"
    );
    drop(server.runtime);
}

#[test]
fn a_plugin_that_no_scan_would_load_is_not_published() {
    let (place, registry) = (place(), registry());
    place.file("broken.wasm", b"\0asm\x0d\0\x01\0broken");
    let tag = reference(&registry, ":1.0.0");
    place.run(&["plugin", "push", "broken.wasm", &tag]).exits(2);
    place
        .run(&["plugin", "push", "example.wasm", "example.wasm"])
        .exits(2);
}
