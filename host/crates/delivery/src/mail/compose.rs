//! Mails as messages of RFC 5322 and MIME.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use lettre::message::header::{
    ContentTransferEncoding, ContentType, Header, HeaderName, HeaderValue,
};
use lettre::message::{Body, MessageBuilder, MultiPart, SinglePart};
use lettre::{Message, address::Envelope};
use opencite_core::printable;
use sha2::{Digest as _, Sha256};

use crate::mail::{Attachment, Mail, MailError};

/// Says that no one wrote the mail by hand, so that no one's absence note answers it.
///
/// Source: RFC 3834 section 5.
#[derive(Clone)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

/// The mail as a message: the text and the page as alternatives, and the files. It is the same whenever it is made, and
/// pure ASCII, which every server takes. Who gets it without being named is not in it.
///
/// # Errors
///
/// When it is for nobody or for too many, or a file's type is none.
pub fn to_eml(mail: &Mail) -> Result<Vec<u8>, MailError> {
    mail.check_recipients()?;
    let boundary = boundary(mail);
    let mut body = MultiPart::mixed()
        .boundary(format!("{boundary}-files"))
        .multipart(alternatives(mail, &boundary));
    for attachment in &mail.attachments {
        body = body.singlepart(file(attachment)?);
    }
    let message = headers(mail)?.multipart(body);
    Ok(message.map_err(MailError::Compose)?.formatted())
}

fn headers(mail: &Mail) -> Result<MessageBuilder, MailError> {
    let mut builder = Message::builder()
        .from(mail.from.to_lettre())
        .subject(printable(&mail.subject))
        .message_id(Some(mail.message_id.to_string()))
        .date(mail.date.into())
        .header(AutoSubmitted)
        .envelope(envelope(mail)?);
    for to in &mail.to {
        builder = builder.to(to.to_lettre());
    }
    for cc in &mail.cc {
        builder = builder.cc(cc.to_lettre());
    }
    Ok(match &mail.reply_to {
        Some(reply_to) => builder.reply_to(reply_to.to_lettre()),
        None => builder,
    })
}

/// Given so that it is not guessed from the headers, which need not name anyone.
fn envelope(mail: &Mail) -> Result<Envelope, MailError> {
    let to = mail.recipients().into_iter();
    let to = to.map(|mailbox| mailbox.to_lettre().email).collect();
    Envelope::new(Some(mail.from.to_lettre().email), to).map_err(MailError::Compose)
}

fn alternatives(mail: &Mail, boundary: &str) -> MultiPart {
    MultiPart::alternative()
        .boundary(format!("{boundary}-text"))
        .singlepart(SinglePart::plain(lines(&mail.text)))
        .singlepart(SinglePart::html(lines(&mail.html)))
}

