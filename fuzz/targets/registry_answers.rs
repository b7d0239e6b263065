//! A registry that may answer anything: what is taken is bounded and what was named, and what is shown is safe. A byte
//! of 0xff parts the answers.

#![no_main]

use std::sync::LazyLock;
use std::time::Duration;

use libfuzzer_sys::fuzz_target;
use opencite_core::Secret;
use opencite_distribution::{Client, Credentials, Digest, Limits, Reference, Trust};
use opencite_fuzz::server;
use opencite_fuzz::shown::assert_harmless;

/// What must not be told.
const PASSWORD: &str = "x7Q-secret";

/// The largest component.
const MAX_BYTES: u64 = 1_000;

static TRUST: LazyLock<Trust> =
    LazyLock::new(|| Trust::system().expect("the system has certificates"));

fuzz_target!(|said: &[u8]| {
    let reference: Reference = format!("oci://{}/me/x:1", server::address())
        .parse()
        .expect("it is a reference");
    let client = client();
    let answers = said.split(|byte| *byte == 0xff);
    let fetched = server::answered(client.fetch(&reference), answers);
    match fetched {
        Ok(fetched) => {
            assert!(fetched.bytes.len() as u64 <= MAX_BYTES);
            assert_eq!(fetched.digest, Digest::of(&fetched.bytes));
            assert!(fetched.manifest.is_some());
        }
        Err(error) => {
            let shown = format!("{error} {}", error.hint());
            assert_harmless(&shown);
            assert!(shown.len() < 10_000, "{shown:?} is short");
            assert!(!format!("{shown} {error:?}").contains(PASSWORD));
        }
    }
});

fn client() -> Client {
    let second = Duration::from_secs(1);
    let limits = Limits {
        connect: second,
        silence: second,
        whole: second,
        ..Limits::new(MAX_BYTES)
    };
    let password = Credentials::Password {
        user: "me".to_owned(),
        password: Secret::new(PASSWORD),
    };
    Client {
        credentials: Some(password),
        ..Client::new(TRUST.clone(), limits)
    }
}
