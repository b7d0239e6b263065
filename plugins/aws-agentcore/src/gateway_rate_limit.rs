//! Rate limits of gateways: how much a caller may ask for. The listing says all that describing would.

use opencite_plugin_sdk::aws::agentcore::gateways::{
    GatewayRateLimitDetail, GatewaySummary, list_gateway_rate_limits, list_gateways,
};
use opencite_plugin_sdk::{
    Asset, AssetKind, Children, Properties, Scope, Unit, each_child, list, try_children,
};

use crate::gateway::arn;

pub(crate) const KIND: AssetKind = AssetKind {
    name: "gateway_rate_limit",
    title: "Rate limits of gateways",
    scope: Scope::Regional,
    discover: |unit| {
        list(&each_child(&list_gateways(), &RATE_LIMITS), |limit| {
            asset(unit, &limit.parent, &limit.item)
        })
    },
    verify: || {
        try_children(
            "bedrock-agentcore:ListGatewayRateLimits",
            &list_gateways(),
            &RATE_LIMITS,
        )
    },
};

const RATE_LIMITS: Children<GatewaySummary, GatewayRateLimitDetail> = Children {
    key: |gateway| gateway.gateway_id.clone(),
    list: list_gateway_rate_limits,
};

/// AWS has neither an ARN nor a name for a rate limit.
fn asset(unit: &Unit, gateway: &GatewaySummary, limit: &GatewayRateLimitDetail) -> Asset {
    let gateway_arn = arn(unit, gateway);
    Asset::new(
        format!("{gateway_arn}/rate-limit/{}", limit.rate_limit_id),
        format!("{}/{}", gateway.name, limit.rate_limit_id),
    )
    .status(limit.status.as_str())
    .created(limit.created_at.as_str())
    .modified(limit.updated_at.as_str())
    .relation("gateway", gateway_arn.as_str())
    .properties(Properties::default().record(limit))
}

#[cfg(test)]
mod tests {
    use serde_json::{from_value, json};

    use super::*;

    #[test]
    fn everything_aws_says_is_mapped() {
        let unit = Unit {
            asset_type: KIND.name.to_owned(),
            account: "111122223333".to_owned(),
            region: "us-east-1".to_owned(),
            partition: "aws".to_owned(),
        };
        let gateway = json!({
            "gateway_id": "tools-g1",
            "name": "tools",
            "status": "READY",
            "created_at": "2026-03-01T08:00:00Z",
            "updated_at": "2026-03-01T08:00:00Z",
            "authorizer_type": "AWS_IAM",
            "protocol_type": "MCP",
        });
        let limit = json!({
            "rate_limit_id": "l1",
            "gateway_identifier": "tools-g1",
            "description": "A hundred a minute",
            "dimension_keys": ["principal"],
            "entries": [{
                "dimensions": [{"name": "principal", "value": "claims"}],
                "requests": [{"rate": 100.0, "period": "MINUTE"}],
                "tokens": [],
                "connections": [],
            }],
            "status": "ACTIVE",
            "created_at": "2026-03-01T08:00:00Z",
            "updated_at": "2026-03-02T09:30:00Z",
        });
        let asset = asset(
            &unit,
            &from_value(gateway).unwrap(),
            &from_value(limit).unwrap(),
        );
        insta::assert_snapshot!(asset, @r#"
        tools/l1: arn:aws:bedrock-agentcore:us-east-1:111122223333:gateway/tools-g1/rate-limit/l1
        status: ACTIVE
        created: 2026-03-01T08:00:00Z
        modified: 2026-03-02T09:30:00Z
        gateway -> arn:aws:bedrock-agentcore:us-east-1:111122223333:gateway/tools-g1
        created_at = "2026-03-01T08:00:00Z"
        description = "A hundred a minute"
        dimension_keys = ["principal"]
        entries = [{"connections":[],"dimensions":[{"name":"principal","value":"claims"}],"requests":[{"period":"MINUTE","rate":100.0}],"tokens":[]}]
        gateway_identifier = "tools-g1"
        rate_limit_id = "l1"
        status = "ACTIVE"
        updated_at = "2026-03-02T09:30:00Z"
        "#);
    }
}
