//! Which scans are kept, and why.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use crate::{ScanId, ScanRecord, ScanTag, Timestamp};

/// How many scans are kept. The newest scan, those with a tag and those that may still run are kept besides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Retention {
    /// Of this many of the newest hours that have scans, the newest.
    pub hourly: u32,
    /// Of this many of the newest days.
    pub daily: u32,
    /// Of this many of the newest weeks, which begin on Monday.
    pub weekly: u32,
    /// Of this many of the newest months.
    pub monthly: u32,
    /// This many of the newest scans.
    pub last: u32,
}

/// A span of the calendar, in UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Period {
    /// An hour: `2026-11-21T07`.
    Hour,
    /// A day: `2026-11-21`.
    Day,
    /// A week: `2026-W47`.
    Week,
    /// A month: `2026-11`.
    Month,
}

/// Why a scan is kept.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum KeepReason {
    /// It is the newest that has ended.
    Newest,
    /// It began after that one, and may still run.
    Unfinished,
    /// It has a name.
    Tagged(ScanTag),
    /// It is one of the newest, of which so many are kept.
    Last(u32),
    /// It is the newest of a span of the calendar.
    NewestOf(Period, String),
    /// The state after a scan that is kept is, for some units, what this one found.
    Basis {
        /// The newest of the scans whose states rest on it.
        of: ScanId,
        /// For how many units.
        units: u64,
    },
}

/// Scans that are kept, each with at least one reason, and those that are not.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Selection {
    /// The ones that are kept.
    pub kept: BTreeMap<ScanId, Vec<KeepReason>>,
    /// The ones that are not.
    pub removed: BTreeSet<ScanId>,
}

impl Retention {
    /// Decides about scans. Which hour, day, week and month a scan belongs to is told by when it began, and which one is
    /// newer by its number: the clock may have been set back.
    ///
    /// A scan that has not ended and is older than one that has was killed: it is not kept.
    pub fn select(&self, scans: &[ScanRecord], tags: &[(ScanTag, ScanId)]) -> Selection {
        let mut ended: Vec<_> = scans
            .iter()
            .filter(|scan| scan.finished.is_some())
            .collect();
        ended.sort_by_key(|scan| std::cmp::Reverse(scan.id));
        let newest = ended.first().map(|scan| scan.id);
        let mut selection = Selection::default();
        selection.keep(newest, &KeepReason::Newest);
        let younger = scans
            .iter()
            .map(|scan| scan.id)
            .filter(|id| Some(*id) > newest);
        selection.keep(younger, &KeepReason::Unfinished);
        for (tag, scan) in tags {
            selection.keep([*scan], &KeepReason::Tagged(tag.clone()));
        }
        let last = ended.iter().map(|scan| scan.id);
        let count = usize::try_from(self.last).unwrap_or(usize::MAX);
        selection.keep(last.take(count), &KeepReason::Last(self.last));
        for (period, count) in self.periods() {
            selection.keep_newest_of(period, count, &ended);
        }
        let ids = scans.iter().map(|scan| scan.id);
        selection.removed = ids.filter(|id| !selection.kept.contains_key(id)).collect();
        selection
    }

    fn periods(&self) -> [(Period, u32); 4] {
        [
            (Period::Hour, self.hourly),
            (Period::Day, self.daily),
            (Period::Week, self.weekly),
            (Period::Month, self.monthly),
        ]
    }
}

impl Selection {
    /// Keeps scans for a reason.
    pub fn keep(&mut self, scans: impl IntoIterator<Item = ScanId>, reason: &KeepReason) {
        for scan in scans {
            self.removed.remove(&scan);
            self.kept.entry(scan).or_default().push(reason.clone());
        }
    }

    fn keep_newest_of(&mut self, period: Period, count: u32, newest_first: &[&ScanRecord]) {
        let count = usize::try_from(count).unwrap_or(usize::MAX);
        let mut seen = BTreeSet::new();
        for scan in newest_first {
            let label = period.label(scan.started);
            if seen.len() < count && seen.insert(label.clone()) {
                self.keep([scan.id], &KeepReason::NewestOf(period, label));
            }
        }
    }
}

impl Period {
    /// The name of the span that a time lies in.
    pub fn label(self, time: Timestamp) -> String {
        let format = match self {
            Self::Hour => "%Y-%m-%dT%H",
            Self::Day => "%Y-%m-%d",
            Self::Week => "%G-W%V",
            Self::Month => "%Y-%m",
        };
        time.strftime(format).to_string()
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Hour => "hour",
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
        })
    }
}

