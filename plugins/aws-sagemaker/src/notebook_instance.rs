//! Notebook instances: machines with Jupyter on them.

use opencite_plugin_sdk::aws::sagemaker::notebook_instances::{
    NotebookInstanceDetail, NotebookInstanceSummary, describe_notebook_instance,
    list_notebook_instances,
};
use opencite_plugin_sdk::{
    Asset, AssetKind, Description, Properties, Scope, list_and_describe, try_list_and_describe,
};

use crate::arn::sibling;

pub(crate) const KIND: AssetKind = AssetKind {
    name: "notebook_instance",
    title: "Notebook instances",
    scope: Scope::Regional,
    discover: |_| list_and_describe(&list_notebook_instances(), &DESCRIPTION),
    verify: || try_list_and_describe(&list_notebook_instances(), &DESCRIPTION),
};

const DESCRIPTION: Description<NotebookInstanceSummary, NotebookInstanceDetail> = Description {
    actions: [
        "sagemaker:ListNotebookInstances",
        "sagemaker:DescribeNotebookInstance",
    ],
    id: |notebook| {
        notebook
            .notebook_instance_arn
            .as_deref()
            .unwrap_or_default()
    },
    key: |notebook| notebook.notebook_instance_name.clone().unwrap_or_default(),
    describe: describe_notebook_instance,
    asset,
};

fn asset(notebook: &NotebookInstanceSummary, detail: Option<&NotebookInstanceDetail>) -> Asset {
    let arn = notebook
        .notebook_instance_arn
        .as_deref()
        .unwrap_or_default();
    let name = notebook
        .notebook_instance_name
        .as_deref()
        .unwrap_or_default();
    let config = notebook.notebook_instance_lifecycle_config_name.as_deref();
    let config = sibling(arn, "notebook-instance-lifecycle-config", config);
    let asset = Asset::new(arn, name)
        .status(notebook.notebook_instance_status.as_deref())
        .created(notebook.creation_time.as_deref())
        .modified(notebook.last_modified_time.as_deref())
        .relation("lifecycle-config", config.as_deref())
        .relations("code-repository", &repositories(arn, notebook))
        .properties(Properties::default().record(notebook).record(&detail));
    match detail {
        Some(detail) => set_up(asset, detail),
        None => asset,
    }
}

/// The repositories that it opens: by the name that SageMaker knows them by, or by their address.
fn repositories(own: &str, notebook: &NotebookInstanceSummary) -> Vec<String> {
    let repository = |repository: &String| {
        if repository.contains("://") {
            Some(repository.clone())
        } else {
            sibling(own, "code-repository", repository.as_str())
        }
    };
    let first = notebook.default_code_repository.iter();
    let all = first.chain(&notebook.additional_code_repositories);
    all.filter_map(repository).collect()
}

fn set_up(asset: Asset, notebook: &NotebookInstanceDetail) -> Asset {
    asset
        .relation("role", notebook.role_arn.as_deref())
        .relation("kms-key", notebook.kms_key_id.as_deref())
        .relation("subnet", notebook.subnet_id.as_deref())
        .relations("security-group", &notebook.security_groups)
}

#[cfg(test)]
mod tests {
    use serde_json::{from_value, json};

    use super::*;

    #[test]
    fn everything_aws_says_is_mapped() {
        let summary = json!({
            "notebook_instance_name": "Scratch",
            "notebook_instance_arn": "arn:aws:sagemaker:us-east-1:111122223333:notebook-instance/scratch",
            "notebook_instance_status": "InService",
            "url": "scratch.notebook.us-east-1.sagemaker.aws",
            "instance_type": "ml.p3.2xlarge",
            "creation_time": "2026-03-01T08:00:00Z",
            "last_modified_time": "2026-03-02T09:30:00Z",
            "notebook_instance_lifecycle_config_name": "Tools",
            "default_code_repository": "https://git.example/scratch",
            "additional_code_repositories": ["Shared"],
        });
        let detail = json!({
            "notebook_instance_name": "Scratch",
            "role_arn": "arn:aws:iam::111122223333:role/notebook",
            "kms_key_id": "arn:aws:kms:us-east-1:111122223333:key/k",
            "subnet_id": "subnet-1",
            "security_groups": ["sg-1"],
            "direct_internet_access": "Enabled",
            "root_access": "Enabled",
            "volume_size_in_gb": 500,
            "accelerator_types": [],
            "additional_code_repositories": ["Shared"],
        });
        let asset = asset(
            &from_value(summary).unwrap(),
            Some(&from_value(detail).unwrap()),
        );
        insta::assert_snapshot!(asset, @r#"
        Scratch: arn:aws:sagemaker:us-east-1:111122223333:notebook-instance/scratch
        status: InService
        created: 2026-03-01T08:00:00Z
        modified: 2026-03-02T09:30:00Z
        lifecycle-config -> arn:aws:sagemaker:us-east-1:111122223333:notebook-instance-lifecycle-config/tools
        code-repository -> https://git.example/scratch
        code-repository -> arn:aws:sagemaker:us-east-1:111122223333:code-repository/shared
        role -> arn:aws:iam::111122223333:role/notebook
        kms-key -> arn:aws:kms:us-east-1:111122223333:key/k
        subnet -> subnet-1
        security-group -> sg-1
        accelerator_types = []
        additional_code_repositories = ["Shared"]
        creation_time = "2026-03-01T08:00:00Z"
        default_code_repository = "https://git.example/scratch"
        direct_internet_access = "Enabled"
        instance_type = "ml.p3.2xlarge"
        kms_key_id = "arn:aws:kms:us-east-1:111122223333:key/k"
        last_modified_time = "2026-03-02T09:30:00Z"
        notebook_instance_arn = "arn:aws:sagemaker:us-east-1:111122223333:notebook-instance/scratch"
        notebook_instance_lifecycle_config_name = "Tools"
        notebook_instance_name = "Scratch"
        notebook_instance_status = "InService"
        role_arn = "arn:aws:iam::111122223333:role/notebook"
        root_access = "Enabled"
        security_groups = ["sg-1"]
        subnet_id = "subnet-1"
        url = "scratch.notebook.us-east-1.sagemaker.aws"
        volume_size_in_gb = 500
        "#);
    }

    #[test]
    fn what_aws_leaves_out_is_absent() {
        let summary = json!({
            "notebook_instance_name": "scratch",
            "notebook_instance_arn": "arn:aws:sagemaker:us-east-1:111122223333:notebook-instance/scratch",
            "additional_code_repositories": [],
        });
        insta::assert_snapshot!(asset(&from_value(summary).unwrap(), None), @r#"
        scratch: arn:aws:sagemaker:us-east-1:111122223333:notebook-instance/scratch
        additional_code_repositories = []
        notebook_instance_arn = "arn:aws:sagemaker:us-east-1:111122223333:notebook-instance/scratch"
        notebook_instance_name = "scratch"
        "#);
    }
}
