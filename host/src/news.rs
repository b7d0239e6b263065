//! What changed since a job last reported.

use std::collections::{BTreeMap, BTreeSet};

use opencite_core::{Comparison, ScanId, UnitKey};
use opencite_store::{AssetFilter, Store, StoreError};

use crate::report;

/// What changed since a job last reported, up to a scan; nothing when there is nothing to compare with.
///
/// Each unit is compared with its own last report: what one that was denied for a while missed is told once it can be
/// seen again. A job that has never reported begins with the scan before.
///
/// # Errors
///
/// When the database cannot be read.
pub(crate) fn since_last_report(
    store: &Store,
    job: &str,
    to: ScanId,
) -> Result<Option<Comparison>, StoreError> {
    let reported = store.reported(job)?;
    let scans: BTreeSet<ScanId> = reported
        .values()
        .copied()
        .filter(|scan| *scan <= to)
        .collect();
    let Some(newest) = scans.last().copied() else {
        let before = report::ended_before(store, to)?;
        return before.map(|from| compare(store, from, to)).transpose();
    };
    let mut news = None;
    for from in scans {
        let part = Part {
            reported: &reported,
            from,
            newest,
        };
        let compared = part.of(compare(store, from, to)?);
        news = Some(match news {
            None => compared,
            Some(news) => joined(news, compared),
        });
    }
    Ok(news)
}

fn compare(store: &Store, from: ScanId, to: ScanId) -> Result<Comparison, StoreError> {
    store.compare(&AssetFilter::default(), from, to)
}

/// The units that were last reported at one scan.
struct Part<'a> {
    reported: &'a BTreeMap<UnitKey, ScanId>,
    from: ScanId,
    /// Units that were never reported are told of with those that were last reported.
    newest: ScanId,
}

impl Part<'_> {
    fn has(&self, unit: &UnitKey) -> bool {
        *self.reported.get(unit).unwrap_or(&self.newest) == self.from
    }

    fn of(&self, mut all: Comparison) -> Comparison {
        for assets in [&mut all.added, &mut all.removed, &mut all.aged_out] {
            assets.retain(|asset| self.has(&asset.unit));
        }
        for changed in [&mut all.changed, &mut all.ticked] {
            changed.retain(|change| self.has(&change.asset.unit));
        }
        all.not_comparable.retain(|unit| self.has(&unit.key));
        let here = self.reported.values().filter(|scan| **scan == self.from);
        let here = u64::try_from(here.count()).unwrap_or(u64::MAX);
        all.comparable = all.comparable.min(here);
        all
    }
}

/// Both, which tell of different units; the first is of the earlier scan.
fn joined(mut one: Comparison, other: Comparison) -> Comparison {
    one.comparable += other.comparable;
    one.added.extend(other.added);
    one.removed.extend(other.removed);
    one.aged_out.extend(other.aged_out);
    one.changed.extend(other.changed);
    one.ticked.extend(other.ticked);
    one.not_comparable.extend(other.not_comparable);
    one.updated_plugins.extend(other.updated_plugins);
    one.updated_plugins.sort();
    one.updated_plugins.dedup();
    sort(&mut one);
    one
}

fn sort(news: &mut Comparison) {
    for assets in [&mut news.added, &mut news.removed, &mut news.aged_out] {
        assets.sort_by(|one, other| order(one).cmp(&order(other)));
    }
    for changed in [&mut news.changed, &mut news.ticked] {
        changed.sort_by(|one, other| order(&one.asset).cmp(&order(&other.asset)));
    }
    news.not_comparable
        .sort_by(|one, other| one.key.cmp(&other.key));
}

/// By type, name and id, as one comparison sorts them.
fn order(asset: &opencite_core::AssetRecord) -> impl Ord + '_ {
    (&asset.unit.asset_type, &asset.name, &asset.id, &asset.unit)
}
