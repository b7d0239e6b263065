//! The section `[aws]`: who to be, where, and how patient.

use opencite_core::{AwsSettings, EndpointUrl, Patience, Secret, StaticKeys};
use serde::Deserialize;

use crate::account::RoleSection;
use crate::bounded::seconds;
use crate::error::ConfigError;

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct AwsSection {
    access_key_id: Option<Secret>,
    secret_access_key: Option<Secret>,
    session_token: Option<Secret>,
    profile: Option<String>,
    #[serde(default)]
    roles: Vec<RoleSection>,
    endpoint_url: Option<EndpointUrl>,
    #[serde(default)]
    patience: PatienceSection,
}

/// Times in seconds.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct PatienceSection {
    connect: Option<f64>,
    attempt: Option<f64>,
    operation: Option<f64>,
    attempts: Option<u32>,
    backoff: Option<f64>,
}

impl AwsSection {
    pub(crate) fn settings(&self) -> Result<AwsSettings, ConfigError> {
        Ok(AwsSettings {
            keys: self.keys()?,
            profile: self.profile.clone(),
            roles: self.roles.iter().map(RoleSection::role).collect(),
            endpoint_url: self.endpoint_url.clone(),
            patience: self.patience.patience()?,
        })
    }

    fn keys(&self) -> Result<Option<StaticKeys>, ConfigError> {
        match (&self.access_key_id, &self.secret_access_key) {
            (Some(id), Some(secret)) => Ok(Some(StaticKeys {
                access_key_id: id.clone(),
                secret_access_key: secret.clone(),
                session_token: self.session_token.clone(),
            })),
            (None, None) => Ok(None),
            _ => Err(ConfigError::new(
                "the config's [aws] has only one of access_key_id and secret_access_key",
            )),
        }
    }
}

impl PatienceSection {
    fn patience(&self) -> Result<Patience, ConfigError> {
        let default = Patience::default();
        let time = |name, set, default| seconds("aws.patience", name, set, default);
        Ok(Patience {
            connect: time("connect", self.connect, default.connect)?,
            attempt: time("attempt", self.attempt, default.attempt)?,
            operation: time("operation", self.operation, default.operation)?,
            attempts: self.attempts.unwrap_or(default.attempts).max(1),
            backoff: time("backoff", self.backoff, default.backoff)?,
        })
    }
}
