//! Says on stderr what of the usage that is asked for was not collected.

use std::io::{self, Write as _};

use opencite_core::{TimeSpan, UsageCoverage};
use opencite_output::usage;
use opencite_store::{Store, UsageFilter};

use crate::failure::Failure;

/// The source that knows of endpoints, and of nothing else.
const ENDPOINT_SOURCE: &str = "endpoint_metric";
/// The sources that know of single calls.
const CALL_SOURCES: [&str; 2] = ["invocation", "invocation_log"];

/// Which sources an answer rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sources {
    All,
    /// Those of endpoints.
    Endpoints,
    /// Those of models.
    Models,
    /// Those that know of single calls, and who made them.
    Calls,
}

impl Sources {
    fn have(self, source: &str) -> bool {
        match self {
            Self::All => true,
            Self::Endpoints => source == ENDPOINT_SOURCE,
            Self::Models => source != ENDPOINT_SOURCE,
            Self::Calls => CALL_SOURCES.contains(&source),
        }
    }
}

/// Says what was not collected, in a sentence a unit. Returns whether anything ever was.
pub(super) fn tell(
    store: &Store,
    sources: Sources,
    filter: &UsageFilter,
    span: TimeSpan,
) -> Result<bool, Failure> {
    let mut units = store.usage_coverage()?;
    units.retain(|unit| sources.have(unit.key.asset_type.as_str()) && is_in(unit, filter));
    let mut text = Vec::new();
    usage::uncollected(&units, span, &mut text)?;
    if units.is_empty() {
        text.extend(b"No usage was collected yet: run `opencite scan --usage-days 7`.\n");
    }
    // Nobody is left to be told when stderr is closed.
    let _unheard = io::stderr().lock().write_all(&text);
    Ok(!units.is_empty())
}

fn is_in(unit: &UsageCoverage, filter: &UsageFilter) -> bool {
    let UsageFilter { account, region } = filter;
    account
        .as_ref()
        .is_none_or(|account| unit.key.account == *account)
        && region
            .as_ref()
            .is_none_or(|region| unit.key.region == *region)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_rests_on_the_sources_that_know_of_it() {
        let sources = [
            "invocation",
            "invocation_log",
            "model_metric",
            "endpoint_metric",
        ];
        let of = |which: Sources| sources.map(|source| which.have(source));
        assert_eq!(of(Sources::All), [true, true, true, true]);
        assert_eq!(of(Sources::Endpoints), [false, false, false, true]);
        assert_eq!(of(Sources::Models), [true, true, true, false]);
        assert_eq!(of(Sources::Calls), [true, true, false, false]);
    }
}
