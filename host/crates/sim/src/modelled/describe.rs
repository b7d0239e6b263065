//! What all describes do: find the record that the request names, and show its details.

use serde_json::{Map, Value};

use super::list::show;
use super::template::fill;
use super::{Api, Kind, Missing};
use crate::call::Call;
use crate::estate::{Place, Record};
use crate::model::Operation;
use crate::problem::Problem;
use crate::protocol::Reply;
use crate::world::World;

/// Answers a describe.
pub(super) fn describe(
    api: &Api,
    operation: &Operation,
    call: &Call,
    document: &Map<String, Value>,
    world: &World,
) -> Result<Reply, Problem> {
    let kinds = api.described_by(&operation.name);
    let named = kinds.filter(|kind| kind.is_named_by(document));
    let kind = named
        .max_by_key(|kind| kind.ids.len())
        .ok_or_else(|| Problem::invalid(format!("{} needs a name", operation.name)))?;
    check_options(kind, document)?;
    let record = kind.found(call, document, world).ok_or_else(|| {
        (api.missing)(&Missing {
            what: kind.name,
            operation,
            name: name(kind, call, document),
        })
    })?;
    let model = (api.model)();
    let (member, shape) = model.detail(operation);
    let detail = show(model, shape, kind, record);
    Ok(Reply::Json(match member {
        Some(member) => Value::Object(Map::from_iter([(member.to_owned(), detail)])),
        None => detail,
    }))
}

/// Refuses what a request says beside the name and would change AWS's answer.
fn check_options(kind: &Kind, document: &Map<String, Value>) -> Result<(), Problem> {
    for (member, value) in document {
        let is_id = kind.ids.iter().any(|(name, _)| name == member);
        let mut options = kind.options.iter().filter(|(name, _)| name == member);
        let is_option = options.any(|(_, taken)| taken.iter().any(|text| value == text));
        if !is_id && !is_option {
            let what = format!("{member} {value} of {}", kind.describe);
            return Err(Problem::unimplemented(&what));
        }
    }
    Ok(())
}

impl Kind {
    /// What a request may mean by the names in it, as a collection finds records.
    pub(super) fn keys<'a>(
        &'a self,
        document: &'a Map<String, Value>,
    ) -> impl Iterator<Item = String> + 'a {
        let aliases = self.shape.aliases.iter();
        let joined = aliases.filter_map(|alias| {
            let parts = alias.split('/').map(|field| self.named(document, field));
            Some(parts.collect::<Option<Vec<&str>>>()?.join("/"))
        });
        let arn = document.values().filter_map(Value::as_str);
        let arn = arn.filter(|text| text.starts_with("arn:"));
        joined.chain(arn.map(str::to_owned))
    }

    /// The record that a request means, in the caller's account and region.
    pub(super) fn found<'a>(
        &self,
        call: &Call,
        document: &Map<String, Value>,
        world: &'a World,
    ) -> Option<&'a Record> {
        let resources = world.estate.resources(&call.account, &call.region)?;
        let collection = resources.collection(self)?;
        self.keys(document).find_map(|key| collection.find(&key))
    }

    /// The value that a request has for a field of the record.
    fn named<'a>(&self, document: &'a Map<String, Value>, field: &str) -> Option<&'a str> {
        let (member, _) = self.ids.iter().find(|(_, of)| *of == field)?;
        document.get(*member)?.as_str()
    }
}

/// The ARN of what a request names, as far as it tells it; otherwise what it has in its place.
pub(super) fn name(kind: &Kind, call: &Call, document: &Map<String, Value>) -> String {
    let given = document.values().filter_map(Value::as_str);
    let given: Vec<&str> = given.collect();
    if let Some(arn) = given.iter().find(|text| text.starts_with("arn:")) {
        return (*arn).to_owned();
    }
    let place = Place::new(&call.account, &call.region);
    let value = |field: &str| kind.named(document, field).map(str::to_owned);
    let made = kind
        .made
        .iter()
        .find(|(field, _)| *field == kind.identity());
    let resource = made.and_then(|(_, template)| fill(template, value));
    match resource {
        Some(resource) => kind.arn(&place, &resource),
        None => given.join("/"),
    }
}

impl Kind {
    /// `arn:aws:sagemaker:REGION:ACCOUNT:endpoint/NAME`.
    pub(super) fn arn(&self, place: &Place, resource: &str) -> String {
        let (region, account) = (place.region(), place.account());
        format!("arn:aws:{}:{region}:{account}:{resource}", self.arn_service)
    }
}
