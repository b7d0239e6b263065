//! Monitoring schedules: when the traffic of an endpoint, or the output of batch transforms, is looked into.

use opencite_plugin_sdk::aws::sagemaker::monitoring_schedules::{
    MonitoringAppSpecification, MonitoringBaselineConfig, MonitoringInput, MonitoringJobDefinition,
    MonitoringScheduleDetail, MonitoringScheduleSummary, describe_monitoring_schedule,
    list_monitoring_schedules,
};
use opencite_plugin_sdk::{
    Asset, AssetKind, Description, Properties, Scope, list_and_describe, try_list_and_describe,
};

use crate::arn::sibling;
use crate::monitoring::{captured, findings, volume_key, watched};
use crate::shapes::network;

pub(crate) const KIND: AssetKind = AssetKind {
    name: "monitoring_schedule",
    title: "Monitoring schedules",
    scope: Scope::Regional,
    discover: |_| list_and_describe(&list_monitoring_schedules(), &DESCRIPTION),
    verify: || try_list_and_describe(&list_monitoring_schedules(), &DESCRIPTION),
};

const DESCRIPTION: Description<MonitoringScheduleSummary, MonitoringScheduleDetail> = Description {
    actions: [
        "sagemaker:ListMonitoringSchedules",
        "sagemaker:DescribeMonitoringSchedule",
    ],
    id: |schedule| {
        schedule
            .monitoring_schedule_arn
            .as_deref()
            .unwrap_or_default()
    },
    key: |schedule| {
        schedule
            .monitoring_schedule_name
            .clone()
            .unwrap_or_default()
    },
    describe: describe_monitoring_schedule,
    asset,
};

fn asset(schedule: &MonitoringScheduleSummary, detail: Option<&MonitoringScheduleDetail>) -> Asset {
    let arn = schedule
        .monitoring_schedule_arn
        .as_deref()
        .unwrap_or_default();
    let name = schedule
        .monitoring_schedule_name
        .as_deref()
        .unwrap_or_default();
    let endpoint = sibling(arn, "endpoint", schedule.endpoint_name.as_deref());
    let properties = Properties::default()
        .record(schedule)
        .record(&detail)
        .by_name("monitoring_schedule_config.monitoring_job_definition.environment");
    let asset = Asset::new(arn, name)
        .status(schedule.monitoring_schedule_status.as_deref())
        .created(schedule.creation_time.as_deref())
        .modified(schedule.last_modified_time.as_deref())
        .relation("endpoint", endpoint.as_deref())
        .relation("job-definition", definition(arn, schedule).as_deref())
        .properties(properties);
    match detail {
        Some(detail) => runs(asset, arn, detail),
        None => asset,
    }
}

/// The definition that it runs, of one of four kinds.
fn definition(own: &str, schedule: &MonitoringScheduleSummary) -> Option<String> {
    let kind = match schedule.monitoring_type.as_deref()? {
        "DataQuality" => "data-quality-job-definition",
        "ModelQuality" => "model-quality-job-definition",
        "ModelBias" => "model-bias-job-definition",
        "ModelExplainability" => "model-explainability-job-definition",
        _ => return None,
    };
    sibling(
        own,
        kind,
        schedule.monitoring_job_definition_name.as_deref(),
    )
}

fn runs(asset: Asset, own: &str, schedule: &MonitoringScheduleDetail) -> Asset {
    let last = schedule.last_monitoring_execution_summary.as_ref();
    let asset = asset.relation(
        "processing-job",
        last.and_then(|it| it.processing_job_arn.as_deref()),
    );
    let config = schedule.monitoring_schedule_config.as_ref();
    match config.and_then(|config| config.monitoring_job_definition.as_ref()) {
        Some(definition) => by_itself(asset, own, definition),
        None => asset,
    }
}

/// A schedule that brings its own definition.
fn by_itself(asset: Asset, own: &str, definition: &MonitoringJobDefinition) -> Asset {
    let app = definition.monitoring_app_specification.as_ref();
    let baseline = definition.baseline_config.as_ref();
    let vpc = definition.network_config.as_ref();
    let vpc = vpc.and_then(|it| it.vpc_config.as_ref());
    let inputs = definition.monitoring_inputs.iter();
    let endpoints: Vec<String> = inputs
        .filter_map(|it| watched(own, it.endpoint_input.as_ref()))
        .collect();
    asset
        .relation("role", definition.role_arn.as_deref())
        .relation(
            "container-image",
            app.and_then(|it| it.image_uri.as_deref()),
        )
        .relations("endpoint", &endpoints)
        .relations(
            "input-s3",
            definition.monitoring_inputs.iter().filter_map(transforms),
        )
        .relations("input-s3", baseline.into_iter().flat_map(compared_with))
        .relations("input-s3", app.into_iter().flat_map(scripts))
        .edges(findings(definition.monitoring_output_config.as_ref()))
        .relation(
            "kms-key",
            volume_key(definition.monitoring_resources.as_ref()),
        )
        .edges(network(vpc))
}

fn transforms(input: &MonitoringInput) -> Option<&str> {
    captured(input.batch_transform_input.as_ref()?)
}

fn compared_with(baseline: &MonitoringBaselineConfig) -> impl Iterator<Item = &str> {
    let constraints = baseline.constraints_resource.as_ref();
    let statistics = baseline.statistics_resource.as_ref();
    let constraints = constraints.and_then(|it| it.s3_uri.as_deref());
    let statistics = statistics.and_then(|it| it.s3_uri.as_deref());
    constraints.into_iter().chain(statistics)
}

fn scripts(app: &MonitoringAppSpecification) -> impl Iterator<Item = &str> {
    let before = app.record_preprocessor_source_uri.as_deref();
    let after = app.post_analytics_processor_source_uri.as_deref();
    before.into_iter().chain(after)
}

#[cfg(test)]
mod tests;
