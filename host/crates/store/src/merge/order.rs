//! In which order the scans of several databases happened, and which of them are one.

use std::collections::VecDeque;

use opencite_core::{ScanId, Timestamp};
use rusqlite::Row;

use super::ScanMap;
use super::source::Source;
use crate::failure::Failure;
use crate::row;

/// A scan, as far as it matters here.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Scan {
    id: ScanId,
    started: Timestamp,
    /// What two scans that are the same have in common: program and runs.
    trace: String,
}

/// The new number of each scan of each input.
pub(super) fn number(sources: &[Source]) -> Result<Vec<ScanMap>, Failure> {
    let queues = sources.iter().map(scans).collect::<Result<Vec<_>, _>>()?;
    Ok(interleave(queues))
}

fn scans(source: &Source) -> Result<VecDeque<Scan>, Failure> {
    source
        .connection()
        .prepare(
            "SELECT id, started,
                    program_version || coalesce(
                        (SELECT json_group_array(json_array(unit.plugin, unit.asset_type, unit.account,
                                                            unit.region, run.outcome, run.started, run.finished)
                                                 ORDER BY unit.plugin, unit.asset_type, unit.account, unit.region)
                         FROM unit_run AS run JOIN unit ON unit.id = run.unit WHERE run.scan = scan.id), '') AS trace
             FROM scan ORDER BY id",
        )?
        .query_and_then([], scan)?
        .collect()
}

fn scan(row: &Row<'_>) -> Result<Scan, Failure> {
    Ok(Scan {
        id: ScanId(row.get("id")?),
        started: row::time(row, "started")?,
        trace: row.get("trace")?,
    })
}

/// Takes the scan that began first of those that are next in each input: so those of one input stay in their order, even
/// where its clock was set back.
fn interleave(mut queues: Vec<VecDeque<Scan>>) -> Vec<ScanMap> {
    let mut maps = vec![ScanMap::new(); queues.len()];
    for number in 1.. {
        let next = queues.iter().filter_map(VecDeque::front);
        let Some(first) = next.min_by_key(|scan| scan.started).cloned() else {
            break;
        };
        for (queue, map) in queues.iter_mut().zip(&mut maps) {
            let is_it = |scan: &Scan| scan.started == first.started && scan.trace == first.trace;
            if queue.front().is_some_and(is_it)
                && let Some(scan) = queue.pop_front()
            {
                map.insert(scan.id, ScanId(number));
            }
        }
    }
    maps
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Scans of an input, by the minute in which each began and what it did.
    fn input(scans: &[(i64, &str)]) -> VecDeque<Scan> {
        let scan = |(id, (minute, trace)): (i64, &(i64, &str))| Scan {
            id: ScanId(id),
            started: Timestamp::from_second(minute * 60).unwrap(),
            trace: (*trace).to_owned(),
        };
        (1..).zip(scans).map(scan).collect()
    }

    fn numbers(inputs: Vec<VecDeque<Scan>>) -> String {
        let maps = interleave(inputs).into_iter().map(|map| {
            let pairs: Vec<_> = map
                .iter()
                .map(|(old, new)| format!("{old}>{new}"))
                .collect();
            pairs.join(" ")
        });
        maps.collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn scans_are_numbered_in_the_order_in_which_they_began() {
        let inputs = vec![
            input(&[(1, "a"), (3, "a")]),
            input(&[(2, "b"), (4, "b")]),
            input(&[]),
        ];
        insta::assert_snapshot!(numbers(inputs), @"
        1>1 2>3
        1>2 2>4
        ");
    }

    #[test]
    fn what_copies_have_in_common_is_taken_once() {
        let inputs = vec![
            input(&[(1, "a"), (2, "a"), (3, "a")]),
            input(&[(1, "a"), (3, "a"), (4, "b")]),
        ];
        insta::assert_snapshot!(numbers(inputs), @"
        1>1 2>2 3>3
        1>1 2>3 3>4
        ");
    }

    #[test]
    fn scans_that_began_at_once_and_did_something_else_are_two() {
        insta::assert_snapshot!(numbers(vec![input(&[(1, "a")]), input(&[(1, "b")])]), @"
        1>1
        1>2
        ");
    }

    #[test]
    fn a_clock_that_was_set_back_does_not_turn_scans_around() {
        insta::assert_snapshot!(numbers(vec![input(&[(5, "a"), (1, "a")]), input(&[(3, "b")])]), @"
        1>2 2>3
        1>1
        ");
    }
}
