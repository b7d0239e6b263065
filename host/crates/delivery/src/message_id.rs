//! The name of a mail.

use std::fmt;

/// The longest half of a name.
const MAX_HALF: usize = 120;

/// A mail's name in all the world. A mail that is sent again keeps it, so that a server or a reader can tell that it is
/// the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MessageId(String);

/// Why a text cannot be half of a name.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("name the mail: its name takes letters, digits, dots, hyphens and underscores")]
pub struct MessageIdError;

impl MessageId {
    /// A name from what is unique where it was made, and where that was.
    ///
    /// # Errors
    ///
    /// When a half holds other than ASCII letters, digits, single dots, hyphens and underscores, or nothing.
    pub fn new(unique: &str, place: &str) -> Result<Self, MessageIdError> {
        if is_half(unique) && is_half(place) {
            return Ok(Self(format!("{unique}@{place}")));
        }
        Err(MessageIdError)
    }

    /// The name, without the angle brackets.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A subset of RFC 5322's `dot-atom-text` that nobody stumbles over.
fn is_half(text: &str) -> bool {
    let plain = |atom: &str| {
        !atom.is_empty()
            && atom
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
    };
    text.len() <= MAX_HALF && text.split('.').all(plain)
}

impl fmt::Display for MessageId {
    /// As the header has it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "<{}>", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_two_halves() {
        let id = MessageId::new("weekly.42", "opencite.local").unwrap();
        assert_eq!(id.as_str(), "weekly.42@opencite.local");
        assert_eq!(id.to_string(), "<weekly.42@opencite.local>");
    }

    #[test]
    fn what_could_break_out_of_the_header_is_refused() {
        for half in ["", ".", "a..b", "a b", "a>\r\nBcc: b", "ä", "a@b"] {
            assert_eq!(MessageId::new(half, "local"), Err(MessageIdError), "{half}");
            assert_eq!(MessageId::new("a", half), Err(MessageIdError), "{half}");
        }
        assert_eq!(
            MessageId::new(&"a".repeat(121), "local"),
            Err(MessageIdError)
        );
    }
}
