//! Lies below the types: pointers, lengths and handles as the canonical ABI passes them.

use crate::Case;
use crate::exports::opencite::plugin::guest::Failure;
use crate::opencite::aws_bedrock::custom_models::{self, CustomModelPages};
use crate::opencite::plugin::log;

pub(crate) const CASES: &[Case] = &[
    ("points_outside", points_outside),
    ("lies_about_a_length", lies_about_a_length),
    ("writes_invalid_utf8", writes_invalid_utf8),
    ("hands_over_17_mb", hands_over_17_mb),
    ("forges_a_handle", forges_a_handle),
    ("uses_a_dropped_handle", uses_a_dropped_handle),
    ("opens_many_listings", opens_many_listings),
    ("opens_many_streams", opens_many_streams),
];

#[link(wasm_import_module = "opencite:plugin/log@0.1.0")]
unsafe extern "C" {
    #[link_name = "write"]
    fn raw_log_write(level: u32, text: *const u8, length: usize);
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

fn writes_invalid_utf8() -> Result<(), Failure> {
    write(b"\xff\xfe".as_ptr(), 2);
    Ok(())
}

fn hands_over_17_mb() -> Result<(), Failure> {
    log::write(log::Level::Info, &"x".repeat(17 * 1024 * 1024));
    Ok(())
}

fn forges_a_handle() -> Result<(), Failure> {
    // SAFETY: none. Nobody ever gave the handle 42.
    let listing = unsafe { CustomModelPages::from_handle(42) };
    listing.next().map(|_| ()).map_err(Failure::Aws)
}

fn uses_a_dropped_handle() -> Result<(), Failure> {
    let listing = custom_models::list_custom_models();
    // SAFETY: none. The handle is given back before it is used.
    let again = unsafe { CustomModelPages::from_handle(listing.handle()) };
    drop(listing);
    again.next().map(|_| ()).map_err(Failure::Aws)
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
