//! What agents browse and compute with: AWS's own, and those of the account.

use serde_json::json;

use crate::estate::demo::Modelled;
use crate::estate::{Place, Record};

pub(super) fn all(at: &Place) -> Vec<Modelled> {
    let system = |kind: &str| format!("arn:aws:bedrock-agentcore:{}:aws:{kind}", at.region());
    let browsers = vec![
        Record::new(json!({
            "type": "SYSTEM",
            "browserId": "aws.browser.v1",
            "browserArn": system("browser/aws.browser.v1"),
            "name": "Amazon_Bedrock_AgentCore_Browser_Tool",
            "networkConfiguration": {"networkMode": "PUBLIC"},
            "status": "READY",
            "createdAt": "2025-07-01T00:00:00Z",
            "lastUpdatedAt": "2025-07-01T00:00:00Z",
        })),
        Record::new(json!({
            "type": "CUSTOM",
            "browserId": "repair_quotes-B8v1C4x7Z0",
            "name": "repair_quotes",
            "description": "Asks repair shops for quotes",
            "executionRoleArn": at.role("AgentCoreBrowser"),
            "networkConfiguration": {"networkMode": "PUBLIC"},
            "recording": {"enabled": true, "s3Location": {"bucket": "ardent-recordings", "prefix": "quotes/"}},
            "status": "READY",
            "createdAt": "2026-07-05T08:00:00Z",
            "lastUpdatedAt": "2026-07-05T08:00:00Z",
        })),
    ];
    let interpreter = Record::new(json!({
        "type": "CUSTOM",
        "codeInterpreterId": "loss_tables-M2n5B8v1C4",
        "name": "loss_tables",
        "description": "Computes tables of losses",
        "executionRoleArn": at.role("AgentCoreInterpreter"),
        "networkConfiguration": {"networkMode": "SANDBOX"},
        "status": "READY",
        "createdAt": "2026-07-06T08:00:00Z",
        "lastUpdatedAt": "2026-07-06T08:00:00Z",
    }));
    vec![
        ("bedrock-agentcore:browser", browsers),
        ("bedrock-agentcore:code_interpreter", vec![interpreter]),
    ]
}
