//! Apps of Studio: what runs, and costs, for a person or a space. The listing names no ARNs. AWS goes on listing an app
//! for a day after it was deleted; there is nothing more to say of it then. When an app was last used changes no
//! summary: `scan --full` asks again.

use opencite_plugin_sdk::aws::sagemaker::apps::{
    AppDetail, AppKey, AppSummary, describe_app, list_apps,
};
use opencite_plugin_sdk::{
    Asset, AssetKind, Description, Identified, Properties, Scope, Unit, identified,
    list_and_describe_some, try_list_and_describe,
};

use crate::arn::{in_unit, sibling};
use crate::studio::runs_on;

pub(crate) const KIND: AssetKind = AssetKind {
    name: "app",
    title: "Apps of Studio",
    scope: Scope::Regional,
    discover: |unit| {
        let apps = list_apps();
        let apps = identified(&apps, |it| arn(unit, it));
        list_and_describe_some(&apps, is_there, &DESCRIPTION)
    },
    verify: || {
        let apps = list_apps();
        try_list_and_describe(&identified(&apps, |_| String::new()), &DESCRIPTION)
    },
};

type Listed = Identified<AppSummary>;

const DESCRIPTION: Description<Listed, AppDetail, AppKey> = Description {
    actions: ["sagemaker:ListApps", "sagemaker:DescribeApp"],
    id: |app| &app.id,
    key: |app| AppKey {
        domain_id: app.item.domain_id.clone().unwrap_or_default(),
        user_profile_name: app.item.user_profile_name.clone(),
        space_name: app.item.space_name.clone(),
        app_type: app.item.app_type.clone().unwrap_or_default(),
        app_name: app.item.app_name.clone().unwrap_or_default(),
    },
    describe: describe_app,
    asset,
};

fn is_there(app: &Listed) -> bool {
    app.item.status.as_deref() != Some("Deleted")
}

/// Most apps are called `default`: people know them by whose they are, and what they are.
fn name(app: &AppSummary) -> String {
    let owner = app
        .space_name
        .as_deref()
        .or(app.user_profile_name.as_deref());
    let owner = owner.unwrap_or_default();
    let kind = app.app_type.as_deref().unwrap_or_default();
    let name = app.app_name.as_deref().unwrap_or_default();
    format!("{owner}/{kind}/{name}")
}

fn arn(unit: &Unit, app: &AppSummary) -> String {
    let domain = app.domain_id.as_deref().unwrap_or_default();
    in_unit(unit, "app", &format!("{domain}/{}", name(app)))
}

fn asset(listed: &Listed, detail: Option<&AppDetail>) -> Asset {
    let (arn, app) = (&listed.id, &listed.item);
    let domain = app.domain_id.as_deref();
    let within = |name: &Option<String>| Some(format!("{}/{}", domain?, name.as_ref()?));
    let profile = sibling(
        arn,
        "user-profile",
        within(&app.user_profile_name).as_deref(),
    );
    let space = sibling(arn, "space", within(&app.space_name).as_deref());
    let built_in = detail.and_then(|it| it.built_in_lifecycle_config_arn.as_deref());
    Asset::new(arn, name(app))
        .status(app.status.as_deref())
        .created(app.creation_time.as_deref())
        .relation("domain", sibling(arn, "domain", domain).as_deref())
        .relation("user-profile", profile.as_deref())
        .relation("space", space.as_deref())
        .edges(app.resource_spec.iter().flat_map(runs_on))
        .relation("lifecycle-config", built_in)
        .properties(Properties::default().record(app).record(&detail))
}

#[cfg(test)]
mod tests {
    use serde_json::{from_value, json};

    use super::*;

    fn listed(status: &str) -> Listed {
        let unit = Unit {
            asset_type: KIND.name.to_owned(),
            account: "111122223333".to_owned(),
            region: "us-east-1".to_owned(),
            partition: "aws".to_owned(),
        };
        let item = from_value(json!({
            "domain_id": "d-1",
            "space_name": "churn-lab",
            "app_type": "JupyterLab",
            "app_name": "default",
            "status": status,
            "creation_time": "2026-03-01T08:00:00Z",
            "resource_spec": {
                "instance_type": "ml.t3.medium",
                "sage_maker_image_arn": "arn:aws:sagemaker:us-east-1:555566667777:image/jupyter-lab",
                "lifecycle_config_arn": "arn:aws:sagemaker:us-east-1:111122223333:studio-lifecycle-config/tools",
            },
        }))
        .unwrap();
        Identified {
            id: arn(&unit, &item),
            item,
        }
    }

    #[test]
    fn everything_aws_says_is_mapped() {
        let detail = json!({
            "app_arn": "arn:aws:sagemaker:us-east-1:111122223333:app/d-1/churn-lab/jupyterlab/default",
            "app_type": "JupyterLab",
            "app_name": "default",
            "last_user_activity_timestamp": "2026-03-02T09:30:00Z",
            "built_in_lifecycle_config_arn": "arn:aws:sagemaker:us-east-1:555566667777:studio-lifecycle-config/idle",
        });
        let asset = asset(&listed("InService"), Some(&from_value(detail).unwrap()));
        insta::assert_snapshot!(asset, @r#"
        churn-lab/JupyterLab/default: arn:aws:sagemaker:us-east-1:111122223333:app/d-1/churn-lab/jupyterlab/default
        status: InService
        created: 2026-03-01T08:00:00Z
        domain -> arn:aws:sagemaker:us-east-1:111122223333:domain/d-1
        space -> arn:aws:sagemaker:us-east-1:111122223333:space/d-1/churn-lab
        image -> arn:aws:sagemaker:us-east-1:555566667777:image/jupyter-lab
        lifecycle-config -> arn:aws:sagemaker:us-east-1:111122223333:studio-lifecycle-config/tools
        lifecycle-config -> arn:aws:sagemaker:us-east-1:555566667777:studio-lifecycle-config/idle
        app_arn = "arn:aws:sagemaker:us-east-1:111122223333:app/d-1/churn-lab/jupyterlab/default"
        app_name = "default"
        app_type = "JupyterLab"
        built_in_lifecycle_config_arn = "arn:aws:sagemaker:us-east-1:555566667777:studio-lifecycle-config/idle"
        creation_time = "2026-03-01T08:00:00Z"
        domain_id = "d-1"
        last_user_activity_timestamp = "2026-03-02T09:30:00Z"
        resource_spec = {"instance_type":"ml.t3.medium","lifecycle_config_arn":"arn:aws:sagemaker:us-east-1:111122223333:studio-lifecycle-config/tools","sage_maker_image_arn":"arn:aws:sagemaker:us-east-1:555566667777:image/jupyter-lab"}
        space_name = "churn-lab"
        status = "InService"
        "#);
    }

    #[test]
    fn of_a_deleted_app_there_is_nothing_more_to_say() {
        assert!(is_there(&listed("InService")));
        assert!(!is_there(&listed("Deleted")));
    }
}
