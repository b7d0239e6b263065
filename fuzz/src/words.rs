//! The texts that an input is made of.

use std::str::Split;

/// The texts of an input, which a NUL parts. After the last one come empty ones, for ever.
pub struct Words<'a>(Split<'a, char>);

impl<'a> Words<'a> {
    /// The texts of an input.
    pub fn of(input: &'a str) -> Self {
        Self(input.split('\0'))
    }

    /// The next one.
    pub fn word(&mut self) -> &'a str {
        self.0.next().unwrap_or_default()
    }

    /// The next one, or nothing when it is empty.
    pub fn said(&mut self) -> Option<&'a str> {
        Some(self.word()).filter(|word| !word.is_empty())
    }
}
