//! What the filters of lists mean, by their names: `NameContains`, `StatusEquals`, `CreationTimeAfter`.

use jiff::Timestamp;
use serde_json::{Map, Value};

use super::Kind;
use super::order::is_sorting;
use super::page::is_paging;
use crate::estate::Record;
use crate::problem::Problem;

/// A filter of a request.
pub(super) struct Filter {
    path: String,
    test: Test,
}

enum Test {
    Is(Value),
    Contains(String),
    Begins(String),
    Before(Timestamp),
    After(Timestamp),
}

/// The filters that a request of a list has.
pub(super) fn filters(kind: &Kind, document: &Map<String, Value>) -> Result<Vec<Filter>, Problem> {
    let members = document.iter();
    let members = members.filter(|(name, _)| !is_paging(name) && !is_sorting(name));
    members
        .filter_map(|(name, value)| filter(kind, name, value).transpose())
        .collect()
}

fn filter(kind: &Kind, member: &str, value: &Value) -> Result<Option<Filter>, Problem> {
    let unknown = || {
        let what = format!("{member} {value} of {}", kind.list);
        Problem::unimplemented(&what)
    };
    if kind.refused.contains(&member) {
        return Err(unknown());
    }
    if let Some((_, taken)) = kind.options.iter().find(|(name, _)| *name == member) {
        let is_taken = taken.iter().any(|text| value == text);
        return if is_taken { Ok(None) } else { Err(unknown()) };
    }
    let (path, test) = (path(kind, member), test(member, value));
    let test = test.ok_or_else(unknown)?;
    Ok(Some(Filter { path, test }))
}

/// The field that a filter is about.
pub(super) fn path(kind: &Kind, member: &str) -> String {
    let told = kind.filters.iter().find(|(name, _)| *name == member);
    let path = told.map_or_else(|| named(kind, member), |(_, path)| path);
    path.to_owned()
}

fn named<'a>(kind: &'a Kind, member: &'a str) -> &'a str {
    match member {
        "NameContains" => return kind.title,
        "StatusEquals" => return kind.status,
        _ => {}
    }
    let suffixes = ["Contains", "Prefix", "Equals", "After", "Before"];
    let field = suffixes
        .iter()
        .find_map(|suffix| member.strip_suffix(suffix));
    match field {
        Some("CreationTime" | "Created") => kind.shape.created,
        Some("LastModifiedTime" | "ModifiedTime") => kind.modified,
        Some(field) => field,
        None => member,
    }
}

fn test(member: &str, value: &Value) -> Option<Test> {
    let text = || value.as_str().map(str::to_owned);
    let is_time = |suffix: &str| member.ends_with(suffix);
    if is_time("After") {
        return Some(Test::After(time(value)?));
    }
    if is_time("Before") {
        return Some(Test::Before(time(value)?));
    }
    if member.ends_with("Contains") {
        return Some(Test::Contains(text()?));
    }
    if member.ends_with("Prefix") {
        return Some(Test::Begins(text()?));
    }
    let is_plain = !value.is_object() && !value.is_array();
    is_plain.then(|| Test::Is(value.clone()))
}

/// A time as a request has it: seconds, or RFC 3339.
fn time(value: &Value) -> Option<Timestamp> {
    if let Some(text) = value.as_str() {
        return text.parse().ok();
    }
    let seconds = value.as_f64()?;
    jiff::SignedDuration::try_from_secs_f64(seconds)
        .ok()
        .and_then(|duration| Timestamp::from_duration(duration).ok())
}

impl Filter {
    pub(super) fn keeps(&self, record: &Record) -> bool {
        match at(record, &self.path) {
            Some(Value::Array(items)) => items.iter().any(|item| self.test.passes(item)),
            Some(value) => self.test.passes(value),
            None => false,
        }
    }
}

impl Test {
    fn passes(&self, value: &Value) -> bool {
        let text = value.as_str().unwrap_or_default();
        let time = || text.parse::<Timestamp>().ok();
        match self {
            Self::Is(wanted) => value == wanted,
            Self::Contains(part) => text.contains(part.as_str()),
            Self::Begins(start) => text.starts_with(start.as_str()),
            Self::Before(end) => time().is_some_and(|time| time < *end),
            Self::After(start) => time().is_some_and(|time| time > *start),
        }
    }
}

/// What a record has at a path: `OfflineStoreStatus.Status`.
pub(super) fn at<'a>(record: &'a Record, path: &str) -> Option<&'a Value> {
    let mut names = path.split('.');
    let first = record.field(names.next()?)?;
    names.try_fold(first, |value, name| value.get(name))
}

/// Whether a member of a request is a filter by its name, and not also a field.
pub(super) fn is_filter(member: &str) -> bool {
    let suffixes = ["Contains", "Prefix", "Equals", "After", "Before"];
    is_paging(member) || is_sorting(member) || suffixes.iter().any(|end| member.ends_with(end))
}
