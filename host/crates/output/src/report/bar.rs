//! Bars: shares of a whole, and counts side by side.

use serde::Serialize;

use crate::words::count;

/// How many blocks a bar of text has.
const BLOCKS: u64 = 20;

/// A count with its bar.
#[derive(Debug, Serialize)]
pub(super) struct Bar {
    label: String,
    count: String,
    /// Where the bar begins, in percent: it is the end of the one before where they are stacked.
    offset: String,
    /// How long the bar is, in percent.
    percent: String,
    /// The bar as text.
    blocks: String,
}

/// Bars from one line, each as long as its count is to the largest.
pub(super) fn side_by_side(counts: impl IntoIterator<Item = (String, u64)>) -> Vec<Bar> {
    let counts: Vec<_> = counts.into_iter().collect();
    let largest = counts.iter().map(|(_, count)| *count).max().unwrap_or(0);
    counts
        .into_iter()
        .map(|(label, count)| Bar::new(label, count, 0, largest))
        .collect()
}

/// Bars that follow each other, each as long as its share of the whole.
pub(super) fn stacked(counts: impl IntoIterator<Item = (String, u64)>) -> Vec<Bar> {
    let counts: Vec<_> = counts.into_iter().collect();
    let whole = counts.iter().map(|(_, count)| *count).sum();
    let follow = |before: &mut u64, (label, count)| {
        let offset = *before;
        *before += count;
        Some(Bar::new(label, count, offset, whole))
    };
    counts.into_iter().scan(0, follow).collect()
}

impl Bar {
    fn new(label: String, number: u64, before: u64, whole: u64) -> Self {
        Self {
            label,
            count: count(number),
            offset: percent(before, whole),
            percent: percent(number, whole),
            blocks: blocks(number, whole),
        }
    }
}

/// Integers all the way: the same on every machine.
fn percent(part: u64, whole: u64) -> String {
    let hundredths = u128::from(part) * 10_000 / u128::from(whole.max(1));
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

/// Something is never shown as nothing.
fn blocks(part: u64, whole: u64) -> String {
    let filled = part.saturating_mul(BLOCKS) / whole.max(1);
    let filled = if part > 0 { filled.max(1) } else { 0 };
    "█".repeat(filled.try_into().unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(bars: &[Bar]) -> Vec<String> {
        bars.iter()
            .map(|bar| format!("{} {} {}", bar.offset, bar.percent, bar.blocks))
            .collect()
    }

    fn counts(counts: [u64; 3]) -> [(String, u64); 3] {
        counts.map(|count| (String::new(), count))
    }

    #[test]
    fn stacked_bars_fill_the_line() {
        let bars = stacked(counts([1, 1, 2]));
        assert_eq!(
            shown(&bars),
            [
                "0.00 25.00 █████",
                "25.00 25.00 █████",
                "50.00 50.00 ██████████"
            ]
        );
    }

    #[test]
    fn the_largest_of_several_bars_is_the_whole_line() {
        let bars = side_by_side(counts([0, 1, 1_000]));
        assert_eq!(shown(&bars)[0], "0.00 0.00 ");
        assert_eq!(shown(&bars)[1], "0.00 0.10 █");
        assert!(shown(&bars)[2].starts_with("0.00 100.00 "));
    }

    #[test]
    fn nothing_at_all_is_no_division_by_zero() {
        assert_eq!(shown(&stacked(counts([0, 0, 0])))[0], "0.00 0.00 ");
    }
}
