//! Models that were imported from outside.

use opencite_plugin_sdk::aws::bedrock::imported_models::{
    ImportedModelDetail, ImportedModelSummary, get_imported_model, list_imported_models,
};
use opencite_plugin_sdk::{
    Asset, AssetKind, Description, Properties, Scope, list_and_describe, try_list_and_describe,
};

use crate::shapes::model_files;

pub(crate) const KIND: AssetKind = AssetKind {
    name: "imported_model",
    title: "Imported models",
    scope: Scope::Regional,
    discover: |_| list_and_describe(&list_imported_models(), &DESCRIPTION),
    verify: || try_list_and_describe(&list_imported_models(), &DESCRIPTION),
};

const DESCRIPTION: Description<ImportedModelSummary, ImportedModelDetail> = Description {
    actions: ["bedrock:ListImportedModels", "bedrock:GetImportedModel"],
    id: |model| &model.model_arn,
    key: |model| model.model_arn.clone(),
    describe: get_imported_model,
    asset,
};

fn asset(model: &ImportedModelSummary, detail: Option<&ImportedModelDetail>) -> Asset {
    let job = detail.and_then(|detail| detail.job_arn.as_deref());
    let key = detail.and_then(|detail| detail.model_kms_key_arn.as_deref());
    let files = detail.and_then(|detail| model_files(detail.model_data_source.as_ref()));
    Asset::new(&model.model_arn, &model.model_name)
        .created(model.creation_time.as_str())
        .relation("import-job", job)
        .relation("kms-key", key)
        .relation("input-s3", files)
        .properties(Properties::default().record(model).record(&detail))
}

#[cfg(test)]
mod tests {
    use serde_json::{from_value, json};

    use super::*;

    #[test]
    fn everything_aws_says_is_mapped() {
        let summary = json!({
            "model_arn": "arn:aws:bedrock:us-east-1:111122223333:imported-model/mistral",
            "model_name": "mistral",
            "creation_time": "2026-03-01T08:00:00Z",
            "instruct_supported": true,
            "model_architecture": "MISTRAL",
        });
        let detail = json!({
            "job_name": "import",
            "job_arn": "arn:aws:bedrock:us-east-1:111122223333:model-import-job/import",
            "model_data_source": {"s3_data_source": {"s3_uri": "s3://weights/mistral"}},
            "model_kms_key_arn": "arn:aws:kms:us-east-1:111122223333:key/k",
            "custom_model_units": {
                "custom_model_units_per_model_copy": 2,
                "custom_model_units_version": "V1.0",
            },
        });
        let asset = asset(
            &from_value(summary).unwrap(),
            Some(&from_value(detail).unwrap()),
        );
        insta::assert_snapshot!(asset, @r#"
        mistral: arn:aws:bedrock:us-east-1:111122223333:imported-model/mistral
        created: 2026-03-01T08:00:00Z
        import-job -> arn:aws:bedrock:us-east-1:111122223333:model-import-job/import
        kms-key -> arn:aws:kms:us-east-1:111122223333:key/k
        input-s3 -> s3://weights/mistral
        creation_time = "2026-03-01T08:00:00Z"
        custom_model_units = {"custom_model_units_per_model_copy":2,"custom_model_units_version":"V1.0"}
        instruct_supported = true
        job_arn = "arn:aws:bedrock:us-east-1:111122223333:model-import-job/import"
        job_name = "import"
        model_architecture = "MISTRAL"
        model_arn = "arn:aws:bedrock:us-east-1:111122223333:imported-model/mistral"
        model_data_source = {"s3_data_source":{"s3_uri":"s3://weights/mistral"}}
        model_kms_key_arn = "arn:aws:kms:us-east-1:111122223333:key/k"
        model_name = "mistral"
        "#);
    }

    #[test]
    fn what_aws_leaves_out_is_absent() {
        let summary = json!({
            "model_arn": "arn:aws:bedrock:us-east-1:111122223333:imported-model/mistral",
            "model_name": "mistral",
            "creation_time": "2026-03-01T08:00:00Z",
        });
        let detail = json!({});
        let asset = asset(
            &from_value(summary).unwrap(),
            Some(&from_value(detail).unwrap()),
        );
        insta::assert_snapshot!(asset, @r#"
        mistral: arn:aws:bedrock:us-east-1:111122223333:imported-model/mistral
        created: 2026-03-01T08:00:00Z
        creation_time = "2026-03-01T08:00:00Z"
        model_arn = "arn:aws:bedrock:us-east-1:111122223333:imported-model/mistral"
        model_name = "mistral"
        "#);
    }
}
