//! What the settings of Studio speak of: those of a domain, of a person in it, and of a space.

use opencite_plugin_sdk::Asset;
use opencite_plugin_sdk::aws::sagemaker::shapes::{
    CanvasAppSettings, CustomFileSystemConfig, CustomImage, ResourceSpec, UserSettings,
};

use crate::arn::siblings;
use crate::shapes::Edge;

/// What somebody works with.
pub(crate) fn set_up(asset: Asset, own: &str, settings: Option<&UserSettings>) -> Asset {
    let Some(settings) = settings else {
        return asset;
    };
    let images = images(settings).filter_map(|it| it.image_name.as_deref());
    let images = siblings(own, "image", images);
    let configs = self::images(settings).filter_map(|it| it.app_image_config_name.as_deref());
    let configs = siblings(own, "app-image-config", configs);
    let groups = settings.security_groups.iter();
    asset
        .relation("role", settings.execution_role.as_deref())
        .relations("security-group", groups)
        .edges(specs(settings).flat_map(runs_on))
        .relations("lifecycle-config", lifecycle_configs(settings))
        .relations("image", &images)
        .relations("app-image-config", &configs)
        .edges(file_systems(&settings.custom_file_system_configs))
        .edges(shared(settings))
        .edges(settings.canvas_app_settings.iter().flat_map(canvas))
}

/// What an app runs on.
pub(crate) fn runs_on(spec: &ResourceSpec) -> impl Iterator<Item = Edge<'_>> {
    [
        ("image", spec.sage_maker_image_arn.as_deref()),
        ("lifecycle-config", spec.lifecycle_config_arn.as_deref()),
        ("training-plan", spec.training_plan_arn.as_deref()),
    ]
    .into_iter()
    .filter_map(|(kind, target)| Some((kind, target?)))
}

/// The file systems that apps see.
pub(crate) fn file_systems(configs: &[CustomFileSystemConfig]) -> impl Iterator<Item = Edge<'_>> {
    configs.iter().flat_map(|config| {
        let efs = config.efs_file_system_config.as_ref();
        let lustre = config.f_sx_lustre_file_system_config.as_ref();
        let s3 = config.s3_file_system_config.as_ref();
        [
            (
                "file-system",
                efs.and_then(|it| it.file_system_id.as_deref()),
            ),
            (
                "file-system",
                lustre.and_then(|it| it.file_system_id.as_deref()),
            ),
            ("input-s3", s3.and_then(|it| it.s3_uri.as_deref())),
        ]
        .into_iter()
        .filter_map(|(kind, target)| Some((kind, target?)))
    })
}

/// What each kind of app runs on.
fn specs(settings: &UserSettings) -> impl Iterator<Item = &ResourceSpec> {
    let server = settings.jupyter_server_app_settings.as_ref();
    let gateway = settings.kernel_gateway_app_settings.as_ref();
    let board = settings.tensor_board_app_settings.as_ref();
    let session = settings.r_session_app_settings.as_ref();
    let editor = settings.code_editor_app_settings.as_ref();
    let lab = settings.jupyter_lab_app_settings.as_ref();
    [
        server.and_then(|it| it.default_resource_spec.as_ref()),
        gateway.and_then(|it| it.default_resource_spec.as_ref()),
        board.and_then(|it| it.default_resource_spec.as_ref()),
        session.and_then(|it| it.default_resource_spec.as_ref()),
        editor.and_then(|it| it.default_resource_spec.as_ref()),
        lab.and_then(|it| it.default_resource_spec.as_ref()),
    ]
    .into_iter()
    .flatten()
}

fn lifecycle_configs(settings: &UserSettings) -> impl Iterator<Item = &String> {
    let server = settings.jupyter_server_app_settings.as_ref();
    let gateway = settings.kernel_gateway_app_settings.as_ref();
    let editor = settings.code_editor_app_settings.as_ref();
    let lab = settings.jupyter_lab_app_settings.as_ref();
    [
        server.map(|it| &it.lifecycle_config_arns),
        gateway.map(|it| &it.lifecycle_config_arns),
        editor.map(|it| &it.lifecycle_config_arns),
        lab.map(|it| &it.lifecycle_config_arns),
    ]
    .into_iter()
    .flatten()
    .flatten()
}

fn images(settings: &UserSettings) -> impl Iterator<Item = &CustomImage> {
    let gateway = settings.kernel_gateway_app_settings.as_ref();
    let session = settings.r_session_app_settings.as_ref();
    let editor = settings.code_editor_app_settings.as_ref();
    let lab = settings.jupyter_lab_app_settings.as_ref();
    [
        gateway.map(|it| &it.custom_images),
        session.map(|it| &it.custom_images),
        editor.map(|it| &it.custom_images),
        lab.map(|it| &it.custom_images),
    ]
    .into_iter()
    .flatten()
    .flatten()
}

