//! Custom models: fine-tuned, continued from pre-training, distilled or imported into an account.

use opencite_plugin_sdk::aws::bedrock::custom_models::{
    CustomModelDetail, CustomModelSummary, get_custom_model, list_custom_models,
};
use opencite_plugin_sdk::{
    Asset, AssetKind, Description, Properties, Scope, list_and_describe, try_list_and_describe,
};

use crate::shapes::{grader, inputs, output, teacher};

pub(crate) const KIND: AssetKind = AssetKind {
    name: "custom_model",
    title: "Custom models",
    scope: Scope::Regional,
    discover: |_| list_and_describe(&list_custom_models(), &DESCRIPTION),
    verify: || try_list_and_describe(&list_custom_models(), &DESCRIPTION),
};

const DESCRIPTION: Description<CustomModelSummary, CustomModelDetail> = Description {
    actions: ["bedrock:ListCustomModels", "bedrock:GetCustomModel"],
    id: |model| &model.model_arn,
    key: |model| model.model_arn.clone(),
    describe: get_custom_model,
    asset,
};

pub(crate) fn asset(model: &CustomModelSummary, detail: Option<&CustomModelDetail>) -> Asset {
    let properties = Properties::default()
        .record(model)
        .record(&detail)
        .by_name("hyper_parameters")
        .rename("base_model_arn", "base_model");
    let asset = Asset::new(&model.model_arn, &model.model_name)
        .status(model.model_status.as_deref())
        .created(model.creation_time.as_str())
        .relation("base-model", model.base_model_arn.as_str())
        .properties(properties);
    match detail {
        Some(detail) => made(asset, detail),
        None => asset,
    }
}

fn made(asset: Asset, model: &CustomModelDetail) -> Asset {
    let training = model.training_data_config.as_ref();
    let validation = model.validation_data_config.as_ref();
    let customization = model.customization_config.as_ref();
    asset
        .relation("customization-job", model.job_arn.as_deref())
        .relation("kms-key", model.model_kms_key_arn.as_deref())
        .relation("teacher-model", teacher(customization))
        .relation("grader", grader(customization))
        .relations("input-s3", inputs(training, validation))
        .relation("output-s3", output(model.output_data_config.as_ref()))
}

#[cfg(test)]
mod tests {
    use serde_json::{from_value, json};

    use super::*;

