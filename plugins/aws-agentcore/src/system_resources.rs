//! The setting `system_resources`: whether what AWS brings along counts as an asset.

use opencite_plugin_sdk::{ConfigField, ConfigValue, config};

const NAME: &str = "system_resources";

pub(crate) const FIELD: ConfigField = ConfigField {
    name: NAME,
    default: ConfigValue::Boolean(false),
    help: "Lists AWS's own browsers, code interpreters and evaluators beside those of the account.",
};

/// Whether the operator wants them.
pub(crate) fn wanted() -> bool {
    matches!(config::get(NAME), Some(ConfigValue::Boolean(true)))
}

/// The type of browsers and code interpreters to list; all types where there is none.
pub(crate) fn listed_type(wanted: bool) -> Option<&'static str> {
    (!wanted).then_some("CUSTOM")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_accounts_own_are_listed_unless_all_are_wanted() {
        assert_eq!(listed_type(false), Some("CUSTOM"));
        assert_eq!(listed_type(true), None);
        assert!(matches!(FIELD.default, ConfigValue::Boolean(false)));
    }
}
