//! The service `bedrock-agent`: its operations, and what its things are called.

use opencite_plugin_sdk::request::{Listing, Operation, Record, Tokens, list_each, segment};
use opencite_plugin_sdk::{Asset, Child, Children, Identified, Listed, Properties, Unit};

/// The most things in a page.
///
/// Source: <https://docs.aws.amazon.com/bedrock/latest/APIReference/API_agent_ListAgents.html>, as for the other listings.
pub(crate) const PAGE: u32 = 1000;

/// Something that AWS lists, with the id that it is stored by.
pub(crate) type Item = Identified<Record>;
/// The same of a listing that hangs on another.
pub(crate) type Part = Identified<Child<Item, Record>>;

/// An operation, and the member of its answer that matters.
pub(crate) const fn operation(name: &'static str, member: &'static str) -> Operation {
    Operation {
        service: "bedrock-agent",
        name,
        member,
    }
}

/// The listing of all agents, and so on.
pub(crate) fn listing(operation: Operation, path: &str, tokens: Tokens) -> Listing {
    Listing::new(operation, path, tokens)
}

/// Lists what hangs on many paths.
pub(crate) fn list_below(
    operation: Operation,
    tokens: Tokens,
    paths: &[String],
) -> Vec<Listed<Record>> {
    list_each(&operation, paths, tokens)
}

/// `arn:aws:bedrock:us-east-1:111122223333:agent/ABCDEFGHIJ`. Listings do not say the ARNs of agents and knowledge bases.
pub(crate) fn arn(unit: &Unit, rest: &str) -> String {
    let Unit {
        partition,
        region,
        account,
        ..
    } = unit;
    format!("arn:{partition}:bedrock:{region}:{account}:{rest}")
}

/// `/agents/ABC/agentversions/1/`: words of AWS's, with what is named between them.
pub(crate) fn path(parts: &[&str]) -> String {
    let parts = parts.iter().map(|part| segment(part));
    format!("/{}", parts.collect::<Vec<_>>().join("/"))
}

/// The ids of the versions of something, but for its draft, which is the thing itself.
pub(crate) fn released(of: &str, versions: Vec<&str>) -> Vec<String> {
    let numbered = versions.into_iter().filter(|number| *number != "DRAFT");
    numbered
        .map(|number| format!("{of}/version/{number}"))
        .collect()
}

/// How the parts of things are listed: by the path of the listing below each.
pub(crate) const fn children(
    key: fn(&Item) -> String,
    list: fn(&[String]) -> Vec<Listed<Record>>,
) -> Children<Item, Record> {
    Children { key, list }
}

/// An asset of what both answers say. Times and states have the same names throughout.
pub(crate) fn asset(id: &str, name: &str, status: &str, said: [Option<&Record>; 2]) -> Asset {
    let both = said.into_iter().flatten();
    let find = |field: &str| {
        said.iter()
            .rev()
            .flatten()
            .find_map(|record| record.maybe(field))
    };
    Asset::new(id, name)
        .status(find(status))
        .created(find("created_at"))
        .modified(find("updated_at"))
        .properties(both.fold(Properties::default(), |properties, record| {
            properties.record(record)
        }))
}
