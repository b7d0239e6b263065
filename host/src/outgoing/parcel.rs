//! A report, ready to be sent: what is stored until it was.

use std::collections::BTreeSet;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use opencite_config::WebhookStyle;
use opencite_core::{Comparison, Report, ReportFormat, Timestamp};
use opencite_delivery::{
    Attachment, Mail, Mailbox, MessageId, SubjectTemplate, SubjectValues, slack,
};
use opencite_output::report as output;
use opencite_store::NewDelivery;
use serde::{Deserialize, Serialize};

use super::addressee::{Addressee, Way};
use crate::failure::Failure;
use crate::render::{self, Renderer};

/// How many accounts a subject names.
const SHOWN_ACCOUNTS: usize = 3;
/// Where the names of messages are made.
const PLACE: &str = "opencite";

/// What is sent: all of it, but for the server and its secrets, which the config tells when it is sent.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase", deny_unknown_fields)]
pub(crate) enum Parcel {
    Mail(MailParcel),
    /// The body of a webhook's message, which is JSON.
    Webhook(String),
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct MailParcel {
    to: Vec<String>,
    cc: Vec<String>,
    subject: String,
    html: String,
    text: String,
    attachments: Vec<File>,
    date: Timestamp,
    /// Those who are left over from an attempt at which others got it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    only_to: Option<BTreeSet<String>>,
}

impl Parcel {
    /// Reads what was stored.
    pub(crate) fn of_bytes(bytes: &[u8]) -> Result<Self, Failure> {
        serde_json::from_slice(bytes).map_err(Failure::failed)
    }

    /// What is to be stored.
    pub(super) fn to_bytes(&self) -> Result<Vec<u8>, Failure> {
        serde_json::to_vec(self).map_err(Failure::failed)
    }
}

impl MailParcel {
    /// The mail, from somebody.
    pub(super) fn mail(
        &self,
        message_id: &str,
        from: Mailbox,
        reply_to: Option<Mailbox>,
    ) -> Result<Mail, Failure> {
        let mailboxes = |texts: &[String]| {
            let mailboxes = texts
                .iter()
                .map(|text| text.parse().map_err(Failure::failed));
            mailboxes.collect::<Result<Vec<Mailbox>, Failure>>()
        };
        Ok(Mail {
            from,
            to: mailboxes(&self.to)?,
            cc: mailboxes(&self.cc)?,
            bcc: Vec::new(),
            reply_to,
            subject: self.subject.clone(),
            html: self.html.clone(),
            text: self.text.clone(),
            attachments: self
                .attachments
                .iter()
                .map(File::attachment)
                .collect::<Result<_, _>>()?,
            message_id: MessageId::new(message_id, PLACE).map_err(Failure::failed)?,
            date: self.date,
            only_to: self.only_to.clone(),
        })
    }

    /// The same for those alone who have not got it.
    pub(super) fn for_the_rest(self, left: BTreeSet<String>) -> Self {
        Self {
            only_to: Some(left),
            ..self
        }
    }
}

impl File {
    fn attachment(&self) -> Result<Attachment, Failure> {
        Ok(Attachment {
            name: self.name.clone(),
            media_type: self.media_type.clone(),
            bytes: STANDARD.decode(&self.bytes).map_err(Failure::failed)?,
        })
    }
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    name: String,
    media_type: String,
    /// In base64.
    bytes: String,
}

/// What parcels are made with.
pub(crate) struct Packing<'a> {
    pub(crate) report: &'a Report,
    pub(crate) renderer: &'a Renderer,
    /// The job that the report is of.
    pub(crate) job: Option<&'a str>,
}

impl Packing<'_> {
    /// Makes the parcel of a report for somebody.
    ///
    /// # Errors
    ///
    /// When the report cannot be written.
    pub(crate) fn pack(&self, addressee: &Addressee) -> Result<NewDelivery, Failure> {
        let (subject, parcel) = match &addressee.way {
            Way::Mail {
                to,
                cc,
                subject,
                attach,
            } => {
                let subject = self.subject(subject);
                let mail = self.mail(to, cc, subject.clone(), attach)?;
                (subject, Parcel::Mail(mail))
            }
            Way::Webhook(style) => (self.title(), Parcel::Webhook(self.message(*style)?)),
        };
        Ok(NewDelivery {
            job: self.job.map(str::to_owned),
            destination: addressee.name.clone(),
            message_id: unique()?,
            subject,
            created: self.report.inventory.generated,
            message: parcel.to_bytes()?,
        })
    }

    fn mail(
        &self,
        to: &[Mailbox],
        cc: &[Mailbox],
        subject: String,
        attach: &[ReportFormat],
    ) -> Result<MailParcel, Failure> {
        let texts = |mailboxes: &[Mailbox]| mailboxes.iter().map(Mailbox::to_string).collect();
        let files = attach.iter().map(|format| self.file(*format));
        Ok(MailParcel {
            to: texts(to),
            cc: texts(cc),
            subject,
            html: written(|out| {
                Ok(output::mail_html(
                    self.report,
                    self.renderer.templates(),
                    out,
                )?)
            })?,
            text: written(|out| {
                Ok(output::mail_text(
                    self.report,
                    self.renderer.templates(),
                    out,
                )?)
            })?,
            attachments: files.collect::<Result<_, _>>()?,
            date: self.report.inventory.generated,
            only_to: None,
        })
    }

    fn file(&self, format: ReportFormat) -> Result<File, Failure> {
        let mut bytes = Vec::new();
        self.renderer.write(self.report, format, &mut bytes)?;
        Ok(File {
            name: render::file_name(self.report, self.job, format),
            media_type: format.media_type().to_owned(),
            bytes: STANDARD.encode(bytes),
        })
    }

    fn message(&self, style: WebhookStyle) -> Result<String, Failure> {
        match style {
            WebhookStyle::Json => {
                written(|out| self.renderer.write(self.report, ReportFormat::Json, out))
            }
            WebhookStyle::Slack => {
                let message = slack::message(self.report, &self.title());
                String::from_utf8(message).map_err(Failure::failed)
            }
        }
    }

    fn title(&self) -> String {
        format!("{} report", self.report.kind.as_str())
    }

    fn subject(&self, template: &SubjectTemplate) -> String {
        let changes = self.report.changes.as_ref();
        let count = |of: fn(&Comparison) -> usize| changes.map(of);
        template.render(&SubjectValues {
            added: count(|changes| changes.added.len()),
            removed: count(|changes| changes.removed.len()),
            changed: count(|changes| changes.changed.len()),
            title: &self.title(),
            account: &accounts(self.report),
            scan: self.report.inventory.scan.id,
            date: &self
                .report
                .inventory
                .generated
                .strftime("%Y-%m-%d")
                .to_string(),
        })
    }
}

/// The accounts that were looked at.
fn accounts(report: &Report) -> String {
    let units = report.inventory.units.iter();
    let accounts: BTreeSet<&str> = units.map(|unit| unit.key.account.as_str()).collect();
    let shown: Vec<&str> = accounts.iter().copied().take(SHOWN_ACCOUNTS).collect();
    match accounts.len().saturating_sub(SHOWN_ACCOUNTS) {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}

fn written(write: impl FnOnce(&mut Vec<u8>) -> Result<(), Failure>) -> Result<String, Failure> {
    let mut bytes = Vec::new();
    write(&mut bytes)?;
    String::from_utf8(bytes).map_err(Failure::failed)
}

/// A name that nothing else has.
fn unique() -> Result<String, Failure> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(Failure::failed)?;
    Ok(bytes
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect::<Vec<_>>()
        .concat())
}
