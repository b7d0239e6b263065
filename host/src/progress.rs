//! Progress bars, on a terminal only: one a plugin and region, or one an account where those were too many.

use std::collections::{BTreeMap, BTreeSet};
use std::io::IsTerminal as _;

use indicatif::{MultiProgress, ProgressBar, ProgressDrawTarget, ProgressStyle};
use opencite_core::{OutcomeKind, UnitKey};

/// The most bars: more do not fit a terminal.
const MAX_BARS: usize = 20;

/// The bars of a scan.
pub(crate) struct Bars {
    all: MultiProgress,
    prefix: fn(&UnitKey) -> String,
    by_prefix: BTreeMap<String, ProgressBar>,
}

/// What the bars may be told apart by, the finest first; the account is named where there are several.
const PREFIXES: [fn(&UnitKey) -> String; 3] = [
    |unit| format!("{} {}", unit.plugin, unit.region),
    |unit| format!("{} {} {}", unit.account, unit.plugin, unit.region),
    |unit| unit.account.to_string(),
];

impl Bars {
    /// The bars of these units; none where stderr is no terminal.
    pub(crate) fn of<'a>(units: impl IntoIterator<Item = &'a UnitKey, IntoIter: Clone>) -> Self {
        let units = units.into_iter();
        let terminal = std::io::stderr().is_terminal();
        let target = if terminal {
            ProgressDrawTarget::stderr()
        } else {
            ProgressDrawTarget::hidden()
        };
        let all = MultiProgress::with_draw_target(target);
        let prefix = prefix_for(units.clone());
        let mut counts: BTreeMap<String, u64> = BTreeMap::new();
        for unit in units {
            *counts.entry(prefix(unit)).or_default() += 1;
        }
        let width = counts.keys().map(String::len).max().unwrap_or_default();
        let bars = counts.into_iter().map(|(place, units)| {
            let bar = all.add(
                ProgressBar::new(units)
                    .with_style(style())
                    .with_prefix(format!("{place:width$}")),
            );
            (place, bar)
        });
        Self {
            by_prefix: bars.collect(),
            prefix,
            all,
        }
    }

    /// A unit has begun, or tells how far it is.
    pub(crate) fn working_on(&self, unit: &UnitKey, done: Option<u64>) {
        if let Some(bar) = self.by_prefix.get(&(self.prefix)(unit)) {
            let so_far = done.map_or_else(String::new, |done| format!(" ({done})"));
            bar.set_message(format!("{}{so_far}", unit.asset_type));
        }
    }

    /// A unit has ended.
    pub(crate) fn ended(&self, unit: &UnitKey, outcome: OutcomeKind) {
        let Some(bar) = self.by_prefix.get(&(self.prefix)(unit)) else {
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

fn prefix_for<'a>(units: impl Iterator<Item = &'a UnitKey> + Clone) -> fn(&UnitKey) -> String {
    let [one_account, several, by_account] = PREFIXES;
    let accounts: BTreeSet<_> = units.clone().map(|unit| &unit.account).collect();
    let places: BTreeSet<_> = units
        .map(|unit| (&unit.plugin, &unit.account, &unit.region))
        .collect();
    match (accounts.len(), places.len()) {
        (_, places) if places > MAX_BARS => by_account,
        (0 | 1, _) => one_account,
        _ => several,
    }
}

fn style() -> ProgressStyle {
    ProgressStyle::with_template("{prefix} {bar:24} {pos}/{len} {wide_msg}")
        .expect("the template is a constant that a test renders")
}

#[cfg(test)]
mod tests {
    use opencite_core::{AccountId, AssetType, PluginId, Region};

    use super::*;

    fn unit(account: &str, region: &str) -> UnitKey {
        UnitKey {
            plugin: PluginId::new("aws_bedrock").unwrap(),
            asset_type: AssetType::new("model").unwrap(),
            account: AccountId::new(account).unwrap(),
            region: Region::unlisted(region).unwrap(),
        }
    }

    fn bars(units: &[UnitKey]) -> Vec<String> {
        Bars::of(units).by_prefix.into_keys().collect()
    }

    #[test]
    fn bars_name_the_account_where_there_are_several_and_nothing_else_where_there_are_many() {
        let one = unit("111122223333", "us-east-1");
        let other = unit("444455556666", "us-east-1");
        assert_eq!(bars(std::slice::from_ref(&one)), ["aws_bedrock us-east-1"]);
        assert_eq!(
            bars(&[one, other]),
            [
                "111122223333 aws_bedrock us-east-1",
                "444455556666 aws_bedrock us-east-1"
            ]
        );
        let many: Vec<_> = (0..30)
            .map(|number| unit("111122223333", &format!("us-east-{number}")))
            .collect();
        assert_eq!(bars(&many), ["111122223333"]);
    }

    #[test]
    fn the_template_is_valid() {
        let bar = ProgressBar::hidden().with_style(style());
        bar.inc(1);
        assert_eq!(bar.position(), 1);
    }
}
