//! Cleans what AWS says before it goes anywhere: one short line, without anything that could be a credential.

use opencite_core::printable;

/// The longest message that is kept, in characters.
const MAX_CHARS: usize = 500;

/// The longest run of base64-like characters between slashes that a message may hold: session tokens are longer, ids are
/// not.
const MAX_OPAQUE: usize = 64;

/// The longest such run with its slashes: a session token may have one everywhere, a path has other marks as well.
const MAX_PATH: usize = 200;

/// The message as it may be shown.
///
/// AWS's signature errors quote the canonical request, session token included, after the first line; such text is cut.
pub(crate) fn scrub(message: &str) -> String {
    let line = message.lines().next().unwrap_or_default();
    let words: Vec<String> = line.split_whitespace().map(scrub_word).collect();
    let text: String = words
        .join(" ")
        .chars()
        .filter(|c| !c.is_control())
        .collect();
    printable(&text).chars().take(MAX_CHARS).collect()
}

fn scrub_word(word: &str) -> String {
    let is_opaque = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '=' | '_' | '-');
    let mut scrubbed = String::with_capacity(word.len());
    let mut rest = word;
    while !rest.is_empty() {
        let run_end = rest.find(|c| !is_opaque(c)).unwrap_or(rest.len());
        let (run, after) = rest.split_at(run_end);
        scrubbed.push_str(if may_be_secret(run) { "[removed]" } else { run });
        let mark_end = after.find(is_opaque).unwrap_or(after.len());
        let (mark, next) = after.split_at(mark_end);
        scrubbed.push_str(mark);
        rest = next;
    }
    scrubbed
}

/// Keys, also behind the equals sign of a name, and a run that is too long for a name, unless slashes break it into the
/// parts of an ARN.
fn may_be_secret(run: &str) -> bool {
    let longest_part = run.split('/').map(str::len).max().unwrap_or(0);
    longest_part > MAX_OPAQUE
        || run.len() > MAX_PATH
        || holds_key_id(run)
        || run.split('=').any(is_secret_key)
}

/// Whether there is an access key id in it: also in the middle of a word, as nothing else looks like one.
fn holds_key_id(run: &str) -> bool {
    let is_of_a_key = |byte: &u8| byte.is_ascii_uppercase() || byte.is_ascii_digit();
    let begins = |prefix| run.match_indices(prefix).map(|(at, _)| at);
    begins("AKIA").chain(begins("ASIA")).any(|at| {
        let rest = run.bytes().skip(at);
        rest.take_while(is_of_a_key).take(16).count() == 16
    })
}

/// AWS secret access keys are 40 characters of base64; an ARN's or a digest's parts have no `+` and no mixed slashes.
fn is_secret_key(run: &str) -> bool {
    let has = |test: fn(&u8) -> bool| run.as_bytes().iter().any(test);
    run.len() == 40
        && has(u8::is_ascii_uppercase)
        && has(u8::is_ascii_lowercase)
        && has(u8::is_ascii_digit)
        && !run.contains('-')
        && !run.contains('_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ordinary_denial_stays_as_it_is() {
        let message = "User: arn:aws:sts::111122223333:assumed-role/auditor/opencite is not authorized to perform: \
                       bedrock:ListGuardrails on resource: arn:aws:bedrock:us-east-1:111122223333:guardrail/abc123";
        assert_eq!(scrub(message), message);
    }

    #[test]
    fn what_could_be_a_credential_is_removed() {
        let token = "IQoJb3JpZ2luX2VjEJr".repeat(10);
        let message = format!(
            "The security token {token} of AKIAIOSFODNN7EXAMPLE with wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY is expired"
        );
        assert_eq!(
            scrub(&message),
            "The security token [removed] of [removed] with [removed] is expired"
        );
    }

    #[test]
    fn only_the_first_line_is_kept_and_it_is_bounded() {
        assert_eq!(
            scrub("signature does not match\nx-amz-security-token:abc"),
            "signature does not match"
        );
        assert_eq!(scrub(&"word ".repeat(1000)).chars().count(), MAX_CHARS);
        assert_eq!(scrub("a\u{1b}[31mb"), "a[31mb");
    }

    #[test]
    fn a_credential_behind_an_equals_sign_is_removed() {
        let message = "Credential=AKIAIOSFODNN7EXAMPLE/20261127/us-east-1/sts/aws4_request, \
                       secret=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY&x=1";
        assert_eq!(scrub(message), "[removed], [removed]&x=1");
    }

    #[test]
    fn a_key_id_in_the_middle_of_a_word_is_removed() {
        assert_eq!(
            scrub("is noAKIAIOSFODNN7EXAMPLE region"),
            "is [removed] region"
        );
        assert_eq!(
            scrub("MALAKIA and AKIAshort stay"),
            "MALAKIA and AKIAshort stay"
        );
    }

    #[test]
    fn a_token_with_slashes_at_short_distances_is_removed() {
        let token = "IQoJb3JpZ2luX2VjEJr0aCXVzLWVhc3QtMSJIMEYCIQDzY8k3Hk9mM2/".repeat(5);
        assert_eq!(scrub(&format!("token {token}")), "token [removed]");
    }

    #[test]
    fn what_turns_the_direction_of_writing_is_spelled_out() {
        assert_eq!(scrub("a\u{202e}b"), "a\\u{202e}b");
    }
}
