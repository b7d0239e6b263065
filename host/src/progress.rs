//! Progress bars, one a plugin and region, on a terminal only.

use std::collections::BTreeMap;
use std::io::IsTerminal as _;

use indicatif::{MultiProgress, ProgressBar, ProgressDrawTarget, ProgressStyle};
use opencite_core::{OutcomeKind, PluginId, Region, UnitKey};

/// The bars of a scan.
pub(crate) struct Bars {
    all: MultiProgress,
    bars: BTreeMap<(PluginId, Region), ProgressBar>,
}

impl Bars {
    /// One bar for each plugin and region of these units; none where stderr is no terminal.
    pub(crate) fn of<'a>(units: impl IntoIterator<Item = &'a UnitKey>) -> Self {
        let terminal = std::io::stderr().is_terminal();
        let target = if terminal {
            ProgressDrawTarget::stderr()
        } else {
            ProgressDrawTarget::hidden()
        };
        let all = MultiProgress::with_draw_target(target);
        let mut counts: BTreeMap<(PluginId, Region), u64> = BTreeMap::new();
        for unit in units {
            *counts.entry(place(unit)).or_default() += 1;
        }
        let bars = counts.into_iter().map(|(place, units)| {
            let bar = all.add(
                ProgressBar::new(units)
                    .with_style(style())
                    .with_prefix(format!("{} {}", place.0, place.1)),
            );
            (place, bar)
        });
        Self {
            bars: bars.collect(),
            all,
        }
    }

    /// A unit has begun, or tells how far it is.
    pub(crate) fn working_on(&self, unit: &UnitKey, done: Option<u64>) {
        if let Some(bar) = self.bars.get(&place(unit)) {
            let so_far = done.map_or_else(String::new, |done| format!(" ({done})"));
            bar.set_message(format!("{}{so_far}", unit.asset_type));
        }
    }

    /// A unit has ended.
    pub(crate) fn ended(&self, unit: &UnitKey, outcome: OutcomeKind) {
        let Some(bar) = self.bars.get(&place(unit)) else {
            return;
        };
        bar.inc(1);
        if !matches!(outcome, OutcomeKind::Complete | OutcomeKind::Skipped) {
            bar.println(format!("{outcome}: {unit}"));
        }
    }

    /// Takes the bars away: the summary follows.
    pub(crate) fn clear(&self) {
        // A terminal that is gone shows no bars either.
        let _gone = self.all.clear();
    }
}

fn place(unit: &UnitKey) -> (PluginId, Region) {
    (unit.plugin.clone(), unit.region.clone())
}

fn style() -> ProgressStyle {
    ProgressStyle::with_template("{prefix:32!} {bar:24} {pos}/{len} {wide_msg}")
        .expect("the template is a constant that a test renders")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_template_is_valid() {
        let bar = ProgressBar::hidden().with_style(style());
        bar.inc(1);
        assert_eq!(bar.position(), 1);
    }
}
