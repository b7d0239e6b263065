//! The services that the simulator has: the one place to add another.

use std::collections::BTreeMap;

use crate::bedrock;
use crate::call::Call;
use crate::problem::Problem;
use crate::protocol::Protocol;
use crate::request::Request;
use crate::route::{Handler, Route};
use crate::sts;

/// A service of AWS.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Service {
    Bedrock,
    Sts,
}

/// What a request asks for.
pub(crate) struct Target {
    pub(crate) operation: &'static str,
    pub(crate) handler: Handler,
    pub(crate) labels: BTreeMap<&'static str, String>,
    pub(crate) parameters: BTreeMap<String, String>,
}

impl Service {
    /// The service of a credential scope.
    pub(crate) fn of_scope(name: &str) -> Option<Self> {
        [Self::Bedrock, Self::Sts]
            .into_iter()
            .find(|service| service.name() == name)
    }

    /// The name by which the service is signed for, and the prefix of its IAM actions.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Bedrock => "bedrock",
            Self::Sts => "sts",
        }
    }

    pub(crate) fn protocol(self) -> Protocol {
        match self {
            Self::Bedrock => Protocol::RestJson1,
            Self::Sts => Protocol::AwsQuery,
        }
    }

    /// Finds the operation that the request asks for.
    pub(crate) fn target(self, request: &Request) -> Result<Target, Problem> {
        match self {
            Self::Bedrock => rest_target(bedrock::ROUTES, request),
            Self::Sts => query_target(sts::ROUTES, request),
        }
    }

    /// The ARN that IAM would name when it denies the call, where the action knows one.
    pub(crate) fn resource(self, call: &Call) -> Option<String> {
        match self {
            Self::Bedrock => bedrock::resource(call),
            Self::Sts => sts::resource(call),
        }
    }
}

/// A REST protocol tells operations by method and path.
fn rest_target(routes: &'static [Route], request: &Request) -> Result<Target, Problem> {
    let segments = request.segments();
    let mut found = routes.iter().filter(|route| route.method == request.method);
    let found = found.find_map(|route| Some((route, route.labels(&segments)?)));
    let (route, labels) = found.ok_or_else(|| unknown(request))?;
    let parameters = unique(request.query())?;
    Ok(Target {
        operation: route.operation,
        handler: route.handler,
        labels,
        parameters,
    })
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
