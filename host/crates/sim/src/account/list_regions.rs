//! `ListRegions`: every region of the partition, and whether the account has it.

use serde_json::{Map, Value, json};

use super::region_table::{BY_DEFAULT, OPT_IN};
use crate::bookmark;
use crate::call::Call;
use crate::estate::Estate;
use crate::members::Members;
use crate::problem::Problem;
use crate::protocol::Reply;
use crate::world::World;

const MEMBERS: [&str; 3] = ["MaxResults", "NextToken", "RegionOptStatusContains"];

const STATUSES: [&str; 5] = [
    "ENABLED",
    "ENABLING",
    "DISABLING",
    "DISABLED",
    "ENABLED_BY_DEFAULT",
];

const MAX_PAGE: i64 = 50;

/// How many regions a page has when the call does not say.
const PAGE: i64 = 20;

/// A region with its status.
type Entry = (&'static str, &'static str);

pub(super) fn list_regions(call: &Call, world: &mut World) -> Result<Reply, Problem> {
    let members = Members::new(call.document()?, &MEMBERS)?;
    let wanted = wanted(&members)?;
    let size = page_size(&members)?;
    let after = after(call, &members)?;
    let mut found = regions(&world.estate, &call.account)
        .into_iter()
        .filter(|(name, _)| after.as_deref().is_none_or(|after| *name > after))
        .filter(|(_, status)| wanted.is_empty() || wanted.contains(status));
    let page: Vec<Entry> = found.by_ref().take(size).collect();
    let mut answer = Map::new();
    let regions: Vec<Value> = page.iter().map(document).collect();
    answer.insert("Regions".to_owned(), json!(regions));
    if let Some((last, _)) = page.last().filter(|_| found.next().is_some()) {
        let token = bookmark::token(call, &members, last);
        answer.insert("NextToken".to_owned(), json!(token));
    }
    Ok(Reply::Json(Value::Object(answer)))
}

/// Every region, in order of the names.
fn regions(estate: &Estate, account: &str) -> Vec<Entry> {
    let status = |name: &str, enabled| {
        if estate.is_disabled(account, name) {
            "DISABLED"
        } else {
            enabled
        }
    };
    let by_default = BY_DEFAULT.map(|name| (name, status(name, "ENABLED_BY_DEFAULT")));
    let opt_in = OPT_IN.map(|name| (name, status(name, "ENABLED")));
    let mut all: Vec<Entry> = by_default.into_iter().chain(opt_in).collect();
    all.sort_unstable();
    all
}

fn document((name, status): &Entry) -> Value {
    json!({"RegionName": name, "RegionOptStatus": status})
}

fn wanted(members: &Members) -> Result<Vec<&str>, Problem> {
    let list = members.list("RegionOptStatusContains")?;
    let statuses = list.iter().map(|status| {
        let status = status.as_str().ok_or_else(Problem::serialization)?;
        if STATUSES.contains(&status) {
            return Ok(status);
        }
        Err(Problem::constraint(
            status,
            "regionOptStatusContains",
            "Member must satisfy enum value set: [ENABLED, ENABLING, DISABLING, DISABLED, ENABLED_BY_DEFAULT]",
        ))
    });
    statuses.collect()
}

fn page_size(members: &Members) -> Result<usize, Problem> {
    let size = members.integer("MaxResults")?.unwrap_or(PAGE);
    let bound = |constraint| Problem::constraint(&size.to_string(), "maxResults", constraint);
    if size < 1 {
        return Err(bound("Member must have value greater than or equal to 1"));
    }
    if size > MAX_PAGE {
        return Err(bound("Member must have value less than or equal to 50"));
    }
    usize::try_from(size).map_err(|_| bound("Member must be an integer"))
}

fn after(call: &Call, members: &Members) -> Result<Option<String>, Problem> {
    let Some(token) = members.text("NextToken")? else {
        return Ok(None);
    };
    bookmark::place(call, members, token)
        .map(Some)
        .ok_or_else(|| Problem::invalid("The provided pagination token is invalid."))
}
