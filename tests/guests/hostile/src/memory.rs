//! Takes all the memory that there is.

use core::arch::wasm32::{memory_grow, memory_size};
use std::hint::black_box;

use crate::Case;
use crate::assets::tell;
use crate::exports::opencite::plugin::guest::Failure;

pub(crate) const CASES: &[Case] = &[
    ("grows_until_refused", grows_until_refused),
    ("allocates_without_end", allocates_without_end),
];

const MIB: usize = 1024 * 1024;

/// Says how much it got: the host refuses the rest, and the guest goes on.
fn grows_until_refused() -> Result<(), Failure> {
    while memory_grow::<0>(16) != usize::MAX {}
    tell(format!(
        r#"{{"mib":{}}}"#,
        memory_size::<0>() * 64 * 1024 / MIB
    ))
}

fn allocates_without_end() -> Result<(), Failure> {
    let mut all = Vec::new();
    loop {
        all.push(black_box(vec![0_u8; MIB]));
    }
}
