//! The sections `[destinations.NAME]`: who gets reports.

use serde::Deserialize;

use super::SecretSource;
use crate::cli::ReportFormat;

/// Who gets reports: people by mail, or a program by a webhook.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct DestinationSection {
    /// Mail goes to these: `Security <security@example.org>`.
    #[serde(default)]
    pub(crate) to: Vec<String>,
    #[serde(default)]
    pub(crate) cc: Vec<String>,
    /// What the subject of a mail is: words in braces stand for numbers of the report.
    pub(crate) subject: Option<String>,
    /// In which formats the report is attached to a mail; by default as HTML.
    pub(crate) attach: Option<Vec<ReportFormat>>,
    /// Where a webhook is: its URL is a secret, as whoever has it can post.
    pub(crate) webhook: Option<SecretSource>,
    /// What a webhook gets.
    #[serde(default)]
    pub(crate) style: WebhookStyle,
    /// What a webhook's messages are signed with.
    pub(crate) secret: Option<SecretSource>,
    /// Whether a webhook may have a private address.
    #[serde(default)]
    pub(crate) allow_private: bool,
}

/// What a webhook gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum WebhookStyle {
    /// The report as JSON.
    #[default]
    Json,
    /// A message that Slack shows, and what is compatible with it.
    Slack,
}
