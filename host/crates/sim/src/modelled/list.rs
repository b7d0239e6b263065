//! What all lists do: filters, order, pages and summaries.

use jiff::Timestamp;
use serde_json::{Map, Value};

use super::filter::filters;
use super::order::Sorting;
use super::page::{size, start, token};
use super::{Api, Kind, Missing};
use crate::call::Call;
use crate::estate::{Key, Record};
use crate::model::{Model, Operation, ShapeId};
use crate::problem::Problem;
use crate::protocol::Reply;
use crate::world::World;

/// Answers a list.
pub(super) fn list(
    api: &Api,
    kind: &'static Kind,
    operation: &Operation,
    call: &Call,
    document: &Map<String, Value>,
    world: &World,
) -> Result<Reply, Problem> {
    check_parent(api, kind, operation, call, document, world)?;
    let filters = filters(kind, document)?;
    let (sorting, start) = (Sorting::of(kind, document)?, start(call, document)?);
    let size = size(operation, document, api.page);
    let model = (api.model)();
    let (member, shape) = model
        .summaries(operation)
        .ok_or_else(|| Problem::unimplemented(&operation.name))?;
    let resources = world.estate.resources(&call.account, &call.region);
    let collection = resources.and_then(|resources| resources.collection(kind));
    let records = collection.into_iter();
    let found = records
        .flat_map(|collection| sorting.after(collection, start.clone()))
        .filter(|(_, record)| (kind.keeps)(document, record))
        .filter(|(_, record)| filters.iter().all(|filter| filter.keeps(record)));
    let mut found = found.chain(draft(kind, call, document, world));
    let page: Vec<_> = found.by_ref().take(size).collect();
    let mut answer = Map::new();
    if let (Some((last, _)), Some(_)) = (page.last(), found.next()) {
        let name = token_name(model, operation);
        answer.insert(name, Value::from(token(call, document, last)));
    }
    let page = page.iter();
    let summaries = page.map(|(_, record)| show(model, shape, kind, record));
    answer.insert(member.to_owned(), summaries.collect());
    Ok(Reply::Json(Value::Object(answer)))
}

/// The members that the model gives a shape, of a record.
pub(super) fn show(model: &Model, shape: ShapeId, kind: &Kind, record: &Record) -> Value {
    Value::Object(model.show_members(shape, |member| field(kind, record, member)))
}

/// The field of a record that a member of an answer shows.
pub(super) fn field<'a>(kind: &Kind, record: &'a Record, member: &str) -> Option<&'a Value> {
    let renamed = || kind.renamed.iter().find(|(name, _)| *name == member);
    let direct = record.field(member);
    direct.or_else(|| record.field(renamed()?.1))
}

/// What the versions are versions of, where it stands among them as their draft. It is older than they are: no page
/// goes on after it, and its key says nothing.
fn draft<'a>(
    kind: &Kind,
    call: &Call,
    document: &Map<String, Value>,
    world: &'a World,
) -> Option<(Key, &'a Record)> {
    let parent = kind.parent_kind().filter(|_| kind.lists_draft)?;
    let record = parent.found(call, document, world)?;
    let key = Key {
        created: Timestamp::UNIX_EPOCH,
        identity: String::new(),
    };
    Some((key, record))
}

/// An operation that knows `ResourceNotFoundException` looks for what it lists the parts of.
fn check_parent(
    api: &Api,
    kind: &Kind,
    operation: &Operation,
    call: &Call,
    document: &Map<String, Value>,
    world: &World,
) -> Result<(), Problem> {
    let (Some(parent), Some(_)) = (kind.parent_kind(), &operation.not_found) else {
        return Ok(());
    };
    let Some(name) = parent.keys(document).next() else {
        return Ok(());
    };
    if parent.found(call, document, world).is_some() {
        return Ok(());
    }
    Err((api.missing)(&Missing {
        what: parent.name,
        operation,
        name,
    }))
}

/// `NextToken` or `nextToken`, as the service has it.
fn token_name(model: &Model, operation: &Operation) -> String {
    let mut members = model.structure(operation.output).members.iter();
    let member = members.find(|member| member.name.eq_ignore_ascii_case("nextToken"));
    member.map(|member| member.name.clone()).unwrap_or_default()
}
