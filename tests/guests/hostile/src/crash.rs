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
    ("divides_by_zero", divides_by_zero),
    (
        "calls_what_is_no_such_function",
        calls_what_is_no_such_function,
    ),
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

fn divides_by_zero() -> Result<(), Failure> {
    let (one, zero) = (black_box(1_u32), black_box(0_u32));
    // SAFETY: none. It is not true, and keeps the compiler from panicking before the processor traps.
    unsafe { std::hint::assert_unchecked(zero != 0) };
    Err(Failure::Other(format!("{} by zero", one / zero)))
}

/// A function pointer is a place in a table: WebAssembly compares the types before it goes there.
fn calls_what_is_no_such_function() -> Result<(), Failure> {
    let honest: fn() -> Result<(), Failure> = divides_by_zero;
    // SAFETY: none. It takes no number, and returns none.
    let forged: fn(f64) -> f64 = unsafe { std::mem::transmute(honest) };
    Err(Failure::Other(format!("{}", black_box(forged)(1.0))))
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
