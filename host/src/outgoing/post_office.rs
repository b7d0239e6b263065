//! Sends what is waiting.

use std::error::Error;
use std::num::NonZeroU32;
use std::path::Path;
use std::time::Duration;

use anyhow::{Context as _, anyhow};
use opencite_config::{Config, DestinationSection, MailSection, MailSecurity};
use opencite_core::Timestamp;
use opencite_delivery::{
    Login, Mail, Mailbox, Post, Reach, RetryPolicy, Security, SigningKey, Smtp, Trust, Webhook,
    WebhookUrl, WebhookUrlError,
};
use opencite_store::{DeliveryLock, DeliveryRecord, Store};

use super::addressee::section;
use super::parcel::{MailParcel, Parcel};
use crate::failure::Failure;
use crate::whole_file;

/// The largest file of certificates, in bytes.
const MAX_CA_FILE: u64 = 1024 * 1024;

/// Sends what is waiting, each to the destination that the config has for it now.
pub(crate) struct PostOffice<'a> {
    config: &'a Config,
    retry: RetryPolicy,
    now: fn() -> Timestamp,
}

/// What came of sending.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) sent: u64,
    pub(crate) failed: u64,
}

impl Tally {
    /// # Errors
    ///
    /// When anything could not be sent; the hint says what becomes of it.
    pub(crate) fn require_all(self, hint: &str) -> Result<(), Failure> {
        match self.failed {
            0 => Ok(()),
            failed => {
                let all = failed + self.sent;
                let kept = anyhow!("{failed} of {all} reports could not be sent, and stay");
                Err(Failure::failed(kept).hint(hint))
            }
        }
    }
}

/// What is left of a parcel that some were refused.
struct LeftOver {
    parcel: MailParcel,
    /// Who, and why.
    refused: String,
}

impl<'a> PostOffice<'a> {
    /// One that sends as a config says, by a clock.
    ///
    /// # Errors
    ///
    /// When the config's `[deliveries]` has a number that is out of bounds.
    pub(crate) fn new(config: &'a Config, now: fn() -> Timestamp) -> Result<Self, Failure> {
        Ok(Self {
            config,
            retry: config.deliveries.retry()?,
            now,
        })
    }

    /// Sends all that waits, oldest first. What cannot be sent stays, with the reason.
    ///
    /// # Errors
    ///
    /// When another process is sending, or the database cannot be read or written.
    pub(crate) async fn send_all(&self, store: &mut Store) -> Result<Tally, Failure> {
        let _lock = DeliveryLock::acquire(store.path())?;
        let waiting = store.deliveries()?.into_iter().filter(|one| one.is_waiting);
        let mut tally = Tally::default();
        for delivery in waiting {
            match self.send(store, &delivery).await {
                Ok(()) => tally.sent += 1,
                Err(failure) => {
                    tally.failed += 1;
                    let reason = failure.to_string();
                    tracing::warn!(
                        "delivery {} to {} stays, as it failed: {reason}",
                        delivery.id,
                        delivery.destination
                    );
                    store.delivery_failed(delivery.id, (self.now)(), &reason)?;
                }
            }
        }
        Ok(tally)
    }

    async fn send(&self, store: &mut Store, delivery: &DeliveryRecord) -> Result<(), Failure> {
        let Some(bytes) = store.delivery_message(delivery.id)? else {
            return Ok(());
        };
        let left = match Parcel::of_bytes(&bytes)? {
            Parcel::Mail(parcel) => self.mail(parcel, delivery).await?,
            Parcel::Webhook(body) => {
                self.post(body, delivery).await?;
                None
            }
        };
        let Some(LeftOver { parcel, refused }) = left else {
            return Ok(store.delivery_sent(delivery.id, (self.now)())?);
        };
        store.replace_delivery_message(delivery.id, &Parcel::Mail(parcel).to_bytes()?)?;
        Err(Failure::failed(anyhow!("some were refused: {refused}")))
    }

    async fn mail(
        &self,
        parcel: MailParcel,
        delivery: &DeliveryRecord,
    ) -> Result<Option<LeftOver>, Failure> {
        let section = self.section()?;
        let mail = self.addressed(&parcel, &delivery.message_id)?;
        let smtp = smtp(section)?;
        let receipt = self
            .patiently(async || opencite_delivery::send(&mail, &smtp).await)
            .await?;
        let refused: Vec<String> = receipt.refused.iter().map(ToString::to_string).collect();
        let refused = refused.join("; ");
        if !refused.is_empty() {
            tracing::warn!("delivery {}: some were refused: {refused}", delivery.id);
        }
        Ok(receipt.left_over().map(|left| LeftOver {
            parcel: parcel.for_the_rest(left),
            refused,
        }))
    }

    /// The mail of a parcel, from whom the config says.
    pub(crate) fn addressed(&self, parcel: &MailParcel, message_id: &str) -> Result<Mail, Failure> {
        let section = self.section()?;
        let from = mailbox(&section.from, "from")?;
        let reply_to = section.reply_to.as_deref();
        let reply_to = reply_to.map(|text| mailbox(text, "reply_to")).transpose()?;
        parcel.mail(message_id, from, reply_to)
    }

