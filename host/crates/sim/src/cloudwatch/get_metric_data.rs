//! `GetMetricData`: five hundred queries and 100,800 values a call, the newest first unless told otherwise.

use std::collections::BTreeSet;

use jiff::Timestamp;

use super::ask::{Ask, missing};
use super::metrics::Metrics;
use super::points::{Point, Span, points};
use super::{document, problem};
use crate::bookmark;
use crate::call::Call;
use crate::cbor::Item;
use crate::estate::Place;
use crate::estate::calls::Calls;
use crate::members::Members;
use crate::problem::Problem;
use crate::protocol::Reply;
use crate::world::World;

const MEMBERS: [&str; 6] = [
    "MetricDataQueries",
    "StartTime",
    "EndTime",
    "NextToken",
    "ScanBy",
    "MaxDatapoints",
];

const MAX_QUERIES: usize = 500;

const MAX_POINTS: i64 = 100_800;

/// A call, read.
struct Question {
    members: Members,
    asks: Vec<Ask>,
    span: Span,
    ascending: bool,
    size: usize,
    begin: Begin,
}

/// Where a page begins: at a query, and there after a value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Begin {
    query: usize,
    after: Option<i64>,
}

/// What a page has of one query.
struct Part {
    points: Vec<Point>,
    status: &'static str,
}

/// A page as it fills.
struct Page {
    left: usize,
    next: Option<Begin>,
}

pub(super) fn get_metric_data(call: &Call, world: &mut World) -> Result<Reply, Problem> {
    let now = world.now();
    let question = Question::of(call, now)?;
    let at = Place::new(&call.account, &call.region);
    let nothing = Metrics::default();
    let calls = world.estate.calls(&at);
    let metrics = calls.map_or(&nothing, Calls::metrics);
    let mut page = Page {
        left: question.size,
        next: None,
    };
    let returned = question.asks.iter().filter(|ask| ask.is_returned);
    let results = returned.enumerate().map(|(number, ask)| {
        let part = question.part(metrics, number, ask, now, &mut page);
        result(ask, &part)
    });
    let results = Item::List(results.collect());
    let mut answer = vec![
        ("MetricDataResults", results),
        ("Messages", Item::List(vec![])),
    ];
    if let Some(next) = page.next {
        let token = bookmark::token(call, &question.members, &next.write());
        answer.push(("NextToken", Item::Text(token)));
    }
    Ok(Reply::Cbor(Item::Map(answer)))
}

impl Question {
    fn of(call: &Call, now: Timestamp) -> Result<Self, Problem> {
        let members = Members::new(document(call)?, &MEMBERS)?;
        let start = members.time("StartTime")?;
        let start = start.ok_or_else(|| missing("StartTime"))?;
        let end = members.time("EndTime")?;
        let end = end.ok_or_else(|| missing("EndTime"))?;
        if start >= end {
            return Err(Problem::invalid(
                "The parameter StartTime must be less than the parameter EndTime.",
            ));
        }
        Ok(Self {
            asks: asks(&members)?,
            span: Span::of(start, end, now),
            ascending: ascending(&members)?,
            size: size(&members)?,
            begin: begin(call, &members)?,
            members,
        })
    }

    /// What this page has of the query of this number.
    fn part(
        &self,
        metrics: &Metrics,
        number: usize,
        ask: &Ask,
        now: Timestamp,
        page: &mut Page,
    ) -> Part {
        if metrics.is_broken(&ask.series.name) {
            return Part {
                points: vec![],
                status: "InternalError",
            };
        }
        let all = self.left(points(metrics, ask, self.span, now), number);
        let count = page.left.min(all.len());
        page.left -= count;
        let is_all = count == all.len();
        let points: Vec<Point> = all.into_iter().take(count).collect();
        if !is_all && page.next.is_none() {
            page.next = Some(Begin {
                query: number,
                after: points
                    .last()
                    .map(|(second, _)| *second)
                    .or(self.after(number)),
            });
        }
        let status = if is_all { "Complete" } else { "PartialData" };
        Part { points, status }
    }

