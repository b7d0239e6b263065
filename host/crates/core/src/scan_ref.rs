//! Names for scans.

use std::fmt;

use crate::{ScanId, Timestamp};

/// The longest tag, in bytes.
const MAX_TAG: usize = 64;

/// A name that an operator gave to a scan: `before-migration`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ScanTag(String);

/// Why a text is no tag.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "tag {0:?} is not a letter followed by letters, digits, dots, dashes and underscores, at most {MAX_TAG} bytes, or it is one of latest and previous"
)]
pub struct ScanTagError(String);

/// Which scan is meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ScanRef {
    /// The one of that number.
    Number(ScanId),
    /// The one of that tag.
    Tag(ScanTag),
    /// The last one that had ended by then.
    Time(Timestamp),
    /// The last one that has ended.
    Latest,
    /// The one that ended before the last.
    Previous,
}

impl ScanTag {
    /// Checks and wraps a text. No tag can be taken for a number, a time or a span of time.
    ///
    /// # Errors
    ///
    /// When the text breaks the rule.
    pub fn new(text: impl Into<String>) -> Result<Self, ScanTagError> {
        let text = text.into();
        let is_part = |byte: u8| byte.is_ascii_alphanumeric() || b"._-".contains(&byte);
        let is_tag = text.len() <= MAX_TAG
            && text.starts_with(|first: char| first.is_ascii_alphabetic())
            && text.bytes().all(is_part)
            && !["latest", "previous"].contains(&text.as_str());
        if is_tag {
            Ok(Self(text))
        } else {
            Err(ScanTagError(text))
        }
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ScanTag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Display for ScanRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(scan) => write!(f, "scan {scan}"),
            Self::Tag(tag) => write!(f, "the scan tagged {tag}"),
            Self::Time(time) => write!(f, "the last scan before {time}"),
            Self::Latest => f.write_str("the latest scan"),
            Self::Previous => f.write_str("the scan before the latest"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_can_be_taken_for_nothing_else() {
        for tag in ["before-migration", "v1.2", "Q3_audit"] {
            assert_eq!(ScanTag::new(tag).unwrap().as_str(), tag);
        }
        for other in [
            "",
            "12",
            "7d",
            "2026-11-21",
            "latest",
            "previous",
            "a b",
            "-x",
            "é",
        ] {
            assert!(ScanTag::new(other).is_err(), "{other}");
        }
        assert!(ScanTag::new("a".repeat(65)).is_err());
    }
}
