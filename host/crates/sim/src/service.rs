//! The services that the simulator has: the one place to add another.

use std::collections::BTreeMap;

use crate::account;
use crate::agentcore;
use crate::bedrock;
use crate::bedrock_agent;
use crate::call::Call;
use crate::cloudtrail;
use crate::cloudwatch;
use crate::logs;
use crate::problem::Problem;
use crate::protocol::Protocol;
use crate::request::Request;
use crate::route::{Handler, Route};
use crate::sagemaker;
use crate::sts;

/// A service of AWS.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Service {
    Account,
    AgentCore,
    Bedrock,
    BedrockAgent,
    CloudTrail,
    CloudWatch,
    Logs,
    SageMaker,
    Sts,
}

/// What a request asks for.
pub(crate) struct Target {
    pub(crate) operation: &'static str,
    pub(crate) handler: Handler,
    pub(crate) labels: BTreeMap<&'static str, String>,
    pub(crate) parameters: BTreeMap<String, String>,
}

const ALL: [Service; 9] = [
    Service::Account,
    Service::AgentCore,
    Service::Bedrock,
    Service::BedrockAgent,
    Service::CloudTrail,
    Service::CloudWatch,
    Service::Logs,
    Service::SageMaker,
    Service::Sts,
];

impl Service {
    /// The service that a request is for, by its credential scope. Two are signed for by one name and have, at AWS, a
    /// host each: here, where one host has all, they are told by their paths.
    pub(crate) fn of(scope: &str, request: &Request) -> Option<Self> {
        let service = ALL.into_iter().find(|service| service.name() == scope)?;
        let is_of_agents = || rest_route(&bedrock_agent::ROUTES, request).is_some();
        if service == Self::Bedrock && is_of_agents() {
            return Some(Self::BedrockAgent);
        }
        Some(service)
    }

    /// The name by which the service is signed for.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Account => "account",
            Self::AgentCore => "bedrock-agentcore",
            Self::Bedrock | Self::BedrockAgent => "bedrock",
            Self::CloudTrail => "cloudtrail",
            Self::CloudWatch => "monitoring",
            Self::Logs => "logs",
            Self::SageMaker => "sagemaker",
            Self::Sts => "sts",
        }
    }

    /// The prefix of the service's actions in IAM, which is the name of signing for all but one.
    pub(crate) fn action_prefix(self) -> &'static str {
        if self == Self::CloudWatch {
            return "cloudwatch";
        }
        self.name()
    }

    pub(crate) fn protocol(self) -> Protocol {
        match self {
            Self::Account | Self::AgentCore | Self::Bedrock | Self::BedrockAgent => {
                Protocol::RestJson1
            }
            Self::CloudTrail | Self::Logs | Self::SageMaker => Protocol::AwsJson,
            Self::CloudWatch => Protocol::RpcCbor,
            Self::Sts => Protocol::AwsQuery,
        }
    }

    /// Finds the operation that the request asks for.
    pub(crate) fn target(self, request: &Request) -> Result<Target, Problem> {
        match self {
            Self::Account => rest_target(account::ROUTES, request),
            Self::AgentCore => rest_target(&agentcore::ROUTES, request),
            Self::Bedrock => rest_target(bedrock::ROUTES, request),
            Self::BedrockAgent => rest_target(&bedrock_agent::ROUTES, request),
            Self::CloudTrail => {
                let prefix = cloudtrail::target_prefix(request.header("x-amz-target"));
                json_target(prefix, cloudtrail::ROUTES, request)
            }
            Self::CloudWatch => cbor_target(cloudwatch::ROUTES, request),
            Self::Logs => json_target(logs::TARGET_PREFIX, logs::ROUTES, request),
            Self::SageMaker => json_target("SageMaker", &sagemaker::ROUTES, request),
            Self::Sts => query_target(sts::ROUTES, request),
        }
    }

    /// The ARN that IAM would name when it denies the call, where the action knows one.
    pub(crate) fn resource(self, call: &Call) -> Option<String> {
        match self {
            Self::Account => account::resource(call),
            Self::AgentCore => agentcore::resource(call),
            Self::Bedrock => bedrock::resource(call),
            Self::BedrockAgent => bedrock_agent::resource(call),
            // Their actions know no resources.
            Self::CloudTrail | Self::CloudWatch => None,
            Self::Logs => logs::resource(call),
            Self::SageMaker => sagemaker::resource(call),
            Self::Sts => sts::resource(call),
        }
    }
}

