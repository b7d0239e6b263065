//! Groups of versioned model packages. Describing one would add only who made it.

use opencite_plugin_sdk::aws::sagemaker::model_package_groups::{
    ModelPackageGroupSummary, list_model_package_groups,
};
use opencite_plugin_sdk::{Asset, AssetKind, Properties, Scope, list, try_list};

pub(crate) const KIND: AssetKind = AssetKind {
    name: "model_package_group",
    title: "Model package groups",
    scope: Scope::Regional,
    discover: |_| list(&list_model_package_groups(), asset),
    verify: || {
        try_list(
            "sagemaker:ListModelPackageGroups",
            &list_model_package_groups(),
        )
    },
};

fn asset(group: &ModelPackageGroupSummary) -> Asset {
    let arn = group.model_package_group_arn.as_deref().unwrap_or_default();
    let name = group
        .model_package_group_name
        .as_deref()
        .unwrap_or_default();
    Asset::new(arn, name)
        .status(group.model_package_group_status.as_deref())
        .created(group.creation_time.as_deref())
        .properties(Properties::default().record(group))
}

#[cfg(test)]
mod tests;
