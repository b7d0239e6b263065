//! The setting `job_days`: how far back jobs are listed.
//!
//! AWS keeps finished jobs for ever, and an account that trains every hour has tens of thousands of them. A job that
//! has grown older than the setting is no longer listed, and so it leaves the inventory: it has aged out.

use opencite_plugin_sdk::{ConfigField, ConfigValue, Failure, config, days_ago, listed_since};

const NAME: &str = "job_days";

pub(crate) const FIELD: ConfigField = ConfigField {
    name: NAME,
    default: ConfigValue::Integer(30),
    help: "Jobs made in the last so many days are listed, and older ones no longer are; 0 lists all.",
};

/// The time after which jobs count; nothing where all do. The host is told, so that nobody takes a job that has grown
/// too old for a job that is gone.
///
/// # Errors
///
/// When the operator set what is no number of days.
pub(crate) fn made_after() -> Result<Option<String>, Failure> {
    let set = config::get(NAME).unwrap_or(FIELD.default);
    let since = days(&set)?.map(days_ago);
    since.as_deref().map(listed_since).transpose()?;
    Ok(since)
}

fn days(set: &ConfigValue) -> Result<Option<u32>, Failure> {
    let days = match set {
        ConfigValue::Integer(days) => u32::try_from(*days).ok(),
        ConfigValue::Text(_) | ConfigValue::Boolean(_) | ConfigValue::Texts(_) => None,
    };
    let days = days.ok_or_else(|| {
        Failure::Other(
            "the setting job_days must be a number of days, or 0 for all jobs".to_owned(),
        )
    })?;
    Ok((days > 0).then_some(days))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days_of(set: i64) -> Result<Option<u32>, String> {
        days(&ConfigValue::Integer(set)).map_err(|failure| format!("{failure:?}"))
    }

    #[test]
    fn no_days_are_all_days() {
        assert_eq!(days_of(30), Ok(Some(30)));
        assert_eq!(days_of(0), Ok(None));
    }

    #[test]
    fn what_is_no_number_of_days_is_refused() {
        let refused = days_of(-1).unwrap_err();
        insta::assert_snapshot!(refused, @r#"Other("the setting job_days must be a number of days, or 0 for all jobs")"#);
        assert!(days_of(i64::MAX).is_err());
        assert!(days(&ConfigValue::Text("30".to_owned())).is_err());
    }
}
