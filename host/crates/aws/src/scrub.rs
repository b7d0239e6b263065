//! Cleans what AWS says before it goes anywhere: one short line, without anything that could be a credential.

/// The longest message that is kept, in characters.
const MAX_CHARS: usize = 500;

/// The longest run of base64-like characters that a message may hold: session tokens are longer, ids are not.
const MAX_OPAQUE: usize = 64;

/// The message as it may be shown.
///
/// AWS's signature errors quote the canonical request, session token included, after the first line; such text is cut.
pub(crate) fn scrub(message: &str) -> String {
    let line = message.lines().next().unwrap_or_default();
    let words: Vec<String> = line.split_whitespace().map(scrub_word).collect();
    words
        .join(" ")
        .chars()
        .filter(|c| !c.is_control())
        .take(MAX_CHARS)
        .collect()
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

/// An access key id, or a run that is too long for a name, unless slashes break it into the parts of an ARN.
fn may_be_secret(run: &str) -> bool {
    let key_id =
        |part: &str| part.len() >= 16 && (part.starts_with("AKIA") || part.starts_with("ASIA"));
    let longest_part = run.split('/').map(str::len).max().unwrap_or(0);
    key_id(run) || longest_part > MAX_OPAQUE || is_secret_key(run)
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
}
