//! The sections `[[account]]`.

use opencite_core::{AccountId, AssetType, AwsSettings, PluginId, Role, RoleArn, StaticKeys};
use serde::Deserialize;
use serde::de::{self, Deserializer};

use crate::SecretSource;
use crate::error::ConfigError;

/// One account to look at. What it does not say comes from the rest of the config.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AccountSection {
    /// What messages call the account.
    name: Option<String>,
    /// The account's id, where no role tells it: then a scan knows whose units it cannot look at.
    #[serde(default, deserialize_with = "account_id")]
    account_id: Option<AccountId>,
    /// A profile of AWS's shared config.
    pub profile: Option<String>,
    access_key_id: Option<SecretSource>,
    secret_access_key: Option<SecretSource>,
    session_token: Option<SecretSource>,
    roles: Option<Vec<RoleSection>>,
    /// Regions to scan.
    pub regions: Option<Vec<String>>,
    /// Only these plugins.
    #[serde(default, deserialize_with = "plugins")]
    pub plugins: Option<Vec<PluginId>>,
    /// Only these asset types and sources of usage.
    #[serde(default, deserialize_with = "types")]
    pub types: Option<Vec<AssetType>>,
}

/// A role to assume.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RoleSection {
    #[serde(deserialize_with = "role_arn")]
    arn: RoleArn,
    external_id: Option<String>,
}

impl AccountSection {
    /// What messages call the account; `number` tells it from others that say nothing.
    pub fn name(&self, number: usize) -> String {
        let said = self.name.as_deref().or(self.profile.as_deref());
        let by_id = || self.account_id().map(|id| id.as_str().to_owned());
        said.map(str::to_owned)
            .or_else(by_id)
            .unwrap_or_else(|| format!("number {number}"))
    }

    /// The account's id, as the section or its last role tells it.
    pub fn account_id(&self) -> Option<&AccountId> {
        let last = || self.roles.as_ref()?.last().map(|role| role.arn.account());
        self.account_id.as_ref().or_else(last)
    }

    /// The same as `base`, but for what the section says.
    ///
    /// # Errors
    ///
    /// When there is half a key, or one is not where the section says that it is.
    pub fn settings(&self, base: &AwsSettings, name: &str) -> Result<AwsSettings, ConfigError> {
        let mut settings = base.clone();
        if let Some(keys) = self.keys(name)? {
            settings.profile = None;
            settings.keys = Some(keys);
        } else if let Some(profile) = &self.profile {
            settings.keys = None;
            settings.profile = Some(profile.clone());
        }
        if let Some(roles) = &self.roles {
            settings.roles = roles.iter().map(RoleSection::role).collect();
        }
        Ok(settings)
    }

    fn keys(&self, name: &str) -> Result<Option<StaticKeys>, ConfigError> {
        let read = |key: &SecretSource, what| key.read(&format!("{what} of account {name}"));
        let (id, secret) = match (&self.access_key_id, &self.secret_access_key) {
            (Some(id), Some(secret)) => (id, secret),
            (None, None) if self.session_token.is_none() => return Ok(None),
            _ => {
                return Err(ConfigError::new(format!(
                    "the config's account {name} has only one of access_key_id and secret_access_key"
                )));
            }
        };
        let token = self.session_token.as_ref();
        Ok(Some(StaticKeys {
            access_key_id: read(id, "access_key_id")?,
            secret_access_key: read(secret, "secret_access_key")?,
            session_token: token.map(|key| read(key, "session_token")).transpose()?,
        }))
    }
}

impl RoleSection {
    pub(crate) fn role(&self) -> Role {
        Role {
            arn: self.arn.clone(),
            external_id: self.external_id.clone(),
        }
    }
}

fn role_arn<'de, D: Deserializer<'de>>(deserializer: D) -> Result<RoleArn, D::Error> {
    RoleArn::new(String::deserialize(deserializer)?).map_err(de::Error::custom)
}

fn account_id<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<AccountId>, D::Error> {
    let text = String::deserialize(deserializer)?;
    let id = AccountId::new(text).map_err(|_| de::Error::custom("it is not 12 digits"))?;
    Ok(Some(id))
}

fn plugins<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Vec<PluginId>>, D::Error> {
    words(deserializer, PluginId::new)
}

fn types<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Vec<AssetType>>, D::Error> {
    words(deserializer, AssetType::new)
}

fn words<'de, D, T, E>(
    deserializer: D,
    parse: impl Fn(String) -> Result<T, E>,
) -> Result<Option<Vec<T>>, D::Error>
where
    D: Deserializer<'de>,
{
    let words = Vec::<String>::deserialize(deserializer)?;
    let parsed: Result<Vec<T>, E> = words.into_iter().map(parse).collect();
    let parsed = parsed.map_err(|_| {
        de::Error::custom("a name is a lower-case word of letters, digits and underscores")
    })?;
    Ok(Some(parsed))
}
