//! The sections `[[schedule]]`: jobs.

use std::path::PathBuf;

use opencite_core::{ReportFormat, ReportKind};
use serde::Deserialize;
use serde::de::{self, Deserializer};

use crate::Bounded;

/// The longest name of a job, in bytes: with a prefix it has to be a name for Kubernetes.
const MAX_NAME: usize = 40;

/// A job: what to scan, report and send, and when.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScheduleSection {
    /// What the job is known by.
    pub name: JobName,
    /// Five fields, as cron has them.
    pub cron: String,
    /// A name of the IANA database.
    #[serde(default = "utc")]
    pub time_zone: String,
    /// Whether to scan first.
    #[serde(default = "yes")]
    pub scan: bool,
    /// Whether the scan describes everything again.
    #[serde(default)]
    pub full: bool,
    /// How many days of usage the scan collects, where that is another number than the config's.
    pub usage_days: Option<Bounded<1, 90>>,
    /// Only these asset types.
    #[serde(default)]
    pub types: Vec<String>,
    /// What the report is about; nothing for no report.
    pub report: Option<ReportKind>,
    /// In which formats the report is written into `output`.
    #[serde(default = "html")]
    pub formats: Vec<ReportFormat>,
    /// The directory that reports are written into.
    pub output: Option<PathBuf>,
    /// How many days of usage the report is about.
    #[serde(default)]
    pub days: ReportDays,
    /// The destinations that get the report.
    #[serde(default)]
    pub send: Vec<String>,
    /// Whether nothing is sent, nor written, when nothing has changed since the last report.
    #[serde(default)]
    pub only_when_changed: bool,
    /// How long a run may take before it is stopped.
    pub timeout_minutes: Option<Bounded<1, 1440>>,
}

/// How many days of usage a report is about.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(transparent)]
pub struct ReportDays(Bounded<1, 3650>);

/// The name of a job: lower-case letters, digits and dashes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JobName(String);

impl ReportDays {
    /// The number.
    pub fn get(self) -> u16 {
        self.0.get()
    }
}

impl Default for ReportDays {
    fn default() -> Self {
        Self(Bounded::of::<30>())
    }
}

impl JobName {
    /// The name as it was written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<'de> Deserialize<'de> for JobName {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let is_part = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        let is_name = (1..=MAX_NAME).contains(&text.len())
            && text.bytes().all(is_part)
            && !text.starts_with('-')
            && !text.ends_with('-');
        if is_name {
            Ok(Self(text))
        } else {
            Err(de::Error::custom(
                "the name of a job is made of lower-case letters, digits and dashes, at most 40",
            ))
        }
    }
}

fn utc() -> String {
    "UTC".to_owned()
}

fn yes() -> bool {
    true
}

fn html() -> Vec<ReportFormat> {
    vec![ReportFormat::Html]
}
