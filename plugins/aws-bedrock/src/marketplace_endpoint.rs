//! Models of the Bedrock Marketplace, on SageMaker endpoints.

use opencite_plugin_sdk::aws::bedrock::marketplace_endpoints::{
    MarketplaceModelEndpointDetail, MarketplaceModelEndpointSummary, SageMakerEndpoint,
    get_marketplace_model_endpoint, list_marketplace_model_endpoints,
};
use opencite_plugin_sdk::{
    Asset, AssetKind, Description, Properties, Scope, list_and_describe, try_list_and_describe,
};

use crate::shapes::network;

pub(crate) const KIND: AssetKind = AssetKind {
    name: "marketplace_endpoint",
    title: "Endpoints of Marketplace models",
    scope: Scope::Regional,
    discover: |_| list_and_describe(&list_marketplace_model_endpoints(), &DESCRIPTION),
    verify: || try_list_and_describe(&list_marketplace_model_endpoints(), &DESCRIPTION),
};

const DESCRIPTION: Description<MarketplaceModelEndpointSummary, MarketplaceModelEndpointDetail> =
    Description {
        actions: [
            "bedrock:ListMarketplaceModelEndpoints",
            "bedrock:GetMarketplaceModelEndpoint",
        ],
        id: |endpoint| &endpoint.endpoint_arn,
        key: |endpoint| endpoint.endpoint_arn.clone(),
        describe: get_marketplace_model_endpoint,
        asset,
    };

fn asset(
    endpoint: &MarketplaceModelEndpointSummary,
    detail: Option<&MarketplaceModelEndpointDetail>,
) -> Asset {
    let detail = detail.and_then(|detail| detail.marketplace_model_endpoint.as_ref());
    let asset = Asset::new(&endpoint.endpoint_arn, name(&endpoint.endpoint_arn))
        .status(endpoint.status.as_deref())
        .created(endpoint.created_at.as_str())
        .modified(endpoint.updated_at.as_str())
        .relation("sagemaker-endpoint", endpoint.endpoint_arn.as_str())
        .relation("model", endpoint.model_source_identifier.as_str())
        .properties(Properties::default().record(endpoint).record(&detail));
    match detail.and_then(|detail| detail.endpoint_config.as_ref()?.sage_maker.as_ref()) {
        Some(config) => set_up(asset, config),
        None => asset,
    }
}

fn set_up(asset: Asset, config: &SageMakerEndpoint) -> Asset {
    asset
        .relation("role", config.execution_role.as_str())
        .relation("kms-key", config.kms_encryption_key.as_deref())
        .edges(network(config.vpc.as_ref()))
}

/// The endpoint is one of SageMaker's, and so is its ARN: `arn:aws:sagemaker:us-east-1:111122223333:endpoint/name`.
fn name(arn: &str) -> &str {
    arn.rsplit('/').next().unwrap_or(arn)
}

#[cfg(test)]
mod tests {
    use serde_json::{from_value, json};

    use super::*;

