//! Targets of gateways: the functions, APIs, MCP servers, agents and models behind them.

use opencite_plugin_sdk::aws::agentcore::gateways::{
    ApiSchemaConfiguration, CertificateConfiguration, CredentialProvider,
    CredentialProviderConfiguration, GatewaySummary, GatewayTargetDetail, GatewayTargetKey,
    HttpApiSchemaConfiguration, HttpTargetConfiguration, InferenceTargetConfiguration,
    McpTargetConfiguration, S3Configuration, TargetConfiguration, TargetSummary,
    get_gateway_target, list_gateway_targets, list_gateways,
};
use opencite_plugin_sdk::{
    Asset, AssetKind, Check, Child, Children, Description, Identified, Properties, Scope,
    each_child, identified, list_and_describe, one_a_page, try_children, try_list_and_describe,
};

use crate::gateway::arn;
use crate::shapes::{Edge, private_network};

pub(crate) const KIND: AssetKind = AssetKind {
    name: "gateway_target",
    title: "Targets of gateways",
    scope: Scope::Regional,
    discover: |unit| {
        let gateways = list_gateways();
        let gateways = identified(&gateways, |gateway| arn(unit, gateway));
        let targets = each_child(&gateways, &TARGETS);
        list_and_describe(&identified(&targets, target_id), &DESCRIPTION)
    },
    verify,
};

fn verify() -> Vec<Check> {
    let named = |gateway: &GatewaySummary| gateway.gateway_id.clone();
    let gateways = list_gateways();
    let gateways = identified(&gateways, named);
    let mut checks = try_children("bedrock-agentcore:ListGatewayTargets", &gateways, &TARGETS);
    let gateways = list_gateways();
    let gateways = one_a_page(&gateways);
    let gateways = identified(&gateways, named);
    let targets = each_child(&gateways, &TARGETS);
    checks.extend(try_list_and_describe(
        &identified(&targets, target_id),
        &DESCRIPTION,
    ));
    checks
}

type Gateway = Identified<GatewaySummary>;
type Listed = Identified<Child<Gateway, TargetSummary>>;

const TARGETS: Children<Gateway, TargetSummary> = Children {
    key: |gateway| gateway.item.gateway_id.clone(),
    list: list_gateway_targets,
};

const DESCRIPTION: Description<Listed, GatewayTargetDetail, GatewayTargetKey> = Description {
    actions: [
        "bedrock-agentcore:ListGateways",
        "bedrock-agentcore:GetGatewayTarget",
    ],
    id: |target| &target.id,
    key: |target| GatewayTargetKey {
        gateway_identifier: target.item.parent.item.gateway_id.clone(),
        target_id: target.item.item.target_id.clone(),
    },
    describe: get_gateway_target,
    asset,
};

/// AWS has no ARN for a target.
fn target_id(target: &Child<Gateway, TargetSummary>) -> String {
    format!("{}/target/{}", target.parent.id, target.item.target_id)
}

fn asset(listed: &Listed, detail: Option<&GatewayTargetDetail>) -> Asset {
    let Child { parent, item } = &listed.item;
    let asset = Asset::new(&listed.id, &item.name)
        .status(item.status.as_str())
        .created(item.created_at.as_str())
        .modified(item.updated_at.as_str())
        .relation("gateway", parent.id.as_str())
        .properties(Properties::default().record(item).record(&detail));
    match detail {
        Some(detail) => set_up(asset, detail),
        None => asset,
    }
}

fn set_up(asset: Asset, target: &GatewayTargetDetail) -> Asset {
    let credentials = target.credential_provider_configurations.iter();
    let certificates = target.certificate_configurations.iter();
    asset
        .edges(target.target_configuration.iter().flat_map(behind))
        .edges(credentials.filter_map(credential_provider))
        .edges(private_network(target.private_endpoint.as_ref()))
        .edges(certificates.filter_map(certificate))
}

/// What works behind a target.
fn behind(target: &TargetConfiguration) -> impl Iterator<Item = Edge<'_>> {
    let mcp = target.mcp.iter().flat_map(tools);
    let http = target.http.iter().flat_map(http);
    let models = target.inference.iter().flat_map(models);
    mcp.chain(http).chain(models)
}

fn tools(mcp: &McpTargetConfiguration) -> impl Iterator<Item = Edge<'_>> {
    let lambda = mcp.lambda.as_ref();
    let function = lambda.map(|lambda| ("lambda", lambda.lambda_arn.as_str()));
    let api = mcp.api_gateway.as_ref();
    let api = api.map(|api| ("rest-api", api.rest_api_id.as_str()));
    let schema = lambda.and_then(|lambda| lambda.tool_schema.as_ref()?.s3.as_ref());
    let server = mcp.mcp_server.as_ref();
    let server = server.and_then(|server| server.mcp_tool_schema.as_ref()?.s3.as_ref());
    let schemas = [
        schema,
        server,
        s3(mcp.open_api_schema.as_ref()),
        s3(mcp.smithy_model.as_ref()),
    ];
    let schemas = schemas.into_iter().flatten().filter_map(file);
    function.into_iter().chain(api).chain(schemas)
}

fn http(http: &HttpTargetConfiguration) -> impl Iterator<Item = Edge<'_>> {
    let runtime = http.agentcore_runtime.as_ref();
    let agent = runtime.map(|runtime| ("agent-runtime", runtime.arn.as_str()));
    let of_agent = runtime.and_then(|runtime| schema(runtime.schema.as_ref()?));
    let passthrough = http.passthrough.as_ref();
    let of_server = passthrough.and_then(|server| schema(server.schema.as_ref()?));
    agent.into_iter().chain(of_agent).chain(of_server)
}

fn models(inference: &InferenceTargetConfiguration) -> impl Iterator<Item = Edge<'_>> {
    let operations = inference.provider.iter();
    operations
        .flat_map(|provider| &provider.operations)
        .flat_map(|operation| &operation.models)
        .map(|entry| ("model", entry.model.as_str()))
}

fn schema(schema: &HttpApiSchemaConfiguration) -> Option<Edge<'_>> {
    s3(schema.source.as_ref()).and_then(file)
}

fn s3(schema: Option<&ApiSchemaConfiguration>) -> Option<&S3Configuration> {
    schema?.s3.as_ref()
}

fn file(file: &S3Configuration) -> Option<Edge<'_>> {
    Some(("input-s3", file.uri.as_deref()?))
}

/// What keeps the credentials that a target is called with.
fn credential_provider(configuration: &CredentialProviderConfiguration) -> Option<Edge<'_>> {
    let CredentialProvider {
        api_key_credential_provider,
        oauth_credential_provider,
        iam_credential_provider: _,
    } = configuration.credential_provider.as_ref()?;
    let key = api_key_credential_provider.as_ref();
    let oauth = oauth_credential_provider.as_ref();
    let arn = key.map(|key| &key.provider_arn);
    let arn = arn.or_else(|| oauth.map(|oauth| &oauth.provider_arn));
    arn.map(|arn| ("credential-provider", arn.as_str()))
}

fn certificate(certificate: &CertificateConfiguration) -> Option<Edge<'_>> {
    let secret = certificate.secrets_manager.as_ref();
    let secret = secret.map(|secret| ("secret", secret.secret_arn.as_str()));
    let file = certificate.s3.as_ref();
    secret.or_else(|| file.map(|file| ("input-s3", file.uri.as_str())))
}

#[cfg(test)]
mod tests;
