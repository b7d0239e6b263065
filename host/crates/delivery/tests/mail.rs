//! Mail that arrives.

use std::time::Duration;

use mail_parser::{MessageParser, MimeHeaders as _};
use opencite_core::Secret;
use opencite_delivery::{
    Attachment, Login, Mail, MessageId, Reach, Security, Smtp, Timeouts, Trust, send, to_eml,
};
use opencite_postbox::{AuthMechanism, Authority, House, Server, Tls};

use crate::trust::trust;

/// A mail with all that can go wrong on the way: no ASCII, lines of dots, a file of every byte.
pub(crate) fn mail() -> Mail {
    Mail {
        from: "OpenCITE <opencite@example.com>".parse().unwrap(),
        to: vec!["Zoë Müller <zoe@example.com>".parse().unwrap()],
        cc: vec!["ops@example.com".parse().unwrap()],
        bcc: vec!["audit@example.com".parse().unwrap()],
        reply_to: None,
        subject: "Größe: 3 added, 模型".to_owned(),
        html: "<p>Größe</p>\n.\n<p>end</p>".to_owned(),
        text: "3 added\n.\n..\n.x\nend".to_owned(),
        attachments: vec![Attachment {
            name: "übersicht 模型.bin".to_owned(),
            media_type: "application/octet-stream".to_owned(),
            bytes: (0..=255).cycle().take(10_000).collect(),
        }],
        message_id: MessageId::new("weekly.42", "opencite.local").unwrap(),
        date: "2026-11-23T06:00:00Z".parse().unwrap(),
        only_to: None,
    }
}

/// Waits that no good server comes near.
pub(crate) fn patient() -> Timeouts {
    Timeouts {
        connect: Duration::from_secs(20),
        step: Duration::from_secs(20),
        message: Duration::from_secs(20),
        whole: Duration::from_mins(1),
    }
}

pub(crate) fn smtp(port: u16, security: Security, trust: Trust) -> Smtp {
    Smtp {
        port,
        reach: Reach::Private,
        timeouts: patient(),
        ..Smtp::new("localhost", security, trust)
    }
}

pub(crate) fn login(password: &str) -> Login {
    Login {
        user: "ops".to_owned(),
        password: Secret::new(password),
    }
}

#[tokio::test]
async fn a_mail_arrives_over_starttls_with_a_login_byte_for_byte() {
    let authority = Authority::default();
    let tls = Tls::WhenAsked(authority.acceptor("localhost"));
    let server = Server::start(House::default(), tls, &[AuthMechanism::Plain]).await;
    let mut smtp = smtp(server.port, Security::StartTls, trust(&authority));
    smtp.login = Some(login("correct horse"));

    let receipt = send(&mail(), &smtp).await.unwrap();

    assert_eq!(
        receipt.accepted,
        ["zoe@example.com", "ops@example.com", "audit@example.com"]
    );
    assert!(receipt.refused.is_empty());
    assert_eq!(receipt.reply.code, 250);
    let letters = server.house.letters();
    let [letter] = letters.as_slice() else {
        panic!("{} letters", letters.len());
    };
    assert_eq!(letter.from, "opencite@example.com");
    assert_eq!(letter.to, receipt.accepted);
    assert_eq!(letter.user.as_deref(), Some("ops"));
    assert_eq!(
        String::from_utf8_lossy(&letter.bytes).trim_end(),
        String::from_utf8(to_eml(&mail()).unwrap())
            .unwrap()
            .trim_end()
    );
}

#[tokio::test]
async fn what_arrives_reads_as_it_was_written() {
    let server = Server::start(House::default(), Tls::Never, &[]).await;
    let smtp = smtp(server.port, Security::Plain, trust(&Authority::default()));
    send(&mail(), &smtp).await.unwrap();

    let letters = server.house.letters();
    let message = MessageParser::default().parse(&letters[0].bytes).unwrap();
    assert_eq!(message.subject(), Some("Größe: 3 added, 模型"));
    assert_eq!(message.message_id(), Some("weekly.42@opencite.local"));
    assert_eq!(
        message.to().unwrap().first().unwrap().name(),
        Some("Zoë Müller")
    );
    assert!(message.bcc().is_none());
    let lines = |text: &str| text.replace("\r\n", "\n").trim_end().to_owned();
    assert_eq!(
        lines(&message.body_text(0).unwrap()),
        "3 added\n.\n..\n.x\nend"
    );
    assert_eq!(
        lines(&message.body_html(0).unwrap()),
        "<p>Größe</p>\n.\n<p>end</p>"
    );
    let file = message.attachment(0).unwrap();
    assert_eq!(file.attachment_name(), Some("übersicht 模型.bin"));
    assert_eq!(file.contents(), mail().attachments[0].bytes);
}

#[tokio::test]
async fn a_mail_arrives_over_tls_from_the_first_byte_with_the_other_kind_of_login() {
    let authority = Authority::default();
    let tls = Tls::AtOnce(authority.acceptor("localhost"));
    let server = Server::start(House::default(), tls, &[AuthMechanism::Login]).await;
    let mut smtp = smtp(server.port, Security::Tls, trust(&authority));
    smtp.login = Some(login("correct horse"));

    send(&mail(), &smtp).await.unwrap();
    assert_eq!(server.house.letters()[0].user.as_deref(), Some("ops"));
}

#[tokio::test]
async fn a_mail_that_is_sent_again_is_the_same_mail() {
    let server = Server::start(House::default(), Tls::Never, &[]).await;
    let smtp = smtp(server.port, Security::Plain, trust(&Authority::default()));
    send(&mail(), &smtp).await.unwrap();
    send(&mail(), &smtp).await.unwrap();
    let letters = server.house.letters();
    assert_eq!(letters[0], letters[1]);
}

#[tokio::test]
async fn a_report_of_megabytes_arrives() {
    let server = Server::start(House::default(), Tls::Never, &[]).await;
    let smtp = smtp(server.port, Security::Plain, trust(&Authority::default()));
    let mut large = mail();
    large.attachments[0].bytes = (0..=250).cycle().take(3_000_000).collect();
    send(&large, &smtp).await.unwrap();
    let letters = server.house.letters();
    let message = MessageParser::default().parse(&letters[0].bytes).unwrap();
    assert!(message.attachment(0).unwrap().contents() == large.attachments[0].bytes);
}