    /// The values of a query that earlier pages have not had, in the order of the call.
    fn left(&self, mut points: Vec<Point>, number: usize) -> Vec<Point> {
        if number < self.begin.query {
            return vec![];
        }
        if !self.ascending {
            points.reverse();
        }
        let after = self.after(number);
        points.retain(|(second, _)| {
            after.is_none_or(|after| (*second > after) == self.ascending && *second != after)
        });
        points
    }

    /// The value after which this page begins, where that is in the query of this number.
    fn after(&self, number: usize) -> Option<i64> {
        self.begin.after.filter(|_| number == self.begin.query)
    }
}

impl Begin {
    fn write(self) -> String {
        let after = self.after.map(|second| second.to_string());
        format!("{}/{}", self.query, after.unwrap_or_default())
    }

    fn read(place: &str) -> Option<Self> {
        let (query, after) = place.split_once('/')?;
        let after = (!after.is_empty()).then(|| after.parse().ok());
        Some(Self {
            query: query.parse().ok()?,
            after: match after {
                Some(second) => Some(second?),
                None => None,
            },
        })
    }
}

fn asks(members: &Members) -> Result<Vec<Ask>, Problem> {
    let queries = members.list("MetricDataQueries")?;
    if queries.is_empty() {
        return Err(missing("MetricDataQueries"));
    }
    if queries.len() > MAX_QUERIES {
        return Err(Problem::invalid(
            "The collection MetricDataQueries must not have a size greater than 500.",
        ));
    }
    let asks: Vec<Ask> = queries
        .iter()
        .map(Ask::of)
        .collect::<Result<_, Problem>>()?;
    let ids: BTreeSet<&str> = asks.iter().map(|ask| ask.id.as_str()).collect();
    if ids.len() < asks.len() {
        return Err(Problem::invalid(
            "The values for parameter id in MetricDataQueries are not unique.",
        ));
    }
    Ok(asks)
}

fn ascending(members: &Members) -> Result<bool, Problem> {
    match members.text("ScanBy")? {
        None | Some("TimestampDescending") => Ok(false),
        Some("TimestampAscending") => Ok(true),
        Some(other) => Err(Problem::invalid(format!(
            "The value {other} for parameter ScanBy is invalid."
        ))),
    }
}

fn size(members: &Members) -> Result<usize, Problem> {
    let size = members.integer("MaxDatapoints")?.unwrap_or(MAX_POINTS);
    let valid = (1..=MAX_POINTS).contains(&size);
    usize::try_from(size).ok().filter(|_| valid).ok_or_else(|| {
        Problem::invalid("The parameter MaxDatapoints must be between 1 and 100800.")
    })
}

fn begin(call: &Call, members: &Members) -> Result<Begin, Problem> {
    let Some(token) = members.text("NextToken")? else {
        return Ok(Begin::default());
    };
    let place = bookmark::place(call, members, token);
    let begin = place.as_deref().and_then(Begin::read);
    begin.ok_or_else(|| problem("InvalidNextToken", "The specified nextToken is invalid."))
}

fn result(ask: &Ask, part: &Part) -> Item {
    let time = |second: i64| Item::Time(Timestamp::from_second(second).unwrap_or(Timestamp::MIN));
    let times = part.points.iter().map(|(second, _)| time(*second));
    let values = part.points.iter().map(|(_, value)| Item::Float(*value));
    Item::Map(vec![
        ("Id", Item::Text(ask.id.clone())),
        ("Label", Item::Text(ask.label.clone())),
        ("Timestamps", Item::List(times.collect())),
        ("Values", Item::List(values.collect())),
        ("StatusCode", Item::Text(part.status.to_owned())),
    ])
}

#[cfg(test)]
mod tests {
    use super::Begin;

    #[test]
    fn a_place_is_read_as_it_was_written() {
        for after in [None, Some(1_756_728_000)] {
            let begin = Begin { query: 3, after };
            assert_eq!(Begin::read(&begin.write()), Some(begin));
        }
        for wrong in ["", "1", "x/", "1/x"] {
            assert_eq!(Begin::read(wrong), None, "{wrong}");
        }
    }
}
