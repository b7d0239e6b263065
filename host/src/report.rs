//! Gathers what a report says from the database.

use opencite_core::{
    AssetRecord, Inventory, Report, ReportKind, ScanId, ScanRecord, ScanRef, TimeSpan, Timestamp,
    UsageBy, UsageReport,
};
use opencite_store::{AssetFilter, Store, StoreError, UsageFilter};

/// How many points the growth of the inventory is drawn with.
const GROWTH_POINTS: usize = 120;
/// How many events in the lives of assets a report tells.
const MAX_EVENTS: usize = 10_000;

/// What a report is to be about.
#[derive(Debug, Clone)]
pub(crate) struct ReportRequest {
    pub(crate) kind: ReportKind,
    /// Since which scan changes count; by default the one before.
    pub(crate) from: Option<ScanRef>,
    /// Of which scan the state is told; by default the latest that has ended.
    pub(crate) to: Option<ScanRef>,
    /// Of which time usage is told.
    pub(crate) span: TimeSpan,
    /// Whether changes are looked for, also where the report is not about them.
    pub(crate) wants_changes: bool,
    /// When the report is asked for.
    pub(crate) now: Timestamp,
}

/// Gathers what a report says.
///
/// # Errors
///
/// When there is no such scan, or the database cannot be read.
pub(crate) fn gather(store: &Store, request: &ReportRequest) -> Result<Report, StoreError> {
    let scan = store.resolve(request.to.as_ref().unwrap_or(&ScanRef::Latest))?;
    let at = scan.id;
    let (growth, lives) = if request.kind.has_inventory() {
        (
            store.growth(at, GROWTH_POINTS)?,
            store.eventful_lives(at, MAX_EVENTS)?,
        )
    } else {
        (Vec::new(), Vec::new())
    };
    let usage = || usage(store, request.span);
    Ok(Report {
        kind: request.kind,
        changes: match from(store, request, at)? {
            Some(from) => Some(store.compare(&AssetFilter::default(), from, at)?),
            None => None,
        },
        usage: request.kind.has_usage().then(usage).transpose()?,
        inventory: inventory(store, scan, request)?,
        growth,
        lives,
    })
}

/// Since which scan changes are told; nothing in a report that tells none, or when there is no earlier scan.
fn from(store: &Store, request: &ReportRequest, to: ScanId) -> Result<Option<ScanId>, StoreError> {
    if !request.kind.has_changes() && !request.wants_changes {
        return Ok(None);
    }
    match &request.from {
        Some(from) => store.resolve(from).map(|scan| Some(scan.id)),
        None => ended_before(store, to),
    }
}

/// The last scan that had ended before another began.
pub(crate) fn ended_before(store: &Store, scan: ScanId) -> Result<Option<ScanId>, StoreError> {
    let scans = store.scans()?;
    let earlier = scans.iter().rev().skip_while(|one| one.id >= scan);
    let mut ended = earlier.filter(|one| one.finished.is_some());
    Ok(ended.next().map(|one| one.id))
}

/// Reports that are not about the inventory still say how sure they are.
fn inventory(
    store: &Store,
    scan: ScanRecord,
    request: &ReportRequest,
) -> Result<Inventory, StoreError> {
    let assets = || -> Result<Vec<AssetRecord>, StoreError> {
        store.assets(&AssetFilter::default(), Some(scan.id))
    };
    let assets = request.kind.has_inventory().then(assets).transpose()?;
    Ok(Inventory {
        generated: request.now,
        simulated: store.is_simulated(scan.id)?,
        assets: assets.unwrap_or_default(),
        units: store.latest_units(scan.id)?,
        scan,
    })
}

fn usage(store: &Store, span: TimeSpan) -> Result<UsageReport, StoreError> {
    let filter = UsageFilter::default();
    let by = |by| store.usage(by, &filter, span);
    Ok(UsageReport {
        summary: store.usage_summary(&filter, span)?,
        models: by(UsageBy::Model)?,
        principals: by(UsageBy::Principal)?,
        profiles: by(UsageBy::Profile)?,
        days: by(UsageBy::Day)?,
        model_days: store.model_days(&filter, span)?,
        endpoints: store.endpoint_usage(&filter, span)?,
        coverage: store.usage_coverage()?,
    })
}
