//! Files that are no plugins, or not for this program: each is refused, with what it is.

use std::fs::File;
use std::io::Read as _;

use opencite_runtime::Limits;
use tempfile::TempDir;

use super::sandbox::Sandbox;
use super::{bytes_of, edited, wat};
use crate::support::Opencite;

/// A place for files that somebody calls plugins.
pub(super) struct Suspects {
    directory: TempDir,
    sandbox: Sandbox,
}

impl Suspects {
    pub(super) fn new(limits: Limits) -> Self {
        Self {
            directory: tempfile::tempdir().expect("a temporary directory"),
            sandbox: Sandbox::new(limits),
        }
    }

    /// Why the file is refused, or what it says that it is.
    pub(super) fn verdict(&self, bytes: &[u8]) -> String {
        let path = self.directory.path().join("suspect.wasm");
        std::fs::write(&path, bytes).expect("the directory is writable");
        match self.sandbox.load(&path) {
            Ok(plugin) => format!(
                "taken as {}: {}",
                plugin.manifest().id,
                plugin.manifest().title
            ),
            Err(error) => {
                let shown = path.display().to_string();
                format!("{:#}", anyhow::Error::from(error)).replace(&shown, "suspect.wasm")
            }
        }
    }

    /// Asserts that whatever was tried here has left the runtime as it was.
    pub(super) fn assert_sound(&self) {
        self.sandbox.assert_sound();
    }

    pub(super) fn verdicts<'a>(
        &self,
        suspects: impl IntoIterator<Item = (&'a str, Vec<u8>)>,
    ) -> String {
        let lines: Vec<String> = suspects
            .into_iter()
            .map(|(what, bytes)| format!("{what}: {}", self.verdict(&bytes)))
            .collect();
        lines.join("\n")
    }
}

