//! The sections `[destinations.NAME]`: who gets reports.

use opencite_core::ReportFormat;
use serde::Deserialize;

use crate::SecretSource;

/// Who gets reports: people by mail, or a program by a webhook.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DestinationSection {
    /// Mail goes to these: `Security <security@example.org>`.
    #[serde(default)]
    pub to: Vec<String>,
    /// And to these, as copies.
    #[serde(default)]
    pub cc: Vec<String>,
    /// What the subject of a mail is: words in braces stand for numbers of the report.
    pub subject: Option<String>,
    /// In which formats the report is attached to a mail; by default as HTML.
    pub attach: Option<Vec<ReportFormat>>,
    /// Where a webhook is: its URL is a secret, as whoever has it can post.
    pub webhook: Option<SecretSource>,
    /// What a webhook gets.
    #[serde(default)]
    pub style: WebhookStyle,
    /// What a webhook's messages are signed with.
    pub secret: Option<SecretSource>,
    /// Whether a webhook may have a private address.
    #[serde(default)]
    pub allow_private: bool,
}

/// What a webhook gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum WebhookStyle {
    /// The report as JSON.
    #[default]
    Json,
    /// A message that Slack shows, and what is compatible with it.
    Slack,
}
