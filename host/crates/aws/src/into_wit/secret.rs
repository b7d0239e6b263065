//! Which settings may hold a secret.
//!
//! A guess, made to err on the side of hiding: a fingerprint too many costs a reader one value, a secret shown costs the
//! account.

/// Words that make a name that of a secret, wherever they stand in it.
const SECRET_WORDS: &[&str] = &[
    "accesskey",
    "apikey",
    "apitoken",
    "auth",
    "authkey",
    "authorization",
    "authtoken",
    "bearer",
    "cookie",
    "cred",
    "credential",
    "credentials",
    "creds",
    "key",
    "keys",
    "passphrase",
    "passwd",
    "password",
    "passwords",
    "privatekey",
    "pwd",
    "secret",
    "secretkey",
    "secrets",
    "token",
];

/// Words that make of a key or a token something else: a count, a part of a vocabulary or of a model, a KMS key's id.
const HARMLESS_COMPANY: &[&str] = &[
    "bos", "cls", "count", "eos", "heads", "kms", "length", "limit", "mask", "max", "min", "num",
    "pad", "sep", "unk",
];

/// The words that [`HARMLESS_COMPANY`] can make harmless.
const AMBIGUOUS_WORDS: &[&str] = &["key", "keys", "token"];

/// How AWS and others begin their keys, so that scanners find them, and the tokens of sessions.
///
/// Source for AWS: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html>
const KEY_PREFIXES: &[&str] = &[
    "ABIA",
    "ABSK",
    "ACCA",
    "AIza",
    "AKIA",
    "ASIA",
    "FQoGZXIvYXdz",
    "FwoGZXIvYXdz",
    "IQoJb3JpZ2lu",
    "bedrock-api-key-",
    "dapi",
    "eyJ",
    "gho_",
    "ghp_",
    "ghs_",
    "github_pat_",
    "glpat-",
    "gsk_",
    "hf_",
    "lsv2_",
    "npm_",
    "nvapi-",
    "pplx-",
    "r8_",
    "rk_live_",
    "sk-",
    "sk_",
    "xai-",
    "xoxb-",
    "xoxp-",
    "ya29.",
];

/// The least bytes of a text with such a prefix that can be a key.
const SHORTEST_KEY: usize = 16;

/// The least letters and digits in a row that no word, number or date is made of.
const SHORTEST_RANDOM: usize = 32;

/// The bytes of the secret half of AWS's access keys, which has no prefix.
const AWS_SECRET_BYTES: usize = 40;

/// Whether the setting may be a secret, by its name or by its value.
pub(crate) fn is_likely(name: &str, value: &str) -> bool {
    (names_a_secret(name) && !is_harmless(value)) || holds_a_key(value)
}

/// Switches, and the ARNs by which a secret is referred to.
fn is_harmless(value: &str) -> bool {
    matches!(
        value.to_ascii_lowercase().as_str(),
        "" | "null" | "none" | "true" | "false"
    ) || value.starts_with("arn:")
}

fn names_a_secret(name: &str) -> bool {
    let words = words(name);
    let is = |list: &[&str], word: &String| list.contains(&word.as_str());
    let harmless = words.iter().any(|word| is(HARMLESS_COMPANY, word));
    words
        .iter()
        .filter(|word| is(SECRET_WORDS, word))
        .any(|word| !(harmless && is(AMBIGUOUS_WORDS, word)))
}

/// The words of a name in any style: `HF_TOKEN`, `openaiAPIKey`, `db.password`.
fn words(name: &str) -> Vec<String> {
    let chars: Vec<char> = name.chars().collect();
    let mut spaced = String::with_capacity(name.len() * 2);
    for (index, &char) in chars.iter().enumerate() {
        let before = index.checked_sub(1).and_then(|index| chars.get(index));
        let after = chars.get(index + 1);
        let begins = char.is_uppercase()
            && (before.is_some_and(|before| before.is_lowercase() || before.is_numeric())
                || before.is_some_and(|before| before.is_uppercase())
                    && after.is_some_and(|after| after.is_lowercase()));
        if begins || !char.is_alphanumeric() {
            spaced.push(' ');
        }
        if char.is_alphanumeric() {
            spaced.extend(char.to_lowercase());
        }
    }
    spaced.split_whitespace().map(str::to_owned).collect()
}

