//! What a plugin's tests compare: what came of a unit, as JSON for people to read and to keep.

use opencite_core::{Asset, AssetId, InvocationRecord, Measurement, Outcome, TimeSpan, Timestamp};

use crate::error::OutputError;
use crate::wire::FindingsWire;

/// What came of a unit that answered from a fixture.
#[derive(Debug, Clone)]
pub struct Findings {
    /// How it ended, by the host's judgement.
    pub outcome: Outcome,
    /// What it emitted, sorted.
    pub assets: Vec<Asset>,
    /// What it kept, sorted.
    pub kept: Vec<AssetId>,
    /// Since when it lists things.
    pub listed_since: Option<Timestamp>,
    /// The calls that it told of.
    pub invocations: Vec<InvocationRecord>,
    /// What it told of hours.
    pub measurements: Vec<Measurement>,
    /// Of which spans it told everything.
    pub covered: Vec<TimeSpan>,
    /// Answers of the fixture that it did not ask for, by operation.
    pub unasked: Vec<(String, usize)>,
}

impl Findings {
    /// The findings of a unit that nothing came of.
    pub fn nothing(outcome: Outcome) -> Self {
        Self {
            outcome,
            assets: Vec::new(),
            kept: Vec::new(),
            listed_since: None,
            invocations: Vec::new(),
            measurements: Vec::new(),
            covered: Vec::new(),
            unasked: Vec::new(),
        }
    }
}

/// The findings as an indented JSON document.
///
/// # Errors
///
/// When a number is none that JSON has.
pub fn findings(findings: &Findings) -> Result<String, OutputError> {
    let text = serde_json::to_string_pretty(&FindingsWire::from(findings))?;
    Ok(text + "\n")
}
