//! Mails: addresses, subjects and file names from the config and from AWS begin no header of their own.

#![no_main]

use libfuzzer_sys::fuzz_target;
use opencite_core::{ScanId, Secret};
use opencite_delivery::{
    Attachment, Mail, Mailbox, MessageId, SigningKey, SubjectTemplate, SubjectValues, WebhookUrl,
    to_eml,
};
use opencite_fuzz::estate::time;
use opencite_fuzz::shown::assert_harmless;
use opencite_fuzz::words::Words;

/// All headers that a mail of ours has.
const HEADERS: [&str; 10] = [
    "auto-submitted",
    "content-disposition",
    "content-transfer-encoding",
    "content-type",
    "date",
    "from",
    "message-id",
    "mime-version",
    "reply-to",
    "subject",
];

/// The most characters of a line: a server may cut longer ones.
const MAX_LINE: usize = 998;

/// What no message of ours says by itself.
const SECRET: &str = "x7Q-secret";

/// Who gets the mail without being named in it.
const HIDDEN: &str = "hidden@example.org";

fuzz_target!(|input: &str| {
    let mut words = Words::of(input);
    let (mailbox, template, value) = (words.word(), words.word(), words.word());
    let (name, media_type, text) = (words.word(), words.word(), words.word());
    secrets(mailbox);
    let subject = subject(template, value);
    let mailbox = address(mailbox);
    let file = Attachment {
        name: name.to_owned(),
        media_type: media_type.to_owned(),
        bytes: text.as_bytes().to_vec(),
    };
    let mail = Mail {
        from: mailbox.clone(),
        to: vec![mailbox.clone()],
        cc: Vec::new(),
        bcc: vec![HIDDEN.parse().expect("it is an address")],
        reply_to: Some(mailbox),
        subject,
        html: text.to_owned(),
        text: text.to_owned(),
        attachments: vec![file],
        message_id: MessageId::new("1", "example.com").expect("it is a name"),
        date: time(1),
        only_to: None,
    };
    if let Ok(message) = to_eml(&mail) {
        let text = check(&message);
        let is_named = text.contains(HIDDEN) && !input.contains(HIDDEN);
        assert!(!is_named, "who is not to be named is");
    }
});

fn address(text: &str) -> Mailbox {
    match text.parse::<Mailbox>() {
        Ok(mailbox) => {
            assert!(
                mailbox
                    .address()
                    .bytes()
                    .all(|byte| byte.is_ascii_graphic() || byte == b' '),
                "{mailbox}"
            );
            assert!(
                !mailbox.address().contains(['\r', '\n', '<', '>']),
                "{mailbox}"
            );
            mailbox
        }
        Err(error) => {
            assert_line(&error.to_string());
            "Ops <ops@example.com>".parse().expect("it is an address")
        }
    }
}

fn subject(template: &str, value: &str) -> String {
    let values = SubjectValues {
        added: Some(1),
        removed: None,
        changed: Some(0),
        title: value,
        account: value,
        scan: ScanId(7),
        date: "2026-11-23",
    };
    match template.parse::<SubjectTemplate>() {
        Ok(template) => {
            let subject = template.render(&values);
            assert_line(&subject);
            subject
        }
        // The hint names what was written, and is escaped where it is shown.
        Err(_) => value.to_owned(),
    }
}

fn secrets(text: &str) {
    let secret = format!("{text}{SECRET}");
    match secret.parse::<WebhookUrl>() {
        // The host is shown, the path is not.
        Ok(url) => assert_line(&format!("{url} {url:?}")),
        Err(error) => assert!(!error.to_string().contains(SECRET)),
    }
    if let Err(error) = SigningKey::new(&Secret::new(secret)) {
        assert!(!error.to_string().contains(SECRET));
    }
}

fn assert_line(text: &str) {
    assert_harmless(text);
    assert!(!text.contains('\n'), "{text:?} is one line");
}

fn check(message: &[u8]) -> &str {
    assert!(message.is_ascii(), "a mail is ASCII");
    let text = std::str::from_utf8(message).expect("ASCII is UTF-8");
    assert!(
        !text.replace("\r\n", "").contains(['\r', '\n']),
        "lines end with both"
    );
    assert!(
        text.split("\r\n").all(|line| line.len() <= MAX_LINE),
        "a line is too long"
    );
    let (head, _) = text.split_once("\r\n\r\n").expect("a mail has a head");
    let names = head
        .split("\r\n")
        .filter(|line| !line.starts_with([' ', '\t']));
    for line in names {
        let name = line
            .split(':')
            .next()
            .unwrap_or_default()
            .to_ascii_lowercase();
        assert!(
            name == "to" || HEADERS.contains(&name.as_str()),
            "an unknown header: {line:?}"
        );
    }
    text
}
