//! Estates of any size, for benchmarks: the same number gives the same estate.

use super::Estate;
use super::spec::DEMO_ACCOUNT;
use crate::bedrock::Kind;

/// How a hundred assets are made up: what companies have much of, and little of.
const MIX: [(Kind, usize); 8] = [
    (Kind::CustomModel, 30),
    (Kind::CustomizationJob, 30),
    (Kind::InvocationJob, 15),
    (Kind::InferenceProfile, 8),
    (Kind::Guardrail, 6),
    (Kind::ProvisionedThroughput, 5),
    (Kind::ImportedModel, 3),
    (Kind::EvaluationJob, 3),
];

/// How a hundred assets of all services are made up; what is a part of something comes after it.
const MIXED: [(&str, usize); 14] = [
    ("sagemaker:model", 15),
    ("sagemaker:training_job", 15),
    ("sagemaker:endpoint_config", 5),
    ("sagemaker:endpoint", 5),
    ("sagemaker:processing_job", 5),
    ("sagemaker:pipeline", 3),
    ("sagemaker:domain", 1),
    ("sagemaker:user_profile", 3),
    ("bedrock-agentcore:agent_runtime", 3),
    ("bedrock-agentcore:memory", 1),
    ("bedrock-agentcore:gateway", 1),
    ("bedrock-agentcore:gateway_target", 1),
    ("bedrock-agentcore:workload_identity", 1),
    ("bedrock-agentcore:browser", 1),
];

impl Estate {
    /// An account with this many assets of Bedrock in us-east-1, nothing else.
    pub fn scaled(assets: usize) -> Self {
        let rest = assets
            - MIX
                .iter()
                .map(|(_, share)| assets * share / 100)
                .sum::<usize>();
        let estate = Self::empty(DEMO_ACCOUNT).with(Kind::CustomModel, rest);
        MIX.iter().fold(estate, |estate, (kind, share)| {
            estate.with(*kind, assets * share / 100)
        })
    }
}

impl Estate {
    /// An account with this many assets in us-east-1: some two in five of Bedrock, the rest of `SageMaker` and
    /// `AgentCore`.
    pub fn mixed(assets: usize) -> Self {
        let shares = MIXED.map(|(kind, share)| (kind, assets * share / 100));
        let rest = assets - shares.iter().map(|(_, count)| count).sum::<usize>();
        let shares = shares.into_iter();
        shares.fold(Self::scaled(rest), |estate, (kind, count)| {
            estate.with_resources(kind, count)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{DEMO_ACCOUNT, Estate, MIX};

    #[test]
    fn a_mixed_estate_has_as_many_assets_as_asked_for() {
        for assets in [0, 1, 99, 250] {
            assert_eq!(Estate::mixed(assets).records().count(), assets);
        }
    }

    #[test]
    fn a_scaled_estate_has_as_many_assets_as_asked_for() {
        assert_eq!(MIX.iter().map(|(_, share)| share).sum::<usize>(), 100);
        for assets in [0, 1, 99, 1000, 1234] {
            let estate = Estate::scaled(assets);
            let found = estate
                .bedrock(DEMO_ACCOUNT, "us-east-1")
                .map_or(0, crate::bedrock::Bedrock::len);
            assert_eq!(found, assets);
        }
    }
}
