//! What a database answers of its history.

use opencite_core::{ScanId, ScanRecord, ScanRef, ScanTag};

use super::{scan_refs, tags};
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
}
