//! The config: what is taken is within its bounds, and what is said of the rest is short, safe to show, and repeats no
//! value, as that could be a secret in the wrong place.

#![no_main]

use std::path::Path;

use libfuzzer_sys::fuzz_target;
use opencite_config::{Bounded, Config, ConfigError};
use opencite_fuzz::shown::assert_harmless;

/// What no message of ours says by itself.
const SECRET: &str = "x7Qsecret";

/// How it stands in a config as a value. Where it is a key, it may be told.
const SECRET_VALUE: &str = r#"= "x7Qsecret""#;

/// The longest that is said of a config, in bytes.
const MAX_SAID: usize = 2_000;

fuzz_target!(|text: &str| {
    let is_secret = text.matches(SECRET).count() == text.matches(SECRET_VALUE).count();
    let refused = |error: ConfigError| {
        let said = format!("{error} {}", error.hint().unwrap_or_default());
        assert_harmless(&said);
        assert!(said.len() < MAX_SAID, "{said:?} is short");
        let repeats = is_secret && format!("{said} {error:?}").contains(SECRET);
        assert!(!repeats, "{said:?} repeats a value");
    };
    match Config::parse(text, Path::new("opencite.toml")) {
        Ok(config) => {
            // Keys are where the environment and the files that the config names say: those are not looked up here.
            let has_keys = text.contains("access_key") || text.contains("session_token");
            let errors = [
                accounts(&config, has_keys).err(),
                config.deliveries.retry().err(),
            ];
            errors.into_iter().flatten().for_each(refused);
            jobs(&config);
        }
        Err(error) => refused(error),
    }
});

fn accounts(config: &Config, have_keys: bool) -> Result<(), ConfigError> {
    let base = config.settings()?;
    assert!(base.patience.attempts > 0);
    let accounts = config.accounts.iter().filter(|_| !have_keys);
    for (number, account) in accounts.enumerate() {
        let name = account.name(number);
        let settings = account.settings(&base, &name)?;
        assert_eq!(settings.patience, base.patience);
        assert_eq!(settings.endpoint_url, base.endpoint_url);
    }
    Ok(())
}

fn jobs(config: &Config) {
    assert!((1..=90).contains(&config.usage_days.map_or(1, Bounded::get)));
    for job in &config.schedules {
        assert!((1..=40).contains(&job.name.as_str().len()));
        assert!((1..=3650).contains(&job.days.get()));
        let minutes = job.timeout_minutes.map_or(1, Bounded::get);
        assert!((1..=1440).contains(&minutes));
    }
}
