//! What an inventory report says: texts and numbers, ready to be printed.

use std::collections::BTreeSet;

use opencite_core::{Inventory, ScanOutcome, ScanRecord, UnitKey};
use serde::Serialize;

use super::assets::{self, TypeView};
use super::coverage::CoverageView;
use super::moment::Moment;
use super::notable::{self, NotableView};
use super::shelf::Shelf;
use super::summary::SummaryView;

/// All that an inventory report says.
#[derive(Debug, Serialize)]
pub(super) struct InventoryView {
    title: &'static str,
    simulated: bool,
    scan: ScanView,
    generated: Moment,
    accounts: Vec<String>,
    regions: Vec<String>,
    coverage: CoverageView,
    summary: SummaryView,
    notable: Vec<NotableView>,
    own: Vec<TypeView>,
    catalogue: Vec<TypeView>,
}

#[derive(Debug, Serialize)]
struct ScanView {
    id: String,
    started: Moment,
    finished: Option<Moment>,
    outcome: &'static str,
    error: Option<String>,
}

impl InventoryView {
    pub(super) fn of(inventory: &Inventory) -> Self {
        let shelf = Shelf::of(inventory);
        Self {
            title: "AI inventory",
            simulated: inventory.simulated,
            scan: ScanView::of(&inventory.scan),
            generated: inventory.generated.into(),
            accounts: scanned(inventory, |key| key.account.as_str()),
            regions: scanned(inventory, |key| key.region.as_str()),
            coverage: CoverageView::of(&shelf),
            summary: SummaryView::of(&shelf),
            notable: notable::of(&shelf),
            own: assets::own(&shelf),
            catalogue: assets::catalogue(&shelf),
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

/// The accounts or regions that were asked about, whether or not they hold anything.
fn scanned<'a>(inventory: &'a Inventory, part: fn(&'a UnitKey) -> &'a str) -> Vec<String> {
    let asked = inventory.units.iter().map(|unit| part(&unit.key));
    let held = inventory.assets.iter().map(|asset| part(&asset.unit));
    asked
        .chain(held)
        .collect::<BTreeSet<_>>()
        .into_iter()
        .map(str::to_owned)
        .collect()
}
