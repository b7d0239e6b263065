//! What a registry knows an operator by.

use std::collections::BTreeMap;
use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use opencite_core::Secret;
use serde::Deserialize;

use crate::reference::OciReference;

/// The variable that a user's name is taken from, with [`PASSWORD_VARIABLE`].
pub const USER_VARIABLE: &str = "OPENCITE_REGISTRY_USER";

/// The variable that a password, or a token in its place, is taken from.
pub const PASSWORD_VARIABLE: &str = "OPENCITE_REGISTRY_PASSWORD";

/// What Docker Hub is called in the config of Docker.
const DOCKER_HUB: (&str, &str) = ("docker.io", "index.docker.io");

/// What a registry knows an operator by. It is sent to the registry, and to the server that the registry names for
/// handing out tokens; never to where a redirection leads.
#[derive(Clone)]
pub enum Credentials {
    /// A user and a password, or a token in its place.
    Password {
        /// The user.
        user: String,
        /// The password.
        password: Secret,
    },
    /// A token that others are handed out for; Azure's registries have such.
    /// Source: <https://distribution.github.io/distribution/spec/auth/oauth/>.
    IdentityToken(Secret),
}

/// Why the config of Docker gives no credentials. Nothing of what it holds is told.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CredentialsError {
    /// It is no JSON, or not what it should be.
    #[error("read the config of Docker: it is damaged")]
    Malformed,
    /// The entry of the registry is no user and password.
    #[error(
        "read the config of Docker: what it has for {registry} is no user and password in base64"
    )]
    Entry {
        /// The registry.
        registry: String,
    },
    /// They are in a keychain, behind a program that is not started.
    #[error(
        "read the config of Docker: it keeps the password for {registry} in {helper}, which is not asked"
    )]
    Helper {
        /// The registry.
        registry: String,
        /// The name of the program, without `docker-credential-`.
        helper: String,
    },
}

impl CredentialsError {
    /// What to do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Malformed | Self::Entry { .. } => {
                "Log in again with docker login, or set OPENCITE_REGISTRY_USER and OPENCITE_REGISTRY_PASSWORD."
            }
            Self::Helper { .. } => "Set OPENCITE_REGISTRY_USER and OPENCITE_REGISTRY_PASSWORD.",
        }
    }
}

/// The part of `~/.docker/config.json` that is read.
/// Source: <https://docs.docker.com/reference/cli/docker/login/#credential-stores>.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct DockerConfig {
    #[serde(default)]
    auths: BTreeMap<String, Entry>,
    creds_store: Option<String>,
    #[serde(default)]
    cred_helpers: BTreeMap<String, String>,
}

#[derive(Deserialize)]
struct Entry {
    auth: Option<Secret>,
    identitytoken: Option<Secret>,
}

impl Credentials {
    /// Those for the registry of a reference in the text of a `~/.docker/config.json`; none when it has not been logged
    /// in to.
    ///
    /// # Errors
    ///
    /// When the text is damaged, or only a program could give them.
    pub fn of_docker(
        config: &str,
        reference: &OciReference,
    ) -> Result<Option<Self>, CredentialsError> {
        let config: DockerConfig =
            serde_json::from_str(config).map_err(|_| CredentialsError::Malformed)?;
        let registry = reference.registry();
        let helper = |helper: &String| CredentialsError::Helper {
            registry: registry.to_owned(),
            helper: opencite_core::printable(helper).into_owned(),
        };
        if let Some(name) = entry_for(&config.cred_helpers, registry) {
            return Err(helper(name));
        }
        let Some(entry) = entry_for(&config.auths, registry) else {
            return Ok(None);
        };
        match (entry.read(registry)?, &config.creds_store) {
            (None, Some(store)) => Err(helper(store)),
            (found, _) => Ok(found),
        }
    }

    /// The value of `Authorization`, where there is one (RFC 7617).
    pub(crate) fn basic(&self) -> Option<String> {
        let Self::Password { user, password } = self else {
            return None;
        };
        let pair = format!("{user}:{}", password.expose());
        Some(format!("Basic {}", STANDARD.encode(pair)))
    }

    /// What no message may repeat.
    pub(crate) fn secrets(&self) -> Vec<String> {
        match self {
            Self::Password { password, .. } => {
                let encoded = self
                    .basic()
                    .and_then(|basic| Some(basic.split_once(' ')?.1.to_owned()));
                encoded
                    .into_iter()
                    .chain([password.expose().to_owned()])
                    .collect()
            }
            Self::IdentityToken(token) => vec![token.expose().to_owned()],
        }
    }
}

impl Entry {
    /// What it holds, unless it only says that somebody is logged in.
    fn read(&self, registry: &str) -> Result<Option<Credentials>, CredentialsError> {
        let given = |secret: &&Secret| !secret.expose().is_empty();
        if let Some(token) = self.identitytoken.as_ref().filter(given) {
            return Ok(Some(Credentials::IdentityToken(token.clone())));
        }
        let Some(auth) = self.auth.as_ref().filter(given) else {
            return Ok(None);
        };
        let password = decode(auth.expose()).ok_or_else(|| CredentialsError::Entry {
            registry: registry.to_owned(),
        })?;
        Ok(Some(password))
    }
}

