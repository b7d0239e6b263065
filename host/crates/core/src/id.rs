//! Identifiers, each its own type, checked where they enter.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Why a text is not the identifier that it was given for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum IdError {
    /// Not a lower-case word.
    #[error(
        "{what} {text:?} is not a lower-case word of letters, digits and underscores, at most {MAX_WORD} bytes"
    )]
    Word {
        /// What the text was given for.
        what: &'static str,
        /// The text.
        text: String,
    },
    /// Not an account id.
    #[error("account {0:?} is not 12 digits")]
    Account(String),
    /// An asset id that is empty, too long or not printable.
    #[error("asset id {0:?} is empty, over {MAX_ASSET_ID} bytes, or holds control characters")]
    AssetId(String),
    /// An id of a call that is empty, too long or not printable.
    #[error("call id {0:?} is empty, over {MAX_INVOCATION_ID} bytes, or holds control characters")]
    InvocationId(String),
}

/// The longest plugin id or asset type, in bytes.
const MAX_WORD: usize = 64;
/// The longest asset id, in bytes: AWS's own bound on an ARN.
const MAX_ASSET_ID: usize = 2048;
/// The longest id of a call, in bytes; AWS's have 36.
const MAX_INVOCATION_ID: usize = 256;

fn is_word(text: &str) -> bool {
    let mut bytes = text.bytes();
    text.len() <= MAX_WORD
        && bytes.next().is_some_and(|first| first.is_ascii_lowercase())
        && bytes.all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
}

macro_rules! identifier {
    ($(#[$doc:meta])* $name:ident, |$text:ident| $valid:expr, $error:expr) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// Checks and wraps a text.
            ///
            /// # Errors
            ///
            /// When the text breaks the rule of this identifier.
            pub fn new(text: impl Into<String>) -> Result<Self, IdError> {
                let $text = text.into();
                if $valid { Ok(Self($text)) } else { Err($error) }
            }

            /// The text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = IdError;

            fn try_from(text: String) -> Result<Self, IdError> {
                Self::new(text)
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }
    };
}

identifier!(
    /// A plugin's id: `aws_bedrock`.
    PluginId,
    |text| is_word(&text),
    IdError::Word { what: "plugin id", text }
);

identifier!(
    /// A kind of asset, within a plugin: `custom_model`.
    AssetType,
    |text| is_word(&text),
    IdError::Word { what: "asset type", text }
);

identifier!(
    /// An AWS account: 12 digits.
    AccountId,
    |text| text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit()),
    IdError::Account(text)
);

identifier!(
    /// An asset's id: its ARN where it has one; unique within its unit.
    AssetId,
    |text| !text.is_empty() && text.len() <= MAX_ASSET_ID && !text.chars().any(char::is_control),
    IdError::AssetId(text)
);

identifier!(
    /// A call of a model: AWS's id of the request, or of the event where there is none.
    InvocationId,
    |text| !text.is_empty()
        && text.len() <= MAX_INVOCATION_ID
        && !text.chars().any(char::is_control),
    IdError::InvocationId(text)
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plugin_id_is_a_lower_case_word() {
        assert!(PluginId::new("aws_bedrock").is_ok());
        for text in [
            "",
            "Aws",
            "1aws",
            "aws-bedrock",
            "aws bedrock",
            "\u{202e}x",
            &"a".repeat(65),
        ] {
            assert!(PluginId::new(text).is_err(), "{text:?}");
        }
    }

    #[test]
    fn an_account_is_twelve_digits() {
        assert!(AccountId::new("111122223333").is_ok());
        assert!(AccountId::new("11112222333").is_err());
        assert!(AccountId::new("11112222333a").is_err());
    }

    #[test]
    fn a_call_has_an_id_of_some_form() {
        assert!(InvocationId::new("6cb96e61-bd36-4b19-a1fe-a2d2b1b2d0a1").is_ok());
        for text in ["", "a\nb", &"a".repeat(257)] {
            assert!(InvocationId::new(text).is_err(), "{text:?}");
        }
    }

    #[test]
    fn an_asset_id_holds_no_control_character() {
        assert!(AssetId::new("arn:aws:bedrock:us-east-1:111122223333:custom-model/é").is_ok());
        assert!(AssetId::new("a\nb").is_err());
        assert!(AssetId::new("").is_err());
    }
}
