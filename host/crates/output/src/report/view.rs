//! What a report says: texts and numbers, ready to be printed.

use std::collections::BTreeSet;

use opencite_core::{Inventory, Report, ReportKind, ScanOutcome, ScanRecord, UnitKey};
use serde::Serialize;

use super::assets::{self, TypeView};
use super::changes::ChangesView;
use super::chart::LineChart;
use super::coverage::CoverageView;
use super::data::Block;
use super::growth;
use super::moment::Moment;
use super::notable::{self, NotableView};
use super::rows::RowsView;
use super::shelf::Shelf;
use super::summary::SummaryView;
use super::usage::UsageView;
use crate::words::{count, number};

/// How many accounts or regions the head of a report names.
const MAX_NAMED: usize = 20;

/// How long a report may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Length {
    /// A page: its assets are data.
    Page,
    /// A document that has all in it.
    Long,
    /// The gist.
    Short,
}

/// All that a report says.
#[derive(Debug, Serialize)]
pub(super) struct ReportView {
    kind: &'static str,
    title: &'static str,
    simulated: bool,
    scan: ScanView,
    generated: Moment,
    accounts: Named,
    regions: Named,
    /// The main thing in a sentence without an end.
    sentence: String,
    about: About,
    coverage: CoverageView,
    summary: SummaryView,
    growth: Option<LineChart>,
    notable: Vec<NotableView>,
    changes: Option<ChangesView>,
    usage: Option<UsageView>,
    /// The first assets, for a page.
    first: RowsView,
    /// The assets by type, for a document.
    own: Vec<TypeView>,
    catalogue: Vec<TypeView>,
    /// The data of a page.
    pub(super) data: Vec<Block>,
}

/// What a report is about: more than one in a full report.
#[derive(Debug, Serialize)]
struct About {
    inventory: bool,
    changes: bool,
    usage: bool,
}

#[derive(Debug, Serialize)]
struct ScanView {
    id: String,
    started: Moment,
    finished: Option<Moment>,
    outcome: &'static str,
    error: Option<String>,
}

/// Some names, and how many there are beyond.
#[derive(Debug, Serialize)]
struct Named {
    names: Vec<String>,
    left_out: Option<String>,
}

impl Length {
    /// How many changed assets a list has.
    pub(super) fn changes(self) -> usize {
        match self {
            Self::Page | Self::Long => 200,
            Self::Short => 10,
        }
    }

    /// How many rows a table of usage has.
    pub(super) fn usage(self) -> usize {
        match self {
            Self::Page | Self::Long => 100,
            Self::Short => 5,
        }
    }
}

impl ReportView {
    pub(super) fn of(report: &Report, length: Length) -> Self {
        Self::of_shelf(&Shelf::of(report), length)
    }

    pub(super) fn of_shelf(shelf: &Shelf<'_>, length: Length) -> Self {
        let (report, inventory) = (shelf.report, shelf.inventory);
        let has_inventory = report.kind.has_inventory();
        let links = has_inventory && length == Length::Page;
        let changes = report.changes.as_ref();
        let changes = changes.map(|changes| ChangesView::of(changes, links, length));
        let usage = report.usage.as_ref();
        let usage = usage.map(|usage| UsageView::of(usage, length));
        let summary = SummaryView::of(shelf);
        let when = |wanted: Length| length == wanted && has_inventory;
        Self {
            kind: report.kind.as_str(),
            title: title(report.kind),
            simulated: inventory.simulated
                || report
                    .changes
                    .as_ref()
                    .is_some_and(|changes| changes.simulated),
            scan: ScanView::of(&inventory.scan),
            generated: inventory.generated.into(),
            accounts: Named::of(inventory, |key| key.account.as_str()),
            regions: Named::of(inventory, |key| key.region.as_str()),
            sentence: sentence(report.kind, &summary, changes.as_ref(), usage.as_ref()),
            about: About {
                inventory: has_inventory,
                changes: report.kind.has_changes(),
                usage: report.kind.has_usage(),
            },
            coverage: CoverageView::of(shelf),
            growth: if has_inventory {
                growth::of(report)
            } else {
                None
            },
            notable: if has_inventory {
                notable::of(shelf)
            } else {
                Vec::new()
            },
            first: if when(Length::Page) {
                RowsView::of(shelf)
            } else {
                RowsView::default()
            },
            own: if when(Length::Long) {
                assets::own(shelf)
            } else {
                Vec::new()
            },
            catalogue: if when(Length::Long) {
                assets::catalogue(shelf)
            } else {
                Vec::new()
            },
            data: Vec::new(),
            summary,
            changes,
            usage,
        }
    }

    pub(super) fn has_assets(&self) -> bool {
        !self.first.is_empty()
    }
}

fn title(kind: ReportKind) -> &'static str {
    match kind {
        ReportKind::Inventory => "AI inventory",
        ReportKind::Usage => "AI usage",
        ReportKind::Changes => "AI changes",
        ReportKind::Full => "AI report",
    }
}

fn sentence(
    kind: ReportKind,
    summary: &SummaryView,
    changes: Option<&ChangesView>,
    usage: Option<&UsageView>,
) -> String {
    let none = |what: &str| format!("There is nothing to say of {what}");
    match kind {
        ReportKind::Inventory | ReportKind::Full => summary.sentence().to_owned(),
        ReportKind::Usage => {
            usage.map_or_else(|| none("usage"), |usage| usage.sentence().to_owned())
        }
        ReportKind::Changes => {
            changes.map_or_else(|| none("changes"), |changes| changes.sentence().to_owned())
        }
    }
}

impl ScanView {
    fn of(scan: &ScanRecord) -> Self {
        Self {
            id: scan.id.to_string(),
            started: scan.started.into(),
            finished: scan.finished.map(Moment::from),
            outcome: scan.outcome.map_or("unfinished", ScanOutcome::as_str),
            error: scan.error.clone(),
        }
    }
}

impl Named {
    /// The accounts or regions that were asked about, whether or not they hold anything.
    fn of<'a>(inventory: &'a Inventory, part: fn(&'a UnitKey) -> &'a str) -> Self {
        let asked = inventory.units.iter().map(|unit| part(&unit.key));
        let held = inventory.assets.iter().map(|asset| part(&asset.unit));
        let all: BTreeSet<_> = asked.chain(held).collect();
        let left_out = all.len().saturating_sub(MAX_NAMED);
        Self {
            names: all.into_iter().take(MAX_NAMED).map(str::to_owned).collect(),
            left_out: (left_out > 0).then(|| count(number(left_out))),
        }
    }
}
