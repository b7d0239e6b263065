//! From the SDK's types to those of the WIT.
//!
//! The two are alike but for what WIT lacks: enums become texts, times RFC 3339, optional lists lists, unions records,
//! maps lists of settings. So a mapping is a table of fields: see [`records`], [`unions`] and [`enums`].

pub(crate) mod free_text;
mod secret;

pub(crate) use secret::is_likely as is_likely_secret;

use std::collections::{BTreeMap, HashMap};

use aws_smithy_types::DateTime;
use aws_smithy_types::date_time::Format;
use opencite_bindings::aws::types::{Setting, Tag};

use crate::fingerprint;

/// From a type of the SDK to one of the WIT.
pub(crate) trait IntoWit<T> {
    fn into_wit(self) -> T;
}

macro_rules! unchanged {
    ($($type:ty),*) => {
        $(impl IntoWit<$type> for $type {
            fn into_wit(self) -> $type {
                self
            }
        })*
    };
}

unchanged!(String, bool, i32, i64, f64);

impl IntoWit<f64> for f32 {
    /// The number that AWS wrote: 0.327, and not the binary fraction nearest to it.
    fn into_wit(self) -> f64 {
        self.to_string().parse().unwrap_or_else(|_| self.into())
    }
}

impl<S: IntoWit<T>, T> IntoWit<Option<T>> for Option<S> {
    fn into_wit(self) -> Option<T> {
        self.map(IntoWit::into_wit)
    }
}

impl<S: IntoWit<T>, T> IntoWit<Vec<T>> for Vec<S> {
    fn into_wit(self) -> Vec<T> {
        self.into_iter().map(IntoWit::into_wit).collect()
    }
}

impl<S: IntoWit<T>, T> IntoWit<Vec<T>> for Option<Vec<S>> {
    fn into_wit(self) -> Vec<T> {
        self.unwrap_or_default().into_wit()
    }
}

/// The first and the last second that RFC 3339 can write: the years 1 to 9999.
const WRITABLE_SECONDS: (i64, i64) = (-62_135_596_800, 253_402_300_799);

impl IntoWit<String> for DateTime {
    /// RFC 3339 in UTC; a time out of its range becomes the end of the range.
    fn into_wit(self) -> String {
        let (first, last) = WRITABLE_SECONDS;
        let in_range = || Self::from_secs(self.secs().clamp(first, last));
        self.fmt(Format::DateTime)
            .or_else(|_out_of_range| in_range().fmt(Format::DateTime))
            .expect("a time within the range can be written")
    }
}

impl IntoWit<Vec<Setting>> for HashMap<String, String> {
    /// Sorted by name; what may be a secret as a fingerprint.
    fn into_wit(self) -> Vec<Setting> {
        let mut settings: Vec<Setting> = self
            .into_iter()
            .map(|(name, value)| setting(name, value))
            .collect();
        settings.sort_by(|one, other| one.name.cmp(&other.name));
        settings
    }
}

impl IntoWit<Vec<Setting>> for Option<HashMap<String, String>> {
    fn into_wit(self) -> Vec<Setting> {
        self.unwrap_or_default().into_wit()
    }
}

/// A map of tags, sorted by key.
pub(crate) fn tags(tags: impl Into<Option<HashMap<String, String>>>) -> Vec<Tag> {
    let sorted: BTreeMap<_, _> = tags.into().into_iter().flatten().collect();
    sorted
        .into_iter()
        .map(|(key, value)| Tag { key, value })
        .collect()
}

fn setting(name: String, value: String) -> Setting {
    if secret::is_likely(&name, &value) {
        return Setting {
            name,
            value: None,
            fingerprint: Some(fingerprint::of(&value)),
        };
    }
    Setting {
        name,
        value: Some(value),
        fingerprint: None,
    }
}

/// A time as plugins write it, as the SDK wants it.
///
/// # Errors
///
/// When it is not RFC 3339: a fault of the plugin.
pub(crate) fn time(text: &str) -> wasmtime::Result<DateTime> {
    DateTime::from_str(text, Format::DateTimeWithOffset)
        .map_err(|_| wasmtime::format_err!("{text:?} is not a time in RFC 3339"))
}

/// Maps records field by field: `module::Record of SdkType { field, wit_name = sdk_name, field: how }`, where `how` is
/// `hidden` (a fingerprint), `arguments` (a command line) or `tags`.
macro_rules! records {
    ($($module:ident::$record:ident of $sdk:ty {
        $($field:ident $(= $from:ident)? $(: $how:ident)?),* $(,)?
    })*) => {
        $(impl IntoWit<$module::$record> for $sdk {
            fn into_wit(self) -> $module::$record {
                $module::$record {
                    $($field: $crate::into_wit::mapped!(
                        $crate::into_wit::field!(self $field $($from)?) $(, $how)?
                    ),)*
                }
            }
        })*
    };
}

