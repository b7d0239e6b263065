//! Online evaluations: which work of agents is judged, and by what.

use opencite_plugin_sdk::aws::agentcore::online_evaluation_configs::{
    OnlineEvaluationConfigDetail, OnlineEvaluationConfigSummary, get_online_evaluation_config,
    list_online_evaluation_configs,
};
use opencite_plugin_sdk::{
    Asset, AssetKind, Description, Properties, Scope, list_and_describe, try_list_and_describe,
};

use crate::arn::{evaluator, log_group};

pub(crate) const KIND: AssetKind = AssetKind {
    name: "online_evaluation_config",
    title: "Online evaluations",
    scope: Scope::Regional,
    discover: |_| list_and_describe(&list_online_evaluation_configs(), &DESCRIPTION),
    verify: || try_list_and_describe(&list_online_evaluation_configs(), &DESCRIPTION),
};

const DESCRIPTION: Description<OnlineEvaluationConfigSummary, OnlineEvaluationConfigDetail> =
    Description {
        actions: [
            "bedrock-agentcore:ListOnlineEvaluationConfigs",
            "bedrock-agentcore:GetOnlineEvaluationConfig",
        ],
        id: |config| &config.online_evaluation_config_arn,
        key: |config| config.online_evaluation_config_id.clone(),
        describe: get_online_evaluation_config,
        asset,
    };

fn asset(
    config: &OnlineEvaluationConfigSummary,
    detail: Option<&OnlineEvaluationConfigDetail>,
) -> Asset {
    let asset = Asset::new(
        &config.online_evaluation_config_arn,
        &config.online_evaluation_config_name,
    )
    .status(config.status.as_str())
    .created(config.created_at.as_str())
    .modified(config.updated_at.as_str())
    .properties(Properties::default().record(config).record(&detail));
    match detail {
        Some(detail) => set_up(asset, detail),
        None => asset,
    }
}

fn set_up(asset: Asset, config: &OnlineEvaluationConfigDetail) -> Asset {
    let own = &config.online_evaluation_config_arn;
    let evaluators = config.evaluators.iter();
    let evaluators = evaluators.filter_map(|it| evaluator(own, it.evaluator_id.as_ref()?));
    let groups = log_groups(config).filter_map(|name| log_group(own, name));
    asset
        .relation("role", config.evaluation_execution_role_arn.as_deref())
        .relations("evaluator", &evaluators.collect::<Vec<_>>())
        .relations("log-group", &groups.collect::<Vec<_>>())
}

/// The log groups that are read, and the one that is written.
fn log_groups(config: &OnlineEvaluationConfigDetail) -> impl Iterator<Item = &String> {
    let input = config.data_source_config.as_ref();
    let input = input.and_then(|source| source.cloud_watch_logs.as_ref());
    let output = config.output_config.as_ref();
    let output = output.and_then(|output| output.cloud_watch_config.as_ref());
    let input = input.into_iter().flat_map(|input| &input.log_group_names);
    input.chain(output.map(|output| &output.log_group_name))
}

#[cfg(test)]
mod tests {
    use serde_json::{from_value, json};

    use super::*;

    #[test]
    fn everything_aws_says_is_mapped() {
        let summary = json!({
            "online_evaluation_config_arn": "arn:aws:bedrock-agentcore:us-east-1:111122223333:online-evaluation-config/claims-o1",
            "online_evaluation_config_id": "claims-o1",
            "online_evaluation_config_name": "claims",
            "status": "ACTIVE",
            "execution_status": "ENABLED",
            "created_at": "2026-03-01T08:00:00Z",
            "updated_at": "2026-03-02T09:30:00Z",
            "insights": [],
        });
        let detail = json!({
            "online_evaluation_config_arn": "arn:aws:bedrock-agentcore:us-east-1:111122223333:online-evaluation-config/claims-o1",
            "online_evaluation_config_id": "claims-o1",
            "online_evaluation_config_name": "claims",
            "rule": {"sampling_config": {"sampling_percentage": 10.0}, "filters": []},
            "data_source_config": {"cloud_watch_logs": {
                "log_group_names": ["/agents/claims"],
                "log_group_name_prefixes": [],
                "service_names": ["claims.DEFAULT"],
            }},
            "evaluators": [{"evaluator_id": "Builtin.Helpfulness"}, {"evaluator_id": "polite-e1"}],
            "insights": [],
            "output_config": {"cloud_watch_config": {"log_group_name": "/evaluations/claims", "result_destination": "LOG_GROUP"}},
            "evaluation_execution_role_arn": "arn:aws:iam::111122223333:role/evaluation",
            "status": "ACTIVE",
            "execution_status": "ENABLED",
            "created_at": "2026-03-01T08:00:00Z",
            "updated_at": "2026-03-02T09:30:00Z",
        });
        let asset = asset(
            &from_value(summary).unwrap(),
            Some(&from_value(detail).unwrap()),
        );
        insta::assert_snapshot!(asset, @r#"
        claims: arn:aws:bedrock-agentcore:us-east-1:111122223333:online-evaluation-config/claims-o1
        status: ACTIVE
        created: 2026-03-01T08:00:00Z
        modified: 2026-03-02T09:30:00Z
        role -> arn:aws:iam::111122223333:role/evaluation
        evaluator -> arn:aws:bedrock-agentcore:::evaluator/Builtin.Helpfulness
        evaluator -> arn:aws:bedrock-agentcore:us-east-1:111122223333:evaluator/polite-e1
        log-group -> arn:aws:logs:us-east-1:111122223333:log-group:/agents/claims
        log-group -> arn:aws:logs:us-east-1:111122223333:log-group:/evaluations/claims
        created_at = "2026-03-01T08:00:00Z"
        data_source_config = {"cloud_watch_logs":{"log_group_name_prefixes":[],"log_group_names":["/agents/claims"],"service_names":["claims.DEFAULT"]}}
        evaluation_execution_role_arn = "arn:aws:iam::111122223333:role/evaluation"
        evaluators = [{"evaluator_id":"Builtin.Helpfulness"},{"evaluator_id":"polite-e1"}]
        execution_status = "ENABLED"
        insights = []
        online_evaluation_config_arn = "arn:aws:bedrock-agentcore:us-east-1:111122223333:online-evaluation-config/claims-o1"
        online_evaluation_config_id = "claims-o1"
        online_evaluation_config_name = "claims"
        output_config = {"cloud_watch_config":{"log_group_name":"/evaluations/claims","result_destination":"LOG_GROUP"}}
        rule = {"filters":[],"sampling_config":{"sampling_percentage":10.0}}
        status = "ACTIVE"
        updated_at = "2026-03-02T09:30:00Z"
        "#);
    }
}