impl fmt::Display for KeepReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Newest => f.write_str("the newest"),
            Self::Unfinished => f.write_str("not ended, and newer than all that have"),
            Self::Tagged(tag) => write!(f, "tagged {tag}"),
            Self::Last(count) => write!(f, "among the last {count}"),
            Self::NewestOf(period, label) => write!(f, "the newest of the {period} {label}"),
            Self::Basis { of, units: 1 } => write!(f, "scan {of} rests on it for 1 unit"),
            Self::Basis { of, units } => write!(f, "scan {of} rests on it for {units} units"),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::collection;
    use proptest::prelude::{Strategy as _, any};
    use proptest::test_runner::{Config, TestRunner};

    use super::*;
    use crate::{ScanOutcome, UnitCounts};

    fn scan(id: i64, started: &str, ended: bool) -> ScanRecord {
        let started: Timestamp = started.parse().unwrap();
        ScanRecord {
            id: ScanId(id),
            started,
            finished: ended.then_some(started),
            outcome: ended.then_some(ScanOutcome::Complete),
            error: None,
            units: UnitCounts::default(),
            assets: 0,
            requests: 0,
            tags: Vec::new(),
        }
    }

    fn shown(selection: &Selection) -> String {
        let kept = selection.kept.iter().map(|(scan, reasons)| {
            let reasons: Vec<_> = reasons.iter().map(ToString::to_string).collect();
            format!("{scan}: {}", reasons.join("; "))
        });
        let removed: Vec<_> = selection.removed.iter().map(ToString::to_string).collect();
        let lines: Vec<_> = kept
            .chain([format!("removed: {}", removed.join(" "))])
            .collect();
        lines.join("\n")
    }

    fn times() -> Vec<ScanRecord> {
        vec![
            scan(1, "2026-09-30T12:00:00Z", true),
            scan(2, "2026-11-14T23:59:59Z", true),
            scan(3, "2026-11-15T00:00:00Z", true),
            scan(4, "2026-11-20T07:00:00Z", true),
            scan(5, "2026-11-20T07:30:00Z", false),
            scan(6, "2026-11-20T08:00:00Z", true),
            scan(7, "2026-11-21T08:00:00Z", true),
            scan(8, "2026-11-21T09:00:00Z", false),
        ]
    }

    #[test]
    fn days_and_months_are_those_that_have_scans() {
        let retention = Retention {
            daily: 3,
            monthly: 2,
            ..Retention::default()
        };
        insta::assert_snapshot!(shown(&retention.select(&times(), &[])), @"
        1: the newest of the month 2026-09
        3: the newest of the day 2026-11-15
        6: the newest of the day 2026-11-20
        7: the newest; the newest of the day 2026-11-21; the newest of the month 2026-11
        8: not ended, and newer than all that have
        removed: 2 4 5
        ");
    }

    #[test]
    fn hours_weeks_and_the_last_are_counted_by_themselves() {
        let retention = Retention {
            hourly: 3,
            weekly: 2,
            last: 1,
            ..Retention::default()
        };
        insta::assert_snapshot!(shown(&retention.select(&times(), &[])), @"
        3: the newest of the week 2026-W46
        4: the newest of the hour 2026-11-20T07
        6: the newest of the hour 2026-11-20T08
        7: the newest; among the last 1; the newest of the hour 2026-11-21T08; the newest of the week 2026-W47
        8: not ended, and newer than all that have
        removed: 1 2 5
        ");
    }

    #[test]
    fn a_name_keeps_a_scan_and_so_does_nothing_younger() {
        let tag = ScanTag::new("before-migration").unwrap();
        insta::assert_snapshot!(shown(&Retention::default().select(&times(), &[(tag, ScanId(2))])), @"
        2: tagged before-migration
        7: the newest
        8: not ended, and newer than all that have
        removed: 1 3 4 5 6
        ");
    }

    #[test]
    fn where_no_scan_has_ended_all_may_still_run() {
        let scans = [scan(1, "2026-11-20T07:00:00Z", false)];
        insta::assert_snapshot!(shown(&Retention::default().select(&scans, &[])), @"
        1: not ended, and newer than all that have
        removed:
        ");
        insta::assert_snapshot!(shown(&Retention::default().select(&[], &[])), @"removed:");
    }

    #[test]
    fn a_clock_that_was_set_back_makes_no_day_count_twice() {
        let retention = Retention {
            daily: 2,
            ..Retention::default()
        };
        let scans = [
            scan(1, "2026-11-21T08:00:00Z", true),
            scan(2, "2026-11-20T08:00:00Z", true),
            scan(3, "2026-11-21T09:00:00Z", true),
        ];
        insta::assert_snapshot!(shown(&retention.select(&scans, &[])), @"
        2: the newest of the day 2026-11-20
        3: the newest; the newest of the day 2026-11-21
        removed: 1
        ");
    }

    #[test]
    fn every_scan_is_kept_or_removed_and_more_keeps_more() {
        let scans = collection::vec((0..90 * 24_i64, any::<bool>()), 0..40).prop_map(|times| {
            let start: Timestamp = "2026-09-01T00:00:00Z".parse().unwrap();
            let scan = |(id, (hour, ended)): (i64, (i64, bool))| {
                let time = Timestamp::from_second(start.as_second() + hour * 3600).unwrap();
                scan(id, &time.to_string(), ended)
            };
            (1..).zip(times).map(scan).collect::<Vec<_>>()
        });
        let counts = [0..5_u32, 0..5, 0..5, 0..5, 0..5];
        let config = Config {
            failure_persistence: None,
            ..Config::default()
        };
        TestRunner::new(config)
            .run(
                &(scans, counts),
                |(scans, [hourly, daily, weekly, monthly, last])| {
                    let retention = Retention {
                        hourly,
                        daily,
                        weekly,
                        monthly,
                        last,
                    };
                    let more = Retention {
                        daily: daily + 1,
                        ..retention
                    };
                    let (less, more) = (retention.select(&scans, &[]), more.select(&scans, &[]));
                    assert_eq!(less.kept.len() + less.removed.len(), scans.len());
                    assert!(less.kept.values().all(|reasons| !reasons.is_empty()));
                    assert!(more.removed.is_subset(&less.removed));
                    Ok(())
                },
            )
            .unwrap();
    }
}
