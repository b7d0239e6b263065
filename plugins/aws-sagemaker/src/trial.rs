//! Trials: single attempts of an experiment. Only a description tells of which.

use opencite_plugin_sdk::aws::sagemaker::trials::{
    TrialDetail, TrialSummary, describe_trial, list_trials,
};
use opencite_plugin_sdk::{
    Asset, AssetKind, Description, Properties, Scope, list_and_describe, try_list_and_describe,
};

use crate::arn::sibling;
use crate::shapes::maker;

pub(crate) const KIND: AssetKind = AssetKind {
    name: "trial",
    title: "Trials",
    scope: Scope::Regional,
    discover: |_| list_and_describe(&list_trials(), &DESCRIPTION),
    verify: || try_list_and_describe(&list_trials(), &DESCRIPTION),
};

const DESCRIPTION: Description<TrialSummary, TrialDetail> = Description {
    actions: ["sagemaker:ListTrials", "sagemaker:DescribeTrial"],
    id: |trial| trial.trial_arn.as_deref().unwrap_or_default(),
    key: |trial| trial.trial_name.clone().unwrap_or_default(),
    describe: describe_trial,
    asset,
};

fn asset(trial: &TrialSummary, detail: Option<&TrialDetail>) -> Asset {
    let arn = trial.trial_arn.as_deref().unwrap_or_default();
    let name = trial.trial_name.as_deref().unwrap_or_default();
    let experiment = detail.and_then(|it| it.experiment_name.as_deref());
    let experiment = sibling(arn, "experiment", experiment);
    let source = trial.trial_source.as_ref();
    Asset::new(arn, name)
        .created(trial.creation_time.as_deref())
        .modified(trial.last_modified_time.as_deref())
        .relation("experiment", experiment.as_deref())
        .relation(
            "generated-by",
            source.and_then(|it| it.source_arn.as_deref()),
        )
        .relation(
            "user-profile",
            detail.and_then(|it| maker(it.created_by.as_ref())),
        )
        .properties(Properties::default().record(trial).record(&detail))
}

#[cfg(test)]
mod tests {
    use serde_json::{from_value, json};

    use super::*;

    #[test]
    fn everything_aws_says_is_mapped() {
        let summary = json!({
            "trial_arn": "arn:aws:sagemaker:us-east-1:111122223333:experiment-trial/churn-1",
            "trial_name": "Churn-1",
            "display_name": "First",
            "trial_source": {"source_arn": "arn:aws:sagemaker:us-east-1:111122223333:training-job/churn-1", "source_type": "SageMakerTrainingJob"},
            "creation_time": "2026-03-01T08:00:00Z",
            "last_modified_time": "2026-03-02T09:30:00Z",
        });
        let detail = json!({
            "trial_name": "Churn-1",
            "experiment_name": "Churn",
            "created_by": {"user_profile_arn": "arn:aws:sagemaker:us-east-1:111122223333:user-profile/d-1/ana"},
            "metadata_properties": {"commit_id": "4f1e"},
        });
        let asset = asset(
            &from_value(summary).unwrap(),
            Some(&from_value(detail).unwrap()),
        );
        insta::assert_snapshot!(asset, @r#"
        Churn-1: arn:aws:sagemaker:us-east-1:111122223333:experiment-trial/churn-1
        created: 2026-03-01T08:00:00Z
        modified: 2026-03-02T09:30:00Z
        experiment -> arn:aws:sagemaker:us-east-1:111122223333:experiment/churn
        generated-by -> arn:aws:sagemaker:us-east-1:111122223333:training-job/churn-1
        user-profile -> arn:aws:sagemaker:us-east-1:111122223333:user-profile/d-1/ana
        created_by = {"user_profile_arn":"arn:aws:sagemaker:us-east-1:111122223333:user-profile/d-1/ana"}
        creation_time = "2026-03-01T08:00:00Z"
        display_name = "First"
        experiment_name = "Churn"
        last_modified_time = "2026-03-02T09:30:00Z"
        metadata_properties = {"commit_id":"4f1e"}
        trial_arn = "arn:aws:sagemaker:us-east-1:111122223333:experiment-trial/churn-1"
        trial_name = "Churn-1"
        trial_source = {"source_arn":"arn:aws:sagemaker:us-east-1:111122223333:training-job/churn-1","source_type":"SageMakerTrainingJob"}
        "#);
    }
}
