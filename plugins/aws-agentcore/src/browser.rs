//! Browsers that agents drive.

use opencite_plugin_sdk::aws::agentcore::browsers::{
    BrowserDetail, BrowserEnterprisePolicy, BrowserSummary, get_browser, list_browsers,
};
use opencite_plugin_sdk::{
    Asset, AssetKind, Description, Properties, Scope, list_and_describe, try_list_and_describe,
};

use crate::shapes::{address, certificates, network, tool_files};
use crate::system_resources::{listed_type, wanted};

pub(crate) const KIND: AssetKind = AssetKind {
    name: "browser",
    title: "Browsers",
    scope: Scope::Regional,
    discover: |_| list_and_describe(&list_browsers(listed_type(wanted())), &DESCRIPTION),
    verify: || try_list_and_describe(&list_browsers(None), &DESCRIPTION),
};

const DESCRIPTION: Description<BrowserSummary, BrowserDetail> = Description {
    actions: [
        "bedrock-agentcore:ListBrowsers",
        "bedrock-agentcore:GetBrowser",
    ],
    id: |browser| &browser.browser_arn,
    key: |browser| browser.browser_id.clone(),
    describe: get_browser,
    asset,
};

fn asset(browser: &BrowserSummary, detail: Option<&BrowserDetail>) -> Asset {
    let asset = Asset::new(
        &browser.browser_arn,
        browser.name.as_ref().unwrap_or(&browser.browser_id),
    )
    .status(browser.status.as_str())
    .created(browser.created_at.as_str())
    .modified(browser.last_updated_at.as_deref())
    .properties(Properties::default().record(browser).record(&detail));
    match detail {
        Some(detail) => set_up(asset, detail),
        None => asset,
    }
}

fn set_up(asset: Asset, browser: &BrowserDetail) -> Asset {
    let vpc = browser.network_configuration.as_ref();
    let vpc = vpc.and_then(|network| network.vpc_config.as_ref());
    let recording = browser.recording.as_ref();
    let recording = recording.and_then(|recording| recording.s3_location.as_ref());
    let policies = browser.enterprise_policies.iter().filter_map(policy);
    asset
        .relation("role", browser.execution_role_arn.as_deref())
        .relation("output-s3", recording.map(address).as_deref())
        .relations("input-s3", &policies.collect::<Vec<_>>())
        .edges(network(vpc))
        .edges(certificates(&browser.certificates))
        .edges(tool_files(&browser.filesystem_configurations))
}

fn policy(policy: &BrowserEnterprisePolicy) -> Option<String> {
    policy.location.as_ref()?.s3.as_ref().map(address)
}

#[cfg(test)]
mod tests {
    use serde_json::{from_value, json};

    use super::*;

