//! How labeling jobs are mapped.

use serde_json::{from_value, json};

use super::*;

fn summary() -> LabelingJobSummary {
    from_value(json!({
        "labeling_job_name": "Cats",
        "labeling_job_arn": "arn:aws:sagemaker:us-east-1:111122223333:labeling-job/cats",
        "creation_time": "2026-03-01T08:00:00Z",
        "last_modified_time": "2026-03-02T09:30:00Z",
        "labeling_job_status": "InProgress",
        "label_counters": {"total_labeled": 10, "human_labeled": 8},
        "workteam_arn": "arn:aws:sagemaker:us-east-1:111122223333:workteam/private-crowd/team",
        "pre_human_task_lambda_arn": "arn:aws:lambda:us-east-1:111122223333:function:before",
        "annotation_consolidation_lambda_arn": "arn:aws:lambda:us-east-1:111122223333:function:after",
        "input_config": {
            "data_source": {
                "s3_data_source": {"manifest_s3_uri": "s3://cats/all.manifest"},
                "sns_data_source": {"sns_topic_arn": "arn:aws:sns:us-east-1:111122223333:cats"},
            },
        },
    }))
    .unwrap()
}

fn detail() -> LabelingJobDetail {
    from_value(json!({
        "label_attribute_name": "cat",
        "input_config": {
            "data_source": {
                "s3_data_source": {"manifest_s3_uri": "s3://cats/all.manifest"},
                "sns_data_source": {"sns_topic_arn": "arn:aws:sns:us-east-1:111122223333:cats"},
            },
        },
        "output_config": {
            "s3_output_path": "s3://cats/labels",
            "kms_key_id": "arn:aws:kms:us-east-1:111122223333:key/output",
            "sns_topic_arn": "arn:aws:sns:us-east-1:111122223333:labeled",
        },
        "role_arn": "arn:aws:iam::111122223333:role/sagemaker",
        "label_category_config_s3_uri": "s3://cats/categories.json",
        "labeling_job_algorithms_config": {
            "labeling_job_algorithm_specification_arn": "arn:aws:sagemaker:us-east-1:027400017018:labeling-job-algorithm-specification/image-classification",
            "initial_active_learning_model_arn": "arn:aws:sagemaker:us-east-1:111122223333:model/cats-0",
            "labeling_job_resource_config": {
                "volume_kms_key_id": "arn:aws:kms:us-east-1:111122223333:key/disk",
                "vpc_config": {"security_group_ids": ["sg-1"], "subnets": ["subnet-1"]},
            },
        },
        "human_task_config": {
            "workteam_arn": "arn:aws:sagemaker:us-east-1:111122223333:workteam/private-crowd/team",
            "ui_config": {
                "ui_template_s3_uri": "s3://cats/ui.html",
                "human_task_ui_arn": "arn:aws:sagemaker:us-east-1:111122223333:human-task-ui/cats",
            },
            "task_keywords": [],
            "task_title": "Is it a cat?",
        },
        "tags": [{"key": "team", "value": "pets"}],
        "labeling_job_output": {
            "output_dataset_s3_uri": "s3://cats/labels/out.manifest",
            "final_active_learning_model_arn": "arn:aws:sagemaker:us-east-1:111122223333:model/cats-1",
        },
    }))
    .unwrap()
}

