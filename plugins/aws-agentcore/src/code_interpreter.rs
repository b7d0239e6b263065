//! Code interpreters: sandboxes in which agents run code.

use opencite_plugin_sdk::aws::agentcore::code_interpreters::{
    CodeInterpreterDetail, CodeInterpreterSummary, get_code_interpreter, list_code_interpreters,
};
use opencite_plugin_sdk::{
    Asset, AssetKind, Description, Properties, Scope, list_and_describe, try_list_and_describe,
};

use crate::shapes::{certificates, network, tool_files};
use crate::system_resources::{listed_type, wanted};

pub(crate) const KIND: AssetKind = AssetKind {
    name: "code_interpreter",
    title: "Code interpreters",
    scope: Scope::Regional,
    discover: |_| list_and_describe(&list_code_interpreters(listed_type(wanted())), &DESCRIPTION),
    verify: || try_list_and_describe(&list_code_interpreters(None), &DESCRIPTION),
};

const DESCRIPTION: Description<CodeInterpreterSummary, CodeInterpreterDetail> = Description {
    actions: [
        "bedrock-agentcore:ListCodeInterpreters",
        "bedrock-agentcore:GetCodeInterpreter",
    ],
    id: |interpreter| &interpreter.code_interpreter_arn,
    key: |interpreter| interpreter.code_interpreter_id.clone(),
    describe: get_code_interpreter,
    asset,
};

fn asset(interpreter: &CodeInterpreterSummary, detail: Option<&CodeInterpreterDetail>) -> Asset {
    let id = &interpreter.code_interpreter_id;
    let asset = Asset::new(
        &interpreter.code_interpreter_arn,
        interpreter.name.as_ref().unwrap_or(id),
    )
    .status(interpreter.status.as_str())
    .created(interpreter.created_at.as_str())
    .modified(interpreter.last_updated_at.as_deref())
    .properties(Properties::default().record(interpreter).record(&detail));
    match detail {
        Some(detail) => set_up(asset, detail),
        None => asset,
    }
}

fn set_up(asset: Asset, interpreter: &CodeInterpreterDetail) -> Asset {
    let vpc = interpreter.network_configuration.as_ref();
    let vpc = vpc.and_then(|network| network.vpc_config.as_ref());
    asset
        .relation("role", interpreter.execution_role_arn.as_deref())
        .edges(network(vpc))
        .edges(certificates(&interpreter.certificates))
        .edges(tool_files(&interpreter.filesystem_configurations))
}

#[cfg(test)]
mod tests {
    use serde_json::{from_value, json};

    use super::*;

    #[test]
    fn everything_aws_says_is_mapped() {
        let summary = json!({
            "code_interpreter_id": "tables-i1",
            "code_interpreter_arn": "arn:aws:bedrock-agentcore:us-east-1:111122223333:code-interpreter-custom/tables-i1",
            "name": "tables",
            "status": "READY",
            "created_at": "2026-03-01T08:00:00Z",
            "last_updated_at": "2026-03-02T09:30:00Z",
        });
        let detail = json!({
            "code_interpreter_id": "tables-i1",
            "code_interpreter_arn": "arn:aws:bedrock-agentcore:us-east-1:111122223333:code-interpreter-custom/tables-i1",
            "name": "tables",
            "description": "Computes tables",
            "execution_role_arn": "arn:aws:iam::111122223333:role/interpreter",
            "network_configuration": {
                "network_mode": "VPC",
                "vpc_config": {"security_groups": ["sg-1"], "subnets": ["subnet-1"]},
            },
            "status": "READY",
            "certificates": [],
            "filesystem_configurations": [{"s3_files_configuration": {
                "access_point_arn": "arn:aws:s3files:us-east-1:111122223333:file-system/fs-1/access-point/fsap-1",
                "mount_path": "/mnt/a",
                "file_system_arn": "arn:aws:s3files:us-east-1:111122223333:file-system/fs-1",
            }}],
            "created_at": "2026-03-01T08:00:00Z",
            "last_updated_at": "2026-03-02T09:30:00Z",
        });
        let asset = asset(
            &from_value(summary).unwrap(),
            Some(&from_value(detail).unwrap()),
        );
        insta::assert_snapshot!(asset, @r#"
        tables: arn:aws:bedrock-agentcore:us-east-1:111122223333:code-interpreter-custom/tables-i1
        status: READY
        created: 2026-03-01T08:00:00Z
        modified: 2026-03-02T09:30:00Z
        role -> arn:aws:iam::111122223333:role/interpreter
        subnet -> subnet-1
        security-group -> sg-1
        file-system -> arn:aws:s3files:us-east-1:111122223333:file-system/fs-1
        access-point -> arn:aws:s3files:us-east-1:111122223333:file-system/fs-1/access-point/fsap-1
        certificates = []
        code_interpreter_arn = "arn:aws:bedrock-agentcore:us-east-1:111122223333:code-interpreter-custom/tables-i1"
        code_interpreter_id = "tables-i1"
        created_at = "2026-03-01T08:00:00Z"
        description = "Computes tables"
        execution_role_arn = "arn:aws:iam::111122223333:role/interpreter"
        filesystem_configurations = [{"s3_files_configuration":{"access_point_arn":"arn:aws:s3files:us-east-1:111122223333:file-system/fs-1/access-point/fsap-1","file_system_arn":"arn:aws:s3files:us-east-1:111122223333:file-system/fs-1","mount_path":"/mnt/a"}}]
        last_updated_at = "2026-03-02T09:30:00Z"
        name = "tables"
        network_configuration = {"network_mode":"VPC","vpc_config":{"security_groups":["sg-1"],"subnets":["subnet-1"]}}
        status = "READY"
        "#);
    }
}
