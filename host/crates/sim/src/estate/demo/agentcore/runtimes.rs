//! Agents, their versions and endpoints, and what they remember.

use serde_json::{Value, json};

use super::{SECRET, arn};
use crate::estate::demo::Modelled;
use crate::estate::{Place, Record};

pub(super) fn all(at: &Place) -> Vec<Modelled> {
    let (claims, triage) = (claims(at), triage(at));
    vec![
        (
            "bedrock-agentcore:agent_runtime_version",
            vec![earlier(&claims), claims.clone(), triage.clone()],
        ),
        (
            "bedrock-agentcore:agent_runtime",
            vec![claims.tag("owner", "claims-automation"), triage],
        ),
        ("bedrock-agentcore:agent_runtime_endpoint", endpoints()),
        ("bedrock-agentcore:memory", vec![memory(at)]),
    ]
}

fn runtime(at: &Place, name: &str, id: &str, settings: Value) -> Record {
    Record::new(json!({
        "agentRuntimeName": name,
        "agentRuntimeId": id,
        "agentRuntimeArn": arn(at, &format!("runtime/{id}")),
        "status": "READY",
        "description": "",
        "roleArn": at.role("AgentCoreRuntime"),
        "networkConfiguration": {"networkMode": "PUBLIC"},
        "lifecycleConfiguration": {"idleRuntimeSessionTimeout": 900, "maxLifetime": 28_800},
        "protocolConfiguration": {"serverProtocol": "HTTP"},
    }))
    .with(settings)
}

fn claims(at: &Place) -> Record {
    runtime(
        at,
        "claims_agent",
        "claims_agent-Q7w2E5r8T1",
        json!({
            "agentRuntimeVersion": "2",
            "description": "Answers questions about open claims",
            "createdAt": "2026-06-10T08:00:00Z",
            "lastUpdatedAt": "2026-08-15T08:00:00Z",
            "agentRuntimeArtifact": {"containerConfiguration": {
                "containerUri": format!("{}.dkr.ecr.{}.amazonaws.com/claims-agent:2.3", at.account(), at.region()),
            }},
            "environmentVariables": {
                "LOG_LEVEL": "info",
                "CLAIMS_API_KEY": format!("{SECRET}/claims"),
                "MODEL_ID": "us.anthropic.claude-sonnet-4-5-20250929-v1:0",
            },
            "authorizerConfiguration": {"customJWTAuthorizer": {
                "discoveryUrl": "https://login.ardent.example/.well-known/openid-configuration",
                "allowedClients": ["claims-portal"],
            }},
            "workloadIdentityDetails": {"workloadIdentityArn":
                arn(at, "workload-identity-directory/default/workload-identity/claims_agent-Q7w2E5r8T1")},
            "requestHeaderConfiguration": {"requestHeaderAllowlist": ["X-Claim-Number"]},
        }),
    )
}

/// What the runtime was before.
fn earlier(runtime: &Record) -> Record {
    runtime.clone().with(json!({
        "agentRuntimeVersion": "1",
        "createdAt": "2026-06-09T08:00:00Z",
        "lastUpdatedAt": "2026-06-10T08:00:00Z",
    }))
}

fn triage(at: &Place) -> Record {
    runtime(
        at,
        "triage_mcp",
        "triage_mcp-U4i7O0p3A6",
        json!({
            "agentRuntimeVersion": "1",
            "createdAt": "2026-07-20T08:00:00Z",
            "lastUpdatedAt": "2026-07-20T08:00:00Z",
            "protocolConfiguration": {"serverProtocol": "MCP"},
            "networkConfiguration": {"networkMode": "VPC", "networkModeConfig": {
                "subnets": ["subnet-0a1b2c3d4e5f60718"],
                "securityGroups": ["sg-0f1e2d3c4b5a69788"],
            }},
            "agentRuntimeArtifact": {"codeConfiguration": {
                "code": {"s3": {"bucket": "ardent-agents", "prefix": "triage/triage.zip"}},
                "runtime": "PYTHON_3_13",
                "entryPoint": ["main.py"],
            }},
            "environmentVariables": {"STAGE": "production"},
        }),
    )
}

fn endpoints() -> Vec<Record> {
    let endpoint = |name: &str, version: &str| {
        Record::new(json!({
            "agentRuntimeId": "claims_agent-Q7w2E5r8T1",
            "name": name,
            "id": format!("{name}-A1s4D7f0G3"),
            "status": "READY",
            "liveVersion": version,
            "createdAt": "2026-06-10T08:05:00Z",
            "lastUpdatedAt": "2026-08-15T08:05:00Z",
        }))
    };
    vec![
        endpoint("DEFAULT", "2"),
        endpoint("canary", "1")
            .with(json!({"targetVersion": "2", "status": "UPDATING", "description": "One in ten"})),
    ]
}

fn memory(at: &Place) -> Record {
    let strategy = |kind: &str, name: &str| {
        json!({
            "strategyId": format!("{name}-Z9x8C7v6B5"),
            "name": name,
            "type": kind,
            "namespaces": [format!("/{name}/{{actorId}}")],
            "namespaceTemplates": [format!("/{name}/{{actorId}}")],
            "status": "ACTIVE",
        })
    };
    Record::new(json!({
        "id": "claims_memory-H6j9K2l5Z8",
        "name": "claims_memory",
        "description": "What callers told the claims agent",
        "status": "ACTIVE",
        "eventExpiryDuration": 90,
        "encryptionKeyArn": at.kms_key(3),
        "memoryExecutionRoleArn": at.role("AgentCoreMemory"),
        "createdAt": "2026-06-10T07:00:00Z",
        "updatedAt": "2026-08-01T07:00:00Z",
        "strategies": [
            strategy("SEMANTIC", "facts"),
            strategy("SUMMARIZATION", "sessions"),
            strategy("USER_PREFERENCE", "wishes"),
        ],
    }))
    .tag("owner", "claims-automation")
}

pub(super) fn europe(at: &Place) -> Vec<Modelled> {
    let runtime = runtime(
        at,
        "renewals_agent",
        "renewals_agent-N1b4V7c0X3",
        json!({
            "agentRuntimeVersion": "1",
            "createdAt": "2026-08-03T08:00:00Z",
            "lastUpdatedAt": "2026-08-03T08:00:00Z",
            "environmentVariables": {"LOG_LEVEL": "debug"},
        }),
    );
    vec![
        (
            "bedrock-agentcore:agent_runtime_version",
            vec![runtime.clone()],
        ),
        ("bedrock-agentcore:agent_runtime", vec![runtime]),
    ]
}
