//! Provisioned Throughput: capacity that is bought for a model. Describing one adds only why it failed.

use opencite_plugin_sdk::aws::bedrock::provisioned_throughputs::{
    ProvisionedModelSummary, ProvisionedModelThroughputDetail, get_provisioned_model_throughput,
    list_provisioned_model_throughputs,
};
use opencite_plugin_sdk::{
    Asset, AssetKind, Description, Properties, Scope, list_and_describe_some, try_list_and_describe,
};

pub(crate) const KIND: AssetKind = AssetKind {
    name: "provisioned_throughput",
    title: "Provisioned Throughput",
    scope: Scope::Regional,
    discover: |_| {
        list_and_describe_some(
            &list_provisioned_model_throughputs(),
            has_failed,
            &DESCRIPTION,
        )
    },
    verify: || try_list_and_describe(&list_provisioned_model_throughputs(), &DESCRIPTION),
};

const DESCRIPTION: Description<ProvisionedModelSummary, ProvisionedModelThroughputDetail> =
    Description {
        actions: [
            "bedrock:ListProvisionedModelThroughputs",
            "bedrock:GetProvisionedModelThroughput",
        ],
        id: |throughput| &throughput.provisioned_model_arn,
        key: |throughput| throughput.provisioned_model_arn.clone(),
        describe: get_provisioned_model_throughput,
        asset,
    };

fn has_failed(throughput: &ProvisionedModelSummary) -> bool {
    throughput.status == "Failed"
}

fn asset(
    throughput: &ProvisionedModelSummary,
    detail: Option<&ProvisionedModelThroughputDetail>,
) -> Asset {
    Asset::new(
        &throughput.provisioned_model_arn,
        &throughput.provisioned_model_name,
    )
    .status(throughput.status.as_str())
    .created(throughput.creation_time.as_str())
    .modified(throughput.last_modified_time.as_str())
    .relation("model", throughput.model_arn.as_str())
    .relation("desired-model", throughput.desired_model_arn.as_str())
    .relation("foundation-model", throughput.foundation_model_arn.as_str())
    .properties(Properties::default().record(throughput).record(&detail))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, from_value, json};

    use super::*;

    /// What AWS always says of a throughput that has failed, in a listing and in a description; and `more`.
    fn said<T: serde::de::DeserializeOwned>(more: &Value) -> T {
        let mut record = json!({
            "provisioned_model_name": "claims-peak",
            "provisioned_model_arn": "arn:aws:bedrock:us-east-1:111122223333:provisioned-model/p1",
            "model_arn": "arn:aws:bedrock:us-east-1:111122223333:custom-model/claims",
            "desired_model_arn": "arn:aws:bedrock:us-east-1:111122223333:custom-model/claims-2",
            "foundation_model_arn": "arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0",
            "model_units": 2,
            "desired_model_units": 3,
            "status": "Failed",
            "creation_time": "2026-03-01T08:00:00Z",
            "last_modified_time": "2026-03-02T09:30:00Z",
        });
        for (name, value) in more.as_object().unwrap() {
            record[name] = value.clone();
        }
        from_value(record).unwrap()
    }

    #[test]
    fn everything_aws_says_is_mapped() {
        let commitment = json!({
            "commitment_duration": "SixMonths",
            "commitment_expiration_time": "2026-09-01T08:00:00Z",
        });
        let failure = json!({ "failure_message": "Out of capacity" });
        let asset = asset(&said(&commitment), Some(&said(&failure)));
        insta::assert_snapshot!(asset, @r#"
        claims-peak: arn:aws:bedrock:us-east-1:111122223333:provisioned-model/p1
        status: Failed
        created: 2026-03-01T08:00:00Z
        modified: 2026-03-02T09:30:00Z
        model -> arn:aws:bedrock:us-east-1:111122223333:custom-model/claims
        desired-model -> arn:aws:bedrock:us-east-1:111122223333:custom-model/claims-2
        foundation-model -> arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0
        commitment_duration = "SixMonths"
        commitment_expiration_time = "2026-09-01T08:00:00Z"
        creation_time = "2026-03-01T08:00:00Z"
        desired_model_arn = "arn:aws:bedrock:us-east-1:111122223333:custom-model/claims-2"
        desired_model_units = 3
        failure_message = "Out of capacity"
        foundation_model_arn = "arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0"
        last_modified_time = "2026-03-02T09:30:00Z"
        model_arn = "arn:aws:bedrock:us-east-1:111122223333:custom-model/claims"
        model_units = 2
        provisioned_model_arn = "arn:aws:bedrock:us-east-1:111122223333:provisioned-model/p1"
        provisioned_model_name = "claims-peak"
        status = "Failed"
        "#);
    }

    #[test]
    fn what_aws_leaves_out_is_absent() {
        let asset = asset(&said(&json!({})), Some(&said(&json!({}))));
        insta::assert_snapshot!(asset, @r#"
        claims-peak: arn:aws:bedrock:us-east-1:111122223333:provisioned-model/p1
        status: Failed
        created: 2026-03-01T08:00:00Z
        modified: 2026-03-02T09:30:00Z
        model -> arn:aws:bedrock:us-east-1:111122223333:custom-model/claims
        desired-model -> arn:aws:bedrock:us-east-1:111122223333:custom-model/claims-2
        foundation-model -> arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0
        creation_time = "2026-03-01T08:00:00Z"
        desired_model_arn = "arn:aws:bedrock:us-east-1:111122223333:custom-model/claims-2"
        desired_model_units = 3
        foundation_model_arn = "arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0"
        last_modified_time = "2026-03-02T09:30:00Z"
        model_arn = "arn:aws:bedrock:us-east-1:111122223333:custom-model/claims"
        model_units = 2
        provisioned_model_arn = "arn:aws:bedrock:us-east-1:111122223333:provisioned-model/p1"
        provisioned_model_name = "claims-peak"
        status = "Failed"
        "#);
    }

    #[test]
    fn only_one_that_has_failed_needs_describing() {
        assert!(has_failed(&said(&json!({}))));
        assert!(!has_failed(&said(&json!({ "status": "InService" }))));
    }
}
