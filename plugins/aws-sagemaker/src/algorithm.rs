//! Algorithms: ways of training that the account made or subscribed to.

use opencite_plugin_sdk::aws::sagemaker::algorithms::{
    AlgorithmDetail, AlgorithmSummary, describe_algorithm, list_algorithms,
};
use opencite_plugin_sdk::{
    Asset, AssetKind, Description, Properties, Scope, list_and_describe, try_list_and_describe,
};

use crate::shapes::specification;

pub(crate) const KIND: AssetKind = AssetKind {
    name: "algorithm",
    title: "Algorithms",
    scope: Scope::Regional,
    discover: |_| list_and_describe(&list_algorithms(), &DESCRIPTION),
    verify: || try_list_and_describe(&list_algorithms(), &DESCRIPTION),
};

const DESCRIPTION: Description<AlgorithmSummary, AlgorithmDetail> = Description {
    actions: ["sagemaker:ListAlgorithms", "sagemaker:DescribeAlgorithm"],
    id: |algorithm| algorithm.algorithm_arn.as_deref().unwrap_or_default(),
    key: |algorithm| algorithm.algorithm_name.clone().unwrap_or_default(),
    describe: describe_algorithm,
    asset,
};

fn asset(algorithm: &AlgorithmSummary, detail: Option<&AlgorithmDetail>) -> Asset {
    let arn = algorithm.algorithm_arn.as_deref().unwrap_or_default();
    let name = algorithm.algorithm_name.as_deref().unwrap_or_default();
    let asset = Asset::new(arn, name)
        .status(algorithm.algorithm_status.as_deref())
        .created(algorithm.creation_time.as_deref())
        .properties(Properties::default().record(algorithm).record(&detail));
    match detail {
        Some(detail) => set_up(asset, detail),
        None => asset,
    }
}

fn set_up(asset: Asset, algorithm: &AlgorithmDetail) -> Asset {
    let training = algorithm.training_specification.as_ref();
    let data = training.and_then(|it| it.additional_s3_data_source.as_ref());
    let validation = algorithm.validation_specification.as_ref();
    asset
        .relation(
            "container-image",
            training.and_then(|it| it.training_image.as_deref()),
        )
        .relation("input-s3", data.and_then(|it| it.s3_uri.as_deref()))
        .edges(specification(algorithm.inference_specification.as_ref()))
        .relation(
            "role",
            validation.and_then(|it| it.validation_role.as_deref()),
        )
}

#[cfg(test)]
mod tests {
    use serde_json::{from_value, json};

    use super::*;

    #[test]
    fn everything_aws_says_is_mapped() {
        let summary = json!({
            "algorithm_name": "Trees",
            "algorithm_arn": "arn:aws:sagemaker:us-east-1:111122223333:algorithm/trees",
            "algorithm_description": "Boosted",
            "creation_time": "2026-03-01T08:00:00Z",
            "algorithm_status": "Completed",
        });
        let detail = json!({
            "algorithm_name": "Trees",
            "training_specification": {
                "training_image": "111122223333.dkr.ecr.us-east-1.amazonaws.com/trees:train",
                "supported_hyper_parameters": [],
                "supported_training_instance_types": ["ml.m5.large"],
                "metric_definitions": [],
                "training_channels": [],
                "supported_tuning_job_objective_metrics": [],
                "additional_s3_data_source": {"s3_uri": "s3://weights"},
            },
            "inference_specification": {
                "containers": [{
                    "image": "111122223333.dkr.ecr.us-east-1.amazonaws.com/trees:serve",
                    "environment": [],
                    "additional_model_data_sources": [],
                }],
                "supported_transform_instance_types": [],
                "supported_realtime_inference_instance_types": [],
                "supported_content_types": [],
                "supported_response_mime_types": [],
            },
            "validation_specification": {"validation_role": "arn:aws:iam::111122223333:role/validation", "validation_profiles": []},
        });
        let asset = asset(
            &from_value(summary).unwrap(),
            Some(&from_value(detail).unwrap()),
        );
        insta::assert_snapshot!(asset, @r#"
        Trees: arn:aws:sagemaker:us-east-1:111122223333:algorithm/trees
        status: Completed
        created: 2026-03-01T08:00:00Z
        container-image -> 111122223333.dkr.ecr.us-east-1.amazonaws.com/trees:train
        input-s3 -> s3://weights
        container-image -> 111122223333.dkr.ecr.us-east-1.amazonaws.com/trees:serve
        role -> arn:aws:iam::111122223333:role/validation
        algorithm_arn = "arn:aws:sagemaker:us-east-1:111122223333:algorithm/trees"
        algorithm_description = "Boosted"
        algorithm_name = "Trees"
        algorithm_status = "Completed"
        creation_time = "2026-03-01T08:00:00Z"
        inference_specification = {"containers":[{"additional_model_data_sources":[],"environment":[],"image":"111122223333.dkr.ecr.us-east-1.amazonaws.com/trees:serve"}],"supported_content_types":[],"supported_realtime_inference_instance_types":[],"supported_response_mime_types":[],"supported_transform_instance_types":[]}
        training_specification = {"additional_s3_data_source":{"s3_uri":"s3://weights"},"metric_definitions":[],"supported_hyper_parameters":[],"supported_training_instance_types":["ml.m5.large"],"supported_tuning_job_objective_metrics":[],"training_channels":[],"training_image":"111122223333.dkr.ecr.us-east-1.amazonaws.com/trees:train"}
        validation_specification = {"validation_profiles":[],"validation_role":"arn:aws:iam::111122223333:role/validation"}
        "#);
    }
}