/// The SDK's field behind a field of the WIT.
macro_rules! field {
    ($record:ident $field:ident) => {
        $record.$field
    };
    ($record:ident $field:ident $from:ident) => {
        $record.$from
    };
}

/// What becomes of a value.
macro_rules! mapped {
    ($value:expr) => {
        $value.into_wit()
    };
    ($value:expr, hidden) => {
        $crate::into_wit::free_text::hidden($value)
    };
    ($value:expr, arguments) => {
        $crate::into_wit::free_text::arguments($value)
    };
    ($value:expr, tags) => {
        $crate::into_wit::tags($value)
    };
}

/// Maps unions to records of which one field is there, or none when AWS has added a member: `Member => field`, with
/// `: hidden` for a fingerprint, and `: unit` for a member that says nothing but that it is there.
macro_rules! unions {
    ($($module:ident::$record:ident of types::$sdk:ident {
        $($member:ident => $field:ident $(: $how:ident)?),* $(,)?
    })*) => {
        $(impl IntoWit<$module::$record> for types::$sdk {
            fn into_wit(self) -> $module::$record {
                let mut record = $module::$record { $($field: None),* };
                match self {
                    $($crate::into_wit::member!(types::$sdk, $member, it $(, $how)?) => {
                        record.$field = Some($crate::into_wit::member_value!(it $(, $how)?));
                    })*
                    _ => {}
                }
                record
            }
        })*
    };
}

/// The pattern of a member of a union.
macro_rules! member {
    (types::$sdk:ident, $member:ident, $it:ident, unit) => {
        types::$sdk::$member
    };
    (types::$sdk:ident, $member:ident, $it:ident $(, $how:ident)?) => {
        types::$sdk::$member($it)
    };
}

/// What becomes of a member of a union.
macro_rules! member_value {
    ($it:ident, unit) => {
        true
    };
    ($it:ident $(, $how:ident)?) => {
        $crate::into_wit::mapped!($it $(, $how)?)
    };
}

/// Maps enums to their texts.
macro_rules! enums {
    ($($sdk:ty,)*) => {
        $(impl IntoWit<String> for $sdk {
            fn into_wit(self) -> String {
                self.as_str().to_owned()
            }
        })*
    };
}

/// Maps structures without fields: that they are there is all they say.
macro_rules! markers {
    ($($sdk:ty,)*) => {
        $(impl IntoWit<bool> for $sdk {
            fn into_wit(self) -> bool {
                true
            }
        })*
    };
}

/// Maps maps of records to lists of named records, sorted by name: `module::NamedRecord of SdkType`.
macro_rules! named {
    ($($module:ident::$named:ident of $sdk:ident)*) => {
        $(impl IntoWit<Vec<$module::$named>> for std::collections::HashMap<String, types::$sdk> {
            fn into_wit(self) -> Vec<$module::$named> {
                let sorted: std::collections::BTreeMap<_, _> = self.into_iter().collect();
                sorted
                    .into_iter()
                    .map(|(name, value)| $module::$named { name, value: value.into_wit() })
                    .collect()
            }
        }

        impl IntoWit<Vec<$module::$named>> for Option<std::collections::HashMap<String, types::$sdk>> {
            fn into_wit(self) -> Vec<$module::$named> {
                self.unwrap_or_default().into_wit()
            }
        })*
    };
}

pub(crate) use {enums, field, mapped, markers, member, member_value, named, records, unions};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_rfc_3339() {
        let time: String = DateTime::from_millis(1_764_571_604_500).into_wit();
        assert_eq!(time, "2025-12-01T06:46:44.5Z");
        let far: String = DateTime::from_secs(i64::MAX).into_wit();
        assert_eq!(far, "9999-12-31T23:59:59Z");
    }

    #[test]
    fn settings_are_sorted_and_secrets_are_not_shown() {
        let settings: Vec<Setting> = HashMap::from(
            [
                ("epochCount", "2"),
                ("max_tokens", "64"),
                ("HF_TOKEN", "abc"),
                ("note", "sk-abcdefghijklmnop"),
            ]
            .map(|(name, value)| (name.to_owned(), value.to_owned())),
        )
        .into_wit();
        let shown: Vec<(&str, Option<&str>, bool)> = settings
            .iter()
            .map(|setting| {
                (
                    setting.name.as_str(),
                    setting.value.as_deref(),
                    setting.fingerprint.is_some(),
                )
            })
            .collect();
        assert_eq!(
            shown,
            [
                ("HF_TOKEN", None, true),
                ("epochCount", Some("2"), false),
                ("max_tokens", Some("64"), false),
                ("note", None, true),
            ]
        );
    }
}
