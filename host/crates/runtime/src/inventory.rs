//! The interface `inventory`: checks what a plugin emits, and stages it until the unit ends.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use opencite_bindings::host::inventory::{self, Listed, Refusal};
use opencite_core::{Asset, AssetId, Detail, Properties, Relation, Timestamp};

use crate::footprint::footprint;
use crate::limits::Limits;

/// The most assets in one batch.
const MAX_BATCH: usize = 1_000;
/// The most relations of one asset.
const MAX_RELATIONS: usize = 1_000;
/// The longest name, status or relation, in bytes.
const MAX_TEXT: usize = 1_024;
/// The longest id of a relation's target, in bytes.
const MAX_TARGET: usize = 2_048;
/// The longest version token, in bytes.
const MAX_TOKEN: usize = 256;

/// The assets of one unit.
pub(crate) struct Inventory {
    /// What is stored of the unit, with the token it was stored with.
    known: HashMap<AssetId, String>,
    assets: BTreeMap<AssetId, Asset>,
    kept: BTreeSet<AssetId>,
    listed_since: Option<Timestamp>,
    bytes: usize,
    max_assets: usize,
    max_bytes: usize,
}

/// What a unit saw.
pub(crate) struct Sighting {
    /// What was emitted.
    pub(crate) assets: Vec<Asset>,
    /// What was kept as it is stored.
    pub(crate) kept: Vec<AssetId>,
    /// Since when things are listed; nothing where all are.
    pub(crate) listed_since: Option<Timestamp>,
}

impl Inventory {
    pub(crate) fn new(known: HashMap<AssetId, String>, limits: &Limits) -> Self {
        Self {
            known,
            assets: BTreeMap::new(),
            kept: BTreeSet::new(),
            listed_since: None,
            bytes: 0,
            max_assets: limits.assets,
            max_bytes: limits.asset_bytes,
        }
    }

    /// What the unit saw, each id once.
    pub(crate) fn into_sighting(self) -> Sighting {
        Sighting {
            assets: self.assets.into_values().collect(),
            kept: self.kept.into_iter().collect(),
            listed_since: self.listed_since,
        }
    }

    fn stage(&mut self, batch: Vec<inventory::Asset>) -> Result<(), Refusal> {
        if batch.len() > MAX_BATCH {
            return Err(batch_limit());
        }
        if self.assets.len() + self.kept.len() + batch.len() > self.max_assets {
            return Err(Refusal::Limit(format!(
                "{} assets in one unit",
                self.max_assets
            )));
        }
        // Before anything is parsed: a batch takes many times its size when it is.
        let bytes = self.bytes + batch.iter().map(footprint).sum::<usize>();
        if bytes > self.max_bytes {
            return Err(Refusal::Limit(format!(
                "{} bytes of assets in one unit",
                self.max_bytes
            )));
        }
        let checked = check_batch(batch)?;
        self.bytes = bytes;
        for asset in checked {
            // AWS may list a thing twice when it changes between two pages: the later word counts.
            self.kept.remove(&asset.id);
            self.assets.insert(asset.id.clone(), asset);
        }
        Ok(())
    }

    fn keep_if_known(&mut self, listed: Listed) -> bool {
        let Ok(id) = AssetId::new(listed.id) else {
            return false;
        };
        let known = self
            .known
            .get(&id)
            .is_some_and(|token| *token == listed.version_token);
        if known && !self.assets.contains_key(&id) {
            self.kept.insert(id);
        }
        known
    }
}

impl inventory::Host for Inventory {
    fn emit(&mut self, assets: Vec<inventory::Asset>) -> wasmtime::Result<Result<(), Refusal>> {
        Ok(self.stage(assets))
    }

    fn keep(&mut self, assets: Vec<Listed>) -> wasmtime::Result<Result<Vec<bool>, Refusal>> {
        if assets.len() > MAX_BATCH {
            return Ok(Err(batch_limit()));
        }
        Ok(Ok(assets
            .into_iter()
            .map(|listed| self.keep_if_known(listed))
            .collect()))
    }

