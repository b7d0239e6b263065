//! What all lists do: filters, order, pages and summaries.

use serde_json::{Map, Value};

use super::Kind;
use super::filter::{Check, Filter, one_of};
use crate::call::Call;
use crate::estate::{Order, Record};
use crate::paging::{SIZES, start, token};
use crate::problem::Problem;
use crate::protocol::Reply;
use crate::world::World;

/// How one kind of resource is listed.
pub(super) struct List {
    pub(super) kind: Kind,
    /// The member of the answer that has the summaries.
    pub(super) member: &'static str,
    pub(super) paging: Paging,
    /// Whether `sortBy` (by creation time, always) and `sortOrder` are known.
    pub(super) sortable: bool,
    pub(super) filters: &'static [Filter],
    pub(super) summary: Fields,
}

/// Which of the two parameters of paging an operation has.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Paging {
    /// All in one answer.
    None,
    /// `nextToken` alone: the size is AWS's.
    TokenOnly,
    /// `maxResults` and `nextToken`.
    Sized,
    /// The same, and a page never has more than this, whatever `maxResults` says.
    Capped(usize),
}

/// Which fields of a record an answer has.
pub(super) struct Fields {
    /// Those with the record's names.
    pub(super) same: &'static [&'static str],
    /// Those with another name: the answer's, then the record's.
    pub(super) renamed: &'static [(&'static str, &'static str)],
}

impl Fields {
    pub(super) fn of(&self, record: &Record) -> Value {
        let same = self.same.iter().map(|name| (*name, *name));
        let pairs = same.chain(self.renamed.iter().copied());
        let present =
            pairs.filter_map(|(name, from)| Some((name.to_owned(), record.field(from)?.clone())));
        Value::Object(present.collect())
    }
}

impl List {
    /// Every parameter that the operation has.
    fn parameters(&self) -> Vec<&'static str> {
        let mut names: Vec<&'static str> =
            self.filters.iter().map(|filter| filter.parameter).collect();
        match self.paging {
            Paging::None => {}
            Paging::TokenOnly => names.push("nextToken"),
            Paging::Sized | Paging::Capped(_) => names.extend(["nextToken", "maxResults"]),
        }
        if self.sortable {
            names.extend(["sortBy", "sortOrder"]);
        }
        names
    }

    fn page_size(&self, call: &Call) -> Result<usize, Problem> {
        match self.paging {
            Paging::None => Ok(usize::MAX),
            Paging::TokenOnly | Paging::Sized => SIZES.of(call),
            Paging::Capped(most) => Ok(SIZES.of(call)?.min(most)),
        }
    }
}

/// The newest come first, unless the call says otherwise.
fn order(call: &Call) -> Result<Order, Problem> {
    if let Some(by) = call.parameter("sortBy") {
        one_of("sortBy", by, &["CreationTime"])?;
    }
    let Some(order) = call.parameter("sortOrder") else {
        return Ok(Order::Descending);
    };
    let order = one_of("sortOrder", order, &["Ascending", "Descending"])?;
    Ok(if order == "Ascending" {
        Order::Ascending
    } else {
        Order::Descending
    })
}

/// Answers a list.
pub(super) fn list(call: &Call, world: &World, spec: &List) -> Result<Reply, Problem> {
    call.allow_parameters(&spec.parameters())?;
    list_those(call, world, spec, |_| true)
}

/// Answers a list of those records only that pass a test of the operation's own; its parameters are checked already.
pub(super) fn list_those(
    call: &Call,
    world: &World,
    spec: &List,
    keep: impl Fn(&Record) -> bool,
) -> Result<Reply, Problem> {
    let checks = spec
        .filters
        .iter()
        .filter_map(|filter| filter.check(call).transpose());
    let checks = checks.collect::<Result<Vec<Check>, Problem>>()?;
    let (size, start, order) = (spec.page_size(call)?, start(call)?, order(call)?);
    let bedrock = world.estate.bedrock(&call.account, &call.region);
    let mut answer = Map::from_iter([(spec.member.to_owned(), Value::Array(vec![]))]);
    let Some(collection) = bedrock.and_then(|bedrock| bedrock.collection(spec.kind)) else {
        return Ok(Reply::Json(Value::Object(answer)));
    };
    let mut found = collection
        .after(start, order)
        .filter(|(_, record)| keep(record) && checks.iter().all(|check| check.keeps(record)));
    let page: Vec<_> = found.by_ref().take(size).collect();
    if let (Some((last, _)), Some(_)) = (page.last(), found.next()) {
        answer.insert("nextToken".to_owned(), Value::String(token(call, last)));
    }
    let summaries = page
        .iter()
        .map(|(_, record)| spec.summary.of(record))
        .collect();
    answer.insert(spec.member.to_owned(), Value::Array(summaries));
    Ok(Reply::Json(Value::Object(answer)))
}
