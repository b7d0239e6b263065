//! Something discovered.

use serde::Serialize;

use crate::{AssetId, ContentHash, Properties, Timestamp};

/// Something discovered, as one unit saw it. Plugin, type, account and region are the unit's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asset {
    /// The ARN where there is one; unique within the unit.
    pub id: AssetId,
    /// What people call it.
    pub name: String,
    /// AWS's word for the state it is in.
    pub status: Option<String>,
    /// When AWS says it was made.
    pub created: Option<Timestamp>,
    /// When AWS says it was last changed.
    pub modified: Option<Timestamp>,
    /// Changes whenever the asset does, as far as a listing can tell.
    pub version_token: Option<String>,
    /// How much of the asset is here.
    pub detail: Detail,
    /// Everything else that is known.
    pub properties: Properties,
    /// Edges to other things, sorted.
    pub relations: Vec<Relation>,
}

/// How much of an asset could be found out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detail {
    /// All there is.
    Full,
    /// Only what a listing said.
    Summary,
}

/// A directed edge from an asset to another thing, discovered or not.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Relation {
    /// What the other thing is to the asset: `base-model`.
    pub kind: String,
    /// The id of the other thing.
    pub target: String,
}

impl Asset {
    /// The hash of all that makes two versions of the asset different: not its id, not its version token.
    pub fn content_hash(&self) -> ContentHash {
        let Self {
            name,
            status,
            created,
            modified,
            properties,
            relations,
            ..
        } = self;
        let content = (name, status, created, modified, properties, relations);
        // Texts, times and JSON always are JSON.
        let text = serde_json::to_string(&content).unwrap_or_default();
        ContentHash::of(&text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asset(properties: &str) -> Asset {
        Asset {
            id: AssetId::new("arn:aws:bedrock:us-east-1:111122223333:custom-model/m").unwrap(),
            name: "m".to_owned(),
            status: Some("Active".to_owned()),
            created: None,
            modified: None,
            version_token: None,
            detail: Detail::Full,
            properties: Properties::parse(properties).unwrap(),
            relations: vec![Relation {
                kind: "base-model".to_owned(),
                target: "b".to_owned(),
            }],
        }
    }

    #[test]
    fn the_hash_follows_the_content_and_not_its_order() {
        let hash = asset(r#"{"a":1,"b":2}"#).content_hash();
        assert_eq!(hash, asset(r#"{"b":2,"a":1}"#).content_hash());
        assert_ne!(hash, asset(r#"{"a":1,"b":3}"#).content_hash());
        let inactive = Asset {
            status: None,
            ..asset(r#"{"a":1,"b":2}"#)
        };
        assert_ne!(hash, inactive.content_hash());
    }

    #[test]
    fn a_new_version_token_alone_is_no_new_content() {
        let tokened = Asset {
            version_token: Some("t".to_owned()),
            ..asset("{}")
        };
        assert_eq!(tokened.content_hash(), asset("{}").content_hash());
    }
}
