//! A listener that may answer anything: its answer is bounded, and safe to show.

#![no_main]

use std::num::NonZeroU32;
use std::sync::LazyLock;
use std::time::Duration;

use libfuzzer_sys::fuzz_target;
use opencite_delivery::{
    Failure as _, Post, Reach, RetryPolicy, Trust, Webhook, WebhookTimeouts, post,
};
use opencite_fuzz::estate::time;
use opencite_fuzz::server;
use opencite_fuzz::shown::assert_harmless;

/// What must not be told of the URL.
const PATH: &str = "hooks/T0/secret-of-the-path";

static TRUST: LazyLock<Trust> =
    LazyLock::new(|| Trust::system().expect("the system has certificates"));

fuzz_target!(|said: &[u8]| {
    let webhook = webhook();
    let document = Post {
        id: "msg_1".to_owned(),
        at: time(1),
        body: b"{}".to_vec(),
    };
    let posted = server::answered(post(&document, &webhook), [said]);
    let shown = match &posted {
        Ok(answer) => {
            assert!((200..300).contains(&answer.status));
            answer.excerpt.clone()
        }
        Err(error) => {
            let policy = RetryPolicy::default();
            let wait = policy.delay(NonZeroU32::MIN, error, 0.5);
            format!("{error} {} {wait:?}", error.hint())
        }
    };
    assert_harmless(&shown);
    assert!(shown.len() < 4_000, "{shown:?} is short");
    assert!(!shown.contains(PATH) && !format!("{posted:?}").contains(PATH));
});

fn webhook() -> Webhook {
    let second = Duration::from_secs(1);
    let url = format!("http://{}/{PATH}", server::address());
    Webhook {
        reach: Reach::Private,
        timeouts: WebhookTimeouts {
            connect: second,
            whole: second,
        },
        ..Webhook::new(url.parse().expect("it is a URL"), TRUST.clone())
    }
}
