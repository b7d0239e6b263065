//! What is monitored of what models' answers depend on. Definitions never change.

use opencite_plugin_sdk::aws::sagemaker::model_explainability_job_definitions::{
    ModelExplainabilityJobDefinitionDetail, describe_model_explainability_job_definition,
    list_model_explainability_job_definitions,
};
use opencite_plugin_sdk::aws::sagemaker::shapes::MonitoringJobDefinitionSummary;
use opencite_plugin_sdk::{
    Asset, AssetKind, Description, Properties, Scope, list_and_describe, try_list_and_describe,
};

use crate::monitoring::{self, Monitoring, set_up};

pub(crate) const KIND: AssetKind = AssetKind {
    name: "model_explainability_job_definition",
    title: "Model explainability job definitions",
    scope: Scope::Regional,
    discover: |_| list_and_describe(&list_model_explainability_job_definitions(), &DESCRIPTION),
    verify: || try_list_and_describe(&list_model_explainability_job_definitions(), &DESCRIPTION),
};

const DESCRIPTION: Description<
    MonitoringJobDefinitionSummary,
    ModelExplainabilityJobDefinitionDetail,
> = Description {
    actions: [
        "sagemaker:ListModelExplainabilityJobDefinitions",
        "sagemaker:DescribeModelExplainabilityJobDefinition",
    ],
    id: monitoring::arn,
    key: monitoring::name,
    describe: describe_model_explainability_job_definition,
    asset,
};

fn asset(
    definition: &MonitoringJobDefinitionSummary,
    detail: Option<&ModelExplainabilityJobDefinitionDetail>,
) -> Asset {
    let properties = Properties::default()
        .record(definition)
        .record(&detail)
        .by_name("model_explainability_app_specification.environment");
    let asset = monitoring::definition(definition).properties(properties);
    match detail {
        Some(detail) => set_up(asset, monitoring::arn(definition), &monitoring(detail)),
        None => asset,
    }
}

fn monitoring(definition: &ModelExplainabilityJobDefinitionDetail) -> Monitoring<'_> {
    let app = definition.model_explainability_app_specification.as_ref();
    let input = definition.model_explainability_job_input.as_ref();
    let baseline = definition.model_explainability_baseline_config.as_ref();
    Monitoring {
        role: definition.role_arn.as_deref(),
        image: app.and_then(|it| it.image_uri.as_deref()),
        endpoint: input.and_then(|it| it.endpoint_input.as_ref()),
        transform: input.and_then(|it| it.batch_transform_input.as_ref()),
        ground_truth: None,
        baselining_job: baseline.and_then(|it| it.baselining_job_name.as_deref()),
        constraints: baseline.and_then(|it| it.constraints_resource.as_ref()),
        statistics: None,
        scripts: [app.and_then(|it| it.config_uri.as_deref()), None],
        output: definition.model_explainability_job_output_config.as_ref(),
        resources: definition.job_resources.as_ref(),
        network: definition.network_config.as_ref(),
    }
}

#[cfg(test)]
mod tests;
