//! How a registry wants to be told who is asking.
//!
//! Source: RFC 9110, section 11.6.1, and <https://distribution.github.io/distribution/spec/auth/token/>.

use hyper::header::{HeaderMap, WWW_AUTHENTICATE};

/// How a registry wants to be told who is asking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Challenge {
    /// By a token that another place hands out.
    Bearer {
        /// That place.
        realm: String,
        /// What the registry is called there.
        service: Option<String>,
    },
    /// By a user and a password.
    Basic,
}

impl Challenge {
    /// The one of those offered that tells least: a token is good for one repository and some minutes.
    pub(crate) fn of(headers: &HeaderMap) -> Option<Self> {
        let values = headers.get_all(WWW_AUTHENTICATE).iter();
        let texts = values.filter_map(|value| value.to_str().ok());
        let offered: Vec<_> = texts.flat_map(read).collect();
        let bearer = offered
            .iter()
            .find(|one| matches!(one, Self::Bearer { .. }));
        bearer.or(offered.first()).cloned()
    }
}

/// Those of one header; what is no header is none of them.
fn read(text: &str) -> Vec<Challenge> {
    let challenges = http_auth::parse_challenges(text).unwrap_or_default();
    challenges.iter().filter_map(known).collect()
}

fn known(challenge: &http_auth::ChallengeRef<'_>) -> Option<Challenge> {
    let param = |wanted: &str| {
        let found = challenge
            .params
            .iter()
            .find(|(name, _)| name.eq_ignore_ascii_case(wanted));
        found.map(|(_, value)| value.to_unescaped())
    };
    if challenge.scheme.eq_ignore_ascii_case("basic") {
        return Some(Challenge::Basic);
    }
    if !challenge.scheme.eq_ignore_ascii_case("bearer") {
        return None;
    }
    Some(Challenge::Bearer {
        realm: param("realm")?,
        service: param("service"),
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn of(values: &[&str]) -> Option<Challenge> {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append(WWW_AUTHENTICATE, value.parse().unwrap());
        }
        Challenge::of(&headers)
    }

    #[test]
    fn a_token_is_preferred_to_a_password() {
        let bearer = Some(Challenge::Bearer {
            realm: "https://auth.example.com/token?a=b,c".to_owned(),
            service: Some("registry \"1\"".to_owned()),
        });
        let header = r#"bearer Realm="https://auth.example.com/token?a=b,c", service="registry \"1\"", scope="x""#;
        assert_eq!(of(&[header]), bearer);
        assert_eq!(of(&["Basic realm=\"x\"", header]), bearer);
        assert_eq!(of(&[&format!("Basic realm=\"x\", {header}")]), bearer);
        assert_eq!(of(&["BASIC"]), Some(Challenge::Basic));
    }

    #[test]
    fn what_is_not_known_is_none() {
        for value in [
            "",
            "Negotiate",
            "Bearer",
            "Bearer service=\"x\"",
            "Bearer realm=\"x",
            ",,",
            "\u{e9}",
        ] {
            assert_eq!(of(&[value]), None, "{value}");
        }
        assert_eq!(of(&[]), None);
    }

    proptest! {
        #[test]
        fn any_header_is_read_or_none(text in "(Bearer )?[ -~\t]{0,60}") {
            drop(of(&[&text]));
        }
    }
}
