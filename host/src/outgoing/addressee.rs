//! Who gets a report.

use anyhow::anyhow;
use opencite_config::{Config, DestinationSection, WebhookStyle};
use opencite_core::{ReportFormat, nearest};
use opencite_delivery::{Mailbox, SubjectTemplate};

use crate::failure::Failure;

/// What the subject of a mail is, when nobody says.
const SUBJECT: &str = "OpenCITE: {title}, {added} added, {removed} removed, {changed} changed";

/// Who gets a report, and in which form. Whatever is wrong with it is found when it is made, before anything is scanned.
#[derive(Debug)]
pub(crate) struct Addressee {
    /// The name of the destination in the config, or the addresses.
    pub(crate) name: String,
    pub(crate) way: Way,
}

/// How a report gets to somebody.
#[derive(Debug)]
pub(crate) enum Way {
    Mail {
        to: Vec<Mailbox>,
        cc: Vec<Mailbox>,
        subject: SubjectTemplate,
        attach: Vec<ReportFormat>,
    },
    Webhook(WebhookStyle),
}

impl Addressee {
    /// People, by their addresses.
    pub(crate) fn people(addresses: &[String], attach: ReportFormat) -> Result<Self, Failure> {
        Ok(Self {
            name: addresses.join(", "),
            way: Way::Mail {
                to: mailboxes(addresses, "the command line")?,
                cc: Vec::new(),
                subject: subject(None)?,
                attach: vec![attach],
            },
        })
    }

    /// A destination of the config.
    pub(crate) fn of_config(config: &Config, name: &str) -> Result<Self, Failure> {
        let section = section(config, name)?;
        Ok(Self {
            name: name.to_owned(),
            way: Self::way(section, name)?,
        })
    }

    fn way(section: &DestinationSection, name: &str) -> Result<Way, Failure> {
        match (&section.webhook, section.to.is_empty()) {
            (Some(_), true) => Ok(Way::Webhook(section.style)),
            (None, false) => Ok(Way::Mail {
                to: mailboxes(&section.to, name)?,
                cc: mailboxes(&section.cc, name)?,
                subject: subject(section.subject.as_deref())?,
                attach: section
                    .attach
                    .clone()
                    .unwrap_or_else(|| vec![ReportFormat::Html]),
            }),
            (Some(_), false) => Err(Failure::usage(anyhow!(
                "destination {name} of the config has both `to` and `webhook`; make it two destinations"
            ))),
            (None, true) => Err(Failure::usage(anyhow!(
                "destination {name} of the config has neither `to` nor `webhook`"
            ))),
        }
    }
}

/// The section of a destination.
pub(super) fn section<'a>(
    config: &'a Config,
    name: &str,
) -> Result<&'a DestinationSection, Failure> {
    config.destinations.get(name).ok_or_else(|| {
        let names = config.destinations.keys().map(String::as_str);
        let nearest = nearest(name, names);
        let unknown = anyhow!("the config has no destination {name}");
        Failure::usage(unknown)
            .maybe_hint(nearest.map(|nearest| format!("Did you mean {nearest}?")))
    })
}

fn mailboxes(addresses: &[String], place: &str) -> Result<Vec<Mailbox>, Failure> {
    let parse = |address: &String| {
        address.parse().map_err(|error| {
            let context = format!("an address of {place} is none");
            Failure::usage(
                anyhow::Error::new::<opencite_delivery::MailboxError>(error).context(context),
            )
        })
    };
    addresses.iter().map(parse).collect()
}

fn subject(template: Option<&str>) -> Result<SubjectTemplate, Failure> {
    SubjectTemplate::try_from(template.unwrap_or(SUBJECT).to_owned()).map_err(Failure::usage)
}
