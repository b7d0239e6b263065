//! Versions of agents, which never change. The draft, which AWS lists among them, is the agent itself.

use opencite_plugin_sdk::request::{Record, Tokens, get_each};
use opencite_plugin_sdk::{
    Asset, AssetKind, Check, Child, Children, Description, Failure, Identified, Pages, Scope, Unit,
    each_child, identified, list_and_describe, one_a_page, try_children, try_list_and_describe,
};

use crate::agent::{self, agent_id, set_up};
use crate::below::Below;
use crate::service::{self, Item, PAGE, Part, children, list_below, operation, path};

pub(crate) const KIND: AssetKind = AssetKind {
    name: "agent_version",
    title: "Versions of agents",
    scope: Scope::Regional,
    discover: |unit| NUMBERED.discover(|agent| agent::id(unit, agent)),
    verify: || NUMBERED.verify(),
};

/// All versions of an agent, its draft among them.
const ALL: Children<Item, Record> = children(below, list);

const NUMBERED: Below = Below {
    parents: agent::list,
    action: "bedrock:ListAgentVersions",
    children: children(below, |paths| {
        let answers = list(paths).into_iter();
        answers.map(|versions| Ok(numbered(versions?))).collect()
    }),
    id,
    description: Description {
        actions: ["bedrock:ListAgents", "bedrock:GetAgentVersion"],
        id: |version| &version.id,
        key: |version| of_agent(&version.item, &[]),
        describe: |paths| get_each(&operation("GetAgentVersion", "agentVersion"), paths),
        asset,
    },
};

fn below(agent: &Item) -> String {
    path(&["agents", agent_id(&agent.item), "agentversions", ""])
}

fn list(paths: &[String]) -> Vec<opencite_plugin_sdk::Listed<Record>> {
    list_below(
        operation("ListAgentVersions", "agentVersionSummaries"),
        Tokens::Body(PAGE),
        paths,
    )
}

fn numbered(versions: Vec<Record>) -> Vec<Record> {
    let is_numbered = |version: &Record| version.text("agent_version") != "DRAFT";
    versions.into_iter().filter(is_numbered).collect()
}

/// What belongs to a version: an action group, a collaborator, a knowledge base.
pub(crate) type VersionPart = Identified<Child<Part, Record>>;

/// Discovers what belongs to the versions of all agents.
pub(crate) fn discover_parts(
    unit: &Unit,
    parts: &Children<Part, Record>,
    id: fn(&Child<Part, Record>) -> String,
    description: &Description<VersionPart, Record>,
) -> Result<(), Failure> {
    let agents = agent::list();
    let agents = identified(&agents, |agent| agent::id(unit, agent));
    let versions = each_version(&agents);
    list_and_describe(&identified(&each_child(&versions, parts), id), description)
}

/// Tries each action that [`discover_parts`] needs once; `action` lists the parts.
pub(crate) fn verify_parts(
    action: &str,
    parts: &Children<Part, Record>,
    id: fn(&Child<Part, Record>) -> String,
    description: &Description<VersionPart, Record>,
) -> Vec<Check> {
    let agents = agent::list();
    let agents = identified(&agents, |agent| agent_id(agent).to_owned());
    let mut checks = try_children(action, &each_version(&agents), parts);
    let agents = agent::list();
    let agents = one_a_page(&agents);
    let agents = identified(&agents, |agent| agent_id(agent).to_owned());
    let versions = each_version(&agents);
    checks.extend(try_list_and_describe(
        &identified(&each_child(&versions, parts), id),
        description,
    ));
    checks
}

/// The id of a version; nothing for the draft, which is the agent itself.
pub(crate) fn released(version: &Part) -> Option<&str> {
    let is_draft = version.item.item.text("agent_version") == "DRAFT";
    (!is_draft).then_some(version.id.as_str())
}

/// All versions of all agents, drafts among them: what has parts of its own.
fn each_version<P: Pages<Item = Item>>(agents: &P) -> impl Pages<Item = Part> + use<'_, P> {
    Versions(each_child(agents, &ALL))
}

struct Versions<P>(P);

impl<P: Pages<Item = Child<Item, Record>>> Pages for Versions<P> {
    type Item = Part;

    fn next_page(&self) -> Result<Option<Vec<Part>>, opencite_plugin_sdk::AwsError> {
        let page = self.0.next_page()?;
        let named = |item: Child<Item, Record>| Part {
            id: id(&item),
            item,
        };
        Ok(page.map(|page| page.into_iter().map(named).collect()))
    }
}

/// AWS has no ARN for a version.
pub(crate) fn id(version: &Child<Item, Record>) -> String {
    format!(
        "{}/version/{}",
        version.parent.id,
        version.item.text("agent_version")
    )
}

/// A path below a version of an agent.
pub(crate) fn of_agent(version: &Child<Item, Record>, below: &[&str]) -> String {
    let agent = agent_id(&version.parent.item);
    let number = version.item.text("agent_version");
    let parts = ["agents", agent, "agentversions", number].into_iter();
    path(
        &parts
            .chain(below.iter().copied())
            .chain([""])
            .collect::<Vec<_>>(),
    )
}

fn asset(version: &Part, detail: Option<&Record>) -> Asset {
    let Child { parent, item } = &version.item;
    let name = format!(
        "{}/{}",
        parent.item.text("agent_name"),
        item.text("agent_version")
    );
    let asset = service::asset(&version.id, &name, "agent_status", [Some(item), detail])
        .relation("agent", parent.id.as_str());
    match detail {
        Some(detail) => set_up(asset, detail),
        None => asset,
    }
}
