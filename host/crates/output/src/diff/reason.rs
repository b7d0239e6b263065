//! Why nothing can be said of a unit between two scans.

use std::collections::BTreeMap;

use opencite_core::{IncomparableUnit, Outcome, UnitKey, UnitState};

use crate::place::{self, Place};

/// Units that one thing keeps from being compared.
pub(crate) struct Incomparable {
    /// Why.
    pub(crate) reason: String,
    /// Which units.
    pub(crate) places: Vec<Place>,
}

/// Why a unit cannot be compared.
pub(crate) fn of(unit: &IncomparableUnit) -> String {
    let sides = [("earlier", &unit.from), ("later", &unit.to)];
    let reasons = sides.map(|(side, state)| side_reason(side, state));
    let reasons: Vec<_> = reasons.into_iter().flatten().collect();
    if reasons.is_empty() {
        return "the two scans did not look at the same things".to_owned();
    }
    reasons.join("; ")
}

/// Groups units by their reasons, sorted.
pub(crate) fn group(units: &[IncomparableUnit]) -> Vec<Incomparable> {
    let mut groups: BTreeMap<String, Vec<&UnitKey>> = BTreeMap::new();
    for unit in units {
        groups.entry(of(unit)).or_default().push(&unit.key);
    }
    groups
        .into_iter()
        .map(|(reason, keys)| Incomparable {
            reason,
            places: place::group(keys),
        })
        .collect()
}

fn side_reason(side: &str, state: &UnitState) -> Option<String> {
    match state {
        UnitState::NeverRun => Some(format!("it had not run by the {side} scan")),
        UnitState::Ran { outcome, .. } => match outcome {
            Outcome::Complete => None,
            Outcome::Partial(error) | Outcome::Failed(error) | Outcome::Skipped(error) => {
                let word = outcome.kind();
                Some(format!("{word} as of the {side} scan: {error}"))
            }
        },
    }
}
