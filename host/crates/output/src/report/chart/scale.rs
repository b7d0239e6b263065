//! From counts to places in a chart. Integers all the way: the same on every machine.

use super::Tick;
use crate::words::short_count;

/// How many lines cross a chart, the one at the bottom not counted.
const TICKS: u64 = 4;

/// Leads from counts to places: from 0 to a round number that no count is beyond.
pub(super) struct Scale {
    top: u64,
}

impl Scale {
    pub(super) fn up_to(largest: u64) -> Self {
        let step = round_step(largest.div_ceil(TICKS).max(1));
        Self {
            top: step.saturating_mul(TICKS),
        }
    }

    /// How high a count is, in percent.
    pub(super) fn height(&self, count: u64) -> String {
        percent(count.into(), self.top.into())
    }

    /// How far a count is from the top, in percent.
    pub(super) fn depth(&self, count: u64) -> String {
        percent(self.top.saturating_sub(count).into(), self.top.into())
    }

    /// From the top down to 0.
    pub(super) fn ticks(&self) -> Vec<Tick> {
        let tick = |number| {
            let count = self.top / TICKS * number;
            Tick {
                label: short_count(count),
                y: self.depth(count),
            }
        };
        (0..=TICKS).rev().map(tick).collect()
    }
}

/// A part of a whole in percent, with two decimals.
pub(super) fn percent(part: u128, whole: u128) -> String {
    let hundredths = part * 10_000 / whole.max(1);
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

/// The least of 1, 2, 5, 10, 20, 50 and so on that is not below a number.
fn round_step(least: u64) -> u64 {
    let mut power: u64 = 1;
    loop {
        for factor in [1, 2, 5] {
            let step = power.saturating_mul(factor);
            if step >= least {
                return step;
            }
        }
        power = power.saturating_mul(10);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(largest: u64) -> String {
        let ticks = Scale::up_to(largest).ticks();
        let labels: Vec<_> = ticks.into_iter().map(|tick| tick.label).collect();
        labels.join(" ")
    }

    #[test]
    fn the_lines_of_a_chart_stand_for_round_numbers() {
        assert_eq!(labels(0), "4 3 2 1 0");
        assert_eq!(labels(9), "20 15 10 5 0");
        assert_eq!(labels(1_000), "2k 1.5k 1k 500 0");
        assert_eq!(labels(7_300_000), "8M 6M 4M 2M 0");
    }

    #[test]
    fn no_count_is_beyond_the_top() {
        assert_eq!(Scale::up_to(9).height(5), "25.00");
        assert_eq!(Scale::up_to(9).depth(20), "0.00");
        assert_eq!(Scale::up_to(u64::MAX).height(u64::MAX), "100.00");
    }
}
