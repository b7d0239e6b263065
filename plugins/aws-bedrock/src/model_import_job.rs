//! Jobs that import models.

use opencite_plugin_sdk::aws::bedrock::import_jobs::{
    ModelImportJobDetail, ModelImportJobSummary, get_model_import_job, list_model_import_jobs,
};
use opencite_plugin_sdk::{
    Asset, AssetKind, Description, Properties, Scope, list_and_describe, try_list_and_describe,
};

use crate::shapes::{model_files, network};

pub(crate) const KIND: AssetKind = AssetKind {
    name: "model_import_job",
    title: "Model import jobs",
    scope: Scope::Regional,
    discover: |_| list_and_describe(&list_model_import_jobs(), &DESCRIPTION),
    verify: || try_list_and_describe(&list_model_import_jobs(), &DESCRIPTION),
};

const DESCRIPTION: Description<ModelImportJobSummary, ModelImportJobDetail> = Description {
    actions: ["bedrock:ListModelImportJobs", "bedrock:GetModelImportJob"],
    id: |job| &job.job_arn,
    key: |job| job.job_arn.clone(),
    describe: get_model_import_job,
    asset,
};

fn asset(job: &ModelImportJobSummary, detail: Option<&ModelImportJobDetail>) -> Asset {
    let asset = Asset::new(&job.job_arn, &job.job_name)
        .status(job.status.as_str())
        .created(job.creation_time.as_str())
        .modified(job.last_modified_time.as_deref())
        .relation("output-model", job.imported_model_arn.as_deref())
        .properties(Properties::default().record(job).record(&detail));
    match detail {
        Some(detail) => set_up(asset, detail),
        None => asset,
    }
}

fn set_up(asset: Asset, job: &ModelImportJobDetail) -> Asset {
    asset
        .relation("role", job.role_arn.as_deref())
        .relation("kms-key", job.imported_model_kms_key_arn.as_deref())
        .relation("input-s3", model_files(job.model_data_source.as_ref()))
        .edges(network(job.vpc_config.as_ref()))
}

#[cfg(test)]
mod tests {
    use serde_json::{from_value, json};

    use super::*;

    #[test]
    fn everything_aws_says_is_mapped() {
        let summary = json!({
            "job_arn": "arn:aws:bedrock:us-east-1:111122223333:model-import-job/import",
            "job_name": "import",
            "status": "Completed",
            "last_modified_time": "2026-03-02T09:30:00Z",
            "creation_time": "2026-03-01T08:00:00Z",
            "end_time": "2026-03-02T09:30:00Z",
            "imported_model_arn": "arn:aws:bedrock:us-east-1:111122223333:imported-model/mistral",
            "imported_model_name": "mistral",
        });
        let detail = json!({
            "role_arn": "arn:aws:iam::111122223333:role/bedrock",
            "model_data_source": {"s3_data_source": {"s3_uri": "s3://weights/mistral"}},
            "failure_message": "Out of capacity",
            "vpc_config": {"subnet_ids": ["subnet-1"], "security_group_ids": ["sg-1"]},
            "imported_model_kms_key_arn": "arn:aws:kms:us-east-1:111122223333:key/k",
        });
        let asset = asset(
            &from_value(summary).unwrap(),
            Some(&from_value(detail).unwrap()),
        );
        insta::assert_snapshot!(asset, @r#"
        import: arn:aws:bedrock:us-east-1:111122223333:model-import-job/import
        status: Completed
        created: 2026-03-01T08:00:00Z
        modified: 2026-03-02T09:30:00Z
        output-model -> arn:aws:bedrock:us-east-1:111122223333:imported-model/mistral
        role -> arn:aws:iam::111122223333:role/bedrock
        kms-key -> arn:aws:kms:us-east-1:111122223333:key/k
        input-s3 -> s3://weights/mistral
        subnet -> subnet-1
        security-group -> sg-1
        creation_time = "2026-03-01T08:00:00Z"
        end_time = "2026-03-02T09:30:00Z"
        failure_message = "Out of capacity"
        imported_model_arn = "arn:aws:bedrock:us-east-1:111122223333:imported-model/mistral"
        imported_model_kms_key_arn = "arn:aws:kms:us-east-1:111122223333:key/k"
        imported_model_name = "mistral"
        job_arn = "arn:aws:bedrock:us-east-1:111122223333:model-import-job/import"
        job_name = "import"
        last_modified_time = "2026-03-02T09:30:00Z"
        model_data_source = {"s3_data_source":{"s3_uri":"s3://weights/mistral"}}
        role_arn = "arn:aws:iam::111122223333:role/bedrock"
        status = "Completed"
        vpc_config = {"security_group_ids":["sg-1"],"subnet_ids":["subnet-1"]}
        "#);
    }

    #[test]
    fn what_aws_leaves_out_is_absent() {
        let summary = json!({
            "job_arn": "arn:aws:bedrock:us-east-1:111122223333:model-import-job/import",
            "job_name": "import",
            "status": "Completed",
            "creation_time": "2026-03-01T08:00:00Z",
        });
        let detail = json!({});
        let asset = asset(
            &from_value(summary).unwrap(),
            Some(&from_value(detail).unwrap()),
        );
        insta::assert_snapshot!(asset, @r#"
        import: arn:aws:bedrock:us-east-1:111122223333:model-import-job/import
        status: Completed
        created: 2026-03-01T08:00:00Z
        creation_time = "2026-03-01T08:00:00Z"
        job_arn = "arn:aws:bedrock:us-east-1:111122223333:model-import-job/import"
        job_name = "import"
        status = "Completed"
        "#);
    }
}
