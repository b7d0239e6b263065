//! Units of which nothing can be said between two scans, by why.

use std::collections::BTreeMap;

use opencite_core::{IncomparableUnit, UnitState};
use serde::Serialize;

use crate::place::Places;
use crate::trouble::kind_title;
use crate::words::{counted, number, within_sentence};

/// Units that cannot be compared for one reason.
#[derive(Debug, Serialize)]
pub(super) struct IncomparableView {
    why: String,
    units: String,
    places: Places,
}

pub(super) fn of(units: &[IncomparableUnit]) -> Vec<IncomparableView> {
    let mut reasons: BTreeMap<String, Vec<&IncomparableUnit>> = BTreeMap::new();
    for unit in units {
        reasons.entry(why(unit)).or_default().push(unit);
    }
    reasons.into_iter().map(view).collect()
}

fn view((why, units): (String, Vec<&IncomparableUnit>)) -> IncomparableView {
    IncomparableView {
        why,
        units: counted(number(units.len()), "unit"),
        places: Places::of(units.iter().map(|unit| &unit.key)),
    }
}

/// "complete before, permission denied now".
fn why(unit: &IncomparableUnit) -> String {
    format!("{} before, {} now", state(&unit.from), state(&unit.to))
}

fn state(state: &UnitState) -> String {
    match state {
        UnitState::NeverRun => "never asked".to_owned(),
        UnitState::Ran { outcome, .. } => outcome.error().map_or_else(
            || outcome.kind().to_string(),
            |error| {
                format!(
                    "{} ({})",
                    outcome.kind(),
                    within_sentence(kind_title(error.kind))
                )
            },
        ),
    }
}
