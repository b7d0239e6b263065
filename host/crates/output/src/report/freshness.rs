//! As of when an asset is known.

use std::collections::HashMap;

use opencite_core::{
    AssetRecord, Inventory, OutcomeKind, ScanRecord, Timestamp, UnitKey, UnitRecord,
};

/// Knows the last run of every unit.
pub(super) struct Freshness<'a> {
    scan: &'a ScanRecord,
    runs: HashMap<&'a UnitKey, &'a UnitRecord>,
}

impl<'a> Freshness<'a> {
    pub(super) fn of(inventory: &'a Inventory) -> Self {
        let runs = inventory
            .units
            .iter()
            .map(|unit| (&unit.key, unit))
            .collect();
        Self {
            scan: &inventory.scan,
            runs,
        }
    }

    /// When an asset was last seen, where the scan itself cannot vouch for it.
    pub(super) fn as_of(&self, asset: &AssetRecord) -> Option<Timestamp> {
        (!self.is_vouched_for(asset)).then_some(asset.last_seen)
    }

    /// Whether the scan saw the asset, or listed its unit to the end.
    fn is_vouched_for(&self, asset: &AssetRecord) -> bool {
        let Some(run) = self
            .runs
            .get(&asset.unit)
            .filter(|run| run.scan == self.scan.id)
        else {
            return false;
        };
        run.outcome.kind() == OutcomeKind::Complete || asset.last_seen >= self.scan.started
    }
}

#[cfg(test)]
mod tests {
    use opencite_core::{ErrorKind, ScanId};

    use super::*;
    use crate::samples;

    fn as_of(last_seen: &str, change: impl FnOnce(&mut UnitRecord)) -> Option<String> {
        let mut inventory = samples::nothing();
        let asset = AssetRecord {
            last_seen: samples::time(last_seen),
            ..samples::custom_model()
        };
        inventory.units.push(samples::complete(1));
        change(inventory.units.first_mut().unwrap());
        Freshness::of(&inventory)
            .as_of(&asset)
            .map(|time| time.to_string())
    }

    #[test]
    fn an_asset_of_a_complete_unit_is_certain() {
        assert_eq!(as_of("2026-11-21T07:00:00Z", |_| ()), None);
    }

    #[test]
    fn an_asset_of_a_failed_unit_is_as_of_when_it_was_last_seen() {
        let fail = |unit: &mut UnitRecord| unit.outcome = samples::failed(ErrorKind::Timeout, "x");
        assert_eq!(
            as_of("2026-11-20T07:00:00Z", fail).as_deref(),
            Some("2026-11-20T07:00:00Z")
        );
    }

    #[test]
    fn an_asset_that_was_seen_before_its_unit_ended_early_is_certain() {
        let fail = |unit: &mut UnitRecord| unit.outcome = samples::failed(ErrorKind::Timeout, "x");
        assert_eq!(as_of("2026-11-21T07:00:02Z", fail), None);
    }

    #[test]
    fn an_asset_of_a_unit_that_the_scan_left_out_is_as_of_the_scan_before() {
        let leave_out = |unit: &mut UnitRecord| unit.scan = ScanId(11);
        assert!(as_of("2026-11-20T07:00:00Z", leave_out).is_some());
    }
}
