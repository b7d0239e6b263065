//! Images of Studio: what apps run, in versions. The listing says all that describing would, but the role.

use opencite_plugin_sdk::aws::sagemaker::images::{Image, list_images};
use opencite_plugin_sdk::{Asset, AssetKind, Properties, Scope, list, try_list};

pub(crate) const KIND: AssetKind = AssetKind {
    name: "image",
    title: "Images of Studio",
    scope: Scope::Regional,
    discover: |_| list(&list_images(), asset),
    verify: || try_list("sagemaker:ListImages", &list_images()),
};

fn asset(image: &Image) -> Asset {
    let arn = image.image_arn.as_deref().unwrap_or_default();
    Asset::new(arn, image.image_name.as_deref().unwrap_or_default())
        .status(image.image_status.as_deref())
        .created(image.creation_time.as_deref())
        .modified(image.last_modified_time.as_deref())
        .properties(Properties::default().record(image))
}

#[cfg(test)]
mod tests {
    use serde_json::{from_value, json};

    use super::*;

    #[test]
    fn everything_aws_says_is_mapped() {
        let image = json!({
            "creation_time": "2026-03-01T08:00:00Z",
            "description": "With our tools",
            "display_name": "Own",
            "failure_reason": "No such role",
            "image_arn": "arn:aws:sagemaker:us-east-1:111122223333:image/own",
            "image_name": "Own",
            "image_status": "CREATE_FAILED",
            "last_modified_time": "2026-03-02T09:30:00Z",
        });
        insta::assert_snapshot!(asset(&from_value(image).unwrap()), @r#"
        Own: arn:aws:sagemaker:us-east-1:111122223333:image/own
        status: CREATE_FAILED
        created: 2026-03-01T08:00:00Z
        modified: 2026-03-02T09:30:00Z
        creation_time = "2026-03-01T08:00:00Z"
        description = "With our tools"
        display_name = "Own"
        failure_reason = "No such role"
        image_arn = "arn:aws:sagemaker:us-east-1:111122223333:image/own"
        image_name = "Own"
        image_status = "CREATE_FAILED"
        last_modified_time = "2026-03-02T09:30:00Z"
        "#);
    }
}
