//! Lifecycle configurations of Studio: scripts that run when an app starts. Describing one would give the script alone,
//! which may hold secrets.

use opencite_plugin_sdk::aws::sagemaker::studio_lifecycle_configs::{
    StudioLifecycleConfigSummary, list_studio_lifecycle_configs,
};
use opencite_plugin_sdk::{Asset, AssetKind, Properties, Scope, list, try_list};

pub(crate) const KIND: AssetKind = AssetKind {
    name: "studio_lifecycle_config",
    title: "Lifecycle configurations of Studio",
    scope: Scope::Regional,
    discover: |_| list(&list_studio_lifecycle_configs(), asset),
    verify: || {
        try_list(
            "sagemaker:ListStudioLifecycleConfigs",
            &list_studio_lifecycle_configs(),
        )
    },
};

fn asset(config: &StudioLifecycleConfigSummary) -> Asset {
    let arn = config.studio_lifecycle_config_arn.as_deref();
    let name = config.studio_lifecycle_config_name.as_deref();
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
            "studio_lifecycle_config_arn": "arn:aws:sagemaker:us-east-1:111122223333:studio-lifecycle-config/tools",
            "studio_lifecycle_config_name": "Tools",
            "creation_time": "2026-03-01T08:00:00Z",
            "last_modified_time": "2026-03-02T09:30:00Z",
            "studio_lifecycle_config_app_type": "JupyterLab",
        });
        insta::assert_snapshot!(asset(&from_value(config).unwrap()), @r#"
        Tools: arn:aws:sagemaker:us-east-1:111122223333:studio-lifecycle-config/tools
        created: 2026-03-01T08:00:00Z
        modified: 2026-03-02T09:30:00Z
        creation_time = "2026-03-01T08:00:00Z"
        last_modified_time = "2026-03-02T09:30:00Z"
        studio_lifecycle_config_app_type = "JupyterLab"
        studio_lifecycle_config_arn = "arn:aws:sagemaker:us-east-1:111122223333:studio-lifecycle-config/tools"
        studio_lifecycle_config_name = "Tools"
        "#);
    }
}
