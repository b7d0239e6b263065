//! Runs one unit whose type is a source of usage: asks for what the database does not have yet, newest first.

use std::time::{Duration, Instant};

use jiff::SignedDuration;
use opencite_aws::{Ledger, LedgerEntry};
use opencite_core::{
    Claim, ErrorKind, Evidence, Invocation, Measurement, Outcome, TimeSpan, Timestamp, UnitError,
    UnitKey, UsageResult, UsageSource,
};
use opencite_runtime::UsageReport;
use opencite_store::StoreError;
use tokio_util::sync::CancellationToken;

use super::Runner;
use super::run::{guarded, not_begun};
use super::source::{Answers, Source};
use crate::plugins::LoadedPlugin;

/// How many days of usage are collected, when a source is asked for by its name and nobody says.
const DEFAULT_DAYS: u16 = 7;

/// What of usage is collected, and for how long it is kept.
#[derive(Debug, Clone, Copy)]
pub(crate) struct UsageRequest {
    /// So many days; nothing when usage is not collected.
    pub(crate) days: Option<u16>,
    /// How long one unit may take.
    pub(crate) time: Duration,
    /// How long calls are kept, in days.
    pub(crate) retention_days: u16,
}

impl Default for UsageRequest {
    fn default() -> Self {
        Self {
            days: None,
            time: Duration::from_mins(30),
            retention_days: 90,
        }
    }
}

impl UsageRequest {
    /// Calls before this time are not kept.
    pub(super) fn kept_from(&self, now: Timestamp) -> Timestamp {
        days_before(now, u32::from(self.retention_days))
    }
}

/// The time to collect: as far back as was asked for and AWS has it, up to when AWS has all of it.
pub(super) fn window(
    source: &UsageSource,
    request: &UsageRequest,
    now: Timestamp,
) -> Option<TimeSpan> {
    let days = request.days.unwrap_or(DEFAULT_DAYS);
    let days = u32::from(days).min(source.retention_days);
    let delay = SignedDuration::from_mins(i64::from(source.delay_minutes));
    TimeSpan::new(days_before(now, days), before(now, delay))
}

fn days_before(now: Timestamp, days: u32) -> Timestamp {
    before(now, SignedDuration::from_hours(i64::from(days) * 24))
}

fn before(now: Timestamp, span: SignedDuration) -> Timestamp {
    now.checked_sub(span).unwrap_or(Timestamp::MIN)
}

/// What the calls for all gaps came to.
pub(crate) struct Collected {
    claim: Claim,
    pub(crate) invocations: Vec<Invocation>,
    pub(crate) measurements: Vec<Measurement>,
    pub(crate) covered: Vec<TimeSpan>,
}

impl Runner {
    /// Collects what happened within a window and is not stored yet.
    pub(super) async fn usage(
        &self,
        plugin: &LoadedPlugin,
        key: UnitKey,
        source: &Source,
        window: TimeSpan,
    ) -> Result<UsageResult, StoreError> {
        let started = self.request.clock.now();
        let gaps = self.gaps(&key, window).await?;
        let ledger = Ledger::default();
        let (collected, books) = match self.open(plugin, &key, source, Some(window)) {
            Ok(answers) => {
                let collected = self.collect(plugin, &key, &answers, &gaps, &ledger);
                let collected = Box::pin(collected).await;
                let books = answers.judge(ledger.read()).await;
                self.close(&key, answers, &books);
                (collected, books)
            }
            Err(error) => (Collected::nothing(Claim::Stopped(error)), ledger.read()),
        };
        let requests = books.requests;
        Ok(UsageResult {
            outcome: collected.outcome(books),
            invocations: collected.invocations,
            measurements: collected.measurements,
            covered: collected.covered,
            requests,
            started,
            finished: self.request.clock.now(),
            plugin_digest: plugin.digest(),
            key,
        })
    }

    async fn gaps(&self, key: &UnitKey, window: TimeSpan) -> Result<Vec<TimeSpan>, StoreError> {
        if self.request.full {
            return Ok(vec![window]);
        }
        let key = key.clone();
        self.store
            .run(move |store| store.usage_gaps(&key, window))
            .await
    }

    /// Asks for one gap after the other, until one is not filled or the time is up.
    async fn collect(
        &self,
        plugin: &LoadedPlugin,
        key: &UnitKey,
        answers: &Answers,
        gaps: &[TimeSpan],
        ledger: &Ledger,
    ) -> Collected {
        let mut collected = Collected::nothing(Claim::Done);
        let began = Instant::now();
        for gap in gaps {
            let left = self.request.usage.time.saturating_sub(began.elapsed());
            let fill = self.fill(plugin, key, answers, *gap, ledger, left);
            let report = Box::pin(fill).await;
            collected.add(*gap, report);
            if collected.claim != Claim::Done {
                break;
            }
        }
        collected
    }

