//! The lock file of added plugins: what is taken is read again as it is written, and names no file of anybody else.

#![no_main]

use libfuzzer_sys::fuzz_target;
use opencite_distribution::{Lock, LockError};
use opencite_fuzz::shown::assert_harmless;

fuzz_target!(|text: &str| {
    match text.parse::<Lock>() {
        Ok(lock) => taken(&lock),
        Err(error) => refused(&error),
    }
});

fn taken(lock: &Lock) {
    let written = lock.to_string();
    assert_eq!(written.parse().as_ref(), Ok(lock), "it is written whole");
    for plugin in lock.plugins() {
        let id = plugin.id.as_str();
        let is_word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
        assert!(id.bytes().all(is_word), "{id:?} is the name of a file here");
        assert_eq!(lock.find(id), Some(plugin));
        let granted: Vec<_> = plugin.granted.iter().cloned().collect();
        assert_eq!(plugin.granted_of(&granted), granted);
    }
}

fn refused(error: &LockError) {
    assert_harmless(&error.to_string());
}
