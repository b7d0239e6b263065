//! Asset types that list what a cloud offers, and not what somebody has.
//!
//! They are shown last and folded, and counted apart: a hundred models on offer must not drown the ten in use.

use opencite_core::UnitKey;

struct CatalogueType {
    plugin: &'static str,
    asset_type: &'static str,
    reason: &'static str,
}

const CATALOGUE: &[CatalogueType] = &[CatalogueType {
    plugin: "aws_bedrock",
    asset_type: "model",
    reason: "The foundation models that AWS offers in a region, whether or not anybody uses them.",
}];

/// Why the type of a unit is a catalogue, where it is one.
pub(super) fn reason(unit: &UnitKey) -> Option<&'static str> {
    let is_of = |entry: &&CatalogueType| {
        entry.plugin == unit.plugin.as_str() && entry.asset_type == unit.asset_type.as_str()
    };
    CATALOGUE.iter().find(is_of).map(|entry| entry.reason)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples;

    #[test]
    fn the_foundation_models_are_a_catalogue_and_sagemaker_s_models_are_not() {
        assert!(reason(&samples::key("aws_bedrock", "model", "us-east-1")).is_some());
        assert!(reason(&samples::key("aws_bedrock", "custom_model", "us-east-1")).is_none());
        assert!(reason(&samples::key("aws_sagemaker", "model", "us-east-1")).is_none());
    }
}
