//! What changed, in JSON.

use std::io::{BufWriter, Write};

use opencite_core::{AssetLife, Comparison};

use super::document;
use crate::OutputError;
use crate::wire::{ComparisonWire, Each, LifeWire};

/// Writes `diff --format json`.
///
/// # Errors
///
/// When the writer refuses.
pub fn comparison(comparison: &Comparison, writer: impl Write) -> Result<(), OutputError> {
    let mut writer = BufWriter::new(writer);
    document(&ComparisonWire::from(comparison), &mut writer)?;
    Ok(writer.flush()?)
}

/// Writes `history --format json`: an array, as several accounts and regions may have an asset of that name.
///
/// # Errors
///
/// When the writer refuses.
pub fn lives(lives: &[AssetLife], writer: impl Write) -> Result<(), OutputError> {
    document(&Each::<AssetLife, LifeWire<'_>>::from(lives), writer)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples;

    #[test]
    fn a_comparison_has_the_keys_that_scripts_rely_on_first() {
        let text = samples::text(|w| comparison(&samples::comparison(), w));
        insta::assert_snapshot!(text, @r#"{"from":11,"to":12,"added":[{"plugin":"aws_bedrock","type":"custom_model","id":"arn:aws:bedrock:us-east-1:111122223333:custom-model/support","name":"support","account":"111122223333","region":"us-east-1","status":"Active","properties":{"base_model":{"name":"Nova","tags":["a","b"]},"customization_type":"FINE_TUNING"},"relations":[{"kind":"base-model","target":"arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0"}],"first_seen":"2026-11-01T00:00:00Z","last_seen":"2026-11-21T07:00:00Z"}],"removed":[{"plugin":"aws_sagemaker","type":"endpoint","id":"arn:aws:sagemaker:eu-west-1:111122223333:endpoint/churn","name":"churn","account":"111122223333","region":"eu-west-1","status":null,"properties":{},"relations":[],"first_seen":"2026-11-21T07:00:00Z","last_seen":"2026-11-21T07:00:00Z"}],"changed":[{"asset":{"plugin":"aws_sagemaker","type":"endpoint","id":"arn:aws:sagemaker:eu-west-1:111122223333:endpoint/churn","name":"churn","account":"111122223333","region":"eu-west-1","status":"InService","properties":{"variants":[{"name":"blue","weight":1}]},"relations":[],"first_seen":"2026-11-21T07:00:00Z","last_seen":"2026-11-21T07:00:00Z"},"fields":[{"path":"status","old":null,"new":"InService"},{"path":"properties.variants","old":null,"new":[{"name":"blue","weight":1}]}]}],"not_comparable":[{"plugin":"aws_bedrock","type":"guardrail","account":"111122223333","region":"us-east-1","outcome":"failed","error":{"kind":"access-denied","code":"AccessDeniedException","operation":"bedrock:ListGuardrails","message":"no identity-based policy allows it","action":"bedrock:ListGuardrails","attempts":1,"request_id":"5f1c"},"reason":"failed as of the later scan: access-denied at bedrock:ListGuardrails (AccessDeniedException): no identity-based policy allows it","from":{"outcome":"complete","finished":"2026-11-21T07:00:03Z","error":null},"to":{"outcome":"failed","finished":"2026-11-21T07:00:03Z","error":{"kind":"access-denied","code":"AccessDeniedException","operation":"bedrock:ListGuardrails","message":"no identity-based policy allows it","action":"bedrock:ListGuardrails","attempts":1,"request_id":"5f1c"}}},{"plugin":"aws_bedrock","type":"flow","account":"111122223333","region":"us-east-1","outcome":"complete","error":null,"reason":"it had not run by the earlier scan","from":{"outcome":"never-run","finished":null,"error":null},"to":{"outcome":"complete","finished":"2026-11-21T07:00:03Z","error":null}}],"ticked":[{"asset":{"plugin":"aws_sagemaker","type":"endpoint","id":"arn:aws:sagemaker:eu-west-1:111122223333:endpoint/churn","name":"churn","account":"111122223333","region":"eu-west-1","status":null,"properties":{},"relations":[],"first_seen":"2026-11-21T07:00:00Z","last_seen":"2026-11-21T07:00:00Z"},"fields":[{"path":"modified","old":null,"new":"2026-11-21T06:00:00Z"}]}],"aged_out":[{"plugin":"aws_sagemaker","type":"training_job","id":"arn:aws:sagemaker:eu-west-1:111122223333:training-job/churn-1","name":"churn-1","account":"111122223333","region":"eu-west-1","status":null,"properties":{},"relations":[],"first_seen":"2026-11-21T07:00:00Z","last_seen":"2026-11-21T07:00:00Z"}],"comparable":3,"updated_plugins":["aws_bedrock"],"scans":{"from":{"id":11,"started":"2026-11-20T07:00:00Z","finished":"2026-11-20T07:00:04Z","outcome":"partial","units":{"complete":2,"partial":1,"failed":7,"skipped":1},"assets":48,"requests":22,"error":null,"tags":["before-migration"]},"to":{"id":12,"started":"2026-11-21T07:00:00Z","finished":"2026-11-21T07:00:04Z","outcome":"partial","units":{"complete":2,"partial":1,"failed":7,"skipped":1},"assets":48,"requests":22,"error":null,"tags":[]}},"simulated":false}"#);
    }

    #[test]
    fn a_value_is_never_shortened() {
        let text = samples::text(|w| comparison(&samples::long_change(), w));
        assert!(text.contains(&"x".repeat(5_000)), "{text}");
    }

    #[test]
    fn a_life_is_told_event_by_event() {
        let text = samples::text(|w| lives(&[samples::life()], w));
        insta::assert_snapshot!(text, @r#"[{"plugin":"aws_sagemaker","type":"endpoint","account":"111122223333","region":"eu-west-1","id":"arn:aws:sagemaker:eu-west-1:111122223333:endpoint/churn","name":"churn","looked":"2026-11-21T07:00:00Z","events":[{"scan":3,"at":"2026-11-01T07:00:00Z","event":"appeared"},{"scan":7,"at":"2026-11-05T07:00:00Z","event":"changed","fields":[{"path":"status","old":null,"new":"InService"},{"path":"properties.variants","old":null,"new":[{"name":"blue","weight":1}]}]},{"scan":9,"at":"2026-11-07T07:00:00Z","event":"gone"},{"scan":11,"at":"2026-11-20T07:00:00Z","event":"appeared"},{"scan":12,"at":"2026-11-21T07:00:00Z","event":"aged_out"}]}]"#);
    }
}
