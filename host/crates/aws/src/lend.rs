//! Which interfaces of the WIT a session offers.

use opencite_bindings::Lend;
use opencite_bindings::aws::{cloudtrail, cloudwatch, logs, requests, sts};
use opencite_core::IamAction;
use wasmtime::component::{HasSelf, Linker};

use crate::session::Session;

impl Lend for Session {
    fn lend<T: Send + 'static>(
        linker: &mut Linker<T>,
        interface: &str,
        session: fn(&mut T) -> &mut Self,
    ) -> wasmtime::Result<bool> {
        match interface.split_once('/') {
            Some(("opencite:aws-cloudtrail", "events")) => {
                cloudtrail::add_to_linker::<T, HasSelf<Self>>(linker, session).map(|()| true)
            }
            Some(("opencite:aws-cloudwatch", "metrics")) => {
                cloudwatch::add_to_linker::<T, HasSelf<Self>>(linker, session).map(|()| true)
            }
            Some(("opencite:aws-logs", "model-invocations")) => {
                logs::add_to_linker::<T, HasSelf<Self>>(linker, session).map(|()| true)
            }
            Some(("opencite:aws-request", "requests")) => {
                requests::add_to_linker::<T, HasSelf<Self>>(linker, session).map(|()| true)
            }
            Some(("opencite:aws-sts", "sts")) => {
                sts::add_to_linker::<T, HasSelf<Self>>(linker, session).map(|()| true)
            }
            #[cfg(feature = "agentcore")]
            Some(("opencite:aws-bedrock-agentcore", family)) => {
                lend_agentcore(linker, family, session)
            }
            #[cfg(feature = "bedrock")]
            Some(("opencite:aws-bedrock", family)) => lend_bedrock(linker, family, session),
            #[cfg(feature = "sagemaker")]
            Some(("opencite:aws-sagemaker", family)) => lend_sagemaker(linker, family, session),
            _ => Ok(false),
        }
    }

    fn has_action(action: &IamAction) -> bool {
        crate::requests::has_action(action)
    }
}

/// Links one interface of a service, by the name of its family.
macro_rules! lend_service {
    ($name:ident, $service:ident { $($family:literal = $module:ident,)* }) => {
        fn $name<T: Send + 'static>(
            linker: &mut Linker<T>,
            family: &str,
            session: fn(&mut T) -> &mut Session,
        ) -> wasmtime::Result<bool> {
            match family {
                $($family => opencite_bindings::aws::$service::$module::add_to_linker::<T, HasSelf<Session>>(linker, session)?,)*
                _ => return Ok(false),
            }
            Ok(true)
        }
    };
}

#[cfg(feature = "agentcore")]
lend_service! { lend_agentcore, agentcore {
    // generated: agentcore
    "agent-runtimes" = agent_runtimes,
    "browser-profiles" = browser_profiles,
    "browsers" = browsers,
    "capacity-providers" = capacity_providers,
    "code-interpreters" = code_interpreters,
    "configuration-bundles" = configuration_bundles,
    "consent-portals" = consent_portals,
    "credential-providers" = credential_providers,
    "datasets" = datasets,
    "evaluators" = evaluators,
    "gateways" = gateways,
    "harnesses" = harnesses,
    "memories" = memories,
    "online-evaluation-configs" = online_evaluation_configs,
    "payment-managers" = payment_managers,
    "policy-engines" = policy_engines,
    "registries" = registries,
    "token-vaults" = token_vaults,
    "workload-identities" = workload_identities,
    // end: agentcore
}}

#[cfg(feature = "bedrock")]
lend_service! { lend_bedrock, bedrock {
    "automated-reasoning-policies" = automated_reasoning_policies,
    "copy-jobs" = copy_jobs,
    "custom-model-deployments" = custom_model_deployments,
    "custom-models" = custom_models,
    "customization-jobs" = customization_jobs,
    "enforced-guardrails" = enforced_guardrails,
    "evaluation-jobs" = evaluation_jobs,
    "foundation-models" = foundation_models,
    "guardrails" = guardrails,
    "import-jobs" = import_jobs,
    "imported-models" = imported_models,
    "inference-profiles" = inference_profiles,
    "invocation-jobs" = invocation_jobs,
    "invocation-logging" = invocation_logging,
    "marketplace-endpoints" = marketplace_endpoints,
    "prompt-optimization-jobs" = prompt_optimization_jobs,
    "prompt-routers" = prompt_routers,
    "provisioned-throughputs" = provisioned_throughputs,
    "tagging" = tagging,
}}

#[cfg(feature = "sagemaker")]
lend_service! { lend_sagemaker, sagemaker {
    // generated: sagemaker
    "algorithms" = algorithms,
    "app-image-configs" = app_image_configs,
    "apps" = apps,
    "artifacts" = artifacts,
    "auto-ml-jobs" = auto_ml_jobs,
    "clusters" = clusters,
    "code-repositories" = code_repositories,
    "compilation-jobs" = compilation_jobs,
    "data-quality-job-definitions" = data_quality_job_definitions,
    "domains" = domains,
    "endpoint-configs" = endpoint_configs,
    "endpoints" = endpoints,
    "experiments" = experiments,
    "feature-groups" = feature_groups,
    "flow-definitions" = flow_definitions,
    "hubs" = hubs,
    "hyper-parameter-tuning-jobs" = hyper_parameter_tuning_jobs,
    "images" = images,
    "inference-components" = inference_components,
    "inference-experiments" = inference_experiments,
    "inference-recommendations-jobs" = inference_recommendations_jobs,
    "labeling-jobs" = labeling_jobs,
    "mlflow-apps" = mlflow_apps,
    "mlflow-tracking-servers" = mlflow_tracking_servers,
    "model-bias-job-definitions" = model_bias_job_definitions,
    "model-cards" = model_cards,
    "model-explainability-job-definitions" = model_explainability_job_definitions,
    "model-package-groups" = model_package_groups,
    "model-packages" = model_packages,
    "model-quality-job-definitions" = model_quality_job_definitions,
    "models" = models,
    "monitoring-schedules" = monitoring_schedules,
    "notebook-instance-lifecycle-configs" = notebook_instance_lifecycle_configs,
    "notebook-instances" = notebook_instances,
    "optimization-jobs" = optimization_jobs,
    "partner-apps" = partner_apps,
    "pipelines" = pipelines,
    "processing-jobs" = processing_jobs,
    "projects" = projects,
    "spaces" = spaces,
    "studio-lifecycle-configs" = studio_lifecycle_configs,
    "training-jobs" = training_jobs,
    "training-plans" = training_plans,
    "transform-jobs" = transform_jobs,
    "trials" = trials,
    "user-profiles" = user_profiles,
    "workteams" = workteams,
    // end: sagemaker
}}
