//! The properties of an asset, as a plugin emits them: bounded, and one text for one content.

#![no_main]

use libfuzzer_sys::fuzz_target;
use opencite_core::Properties;

const MAX_BYTES: usize = 1024 * 1024;

fuzz_target!(|text: &str| {
    let Ok(properties) = Properties::parse(text) else {
        return;
    };
    let canonical = properties.to_text();
    assert!(canonical.len() <= MAX_BYTES);
    let again = Properties::parse(&canonical).expect("a canonical text is taken");
    assert_eq!(again.to_text(), canonical, "a canonical text is its own");
});
