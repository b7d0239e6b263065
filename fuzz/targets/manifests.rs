//! What a plugin says of itself, with anything in its memory: what is taken keeps to the rules, and a refusal is short
//! and safe to show.
//!
//! The input is the beginning of the plugin's memory. Its first four bytes are where the manifest is.

#![no_main]

use std::path::PathBuf;
use std::sync::LazyLock;
use std::{fs, iter};

use libfuzzer_sys::fuzz_target;
use opencite_core::{AssetType, ConfigValue, IamAction, Manifest, PluginId};
use opencite_fuzz::plugin::{self, Host, MEMORY_BYTES};
use opencite_fuzz::shown::assert_harmless;
use opencite_runtime::PluginError;

/// The longest text of a manifest in bytes, each of them spelled out.
const MAX_TEXT: usize = 500 * "\\u{1b}".len();

/// The plugin, compiled once. Data are not compiled: whatever the plugin's memory begins with, its code is the same, and
/// they stand in one place of the file.
struct Compiled {
    host: Host,
    path: PathBuf,
    code: Vec<u8>,
    memory: usize,
}

static COMPILED: LazyLock<Compiled> = LazyLock::new(|| {
    let (host, code) = compile(&[0xa5; MEMORY_BYTES]);
    let memory = code.windows(MEMORY_BYTES);
    let memory = memory
        .enumerate()
        .find(|(_, bytes)| *bytes == [0xa5; MEMORY_BYTES]);
    let compiled = Compiled {
        path: host.code(),
        host,
        memory: memory.expect("the code holds the memory").0,
        code,
    };
    // Without zeros: the compiler leaves those out that are at an end.
    let other = [0x5a; MEMORY_BYTES];
    assert!(
        compiled.with(&other) == compile(&other).1,
        "the code depends on the memory"
    );
    compiled
});

fn compile(memory: &[u8; MEMORY_BYTES]) -> (Host, Vec<u8>) {
    let host = Host::compiling(&plugin::component(memory));
    // It does not matter what it says.
    drop(host.load());
    let code = fs::read(host.code()).expect("it is there");
    (host, code)
}

impl Compiled {
    fn with(&self, memory: &[u8]) -> Vec<u8> {
        let mut code = self.code.clone();
        let memory = memory.iter().copied().chain(iter::repeat(0));
        let places = code.iter_mut().skip(self.memory).take(MEMORY_BYTES);
        places.zip(memory).for_each(|(place, byte)| *place = byte);
        code
    }
}

/// Compiles, for the runtime or for the target, before the time of an input begins.
fn prepare() {
    plugin::compile_when_asked();
    LazyLock::force(&COMPILED);
}

fuzz_target!(init: prepare(), |memory: &[u8]| {
    plugin::plant(&COMPILED.path, &COMPILED.with(memory));
    match COMPILED.host.load() {
        Ok(plugin) => {
            taken(plugin.manifest());
            assert!(plugin.wanted().is_sorted_by(|one, next| one < next));
        }
        Err(error) => refused(&error),
    }
});

fn refused(error: &PluginError) {
    let hint = error.hint().unwrap_or_default();
    let PluginError::Manifest { reason, .. } = error else {
        panic!("the plugin fits the program: {error}");
    };
    assert_harmless(&format!("{reason} {hint}"));
    assert!(reason.len() < MAX_TEXT + 500, "{reason:?} is short");
}

fn taken(manifest: &Manifest) {
    assert!(PluginId::new(manifest.id.to_string()).is_ok());
    text(&manifest.version);
    text(&manifest.title);
    types(manifest);
    config(manifest);
    sources(manifest);
    actions(&manifest.actions);
}

fn text(text: &str) {
    assert_harmless(text);
    assert!(!text.contains('\n') && text.len() <= MAX_TEXT);
}

fn name(name: &AssetType) {
    assert!(AssetType::new(name.to_string()).is_ok());
}

fn types(manifest: &Manifest) {
    let types = &manifest.asset_types;
    assert!((1..=200).contains(&types.len()));
    assert!(types.is_sorted_by(|one, next| one.name < next.name));
    for declared in types {
        name(&declared.name);
        text(&declared.title);
    }
}

fn config(manifest: &Manifest) {
    assert!(manifest.config.len() <= 200);
    for (name, field) in &manifest.config {
        text(name);
        text(&field.help);
        let bytes = match &field.default {
            ConfigValue::Text(text) => text.len(),
            ConfigValue::Texts(texts) => texts.iter().map(|text| text.len() + 1).sum(),
            ConfigValue::Integer(_) | ConfigValue::Boolean(_) => 0,
        };
        assert!(bytes <= 16 * 1024);
    }
}

fn sources(manifest: &Manifest) {
    let sources = &manifest.usage_sources;
    assert!(sources.len() <= 200);
    assert!(sources.is_sorted_by(|one, next| one.name < next.name));
    for source in sources {
        name(&source.name);
        text(&source.title);
        let is_type = |name: &AssetType| {
            manifest
                .asset_types
                .iter()
                .any(|declared| declared.name == *name)
        };
        assert!(!is_type(&source.name), "a unit has one name");
        let setting = source.setting.as_ref();
        assert!(setting.is_none_or(|setting| manifest.config.contains_key(setting)));
    }
}

fn actions(actions: &[IamAction]) {
    assert!(actions.len() <= 1_000);
    assert!(actions.is_sorted_by(|one, next| one < next));
    for action in actions {
        assert_eq!(IamAction::parse(&action.to_string()).as_ref(), Some(action));
    }
}
