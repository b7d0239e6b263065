//! What a server says when it says no, for people.

use opencite_core::printable;
use serde::Deserialize;

/// Characters that are kept.
const MAX_EXCERPT: usize = 200;

/// Errors that are kept; a registry mostly has one.
const MAX_ERRORS: usize = 3;

/// What a registry says.
///
/// Source: <https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#error-codes>.
#[derive(Deserialize)]
struct Errors {
    errors: Vec<OciError>,
}

#[derive(Deserialize)]
struct OciError {
    code: String,
    #[serde(default)]
    message: Option<String>,
}

/// The beginning of an answer on one line, safe to show, without these secrets: a server may repeat what it was sent.
pub(crate) fn excerpt(body: &[u8], secrets: &[String]) -> String {
    let mut text = match serde_json::from_slice::<Errors>(body) {
        Ok(Errors { errors }) if !errors.is_empty() => in_words(&errors),
        _ => String::from_utf8_lossy(body).trim().to_owned(),
    };
    for secret in secrets.iter().filter(|secret| !secret.is_empty()) {
        text = text.replace(secret, "***");
    }
    let beginning: String = text.chars().take(MAX_EXCERPT).collect();
    printable(&beginning).into_owned()
}

fn in_words(errors: &[OciError]) -> String {
    let words: Vec<_> = errors
        .iter()
        .take(MAX_ERRORS)
        .map(OciError::in_words)
        .collect();
    words.join("; ")
}

impl OciError {
    fn in_words(&self) -> String {
        match self.message.as_deref() {
            Some(message) if !message.is_empty() => format!("{} ({message})", self.code),
            _ => self.code.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_registry_says_is_taken_out_of_its_json() {
        let body = br#"{"errors":[{"code":"MANIFEST_UNKNOWN","message":"unknown tag","detail":{"Tag":"1"}},{"code":"DENIED"}]}"#;
        assert_eq!(excerpt(body, &[]), "MANIFEST_UNKNOWN (unknown tag); DENIED");
    }

    #[test]
    fn what_is_no_error_of_a_registry_is_cut() {
        assert_eq!(
            excerpt(b" <html>\nno\x1b[31m", &[]),
            "<html>\\nno\\u{1b}[31m"
        );
        assert_eq!(excerpt(br#"{"errors":[]}"#, &[]), r#"{"errors":[]}"#);
        assert_eq!(excerpt(&[0xff; 3], &[]), "\u{fffd}\u{fffd}\u{fffd}");
        assert_eq!(excerpt(&[b'x'; 999], &[]).len(), MAX_EXCERPT);
    }

    #[test]
    fn what_acts_on_a_terminal_is_spelled_out_in_json_too() {
        let body = br#"{"errors":[{"code":"\u001b[2J","message":"a\u202eb\r\n"}]}"#;
        assert_eq!(excerpt(body, &[]), "\\u{1b}[2J (a\\u{202e}b\\r\\n)");
    }

    #[test]
    fn secrets_are_cut_out() {
        let secrets = ["hunter2".to_owned(), String::new()];
        assert_eq!(excerpt(b"no hunter2 here", &secrets), "no *** here");
    }
}