    /// Asks for one gap. A panic of the host on the way is that unit's outcome, like a crash of the plugin.
    async fn fill(
        &self,
        plugin: &LoadedPlugin,
        key: &UnitKey,
        answers: &Answers,
        gap: TimeSpan,
        ledger: &Ledger,
        left: Duration,
    ) -> UsageReport {
        if self.cancelled.is_cancelled() {
            return nothing(not_begun());
        }
        let enough = self.cancelled.child_token();
        let task = self.task(plugin, answers, key, ledger.clone(), enough.clone());
        let asked = guarded(key, plugin.usage(key, gap, task));
        let report = Box::pin(ends_after(left, &enough, asked)).await;
        let mut report = report.unwrap_or_else(nothing);
        if enough.is_cancelled() && !self.cancelled.is_cancelled() && report.claim != Claim::Done {
            report.claim = Claim::Stopped(out_of_time(self.request.usage.time));
        }
        report
    }
}

impl Collected {
    pub(crate) fn nothing(claim: Claim) -> Self {
        Self {
            claim,
            invocations: Vec::new(),
            measurements: Vec::new(),
            covered: Vec::new(),
        }
    }

    /// How the unit ended.
    pub(crate) fn outcome(&self, books: LedgerEntry) -> Outcome {
        Evidence {
            claim: self.claim.clone(),
            first_error: books.first_error,
            unread: books.unread.keys().next().map(ToString::to_string),
            assets: self.invocations.len() + self.measurements.len() + self.covered.len(),
            summaries: 0,
        }
        .outcome()
    }

    /// What is not covered of a gap is a part that the plugin has left out, whatever it claims.
    pub(crate) fn add(&mut self, gap: TimeSpan, report: UsageReport) {
        let left_out = gap.without(report.covered.iter().copied());
        self.claim = match report.claim {
            Claim::Done if !left_out.is_empty() => Claim::Stopped(UnitError::new(
                ErrorKind::Incomplete,
                "the plugin did not report all of the time that it was asked for",
            )),
            claim => claim,
        };
        self.invocations.extend(report.invocations);
        self.measurements.extend(report.measurements);
        self.covered.extend(report.covered);
    }
}

/// Lets the call end by itself, and cancels it when the time is up: what it has handed in by then is kept.
async fn ends_after<T>(
    left: Duration,
    enough: &CancellationToken,
    call: impl Future<Output = T>,
) -> T {
    tokio::pin!(call);
    tokio::select! {
        biased;
        ended = &mut call => return ended,
        () = tokio::time::sleep(left) => enough.cancel(),
    }
    call.await
}

fn out_of_time(time: Duration) -> UnitError {
    let minutes = time.as_secs() / 60;
    UnitError::new(
        ErrorKind::Limit,
        format!("{minutes} minutes were not enough: the next scan goes on from here"),
    )
}

fn nothing(error: UnitError) -> UsageReport {
    UsageReport {
        claim: Claim::Stopped(error),
        invocations: Vec::new(),
        measurements: Vec::new(),
        covered: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use opencite_core::AssetType;

    use super::*;

    const NOW: Timestamp = Timestamp::constant(1_800_000_000, 0);

    fn source(retention_days: u32) -> UsageSource {
        UsageSource {
            name: AssetType::new("invocation").unwrap(),
            title: String::new(),
            retention_days,
            delay_minutes: 15,
            setting: None,
        }
    }

    fn days(window: Option<TimeSpan>) -> u64 {
        window.map_or(0, |window| window.seconds() / 86_400 + 1)
    }

    #[test]
    fn a_window_goes_as_far_back_as_aws_does_and_stops_before_now() {
        let asked = |days| UsageRequest {
            days,
            ..UsageRequest::default()
        };
        assert_eq!(days(window(&source(90), &asked(Some(30)), NOW)), 30);
        assert_eq!(days(window(&source(15), &asked(Some(30)), NOW)), 15);
        assert_eq!(days(window(&source(90), &asked(None), NOW)), 7);
        let end = window(&source(90), &asked(None), NOW).map(TimeSpan::end_second);
        assert_eq!(end, Some(1_800_000_000 - 15 * 60));
    }

    #[test]
    fn what_the_plugin_leaves_out_is_not_taken_for_covered() {
        let gap = TimeSpan::of_seconds(0, 3600).unwrap();
        let half = TimeSpan::of_seconds(1800, 3600).unwrap();
        let mut collected = Collected::nothing(Claim::Done);
        let mut report = nothing(UnitError::new(ErrorKind::Other, "x"));
        report.claim = Claim::Done;
        report.covered = vec![half];
        collected.add(gap, report);
        let Claim::Stopped(error) = &collected.claim else {
            panic!("{:?}", collected.claim)
        };
        assert_eq!(error.kind, ErrorKind::Incomplete);
        assert_eq!(collected.covered, [half]);
    }
}
