//! Lies below the types: pointers, lengths and handles as the canonical ABI passes them.

use crate::Case;
use crate::exports::opencite::plugin::guest::Failure;
use crate::opencite::aws_bedrock::custom_models::{self, CustomModelPages};
use crate::opencite::plugin::log;

pub(crate) const CASES: &[Case] = &[
    ("points_outside", points_outside),
    ("points_between", points_between),
    ("lies_about_a_length", lies_about_a_length),
    (
        "lies_about_the_length_of_a_list",
        lies_about_the_length_of_a_list,
    ),
    ("writes_invalid_utf8", writes_invalid_utf8),
    ("hands_over_17_mb", hands_over_17_mb),
    ("hands_over_a_million_texts", hands_over_a_million_texts),
    (
        "hands_over_one_text_many_times",
        hands_over_one_text_many_times,
    ),
    ("forges_a_handle", forges_a_handle),
    ("takes_a_handle_for_another", takes_a_handle_for_another),
    ("uses_a_dropped_handle", uses_a_dropped_handle),
    ("drops_a_handle_twice", drops_a_handle_twice),
    ("opens_many_listings", opens_many_listings),
    ("opens_many_streams", opens_many_streams),
];

#[link(wasm_import_module = "opencite:plugin/log@0.1.0")]
unsafe extern "C" {
    #[link_name = "write"]
    fn raw_log_write(level: u32, text: *const u8, length: usize);
}

/// A text as it is passed: where it begins, and its length.
type Text = [u32; 2];

#[link(wasm_import_module = "opencite:aws-bedrock/custom-models@0.1.0")]
unsafe extern "C" {
    #[link_name = "get-custom-model"]
    fn raw_get_custom_model(names: *const Text, count: usize, answer: *mut u64);
}

/// Asks for the details of what these are the names of.
fn ask(names: *const Text, count: usize) -> Result<(), Failure> {
    let mut answer = [0; 2];
    // SAFETY: none. The names are lies, and it is the host that has to notice.
    unsafe { raw_get_custom_model(names, count, answer.as_mut_ptr()) };
    Err(Failure::Other(format!("answered at {answer:?}")))
}

fn write(text: *const u8, length: usize) {
    // SAFETY: none. The pointer and the length are lies, and it is the host that has to notice.
    unsafe { raw_log_write(0, text, length) }
}

fn points_outside() -> Result<(), Failure> {
    write(std::ptr::without_provenance(0xffff_ff00), 16);
    Ok(())
}

fn lies_about_a_length() -> Result<(), Failure> {
    write("short".as_ptr(), 0x7fff_ffff);
    Ok(())
}

fn points_between() -> Result<(), Failure> {
    let names: [Text; 2] = [[0; 2]; 2];
    ask(names.as_ptr().wrapping_byte_add(1), 1)
}

fn lies_about_the_length_of_a_list() -> Result<(), Failure> {
    let names: [Text; 1] = [[0; 2]];
    ask(names.as_ptr(), 0xffff_ffff)
}

fn writes_invalid_utf8() -> Result<(), Failure> {
    write(b"\xff\xfe".as_ptr(), 2);
    Ok(())
}

fn hands_over_17_mb() -> Result<(), Failure> {
    log::write(log::Level::Info, &"x".repeat(17 * 1024 * 1024));
    Ok(())
}

/// Twenty-four bytes for each of eight: what the host makes of them counts.
fn hands_over_a_million_texts() -> Result<(), Failure> {
    let names: Vec<Text> = vec![[0; 2]; 1_000_000];
    ask(names.as_ptr(), names.len())
}

/// 16 GiB that take 1 MiB here.
fn hands_over_one_text_many_times() -> Result<(), Failure> {
    let text = "x".repeat(1024 * 1024);
    let passed = [text.as_ptr() as u32, text.len() as u32];
    let names: Vec<Text> = vec![passed; 16 * 1024];
    ask(names.as_ptr(), names.len())
}

fn forges_a_handle() -> Result<(), Failure> {
    // SAFETY: none. Nobody ever gave the handle 42.
    let listing = unsafe { CustomModelPages::from_handle(42) };
    listing.next().map(|_| ()).map_err(Failure::Aws)
}

/// Handles of all types are numbers of one table.
fn takes_a_handle_for_another() -> Result<(), Failure> {
    let stream = wasip2::cli::stdout::get_stdout();
    // SAFETY: none. It is a stream, and no listing.
    let listing = unsafe { CustomModelPages::from_handle(stream.handle()) };
    listing.next().map(|_| ()).map_err(Failure::Aws)
}

fn uses_a_dropped_handle() -> Result<(), Failure> {
    let listing = custom_models::list_custom_models();
    // SAFETY: none. The handle is given back before it is used.
    let again = unsafe { CustomModelPages::from_handle(listing.handle()) };
    drop(listing);
    again.next().map(|_| ()).map_err(Failure::Aws)
}

fn drops_a_handle_twice() -> Result<(), Failure> {
    let listing = custom_models::list_custom_models();
    // SAFETY: none. The handle is given back below, and once more by this.
    let again = unsafe { CustomModelPages::from_handle(listing.handle()) };
    drop(listing);
    drop(again);
    Ok(())
}

fn opens_many_listings() -> Result<(), Failure> {
    let listings: Vec<CustomModelPages> = (0..2_000)
        .map(|_| custom_models::list_custom_models())
        .collect();
    Err(Failure::Other(format!(
        "{} listings are open",
        listings.len()
    )))
}

fn opens_many_streams() -> Result<(), Failure> {
    let streams: Vec<_> = (0..5_000)
        .map(|_| wasip2::cli::stdout::get_stdout())
        .collect();
    Err(Failure::Other(format!(
        "{} streams are open",
        streams.len()
    )))
}
