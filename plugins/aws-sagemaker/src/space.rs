//! Spaces: what is shared, or one's own, within a Studio domain. The listing names no ARNs.

use opencite_plugin_sdk::aws::sagemaker::spaces::{
    CustomFileSystem, SpaceDetail, SpaceKey, SpaceSettings, SpaceSummary, describe_space,
    list_spaces,
};
use opencite_plugin_sdk::{
    Asset, AssetKind, Description, Identified, Properties, Scope, Unit, identified,
    list_and_describe, try_list_and_describe,
};

use crate::arn::{in_unit, sibling};
use crate::shapes::Edge;
use crate::studio::runs_on;

pub(crate) const KIND: AssetKind = AssetKind {
    name: "space",
    title: "Spaces of Studio",
    scope: Scope::Regional,
    discover: |unit| {
        let spaces = list_spaces();
        list_and_describe(&identified(&spaces, |it| arn(unit, it)), &DESCRIPTION)
    },
    verify: || {
        let spaces = list_spaces();
        try_list_and_describe(&identified(&spaces, |_| String::new()), &DESCRIPTION)
    },
};

type Listed = Identified<SpaceSummary>;

const DESCRIPTION: Description<Listed, SpaceDetail, SpaceKey> = Description {
    actions: ["sagemaker:ListSpaces", "sagemaker:DescribeSpace"],
    id: |space| &space.id,
    key: |space| SpaceKey {
        domain_id: space.item.domain_id.clone().unwrap_or_default(),
        space_name: space.item.space_name.clone().unwrap_or_default(),
    },
    describe: describe_space,
    asset,
};

fn arn(unit: &Unit, space: &SpaceSummary) -> String {
    let domain = space.domain_id.as_deref().unwrap_or_default();
    let name = space.space_name.as_deref().unwrap_or_default();
    in_unit(unit, "space", &format!("{domain}/{name}"))
}

fn asset(listed: &Listed, detail: Option<&SpaceDetail>) -> Asset {
    let (arn, space) = (&listed.id, &listed.item);
    let domain = sibling(arn, "domain", space.domain_id.as_deref());
    let settings = detail.and_then(|it| it.space_settings.as_ref());
    Asset::new(arn, space.space_name.as_deref().unwrap_or_default())
        .status(space.status.as_deref())
        .created(space.creation_time.as_deref())
        .modified(space.last_modified_time.as_deref())
        .relation("domain", domain.as_deref())
        .relation("user-profile", owner(arn, space).as_deref())
        .edges(settings.into_iter().flat_map(works_with))
        .properties(Properties::default().record(space).record(&detail))
}

fn owner(own: &str, space: &SpaceSummary) -> Option<String> {
    let domain = space.domain_id.as_deref()?;
    let owner = space.ownership_settings_summary.as_ref()?;
    let owner = owner.owner_user_profile_name.as_deref()?;
    sibling(own, "user-profile", format!("{domain}/{owner}").as_str())
}

fn works_with(settings: &SpaceSettings) -> impl Iterator<Item = Edge<'_>> {
    let server = settings.jupyter_server_app_settings.as_ref();
    let gateway = settings.kernel_gateway_app_settings.as_ref();
    let editor = settings.code_editor_app_settings.as_ref();
    let lab = settings.jupyter_lab_app_settings.as_ref();
    let specs = [
        server.and_then(|it| it.default_resource_spec.as_ref()),
        gateway.and_then(|it| it.default_resource_spec.as_ref()),
        editor.and_then(|it| it.default_resource_spec.as_ref()),
        lab.and_then(|it| it.default_resource_spec.as_ref()),
    ];
    let files = settings.custom_file_systems.iter().filter_map(file_system);
    specs.into_iter().flatten().flat_map(runs_on).chain(files)
}