/// Where shared notebooks go.
fn shared(settings: &UserSettings) -> impl Iterator<Item = Edge<'_>> {
    let sharing = settings.sharing_settings.iter();
    sharing.flat_map(|sharing| {
        [
            ("output-s3", sharing.s3_output_path.as_deref()),
            ("kms-key", sharing.s3_kms_key_id.as_deref()),
        ]
        .into_iter()
        .filter_map(|(kind, target)| Some((kind, target?)))
    })
}

/// What Canvas writes to, acts as, and signs in with.
fn canvas(canvas: &CanvasAppSettings) -> impl Iterator<Item = Edge<'_>> {
    let workspace = canvas.workspace_settings.as_ref();
    let bedrock = canvas.generative_ai_settings.as_ref();
    let forecast = canvas.time_series_forecasting_settings.as_ref();
    let register = canvas.model_register_settings.as_ref();
    let emr = canvas.emr_serverless_settings.as_ref();
    let secrets = canvas.identity_provider_o_auth_settings.iter();
    [
        (
            "output-s3",
            workspace.and_then(|it| it.s3_artifact_path.as_deref()),
        ),
        (
            "kms-key",
            workspace.and_then(|it| it.s3_kms_key_id.as_deref()),
        ),
        (
            "role",
            bedrock.and_then(|it| it.amazon_bedrock_role_arn.as_deref()),
        ),
        (
            "role",
            forecast.and_then(|it| it.amazon_forecast_role_arn.as_deref()),
        ),
        (
            "role",
            register.and_then(|it| it.cross_account_model_register_role_arn.as_deref()),
        ),
        ("role", emr.and_then(|it| it.execution_role_arn.as_deref())),
    ]
    .into_iter()
    .chain(secrets.map(|it| ("secret", it.secret_arn.as_deref())))
    .filter_map(|(kind, target)| Some((kind, target?)))
}

#[cfg(test)]
mod tests {
    use serde_json::{from_value, json};

    use super::*;

    #[test]
    fn what_somebody_works_with_is_related_to_them() {
        let own = "arn:aws:sagemaker:us-east-1:111122223333:user-profile/d-1/ana";
        let settings: UserSettings = from_value(json!({
            "execution_role": "arn:aws:iam::111122223333:role/studio",
            "security_groups": ["sg-1"],
            "sharing_settings": {"s3_output_path": "s3://studio/shared", "s3_kms_key_id": "arn:aws:kms:us-east-1:111122223333:key/shared"},
            "jupyter_server_app_settings": {
                "default_resource_spec": {"lifecycle_config_arn": "arn:aws:sagemaker:us-east-1:111122223333:studio-lifecycle-config/default"},
                "lifecycle_config_arns": ["arn:aws:sagemaker:us-east-1:111122223333:studio-lifecycle-config/tools"],
                "code_repositories": [],
            },
            "canvas_app_settings": {
                "workspace_settings": {"s3_artifact_path": "s3://canvas/ana"},
                "generative_ai_settings": {"amazon_bedrock_role_arn": "arn:aws:iam::111122223333:role/canvas"},
                "identity_provider_o_auth_settings": [{"secret_arn": "arn:aws:secretsmanager:us-east-1:111122223333:secret:snowflake"}],
            },
            "jupyter_lab_app_settings": {
                "default_resource_spec": {"sage_maker_image_arn": "arn:aws:sagemaker:us-east-1:555566667777:image/jupyter-lab"},
                "custom_images": [{"image_name": "Own", "app_image_config_name": "Own-Config"}],
                "lifecycle_config_arns": [],
                "code_repositories": [],
            },
            "custom_file_system_configs": [
                {"efs_file_system_config": {"file_system_id": "fs-1"}},
                {"s3_file_system_config": {"s3_uri": "s3://data"}},
            ],
        }))
        .unwrap();
        let asset = set_up(Asset::new(own, "ana"), own, Some(&settings));
        insta::assert_snapshot!(asset, @r"
        ana: arn:aws:sagemaker:us-east-1:111122223333:user-profile/d-1/ana
        role -> arn:aws:iam::111122223333:role/studio
        security-group -> sg-1
        lifecycle-config -> arn:aws:sagemaker:us-east-1:111122223333:studio-lifecycle-config/default
        image -> arn:aws:sagemaker:us-east-1:555566667777:image/jupyter-lab
        lifecycle-config -> arn:aws:sagemaker:us-east-1:111122223333:studio-lifecycle-config/tools
        image -> arn:aws:sagemaker:us-east-1:111122223333:image/own
        app-image-config -> arn:aws:sagemaker:us-east-1:111122223333:app-image-config/own-config
        file-system -> fs-1
        input-s3 -> s3://data
        output-s3 -> s3://studio/shared
        kms-key -> arn:aws:kms:us-east-1:111122223333:key/shared
        output-s3 -> s3://canvas/ana
        role -> arn:aws:iam::111122223333:role/canvas
        secret -> arn:aws:secretsmanager:us-east-1:111122223333:secret:snowflake
        ");
    }
}
