//! The kinds of resources of `SageMaker`: what the model does not say of each.

use serde_json::{Map, Value};

use crate::estate::Shape;
use crate::modelled::Kind;

/// What most kinds have alike: `EndpointName` and `EndpointArn`, `CreationTime` and `LastModifiedTime`.
const PLAIN: Kind = Kind {
    service: "sagemaker",
    arn_service: "sagemaker",
    modified: "LastModifiedTime",
    status: "Status",
    ..Kind::PLAIN
};

const fn shape(aliases: &'static [&'static str]) -> Shape {
    Shape {
        created: "CreationTime",
        aliases,
        version: None,
    }
}

/// A kind whose members are called after it: its name, what its operations call it, and the type in its ARN.
macro_rules! kind {
    ($name:literal, $kind:literal, $arn:literal $(, $field:ident: $value:expr)*) => {
        Kind {
            $($field: $value,)*
            ..Kind {
                name: $name,
                list: concat!("List", $kind, "s"),
                describe: concat!("Describe", $kind),
                ids: &[(concat!($kind, "Name"), concat!($kind, "Name"))],
                shape: shape(&[concat!($kind, "Arn"), concat!($kind, "Name")]),
                title: concat!($kind, "Name"),
                status: concat!($kind, "Status"),
                made: &[(concat!($kind, "Arn"), concat!($arn, "/{", $kind, "Name}"))],
                ..PLAIN
            }
        }
    };
}

/// A definition of a monitoring job: all four have the same members, and other names for them in their lists.
macro_rules! job_definition {
    ($name:literal, $kind:literal, $arn:literal) => {
        kind!($name, $kind, $arn,
            ids: &[("JobDefinitionName", "JobDefinitionName")],
            shape: shape(&["JobDefinitionArn", "JobDefinitionName"]),
            title: "JobDefinitionName",
            made: &[("JobDefinitionArn", concat!($arn, "/{JobDefinitionName}"))],
            renamed: &[
                ("MonitoringJobDefinitionName", "JobDefinitionName"),
                ("MonitoringJobDefinitionArn", "JobDefinitionArn"),
            ]
        )
    };
}

/// Every other package is a version in a group, with the group's name in the place of its own.
fn vary_package(number: usize, fields: &mut Map<String, Value>) {
    if !number.is_multiple_of(2) {
        fields.remove("ModelPackageGroupName");
        fields.remove("ModelPackageVersion");
        return;
    }
    let text = |name: &str| fields.get(name).and_then(Value::as_str).map(str::to_owned);
    let (Some(arn), Some(name)) = (text("ModelPackageArn"), text("ModelPackageGroupName")) else {
        return;
    };
    let place = arn.split('/').next().unwrap_or_default();
    fields.insert(
        "ModelPackageArn".to_owned(),
        format!("{place}/{name}/1").into(),
    );
    fields.insert("ModelPackageVersion".to_owned(), 1.into());
    fields.insert("ModelPackageName".to_owned(), name.into());
}

/// An app belongs to a user or to a space.
fn vary_app(number: usize, fields: &mut Map<String, Value>) {
    let other = if number.is_multiple_of(2) {
        "SpaceName"
    } else {
        "UserProfileName"
    };
    fields.remove(other);
}

/// What says how much of an answer is wanted: all of it.
const ALL_DATA: (&str, &[&str]) = ("IncludedData", &["AllData"]);

const OWN_ACCOUNT: (&str, &[&str]) = ("CrossAccountFilterOption", &["SameAccount"]);