/// Whether a key stands anywhere in the value, which may be a command line, a URL or JSON.
fn holds_a_key(value: &str) -> bool {
    value.contains("-----BEGIN")
        || has_userinfo(value)
        || value
            .split(|char: char| char.is_whitespace() || "\"'`,;:=&?()[]{}<>|@".contains(char))
            .any(is_a_key)
}

/// `https://user:password@host`.
fn has_userinfo(value: &str) -> bool {
    value.split("://").skip(1).any(|rest| {
        let authority = rest.split(['/', '?', '#', ' ']).next().unwrap_or_default();
        authority
            .rsplit_once('@')
            .is_some_and(|(user, _host)| user.contains(':'))
    })
}

fn is_a_key(text: &str) -> bool {
    let is_marked =
        text.len() >= SHORTEST_KEY && KEY_PREFIXES.iter().any(|prefix| text.starts_with(prefix));
    is_marked || is_aws_secret(text) || is_random(text)
}

fn is_aws_secret(text: &str) -> bool {
    text.len() == AWS_SECRET_BYTES
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'+'))
        && text.bytes().any(|byte| byte.is_ascii_uppercase())
        && text.bytes().any(|byte| byte.is_ascii_lowercase())
        && text.bytes().any(|byte| byte.is_ascii_digit())
}

/// Hex, base 64 and the like.
fn is_random(text: &str) -> bool {
    text.len() >= SHORTEST_RANDOM
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'+')
        && text.bytes().any(|byte| byte.is_ascii_alphabetic())
        && text.bytes().any(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_secrets_are_known_in_any_style() {
        for name in [
            "api_key",
            "openaiApiKey",
            "openaiAPIKey",
            "OPENAI_APIKEY",
            "WANDB-API-KEY",
            "HF_TOKEN",
            "db.password",
            "Authorization",
            "client-secret",
            "max_secret",
            "secret",
            "AWS_SESSION_TOKEN",
            "key2Secret",
            "encryption_key",
        ] {
            assert!(is_likely(name, "x"), "{name}");
        }
    }

    #[test]
    fn names_of_other_things_are_not() {
        for name in [
            "max_tokens",
            "maxNewTokens",
            "max_token",
            "tokenizer",
            "eos_token",
            "num_key_value_heads",
            "kmsKeyId",
            "keyframe",
            "monkey",
            "author",
            "learningRate",
            "epochCount",
        ] {
            assert!(!is_likely(name, "x"), "{name}");
        }
    }

    #[test]
    fn switches_and_arns_under_a_secret_name_are_shown() {
        for value in [
            "",
            "True",
            "none",
            "arn:aws:secretsmanager:us-east-1:123456789012:secret:hf-AbCdEf",
        ] {
            assert!(!is_likely("hf_token", value), "{value}");
        }
    }

    #[test]
    fn values_that_are_keys_are_known_under_any_name_and_in_any_text() {
        for value in [
            "AKIAIOSFODNN7EXAMPLE",
            "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
            "sk-proj-abcdefghijklmnop",
            "IQoJb3JpZ2luX2VjEJr0aCXVzLWVhc3QtMSJIMEYCIQDzY8k3Hk9mM2/eW91IGhhdmUgcmVhZCB0aGlz==",
            "--key=hf_abcdefghijklmnopqrst",
            r#"{"k": "ghp_abcdefghijklmnopqrst"}"#,
            "https://user:pass@example.com/x",
            "0123456789abcdef0123456789abcdef01234567",
            "-----BEGIN RSA PRIVATE KEY-----\nMIIE",
        ] {
            assert!(is_likely("note", value), "{value}");
        }
    }

    #[test]
    fn other_values_are_shown() {
        for value in [
            "0.00001",
            "s3://bucket/models/2026-11-21/checkpoint-000123/model.safetensors",
            "arn:aws:bedrock:us-east-1:123456789012:custom-model/amazon.titan-text-lite-v1:0:4k/abcdef012345",
            "pytorch-training-2026-11-21-06-46-44-000",
            "123e4567-e89b-12d3-a456-426614174000",
            "mail@example.com",
            "https://example.com/a@b:c",
            "sk-learn",
            "12345678901234567890123456789012345",
        ] {
            assert!(!is_likely("note", value), "{value}");
        }
    }
}