    fn section(&self) -> Result<&MailSection, Failure> {
        self.config.mail.as_ref().ok_or_else(|| {
            Failure::usage(anyhow!(
                "the config has no section [mail], which names the server"
            ))
            .hint("Add it, with host and from, and name the config with --config.")
        })
    }

    async fn post(&self, body: String, delivery: &DeliveryRecord) -> Result<(), Failure> {
        let name = &delivery.destination;
        let webhook = webhook(section(self.config, name)?, name)?;
        let post = Post {
            id: delivery.message_id.clone(),
            at: (self.now)(),
            body: body.into_bytes(),
        };
        let post_it = async || opencite_delivery::post(&post, &webhook).await;
        self.patiently(post_it).await.map(drop)
    }

    /// Tries again what may go better in a moment.
    async fn patiently<T, E>(&self, work: impl AsyncFn() -> Result<T, E>) -> Result<T, Failure>
    where
        E: opencite_delivery::Failure + Error + Send + Sync + 'static,
    {
        let mut attempt = NonZeroU32::MIN;
        loop {
            let error = match work().await {
                Ok(done) => return Ok(done),
                Err(error) => error,
            };
            let Some(delay) = self.retry.delay(attempt, &error, jitter()?) else {
                let hint = error.hint();
                return Err(Failure::failed(error).hint(hint));
            };
            let seconds = delay.as_secs_f64();
            tracing::warn!("failed to {error}; trying again in {seconds:.1} s");
            tokio::time::sleep(delay).await;
            attempt = attempt.saturating_add(1);
        }
    }
}

/// A random number from 0 to 1.
fn jitter() -> Result<f64, Failure> {
    let mut bytes = [0; 4];
    getrandom::fill(&mut bytes).map_err(Failure::failed)?;
    Ok(f64::from(u32::from_le_bytes(bytes)) / f64::from(u32::MAX))
}

fn smtp(section: &MailSection) -> Result<Smtp, Failure> {
    let security = match section.security {
        MailSecurity::Starttls => Security::StartTls,
        MailSecurity::Tls => Security::Tls,
        MailSecurity::None => Security::Plain,
    };
    let mut smtp = Smtp::new(&section.host, security, trust(section.ca_file.as_deref())?);
    if let Some(port) = section.port {
        smtp.port = port;
    }
    if let Some(timeout) = section.timeout {
        smtp.timeouts.step = Duration::from_secs(u64::from(timeout.get()));
    }
    smtp.reach = reach(section.allow_private);
    smtp.login = login(section)?;
    Ok(smtp)
}

fn login(section: &MailSection) -> Result<Option<Login>, Failure> {
    match (&section.user, &section.password) {
        (Some(user), Some(password)) => Ok(Some(Login {
            user: user.clone(),
            password: password.read("the password of [mail]")?,
        })),
        (None, None) => Ok(None),
        _ => Err(Failure::usage(anyhow!(
            "the config's [mail] has only one of user and password"
        ))),
    }
}

fn trust(ca_file: Option<&Path>) -> Result<Trust, Failure> {
    let Some(path) = ca_file else {
        return Trust::system().map_err(Failure::failed);
    };
    let failed = || format!("cannot read ca_file {}", path.display());
    let pem = whole_file::read_text(path, MAX_CA_FILE)
        .with_context(failed)
        .map_err(Failure::usage)?;
    Trust::system_and(pem.as_bytes())
        .with_context(failed)
        .map_err(Failure::usage)
}

fn reach(allow_private: bool) -> Reach {
    if allow_private {
        Reach::Private
    } else {
        Reach::Public
    }
}

fn webhook(section: &DestinationSection, name: &str) -> Result<Webhook, Failure> {
    let Some(source) = &section.webhook else {
        return Err(Failure::usage(anyhow!(
            "destination {name} of the config has no `webhook`"
        )));
    };
    let url = source.read(&format!("the webhook of destination {name}"))?;
    let key = section.secret.as_ref();
    let key = key.map(|source| source.read(&format!("the secret of destination {name}")));
    let key = key
        .transpose()?
        .map(|secret| SigningKey::new(&secret).map_err(Failure::usage));
    let url: WebhookUrl = url
        .expose()
        .parse()
        .map_err(|error: WebhookUrlError| Failure::usage(error))?;
    let mut webhook = Webhook::new(url, trust(None)?);
    webhook.key = key.transpose()?;
    webhook.reach = reach(section.allow_private);
    Ok(webhook)
}

fn mailbox(text: &str, what: &str) -> Result<Mailbox, Failure> {
    let parsed: Result<Mailbox, _> = text.parse();
    let context = || format!("{what} of the config's [mail] is no address");
    parsed.with_context(context).map_err(Failure::usage)
}