#[test]
fn what_is_no_component_is_refused_by_what_it_is() {
    let plugin = bytes_of("liar");
    let files = [
        ("empty", Vec::new()),
        ("core module", wat::module("")),
        ("compiled code", precompiled()),
        ("native program", native_program()),
        ("text", b"(component)".to_vec()),
        ("garbage", b"\x00\x01garbage".to_vec()),
        (
            "garbage after a header",
            [&plugin[..8], &[0xff; 64]].concat(),
        ),
        ("truncated", plugin[..plugin.len() / 2].to_vec()),
        ("something behind it", [&plugin[..], b"\n"].concat()),
    ];
    assert_without_positions!(Suspects::new(Limits::default()).verdicts(files), @"
    empty: suspect.wasm is not a WebAssembly component but an empty file
    core module: suspect.wasm is not a WebAssembly component but a core WebAssembly module
    compiled code: suspect.wasm is not a WebAssembly component but code compiled by Wasmtime
    native program: suspect.wasm is not a WebAssembly component but a native program
    text: suspect.wasm is not a WebAssembly component but WebAssembly text
    garbage: suspect.wasm is not a WebAssembly component but something unknown
    garbage after a header: suspect.wasm is not a valid WebAssembly component: failed to parse WebAssembly module: malformed section id
    truncated: suspect.wasm is not a valid WebAssembly component: failed to parse WebAssembly module: wasm component contains an invalid module section: section range
    something behind it: suspect.wasm is not a valid WebAssembly component: failed to parse WebAssembly module: unexpected end-of-file
    ");
}

pub(super) fn precompiled() -> Vec<u8> {
    let compiled = wasmtime::Engine::default().precompile_component(&wat::component(""));
    compiled.expect("it is valid")
}

pub(super) fn native_program() -> Vec<u8> {
    let mut bytes = vec![0; 4096];
    File::open(env!("CARGO_BIN_EXE_opencite"))
        .and_then(|mut file| file.read_exact(&mut bytes))
        .expect("it was just built");
    bytes
}

#[test]
fn a_file_larger_than_a_plugin_may_be_is_not_read_to_its_end() {
    let suspects = Suspects::new(little_file());
    let file = wat::component("");
    let padded = [file, vec![0; 70_000]].concat();
    insta::assert_snapshot!(suspects.verdict(&padded), @"plugin suspect.wasm has 70008 bytes, over the limit of 65536");
    insta::assert_snapshot!(endless_file(), @"plugin /dev/zero has 65537 bytes, over the limit of 65536");
}

pub(super) fn little_file() -> Limits {
    Limits {
        file_bytes: 64 * 1024,
        ..Limits::default()
    }
}

pub(super) fn endless_file() -> String {
    let endless = Sandbox::new(little_file()).load("/dev/zero".as_ref());
    endless.err().expect("it has no end").to_string()
}

#[test]
fn what_a_plugin_may_not_have_is_refused_by_name() {
    let files = [
        "wasi:sockets/tcp@0.2.6",
        "wasi:filesystem/types@0.2.6",
        "wasi:filesystem/preopens@0.2.6",
        "wasi:http/outgoing-handler@0.2.6",
        "wasi:cli/environment-of-another@0.2.6",
        "fermyon:spin/variables@2.0.0",
        "opencite:plugin/log",
    ];
    let files = files.map(|name| (name, wat::importing(name)));
    insta::assert_snapshot!(Suspects::new(Limits::default()).verdicts(files), @"
    wasi:sockets/tcp@0.2.6: plugin suspect.wasm imports wasi:sockets/tcp@0.2.6, which plugins are not given
    wasi:filesystem/types@0.2.6: plugin suspect.wasm imports wasi:filesystem/types@0.2.6, which plugins are not given
    wasi:filesystem/preopens@0.2.6: plugin suspect.wasm imports wasi:filesystem/preopens@0.2.6, which plugins are not given
    wasi:http/outgoing-handler@0.2.6: plugin suspect.wasm imports wasi:http/outgoing-handler@0.2.6, which plugins are not given
    wasi:cli/environment-of-another@0.2.6: plugin suspect.wasm imports wasi:cli/environment-of-another@0.2.6, which plugins are not given
    fermyon:spin/variables@2.0.0: plugin suspect.wasm imports fermyon:spin/variables@2.0.0, which plugins are not given
    opencite:plugin/log: plugin suspect.wasm needs opencite:plugin/log, and this program offers version 0.1.0
    ");
}

#[test]
fn what_this_program_does_not_offer_is_refused_by_name() {
    let files = [
        (
            "a function that AWS has",
            edited("hostile", "list-custom-models", "stop-custom-models"),
        ),
        (
            "a service that nobody lends",
            edited("hostile", "opencite:aws-sts/sts", "opencite:aws-ssm/sts"),
        ),
        ("another function's type", edited("hostile", "emit", "keep")),
        (
            "an interface of ours that is none",
            edited("hostile", "opencite:plugin/log@", "opencite:plugin/gol@"),
        ),
    ];
    insta::assert_snapshot!(Suspects::new(Limits::default()).verdicts(files), @"
    a function that AWS has: plugin suspect.wasm does not fit this program: component imports instance `opencite:aws-bedrock/custom-models@0.1.0`, but a matching implementation was not found in the linker: instance export `stop-custom-models` has the wrong type: function implementation is missing
    a service that nobody lends: plugin suspect.wasm does not fit this program: component imports instance `opencite:aws-ssm/sts@0.1.0`, but a matching implementation was not found in the linker: instance export `get-caller-identity` has the wrong type: function implementation is missing
    another function's type: plugin suspect.wasm does not fit this program: component imports instance `opencite:plugin/inventory@0.1.0`, but a matching implementation was not found in the linker: instance export `keep` has the wrong type: type mismatch with parameters: expected record of 2 fields, found 9 fields
    an interface of ours that is none: plugin suspect.wasm does not fit this program: component imports instance `opencite:plugin/gol@0.1.0`, but a matching implementation was not found in the linker: instance export `write` has the wrong type: function implementation is missing
    ");
}

#[test]
fn a_plugin_for_another_version_is_told_from_one_that_fits() {
    let files = ["0.1.9", "0.2.0", "1.1.0"].map(|version| {
        let file = edited("hostile", "@0.1.0", &format!("@{version}"));
        (version, file)
    });
    let alone = wat::plugin_exporting("", "", &wat::GUEST.replace("@0.1.0", "@0.2.0"));
    let suspects = Suspects::new(Limits::default());
    insta::assert_snapshot!(suspects.verdicts(files), @"
    0.1.9: taken as hostile: Hostile
    0.2.0: plugin suspect.wasm needs opencite:aws-types/types@0.2.0, and this program offers version 0.1.0
    1.1.0: plugin suspect.wasm needs opencite:aws-types/types@1.1.0, and this program offers version 0.1.0
    ");
    insta::assert_snapshot!(suspects.verdict(&alone), @"suspect.wasm is a component, but not a plugin: it does not export opencite:plugin/guest@0.1.0");
}

#[test]
fn a_component_of_another_world_is_no_plugin() {
    let command = wat::GUEST
        .replace("opencite:plugin/guest@0.1.0", "wasi:cli/run@0.2.6")
        .replace("\"manifest\"", "\"run\"");
    let files = [
        ("nothing", wat::component("")),
        ("a command", wat::plugin_exporting("", "", &command)),
        ("other types", wat::plugin("", "")),
        ("fewer functions", wat::without_usage()),
    ];
    insta::assert_snapshot!(Suspects::new(Limits::default()).verdicts(files), @"
    nothing: suspect.wasm is a component, but not a plugin: it does not export opencite:plugin/guest@0.1.0
    a command: suspect.wasm is a component, but not a plugin: it does not export opencite:plugin/guest@0.1.0
    other types: plugin suspect.wasm has an unusable manifest: failed to convert function to given type: type mismatch with results: expected 1-tuple, found 0-tuple
    fewer functions: plugin suspect.wasm does not fit this program: instance export `opencite:plugin/guest@0.1.0` does not have export `usage`
    ");
}

#[test]
fn what_a_component_takes_before_its_first_call_is_bounded() {
    let files = [
        ("1 GiB of memory", wat::plugin("", "(memory 16384)")),
        (
            "10 M table elements",
            wat::plugin("", "(table 10000000 funcref)"),
        ),
        (
            "40 tables",
            wat::plugin("", &"(table 1 funcref)".repeat(40)),
        ),
        ("40 memories", wat::plugin("", &"(memory 1)".repeat(40))),
        ("70 instances", wat::instances(70)),
        ("a table that grows", wat::growing_table()),
        (
            "a start that loops",
            wat::started("(loop $again br $again)"),
        ),
        ("a start that traps", wat::started("unreachable")),
    ];
    insta::assert_snapshot!(Suspects::new(Limits::default()).verdicts(files), @"
    1 GiB of memory: plugin suspect.wasm has an unusable manifest: memory minimum size of 16384 pages exceeds memory limits
    10 M table elements: plugin suspect.wasm has an unusable manifest: table minimum size of 10000000 elements exceeds table limits
    40 tables: plugin suspect.wasm has an unusable manifest: resource limit exceeded: table count too high at 40
    40 memories: plugin suspect.wasm has an unusable manifest: resource limit exceeded: memory count too high at 40
    70 instances: plugin suspect.wasm has an unusable manifest: resource limit exceeded: instance count too high at 65
    a table that grows: plugin suspect.wasm has an unusable manifest: failed to convert function to given type: type mismatch with results: expected 1-tuple, found 0-tuple
    a start that loops: plugin suspect.wasm has an unusable manifest: 100ms of processor time
    a start that traps: plugin suspect.wasm has an unusable manifest: wasm trap: wasm `unreachable` instruction executed
    ");
}

#[test]
fn what_is_nested_deeper_than_anybody_needs_is_no_plugin() {
    let files = [
        ("components", wat::nested_components(1_000)),
        ("doubling types", wat::doubling_types()),
        ("deep types", wat::deep_types()),
    ];
    assert_without_positions!(Suspects::new(Limits::default()).verdicts(files), @"
    components: suspect.wasm is a component, but not a plugin: it does not export opencite:plugin/guest@0.1.0
    doubling types: suspect.wasm is not a valid WebAssembly component: failed to parse WebAssembly module: effective type size exceeds the limit of 1000000
    deep types: suspect.wasm is not a valid WebAssembly component: failed to parse WebAssembly module: type nesting is too deep
    ");
}

#[test]
fn young_parts_of_webassembly_are_off() {
    let files = [
        ("64-bit memory", wat::plugin("", "(memory i64 1)")),
        ("shared memory", wat::plugin("", "(memory 1 1 shared)")),
        (
            "garbage collection",
            wat::plugin("", "(type (struct (field i32)))"),
        ),
        ("exceptions", wat::plugin("", "(tag)")),
        (
            "relaxed simd",
            wat::plugin(
                "",
                "(func (param v128) (result v128) local.get 0 i32x4.relaxed_trunc_f32x4_s)",
            ),
        ),
        (
            "component async",
            wat::component("(type $s (stream u8)) (core func (canon stream.new $s))"),
        ),
    ];
    assert_without_positions!(Suspects::new(Limits::default()).verdicts(files), @"
    64-bit memory: suspect.wasm is not a valid WebAssembly component: failed to parse WebAssembly module: memory64 must be enabled for 64-bit memories
    shared memory: suspect.wasm is not a valid WebAssembly component: failed to parse WebAssembly module: threads must be enabled for shared memories
    garbage collection: suspect.wasm is not a valid WebAssembly component: failed to parse WebAssembly module: struct indexed types not supported without the gc feature
    exceptions: suspect.wasm is not a valid WebAssembly component: failed to parse WebAssembly module: exceptions proposal not enabled
    relaxed simd: suspect.wasm is not a valid WebAssembly component: failed to compile: wasm[0]::function[0]: WebAssembly translation error: Invalid input WebAssembly code at offset 48: relaxed SIMD support is not enabled
    component async: suspect.wasm is not a valid WebAssembly component: failed to parse WebAssembly module: `stream` requires the component model async feature
    ");
}

#[test]
fn the_program_says_what_a_file_is_and_stores_nothing() {
    let opencite = Opencite::new();
    opencite.file("plugins/not.wasm", b"\x7fELF\x02\x01\x01");
    let opencite = opencite.env("OPENCITE_PLUGIN_DIR", "plugins");
    let run = opencite.run(&["scan"]).exits(2);
    insta::assert_snapshot!(run.stderr, @"
    error: plugins/not.wasm is not a WebAssembly component but a native program
    hint: Build the plugin for wasm32-wasip2, and copy the .wasm file whole.
    ");
    assert!(!opencite.path("opencite.db").exists());
}