    #[test]
    fn an_endpoint_is_known_by_the_name_in_its_arn() {
        let summary = json!({
            "endpoint_arn": "arn:aws:sagemaker:us-east-1:111122223333:endpoint/claims-llm",
            "model_source_identifier": "arn:aws:sagemaker:us-east-1:aws:hub-content/SageMakerPublicHub/Model/llm/1.0.0",
            "status": "REGISTERED",
            "status_message": "Ready",
            "created_at": "2026-03-01T08:00:00Z",
            "updated_at": "2026-03-02T09:30:00Z",
        });
        let detail = json!({
            "marketplace_model_endpoint": {
                "endpoint_arn": "arn:aws:sagemaker:us-east-1:111122223333:endpoint/claims-llm",
                "model_source_identifier": "arn:aws:sagemaker:us-east-1:aws:hub-content/SageMakerPublicHub/Model/llm/1.0.0",
                "status": "REGISTERED",
                "status_message": "Ready",
                "created_at": "2026-03-01T08:00:00Z",
                "updated_at": "2026-03-02T09:30:00Z",
                "endpoint_config": {
                    "sage_maker": {
                        "initial_instance_count": 2,
                        "instance_type": "ml.g5.xlarge",
                        "execution_role": "arn:aws:iam::111122223333:role/bedrock",
                        "kms_encryption_key": "arn:aws:kms:us-east-1:111122223333:key/k",
                        "vpc": {"subnet_ids": ["subnet-1"], "security_group_ids": ["sg-1"]},
                    },
                },
                "endpoint_status": "InService",
                "endpoint_status_message": "Two instances",
            },
        });
        let asset = asset(
            &from_value(summary).unwrap(),
            Some(&from_value(detail).unwrap()),
        );
        insta::assert_snapshot!(asset, @r#"
        claims-llm: arn:aws:sagemaker:us-east-1:111122223333:endpoint/claims-llm
        status: REGISTERED
        created: 2026-03-01T08:00:00Z
        modified: 2026-03-02T09:30:00Z
        sagemaker-endpoint -> arn:aws:sagemaker:us-east-1:111122223333:endpoint/claims-llm
        model -> arn:aws:sagemaker:us-east-1:aws:hub-content/SageMakerPublicHub/Model/llm/1.0.0
        role -> arn:aws:iam::111122223333:role/bedrock
        kms-key -> arn:aws:kms:us-east-1:111122223333:key/k
        subnet -> subnet-1
        security-group -> sg-1
        created_at = "2026-03-01T08:00:00Z"
        endpoint_arn = "arn:aws:sagemaker:us-east-1:111122223333:endpoint/claims-llm"
        endpoint_config = {"sage_maker":{"execution_role":"arn:aws:iam::111122223333:role/bedrock","initial_instance_count":2,"instance_type":"ml.g5.xlarge","kms_encryption_key":"arn:aws:kms:us-east-1:111122223333:key/k","vpc":{"security_group_ids":["sg-1"],"subnet_ids":["subnet-1"]}}}
        endpoint_status = "InService"
        endpoint_status_message = "Two instances"
        model_source_identifier = "arn:aws:sagemaker:us-east-1:aws:hub-content/SageMakerPublicHub/Model/llm/1.0.0"
        status = "REGISTERED"
        status_message = "Ready"
        updated_at = "2026-03-02T09:30:00Z"
        "#);
    }

    #[test]
    fn what_aws_leaves_out_is_absent() {
        let summary = json!({
            "endpoint_arn": "arn:aws:sagemaker:us-east-1:111122223333:endpoint/claims-llm",
            "model_source_identifier": "arn:aws:sagemaker:us-east-1:aws:hub-content/SageMakerPublicHub/Model/llm/1.0.0",
            "created_at": "2026-03-01T08:00:00Z",
            "updated_at": "2026-03-02T09:30:00Z",
        });
        let detail = json!({
            "marketplace_model_endpoint": {
                "endpoint_arn": "arn:aws:sagemaker:us-east-1:111122223333:endpoint/claims-llm",
                "model_source_identifier": "arn:aws:sagemaker:us-east-1:aws:hub-content/SageMakerPublicHub/Model/llm/1.0.0",
                "created_at": "2026-03-01T08:00:00Z",
                "updated_at": "2026-03-02T09:30:00Z",
                "endpoint_status": "InService",
            },
        });
        let asset = asset(
            &from_value(summary).unwrap(),
            Some(&from_value(detail).unwrap()),
        );
        insta::assert_snapshot!(asset, @r#"
        claims-llm: arn:aws:sagemaker:us-east-1:111122223333:endpoint/claims-llm
        created: 2026-03-01T08:00:00Z
        modified: 2026-03-02T09:30:00Z
        sagemaker-endpoint -> arn:aws:sagemaker:us-east-1:111122223333:endpoint/claims-llm
        model -> arn:aws:sagemaker:us-east-1:aws:hub-content/SageMakerPublicHub/Model/llm/1.0.0
        created_at = "2026-03-01T08:00:00Z"
        endpoint_arn = "arn:aws:sagemaker:us-east-1:111122223333:endpoint/claims-llm"
        endpoint_status = "InService"
        model_source_identifier = "arn:aws:sagemaker:us-east-1:aws:hub-content/SageMakerPublicHub/Model/llm/1.0.0"
        updated_at = "2026-03-02T09:30:00Z"
        "#);
    }
}
