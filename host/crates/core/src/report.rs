//! What a report is made of.

use serde::Deserialize;

use crate::{
    AssetLife, CallCounts, Comparison, EndpointUsage, Inventory, ScanId, TimeSpan, Timestamp,
    UsageCoverage, UsageRow, UsageSummary,
};

/// What a report is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ReportKind {
    /// What is there.
    Inventory,
    /// Who used it, and how much.
    Usage,
    /// What changed.
    Changes,
    /// All of it.
    Full,
}

/// How a report is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ReportFormat {
    /// One file for a browser, which loads nothing from anywhere.
    Html,
    /// As GitHub shows it.
    Markdown,
    /// For programs.
    Json,
    /// For spreadsheets.
    Csv,
    /// A bill of materials for machine learning, of CycloneDX.
    Cyclonedx,
    /// What the Python OpenCITE exports.
    Export,
}

impl ReportFormat {
    /// How the names of files in the format end.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Html => "html",
            Self::Markdown => "md",
            Self::Json => "json",
            Self::Csv => "csv",
            Self::Cyclonedx => "cdx.json",
            Self::Export => "export.json",
        }
    }

    /// What mail calls the format: a media type of the IANA, `text/markdown` of RFC 7763.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Html => "text/html; charset=utf-8",
            Self::Markdown => "text/markdown; charset=utf-8",
            Self::Csv => "text/csv; charset=utf-8",
            Self::Cyclonedx => "application/vnd.cyclonedx+json",
            Self::Json | Self::Export => "application/json",
        }
    }
}

/// All that a report says.
#[derive(Debug, Clone)]
pub struct Report {
    /// What it is about.
    pub kind: ReportKind,
    /// The state after the scan, how sure it is, and when the report was asked for. A report that is only about usage or
    /// changes has no assets here, but the units all the same.
    pub inventory: Inventory,
    /// How many assets there were, oldest first; nothing in a report that is not about the inventory.
    pub growth: Vec<GrowthPoint>,
    /// The lives of the assets to which more happened than that they appeared, as far as there is room.
    pub lives: Vec<AssetLife>,
    /// What changed; nothing in a report that is not about changes, or when there is no earlier scan.
    pub changes: Option<Comparison>,
    /// Who used what; nothing in a report that is not about usage.
    pub usage: Option<UsageReport>,
}

/// How many assets a scan left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GrowthPoint {
    /// Which scan.
    pub scan: ScanId,
    /// When it ended.
    pub at: Timestamp,
    /// Assets that were there after it, over all units.
    pub assets: u64,
}

/// Who used what within a span of time, and how sure that is.
#[derive(Debug, Clone, PartialEq)]
pub struct UsageReport {
    /// The main numbers, and the span.
    pub summary: UsageSummary,
    /// By model, most calls first.
    pub models: Vec<UsageRow>,
    /// By the role, user or service that called.
    pub principals: Vec<UsageRow>,
    /// By the name that a model was called by.
    pub profiles: Vec<UsageRow>,
    /// By day, oldest first.
    pub days: Vec<UsageRow>,
    /// By model and day, sorted by both.
    pub model_days: Vec<ModelDay>,
    /// By endpoint and variant.
    pub endpoints: Vec<EndpointUsage>,
    /// What was collected.
    pub coverage: Vec<UsageCoverage>,
}

/// How much a model was used on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ModelDay {
    /// The model; nothing where no source named it.
    pub model: Option<String>,
    /// The day, in UTC: `2026-11-21`.
    pub day: String,
    /// How much.
    pub counts: CallCounts,
}

impl ReportKind {
    /// The name that the command line, the config and JSON use.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Inventory => "inventory",
            Self::Usage => "usage",
            Self::Changes => "changes",
            Self::Full => "full",
        }
    }

    /// Whether it is about what is there.
    pub fn has_inventory(self) -> bool {
        matches!(self, Self::Inventory | Self::Full)
    }

    /// Whether it is about who used what.
    pub fn has_usage(self) -> bool {
        matches!(self, Self::Usage | Self::Full)
    }

    /// Whether it is about what changed.
    pub fn has_changes(self) -> bool {
        matches!(self, Self::Changes | Self::Full)
    }
}

impl UsageReport {
    /// The span of time.
    pub fn span(&self) -> TimeSpan {
        self.summary.span
    }
}
