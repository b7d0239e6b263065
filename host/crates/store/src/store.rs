//! A database, opened.

use std::collections::HashMap;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use opencite_core::{
    AssetId, AssetRecord, ContentHash, ScanId, ScanOutcome, ScanRecord, Timestamp, UnitKey,
    UnitRecord, UnitResult,
};
use rusqlite::{Connection, Transaction, TransactionBehavior};

use crate::changes::{self, AssetChange};
use crate::failure::Failure;
use crate::filter::AssetFilter;
use crate::frozen::Frozen;
use crate::record::{self, UnitChanges};
use crate::scans::{self, NewScan};
use crate::{StoreError, assets, integrity, open, runs, tokens};

/// A database, opened: one connection, used by one thread at a time.
///
/// Any number of readers may have the database open while one writes.
#[derive(Debug)]
pub struct Store {
    pub(crate) connection: Connection,
    path: PathBuf,
    frozen: Option<Frozen>,
}

impl Store {
    /// Opens a database to scan into, and creates it when it is missing.
    ///
    /// # Errors
    ///
    /// When there is no place for a database, something else is in its place, or it is newer than
    /// this program.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        let connection = open::for_writing(path)?;
        Ok(Self {
            connection,
            path: path.to_owned(),
            frozen: None,
        })
    }

    /// Opens a database to read, also where nothing can be written.
    ///
    /// # Errors
    ///
    /// [`StoreError::NoDatabase`] when nothing was ever stored there; otherwise as [`Store::open`].
    pub fn open_existing(path: &Path) -> Result<Self, StoreError> {
        let (connection, frozen) = open::for_reading(path)?;
        Ok(Self {
            connection,
            path: path.to_owned(),
            frozen,
        })
    }

    /// Where the database is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Begins a scan. Take the [`ScanLock`](crate::ScanLock) first.
    ///
    /// # Errors
    ///
    /// When the database cannot be written.
    pub fn begin_scan(&mut self, new: &NewScan) -> Result<ScanId, StoreError> {
        self.write(|tx| scans::begin(tx, new))
    }

    /// Records what came of a unit: all of it, or nothing when this fails.
    ///
    /// A complete result is the whole truth about the unit: what it does not name is gone. A
    /// partial one adds and changes; a failed or skipped one only says that the unit ran.
    ///
    /// # Errors
    ///
    /// When the result contradicts itself or what is stored, the scan has ended, or the database
    /// cannot be written.
    pub fn record_unit(
        &mut self,
        scan: ScanId,
        result: &UnitResult,
    ) -> Result<UnitChanges, StoreError> {
        self.write(|tx| record::record(tx, scan, result))
    }

    /// Ends a scan; `error` says why no unit could be run, where that is so.
    ///
    /// # Errors
    ///
    /// When the scan is unknown or has ended, or the database cannot be written.
    pub fn finish_scan(
        &mut self,
        scan: ScanId,
        outcome: ScanOutcome,
        finished: Timestamp,
        error: Option<&str>,
    ) -> Result<(), StoreError> {
        self.write(|tx| scans::finish(tx, scan, outcome, finished, error))
    }

    /// All scans, oldest first.
    ///
    /// # Errors
    ///
    /// When the database cannot be read.
    pub fn scans(&self) -> Result<Vec<ScanRecord>, StoreError> {
        self.read(scans::all)
    }

    /// A scan.
    ///
    /// # Errors
    ///
    /// [`StoreError::NoSuchScan`] when there is none of that number.
    pub fn scan(&self, scan: ScanId) -> Result<ScanRecord, StoreError> {
        self.read(|connection| scans::one(connection, scan))
    }

    /// The scan that began last, whether it has ended or not.
    ///
    /// # Errors
    ///
    /// When the database cannot be read.
    pub fn latest_scan(&self) -> Result<Option<ScanRecord>, StoreError> {
        self.read(scans::latest)
    }

    /// Whether the state after a scan may hold assets of the built-in simulated account: whether
    /// that scan or one before it was of that account.
    ///
    /// # Errors
    ///
    /// [`StoreError::NoSuchScan`] when there is none of that number.
    pub fn is_simulated(&self, at: ScanId) -> Result<bool, StoreError> {
        self.read(|connection| scans::simulated(connection, at))
    }

    /// What came of the units of a scan, or of the scan that began last, sorted by unit.
    ///
    /// # Errors
    ///
    /// [`StoreError::NoSuchScan`] when there is none of that number.
    pub fn units(&self, scan: Option<ScanId>) -> Result<Vec<UnitRecord>, StoreError> {
        self.read(|connection| {
            let scan = match scan {
                Some(scan) => Some(scans::one(connection, scan)?),
                None => scans::latest(connection)?,
            };
            scan.map_or(Ok(Vec::new()), |scan| runs::of_scan(connection, scan.id))
        })
    }

    /// The latest run of every unit up to a scan, sorted by unit.
    ///
    /// # Errors
    ///
    /// [`StoreError::NoSuchScan`] when there is none of that number.
    pub fn latest_units(&self, at: ScanId) -> Result<Vec<UnitRecord>, StoreError> {
        self.read(|connection| {
            scans::one(connection, at)?;
            runs::latest(connection, at)
        })
    }

    /// The assets that were there at a scan, or are there now, sorted by type, name and id.
    ///
    /// # Errors
    ///
    /// [`StoreError::NoSuchScan`] when there is none of that number.
    pub fn assets(
        &self,
        filter: &AssetFilter,
        at: Option<ScanId>,
    ) -> Result<Vec<AssetRecord>, StoreError> {
        let mut records = Vec::new();
        self.each_asset(filter, at, |record| {
            records.push(record);
            Ok::<(), StoreError>(())
        })?;
        Ok(records)
    }

    /// Calls `each` with what [`Store::assets`] returns, one at a time, in the same order.
    ///
    /// # Errors
    ///
    /// As [`Store::assets`], and with the first error of `each`, which ends it.
    pub fn each_asset<E: From<StoreError>>(
        &self,
        filter: &AssetFilter,
        at: Option<ScanId>,
        each: impl FnMut(AssetRecord) -> Result<(), E>,
    ) -> Result<(), E> {
        self.stream(each, |connection, each| {
            assets::each(connection, filter, at, each)
        })
    }

    /// Calls `each` with every asset that is different at two scans, sorted by type, name and id.
    /// The cost is that of the changes between them.
    ///
    /// It compares what is stored; [`Store::latest_units`] tells whether the units can be compared.
    ///
    /// # Errors
    ///
    /// [`StoreError::NoSuchScan`] when there is none of that number, and with the first error of
    /// `each`, which ends it.
    pub fn each_change<E: From<StoreError>>(
        &self,
        filter: &AssetFilter,
        from: ScanId,
        to: ScanId,
        each: impl FnMut(AssetChange) -> Result<(), E>,
    ) -> Result<(), E> {
        self.stream(each, |connection, each| {
            changes::each(connection, filter, (from, to), each)
        })
    }

    /// The version tokens of a unit's live assets, as far as this very plugin build described them
    /// in full: while its token stays, such an asset may be kept without describing it again.
    ///
    /// # Errors
    ///
    /// When the database cannot be read.
    pub fn known_tokens(
        &self,
        unit: &UnitKey,
        plugin_digest: &ContentHash,
    ) -> Result<HashMap<AssetId, String>, StoreError> {
        self.read(|connection| tokens::known(connection, unit, plugin_digest))
    }

    /// Reads all of the database and checks what must hold.
    ///
    /// # Errors
    ///
    /// [`StoreError::Corrupt`] with the first thing that is wrong.
    pub fn integrity_check(&self) -> Result<(), StoreError> {
        self.read(integrity::check)
    }

    /// The promise that this database does not change, where it was made.
    pub(crate) fn frozen(&self) -> Option<&Frozen> {
        self.frozen.as_ref()
    }

    /// Whether that promise was kept.
    pub(crate) fn check_frozen(&self) -> Result<(), StoreError> {
        self.frozen.as_ref().map_or(Ok(()), Frozen::check)
    }

    /// Runs queries on one state of the database.
    pub(crate) fn read<T>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T, Failure>,
    ) -> Result<T, StoreError> {
        let result = self
            .on_one_state(work)
            .map_err(|failure| failure.at(&self.path));
        self.check_frozen()?;
        result
    }

    /// A callback may ask the store something else, within the state that it is called in.
    fn on_one_state<T>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        if !self.connection.is_autocommit() {
            return work(&self.connection);
        }
        let tx = Transaction::new_unchecked(&self.connection, TransactionBehavior::Deferred)?;
        let value = work(&tx)?;
        tx.finish()?;
        Ok(value)
    }

    /// Runs statements, all or none. The wait for another writer is at the start.
    pub(crate) fn write<T>(
        &mut self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, Failure>,
    ) -> Result<T, StoreError> {
        let written = || {
            let tx = Transaction::new_unchecked(&self.connection, TransactionBehavior::Immediate)?;
            let value = work(&tx)?;
            tx.commit()?;
            Ok(value)
        };
        written().map_err(|failure: Failure| failure.at(&self.path))
    }

    /// Whether SQLite looks, at each change, at what points where. Only outside of a transaction.
    pub(crate) fn set_foreign_keys(&self, on: bool) -> Result<(), StoreError> {
        let set = self.connection.pragma_update(None, "foreign_keys", on);
        set.map_err(|error| Failure::Sqlite(error).at(&self.path))
    }

    /// Runs a query that hands out its results one by one.
    pub(crate) fn stream<T, R, E, Q>(
        &self,
        mut each: impl FnMut(T) -> Result<(), E>,
        query: Q,
    ) -> Result<R, E>
    where
        E: From<StoreError>,
        Q: FnOnce(&Connection, &mut dyn FnMut(T) -> ControlFlow<()>) -> Result<R, Failure>,
    {
        let mut stopped = Ok(());
        let result = self.read(|connection| {
            query(connection, &mut |item| {
                stopped = each(item);
                if stopped.is_ok() {
                    ControlFlow::Continue(())
                } else {
                    ControlFlow::Break(())
                }
            })
        })?;
        stopped.map(|()| result)
    }
}
