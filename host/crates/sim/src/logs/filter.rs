//! `FilterLogEvents`: the oldest event first, a megabyte or ten thousand events a page, and now and then a page with
//! nothing but a token, as AWS has it where it searched long and found little.

use std::ops::Bound;

use jiff::Timestamp;
use serde_json::{Map, Value, json};

use super::line::Line;
use super::query::{Page, Query};
use crate::bookmark;
use crate::call::Call;
use crate::estate::calls::{Calls, Key};
use crate::estate::{Estate, Place};
use crate::problem::{Problem, ProblemKind};
use crate::protocol::Reply;
use crate::world::World;

/// How much text a page has at most.
const MAX_PAGE_BYTES: usize = 1024 * 1024;

/// Of so many pages one is empty, the second first.
const EMPTY_EVERY: u64 = 3;

pub(super) fn filter_log_events(call: &Call, world: &mut World) -> Result<Reply, Problem> {
    let query = Query::of(call)?;
    let at = Place::new(&call.account, &call.region);
    let logged = logged(&world.estate, &at, &query.group)?;
    if is_empty_page(&query) {
        return Ok(answer(call, &query, &[], Some(query.page.next(None))));
    }
    let calls = world.estate.calls(&at).filter(|_| logged);
    let now = world.now();
    let found = calls
        .into_iter()
        .flat_map(|calls| found(&at, calls, &query, now));
    let (lines, more) = page(found, query.limit);
    let last = lines.last().filter(|_| more);
    let next = last.map(|line| query.page.next(Some(*line.key)));
    Ok(answer(call, &query, &lines, next))
}

/// Whether the calls are logged to this group, which must be there.
fn logged(estate: &Estate, at: &Place, group: &str) -> Result<bool, Problem> {
    if configured_group(estate, at).as_deref() == Some(group) {
        return Ok(true);
    }
    if estate.calls(at).is_some_and(|calls| calls.has_group(group)) {
        return Ok(true);
    }
    Err(Problem::new(
        ProblemKind::NotFound,
        "The specified log group does not exist.",
    ))
}

/// The group that Bedrock's logging of invocations is set to.
fn configured_group(estate: &Estate, at: &Place) -> Option<String> {
    let config = estate
        .bedrock(at.account(), at.region())?
        .invocation_logging()?;
    let group = config.get("cloudWatchConfig")?.get("logGroupName")?;
    Some(group.as_str()?.to_owned())
}

/// Without a start the whole group is searched, and the first page has nothing yet.
fn is_empty_page(query: &Query) -> bool {
    let searches_all = query.start.is_none() && query.page.number == 0;
    searches_all || query.page.number % EMPTY_EVERY == 1
}

/// What the log has of the time asked for, the oldest first.
fn found<'a>(
    at: &'a Place,
    calls: &'a Calls,
    query: &Query,
    now: Timestamp,
) -> impl Iterator<Item = Line<'a>> {
    let time = |millisecond| Timestamp::from_millisecond(millisecond).unwrap_or(Timestamp::MAX);
    let start = Key::from(query.start.map_or(Timestamp::MIN, time));
    let from = query.page.after.map_or(Bound::Included(start), |after| {
        Bound::Excluded(after.max(start))
    });
    let least = query.page.after.unwrap_or(start).max(start);
    let end = Key::to(query.end.map_or(now, time).min(now)).max(least);
    let records_only = query.records_only;
    calls
        .within((from, Bound::Included(end)))
        .filter_map(move |(key, happening)| Line::of(at, key, happening, records_only))
}

/// As many lines as a page has, and whether there are more.
fn page<'a>(found: impl Iterator<Item = Line<'a>>, limit: usize) -> (Vec<Line<'a>>, bool) {
    let (mut lines, mut bytes) = (vec![], 0);
    for line in found {
        bytes += line.text.len();
        if lines.len() == limit || bytes > MAX_PAGE_BYTES {
            return (lines, true);
        }
        lines.push(line);
    }
    (lines, false)
}

/// The page, with the token of the next where there is one.
fn answer(call: &Call, query: &Query, lines: &[Line<'_>], next: Option<Page>) -> Reply {
    let mut answer = Map::new();
    let events: Vec<Value> = lines.iter().map(Line::document).collect();
    answer.insert("events".to_owned(), json!(events));
    answer.insert("searchedLogStreams".to_owned(), json!([]));
    if let Some(next) = next {
        let token = bookmark::token(call, &query.members, &next.write());
        answer.insert("nextToken".to_owned(), json!(token));
    }
    Reply::Json(Value::Object(answer))
}
