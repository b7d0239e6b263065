//! The asset types of the sample.

/// An asset type: what its ARNs are made of, and the operation that lists it.
pub(crate) struct Kind {
    pub(crate) plugin: &'static str,
    pub(crate) asset_type: &'static str,
    pub(crate) service: &'static str,
    pub(crate) resource: &'static str,
    pub(crate) list: &'static str,
}

const fn kind(
    plugin: &'static str,
    asset_type: &'static str,
    service: &'static str,
    resource: &'static str,
    list: &'static str,
) -> Kind {
    Kind {
        plugin,
        asset_type,
        service,
        resource,
        list,
    }
}

pub(crate) const CUSTOM_MODEL: Kind = kind(
    "aws_bedrock",
    "custom_model",
    "bedrock",
    "custom-model",
    "ListCustomModels",
);
pub(crate) const THROUGHPUT: Kind = kind(
    "aws_bedrock",
    "provisioned_throughput",
    "bedrock",
    "provisioned-model",
    "ListProvisionedModelThroughputs",
);
pub(crate) const GUARDRAIL: Kind = kind(
    "aws_bedrock",
    "guardrail",
    "bedrock",
    "guardrail",
    "ListGuardrails",
);
pub(crate) const FOUNDATION: Kind = kind(
    "aws_bedrock",
    "model",
    "bedrock",
    "foundation-model",
    "ListFoundationModels",
);
pub(crate) const ENDPOINT: Kind = kind(
    "aws_sagemaker",
    "endpoint",
    "sagemaker",
    "endpoint",
    "ListEndpoints",
);
pub(crate) const MODEL: Kind = kind("aws_sagemaker", "model", "sagemaker", "model", "ListModels");
pub(crate) const TRAINING: Kind = kind(
    "aws_sagemaker",
    "training_job",
    "sagemaker",
    "training-job",
    "ListTrainingJobs",
);
pub(crate) const PACKAGE: Kind = kind(
    "aws_sagemaker",
    "model_package",
    "sagemaker",
    "model-package",
    "ListModelPackages",
);
pub(crate) const RUNTIME: Kind = kind(
    "aws_agentcore",
    "agent_runtime",
    "bedrock-agentcore",
    "runtime",
    "ListAgentRuntimes",
);
pub(crate) const MEMORY: Kind = kind(
    "aws_agentcore",
    "memory",
    "bedrock-agentcore",
    "memory",
    "ListMemories",
);
pub(crate) const GATEWAY: Kind = kind(
    "aws_agentcore",
    "gateway",
    "bedrock-agentcore",
    "gateway",
    "ListGateways",
);
pub(crate) const REGIONS: [&str; 3] = ["eu-west-1", "us-east-1", "us-west-2"];
pub(crate) const KINDS: [&Kind; 11] = [
    &CUSTOM_MODEL,
    &THROUGHPUT,
    &GUARDRAIL,
    &FOUNDATION,
    &ENDPOINT,
    &MODEL,
    &TRAINING,
    &PACKAGE,
    &RUNTIME,
    &MEMORY,
    &GATEWAY,
];