    fn listed_since(&mut self, time: String) -> wasmtime::Result<Result<(), String>> {
        let since: Result<Timestamp, _> = time.parse();
        Ok(since
            // Of several listings, the one that reaches back least bounds what the unit can tell.
            .map(|since| self.listed_since = self.listed_since.max(Some(since)))
            .map_err(|_| "the time since which the unit lists is no RFC 3339 time".to_owned()))
    }
}

fn batch_limit() -> Refusal {
    Refusal::Limit(format!("{MAX_BATCH} assets in one batch"))
}

fn check_batch(batch: Vec<inventory::Asset>) -> Result<Vec<Asset>, Refusal> {
    (0..)
        .zip(batch)
        .map(|(index, asset)| check(asset).map_err(|rule| Refusal::Invalid((index, rule))))
        .collect()
}

/// The asset as the host knows it.
fn check(asset: inventory::Asset) -> Result<Asset, String> {
    Ok(Asset {
        id: AssetId::new(asset.id).map_err(|error| error.to_string())?,
        name: bounded("name", asset.name, MAX_TEXT)?,
        status: asset
            .status
            .map(|status| bounded("status", status, MAX_TEXT))
            .transpose()?,
        created: timestamp("created", asset.created)?,
        modified: timestamp("modified", asset.modified)?,
        version_token: asset
            .version_token
            .map(|token| bounded("version-token", token, MAX_TOKEN))
            .transpose()?,
        detail: match asset.detail {
            inventory::Detail::Full => Detail::Full,
            inventory::Detail::Summary => Detail::Summary,
        },
        properties: Properties::parse(&asset.properties).map_err(|error| error.to_string())?,
        relations: relations(asset.relations)?,
    })
}

fn relations(relations: Vec<inventory::Relation>) -> Result<Vec<Relation>, String> {
    if relations.len() > MAX_RELATIONS {
        return Err(format!("more than {MAX_RELATIONS} relations"));
    }
    let checked: Result<BTreeSet<Relation>, String> = relations
        .into_iter()
        .map(|inventory::Relation { kind, target }| {
            let kind = bounded("relation", kind, MAX_TEXT)?;
            Ok(Relation {
                kind,
                target: bounded("relation target", target, MAX_TARGET)?,
            })
        })
        .collect();
    Ok(checked?.into_iter().collect())
}

fn bounded(what: &str, text: String, limit: usize) -> Result<String, String> {
    if text.len() > limit {
        return Err(format!(
            "{what} has {} bytes, over the limit of {limit}",
            text.len()
        ));
    }
    Ok(text)
}

fn timestamp(what: &str, text: Option<String>) -> Result<Option<Timestamp>, String> {
    text.map(|text| {
        text.parse()
            .map_err(|_| format!("{what} is not an RFC 3339 time: {text:?}"))
    })
    .transpose()
}

#[cfg(test)]
mod tests {
    use opencite_bindings::host::inventory::Host as _;

    use super::*;

    fn asset(id: &str) -> inventory::Asset {
        inventory::Asset {
            id: id.to_owned(),
            name: "n".to_owned(),
            status: None,
            created: Some("2026-11-21T06:46:44.5Z".to_owned()),
            modified: None,
            version_token: None,
            detail: inventory::Detail::Full,
            properties: "{}".to_owned(),
            relations: Vec::new(),
        }
    }

    fn empty() -> Inventory {
        Inventory::new(HashMap::new(), &Limits::default())
    }

    #[test]
    fn a_unit_tells_no_more_than_its_shortest_listing() {
        let mut inventory = empty();
        for since in ["2026-11-01T00:00:00Z", "2026-10-01T00:00:00Z"] {
            let heard = inventory.listed_since(since.to_owned()).unwrap();
            assert_eq!(heard, Ok(()));
        }
        let refused = inventory.listed_since("lately".to_owned()).unwrap();
        assert!(refused.unwrap_err().contains("no RFC 3339 time"));
        let since = inventory.into_sighting().listed_since;
        assert_eq!(since, "2026-11-01T00:00:00Z".parse().ok());
    }

