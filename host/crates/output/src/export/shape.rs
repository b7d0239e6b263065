//! What the export has of an asset, by its type: the names that the Python program gave to its fields.

use opencite_core::AssetRecord;

/// A list of the export.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum List {
    Models,
    DataAssets,
    Agents,
    Servers,
    Tools,
}

/// What an entry has beside its id, name, type, source, status, region and account.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shape {
    pub(super) list: List,
    /// What the program called the type.
    pub(super) kind: &'static str,
    pub(super) source: &'static str,
    /// Properties that are fields of the entry, by the same names.
    pub(super) fields: &'static [&'static str],
    /// Properties that are fields of its `metadata`.
    pub(super) metadata: &'static [&'static str],
}

const BEDROCK: &str = "aws_bedrock_api";
const SAGEMAKER: &str = "aws_sagemaker_api";
const AGENTCORE: &str = "aws_agentcore_api";

const FOUNDATION_MODEL: Shape = Shape {
    list: List::Models,
    kind: "model",
    source: BEDROCK,
    fields: &[
        "provider",
        "modalities",
        "streaming_supported",
        "customization_supported",
        "inference_types",
    ],
    metadata: &["model_arn", "model_lifecycle"],
};

const CUSTOM_MODEL: Shape = Shape {
    list: List::DataAssets,
    kind: "custom_model",
    source: BEDROCK,
    fields: &[
        "base_model",
        "base_model_name",
        "customization_type",
        "creation_time",
    ],
    metadata: &[],
};

const PROVISIONED_THROUGHPUT: Shape = Shape {
    list: List::DataAssets,
    kind: "provisioned_throughput",
    source: BEDROCK,
    fields: &[
        "model_arn",
        "foundation_model_arn",
        "model_units",
        "desired_model_units",
        "creation_time",
        "last_modified_time",
        "commitment_duration",
    ],
    metadata: &[],
};

const SAGEMAKER_MODEL: Shape = Shape {
    list: List::Models,
    kind: "model",
    source: SAGEMAKER,
    fields: &[
        "creation_time",
        "container_image",
        "model_data_url",
        "execution_role",
    ],
    metadata: &["enable_network_isolation"],
};

const ENDPOINT: Shape = Shape {
    list: List::DataAssets,
    kind: "endpoint",
    source: SAGEMAKER,
    fields: &[
        "creation_time",
        "last_modified",
        "instance_type",
        "model_name",
        "initial_instance_count",
        "variant_name",
    ],
    metadata: &["endpoint_config_name", "production_variants_count"],
};

const MODEL_PACKAGE: Shape = Shape {
    list: List::DataAssets,
    kind: "model_package",
    source: SAGEMAKER,
    fields: &[
        "group",
        "group_description",
        "approval_status",
        "creation_time",
        "version",
    ],
    metadata: &[],
};

const TRAINING_JOB: Shape = Shape {
    list: List::DataAssets,
    kind: "training_job",
    source: SAGEMAKER,
    fields: &[
        "secondary_status",
        "creation_time",
        "end_time",
        "last_modified",
        "instance_type",
        "instance_count",
        "volume_size_gb",
        "training_image",
        "training_input_mode",
        "billable_seconds",
        "output_path",
    ],
    metadata: &[],
};

const AGENT_RUNTIME: Shape = Shape {
    list: List::Agents,
    kind: "agent_runtime",
    source: AGENTCORE,
    fields: &[
        "runtime_id",
        "version",
        "description",
        "last_modified",
        "creation_time",
    ],
    metadata: &["role_arn", "failure_reason", "network_configuration"],
};

const MEMORY: Shape = Shape {
    list: List::DataAssets,
    kind: "memory",
    source: AGENTCORE,
    fields: &["memory_id", "creation_time", "last_modified"],
    metadata: &[],
};

const GATEWAY: Shape = Shape {
    list: List::Servers,
    kind: "gateway",
    source: AGENTCORE,
    fields: &[
        "gateway_id",
        "protocol_type",
        "authorizer_type",
        "creation_time",
        "last_modified",
        "description",
        "gateway_url",
    ],
    metadata: &[],
};

const GATEWAY_TARGET: Shape = Shape {
    list: List::Tools,
    kind: "gateway_target",
    source: AGENTCORE,
    fields: &["target_id", "description", "target_type"],
    metadata: &[],
};

impl Shape {
    /// The shape of an asset's entry; nothing where the Python program did not know the type.
    pub(super) fn of(asset: &AssetRecord) -> Option<Self> {
        match (asset.unit.plugin.as_str(), asset.unit.asset_type.as_str()) {
            ("aws_bedrock", "model") => Some(FOUNDATION_MODEL),
            ("aws_bedrock", "custom_model") => Some(CUSTOM_MODEL),
            ("aws_bedrock", "provisioned_throughput") => Some(PROVISIONED_THROUGHPUT),
            ("aws_sagemaker", "model") => Some(SAGEMAKER_MODEL),
            ("aws_sagemaker", "endpoint") => Some(ENDPOINT),
            ("aws_sagemaker", "model_package") => Some(MODEL_PACKAGE),
            ("aws_sagemaker", "training_job") => Some(TRAINING_JOB),
            ("aws_agentcore", "agent_runtime") => Some(AGENT_RUNTIME),
            ("aws_agentcore", "memory") => Some(MEMORY),
            ("aws_agentcore", "gateway") => Some(GATEWAY),
            ("aws_agentcore", "gateway_target") => Some(GATEWAY_TARGET),
            _ => None,
        }
    }
}
