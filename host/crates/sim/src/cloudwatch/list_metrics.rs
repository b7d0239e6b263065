//! `ListMetrics`: the series that had a value in the last two weeks, five hundred a page.

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use super::metrics::{Metrics, Series};
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
    "Namespace",
    "MetricName",
    "Dimensions",
    "NextToken",
    "RecentlyActive",
    "IncludeLinkedAccounts",
];

const PAGE: usize = 500;

const MAX_DIMENSIONS: usize = 10;

/// A series that is silent for longer is not listed.
const SILENCE: SignedDuration = SignedDuration::from_hours(14 * 24);

/// What `PT3H` means, the only value of `RecentlyActive`.
const RECENT: SignedDuration = SignedDuration::from_hours(3);

/// Which series are asked for.
struct Wanted<'a> {
    namespace: Option<&'a str>,
    name: Option<&'a str>,
    dimensions: Vec<(&'a str, Option<&'a str>)>,
    /// The second before which a series must not have ended.
    since: i64,
}

pub(super) fn list_metrics(call: &Call, world: &mut World) -> Result<Reply, Problem> {
    let members = Members::new(document(call)?, &MEMBERS)?;
    if members.flag("IncludeLinkedAccounts")? == Some(true) {
        return Err(Problem::unimplemented(
            "IncludeLinkedAccounts of ListMetrics",
        ));
    }
    let wanted = Wanted::of(&members, world.now())?;
    let after = after(call, &members)?;
    let at = Place::new(&call.account, &call.region);
    let metrics = world.estate.calls(&at).map(Calls::metrics);
    let all = metrics
        .into_iter()
        .flat_map(|metrics: &Metrics| metrics.after(after.as_ref()));
    let mut found = all.filter(|(series, last)| wanted.covers(series, *last));
    let page: Vec<&Series> = found
        .by_ref()
        .take(PAGE)
        .map(|(series, _)| series)
        .collect();
    let items = page.iter().map(|series| item(series)).collect();
    let mut answer = vec![("Metrics", Item::List(items))];
    if let Some(last) = page.last().filter(|_| found.next().is_some()) {
        let token = bookmark::token(call, &members, &write_place(last));
        answer.push(("NextToken", Item::Text(token)));
    }
    Ok(Reply::Cbor(Item::Map(answer)))
}

impl<'a> Wanted<'a> {
    fn of(members: &'a Members, now: Timestamp) -> Result<Self, Problem> {
        let age = match members.text("RecentlyActive")? {
            None => SILENCE,
            Some("PT3H") => RECENT,
            Some(_) => return Err(invalid("The only value of RecentlyActive is PT3H.")),
        };
        let since = now.saturating_sub(age).unwrap_or(Timestamp::MIN);
        Ok(Self {
            namespace: members.text("Namespace")?,
            name: members.text("MetricName")?,
            dimensions: dimensions(members)?,
            since: since.as_second(),
        })
    }

    /// Whether a series is asked for; it may have more dimensions than the filter names.
    fn covers(&self, series: &Series, last: i64) -> bool {
        let has = |(name, value): &(&str, Option<&str>)| {
            series.dimensions.iter().any(|dimension| {
                dimension.0 == *name && value.is_none_or(|value| dimension.1 == value)
            })
        };
        last >= self.since
            && self
                .namespace
                .is_none_or(|wanted| series.namespace == wanted)
            && self.name.is_none_or(|wanted| series.name == wanted)
            && self.dimensions.iter().all(has)
    }
}

fn dimensions(members: &Members) -> Result<Vec<(&str, Option<&str>)>, Problem> {
    let filters = members.list("Dimensions")?;
    if filters.len() > MAX_DIMENSIONS {
        return Err(invalid(
            "The collection Dimensions must not have a size greater than 10.",
        ));
    }
    filters.iter().map(filter).collect()
}

fn filter(value: &Value) -> Result<(&str, Option<&str>), Problem> {
    Members::of(value, &["Name", "Value"])?;
    let text = |name: &str| value.get(name).and_then(Value::as_str);
    let name = text("Name").ok_or_else(|| invalid("The parameter Name is required."))?;
    Ok((name, text("Value")))
}

fn item(series: &Series) -> Item {
    let dimension = |(name, value): &(String, String)| {
        Item::Map(vec![
            ("Name", Item::Text(name.clone())),
            ("Value", Item::Text(value.clone())),
        ])
    };
    Item::Map(vec![
        ("Namespace", Item::Text(series.namespace.clone())),
        ("MetricName", Item::Text(series.name.clone())),
        (
            "Dimensions",
            Item::List(series.dimensions.iter().map(dimension).collect()),
        ),
    ])
}

fn after(call: &Call, members: &Members) -> Result<Option<Series>, Problem> {
    let Some(token) = members.text("NextToken")? else {
        return Ok(None);
    };
    let place = bookmark::place(call, members, token);
    let series = place.as_deref().and_then(read_place);
    series
        .map(Some)
        .ok_or_else(|| invalid("The value of NextToken is not valid."))
}

fn write_place(series: &Series) -> String {
    json!([series.namespace, series.name, series.dimensions]).to_string()
}

fn read_place(place: &str) -> Option<Series> {
    let (namespace, name, dimensions) = serde_json::from_str(place).ok()?;
    Some(Series {
        namespace,
        name,
        dimensions,
    })
}

fn invalid(message: &str) -> Problem {
    problem("InvalidParameterValue", message)
}

#[cfg(test)]
mod tests {
    use super::{Series, read_place, write_place};

    #[test]
    fn a_place_is_read_as_it_was_written() {
        let series = Series::new("AWS/Bedrock", "Invocations", &[("ModelId", "a:\"b\"")]);
        assert_eq!(read_place(&write_place(&series)), Some(series));
        assert_eq!(read_place("[]"), None);
    }
}
