//! What a call of `FilterLogEvents` asks for.

use jiff::Timestamp;

use super::invalid;
use crate::bookmark;
use crate::call::Call;
use crate::estate::calls::Key;
use crate::members::Members;
use crate::problem::Problem;

const MEMBERS: [&str; 11] = [
    "logGroupName",
    "logGroupIdentifier",
    "logStreamNames",
    "logStreamNamePrefix",
    "startTime",
    "endTime",
    "filterPattern",
    "nextToken",
    "limit",
    "startFromHead",
    "interleaved",
];

/// The one filter pattern that is known, without its blanks.
const RECORDS_PATTERN: &str = "{$.schemaType=\"ModelInvocationLog\"}";

const MAX_LIMIT: i64 = 10_000;

/// The question.
pub(super) struct Query {
    pub(super) members: Members,
    pub(super) group: String,
    pub(super) records_only: bool,
    /// Milliseconds, both included.
    pub(super) start: Option<i64>,
    pub(super) end: Option<i64>,
    pub(super) limit: usize,
    pub(super) page: Page,
}

/// Which page is wanted: its number, and the event that it begins after.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Page {
    pub(super) number: u64,
    pub(super) after: Option<Key>,
}

impl Query {
    pub(super) fn of(call: &Call) -> Result<Self, Problem> {
        let members = Members::new(call.document()?, &MEMBERS)?;
        refuse_unknown(&members)?;
        Ok(Self {
            group: group(&members, call)?,
            records_only: records_only(&members)?,
            start: millisecond(&members, "startTime")?,
            end: millisecond(&members, "endTime")?,
            limit: limit(&members)?,
            page: page(call, &members)?,
            members,
        })
    }
}

impl Page {
    /// The page after this one, which ended with an event or was empty.
    pub(super) fn next(self, last: Option<Key>) -> Self {
        Self {
            number: self.number + 1,
            after: last.or(self.after),
        }
    }

    /// Its place in a token.
    pub(super) fn write(self) -> String {
        let Some(after) = self.after else {
            return format!("{}//", self.number);
        };
        let time = after.time.as_millisecond();
        format!("{}/{time}/{}", self.number, after.serial)
    }

    fn read(place: &str) -> Option<Self> {
        let mut parts = place.splitn(3, '/');
        let number = parts.next()?.parse().ok()?;
        let (time, serial) = (parts.next()?, parts.next()?);
        if time.is_empty() {
            return Some(Self {
                number,
                after: None,
            });
        }
        let after = Key {
            time: Timestamp::from_millisecond(time.parse().ok()?).ok()?,
            serial: serial.parse().ok()?,
        };
        Some(Self {
            number,
            after: Some(after),
        })
    }
}

/// What AWS has and the simulator has not. `interleaved` is ignored by AWS, too.
fn refuse_unknown(members: &Members) -> Result<(), Problem> {
    let newest_first = members.flag("startFromHead")? == Some(false);
    let streams = ["logStreamNames", "logStreamNamePrefix"]
        .into_iter()
        .find(|name| members.field(name).is_some());
    let unknown = streams.or(newest_first.then_some("startFromHead: false"));
    unknown.map_or(Ok(()), |name| {
        Err(Problem::unimplemented(&format!(
            "{name} of FilterLogEvents"
        )))
    })
}

fn group(members: &Members, call: &Call) -> Result<String, Problem> {
    let name = members.text("logGroupName")?;
    let identifier = members.text("logGroupIdentifier")?;
    match (name, identifier) {
        (Some(name), None) => Ok(name.to_owned()),
        (None, Some(identifier)) => Ok(group_of_identifier(identifier, call).to_owned()),
        (Some(_), Some(_)) | (None, None) => Err(invalid(
            "Exactly one of logGroupName and logGroupIdentifier must be given.",
        )),
    }
}

/// A group by its name or by its ARN, which here is one of the place that is asked.
fn group_of_identifier<'a>(identifier: &'a str, call: &Call) -> &'a str {
    let prefix = format!("arn:aws:logs:{}:{}:log-group:", call.region, call.account);
    identifier.strip_prefix(&prefix).unwrap_or(identifier)
}

fn records_only(members: &Members) -> Result<bool, Problem> {
    let pattern = members.text("filterPattern")?.unwrap_or_default();
    let bare: String = pattern.split_whitespace().collect();
    match bare.as_str() {
        "" => Ok(false),
        RECORDS_PATTERN => Ok(true),
        _ => Err(Problem::unimplemented(&format!(
            "the filter pattern {pattern:?}"
        ))),
    }
}

fn millisecond(members: &Members, name: &str) -> Result<Option<i64>, Problem> {
    let time = members.integer(name)?;
    if time.is_some_and(i64::is_negative) {
        return Err(invalid(&format!("{name} must not be negative.")));
    }
    Ok(time)
}

fn limit(members: &Members) -> Result<usize, Problem> {
    let limit = members.integer("limit")?.unwrap_or(MAX_LIMIT);
    let valid = (1..=MAX_LIMIT).contains(&limit);
    usize::try_from(limit)
        .ok()
        .filter(|_| valid)
        .ok_or_else(|| invalid("limit must be between 1 and 10000."))
}

fn page(call: &Call, members: &Members) -> Result<Page, Problem> {
    let Some(token) = members.text("nextToken")? else {
        return Ok(Page::default());
    };
    let place = bookmark::place(call, members, token);
    let page = place.as_deref().and_then(Page::read);
    page.ok_or_else(|| invalid("The specified nextToken is invalid."))
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::{Key, Page};

    #[test]
    fn a_page_is_read_as_it_was_written() {
        let time = Timestamp::from_millisecond(1500).expect("a time");
        let after = Some(Key { time, serial: 7 });
        for page in [
            Page { number: 3, after },
            Page {
                number: 1,
                after: None,
            },
        ] {
            assert_eq!(Page::read(&page.write()), Some(page));
        }
        for wrong in ["", "1", "1/2", "x//", "1/x/2"] {
            assert_eq!(Page::read(wrong), None, "{wrong}");
        }
    }
}
