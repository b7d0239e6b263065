//! Model packages: the entries of the model registry. A version of a group is called by both, `fraud/3`.

use opencite_plugin_sdk::aws::sagemaker::model_packages::{
    ModelPackageDetail, ModelPackagePages, ModelPackageSummary, SourceAlgorithm,
    describe_model_package, list_model_packages,
};
use opencite_plugin_sdk::{
    Asset, AssetKind, Description, Properties, Scope, list_and_describe, try_list_and_describe,
};

use crate::arn::{sibling, siblings};
use crate::shapes::{maker, model_sources, package_container, specification};

pub(crate) const KIND: AssetKind = AssetKind {
    name: "model_package",
    title: "Model packages",
    scope: Scope::Regional,
    discover: |_| list_and_describe(&versioned_or_not(), &DESCRIPTION),
    verify: || try_list_and_describe(&versioned_or_not(), &DESCRIPTION),
};

const DESCRIPTION: Description<ModelPackageSummary, ModelPackageDetail> = Description {
    actions: [
        "sagemaker:ListModelPackages",
        "sagemaker:DescribeModelPackage",
    ],
    id: |package| package.model_package_arn.as_deref().unwrap_or_default(),
    // A version has no name of its own.
    key: |package| package.model_package_arn.clone().unwrap_or_default(),
    describe: describe_model_package,
    asset,
};

fn versioned_or_not() -> ModelPackagePages {
    list_model_packages(None, Some("Both"))
}

fn asset(package: &ModelPackageSummary, detail: Option<&ModelPackageDetail>) -> Asset {
    let arn = package.model_package_arn.as_deref().unwrap_or_default();
    let group = package.model_package_group_name.as_deref();
    let group = sibling(arn, "model-package-group", group);
    let asset = Asset::new(arn, name(package))
        .status(package.model_package_status.as_deref())
        .created(package.creation_time.as_deref())
        .relation("model-package-group", group.as_deref())
        .properties(properties(package, detail));
    match detail {
        Some(detail) => made(asset, arn, detail),
        None => asset,
    }
}

fn name(package: &ModelPackageSummary) -> String {
    let group = package.model_package_group_name.as_deref();
    match (group, package.model_package_version) {
        (Some(group), Some(version)) => format!("{group}/{version}"),
        _ => package.model_package_name.clone().unwrap_or_default(),
    }
}

fn properties(package: &ModelPackageSummary, detail: Option<&ModelPackageDetail>) -> Properties {
    Properties::default()
        .record(package)
        .record(&detail)
        .by_name("customer_metadata_properties")
        .by_name("inference_specification.containers.environment")
        .by_name("additional_inference_specifications.containers.environment")
        .by_name(
            "validation_specification.validation_profiles.transform_job_definition.environment",
        )
        .rename("model_package_group_name", "group")
        .rename("model_package_version", "version")
        .rename("model_approval_status", "approval_status")
}

fn made(asset: Asset, own: &str, package: &ModelPackageDetail) -> Asset {
    let more = package.additional_inference_specifications.iter();
    let more = more.flat_map(|specification| &specification.containers);
    let algorithms = algorithms(package);
    let names = algorithms
        .iter()
        .filter_map(|it| it.algorithm_name.as_deref());
    let security = package.security_config.as_ref();
    let validation = package.validation_specification.as_ref();
    asset
        .modified(package.last_modified_time.as_deref())
        .edges(specification(package.inference_specification.as_ref()))
        .edges(more.flat_map(package_container))
        .relations("algorithm", &siblings(own, "algorithm", names))
        .edges(
            algorithms
                .iter()
                .flat_map(|it| model_sources(it.model_data_source.as_ref(), &[])),
        )
        .relations(
            "input-s3",
            algorithms
                .iter()
                .filter_map(|it| it.model_data_url.as_deref()),
        )
        .relation("source-model", package.source_uri.as_deref().filter(is_arn))
        .relation("generated-by", generator(package).filter(is_arn))
        .relation(
            "role",
            validation.and_then(|it| it.validation_role.as_deref()),
        )
        .relation("kms-key", security.and_then(|it| it.kms_key_id.as_deref()))
        .relation("user-profile", maker(package.created_by.as_ref()))
}

fn algorithms(package: &ModelPackageDetail) -> &[SourceAlgorithm] {
    let specification = package.source_algorithm_specification.as_ref();
    specification.map_or(&[], |it| &it.source_algorithms)
}

/// What made it: a job, a step of a pipeline.
fn generator(package: &ModelPackageDetail) -> Option<&str> {
    package
        .metadata_properties
        .as_ref()?
        .generated_by
        .as_deref()
}

/// Where AWS takes any text.
fn is_arn(text: &&str) -> bool {
    text.starts_with("arn:")
}

#[cfg(test)]
mod tests;
