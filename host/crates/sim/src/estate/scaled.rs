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

#[cfg(test)]
mod tests {
    use super::{DEMO_ACCOUNT, Estate, MIX};

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
