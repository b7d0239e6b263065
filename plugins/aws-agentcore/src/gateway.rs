//! Gateways: APIs, functions and MCP servers as tools for agents. A gateway has its targets with it, so that it changes
//! when one of them does.

use opencite_plugin_sdk::aws::agentcore::gateways::{
    GatewayDetail, GatewaySummary, InterceptorConfiguration, TargetSummary, get_gateway,
    list_gateway_targets, list_gateways,
};
use opencite_plugin_sdk::{
    Asset, AssetKind, Check, Children, Description, Identified, Pages, Parent, Properties, Scope,
    Unit, identified, list_and_describe, one_a_page, try_children, try_list_and_describe,
    with_children,
};
use serde::Serialize;

use crate::arn::here;

pub(crate) const KIND: AssetKind = AssetKind {
    name: "gateway",
    title: "Gateways",
    scope: Scope::Regional,
    discover: |unit| {
        let gateways = list_gateways();
        let gateways = with_children(&gateways, &TARGETS);
        list_and_describe(&gateways_in(unit, &gateways), &DESCRIPTION)
    },
    verify,
};

fn verify() -> Vec<Check> {
    let gateways = list_gateways();
    let gateways = one_a_page(&gateways);
    let gateways = with_children(&gateways, &TARGETS);
    let gateways = identified(&gateways, |gateway| gateway.item.gateway_id.clone());
    let mut checks = try_list_and_describe(&gateways, &DESCRIPTION);
    checks.extend(try_children(
        "bedrock-agentcore:ListGatewayTargets",
        &list_gateways(),
        &TARGETS,
    ));
    checks
}

type Listed = Identified<Parent<GatewaySummary, TargetSummary>>;

const TARGETS: Children<GatewaySummary, TargetSummary> = Children {
    key: |gateway| gateway.gateway_id.clone(),
    list: list_gateway_targets,
};

const DESCRIPTION: Description<Listed, GatewayDetail> = Description {
    actions: [
        "bedrock-agentcore:ListGateways",
        "bedrock-agentcore:GetGateway",
    ],
    id: |gateway| &gateway.id,
    key: |gateway| gateway.item.item.gateway_id.clone(),
    describe: get_gateway,
    asset,
};

fn gateways_in<'a>(
    unit: &'a Unit,
    gateways: &'a impl Pages<Item = Parent<GatewaySummary, TargetSummary>>,
) -> impl Pages<Item = Listed> + 'a {
    identified(gateways, |gateway| arn(unit, &gateway.item))
}

/// The listing of gateways names no ARNs.
pub(crate) fn arn(unit: &Unit, gateway: &GatewaySummary) -> String {
    here(unit, &format!("gateway/{}", gateway.gateway_id))
}

fn asset(listed: &Listed, detail: Option<&GatewayDetail>) -> Asset {
    let gateway = &listed.item.item;
    let targets = listed.item.children.as_deref();
    let properties = Properties::default()
        .record(gateway)
        .record(&detail)
        .set("targets", targets.map(shown))
        .rename("created_at", "creation_time")
        .rename("updated_at", "last_modified");
    let asset = Asset::new(&listed.id, &gateway.name)
        .status(gateway.status.as_str())
        .created(gateway.created_at.as_str())
        .modified(gateway.updated_at.as_str())
        .properties(properties);
    let asset = match detail {
        Some(detail) => set_up(asset, detail),
        None => asset,
    };
    if targets.is_some() {
        asset
    } else {
        asset.in_part()
    }
}

/// A target under the names that users of OpenCITE know.
#[derive(Serialize)]
struct ShownTarget<'a> {
    target_id: &'a str,
    name: &'a str,
    status: &'a str,
    description: Option<&'a str>,
    creation_time: &'a str,
    last_modified: &'a str,
    target_type: Option<&'a str>,
}

fn shown(targets: &[TargetSummary]) -> Vec<ShownTarget<'_>> {
    let shown = targets.iter().map(|target| ShownTarget {
        target_id: &target.target_id,
        name: &target.name,
        status: &target.status,
        description: target.description.as_deref(),
        creation_time: &target.created_at,
        last_modified: &target.updated_at,
        target_type: target.target_type.as_deref(),
    });
    shown.collect()
}

fn set_up(asset: Asset, gateway: &GatewayDetail) -> Asset {
    let identity = gateway.workload_identity_details.as_ref();
    let policies = gateway.policy_engine_configuration.as_ref();
    let transform = gateway.custom_transform_configuration.as_ref();
    let transform = transform.and_then(|transform| transform.lambda.as_ref()?.arn.as_deref());
    let interceptors = gateway.interceptor_configurations.iter();
    let interceptors = interceptors.filter_map(|it| interceptor(it.interceptor.as_ref()?));
    asset
        .relation("role", gateway.role_arn.as_deref())
        .relation("kms-key", gateway.kms_key_arn.as_deref())
        .relation(
            "workload-identity",
            identity.map(|identity| identity.workload_identity_arn.as_str()),
        )
        .relation("policy-engine", policies.map(|engine| engine.arn.as_str()))
        .relation("lambda", transform)
        .relations("lambda", interceptors)
        .relation("web-acl", gateway.web_acl_arn.as_deref())
}

fn interceptor(interceptor: &InterceptorConfiguration) -> Option<&String> {
    Some(&interceptor.lambda.as_ref()?.arn)
}

#[cfg(test)]
mod tests;