#[test]
fn everything_aws_says_is_mapped() {
    let asset = asset(&summary(), Some(&detail()));
    insta::assert_snapshot!(asset, @r#"
    Cats: arn:aws:sagemaker:us-east-1:111122223333:labeling-job/cats
    status: InProgress
    created: 2026-03-01T08:00:00Z
    modified: 2026-03-02T09:30:00Z
    workteam -> arn:aws:sagemaker:us-east-1:111122223333:workteam/private-crowd/team
    lambda -> arn:aws:lambda:us-east-1:111122223333:function:before
    lambda -> arn:aws:lambda:us-east-1:111122223333:function:after
    input-s3 -> s3://cats/all.manifest
    topic -> arn:aws:sns:us-east-1:111122223333:cats
    role -> arn:aws:iam::111122223333:role/sagemaker
    input-s3 -> s3://cats/categories.json
    output-s3 -> s3://cats/labels
    kms-key -> arn:aws:kms:us-east-1:111122223333:key/output
    topic -> arn:aws:sns:us-east-1:111122223333:labeled
    algorithm -> arn:aws:sagemaker:us-east-1:027400017018:labeling-job-algorithm-specification/image-classification
    base-model -> arn:aws:sagemaker:us-east-1:111122223333:model/cats-0
    kms-key -> arn:aws:kms:us-east-1:111122223333:key/disk
    subnet -> subnet-1
    security-group -> sg-1
    input-s3 -> s3://cats/ui.html
    human-task-ui -> arn:aws:sagemaker:us-east-1:111122223333:human-task-ui/cats
    annotation_consolidation_lambda_arn = "arn:aws:lambda:us-east-1:111122223333:function:after"
    creation_time = "2026-03-01T08:00:00Z"
    human_task_config = {"task_keywords":[],"task_title":"Is it a cat?","ui_config":{"human_task_ui_arn":"arn:aws:sagemaker:us-east-1:111122223333:human-task-ui/cats","ui_template_s3_uri":"s3://cats/ui.html"},"workteam_arn":"arn:aws:sagemaker:us-east-1:111122223333:workteam/private-crowd/team"}
    input_config = {"data_source":{"s3_data_source":{"manifest_s3_uri":"s3://cats/all.manifest"},"sns_data_source":{"sns_topic_arn":"arn:aws:sns:us-east-1:111122223333:cats"}}}
    label_attribute_name = "cat"
    label_category_config_s3_uri = "s3://cats/categories.json"
    label_counters = {"human_labeled":8,"total_labeled":10}
    labeling_job_algorithms_config = {"initial_active_learning_model_arn":"arn:aws:sagemaker:us-east-1:111122223333:model/cats-0","labeling_job_algorithm_specification_arn":"arn:aws:sagemaker:us-east-1:027400017018:labeling-job-algorithm-specification/image-classification","labeling_job_resource_config":{"volume_kms_key_id":"arn:aws:kms:us-east-1:111122223333:key/disk","vpc_config":{"security_group_ids":["sg-1"],"subnets":["subnet-1"]}}}
    labeling_job_arn = "arn:aws:sagemaker:us-east-1:111122223333:labeling-job/cats"
    labeling_job_name = "Cats"
    labeling_job_output = {"final_active_learning_model_arn":"arn:aws:sagemaker:us-east-1:111122223333:model/cats-1","output_dataset_s3_uri":"s3://cats/labels/out.manifest"}
    labeling_job_status = "InProgress"
    last_modified_time = "2026-03-02T09:30:00Z"
    output_config = {"kms_key_id":"arn:aws:kms:us-east-1:111122223333:key/output","s3_output_path":"s3://cats/labels","sns_topic_arn":"arn:aws:sns:us-east-1:111122223333:labeled"}
    pre_human_task_lambda_arn = "arn:aws:lambda:us-east-1:111122223333:function:before"
    role_arn = "arn:aws:iam::111122223333:role/sagemaker"
    tags = {"team":"pets"}
    workteam_arn = "arn:aws:sagemaker:us-east-1:111122223333:workteam/private-crowd/team"
    "#);
}

#[test]
fn a_job_that_could_not_be_described_still_names_its_team_and_data() {
    let summary = json!({
        "labeling_job_name": "Cats",
        "labeling_job_arn": "arn:aws:sagemaker:us-east-1:111122223333:labeling-job/cats",
        "creation_time": "2026-03-01T08:00:00Z",
        "last_modified_time": "2026-03-02T09:30:00Z",
        "labeling_job_status": "InProgress",
        "label_counters": {"total_labeled": 10, "human_labeled": 8},
        "workteam_arn": "arn:aws:sagemaker:us-east-1:111122223333:workteam/private-crowd/team",
        "pre_human_task_lambda_arn": "arn:aws:lambda:us-east-1:111122223333:function:before",
        "annotation_consolidation_lambda_arn": "arn:aws:lambda:us-east-1:111122223333:function:after",
        "labeling_job_output": {"output_dataset_s3_uri": "s3://cats/labels/out.manifest"},
        "input_config": {
            "data_source": {
                "s3_data_source": {"manifest_s3_uri": "s3://cats/all.manifest"},
                "sns_data_source": {"sns_topic_arn": "arn:aws:sns:us-east-1:111122223333:cats"},
            },
        },
    });
    let asset = asset(&from_value(summary).unwrap(), None);
    insta::assert_snapshot!(asset, @r#"
    Cats: arn:aws:sagemaker:us-east-1:111122223333:labeling-job/cats
    status: InProgress
    created: 2026-03-01T08:00:00Z
    modified: 2026-03-02T09:30:00Z
    workteam -> arn:aws:sagemaker:us-east-1:111122223333:workteam/private-crowd/team
    lambda -> arn:aws:lambda:us-east-1:111122223333:function:before
    lambda -> arn:aws:lambda:us-east-1:111122223333:function:after
    input-s3 -> s3://cats/all.manifest
    topic -> arn:aws:sns:us-east-1:111122223333:cats
    output-s3 -> s3://cats/labels/out.manifest
    annotation_consolidation_lambda_arn = "arn:aws:lambda:us-east-1:111122223333:function:after"
    creation_time = "2026-03-01T08:00:00Z"
    input_config = {"data_source":{"s3_data_source":{"manifest_s3_uri":"s3://cats/all.manifest"},"sns_data_source":{"sns_topic_arn":"arn:aws:sns:us-east-1:111122223333:cats"}}}
    label_counters = {"human_labeled":8,"total_labeled":10}
    labeling_job_arn = "arn:aws:sagemaker:us-east-1:111122223333:labeling-job/cats"
    labeling_job_name = "Cats"
    labeling_job_output = {"output_dataset_s3_uri":"s3://cats/labels/out.manifest"}
    labeling_job_status = "InProgress"
    last_modified_time = "2026-03-02T09:30:00Z"
    pre_human_task_lambda_arn = "arn:aws:lambda:us-east-1:111122223333:function:before"
    workteam_arn = "arn:aws:sagemaker:us-east-1:111122223333:workteam/private-crowd/team"
    "#);
}
