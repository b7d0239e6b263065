//! Where in a bill of materials an asset goes, by its type.

use opencite_core::AssetRecord;

/// Where an asset goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// A component.
    Component(ComponentKind),
    /// Something that answers calls.
    Service,
    /// A process that made or judged something.
    Workflow(Task),
}

/// What kind of component, in the words of `CycloneDX`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ComponentKind {
    /// A model.
    Model,
    /// Data of one of the kinds that `CycloneDX` tells apart.
    Data(&'static str),
    /// What other software runs in.
    Platform,
    /// An image of a container.
    Container,
    /// Anything else.
    Application,
}

/// What a workflow is for, in the words of `CycloneDX`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Task {
    /// It makes something.
    Build,
    /// It judges something.
    Test,
    /// It moves something.
    Copy,
    /// Anything else.
    Other,
}

const DATASET: &str = "dataset";
const CONFIGURATION: &str = "configuration";
const OTHER: &str = "other";

/// Where an asset goes. A type that is not known here, of a plugin of somebody else, is an application: the kind that
/// `CycloneDX` says least about.
pub(super) fn of(asset: &AssetRecord) -> Place {
    use ComponentKind::{Application, Container, Data, Model, Platform};
    match asset.unit.asset_type.as_str() {
        "model" | "custom_model" | "imported_model" | "model_package" => Place::Component(Model),
        "dataset" | "dataset_version" | "feature_group" => Place::Component(Data(DATASET)),
        "code_repository" => Place::Component(Data("source-code")),
        "model_card"
        | "model_package_group"
        | "hub"
        | "registry"
        | "registry_record"
        | "experiment"
        | "trial"
        | "project" => Place::Component(Data("definition")),
        "memory" | "artifact" | "user_profile" | "workteam" | "workload_identity"
        | "token_vault" => Place::Component(Data(OTHER)),
        "image" => Place::Component(Container),
        "domain" | "space" | "app" | "cluster" | "notebook_instance" | "browser"
        | "code_interpreter" | "capacity_provider" | "training_plan" => Place::Component(Platform),
        kind if is_service(kind) => Place::Service,
        kind if is_configuration(kind) => Place::Component(Data(CONFIGURATION)),
        kind if kind.ends_with("_job") => Place::Workflow(task(kind)),
        "pipeline"
        | "inference_experiment"
        | "monitoring_schedule"
        | "online_evaluation_config" => Place::Workflow(Task::Other),
        _ => Place::Component(Application),
    }
}

/// What has an address to call, or is capacity behind one.
fn is_service(kind: &str) -> bool {
    matches!(
        kind,
        "endpoint"
            | "inference_component"
            | "marketplace_endpoint"
            | "custom_model_deployment"
            | "provisioned_throughput"
            | "inference_profile"
            | "prompt_router"
            | "agent_runtime"
            | "agent_runtime_endpoint"
            | "harness"
            | "harness_endpoint"
            | "gateway"
            | "gateway_target"
            | "mlflow_tracking_server"
            | "mlflow_app"
            | "partner_app"
            | "payment_manager"
            | "payment_connector"
            | "consent_portal"
    )
}

fn is_configuration(kind: &str) -> bool {
    let named = matches!(
        kind,
        "guardrail"
            | "enforced_guardrail"
            | "automated_reasoning_policy"
            | "policy"
            | "policy_engine"
            | "evaluator"
            | "gateway_rule"
            | "gateway_rate_limit"
            | "flow_definition"
            | "browser_profile"
            | "configuration_bundle"
            | "configuration_bundle_version"
            | "agent_runtime_version"
            | "harness_version"
            | "model_invocation_logging"
    );
    let endings = ["_config", "_definition", "_credential_provider"];
    named
        || endings.iter().any(|ending| kind.ends_with(ending)) && kind != "online_evaluation_config"
}

fn task(kind: &str) -> Task {
    match kind {
        "evaluation_job" | "inference_recommendations_job" => Task::Test,
        "model_copy_job" | "model_import_job" => Task::Copy,
        "training_job"
        | "hyper_parameter_tuning_job"
        | "auto_ml_job"
        | "compilation_job"
        | "optimization_job"
        | "model_customization_job"
        | "prompt_optimization_job" => Task::Build,
        _ => Task::Other,
    }
}

impl ComponentKind {
    /// The word of `CycloneDX`.
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Model => "machine-learning-model",
            Self::Data(_) => "data",
            Self::Platform => "platform",
            Self::Container => "container",
            Self::Application => "application",
        }
    }
}

impl Task {
    /// The word of `CycloneDX`.
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Build => "build",
            Self::Test => "test",
            Self::Copy => "copy",
            Self::Other => "other",
        }
    }
}