#[rustfmt::skip]
pub(super) static KINDS: &[Kind] = &[
    kind!("endpoint", "Endpoint", "endpoint"),
    kind!("endpoint_config", "EndpointConfig", "endpoint-config"),
    kind!("model", "Model", "model"),
    kind!("model_package_group", "ModelPackageGroup", "model-package-group", options: &[OWN_ACCOUNT]),
    // Versions in a group have no name of their own; without a group, the list has the others unless asked for all.
    kind!("model_package", "ModelPackage", "model-package",
        vary: vary_package,
        options: &[ALL_DATA, ("ModelPackageType", &["Versioned", "Unversioned", "Both"])],
        keeps: |document, record| {
            let is_versioned = record.field("ModelPackageVersion").is_some();
            match document.get("ModelPackageType").and_then(Value::as_str) {
                Some("Both") => true,
                Some("Versioned") => is_versioned,
                None if document.contains_key("ModelPackageGroupName") => is_versioned,
                _ => !is_versioned,
            }
        }),
    kind!("training_job", "TrainingJob", "training-job", filters: &[("WarmPoolStatusEquals", "WarmPoolStatus.Status")]),
    kind!("processing_job", "ProcessingJob", "processing-job"),
    kind!("transform_job", "TransformJob", "transform-job"),
    kind!("hyper_parameter_tuning_job", "HyperParameterTuningJob", "hyper-parameter-tuning-job",
        made: &[("HyperParameterTuningJobName", "tuning-{#6}"),
            ("HyperParameterTuningJobArn", "hyper-parameter-tuning-job/{HyperParameterTuningJobName}")]),
    kind!("auto_ml_job", "AutoMLJob", "automl-job", describe: "DescribeAutoMLJobV2"),
    kind!("compilation_job", "CompilationJob", "compilation-job"),
    kind!("labeling_job", "LabelingJob", "labeling-job"),
    kind!("optimization_job", "OptimizationJob", "optimization-job",
        filters: &[("OptimizationContains", "OptimizationTypes")]),
    kind!("inference_recommendations_job", "InferenceRecommendationsJob", "inference-recommendations-job",
        ids: &[("JobName", "JobName")], shape: shape(&["JobArn", "JobName"]), title: "JobName", status: "Status",
        made: &[("JobArn", "inference-recommendations-job/{JobName}")]),
    kind!("notebook_instance", "NotebookInstance", "notebook-instance",
        filters: &[("AdditionalCodeRepositoryEquals", "AdditionalCodeRepositories")]),
    kind!("notebook_instance_lifecycle_config", "NotebookInstanceLifecycleConfig",
        "notebook-instance-lifecycle-config"),
    kind!("domain", "Domain", "domain", ids: &[("DomainId", "DomainId")], shape: shape(&["DomainArn", "DomainId"]),
        status: "Status", made: &[("DomainId", "d-{#12}"), ("DomainArn", "domain/{DomainId}")]),
    kind!("user_profile", "UserProfile", "user-profile", parent: Some(("DomainId", "domain")),
        ids: &[("DomainId", "DomainId"), ("UserProfileName", "UserProfileName")], status: "Status",
        shape: shape(&["UserProfileArn", "DomainId/UserProfileName"]),
        made: &[("UserProfileArn", "user-profile/{DomainId}/{UserProfileName}")]),
    kind!("space", "Space", "space", parent: Some(("DomainId", "domain")),
        ids: &[("DomainId", "DomainId"), ("SpaceName", "SpaceName")], status: "Status",
        shape: shape(&["SpaceArn", "DomainId/SpaceName"]),
        made: &[("SpaceArn", "space/{DomainId}/{SpaceName}")]),
    kind!("app", "App", "app", parent: Some(("DomainId", "domain")), status: "Status", vary: vary_app,
        ids: &[("DomainId", "DomainId"), ("UserProfileName", "UserProfileName"), ("SpaceName", "SpaceName"),
            ("AppType", "AppType"), ("AppName", "AppName")],
        shape: shape(&["AppArn", "DomainId/UserProfileName/AppType/AppName", "DomainId/SpaceName/AppType/AppName"]),
        made: &[("AppArn", "app/{DomainId}/{AppName}")]),
    kind!("app_image_config", "AppImageConfig", "app-image-config"),
    kind!("studio_lifecycle_config", "StudioLifecycleConfig", "studio-lifecycle-config",
        filters: &[("AppTypeEquals", "StudioLifecycleConfigAppType")]),
    kind!("pipeline", "Pipeline", "pipeline", refused: &["PipelineVersionId", "PipelineVersionAlias"]),
    kind!("feature_group", "FeatureGroup", "feature-group", refused: &["NextToken"],
        filters: &[("OfflineStoreStatusEquals", "OfflineStoreStatus.Status")]),
    kind!("cluster", "Cluster", "cluster", made: &[("ClusterArn", "cluster/{#12}")],
        filters: &[("TrainingPlanArn", "TrainingPlanArns")]),
    kind!("hub", "Hub", "hub"),
    kind!("monitoring_schedule", "MonitoringSchedule", "monitoring-schedule"),
    job_definition!("data_quality_job_definition", "DataQualityJobDefinition", "data-quality-job-definition"),
    job_definition!("model_bias_job_definition", "ModelBiasJobDefinition", "model-bias-job-definition"),
    job_definition!("model_quality_job_definition", "ModelQualityJobDefinition", "model-quality-job-definition"),
    job_definition!("model_explainability_job_definition", "ModelExplainabilityJobDefinition",
        "model-explainability-job-definition"),
    kind!("model_card", "ModelCard", "model-card", options: &[ALL_DATA], refused: &["ModelCardVersion"]),
    kind!("experiment", "Experiment", "experiment", renamed: &[("ExperimentSource", "Source")]),
    kind!("trial", "Trial", "experiment-trial", renamed: &[("TrialSource", "Source")],
        refused: &["TrialComponentName"]),
    kind!("mlflow_tracking_server", "MlflowTrackingServer", "mlflow-tracking-server",
        ids: &[("TrackingServerName", "TrackingServerName")], title: "TrackingServerName",
        shape: shape(&["TrackingServerArn", "TrackingServerName"]), status: "TrackingServerStatus",
        made: &[("TrackingServerArn", "mlflow-tracking-server/{TrackingServerName}")]),
    kind!("mlflow_app", "MlflowApp", "mlflow-app", ids: &[("Arn", "Arn")], title: "Name", status: "Status",
        shape: shape(&["Arn"]), made: &[("Arn", "mlflow-app/app-{#12}")],
        filters: &[("DefaultForDomainId", "DefaultDomainIdList")]),
    kind!("inference_component", "InferenceComponent", "inference-component"),
    kind!("inference_experiment", "InferenceExperiment", "inference-experiment", ids: &[("Name", "Name")],
        title: "Name", status: "Status", shape: shape(&["Arn", "Name"]),
        made: &[("Arn", "inference-experiment/{Name}")]),
    kind!("image", "Image", "image"),
    kind!("project", "Project", "project"),
    kind!("code_repository", "CodeRepository", "code-repository", list: "ListCodeRepositories"),
    kind!("algorithm", "Algorithm", "algorithm"),
    kind!("workteam", "Workteam", "workteam/private-crowd", modified: "LastUpdatedDate",
        shape: Shape { created: "CreateDate", ..shape(&["WorkteamArn", "WorkteamName"]) }),
    kind!("artifact", "Artifact", "artifact", ids: &[("ArtifactArn", "ArtifactArn")], shape: shape(&["ArtifactArn"]),
        made: &[("ArtifactArn", "artifact/{#32}")], filters: &[("SourceUri", "Source.SourceUri")]),
    kind!("flow_definition", "FlowDefinition", "flow-definition"),
    kind!("partner_app", "PartnerApp", "partner-app", ids: &[("Arn", "Arn")], title: "Name", status: "Status",
        shape: shape(&["Arn"]), made: &[("Arn", "partner-app/app-{#12}")], refused: &["IncludeAvailableUpgrade"]),
    kind!("training_plan", "TrainingPlan", "training-plan", status: "Status",
        shape: Shape { created: "StartTime", ..shape(&["TrainingPlanArn", "TrainingPlanName"]) },
        refused: &["Filters"]),
];
