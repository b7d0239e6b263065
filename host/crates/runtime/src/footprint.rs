//! What an asset takes in memory while it is staged, told before it is parsed.

use opencite_bindings::host::inventory;
use opencite_core::{Asset, Relation};

/// A JSON object, apart from the texts in it: a B-tree map has room for eleven entries from the first one on.
const OBJECT: usize = 640;
/// One more entry of a JSON object or list, room to grow included.
const ENTRY: usize = 112;
/// A JSON list, whose first entry makes room for four.
const LIST: usize = 128;

/// The most bytes that the asset takes once it is checked.
pub(crate) fn footprint(asset: &inventory::Asset) -> usize {
    let texts = [&asset.status, &asset.version_token].map(|text| text.as_deref().unwrap_or(""));
    let texts = texts.into_iter().chain([&*asset.id, &*asset.name]);
    let relation = |relation: &inventory::Relation| {
        size_of::<Relation>() + relation.kind.len() + relation.target.len()
    };
    size_of::<Asset>()
        + texts.map(str::len).sum::<usize>()
        + asset.relations.iter().map(relation).sum::<usize>()
        + parsed(&asset.properties)
}

/// The most bytes that JSON takes once it is parsed: seven bytes of text, `{"":0},`, may become a map of their own.
fn parsed(json: &str) -> usize {
    let structure = |byte| match byte {
        b'{' => OBJECT,
        b'[' => LIST,
        b',' => ENTRY,
        _ => 0,
    };
    json.len() + json.bytes().map(structure).sum::<usize>()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn structure_weighs_more_than_text() {
        assert_eq!(parsed(r#"{"":0}"#), 6 + OBJECT);
        assert_eq!(parsed("[1,1,1]"), 7 + LIST + 2 * ENTRY);
    }

    #[test]
    fn every_text_of_an_asset_counts() {
        let light = inventory::Asset {
            id: String::new(),
            name: String::new(),
            status: None,
            created: None,
            modified: None,
            version_token: None,
            detail: inventory::Detail::Full,
            properties: String::new(),
            relations: Vec::new(),
        };
        let relation = inventory::Relation {
            kind: "123".to_owned(),
            target: "1234".to_owned(),
        };
        let heavy = inventory::Asset {
            id: "1".to_owned(),
            name: "12".to_owned(),
            status: Some("12345".to_owned()),
            version_token: Some("123456".to_owned()),
            relations: vec![relation],
            ..light.clone()
        };
        let texts = 1 + 2 + 5 + 6 + 3 + 4;
        assert_eq!(
            footprint(&heavy) - footprint(&light),
            size_of::<Relation>() + texts
        );
    }
}
