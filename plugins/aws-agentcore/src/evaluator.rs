//! Evaluators: what judges the work of agents.

use opencite_plugin_sdk::aws::agentcore::evaluators::{
    EvaluatorConfig, EvaluatorDetail, EvaluatorModelConfig, EvaluatorSummary, get_evaluator,
    list_evaluators,
};
use opencite_plugin_sdk::{
    Asset, AssetKind, Description, Properties, Scope, list_and_describe, only,
    try_list_and_describe,
};

use crate::arn;
use crate::system_resources::wanted;

pub(crate) const KIND: AssetKind = AssetKind {
    name: "evaluator",
    title: "Evaluators",
    scope: Scope::Regional,
    discover: |_| {
        let all = wanted();
        let evaluators = list_evaluators();
        let evaluators = only(&evaluators, |evaluator| all || is_own(evaluator));
        list_and_describe(&evaluators, &DESCRIPTION)
    },
    verify: || try_list_and_describe(&list_evaluators(), &DESCRIPTION),
};

const DESCRIPTION: Description<EvaluatorSummary, EvaluatorDetail> = Description {
    actions: [
        "bedrock-agentcore:ListEvaluators",
        "bedrock-agentcore:GetEvaluator",
    ],
    id: |evaluator| &evaluator.evaluator_arn,
    key: |evaluator| evaluator.evaluator_id.clone(),
    describe: get_evaluator,
    asset,
};

/// Whether an evaluator is the account's: AWS lists those that it brings along beside them.
fn is_own(evaluator: &EvaluatorSummary) -> bool {
    !matches!(evaluator.evaluator_type.as_str(), "Builtin" | "ThirdParty")
}

fn asset(evaluator: &EvaluatorSummary, detail: Option<&EvaluatorDetail>) -> Asset {
    let config = detail.and_then(|detail| detail.evaluator_config.as_ref());
    let base = config.and_then(|config| base(&evaluator.evaluator_arn, config));
    Asset::new(&evaluator.evaluator_arn, &evaluator.evaluator_name)
        .status(evaluator.status.as_str())
        .created(evaluator.created_at.as_str())
        .modified(evaluator.updated_at.as_str())
        .relation("model", config.and_then(judge))
        .relation("lambda", config.and_then(function))
        .relation("base-evaluator", base.as_deref())
        .relation("kms-key", evaluator.kms_key_arn.as_deref())
        .properties(Properties::default().record(evaluator).record(&detail))
}

/// The model that judges.
fn judge(config: &EvaluatorConfig) -> Option<&str> {
    let judge = config.llm_as_a_judge.as_ref();
    let derived = config.derived.as_ref();
    let model = judge.and_then(|judge| judge.model_config.as_ref());
    let EvaluatorModelConfig {
        bedrock_evaluator_model_config: bedrock,
        responses_evaluator_model_config: responses,
    } = model.or_else(|| derived?.model_config.as_ref())?;
    let model = bedrock.as_ref().map(|model| &model.model_id);
    let model = model.or_else(|| responses.as_ref().map(|model| &model.model_id));
    model.map(String::as_str)
}

/// The function that judges.
fn function(config: &EvaluatorConfig) -> Option<&str> {
    let code = config.code_based.as_ref()?;
    Some(&code.lambda_config.as_ref()?.lambda_arn)
}

fn base(own: &str, config: &EvaluatorConfig) -> Option<String> {
    arn::evaluator(own, &config.derived.as_ref()?.base_evaluator_id)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, from_value, json};

    use super::*;

    const ARN: &str = "arn:aws:bedrock-agentcore:us-east-1:111122223333:evaluator/polite-e1";

    fn summary(evaluator_type: &str) -> EvaluatorSummary {
        from_value(json!({
            "evaluator_arn": ARN,
            "evaluator_id": "polite-e1",
            "evaluator_name": "polite",
            "evaluator_type": evaluator_type,
            "level": "TRACE",
            "status": "ACTIVE",
            "created_at": "2026-03-01T08:00:00Z",
            "updated_at": "2026-03-02T09:30:00Z",
            "kms_key_arn": "arn:aws:kms:us-east-1:111122223333:key/k",
        }))
        .unwrap()
    }

    fn described(config: &Value) -> Asset {
        let detail = json!({
            "evaluator_arn": ARN,
            "evaluator_id": "polite-e1",
            "evaluator_name": "polite",
            "evaluator_config": config,
            "level": "TRACE",
            "status": "ACTIVE",
            "created_at": "2026-03-01T08:00:00Z",
            "updated_at": "2026-03-02T09:30:00Z",
        });
        asset(&summary("Custom"), Some(&from_value(detail).unwrap()))
    }

    #[test]
    fn everything_aws_says_is_mapped() {
        let asset = described(&json!({"llm_as_a_judge": {
            "instructions": "Is it polite?",
            "rating_scale": {"numerical": [{"definition": "yes", "value": 1.0, "label": "polite"}]},
            "model_config": {"bedrock_evaluator_model_config": {
                "model_id": "amazon.nova-pro-v1:0",
                "inference_config": {"temperature": 0.1, "stop_sequences": []},
            }},
        }}));
        insta::assert_snapshot!(asset, @r#"
        polite: arn:aws:bedrock-agentcore:us-east-1:111122223333:evaluator/polite-e1
        status: ACTIVE
        created: 2026-03-01T08:00:00Z
        modified: 2026-03-02T09:30:00Z
        model -> amazon.nova-pro-v1:0
        kms-key -> arn:aws:kms:us-east-1:111122223333:key/k
        created_at = "2026-03-01T08:00:00Z"
        evaluator_arn = "arn:aws:bedrock-agentcore:us-east-1:111122223333:evaluator/polite-e1"
        evaluator_config = {"llm_as_a_judge":{"instructions":"Is it polite?","model_config":{"bedrock_evaluator_model_config":{"inference_config":{"stop_sequences":[],"temperature":0.1},"model_id":"amazon.nova-pro-v1:0"}},"rating_scale":{"numerical":[{"definition":"yes","label":"polite","value":1.0}]}}}
        evaluator_id = "polite-e1"
        evaluator_name = "polite"
        evaluator_type = "Custom"
        kms_key_arn = "arn:aws:kms:us-east-1:111122223333:key/k"
        level = "TRACE"
        status = "ACTIVE"
        updated_at = "2026-03-02T09:30:00Z"
        "#);
    }

    #[test]
    fn what_judges_is_an_edge() {
        let code = json!({"code_based": {"lambda_config": {"lambda_arn": "arn:aws:lambda:us-east-1:111122223333:function:judge"}}});
        let shown = described(&code).to_string();
        assert!(
            shown.contains("lambda -> arn:aws:lambda:us-east-1:111122223333:function:judge\n"),
            "{shown}"
        );
        let derived = json!({"derived": {
            "base_evaluator_id": "Builtin.Helpfulness",
            "model_config": {"responses_evaluator_model_config": {"model_id": "openai.gpt-oss-120b"}},
        }});
        let shown = described(&derived).to_string();
        assert!(shown.contains("model -> openai.gpt-oss-120b\n"), "{shown}");
        assert!(
            shown.contains(
                "base-evaluator -> arn:aws:bedrock-agentcore:::evaluator/Builtin.Helpfulness\n"
            ),
            "{shown}"
        );
    }

    #[test]
    fn what_aws_brings_along_is_not_the_accounts_own() {
        assert!(is_own(&summary("CustomCode")));
        assert!(!is_own(&summary("Builtin")));
        assert!(!is_own(&summary("ThirdParty")));
    }
}
