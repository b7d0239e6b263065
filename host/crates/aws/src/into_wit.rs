//! From the SDK's types to those of the WIT.
//!
//! The two are alike but for what WIT lacks: enums become texts, times RFC 3339, optional lists lists, unions records,
//! maps lists of settings. So a mapping is a table of fields: see [`records`], [`unions`] and [`enums`].

mod secret;

use std::collections::HashMap;

use aws_smithy_types::DateTime;
use aws_smithy_types::date_time::Format;
use opencite_bindings::aws::types::Setting;

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

/// Maps records field by field: `module::Record of SdkType { field, wit_name = sdk_name }`.
macro_rules! records {
    ($($module:ident::$record:ident of $sdk:ty { $($field:ident $(= $from:ident)?),* $(,)? })*) => {
        $(impl IntoWit<$module::$record> for $sdk {
            fn into_wit(self) -> $module::$record {
                $module::$record {
                    $($field: $crate::into_wit::field!(self $field $($from)?).into_wit(),)*
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

/// Maps unions to records of which one field is there, or none when AWS has added a member.
macro_rules! unions {
    ($($module:ident::$record:ident of types::$sdk:ident { $($member:ident => $field:ident),* $(,)? })*) => {
        $(impl IntoWit<$module::$record> for types::$sdk {
            fn into_wit(self) -> $module::$record {
                let mut record = $module::$record { $($field: None),* };
                match self {
                    $(types::$sdk::$member(member) => record.$field = Some(member.into_wit()),)*
                    _ => {}
                }
                record
            }
        })*
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

pub(crate) use {enums, field, records, unions};

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