    fn refusal(inventory: &mut Inventory, batch: Vec<inventory::Asset>) -> String {
        format!("{:?}", inventory.emit(batch).unwrap().unwrap_err())
    }

    #[test]
    fn a_refused_batch_leaves_nothing() {
        let mut inventory = empty();
        let bad = inventory::Asset {
            properties: "[]".to_owned(),
            ..asset("b")
        };
        insta::assert_snapshot!(
            refusal(&mut inventory, vec![asset("a"), bad]),
            @r#"Refusal::Invalid((1, "properties are not a JSON object"))"#
        );
        assert!(inventory.into_sighting().assets.is_empty());
    }

    #[test]
    fn each_rule_is_named() {
        let mut inventory = empty();
        let cases = [
            inventory::Asset {
                id: String::new(),
                ..asset("a")
            },
            inventory::Asset {
                name: "n".repeat(2000),
                ..asset("a")
            },
            inventory::Asset {
                created: Some("yesterday".to_owned()),
                ..asset("a")
            },
            inventory::Asset {
                version_token: Some("t".repeat(300)),
                ..asset("a")
            },
        ];
        let refusals: Vec<String> = cases.map(|bad| refusal(&mut inventory, vec![bad])).into();
        insta::assert_snapshot!(refusals.join("\n"), @r#"
        Refusal::Invalid((0, "asset id \"\" is empty, over 2048 bytes, or holds control characters"))
        Refusal::Invalid((0, "name has 2000 bytes, over the limit of 1024"))
        Refusal::Invalid((0, "created is not an RFC 3339 time: \"yesterday\""))
        Refusal::Invalid((0, "version-token has 300 bytes, over the limit of 256"))
        "#);
    }

    #[test]
    fn an_asset_emitted_twice_is_one_asset() {
        let mut inventory = empty();
        let renamed = inventory::Asset {
            name: "later".to_owned(),
            ..asset("a")
        };
        inventory.emit(vec![asset("a"), renamed]).unwrap().unwrap();
        let assets = inventory.into_sighting().assets;
        assert_eq!(
            assets
                .iter()
                .map(|asset| asset.name.as_str())
                .collect::<Vec<_>>(),
            ["later"]
        );
    }

    #[test]
    fn only_an_asset_known_with_the_same_token_is_kept() {
        let known = HashMap::from([(AssetId::new("a").unwrap(), "1".to_owned())]);
        let mut inventory = Inventory::new(known, &Limits::default());
        let listed = |id: &str, token: &str| Listed {
            id: id.to_owned(),
            version_token: token.to_owned(),
        };
        let kept = inventory
            .keep(vec![listed("a", "1"), listed("a", "2"), listed("b", "1")])
            .unwrap()
            .unwrap();
        assert_eq!(kept, [true, false, false]);
        assert_eq!(inventory.into_sighting().kept, [AssetId::new("a").unwrap()]);
    }

    #[test]
    fn the_number_and_the_size_of_assets_are_bounded() {
        let mut few = Inventory::new(
            HashMap::new(),
            &Limits {
                assets: 1,
                ..Limits::default()
            },
        );
        insta::assert_snapshot!(
            refusal(&mut few, vec![asset("a"), asset("b")]), @r#"Refusal::Limit("1 assets in one unit")"#
        );
        let mut small = Inventory::new(
            HashMap::new(),
            &Limits {
                asset_bytes: 1,
                ..Limits::default()
            },
        );
        insta::assert_snapshot!(
            refusal(&mut small, vec![asset("a")]), @r#"Refusal::Limit("1 bytes of assets in one unit")"#
        );
    }
}
