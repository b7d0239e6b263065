//! Ends otherwise than by returning.

use std::hint::black_box;

use crate::Case;
use crate::assets::{asset, emit};
use crate::exports::opencite::plugin::guest::Failure;

pub(crate) const CASES: &[Case] = &[
    ("panics", panics),
    ("panics_at_length", panics_at_length),
    ("panics_after_emitting", panics_after_emitting),
    ("executes_unreachable", executes_unreachable),
    ("exits", exits),
    ("recurses_without_end", recurses_without_end),
];

fn panics() -> Result<(), Failure> {
    panic!("the moon is made of cheese")
}

fn panics_at_length() -> Result<(), Failure> {
    panic!(
        "\u{1b}[31mred\u{202e} and\nmore than one line, {}",
        "long ".repeat(10_000)
    )
}

fn panics_after_emitting() -> Result<(), Failure> {
    emit(&[asset("first"), asset("second")])?;
    panics()
}

fn executes_unreachable() -> Result<(), Failure> {
    core::arch::wasm32::unreachable()
}

#[expect(clippy::disallowed_methods, reason = "it is the misbehaviour")]
fn exits() -> Result<(), Failure> {
    std::process::exit(0)
}

fn recurses_without_end() -> Result<(), Failure> {
    emit(&[asset(&descend(0).to_string())])
}

fn descend(depth: u64) -> u64 {
    if black_box(depth) == u64::MAX {
        return depth;
    }
    descend(depth + 1) + 1
}
