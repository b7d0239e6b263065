//! What a plugin says of itself is read where it can do nothing, and believed in nothing that it could not be.

use opencite_runtime::Limits;

use super::edited;
use super::files::Suspects;

/// The length of a lie's name in the file of the guest `liar`.
const LENGTH: usize = 24;

/// The guest `liar`, telling this lie.
fn liar(lie: &str) -> Vec<u8> {
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
        "long default",
    ];
    let suspects = Suspects::new(Limits::default());
    let verdicts = suspects.verdicts(lies.map(|lie| (lie, liar(lie))));
    assert!(
        verdicts.lines().all(|line| line.len() < 1_000),
        "{verdicts}"
    );
    insta::assert_snapshot!(verdicts, @"");
}