    #[test]
    fn everything_aws_says_is_mapped() {
        let summary = json!({
            "model_arn": "arn:aws:bedrock:us-east-1:111122223333:custom-model/claims",
            "model_name": "claims",
            "creation_time": "2026-03-01T08:00:00Z",
            "base_model_arn": "arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0",
            "base_model_name": "Nova Lite",
            "customization_type": "DISTILLATION",
            "owner_account_id": "111122223333",
            "model_status": "Active",
        });
        let detail = json!({
            "model_arn": "arn:aws:bedrock:us-east-1:111122223333:custom-model/claims",
            "model_name": "claims",
            "job_name": "tune",
            "job_arn": "arn:aws:bedrock:us-east-1:111122223333:model-customization-job/tune",
            "model_kms_key_arn": "arn:aws:kms:us-east-1:111122223333:key/k",
            "hyper_parameters": [{"name": "epochCount", "value": "2"}],
            "training_data_config": {
                "s3_uri": "s3://claims/train.jsonl",
                "invocation_logs_config": {
                    "use_prompt_response": true,
                    "invocation_log_source": {"s3_uri": "s3://logs/calls"},
                },
            },
            "validation_data_config": {
                "validators": [{"s3_uri": "s3://claims/validate.jsonl"}],
            },
            "output_data_config": {"s3_uri": "s3://claims/out"},
            "training_metrics": {"training_loss": 0.9},
            "validation_metrics": [{"validation_loss": 0.8}],
            "creation_time": "2026-03-01T08:00:00Z",
            "customization_config": {
                "distillation_config": {
                    "teacher_model_config": {
                        "teacher_model_identifier": "amazon.nova-pro-v1:0",
                    },
                },
            },
            "failure_message": "Out of capacity",
        });
        let asset = asset(
            &from_value(summary).unwrap(),
            Some(&from_value(detail).unwrap()),
        );
        insta::assert_snapshot!(asset, @r#"
        claims: arn:aws:bedrock:us-east-1:111122223333:custom-model/claims
        status: Active
        created: 2026-03-01T08:00:00Z
        base-model -> arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0
        customization-job -> arn:aws:bedrock:us-east-1:111122223333:model-customization-job/tune
        kms-key -> arn:aws:kms:us-east-1:111122223333:key/k
        teacher-model -> amazon.nova-pro-v1:0
        input-s3 -> s3://claims/train.jsonl
        input-s3 -> s3://logs/calls
        input-s3 -> s3://claims/validate.jsonl
        output-s3 -> s3://claims/out
        base_model = "arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0"
        base_model_name = "Nova Lite"
        creation_time = "2026-03-01T08:00:00Z"
        customization_config = {"distillation_config":{"teacher_model_config":{"teacher_model_identifier":"amazon.nova-pro-v1:0"}}}
        customization_type = "DISTILLATION"
        failure_message = "Out of capacity"
        hyper_parameters = {"epochCount":"2"}
        job_arn = "arn:aws:bedrock:us-east-1:111122223333:model-customization-job/tune"
        job_name = "tune"
        model_arn = "arn:aws:bedrock:us-east-1:111122223333:custom-model/claims"
        model_kms_key_arn = "arn:aws:kms:us-east-1:111122223333:key/k"
        model_name = "claims"
        model_status = "Active"
        output_data_config = {"s3_uri":"s3://claims/out"}
        owner_account_id = "111122223333"
        training_data_config = {"invocation_logs_config":{"invocation_log_source":{"s3_uri":"s3://logs/calls"},"use_prompt_response":true},"s3_uri":"s3://claims/train.jsonl"}
        training_metrics = {"training_loss":0.9}
        validation_data_config = {"validators":[{"s3_uri":"s3://claims/validate.jsonl"}]}
        validation_metrics = [{"validation_loss":0.8}]
        "#);
    }

    #[test]
    fn what_aws_leaves_out_is_absent() {
        let summary = json!({
            "model_arn": "arn:aws:bedrock:us-east-1:111122223333:custom-model/claims",
            "model_name": "claims",
            "creation_time": "2026-03-01T08:00:00Z",
            "base_model_arn": "arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0",
            "base_model_name": "Nova Lite",
        });
        let detail = json!({
            "model_arn": "arn:aws:bedrock:us-east-1:111122223333:custom-model/claims",
            "model_name": "claims",
            "hyper_parameters": [],
            "validation_metrics": [],
            "creation_time": "2026-03-01T08:00:00Z",
        });
        let asset = asset(
            &from_value(summary).unwrap(),
            Some(&from_value(detail).unwrap()),
        );
        insta::assert_snapshot!(asset, @r#"
        claims: arn:aws:bedrock:us-east-1:111122223333:custom-model/claims
        created: 2026-03-01T08:00:00Z
        base-model -> arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0
        base_model = "arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0"
        base_model_name = "Nova Lite"
        creation_time = "2026-03-01T08:00:00Z"
        hyper_parameters = {}
        model_arn = "arn:aws:bedrock:us-east-1:111122223333:custom-model/claims"
        model_name = "claims"
        validation_metrics = []
        "#);
    }

    #[test]
    fn a_model_that_cannot_be_described_is_what_the_listing_says() {
        let summary = json!({
            "model_arn": "arn:aws:bedrock:us-east-1:111122223333:custom-model/claims",
            "model_name": "claims",
            "creation_time": "2026-03-01T08:00:00Z",
            "base_model_arn": "arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0",
            "base_model_name": "Nova Lite",
        });
        let asset = asset(&from_value(summary).unwrap(), None);
        insta::assert_snapshot!(asset, @r#"
        claims: arn:aws:bedrock:us-east-1:111122223333:custom-model/claims
        created: 2026-03-01T08:00:00Z
        base-model -> arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0
        base_model = "arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0"
        base_model_name = "Nova Lite"
        creation_time = "2026-03-01T08:00:00Z"
        model_arn = "arn:aws:bedrock:us-east-1:111122223333:custom-model/claims"
        model_name = "claims"
        "#);
    }
}