/// A REST protocol tells operations by method and path.
fn rest_target(routes: &'static [Route], request: &Request) -> Result<Target, Problem> {
    let (route, labels) = rest_route(routes, request).ok_or_else(|| unknown(request))?;
    let parameters = unique(request.query())?;
    Ok(Target {
        operation: route.operation,
        handler: route.handler,
        labels,
        parameters,
    })
}

/// The route of a request by its method and path, with the labels that the path has.
fn rest_route(
    routes: &'static [Route],
    request: &Request,
) -> Option<(&'static Route, BTreeMap<&'static str, String>)> {
    let segments = request.segments();
    let mut routes = routes.iter().filter(|route| route.method == request.method);
    routes.find_map(|route| Some((route, route.labels(&segments)?)))
}

/// awsJson1.1 tells operations by the header `X-Amz-Target`: the service's prefix, a dot, the operation.
fn json_target(
    prefix: &str,
    routes: &'static [Route],
    request: &Request,
) -> Result<Target, Problem> {
    let operation = json_operation(prefix, request)?;
    let route = routes.iter().find(|route| route.operation == operation);
    let route = route.ok_or_else(|| unknown_target(request))?;
    Ok(Target {
        operation: route.operation,
        handler: route.handler,
        labels: BTreeMap::new(),
        parameters: BTreeMap::new(),
    })
}

/// The operation that a request of awsJson1.1 names; the document of the call is its body ([`Call::document`]).
fn json_operation<'a>(prefix: &str, request: &'a Request) -> Result<&'a str, Problem> {
    if request.method != "POST" || request.target != "/" {
        return Err(unknown(request));
    }
    let target = request.header("x-amz-target").unwrap_or_default();
    target
        .strip_prefix(prefix)
        .and_then(|rest| rest.strip_prefix('.'))
        .ok_or_else(|| unknown_target(request))
}

/// RPC v2 tells operations by the path, and itself by a header.
fn cbor_target(routes: &'static [Route], request: &Request) -> Result<Target, Problem> {
    if request.header("smithy-protocol") != Some("rpc-v2-cbor") {
        return Err(unknown(request));
    }
    rest_target(routes, request)
}

/// awsQuery tells operations by the parameter `Action` of a form.
fn query_target(routes: &'static [Route], request: &Request) -> Result<Target, Problem> {
    let mut parameters = form_urlencoded::parse(&request.body).into_owned().collect();
    let mut pairs = request.query();
    pairs.append(&mut parameters);
    let mut parameters = unique(pairs)?;
    let action = parameters.remove("Action").unwrap_or_default();
    let route = routes.iter().find(|route| route.operation == action);
    let route =
        route.ok_or_else(|| Problem::unknown_operation(&format!("the action {action:?}")))?;
    Ok(Target {
        operation: route.operation,
        handler: route.handler,
        labels: BTreeMap::new(),
        parameters,
    })
}

fn unknown(request: &Request) -> Problem {
    Problem::unknown_operation(&format!("{} {}", request.method, request.target))
}

fn unknown_target(request: &Request) -> Problem {
    let target = request.header("x-amz-target").unwrap_or_default();
    Problem::unknown_operation(&format!("the target {target:?}"))
}

fn unique(pairs: Vec<(String, String)>) -> Result<BTreeMap<String, String>, Problem> {
    let mut parameters = BTreeMap::new();
    for (name, value) in pairs {
        if parameters.contains_key(&name) {
            return Err(Problem::unimplemented(&format!(
                "the parameter {name} given twice"
            )));
        }
        parameters.insert(name, value);
    }
    Ok(parameters)
}
