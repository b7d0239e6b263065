//! The table of units.

use std::io::Write;

use opencite_core::{Outcome, UnitRecord};

use super::grid::{self, Column};
use crate::OutputError;
use crate::words::count;

/// Writes `units --format table`.
///
/// # Errors
///
/// When the writer refuses.
pub fn units(
    units: &[UnitRecord],
    width: Option<usize>,
    mut writer: impl Write,
) -> Result<(), OutputError> {
    if units.is_empty() {
        return Ok(writeln!(writer, "No units.")?);
    }
    let columns = [
        Column::id("TYPE"),
        Column::word("ACCOUNT"),
        Column::word("REGION"),
        Column::word("OUTCOME"),
        Column::word("REASON"),
        Column::number("ASSETS"),
        Column::number("REQUESTS"),
        Column::text("DETAIL"),
    ];
    Ok(grid::write(&columns, units.iter().map(row), width, writer)?)
}

fn row(unit: &UnitRecord) -> [String; 8] {
    [
        format!("{}/{}", unit.key.plugin, unit.key.asset_type),
        unit.key.account.to_string(),
        unit.key.region.to_string(),
        unit.outcome.kind().to_string(),
        reason(unit).to_owned(),
        count(unit.assets),
        count(unit.requests),
        detail(&unit.outcome),
    ]
}

fn reason(unit: &UnitRecord) -> &'static str {
    match unit.outcome.error() {
        Some(error) => error.kind.as_str(),
        None if unit.assets == 0 => "empty",
        None => "-",
    }
}

fn detail(outcome: &Outcome) -> String {
    let Some(error) = outcome.error() else {
        return String::new();
    };
    match &error.operation {
        Some(operation) => format!("{operation}: {}", error.message),
        None => error.message.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples;

    #[test]
    fn every_way_to_end_has_its_own_words() {
        let table = samples::text(|writer| units(&samples::every_outcome(), Some(140), writer));
        insta::assert_snapshot!(table, @"
        TYPE                        ACCOUNT       REGION     OUTCOME   REASON               ASSETS  REQUESTS  DETAIL
        aws_bedrock/custom_model    111122223333  us-east-1  complete  -                        41         2
        aws_bedrock/agent           111122223333  us-east-1  complete  empty                     0         2
        aws_bedrock/guardrail       111122223333  us-east-1  failed    access-denied             0         2  bedrock:ListGuardrails: no identity-b…
        aws_bedrock/prompt          111122223333  us-east-1  partial   throttled                 7         2  bedrock:GetCustomModel: too many requ…
        aws_bedrock/imported_model  111122223333  us-east-1  failed    other                     0         2  bedrock:ListImportedModels: an intern…
        aws_bedrock/flow            111122223333  us-east-1  failed    expired-credentials       0         2  the token has expired
        aws_bedrock/job             111122223333  us-east-1  failed    timeout                   0         2  no answer in 60 s
        aws_bedrock/profile         111122223333  us-east-1  failed    network                   0         2  connection reset
        aws_bedrock/router          111122223333  us-east-1  failed    malformed-response        0         2  not JSON
        aws_bedrock/trap            111122223333  us-east-1  failed    trap                      0         2  wasm unreachable
        aws_bedrock/blueprint       111122223333  us-east-1  skipped   unsupported-region        0         2  no such endpoint
        ");
    }

    #[test]
    fn nothing_is_said_in_words() {
        assert_eq!(
            samples::text(|writer| units(&[], None, writer)),
            "No units.\n"
        );
    }
}
