//! What became of a unit's calls, kept by the host whatever the plugin claims.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use opencite_core::{ErrorKind, UnitError};

/// The books of one unit: shared between the session that makes the calls and the scan that judges the unit.
#[derive(Debug, Clone, Default)]
pub struct Ledger(Arc<Mutex<LedgerEntry>>);

/// What stands in the books.
#[derive(Debug, Clone, Default)]
pub struct LedgerEntry {
    /// Requests sent, retries included.
    pub requests: u64,
    /// The first call that failed, in the order in which the plugin was told; one that asked for what does not exist
    /// only where none failed otherwise.
    pub first_error: Option<UnitError>,
    /// Listings that were begun and neither read to their end nor failed, by operation.
    pub unread: BTreeMap<&'static str, u32>,
}

impl Ledger {
    /// What stands in the books now.
    pub fn read(&self) -> LedgerEntry {
        self.entry().clone()
    }

    pub(crate) fn count(&self, requests: u32) {
        self.entry().requests += u64::from(requests);
    }

    pub(crate) fn fail(&self, error: UnitError) {
        let mut entry = self.entry();
        let is_gone = |error: &UnitError| error.kind == ErrorKind::NotFound;
        let stands = entry
            .first_error
            .as_ref()
            .is_some_and(|first| !is_gone(first) || is_gone(&error));
        if !stands {
            entry.first_error = Some(error);
        }
    }

    pub(crate) fn open(&self, operation: &'static str) {
        *self.entry().unread.entry(operation).or_default() += 1;
    }

    pub(crate) fn close(&self, operation: &'static str) {
        let mut entry = self.entry();
        let Some(open) = entry.unread.get_mut(operation) else {
            return;
        };
        *open = open.saturating_sub(1);
        if *open == 0 {
            entry.unread.remove(operation);
        }
    }

    fn entry(&self) -> MutexGuard<'_, LedgerEntry> {
        // Every change is one assignment: a thread that panicked in between left nothing half done.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_error_stands() {
        let ledger = Ledger::default();
        ledger.fail(UnitError::new(ErrorKind::Throttled, "one"));
        ledger.fail(UnitError::new(ErrorKind::AccessDenied, "two"));
        assert_eq!(
            ledger.read().first_error.map(|error| error.kind),
            Some(ErrorKind::Throttled)
        );
    }

    #[test]
    fn what_is_gone_hides_no_other_error() {
        let ledger = Ledger::default();
        let told = |kind| {
            ledger.fail(UnitError::new(kind, "x"));
            ledger.read().first_error.map(|error| error.kind)
        };
        assert_eq!(told(ErrorKind::NotFound), Some(ErrorKind::NotFound));
        assert_eq!(told(ErrorKind::AccessDenied), Some(ErrorKind::AccessDenied));
        assert_eq!(told(ErrorKind::NotFound), Some(ErrorKind::AccessDenied));
    }

    #[test]
    fn a_listing_is_unread_until_its_end() {
        let ledger = Ledger::default();
        ledger.open("bedrock:ListCustomModels");
        ledger.open("bedrock:ListCustomModels");
        ledger.close("bedrock:ListCustomModels");
        assert_eq!(
            ledger.read().unread,
            BTreeMap::from([("bedrock:ListCustomModels", 1)])
        );
        ledger.close("bedrock:ListCustomModels");
        assert!(ledger.read().unread.is_empty());
    }
}
