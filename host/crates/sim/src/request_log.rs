//! What was asked, so that a test can count it: a bounded ring of requests, counts for ever, and the refusals.

use std::collections::{BTreeMap, VecDeque};

/// How many requests are remembered in full; the counts go on beyond it.
const MAX_RECORDS: usize = 100_000;

/// How many refusals are remembered: one is a failure already.
const MAX_REFUSALS: usize = 1_000;

/// One request that was answered, or that was not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestRecord {
    pub service: String,
    pub operation: String,
    pub account: String,
    pub region: String,
    /// The status of the answer; 0 where a fault left the request without one.
    pub status: u16,
    /// Milliseconds since the simulator started.
    pub at_ms: u64,
    pub access_key_id: String,
    pub user_agent: String,
}

/// Something that the simulator was asked and does not know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    pub service: String,
    /// The method and path, with the query.
    pub target: String,
    pub message: String,
}

/// The log of one simulator.
#[derive(Default)]
pub(crate) struct RequestLog {
    records: VecDeque<RequestRecord>,
    counts: BTreeMap<String, u64>,
    refusals: Vec<Refusal>,
    total: u64,
}

impl RequestLog {
    pub(crate) fn push(&mut self, record: RequestRecord) {
        self.total += 1;
        *self
            .counts
            .entry(format!("{}:{}", record.service, record.operation))
            .or_default() += 1;
        if self.records.len() == MAX_RECORDS {
            self.records.pop_front();
        }
        self.records.push_back(record);
    }

    pub(crate) fn refuse(&mut self, refusal: Refusal) {
        if self.refusals.len() < MAX_REFUSALS {
            self.refusals.push(refusal);
        }
    }

    pub(crate) fn records(&self) -> Vec<RequestRecord> {
        self.records.iter().cloned().collect()
    }

    pub(crate) fn counts(&self) -> BTreeMap<String, u64> {
        self.counts.clone()
    }

    pub(crate) fn refusals(&self) -> Vec<Refusal> {
        self.refusals.clone()
    }

    pub(crate) fn total(&self) -> u64 {
        self.total
    }

    /// Forgets requests and counts, not refusals.
    pub(crate) fn clear(&mut self) {
        self.records.clear();
        self.counts.clear();
        self.total = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::{MAX_RECORDS, RequestLog, RequestRecord};

    fn record(at_ms: u64) -> RequestRecord {
        RequestRecord {
            service: "bedrock".into(),
            operation: "ListGuardrails".into(),
            account: "111122223333".into(),
            region: "us-east-1".into(),
            status: 200,
            at_ms,
            access_key_id: String::new(),
            user_agent: String::new(),
        }
    }

    #[test]
    fn the_ring_is_bounded_and_the_counts_are_not() {
        let mut log = RequestLog::default();
        (0..=MAX_RECORDS as u64).for_each(|at| log.push(record(at)));
        assert_eq!(log.records().len(), MAX_RECORDS);
        assert_eq!(log.records().first().map(|record| record.at_ms), Some(1));
        assert_eq!(
            log.counts().get("bedrock:ListGuardrails"),
            Some(&(MAX_RECORDS as u64 + 1))
        );
    }
}