/// A text whose lines end in one way. What is written on the wire has no break that is half of one (RFC 5321, section
/// 2.3.8): lettre leaves a carriage return as it is.
fn lines(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

fn file(attachment: &Attachment) -> Result<SinglePart, MailError> {
    let media_type = ContentType::parse(&attachment.media_type);
    let media_type = media_type.map_err(|_| MailError::MediaType {
        name: attachment.shown_name(),
        media_type: printable(&attachment.media_type).into_owned(),
    })?;
    let file = lettre::message::Attachment::new(attachment.shown_name());
    // As it is, to the last byte: of a text that is all ASCII, a line break of its own would go on the wire as it stands.
    let body = Body::new_with_encoding(attachment.bytes.clone(), ContentTransferEncoding::Base64);
    let body = body.expect("all bytes have a form in base64");
    Ok(file.body(body, media_type))
}

/// What stands between the parts: from all that they hold, so that no part can hold it.
fn boundary(mail: &Mail) -> String {
    let mut hash = Sha256::new();
    let texts = [mail.message_id.as_str(), &mail.text, &mail.html];
    for part in texts.map(str::as_bytes) {
        hash.update(part);
    }
    for attachment in &mail.attachments {
        hash.update(&attachment.bytes);
    }
    let digest = URL_SAFE_NO_PAD.encode(hash.finalize());
    format!("opencite-{digest}")
}

impl Attachment {
    /// Its name without what could mislead or lead into another folder.
    pub(crate) fn shown_name(&self) -> String {
        printable(&self.name).replace(['/', '\\', '"'], "_")
    }
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;
    use mail_parser::{MessageParser, MimeHeaders as _, PartType};
    use opencite_core::Timestamp;

    use super::*;
    use crate::message_id::MessageId;

    fn mail() -> Mail {
        Mail {
            from: "OpenCITE <opencite@example.com>".parse().unwrap(),
            to: vec!["Zoë Müller <zoe@example.com>".parse().unwrap()],
            cc: vec!["ops@example.com".parse().unwrap()],
            bcc: vec!["audit@example.com".parse().unwrap()],
            reply_to: Some("team@example.com".parse().unwrap()),
            subject: "Größe: 3 added, 模型".to_owned(),
            html: "<p>Größe</p>".to_owned(),
            text: "Größe\n.\nend".to_owned(),
            attachments: vec![Attachment {
                name: "übersicht 模型.html".to_owned(),
                media_type: "text/html; charset=utf-8".to_owned(),
                bytes: b"<h1>\xc3\xbc</h1>".to_vec(),
            }],
            message_id: MessageId::new("weekly.42", "opencite.local").unwrap(),
            date: "2026-11-23T06:00:00Z".parse::<Timestamp>().unwrap(),
            only_to: None,
        }
    }

    fn eml(mail: &Mail) -> String {
        String::from_utf8(to_eml(mail).unwrap()).unwrap()
    }

    #[test]
    fn headers_say_who_what_and_when_in_ascii() {
        let message = eml(&mail());
        let (headers, _) = message.split_once("\r\n\r\n").unwrap();
        assert_snapshot!(headers.replace("\r\n", "\n"), @r#"
        From: OpenCITE <opencite@example.com>
        Subject: =?utf-8?b?R3LDtsOfZTo=?= 3 added, =?utf-8?b?5qih5Z6L?=
        Message-ID: <weekly.42@opencite.local>
        Date: Mon, 23 Nov 2026 06:00:00 +0000
        Auto-Submitted: auto-generated
        To: =?utf-8?b?Wm/DqyBNw7xsbGVy?= <zoe@example.com>
        Cc: ops@example.com
        Reply-To: team@example.com
        MIME-Version: 1.0
        Content-Type: multipart/mixed;
         boundary="opencite-h8nasMNw6a2ncQp0ZW36Y24uV4QM00aJMNXs05-Lrcs-files"
        "#);
    }

    #[test]
    fn another_reader_finds_both_bodies_and_the_file() {
        let message = to_eml(&mail()).unwrap();
        let parsed = MessageParser::default().parse(&message).unwrap();
        assert_eq!(parsed.subject(), Some("Größe: 3 added, 模型"));
        assert_eq!(parsed.message_id(), Some("weekly.42@opencite.local"));
        let to = parsed.to().unwrap().first().unwrap();
        assert_eq!(to.name(), Some("Zoë Müller"));
        assert_eq!(
            parsed
                .body_text(0)
                .unwrap()
                .replace("\r\n", "\n")
                .trim_end(),
            "Größe\n.\nend"
        );
        assert_eq!(parsed.body_html(0).unwrap().trim_end(), "<p>Größe</p>");
        let file = parsed.attachment(0).unwrap();
        assert_eq!(file.attachment_name(), Some("übersicht 模型.html"));
        assert!(matches!(&file.body, PartType::Html(page) if page.trim_end() == "<h1>ü</h1>"));
    }

    #[test]
    fn a_message_is_ascii_with_short_lines_and_the_same_every_time() {
        let mut long = mail();
        long.html = format!("<p>{}</p>", "x".repeat(100_000));
        long.attachments.push(Attachment {
            name: "data.bin".to_owned(),
            media_type: "application/octet-stream".to_owned(),
            bytes: (0..=255).cycle().take(50_000).collect(),
        });
        let message = eml(&long);
        assert!(message.is_ascii());
        assert_eq!(
            message
                .lines()
                .map(str::len)
                .filter(|length| *length > 998)
                .count(),
            0
        );
        assert_eq!(message, eml(&long));
    }

    #[test]
    fn who_is_not_to_be_named_is_not_in_the_message_but_gets_it() {
        assert!(!eml(&mail()).contains("audit@example.com"));
        let mail = mail();
        let recipients: Vec<_> = mail
            .recipients()
            .into_iter()
            .map(ToString::to_string)
            .collect();
        assert_eq!(recipients.len(), 3);
        assert!(recipients.contains(&"audit@example.com".to_owned()));
    }

    #[test]
    fn hostile_names_stay_in_their_header() {
        let mut hostile = mail();
        hostile.subject = "x\r\nBcc: all@example.com\r\n\r\nbody".to_owned();
        hostile.attachments = vec![Attachment {
            name: "../a\"\r\nX-Evil: 1\u{202e}txt.exe".to_owned(),
            media_type: "text/plain".to_owned(),
            bytes: Vec::new(),
        }];
        let message = to_eml(&hostile).unwrap();
        let parsed = MessageParser::default().parse(&message).unwrap();
        assert_eq!(
            parsed.subject(),
            Some(r"x\r\nBcc: all@example.com\r\n\r\nbody")
        );
        assert!(parsed.bcc().is_none());
        assert_eq!(
            parsed.attachment(0).unwrap().attachment_name(),
            Some(r".._a__r_nX-Evil: 1_u{202e}txt.exe")
        );
    }

    #[test]
    fn a_mail_for_nobody_or_for_a_crowd_is_none() {
        let mut nobody = mail();
        nobody.only_to = Some(["else@example.com".to_owned()].into());
        assert_snapshot!(to_eml(&nobody).unwrap_err(), @"write the mail: it is for nobody");
        let mut crowd = mail();
        crowd.to = (0..101)
            .map(|n| format!("u{n}@example.com").parse().unwrap())
            .collect();
        assert_snapshot!(to_eml(&crowd).unwrap_err(), @"write the mail: it is for 103 addresses, 100 is the most");
    }

    #[test]
    fn a_recipient_named_twice_is_handed_the_mail_once() {
        let mut twice = mail();
        twice.cc = twice.to.clone();
        assert_eq!(twice.recipients().len(), 2);
    }

    #[test]
    fn no_line_break_of_a_file_is_one_of_the_message() {
        let mut mail = mail();
        let text = ".\r\nMAIL FROM:<a>\r\u{1}\n.\n";
        mail.attachments[0].bytes = text.as_bytes().to_vec();
        let message = eml(&mail);
        assert!(!message.contains("MAIL FROM"));
        (mail.text, mail.html) = (text.to_owned(), text.to_owned());
        let message = eml(&mail);
        assert!(!message.replace("\r\n", "").contains(['\r', '\n']));
    }

    #[test]
    fn a_media_type_that_is_none_is_named_with_its_file() {
        let mut mail = mail();
        mail.attachments[0].media_type = "nonsense\r\nX: y".to_owned();
        assert_snapshot!(to_eml(&mail).unwrap_err(), @r"write the mail: nonsense\r\nX: y is no media type for übersicht 模型.html");
    }

    #[test]
    fn a_message_that_is_too_large_names_its_largest_file() {
        let mail = mail();
        let refused = mail.check_size(31_000_000, 25_000_000).unwrap_err();
        assert_snapshot!(refused, @"send the mail: it has 31000000 bytes as a message, 25000000 is the most; its largest file is übersicht 模型.html");
        assert!(mail.check_size(25_000_000, 25_000_000).is_ok());
    }
}
