//! What a database answers of its history.

use opencite_core::{AssetLife, Comparison, GrowthPoint, ScanId, ScanRecord, ScanRef, ScanTag};

use super::comparison::{self, Difference};
use super::{eventful, growth, lives, scan_refs, tags};
use crate::filter::AssetFilter;
use crate::{Store, StoreError};

impl Store {
    /// The scan that is meant. The latest scan is the last one that has ended.
    ///
    /// # Errors
    ///
    /// When there is none: [`StoreError::UnknownScan`] and [`StoreError::UnknownTag`] with the nearest,
    /// [`StoreError::NoScanBefore`] with the oldest, [`StoreError::NoScanEnded`], [`StoreError::NoPreviousScan`].
    pub fn resolve(&self, wanted: &ScanRef) -> Result<ScanRecord, StoreError> {
        self.read(|connection| scan_refs::resolve(connection, wanted))
    }

    /// Gives a scan a tag; that it has it already is no error.
    ///
    /// # Errors
    ///
    /// [`StoreError::TagTaken`] when another scan has it, [`StoreError::UnknownScan`] when there is no such scan, and
    /// when the database cannot be written.
    pub fn tag(&mut self, scan: ScanId, tag: &ScanTag) -> Result<(), StoreError> {
        self.write(|tx| {
            scan_refs::number(tx, scan)?;
            tags::set(tx, scan, tag)
        })
    }

    /// Takes a tag away, and returns the scan that had it.
    ///
    /// # Errors
    ///
    /// [`StoreError::UnknownTag`] when no scan has it, and when the database cannot be written.
    pub fn untag(&mut self, tag: &ScanTag) -> Result<ScanId, StoreError> {
        self.write(|tx| tags::remove(tx, tag))
    }

    /// Says before a scan whether its tag is free.
    ///
    /// # Errors
    ///
    /// [`StoreError::TagTaken`] when a scan has it.
    pub fn require_free_tag(&self, tag: &ScanTag) -> Result<(), StoreError> {
        self.read(|connection| tags::require_free(connection, tag))
    }

    /// What is different between the states after two scans, of the units that can be compared. It costs what changed
    /// between them, and not what is there.
    ///
    /// # Errors
    ///
    /// [`StoreError::FromAfterTo`], and [`StoreError::UnknownScan`] when there is no such scan.
    pub fn compare(
        &self,
        filter: &AssetFilter,
        from: ScanId,
        to: ScanId,
    ) -> Result<Comparison, StoreError> {
        let mut differences = Vec::new();
        let mut comparison = self.each_difference(filter, from, to, |difference| {
            differences.push(difference);
            Ok::<(), StoreError>(())
        })?;
        for difference in differences {
            difference.add_to(&mut comparison);
        }
        Ok(comparison)
    }

    /// Calls `each` with what [`Store::compare`] finds, one at a time, sorted by type, name and id over all kinds of
    /// differences: for more of them than should be in memory. Returns the comparison without them.
    ///
    /// # Errors
    ///
    /// As [`Store::compare`], and with the first error of `each`, which ends it.
    pub fn each_difference<E: From<StoreError>>(
        &self,
        filter: &AssetFilter,
        from: ScanId,
        to: ScanId,
        each: impl FnMut(Difference) -> Result<(), E>,
    ) -> Result<Comparison, E> {
        self.stream(each, |connection, each| {
            comparison::compare(connection, filter, (from, to), each)
        })
    }

    /// The lives of the assets of that id or, when there are none, of those that ever had that name: one in each unit
    /// that holds it, at most a hundred, sorted by unit.
    ///
    /// # Errors
    ///
    /// [`StoreError::NoSuchAsset`] when there is none, with those that may have been meant.
    pub fn lives(&self, asked: &str) -> Result<Vec<AssetLife>, StoreError> {
        self.read(|connection| lives::of(connection, asked))
    }

    /// The lives, up to a scan, of the assets to which more happened than that they appeared; those to which something
    /// happened last come first. Lives are whole, and have at most `max_events` events in all: what does not fit is left
    /// out.
    ///
    /// # Errors
    ///
    /// [`StoreError::NoSuchScan`] when there is no such scan.
    pub fn eventful_lives(
        &self,
        at: ScanId,
        max_events: usize,
    ) -> Result<Vec<AssetLife>, StoreError> {
        self.read(|connection| eventful::lives(connection, at, max_events))
    }

    /// How many assets there were after each scan that has ended, up to one, oldest first. At most `points` scans are
    /// told of: spread evenly, the first and the last always among them.
    ///
    /// # Errors
    ///
    /// [`StoreError::NoSuchScan`] when there is no such scan.
    pub fn growth(&self, at: ScanId, points: usize) -> Result<Vec<GrowthPoint>, StoreError> {
        self.read(|connection| growth::points(connection, at, points))
    }
}
