//! A mail server that may say anything: what it says ends the delivery within its time, and is safe to show.
//!
//! The first byte chooses whether the connection is to be made secure. The rest is what the server says.

#![no_main]

use std::sync::LazyLock;
use std::time::Duration;

use libfuzzer_sys::fuzz_target;
use opencite_core::Secret;
use opencite_delivery::{
    Failure as _, Login, Mail, MessageId, Reach, Security, Smtp, Timeouts, Trust, send,
};
use opencite_fuzz::estate::time;
use opencite_fuzz::server;
use opencite_fuzz::shown::assert_harmless;

const PASSWORD: &str = "correct-horse-battery-staple";

static TRUST: LazyLock<Trust> =
    LazyLock::new(|| Trust::system().expect("the system has certificates"));

fuzz_target!(|input: &[u8]| {
    let Some((&kind, said)) = input.split_first() else {
        return;
    };
    let smtp = smtp(kind);
    let mail = mail();
    let sent = server::greeted(send(&mail, &smtp), said);
    let shown = match &sent {
        Ok(receipt) => {
            assert!(!receipt.accepted.is_empty(), "somebody got the mail");
            format!("{} {:?}", receipt.reply, receipt.left_over())
        }
        Err(error) => format!("{error} {} {:?}", error.hint(), error.is_retryable()),
    };
    assert_harmless(&shown);
    // Who does not log in has no password: then it is a word of the server's.
    let is_told = shown.contains(PASSWORD) || format!("{sent:?}").contains(PASSWORD);
    assert!(!is_told || !logs_in(kind));
});

fn logs_in(kind: u8) -> bool {
    kind & 2 == 0
}

fn smtp(kind: u8) -> Smtp {
    let security = if kind.is_multiple_of(2) {
        Security::Plain
    } else {
        Security::StartTls
    };
    let login = Login {
        user: "opencite".to_owned(),
        password: Secret::new(PASSWORD.to_owned()),
    };
    let second = Duration::from_secs(1);
    Smtp {
        port: server::address().port(),
        reach: Reach::Private,
        login: logs_in(kind).then_some(login),
        timeouts: Timeouts {
            connect: second,
            step: second,
            message: second,
            whole: second,
        },
        ..Smtp::new("127.0.0.1", security, TRUST.clone())
    }
}

fn mail() -> Mail {
    let mailbox = |address: &str| address.parse().expect("it is an address");
    Mail {
        from: mailbox("opencite@example.com"),
        to: vec![mailbox("one@example.com"), mailbox("two@example.com")],
        cc: Vec::new(),
        bcc: Vec::new(),
        reply_to: None,
        subject: "subject".to_owned(),
        html: "page".to_owned(),
        text: "text".to_owned(),
        attachments: Vec::new(),
        message_id: MessageId::new("1", "example.com").expect("it is a name"),
        date: time(1),
        only_to: None,
    }
}