    #[test]
    fn everything_aws_says_is_mapped() {
        let summary = json!({
            "browser_id": "quotes-b1",
            "browser_arn": "arn:aws:bedrock-agentcore:us-east-1:111122223333:browser-custom/quotes-b1",
            "name": "quotes",
            "description": "Asks for quotes",
            "status": "READY",
            "created_at": "2026-03-01T08:00:00Z",
            "last_updated_at": "2026-03-02T09:30:00Z",
        });
        let detail = json!({
            "browser_id": "quotes-b1",
            "browser_arn": "arn:aws:bedrock-agentcore:us-east-1:111122223333:browser-custom/quotes-b1",
            "name": "quotes",
            "description": "Asks for quotes",
            "execution_role_arn": "arn:aws:iam::111122223333:role/browser",
            "network_configuration": {
                "network_mode": "VPC",
                "vpc_config": {"security_groups": ["sg-1"], "subnets": ["subnet-1"]},
            },
            "recording": {"enabled": true, "s3_location": {"bucket": "recordings", "prefix": "quotes"}},
            "browser_signing": {"enabled": true},
            "enterprise_policies": [{"location": {"s3": {"bucket": "policies", "prefix": "browser.json"}}, "type_": "MANAGED"}],
            "certificates": [{"location": {"secrets_manager": {"secret_arn": "arn:aws:secretsmanager:us-east-1:111122223333:secret:ca-a1"}}}],
            "filesystem_configurations": [{"efs_configuration": {
                "access_point_arn": "arn:aws:elasticfilesystem:us-east-1:111122223333:access-point/fsap-1",
                "mount_path": "/mnt/a",
                "file_system_arn": "arn:aws:elasticfilesystem:us-east-1:111122223333:file-system/fs-1",
            }}],
            "status": "READY",
            "failure_reason": "No such role",
            "created_at": "2026-03-01T08:00:00Z",
            "last_updated_at": "2026-03-02T09:30:00Z",
        });
        let asset = asset(
            &from_value(summary).unwrap(),
            Some(&from_value(detail).unwrap()),
        );
        insta::assert_snapshot!(asset, @r#"
        quotes: arn:aws:bedrock-agentcore:us-east-1:111122223333:browser-custom/quotes-b1
        status: READY
        created: 2026-03-01T08:00:00Z
        modified: 2026-03-02T09:30:00Z
        role -> arn:aws:iam::111122223333:role/browser
        output-s3 -> s3://recordings/quotes
        input-s3 -> s3://policies/browser.json
        subnet -> subnet-1
        security-group -> sg-1
        secret -> arn:aws:secretsmanager:us-east-1:111122223333:secret:ca-a1
        file-system -> arn:aws:elasticfilesystem:us-east-1:111122223333:file-system/fs-1
        access-point -> arn:aws:elasticfilesystem:us-east-1:111122223333:access-point/fsap-1
        browser_arn = "arn:aws:bedrock-agentcore:us-east-1:111122223333:browser-custom/quotes-b1"
        browser_id = "quotes-b1"
        browser_signing = {"enabled":true}
        certificates = [{"location":{"secrets_manager":{"secret_arn":"arn:aws:secretsmanager:us-east-1:111122223333:secret:ca-a1"}}}]
        created_at = "2026-03-01T08:00:00Z"
        description = "Asks for quotes"
        enterprise_policies = [{"location":{"s3":{"bucket":"policies","prefix":"browser.json"}},"type":"MANAGED"}]
        execution_role_arn = "arn:aws:iam::111122223333:role/browser"
        failure_reason = "No such role"
        filesystem_configurations = [{"efs_configuration":{"access_point_arn":"arn:aws:elasticfilesystem:us-east-1:111122223333:access-point/fsap-1","file_system_arn":"arn:aws:elasticfilesystem:us-east-1:111122223333:file-system/fs-1","mount_path":"/mnt/a"}}]
        last_updated_at = "2026-03-02T09:30:00Z"
        name = "quotes"
        network_configuration = {"network_mode":"VPC","vpc_config":{"security_groups":["sg-1"],"subnets":["subnet-1"]}}
        recording = {"enabled":true,"s3_location":{"bucket":"recordings","prefix":"quotes"}}
        status = "READY"
        "#);
    }

    #[test]
    fn a_browser_without_a_name_is_known_by_its_id() {
        let summary = json!({
            "browser_id": "aws.browser.v1",
            "browser_arn": "arn:aws:bedrock-agentcore:us-east-1:aws:browser/aws.browser.v1",
            "status": "READY",
            "created_at": "2025-07-01T00:00:00Z",
        });
        insta::assert_snapshot!(asset(&from_value(summary).unwrap(), None), @r#"
        aws.browser.v1: arn:aws:bedrock-agentcore:us-east-1:aws:browser/aws.browser.v1
        status: READY
        created: 2025-07-01T00:00:00Z
        browser_arn = "arn:aws:bedrock-agentcore:us-east-1:aws:browser/aws.browser.v1"
        browser_id = "aws.browser.v1"
        created_at = "2025-07-01T00:00:00Z"
        status = "READY"
        "#);
    }
}
