//! What a database answers and takes of usage.

use opencite_core::{
    EndpointUsage, InvocationRecord, ModelDay, ScanId, TimeSpan, Timestamp, UnitKey, UsageBy,
    UsageCoverage, UsageResult, UsageRow, UsageSummary,
};

use super::filter::{InvocationFilter, UsageFilter};
use super::record::{self, UsageChanges};
use super::{
    callers, coverage, endpoints, invocations, principals, retention, routes, rows, summary,
};
use crate::{Store, StoreError, units};

impl Store {
    /// Records what a unit learned of usage: all of it, or nothing when this fails.
    ///
    /// The same again changes nothing: a call is known by its account, region and id, and a later source only fills in
    /// what is missing.
    ///
    /// # Errors
    ///
    /// When a measurement is no number, the unit has a result in this scan, the scan has ended, or the database cannot
    /// be written.
    pub fn record_usage(
        &mut self,
        scan: ScanId,
        result: &UsageResult,
    ) -> Result<UsageChanges, StoreError> {
        self.write(|tx| record::record(tx, scan, result))
    }

    /// What of a span a unit has not handed in yet, newest first.
    ///
    /// # Errors
    ///
    /// When the database cannot be read.
    pub fn usage_gaps(&self, unit: &UnitKey, span: TimeSpan) -> Result<Vec<TimeSpan>, StoreError> {
        self.read(|connection| {
            let covered = match units::find(connection, unit)? {
                Some(unit) => coverage::of_unit(connection, unit)?,
                None => Vec::new(),
            };
            Ok(span.without(covered))
        })
    }

    /// Usage within a span, to the hour: days oldest first, all else most used first.
    ///
    /// # Errors
    ///
    /// When the database cannot be read.
    pub fn usage(
        &self,
        by: UsageBy,
        filter: &UsageFilter,
        span: TimeSpan,
    ) -> Result<Vec<UsageRow>, StoreError> {
        self.read(|connection| match by {
            UsageBy::Model => rows::by_model(connection, filter, span),
            UsageBy::Principal => callers::by_principal(connection, filter, span),
            UsageBy::Profile => rows::by_profile(connection, filter, span),
            UsageBy::Day => rows::by_day(connection, filter, span),
        })
    }

    /// How much each model was used on each day of a span, to the hour, sorted by model and day: what
    /// [`Store::usage`] says by model and by day, of both at once.
    ///
    /// # Errors
    ///
    /// When the database cannot be read.
    pub fn model_days(
        &self,
        filter: &UsageFilter,
        span: TimeSpan,
    ) -> Result<Vec<ModelDay>, StoreError> {
        self.read(|connection| rows::by_model_and_day(connection, filter, span))
    }

    /// How each variant of each endpoint was used within a span, to the hour, sorted by name.
    ///
    /// # Errors
    ///
    /// When the database cannot be read.
    pub fn endpoint_usage(
        &self,
        filter: &UsageFilter,
        span: TimeSpan,
    ) -> Result<Vec<EndpointUsage>, StoreError> {
        self.read(|connection| endpoints::usage(connection, filter, span))
    }

    /// The main numbers of a span.
    ///
    /// # Errors
    ///
    /// When the database cannot be read.
    pub fn usage_summary(
        &self,
        filter: &UsageFilter,
        span: TimeSpan,
    ) -> Result<UsageSummary, StoreError> {
        self.read(|connection| summary::of(connection, filter, span))
    }

    /// What each source of usage has handed in all of, sorted by unit.
    ///
    /// # Errors
    ///
    /// When the database cannot be read.
    pub fn usage_coverage(&self) -> Result<Vec<UsageCoverage>, StoreError> {
        self.read(coverage::all)
    }

    /// Calls `each` with the calls that are still there, newest first.
    ///
    /// # Errors
    ///
    /// When the database cannot be read, and with the first error of `each`, which ends it.
    pub fn each_invocation<E: From<StoreError>>(
        &self,
        filter: &InvocationFilter,
        each: impl FnMut(InvocationRecord) -> Result<(), E>,
    ) -> Result<(), E> {
        self.stream(each, |connection, each| {
            invocations::each(connection, filter, each)
        })
    }

    /// The ids of models that were called and the names that they were called by, sorted.
    ///
    /// # Errors
    ///
    /// When the database cannot be read.
    pub fn called_models(&self) -> Result<Vec<String>, StoreError> {
        self.read(routes::names)
    }

    /// The keys and the full ARNs of principals, sorted.
    ///
    /// # Errors
    ///
    /// When the database cannot be read.
    pub fn principals(&self) -> Result<Vec<String>, StoreError> {
        self.read(principals::names)
    }

    /// Removes the calls of the days before the one that a time lies in, and returns how many there were.
    ///
    /// What was counted of them stays for ever. A call of those days that is told of later is not stored, because it
    /// may have been counted before: [`UsageChanges::late`] says how many those were.
    ///
    /// # Errors
    ///
    /// When the database cannot be written.
    pub fn prune_invocations(&mut self, before: Timestamp) -> Result<u64, StoreError> {
        self.write(|tx| retention::prune(tx, before))
    }

    /// Finds again which models the names lead to that were called, with what the inventory knows of inference profiles
    /// by now. Returns how many lead elsewhere than before. To be called at the end of each scan: where no name and no
    /// profile is new, it costs next to nothing.
    ///
    /// # Errors
    ///
    /// When the database cannot be written.
    pub fn resolve_models(&mut self) -> Result<u64, StoreError> {
        self.write(routes::resolve)
    }
}