fn decode(auth: &str) -> Option<Credentials> {
    let pair = String::from_utf8(STANDARD.decode(auth.trim()).ok()?).ok()?;
    let (user, password) = pair.split_once(':')?;
    Some(Credentials::Password {
        user: user.to_owned(),
        password: Secret::new(password.trim_end_matches('\0')),
    })
}

/// The entry for a registry: under its name, or under a URL of it, as older versions of Docker wrote.
fn entry_for<'a, T>(entries: &'a BTreeMap<String, T>, registry: &str) -> Option<&'a T> {
    let (called, kept) = DOCKER_HUB;
    let is_it = |name: &str| name == registry || (registry == called && name == kept);
    let found = entries.iter().find(|(name, _)| is_it(server(name)));
    found.map(|(_, entry)| entry)
}

fn server(name: &str) -> &str {
    let name = name.split_once("://").map_or(name, |(_, rest)| rest);
    name.split_once('/').map_or(name, |(server, _)| server)
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Credentials(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reference::Reference;

    fn of_docker(config: &str, registry: &str) -> Result<Option<Credentials>, CredentialsError> {
        let Ok(Reference::Oci(reference)) = format!("oci://{registry}/me/x:1").parse() else {
            panic!("{registry}");
        };
        Credentials::of_docker(config, &reference)
    }

    fn password(config: &str, registry: &str) -> (String, String) {
        match of_docker(config, registry) {
            Ok(Some(Credentials::Password { user, password })) => {
                (user, password.expose().to_owned())
            }
            other => panic!("{other:?}"),
        }
    }

    /// `me:hunter2`
    const AUTH: &str = "bWU6aHVudGVyMg==";

    #[test]
    fn a_login_of_docker_is_found_under_every_name_of_the_registry() {
        for (kept, registry) in [
            ("ghcr.io", "ghcr.io"),
            ("https://ghcr.io", "ghcr.io"),
            (
                "https://registry.example.com:5000/v2/",
                "registry.example.com:5000",
            ),
            ("https://index.docker.io/v1/", "docker.io"),
        ] {
            let config = format!(
                r#"{{"auths":{{"other.example.com":{{}},"{kept}":{{"auth":"{AUTH}"}}}},"HttpHeaders":{{}}}}"#
            );
            assert_eq!(
                password(&config, registry),
                ("me".to_owned(), "hunter2".to_owned()),
                "{kept}"
            );
        }
    }

    #[test]
    fn a_registry_gets_no_login_of_another() {
        let config = format!(r#"{{"auths":{{"ghcr.io":{{"auth":"{AUTH}"}}}}}}"#);
        for registry in ["evil-ghcr.io", "ghcr.io.example.com", "ghcr.io:444"] {
            assert!(
                matches!(of_docker(&config, registry), Ok(None)),
                "{registry}"
            );
        }
    }

    #[test]
    fn a_token_in_the_place_of_a_login_is_taken() {
        let config = format!(
            r#"{{"auths":{{"x.azurecr.io":{{"auth":"{AUTH}","identitytoken":"t0ken"}}}}}}"#
        );
        let found = of_docker(&config, "x.azurecr.io").unwrap().unwrap();
        assert!(matches!(&found, Credentials::IdentityToken(token) if token.expose() == "t0ken"));
        assert_eq!(found.basic(), None);
    }

    #[test]
    fn a_keychain_is_named_and_not_asked() {
        let store = of_docker(
            r#"{"auths":{"ghcr.io":{}},"credsStore":"desktop"}"#,
            "ghcr.io",
        );
        let helper = of_docker(r#"{"credHelpers":{"ghcr.io":"pass"}}"#, "ghcr.io");
        insta::assert_snapshot!(store.unwrap_err(), @"read the config of Docker: it keeps the password for ghcr.io in desktop, which is not asked");
        insta::assert_snapshot!(helper.unwrap_err(), @"read the config of Docker: it keeps the password for ghcr.io in pass, which is not asked");
        assert!(matches!(
            of_docker(r#"{"credsStore":"desktop"}"#, "ghcr.io"),
            Ok(None)
        ));
    }

    #[test]
    fn what_is_damaged_is_not_repeated() {
        for config in [
            "hunter2",
            r#"{"auths":"hunter2"}"#,
            r#"{"auths":{"ghcr.io":{"auth":["hunter2"]}}}"#,
        ] {
            let error = of_docker(config, "ghcr.io").unwrap_err();
            assert_eq!(error, CredentialsError::Malformed, "{config}");
        }
        let error =
            of_docker(r#"{"auths":{"ghcr.io":{"auth":"hunter2"}}}"#, "ghcr.io").unwrap_err();
        insta::assert_snapshot!(error, @"read the config of Docker: what it has for ghcr.io is no user and password in base64");
    }

    #[test]
    fn credentials_are_not_printed() {
        let password = Credentials::Password {
            user: "me".to_owned(),
            password: Secret::new("hunter2"),
        };
        assert_eq!(format!("{password:?}"), "Credentials(..)");
        assert_eq!(password.basic().unwrap(), format!("Basic {AUTH}"));
    }
}
