//! Experiments: attempts at one question.

use opencite_plugin_sdk::aws::sagemaker::experiments::{
    ExperimentDetail, ExperimentSummary, describe_experiment, list_experiments,
};
use opencite_plugin_sdk::{
    Asset, AssetKind, Description, Properties, Scope, list_and_describe, try_list_and_describe,
};

use crate::shapes::maker;

pub(crate) const KIND: AssetKind = AssetKind {
    name: "experiment",
    title: "Experiments",
    scope: Scope::Regional,
    discover: |_| list_and_describe(&list_experiments(), &DESCRIPTION),
    verify: || try_list_and_describe(&list_experiments(), &DESCRIPTION),
};

const DESCRIPTION: Description<ExperimentSummary, ExperimentDetail> = Description {
    actions: ["sagemaker:ListExperiments", "sagemaker:DescribeExperiment"],
    id: |experiment| experiment.experiment_arn.as_deref().unwrap_or_default(),
    key: |experiment| experiment.experiment_name.clone().unwrap_or_default(),
    describe: describe_experiment,
    asset,
};

fn asset(experiment: &ExperimentSummary, detail: Option<&ExperimentDetail>) -> Asset {
    let arn = experiment.experiment_arn.as_deref().unwrap_or_default();
    let name = experiment.experiment_name.as_deref().unwrap_or_default();
    let source = experiment.experiment_source.as_ref();
    Asset::new(arn, name)
        .created(experiment.creation_time.as_deref())
        .modified(experiment.last_modified_time.as_deref())
        .relation(
            "generated-by",
            source.and_then(|it| it.source_arn.as_deref()),
        )
        .relation(
            "user-profile",
            detail.and_then(|it| maker(it.created_by.as_ref())),
        )
        .properties(Properties::default().record(experiment).record(&detail))
}

#[cfg(test)]
mod tests {
    use serde_json::{from_value, json};

    use super::*;

    #[test]
    fn everything_aws_says_is_mapped() {
        let summary = json!({
            "experiment_arn": "arn:aws:sagemaker:us-east-1:111122223333:experiment/churn",
            "experiment_name": "Churn",
            "display_name": "Churn",
            "experiment_source": {"source_arn": "arn:aws:sagemaker:us-east-1:111122223333:pipeline/retrain", "source_type": "SageMakerPipeline"},
            "creation_time": "2026-03-01T08:00:00Z",
            "last_modified_time": "2026-03-02T09:30:00Z",
        });
        let detail = json!({
            "experiment_name": "Churn",
            "description": "Who leaves?",
            "created_by": {"user_profile_arn": "arn:aws:sagemaker:us-east-1:111122223333:user-profile/d-1/ana"},
        });
        let asset = asset(
            &from_value(summary).unwrap(),
            Some(&from_value(detail).unwrap()),
        );
        insta::assert_snapshot!(asset, @r#"
        Churn: arn:aws:sagemaker:us-east-1:111122223333:experiment/churn
        created: 2026-03-01T08:00:00Z
        modified: 2026-03-02T09:30:00Z
        generated-by -> arn:aws:sagemaker:us-east-1:111122223333:pipeline/retrain
        user-profile -> arn:aws:sagemaker:us-east-1:111122223333:user-profile/d-1/ana
        created_by = {"user_profile_arn":"arn:aws:sagemaker:us-east-1:111122223333:user-profile/d-1/ana"}
        creation_time = "2026-03-01T08:00:00Z"
        description = "Who leaves?"
        display_name = "Churn"
        experiment_arn = "arn:aws:sagemaker:us-east-1:111122223333:experiment/churn"
        experiment_name = "Churn"
        experiment_source = {"source_arn":"arn:aws:sagemaker:us-east-1:111122223333:pipeline/retrain","source_type":"SageMakerPipeline"}
        last_modified_time = "2026-03-02T09:30:00Z"
        "#);
    }
}
