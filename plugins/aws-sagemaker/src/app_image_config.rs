//! App image configurations: how an image of one's own runs in Studio. The listing says all that describing would.

use opencite_plugin_sdk::aws::sagemaker::app_image_configs::{
    AppImageConfigSummary, list_app_image_configs,
};
use opencite_plugin_sdk::{Asset, AssetKind, Properties, Scope, list, try_list};

pub(crate) const KIND: AssetKind = AssetKind {
    name: "app_image_config",
    title: "App image configurations",
    scope: Scope::Regional,
    discover: |_| list(&list_app_image_configs(), asset),
    verify: || try_list("sagemaker:ListAppImageConfigs", &list_app_image_configs()),
};

fn asset(config: &AppImageConfigSummary) -> Asset {
    let arn = config.app_image_config_arn.as_deref().unwrap_or_default();
    let name = config.app_image_config_name.as_deref().unwrap_or_default();
    let properties = Properties::default()
        .record(config)
        .by_name("jupyter_lab_app_image_config.container_config.container_environment_variables")
        .by_name("code_editor_app_image_config.container_config.container_environment_variables");
    Asset::new(arn, name)
        .created(config.creation_time.as_deref())
        .modified(config.last_modified_time.as_deref())
        .properties(properties)
}

#[cfg(test)]
mod tests {
    use serde_json::{from_value, json};

    use super::*;

    #[test]
    fn everything_aws_says_is_mapped() {
        let config = json!({
            "app_image_config_arn": "arn:aws:sagemaker:us-east-1:111122223333:app-image-config/own",
            "app_image_config_name": "Own",
            "creation_time": "2026-03-01T08:00:00Z",
            "last_modified_time": "2026-03-02T09:30:00Z",
            "jupyter_lab_app_image_config": {"container_config": {
                "container_arguments": [],
                "container_entrypoint": ["start"],
                "container_environment_variables": [{"name": "API_KEY", "fingerprint": "ab12"}],
            }},
        });
        insta::assert_snapshot!(asset(&from_value(config).unwrap()), @r#"
        Own: arn:aws:sagemaker:us-east-1:111122223333:app-image-config/own
        created: 2026-03-01T08:00:00Z
        modified: 2026-03-02T09:30:00Z
        app_image_config_arn = "arn:aws:sagemaker:us-east-1:111122223333:app-image-config/own"
        app_image_config_name = "Own"
        creation_time = "2026-03-01T08:00:00Z"
        jupyter_lab_app_image_config = {"container_config":{"container_arguments":[],"container_entrypoint":["start"],"container_environment_variables":{"API_KEY":{"fingerprint":"ab12"}}}}
        last_modified_time = "2026-03-02T09:30:00Z"
        "#);
    }
}
