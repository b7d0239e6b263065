//! Training plans: machines that are paid for ahead. The listing says all that describing would.

use opencite_plugin_sdk::aws::sagemaker::training_plans::{
    TrainingPlanSummary, list_training_plans,
};
use opencite_plugin_sdk::{Asset, AssetKind, Properties, Scope, list, try_list};

pub(crate) const KIND: AssetKind = AssetKind {
    name: "training_plan",
    title: "Training plans",
    scope: Scope::Regional,
    discover: |_| list(&list_training_plans(), asset),
    verify: || try_list("sagemaker:ListTrainingPlans", &list_training_plans()),
};

fn asset(plan: &TrainingPlanSummary) -> Asset {
    let arn = plan.training_plan_arn.as_deref().unwrap_or_default();
    let reserved = plan.reserved_capacity_summaries.iter();
    let reserved = reserved.filter_map(|it| it.reserved_capacity_arn.as_ref());
    Asset::new(arn, plan.training_plan_name.as_deref().unwrap_or_default())
        .status(plan.status.as_deref())
        .relations("reserved-capacity", reserved)
        .properties(Properties::default().record(plan))
}

#[cfg(test)]
mod tests {
    use serde_json::{from_value, json};

    use super::*;

    #[test]
    fn everything_aws_says_is_mapped() {
        let plan = json!({
            "training_plan_arn": "arn:aws:sagemaker:us-east-1:111122223333:training-plan/p5",
            "training_plan_name": "p5",
            "status": "Scheduled",
            "duration_hours": 48,
            "start_time": "2026-03-01T08:00:00Z",
            "end_time": "2026-03-03T08:00:00Z",
            "upfront_fee": "1000",
            "currency_code": "USD",
            "total_instance_count": 4,
            "target_resources": ["training-job"],
            "reserved_capacity_summaries": [{"reserved_capacity_arn": "arn:aws:sagemaker:us-east-1:111122223333:reserved-capacity/r1", "instance_type": "ml.p5.48xlarge"}],
        });
        insta::assert_snapshot!(asset(&from_value(plan).unwrap()), @r#"
        p5: arn:aws:sagemaker:us-east-1:111122223333:training-plan/p5
        status: Scheduled
        reserved-capacity -> arn:aws:sagemaker:us-east-1:111122223333:reserved-capacity/r1
        currency_code = "USD"
        duration_hours = 48
        end_time = "2026-03-03T08:00:00Z"
        reserved_capacity_summaries = [{"instance_type":"ml.p5.48xlarge","reserved_capacity_arn":"arn:aws:sagemaker:us-east-1:111122223333:reserved-capacity/r1"}]
        start_time = "2026-03-01T08:00:00Z"
        status = "Scheduled"
        target_resources = ["training-job"]
        total_instance_count = 4
        training_plan_arn = "arn:aws:sagemaker:us-east-1:111122223333:training-plan/p5"
        training_plan_name = "p5"
        upfront_fee = "1000"
        "#);
    }
}