fn file_system(system: &CustomFileSystem) -> Option<Edge<'_>> {
    let efs = system.efs_file_system.as_ref();
    let lustre = system.f_sx_lustre_file_system.as_ref();
    let id = efs.and_then(|it| it.file_system_id.as_deref());
    let id = id.or_else(|| lustre?.file_system_id.as_deref());
    let uri = system.s3_file_system.as_ref();
    let uri = uri.and_then(|it| it.s3_uri.as_deref());
    let id = id.map(|id| ("file-system", id));
    id.or(uri.map(|uri| ("input-s3", uri)))
}

#[cfg(test)]
mod tests {
    use serde_json::{from_value, json};

    use super::*;

    #[test]
    fn everything_aws_says_is_mapped() {
        let unit = Unit {
            asset_type: KIND.name.to_owned(),
            account: "111122223333".to_owned(),
            region: "us-east-1".to_owned(),
            partition: "aws".to_owned(),
        };
        let item: SpaceSummary = from_value(json!({
            "domain_id": "d-1",
            "space_name": "churn-lab",
            "status": "InService",
            "creation_time": "2026-03-01T08:00:00Z",
            "last_modified_time": "2026-03-02T09:30:00Z",
            "space_settings_summary": {"app_type": "JupyterLab"},
            "space_sharing_settings_summary": {"sharing_type": "Shared"},
            "ownership_settings_summary": {"owner_user_profile_name": "Ana"},
            "space_display_name": "Churn laboratory",
        }))
        .unwrap();
        let detail = json!({
            "domain_id": "d-1",
            "space_arn": "arn:aws:sagemaker:us-east-1:111122223333:space/d-1/churn-lab",
            "space_name": "churn-lab",
            "space_settings": {
                "jupyter_lab_app_settings": {
                    "default_resource_spec": {
                        "instance_type": "ml.t3.medium",
                        "sage_maker_image_arn": "arn:aws:sagemaker:us-east-1:555566667777:image/jupyter-lab",
                    },
                    "code_repositories": [],
                },
                "custom_file_systems": [
                    {"efs_file_system": {"file_system_id": "fs-1"}},
                    {"s3_file_system": {"s3_uri": "s3://data"}},
                ],
            },
        });
        let id = arn(&unit, &item);
        let asset = asset(&Identified { id, item }, Some(&from_value(detail).unwrap()));
        insta::assert_snapshot!(asset, @r#"
        churn-lab: arn:aws:sagemaker:us-east-1:111122223333:space/d-1/churn-lab
        status: InService
        created: 2026-03-01T08:00:00Z
        modified: 2026-03-02T09:30:00Z
        domain -> arn:aws:sagemaker:us-east-1:111122223333:domain/d-1
        user-profile -> arn:aws:sagemaker:us-east-1:111122223333:user-profile/d-1/ana
        image -> arn:aws:sagemaker:us-east-1:555566667777:image/jupyter-lab
        file-system -> fs-1
        input-s3 -> s3://data
        creation_time = "2026-03-01T08:00:00Z"
        domain_id = "d-1"
        last_modified_time = "2026-03-02T09:30:00Z"
        ownership_settings_summary = {"owner_user_profile_name":"Ana"}
        space_arn = "arn:aws:sagemaker:us-east-1:111122223333:space/d-1/churn-lab"
        space_display_name = "Churn laboratory"
        space_name = "churn-lab"
        space_settings = {"custom_file_systems":[{"efs_file_system":{"file_system_id":"fs-1"}},{"s3_file_system":{"s3_uri":"s3://data"}}],"jupyter_lab_app_settings":{"code_repositories":[],"default_resource_spec":{"instance_type":"ml.t3.medium","sage_maker_image_arn":"arn:aws:sagemaker:us-east-1:555566667777:image/jupyter-lab"}}}
        space_settings_summary = {"app_type":"JupyterLab"}
        space_sharing_settings_summary = {"sharing_type":"Shared"}
        status = "InService"
        "#);
    }
}
