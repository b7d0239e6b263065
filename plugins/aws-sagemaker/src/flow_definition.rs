//! Flow definitions: when people look at what a model answered.

use opencite_plugin_sdk::aws::sagemaker::flow_definitions::{
    FlowDefinitionDetail, FlowDefinitionSummary, describe_flow_definition, list_flow_definitions,
};
use opencite_plugin_sdk::{
    Asset, AssetKind, Description, Properties, Scope, list_and_describe, try_list_and_describe,
};

pub(crate) const KIND: AssetKind = AssetKind {
    name: "flow_definition",
    title: "Flow definitions",
    scope: Scope::Regional,
    discover: |_| list_and_describe(&list_flow_definitions(), &DESCRIPTION),
    verify: || try_list_and_describe(&list_flow_definitions(), &DESCRIPTION),
};

const DESCRIPTION: Description<FlowDefinitionSummary, FlowDefinitionDetail> = Description {
    actions: [
        "sagemaker:ListFlowDefinitions",
        "sagemaker:DescribeFlowDefinition",
    ],
    id: |flow| flow.flow_definition_arn.as_deref().unwrap_or_default(),
    key: |flow| flow.flow_definition_name.clone().unwrap_or_default(),
    describe: describe_flow_definition,
    asset,
};

fn asset(flow: &FlowDefinitionSummary, detail: Option<&FlowDefinitionDetail>) -> Asset {
    let arn = flow.flow_definition_arn.as_deref().unwrap_or_default();
    let name = flow.flow_definition_name.as_deref().unwrap_or_default();
    let asset = Asset::new(arn, name)
        .status(flow.flow_definition_status.as_deref())
        .created(flow.creation_time.as_deref())
        .properties(Properties::default().record(flow).record(&detail));
    match detail {
        Some(detail) => set_up(asset, detail),
        None => asset,
    }
}

fn set_up(asset: Asset, flow: &FlowDefinitionDetail) -> Asset {
    let work = flow.human_loop_config.as_ref();
    let output = flow.output_config.as_ref();
    asset
        .relation("role", flow.role_arn.as_deref())
        .relation("workteam", work.and_then(|it| it.workteam_arn.as_deref()))
        .relation(
            "human-task-ui",
            work.and_then(|it| it.human_task_ui_arn.as_deref()),
        )
        .relation(
            "output-s3",
            output.and_then(|it| it.s3_output_path.as_deref()),
        )
        .relation("kms-key", output.and_then(|it| it.kms_key_id.as_deref()))
}

#[cfg(test)]
mod tests {
    use serde_json::{from_value, json};

    use super::*;

    #[test]
    fn everything_aws_says_is_mapped() {
        let summary = json!({
            "flow_definition_name": "review",
            "flow_definition_arn": "arn:aws:sagemaker:us-east-1:111122223333:flow-definition/review",
            "flow_definition_status": "Active",
            "creation_time": "2026-03-01T08:00:00Z",
        });
        let detail = json!({
            "flow_definition_name": "review",
            "human_loop_config": {
                "workteam_arn": "arn:aws:sagemaker:us-east-1:111122223333:workteam/private-crowd/reviewers",
                "human_task_ui_arn": "arn:aws:sagemaker:us-east-1:111122223333:human-task-ui/claims",
                "task_title": "Is it right?",
                "task_count": 1,
                "task_keywords": [],
            },
            "output_config": {"s3_output_path": "s3://reviews", "kms_key_id": "arn:aws:kms:us-east-1:111122223333:key/k"},
            "role_arn": "arn:aws:iam::111122223333:role/review",
        });
        let asset = asset(
            &from_value(summary).unwrap(),
            Some(&from_value(detail).unwrap()),
        );
        insta::assert_snapshot!(asset, @r#"
        review: arn:aws:sagemaker:us-east-1:111122223333:flow-definition/review
        status: Active
        created: 2026-03-01T08:00:00Z
        role -> arn:aws:iam::111122223333:role/review
        workteam -> arn:aws:sagemaker:us-east-1:111122223333:workteam/private-crowd/reviewers
        human-task-ui -> arn:aws:sagemaker:us-east-1:111122223333:human-task-ui/claims
        output-s3 -> s3://reviews
        kms-key -> arn:aws:kms:us-east-1:111122223333:key/k
        creation_time = "2026-03-01T08:00:00Z"
        flow_definition_arn = "arn:aws:sagemaker:us-east-1:111122223333:flow-definition/review"
        flow_definition_name = "review"
        flow_definition_status = "Active"
        human_loop_config = {"human_task_ui_arn":"arn:aws:sagemaker:us-east-1:111122223333:human-task-ui/claims","task_count":1,"task_keywords":[],"task_title":"Is it right?","workteam_arn":"arn:aws:sagemaker:us-east-1:111122223333:workteam/private-crowd/reviewers"}
        output_config = {"kms_key_id":"arn:aws:kms:us-east-1:111122223333:key/k","s3_output_path":"s3://reviews"}
        role_arn = "arn:aws:iam::111122223333:role/review"
        "#);
    }
}
