//! `LookupEvents`: one attribute, ninety days, fifty events a page, the newest first, and no more than two a second.

use std::ops::Bound;

use jiff::{SignedDuration, Timestamp};
use serde_json::{Map, Value, json};

use super::attribute::Attribute;
use super::entry::Entry;
use super::problem;
use crate::bookmark;
use crate::call::Call;
use crate::estate::Place;
use crate::estate::calls::{Calls, Key};
use crate::members::Members;
use crate::problem::{Problem, ProblemKind};
use crate::protocol::Reply;
use crate::world::World;

const MEMBERS: [&str; 6] = [
    "LookupAttributes",
    "StartTime",
    "EndTime",
    "EventCategory",
    "MaxResults",
    "NextToken",
];

/// How far back events can be looked up.
const REACH: SignedDuration = SignedDuration::from_hours(90 * 24);

const MAX_PAGE: i64 = 50;

/// What a call asks for.
struct Lookup {
    attribute: Option<Attribute>,
    /// The seconds of the first and the last event, both included.
    first: i64,
    last: i64,
    size: usize,
    /// The event after which the page begins.
    after: Option<Key>,
}

pub(super) fn lookup_events(call: &Call, world: &mut World) -> Result<Reply, Problem> {
    if !world.admit_lookup(&call.account, &call.region) {
        return Err(Problem::new(ProblemKind::Throttled, "Rate exceeded"));
    }
    let members = Members::new(call.document()?, &MEMBERS)?;
    let lookup = Lookup::of(call, &members, world.now())?;
    let at = Place::new(&call.account, &call.region);
    let calls = world.estate.calls(&at);
    let mut found = calls.into_iter().flat_map(|calls| lookup.found(&at, calls));
    let page: Vec<Entry> = found.by_ref().take(lookup.size).collect();
    let more = found.next().is_some();
    let mut answer = Map::new();
    let events = page.iter().map(Entry::summary);
    answer.insert("Events".to_owned(), events.collect());
    if let Some(last) = page.last().filter(|_| more) {
        let token = bookmark::token(call, &members, &write_place(last.key));
        answer.insert("NextToken".to_owned(), json!(token));
    }
    Ok(Reply::Json(Value::Object(answer)))
}

impl Lookup {
    fn of(call: &Call, members: &Members, now: Timestamp) -> Result<Self, Problem> {
        if members.field("EventCategory").is_some() {
            return Err(Problem::unimplemented("EventCategory of LookupEvents"));
        }
        let attribute = Attribute::of(members)?;
        let (first, last) = time_range(members, now)?;
        Ok(Self {
            attribute,
            first,
            last,
            size: page_size(members)?,
            after: after(call, members)?,
        })
    }

    /// The events asked for, the newest first.
    fn found<'a>(&'a self, at: &'a Place, calls: &'a Calls) -> impl Iterator<Item = Entry<'a>> {
        let from = Key::from(second(self.first));
        let to = self.after.unwrap_or(Key::from(second(self.last + 1)));
        // A token may be older than what CloudTrail reaches back to by now.
        let range = (Bound::Included(from), Bound::Excluded(to.max(from)));
        let events = calls.within(range).rev();
        let events = events.filter_map(|(key, happening)| Entry::of(at, key, happening));
        events.filter(|entry| {
            self.attribute
                .as_ref()
                .is_none_or(|attribute| attribute.covers(entry))
        })
    }
}

/// The seconds asked for, as far as CloudTrail reaches back.
fn time_range(members: &Members, now: Timestamp) -> Result<(i64, i64), Problem> {
    let invalid = |message: &str| problem("InvalidTimeRangeException", message);
    let earliest = now.saturating_sub(REACH).unwrap_or(Timestamp::MIN);
    let start = members.time("StartTime")?;
    let end = members.time("EndTime")?;
    if start.zip(end).is_some_and(|(start, end)| start > end) {
        return Err(invalid("The start time must be before the end time."));
    }
    if end.is_some_and(|end| end < earliest) {
        return Err(invalid(
            "The time range is outside the range of the last 90 days.",
        ));
    }
    let first = start.map_or(earliest, |start| start.max(earliest));
    let last = end.map_or(now, |end| end.min(now));
    // An event has whole seconds: it is not yet at 1.5 when it is at 1. A start in the future finds nothing.
    let first = (first.as_millisecond() + 999).div_euclid(1000);
    Ok((first, last.as_second().max(first - 1)))
}

fn page_size(members: &Members) -> Result<usize, Problem> {
    let size = members.integer("MaxResults")?.unwrap_or(MAX_PAGE);
    let valid = (1..=MAX_PAGE).contains(&size);
    usize::try_from(size).ok().filter(|_| valid).ok_or_else(|| {
        problem(
            "InvalidMaxResultsException",
            "MaxResults must be between 1 and 50.",
        )
    })
}

fn after(call: &Call, members: &Members) -> Result<Option<Key>, Problem> {
    let Some(token) = members.text("NextToken")? else {
        return Ok(None);
    };
    let place = bookmark::place(call, members, token);
    let key = place.as_deref().and_then(read_place);
    key.map(Some).ok_or_else(|| {
        let message = "The token is not valid, or was used with different parameters.";
        problem("InvalidNextTokenException", message)
    })
}

fn write_place(key: &Key) -> String {
    format!("{}/{}", key.time.as_millisecond(), key.serial)
}

fn read_place(place: &str) -> Option<Key> {
    let (time, serial) = place.split_once('/')?;
    Some(Key {
        time: Timestamp::from_millisecond(time.parse().ok()?).ok()?,
        serial: serial.parse().ok()?,
    })
}

fn second(second: i64) -> Timestamp {
    Timestamp::from_second(second).unwrap_or(Timestamp::MAX)
}
