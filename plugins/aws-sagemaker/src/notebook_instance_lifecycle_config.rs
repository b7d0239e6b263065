//! Lifecycle configurations of notebook instances: scripts that run when one starts. Describing one would give the
//! scripts alone, which may hold secrets.

use opencite_plugin_sdk::aws::sagemaker::notebook_instance_lifecycle_configs::{
    NotebookInstanceLifecycleConfigSummary, list_notebook_instance_lifecycle_configs,
};
use opencite_plugin_sdk::{Asset, AssetKind, Properties, Scope, list, try_list};

pub(crate) const KIND: AssetKind = AssetKind {
    name: "notebook_instance_lifecycle_config",
    title: "Lifecycle configurations of notebook instances",
    scope: Scope::Regional,
    discover: |_| list(&list_notebook_instance_lifecycle_configs(), asset),
    verify: || {
        try_list(
            "sagemaker:ListNotebookInstanceLifecycleConfigs",
            &list_notebook_instance_lifecycle_configs(),
        )
    },
};

fn asset(config: &NotebookInstanceLifecycleConfigSummary) -> Asset {
    let arn = config.notebook_instance_lifecycle_config_arn.as_deref();
    let name = config.notebook_instance_lifecycle_config_name.as_deref();
    Asset::new(arn.unwrap_or_default(), name.unwrap_or_default())
        .created(config.creation_time.as_deref())
        .modified(config.last_modified_time.as_deref())
        .properties(Properties::default().record(config))
}

#[cfg(test)]
mod tests {
    use serde_json::{from_value, json};

    use super::*;

    #[test]
    fn everything_aws_says_is_mapped() {
        let config = json!({
            "notebook_instance_lifecycle_config_name": "Tools",
            "notebook_instance_lifecycle_config_arn": "arn:aws:sagemaker:us-east-1:111122223333:notebook-instance-lifecycle-config/tools",
            "creation_time": "2026-03-01T08:00:00Z",
            "last_modified_time": "2026-03-02T09:30:00Z",
        });
        insta::assert_snapshot!(asset(&from_value(config).unwrap()), @r#"
        Tools: arn:aws:sagemaker:us-east-1:111122223333:notebook-instance-lifecycle-config/tools
        created: 2026-03-01T08:00:00Z
        modified: 2026-03-02T09:30:00Z
        creation_time = "2026-03-01T08:00:00Z"
        last_modified_time = "2026-03-02T09:30:00Z"
        notebook_instance_lifecycle_config_arn = "arn:aws:sagemaker:us-east-1:111122223333:notebook-instance-lifecycle-config/tools"
        notebook_instance_lifecycle_config_name = "Tools"
        "#);
    }
}
