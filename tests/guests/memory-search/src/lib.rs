//! Calls AWS as a plugin does, then searches all of its own memory for what must not be there.
//!
//! What to look for comes masked, as hex of bytes that are combined with [`MASK`] by exclusive or, and is never unmasked
//! here: the guest must not find what it brought in itself.

use std::any::Any;
use std::iter;

use opencite_plugin_sdk::aws::bedrock::{
    custom_models, foundation_models, guardrails, imported_models, inference_profiles,
    invocation_logging, provisioned_throughputs, tagging,
};
use opencite_plugin_sdk::aws::sts;
use opencite_plugin_sdk::{
    Asset, AssetKind, AwsError, ConfigField, ConfigValue, Failure, Pages, Plugin, Properties,
    Scope, Unit, config, single,
};

/// What every byte that is looked for is masked with.
const MASK: u8 = 0xa5;

/// The size of a page of linear memory.
const PAGE: usize = 64 * 1024;

struct MemorySearch;

impl Plugin for MemorySearch {
    const ID: &'static str = "memory_search";
    const VERSION: &'static str = env!("CARGO_PKG_VERSION");
    const TITLE: &'static str = "Memory search";
    const KINDS: &'static [AssetKind] = &[AssetKind {
        name: "find",
        title: "What was found",
        scope: Scope::Regional,
        discover,
        verify: Vec::new,
    }];

    fn config() -> Vec<ConfigField> {
        vec![ConfigField {
            name: "needles",
            default: ConfigValue::Texts(Vec::new()),
            help: "What to look for, masked, in hex.",
        }]
    }
}

opencite_plugin_sdk::export!(MemorySearch);

fn discover(_: &Unit) -> Result<(), Failure> {
    let answers = answers();
    let needles = needles()?;
    let finds = needles
        .iter()
        .enumerate()
        .filter_map(|(number, needle)| Some((number, search(needle)?)));
    let asset = |(number, offset): (usize, usize)| {
        let needle = format!("needle-{number}");
        Asset::new(&needle, &needle).properties(Properties::default().set("offset", offset))
    };
    let found = single(finds.map(asset));
    drop(answers);
    found
}

/// What AWS answers to the kinds of calls that the Bedrock plugin makes: all of it, errors too, so that nothing has been
/// written over when the search begins.
fn answers() -> Vec<Box<dyn Any>> {
    let models = pages(&custom_models::list_custom_models());
    let mut names: Vec<String> = models
        .iter()
        .flatten()
        .flatten()
        .map(|model| model.model_arn.clone())
        .collect();
    let tags = tagging::list_tags_for_resource(&names);
    names.extend([
        "no-such-model".to_owned(),
        "no such name, \u{1b}[31m".to_owned(),
    ]);
    vec![
        Box::new(models),
        Box::new(tags),
        Box::new(custom_models::get_custom_model(&names)),
        Box::new(imported_models::get_imported_model(&names)),
        Box::new(sts::get_caller_identity()),
        Box::new(foundation_models::list_foundation_models()),
        Box::new(invocation_logging::get_model_invocation_logging_configuration()),
        Box::new(pages(&guardrails::list_guardrails(None))),
        Box::new(pages(&inference_profiles::list_inference_profiles(None))),
        Box::new(pages(
            &provisioned_throughputs::list_provisioned_model_throughputs(),
        )),
    ]
}

/// All pages of a listing, and the error that ended it, if one did.
fn pages<P: Pages>(listing: &P) -> Vec<Result<Vec<P::Item>, AwsError>> {
    iter::from_fn(|| listing.next_page().transpose()).collect()
}

fn needles() -> Result<Vec<Vec<u8>>, Failure> {
    let Some(ConfigValue::Texts(texts)) = config::get("needles") else {
        return Err(Failure::Other("nothing to look for".to_owned()));
    };
    texts.iter().map(|text| bytes(text)).collect()
}

fn bytes(hex: &str) -> Result<Vec<u8>, Failure> {
    let byte = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok();
    let bytes: Option<Vec<u8>> = hex.as_bytes().chunks(2).map(byte).collect();
    bytes
        .filter(|bytes| !bytes.is_empty())
        .ok_or_else(|| Failure::Other(format!("{hex:?} is no hex")))
}

/// Where the first copy of the needle is.
fn search(needle: &[u8]) -> Option<usize> {
    let end = core::arch::wasm32::memory_size::<0>() * PAGE - needle.len();
    (1..=end).find(|offset| is_at(*offset, needle))
}

fn is_at(offset: usize, needle: &[u8]) -> bool {
    (offset..)
        .zip(needle)
        .all(|(address, masked)| read(address) ^ MASK == *masked)
}

fn read(address: usize) -> u8 {
    // SAFETY: every address below the size of the memory can be read, and nothing else runs. Volatile, as most of these
    // bytes belong to no object that the compiler knows of.
    unsafe { std::ptr::with_exposed_provenance::<u8>(address).read_volatile() }
}
