//! Rules of gateways: which call goes to which target, with which configuration. The listing says all that describing
//! would.

use opencite_plugin_sdk::aws::agentcore::gateways::{
    Action, GatewayRuleDetail, GatewaySummary, list_gateway_rules, list_gateways,
};
use opencite_plugin_sdk::{
    Asset, AssetKind, Children, Properties, Scope, each_child, list, try_children,
};

pub(crate) const KIND: AssetKind = AssetKind {
    name: "gateway_rule",
    title: "Rules of gateways",
    scope: Scope::Regional,
    discover: |_| {
        list(&each_child(&list_gateways(), &RULES), |rule| {
            asset(&rule.parent.name, &rule.item)
        })
    },
    verify: || {
        try_children(
            "bedrock-agentcore:ListGatewayRules",
            &list_gateways(),
            &RULES,
        )
    },
};

const RULES: Children<GatewaySummary, GatewayRuleDetail> = Children {
    key: |gateway| gateway.gateway_id.clone(),
    list: list_gateway_rules,
};

/// AWS has no ARN for a rule, and people no name: they know it by its gateway and its priority.
fn asset(gateway: &str, rule: &GatewayRuleDetail) -> Asset {
    Asset::new(
        format!("{}/rule/{}", rule.gateway_arn, rule.rule_id),
        format!("{gateway}/{}", rule.priority),
    )
    .status(rule.status.as_str())
    .created(rule.created_at.as_str())
    .modified(rule.updated_at.as_deref())
    .relation("gateway", rule.gateway_arn.as_str())
    .relations(
        "configuration-bundle",
        rule.actions.iter().flat_map(bundles),
    )
    .properties(Properties::default().record(rule))
}

fn bundles(action: &Action) -> impl Iterator<Item = &String> {
    let bundle = action.configuration_bundle.as_ref();
    let fixed = bundle.and_then(|bundle| Some(&bundle.static_override.as_ref()?.bundle_arn));
    let weighted = bundle.and_then(|bundle| bundle.weighted_override.as_ref());
    let entries = weighted
        .into_iter()
        .flat_map(|weighted| &weighted.traffic_split);
    let weighted =
        entries.filter_map(|entry| Some(&entry.configuration_bundle.as_ref()?.bundle_arn));
    fixed.into_iter().chain(weighted)
}

#[cfg(test)]
mod tests {
    use serde_json::{from_value, json};

    use super::*;

    #[test]
    fn everything_aws_says_is_mapped() {
        let split = |name: &str| {
            json!({
                "name": name,
                "weight": 50,
                "configuration_bundle": {
                    "bundle_arn": format!("arn:aws:bedrock-agentcore:us-east-1:111122223333:configuration-bundle/{name}-c1"),
                    "bundle_version": "v1",
                },
                "metadata": [],
            })
        };
        let rule = json!({
            "rule_id": "r1",
            "gateway_arn": "arn:aws:bedrock-agentcore:us-east-1:111122223333:gateway/tools-g1",
            "priority": 10,
            "conditions": [{"match_paths": {"any_of": ["/claims"]}}],
            "actions": [
                {"configuration_bundle": {"weighted_override": {"traffic_split": [split("old"), split("new")]}}},
                {"route_to_target": {"static_route": {"target_name": "lookup"}}},
            ],
            "description": "Half and half",
            "created_at": "2026-03-01T08:00:00Z",
            "status": "ACTIVE",
            "updated_at": "2026-03-02T09:30:00Z",
        });
        let asset = asset("tools", &from_value(rule).unwrap());
        insta::assert_snapshot!(asset, @r#"
        tools/10: arn:aws:bedrock-agentcore:us-east-1:111122223333:gateway/tools-g1/rule/r1
        status: ACTIVE
        created: 2026-03-01T08:00:00Z
        modified: 2026-03-02T09:30:00Z
        gateway -> arn:aws:bedrock-agentcore:us-east-1:111122223333:gateway/tools-g1
        configuration-bundle -> arn:aws:bedrock-agentcore:us-east-1:111122223333:configuration-bundle/old-c1
        configuration-bundle -> arn:aws:bedrock-agentcore:us-east-1:111122223333:configuration-bundle/new-c1
        actions = [{"configuration_bundle":{"weighted_override":{"traffic_split":[{"configuration_bundle":{"bundle_arn":"arn:aws:bedrock-agentcore:us-east-1:111122223333:configuration-bundle/old-c1","bundle_version":"v1"},"metadata":[],"name":"old","weight":50},{"configuration_bundle":{"bundle_arn":"arn:aws:bedrock-agentcore:us-east-1:111122223333:configuration-bundle/new-c1","bundle_version":"v1"},"metadata":[],"name":"new","weight":50}]}}},{"route_to_target":{"static_route":{"target_name":"lookup"}}}]
        conditions = [{"match_paths":{"any_of":["/claims"]}}]
        created_at = "2026-03-01T08:00:00Z"
        description = "Half and half"
        gateway_arn = "arn:aws:bedrock-agentcore:us-east-1:111122223333:gateway/tools-g1"
        priority = 10
        rule_id = "r1"
        status = "ACTIVE"
        updated_at = "2026-03-02T09:30:00Z"
        "#);
    }
}
