//! What a plugin says of itself is read where it can do nothing, and believed in nothing that it could not be.

use opencite_runtime::Limits;

use super::edited;
use super::files::Suspects;

/// The length of a lie's name in the file of the guest `liar`.
const LENGTH: usize = 24;

/// The guest `liar`, telling this lie.
pub(super) fn liar(lie: &str) -> Vec<u8> {
    let name = |lie: &str| format!("{lie:-<LENGTH$}");
    edited("liar", &name("the truth"), &name(lie))
}

#[test]
fn a_manifest_that_no_plugin_can_have_is_refused() {
    let lies = [
        "the truth",
        "loops",
        "panics",
        "allocates",
        "asks the host",
        "bad id",
        "long id",
        "long title",
        "misleading title",
        "long version",
        "no types",
        "bad type",
        "long type",
        "twin types",
        "many types",
        "twin fields",
        "long field",
        "many fields",
        "twin sources",
        "source like a type",
        "source of no setting",
        "long default",
        "asks for more",
        "no such action",
        "many actions",
    ];
    let suspects = Suspects::new(Limits::default());
    let verdicts = suspects.verdicts(lies.map(|lie| (lie, liar(lie))));
    assert!(
        verdicts.lines().all(|line| line.len() < 1_000),
        "{verdicts}"
    );
    assert_without_positions!(verdicts, @r#"
    the truth: taken as liar: Liar
    loops: plugin suspect.wasm has an unusable manifest: 100ms of processor time
    panics: plugin suspect.wasm has an unusable manifest: unknown import: `wasi:...` has not been defined
    allocates: plugin suspect.wasm has an unusable manifest: unknown import: `wasi:...` has not been defined
    asks the host: plugin suspect.wasm has an unusable manifest: unknown import: `opencite:plugin/config@0.1.0#get` has not been defined
    bad id: plugin suspect.wasm has an unusable manifest: plugin id "../../\u{1b}[31mBad" is not a lower-case word of letters, digits and underscores, at most 64 bytes
    long id: plugin suspect.wasm has an unusable manifest: its id has 4194304 bytes, over the limit of 500
    long title: plugin suspect.wasm has an unusable manifest: its title has 4194304 bytes, over the limit of 500
    misleading title: taken as liar: Safe\u{1b}[2J\u{202e}\nerror: x
    long version: plugin suspect.wasm has an unusable manifest: its version has 4194304 bytes, over the limit of 500
    no types: plugin suspect.wasm has an unusable manifest: it declares no asset type
    bad type: plugin suspect.wasm has an unusable manifest: asset type "Thing'; --" is not a lower-case word of letters, digits and underscores, at most 64 bytes
    long type: plugin suspect.wasm has an unusable manifest: its asset type has 4194304 bytes, over the limit of 500
    twin types: plugin suspect.wasm has an unusable manifest: asset type thing is declared twice
    many types: plugin suspect.wasm has an unusable manifest: more than 200 asset types, config fields or sources of usage
    twin fields: plugin suspect.wasm has an unusable manifest: config field greeting is declared twice
    long field: plugin suspect.wasm has an unusable manifest: its config field has 4194304 bytes, over the limit of 500
    many fields: plugin suspect.wasm has an unusable manifest: more than 200 asset types, config fields or sources of usage
    twin sources: plugin suspect.wasm has an unusable manifest: source of usage gossip is declared twice
    source like a type: plugin suspect.wasm has an unusable manifest: source of usage thing is declared twice
    source of no setting: plugin suspect.wasm has an unusable manifest: source of usage gossip needs whispers, which is no config field
    long default: plugin suspect.wasm has an unusable manifest: a default takes 4096000 bytes, over the limit of 16384
    asks for more: plugin suspect.wasm has an unusable manifest: it asks for iam:CreateUser, which it imports no function for, and which is no operation that a plugin may send
    no such action: plugin suspect.wasm has an unusable manifest: "iam:*" is no IAM action, such as bedrock:ListAgents
    many actions: plugin suspect.wasm has an unusable manifest: more than 1000 actions
    "#);
}
