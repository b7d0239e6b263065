//! The words for reports, and for who gets them.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{DbArgs, TableFormat};

#[derive(Debug, Args)]
pub(crate) struct ReportArgs {
    /// What the report is about.
    #[arg(long, value_enum, default_value_t = ReportKind::Inventory)]
    pub(crate) kind: ReportKind,
    /// How it is written.
    #[arg(long, value_enum, default_value_t = ReportFormat::Html)]
    pub(crate) format: ReportFormat,
    /// Where it goes; `-` is stdout.
    #[arg(short, long, value_name = "FILE", required_unless_present_any = ["email", "eml", "send"])]
    pub(crate) output: Option<PathBuf>,
    /// Of changes, since which scan: its number, its tag, a time, a day, or so long ago (7d). By default the scan before.
    #[arg(long, value_name = "SCAN")]
    pub(crate) from: Option<String>,
    /// The state after which scan, said in the same ways. By default the latest that has ended.
    #[arg(long, value_name = "SCAN")]
    pub(crate) to: Option<String>,
    /// Of usage, how many days.
    #[arg(long, value_name = "N", default_value_t = 30, value_parser = clap::value_parser!(u16).range(1..=3650))]
    pub(crate) days: u16,
    /// Mail it to this address; repeat for more. The server is the config's `[mail]`.
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) email: Vec<String>,
    /// Write the mail into this file instead of sending it.
    #[arg(long, value_name = "FILE", conflicts_with = "send")]
    pub(crate) eml: Option<PathBuf>,
    /// Send it to this destination of the config; repeat for more.
    #[arg(long, value_name = "NAME")]
    pub(crate) send: Vec<String>,
    /// Neither write nor send anything when nothing has changed.
    #[arg(long)]
    pub(crate) only_when_changed: bool,
    /// A directory with templates that take the place of the program's own, by their names.
    #[arg(long, value_name = "DIR")]
    pub(crate) templates: Option<PathBuf>,
    /// The config file.
    #[arg(long, value_name = "FILE", env = "OPENCITE_CONFIG")]
    pub(crate) config: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) db: DbArgs,
}

#[derive(Debug, Args)]
pub(crate) struct DeliveriesArgs {
    /// Send now what is waiting.
    #[arg(long, conflicts_with = "discard")]
    pub(crate) send: bool,
    /// Give this one up.
    #[arg(long, value_name = "NUMBER")]
    pub(crate) discard: Option<i64>,
    /// The config file.
    #[arg(long, value_name = "FILE", env = "OPENCITE_CONFIG")]
    pub(crate) config: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) db: DbArgs,
    /// What stdout gets.
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: TableFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReportKind {
    /// What is there, and how sure that is.
    Inventory,
    /// Who used which model, and how much.
    Usage,
    /// What changed since an earlier scan.
    Changes,
    /// All of it.
    Full,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReportFormat {
    /// One file for a browser, which loads nothing from anywhere.
    Html,
    /// As GitHub shows it.
    Markdown,
    /// For programs; `opencite schema --report` prints its schema.
    Json,
    /// For spreadsheets.
    Csv,
    /// A bill of materials for machine learning, of CycloneDX.
    Cyclonedx,
    /// What the Python OpenCITE exports.
    Export,
}

impl From<ReportKind> for opencite_core::ReportKind {
    fn from(kind: ReportKind) -> Self {
        match kind {
            ReportKind::Inventory => Self::Inventory,
            ReportKind::Usage => Self::Usage,
            ReportKind::Changes => Self::Changes,
            ReportKind::Full => Self::Full,
        }
    }
}

impl From<ReportFormat> for opencite_core::ReportFormat {
    fn from(format: ReportFormat) -> Self {
        match format {
            ReportFormat::Html => Self::Html,
            ReportFormat::Markdown => Self::Markdown,
            ReportFormat::Json => Self::Json,
            ReportFormat::Csv => Self::Csv,
            ReportFormat::Cyclonedx => Self::Cyclonedx,
            ReportFormat::Export => Self::Export,
        }
    }
}
