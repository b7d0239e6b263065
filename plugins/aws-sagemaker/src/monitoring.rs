//! What the four kinds of monitoring, and the schedules, have in common: what is watched, and where the findings go.

use opencite_plugin_sdk::Asset;
use opencite_plugin_sdk::aws::sagemaker::shapes::{
    BatchTransformInput, EndpointInput, MonitoringConstraintsResource,
    MonitoringGroundTruthS3Input, MonitoringJobDefinitionSummary, MonitoringNetworkConfig,
    MonitoringOutputConfig, MonitoringResources, MonitoringStatisticsResource,
};

use crate::arn::sibling;
use crate::shapes::{Edge, network};

/// What a definition watches, and how.
pub(crate) struct Monitoring<'a> {
    pub(crate) role: Option<&'a str>,
    pub(crate) image: Option<&'a str>,
    pub(crate) endpoint: Option<&'a EndpointInput>,
    pub(crate) transform: Option<&'a BatchTransformInput>,
    pub(crate) ground_truth: Option<&'a MonitoringGroundTruthS3Input>,
    pub(crate) baselining_job: Option<&'a str>,
    pub(crate) constraints: Option<&'a MonitoringConstraintsResource>,
    pub(crate) statistics: Option<&'a MonitoringStatisticsResource>,
    /// Scripts and configurations of the analysis.
    pub(crate) scripts: [Option<&'a str>; 2],
    pub(crate) output: Option<&'a MonitoringOutputConfig>,
    pub(crate) resources: Option<&'a MonitoringResources>,
    pub(crate) network: Option<&'a MonitoringNetworkConfig>,
}

/// A definition as it is listed.
pub(crate) fn definition(definition: &MonitoringJobDefinitionSummary) -> Asset {
    let arn = arn(definition);
    let name = definition.monitoring_job_definition_name.as_deref();
    let endpoint = sibling(arn, "endpoint", definition.endpoint_name.as_deref());
    Asset::new(arn, name.unwrap_or_default())
        .created(definition.creation_time.as_deref())
        .relation("endpoint", endpoint.as_deref())
}

/// The ARN of a definition.
pub(crate) fn arn(definition: &MonitoringJobDefinitionSummary) -> &str {
    let arn = definition.monitoring_job_definition_arn.as_deref();
    arn.unwrap_or_default()
}

/// The name of a definition.
pub(crate) fn name(definition: &MonitoringJobDefinitionSummary) -> String {
    let name = definition.monitoring_job_definition_name.as_ref();
    name.cloned().unwrap_or_default()
}

/// Everything that a definition names.
pub(crate) fn set_up(asset: Asset, own: &str, it: &Monitoring<'_>) -> Asset {
    let job = sibling(own, "processing-job", it.baselining_job);
    asset
        .relation("role", it.role)
        .relation("container-image", it.image)
        .relation("endpoint", watched(own, it.endpoint).as_deref())
        .relation("processing-job", job.as_deref())
        .relations("input-s3", inputs(it))
        .edges(findings(it.output))
        .relation("kms-key", volume_key(it.resources))
        .edges(network(it.network.and_then(|it| it.vpc_config.as_ref())))
}

/// The endpoint that is watched.
pub(crate) fn watched(own: &str, input: Option<&EndpointInput>) -> Option<String> {
    sibling(own, "endpoint", input?.endpoint_name.as_deref())
}

fn inputs<'a>(it: &Monitoring<'a>) -> impl Iterator<Item = &'a str> {
    let captured = it.transform.and_then(captured);
    let truth = it.ground_truth.and_then(|it| it.s3_uri.as_deref());
    let constraints = it.constraints.and_then(|it| it.s3_uri.as_deref());
    let statistics = it.statistics.and_then(|it| it.s3_uri.as_deref());
    let inputs = [captured, truth, constraints, statistics];
    inputs.into_iter().chain(it.scripts).flatten()
}

/// What batch transforms have captured.
pub(crate) fn captured(input: &BatchTransformInput) -> Option<&str> {
    input.data_captured_destination_s3_uri.as_deref()
}

/// Where the findings go.
pub(crate) fn findings(config: Option<&MonitoringOutputConfig>) -> impl Iterator<Item = Edge<'_>> {
    config.into_iter().flat_map(|config| {
        let outputs = config.monitoring_outputs.iter();
        let outputs = outputs.filter_map(|it| it.s3_output.as_ref()?.s3_uri.as_deref());
        let key = config.kms_key_id.as_deref();
        outputs
            .map(|uri| ("output-s3", uri))
            .chain(key.map(|id| ("kms-key", id)))
    })
}

/// The key of the volumes that the analysis works on.
pub(crate) fn volume_key(resources: Option<&MonitoringResources>) -> Option<&str> {
    let cluster = resources?.cluster_config.as_ref()?;
    cluster.volume_kms_key_id.as_deref()
}
