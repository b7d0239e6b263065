//! What all gets do: check the identifier, find the record, show its details.

use serde_json::{Map, Value};

use super::Kind;
use super::list::Fields;
use crate::call::Call;
use crate::estate::Record;
use crate::problem::{Problem, ProblemKind};
use crate::protocol::Reply;
use crate::world::World;

/// How one kind of resource is got.
pub(super) struct Get {
    pub(super) kind: Kind,
    /// The label of the path that has the identifier.
    pub(super) label: &'static str,
    /// The types that an ARN may name: `custom-model` in `arn:aws:bedrock:...:custom-model/...`.
    pub(super) types: &'static [&'static str],
    /// What AWS takes beside an ARN.
    pub(super) bare: Bare,
    pub(super) detail: Fields,
    /// The member of the answer that has the details, where they do not stand at the top.
    pub(super) member: Option<&'static str>,
}

/// The form of an identifier that is not an ARN.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bare {
    /// There is none.
    None,
    /// An id that AWS made: small letters and digits.
    Id,
    /// A name that a user made, or the id of a model or profile.
    Name,
}

impl Get {
    /// Refuses an identifier whose form the operation does not take.
    pub(super) fn check_identifier(&self, identifier: &str) -> Result<(), Problem> {
        let fits = match identifier.strip_prefix("arn:") {
            Some(rest) => self.takes_arn(rest),
            None => self.bare.takes(identifier),
        };
        if fits {
            return Ok(());
        }
        let pattern = self.pattern();
        let constraint = format!("Member must satisfy regular expression pattern: {pattern}");
        Err(Problem::constraint(identifier, self.label, &constraint))
    }

    fn takes_arn(&self, rest: &str) -> bool {
        let resource = rest.splitn(5, ':').nth(4).unwrap_or_default();
        let (kind, id) = resource.split_once('/').unwrap_or_default();
        self.types.contains(&kind) && !id.is_empty()
    }

    fn pattern(&self) -> String {
        let types = self.types.join("|");
        let arn = format!("arn:aws(-[^:]+)?:[a-z]+:[a-z0-9-]{{1,20}}:([0-9]{{12}})?:({types})/.+");
        match self.bare {
            Bare::None => arn,
            Bare::Id => format!("({arn})|([a-z0-9]+)"),
            Bare::Name => format!("({arn})|([0-9a-zA-Z][0-9a-zA-Z_.:+-]*)"),
        }
    }

    /// The answer about a record.
    pub(super) fn show(&self, record: &Record) -> Reply {
        let detail = self.detail.of(record);
        Reply::Json(match self.member {
            Some(member) => Value::Object(Map::from_iter([(member.to_owned(), detail)])),
            None => detail,
        })
    }
}

impl Bare {
    fn takes(self, identifier: &str) -> bool {
        let all = |good: fn(char) -> bool| !identifier.is_empty() && identifier.chars().all(good);
        match self {
            Self::None => false,
            Self::Id => all(|c| c.is_ascii_lowercase() || c.is_ascii_digit()),
            Self::Name => all(|c| c.is_ascii_alphanumeric() || "_.:+-".contains(c)),
        }
    }
}

/// Answers a get.
pub(super) fn get(call: &Call, world: &World, spec: &Get) -> Result<Reply, Problem> {
    call.allow_parameters(&[])?;
    let identifier = identifier(call, spec);
    spec.check_identifier(identifier)?;
    find(call, world, spec.kind, identifier)
        .map(|record| spec.show(record))
        .ok_or_else(|| not_found(identifier))
}

/// The identifier that the path has.
pub(super) fn identifier<'a>(call: &'a Call, spec: &Get) -> &'a str {
    call.labels
        .get(spec.label)
        .map(String::as_str)
        .unwrap_or_default()
}

/// A record in the caller's account and region.
pub(super) fn find<'a>(
    call: &Call,
    world: &'a World,
    kind: Kind,
    alias: &str,
) -> Option<&'a Record> {
    world
        .estate
        .bedrock(&call.account, &call.region)?
        .collection(kind)?
        .find(alias)
}

pub(super) fn not_found(identifier: &str) -> Problem {
    Problem::new(
        ProblemKind::NotFound,
        format!("The specified resource could not be found: {identifier}"),
    )
}
