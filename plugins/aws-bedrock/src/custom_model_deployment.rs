//! Deployments that serve custom models on demand.

use opencite_plugin_sdk::aws::bedrock::custom_model_deployments::{
    CustomModelDeploymentDetail, CustomModelDeploymentSummary, get_custom_model_deployment,
    list_custom_model_deployments,
};
use opencite_plugin_sdk::{
    Asset, AssetKind, Description, Properties, Scope, list_and_describe, try_list_and_describe,
};

pub(crate) const KIND: AssetKind = AssetKind {
    name: "custom_model_deployment",
    title: "Deployments of custom models",
    scope: Scope::Regional,
    discover: |_| list_and_describe(&list_custom_model_deployments(), &DESCRIPTION),
    verify: || try_list_and_describe(&list_custom_model_deployments(), &DESCRIPTION),
};

const DESCRIPTION: Description<CustomModelDeploymentSummary, CustomModelDeploymentDetail> =
    Description {
        actions: [
            "bedrock:ListCustomModelDeployments",
            "bedrock:GetCustomModelDeployment",
        ],
        id: |deployment| &deployment.custom_model_deployment_arn,
        key: |deployment| deployment.custom_model_deployment_arn.clone(),
        describe: get_custom_model_deployment,
        asset,
    };

fn asset(
    deployment: &CustomModelDeploymentSummary,
    detail: Option<&CustomModelDeploymentDetail>,
) -> Asset {
    let update = detail.and_then(|detail| detail.update_details.as_ref());
    let arn = &deployment.custom_model_deployment_arn;
    Asset::new(arn, &deployment.custom_model_deployment_name)
        .status(deployment.status.as_str())
        .created(deployment.created_at.as_str())
        .modified(deployment.last_updated_at.as_deref())
        .relation("model", deployment.model_arn.as_str())
        .relation(
            "desired-model",
            update.map(|update| update.model_arn.as_str()),
        )
        .properties(Properties::default().record(deployment).record(&detail))
}

#[cfg(test)]
mod tests {
    use serde_json::{from_value, json};

    use super::*;

    #[test]
    fn everything_aws_says_is_mapped() {
        let summary = json!({
            "custom_model_deployment_arn": "arn:aws:bedrock:us-east-1:111122223333:custom-model-deployment/d1",
            "custom_model_deployment_name": "claims-live",
            "model_arn": "arn:aws:bedrock:us-east-1:111122223333:custom-model/claims",
            "created_at": "2026-03-01T08:00:00Z",
            "status": "Active",
            "last_updated_at": "2026-03-02T09:30:00Z",
            "failure_message": "Out of capacity",
        });
        let detail = json!({
            "custom_model_deployment_arn": "arn:aws:bedrock:us-east-1:111122223333:custom-model-deployment/d1",
            "model_deployment_name": "claims-live",
            "model_arn": "arn:aws:bedrock:us-east-1:111122223333:custom-model/claims",
            "created_at": "2026-03-01T08:00:00Z",
            "status": "Active",
            "description": "Routes claims",
            "update_details": {
                "model_arn": "arn:aws:bedrock:us-east-1:111122223333:custom-model/claims-2",
                "update_status": "Updating",
            },
        });
        let asset = asset(
            &from_value(summary).unwrap(),
            Some(&from_value(detail).unwrap()),
        );
        insta::assert_snapshot!(asset, @r#"
        claims-live: arn:aws:bedrock:us-east-1:111122223333:custom-model-deployment/d1
        status: Active
        created: 2026-03-01T08:00:00Z
        modified: 2026-03-02T09:30:00Z
        model -> arn:aws:bedrock:us-east-1:111122223333:custom-model/claims
        desired-model -> arn:aws:bedrock:us-east-1:111122223333:custom-model/claims-2
        created_at = "2026-03-01T08:00:00Z"
        custom_model_deployment_arn = "arn:aws:bedrock:us-east-1:111122223333:custom-model-deployment/d1"
        custom_model_deployment_name = "claims-live"
        description = "Routes claims"
        failure_message = "Out of capacity"
        last_updated_at = "2026-03-02T09:30:00Z"
        model_arn = "arn:aws:bedrock:us-east-1:111122223333:custom-model/claims"
        model_deployment_name = "claims-live"
        status = "Active"
        update_details = {"model_arn":"arn:aws:bedrock:us-east-1:111122223333:custom-model/claims-2","update_status":"Updating"}
        "#);
    }

    #[test]
    fn what_aws_leaves_out_is_absent() {
        let summary = json!({
            "custom_model_deployment_arn": "arn:aws:bedrock:us-east-1:111122223333:custom-model-deployment/d1",
            "custom_model_deployment_name": "claims-live",
            "model_arn": "arn:aws:bedrock:us-east-1:111122223333:custom-model/claims",
            "created_at": "2026-03-01T08:00:00Z",
            "status": "Active",
        });
        let detail = json!({
            "custom_model_deployment_arn": "arn:aws:bedrock:us-east-1:111122223333:custom-model-deployment/d1",
            "model_deployment_name": "claims-live",
            "model_arn": "arn:aws:bedrock:us-east-1:111122223333:custom-model/claims",
            "created_at": "2026-03-01T08:00:00Z",
            "status": "Active",
        });
        let asset = asset(
            &from_value(summary).unwrap(),
            Some(&from_value(detail).unwrap()),
        );
        insta::assert_snapshot!(asset, @r#"
        claims-live: arn:aws:bedrock:us-east-1:111122223333:custom-model-deployment/d1
        status: Active
        created: 2026-03-01T08:00:00Z
        model -> arn:aws:bedrock:us-east-1:111122223333:custom-model/claims
        created_at = "2026-03-01T08:00:00Z"
        custom_model_deployment_arn = "arn:aws:bedrock:us-east-1:111122223333:custom-model-deployment/d1"
        custom_model_deployment_name = "claims-live"
        model_arn = "arn:aws:bedrock:us-east-1:111122223333:custom-model/claims"
        model_deployment_name = "claims-live"
        status = "Active"
        "#);
    }
}
