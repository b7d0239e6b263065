//! Functions that are SQLite's own, made anew: those of SQLite take a time that grows with the product of what they are
//! given, and nothing ends them. These take one that grows with the sum, or look at the clock.
//!
//! They answer as SQLite's do. Tests compare them.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};

use memchr::memmem::{self, Finder};
use rusqlite::functions::{Context, FunctionFlags};
use rusqlite::types::{ToSql, ToSqlOutput, ValueRef};
use rusqlite::{Connection, Error, ffi};

use super::characters;
use super::clock::{Clock, Meter, failure};
use super::guard::{MAX_PATTERN, MAX_VALUE};
use super::pattern::Pattern;

/// Puts them in the place of SQLite's.
pub(super) fn replace_all(connection: &Connection, clock: Clock) -> Result<(), Error> {
    let numbers = Numbers::new()?;
    let add = |name: &'static str, arguments, function: Function| {
        let numbers = numbers.clone();
        let flags = FunctionFlags::SQLITE_UTF8
            | FunctionFlags::SQLITE_DETERMINISTIC
            | FunctionFlags::SQLITE_INNOCUOUS;
        connection.create_scalar_function(name, arguments, flags, move |context| {
            clock.check()?;
            function(&Call {
                context,
                numbers: &numbers,
                clock: &clock,
            })
        })
    };
    add("instr", 2, instr)?;
    add("replace", 3, replace)?;
    add("ltrim", 2, |call| trim(call, true, false))?;
    add("rtrim", 2, |call| trim(call, false, true))?;
    add("trim", 2, |call| trim(call, true, true))?;
    add("unhex", 2, unhex)?;
    add("like", 2, like)?;
    add("like", 3, like)?;
    add("glob", 2, glob)
}

type Function = fn(&Call<'_>) -> Result<Option<Answer>, Error>;

#[derive(Debug)]
enum Answer {
    Number(i64),
    Text(Vec<u8>),
    Blob(Vec<u8>),
}

impl ToSql for Answer {
    fn to_sql(&self) -> Result<ToSqlOutput<'_>, Error> {
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Number(number) => ValueRef::Integer(*number),
            Self::Text(text) => ValueRef::Text(text),
            Self::Blob(blob) => ValueRef::Blob(blob),
        }))
    }
}

/// How SQLite writes a number that is not whole, which is best asked of itself.
#[derive(Debug, Clone)]
struct Numbers(Arc<Mutex<Connection>>);

impl Numbers {
    fn new() -> Result<Self, Error> {
        let connection = Connection::open_in_memory()?;
        Ok(Self(Arc::new(Mutex::new(connection))))
    }

    fn text(&self, number: f64) -> Result<String, Error> {
        let connection = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut statement = connection.prepare_cached("SELECT CAST(?1 AS TEXT)")?;
        statement.query_row([number], |row| row.get(0))
    }
}

/// A call of a function.
struct Call<'a> {
    context: &'a Context<'a>,
    numbers: &'a Numbers,
    clock: &'a Clock,
}

impl Call<'_> {
    /// An argument as a text; nothing for NULL.
    fn text(&self, argument: usize) -> Result<Option<Cow<'_, [u8]>>, Error> {
        Ok(match self.context.get_raw(argument) {
            ValueRef::Null => None,
            ValueRef::Integer(number) => Some(number.to_string().into_bytes().into()),
            ValueRef::Real(number) => Some(self.numbers.text(number)?.into_bytes().into()),
            ValueRef::Text(bytes) | ValueRef::Blob(bytes) => Some(bytes.into()),
        })
    }

    fn is_blob(&self, argument: usize) -> bool {
        matches!(self.context.get_raw(argument), ValueRef::Blob(_))
    }
}

/// Where one begins in the other, from 1: in bytes between blobs, otherwise in characters.
fn instr(call: &Call<'_>) -> Result<Option<Answer>, Error> {
    let (Some(text), Some(part)) = (call.text(0)?, call.text(1)?) else {
        return Ok(None);
    };
    if call.is_blob(0) && call.is_blob(1) {
        let found = memmem::find(&text, &part);
        return Ok(place(found.map_or(0, |start| start + 1)));
    }
    // A part that begins within a character can only be found at the start.
    let is_within = part
        .first()
        .is_some_and(|byte| characters::is_continuation(*byte));
    let found = match text.starts_with(&part) {
        true => Some(0),
        false if is_within => None,
        false => memmem::find(&text, &part),
    };
    let begins = |byte: &&u8| !characters::is_continuation(**byte);
    let before = |start| text.iter().skip(1).take(start).filter(begins).count();
    Ok(place(found.map_or(0, |start| before(start) + 1)))
}

#[expect(clippy::unnecessary_wraps, reason = "it is what a function answers")]
fn place(place: usize) -> Option<Answer> {
    let place = i64::try_from(place).expect("a value is shorter than that");
    Some(Answer::Number(place))
}

fn replace(call: &Call<'_>) -> Result<Option<Answer>, Error> {
    let (Some(text), Some(part)) = (call.text(0)?, call.text(1)?) else {
        return Ok(None);
    };
    if matches!(*part, [] | [0, ..]) {
        return Ok(Some(Answer::Text(text.into_owned())));
    }
    let Some(other) = call.text(2)? else {
        return Ok(None);
    };
    let finder = Finder::new(&*part);
    let count = finder.find_iter(&text).count();
    let length = text.len() - count * part.len() + count * other.len();
    if is_over(length, MAX_VALUE) {
        return Err(failure(ffi::SQLITE_TOOBIG));
    }
    let mut replaced = Vec::with_capacity(length);
    let mut rest = 0;
    for start in finder.find_iter(&text) {
        replaced.extend_from_slice(text.get(rest..start).unwrap_or_default());
        replaced.extend_from_slice(&other);
        rest = start + part.len();
    }
    replaced.extend_from_slice(text.get(rest..).unwrap_or_default());
    Ok(Some(Answer::Text(replaced)))
}

fn trim(call: &Call<'_>, from_left: bool, from_right: bool) -> Result<Option<Answer>, Error> {
    let (Some(text), Some(set)) = (call.text(0)?, call.text(1)?) else {
        return Ok(None);
    };
    let set = Characters::of(&set);
    let mut meter = Meter::new(call.clock);
    let mut rest = &*text;
    while from_left && let Some(length) = set.length(|length| rest.get(..length)) {
        meter.spend(set.work)?;
        rest = rest.get(length..).unwrap_or_default();
    }
    while from_right
        && let Some(length) = set.length(|length| rest.get(rest.len().checked_sub(length)?..))
    {
        meter.spend(set.work)?;
        rest = rest.get(..rest.len() - length).unwrap_or_default();
    }
    Ok(Some(Answer::Text(rest.to_owned())))
}

/// Characters to trim, and which of them comes first: in a text that is not UTF-8, one may begin another.
struct Characters<'a> {
    order: HashMap<&'a [u8], usize>,
    lengths: BTreeSet<usize>,
    work: usize,
}

impl<'a> Characters<'a> {
    fn of(set: &'a [u8]) -> Self {
        let mut order = HashMap::new();
        for (place, piece) in characters::pieces(set).enumerate() {
            order.entry(piece).or_insert(place);
        }
        let lengths: BTreeSet<_> = order.keys().map(|piece| piece.len()).collect();
        let work = lengths.iter().sum();
        Self {
            order,
            lengths,
            work,
        }
    }

    /// How long the first of the characters is that is there.
    fn length<'b>(&self, there: impl Fn(usize) -> Option<&'b [u8]>) -> Option<usize> {
        let found = |length: &usize| Some((*self.order.get(there(*length)?)?, *length));
        let first = self.lengths.iter().filter_map(found).min();
        first.map(|(_, length)| length)
    }
}

/// The bytes that a text names by pairs of digits, between which certain characters may stand.
fn unhex(call: &Call<'_>) -> Result<Option<Answer>, Error> {
    let (Some(text), Some(between)) = (call.text(0)?, call.text(1)?) else {
        return Ok(None);
    };
    let between: HashSet<u32> = between
        .split(|byte| *byte == 0)
        .flat_map(characters::all)
        .collect();
    let mut bytes = Vec::new();
    let mut rest = &*text;
    while let Some((character, after)) = characters::first(rest) {
        rest = after;
        let Some(high) = digit(character) else {
            if between.contains(&character) {
                continue;
            }
            return Ok(None);
        };
        let Some((low, after)) = characters::first(rest) else {
            return Ok(None);
        };
        let Some(low) = digit(low) else {
            return Ok(None);
        };
        bytes.push(high << 4 | low);
        rest = after;
    }
    Ok(Some(Answer::Blob(bytes)))
}

fn digit(character: u32) -> Option<u8> {
    let digit = char::from_u32(character)?.to_digit(16)?;
    u8::try_from(digit).ok()
}

fn like(call: &Call<'_>) -> Result<Option<Answer>, Error> {
    let escape = if call.context.len() == 3 {
        let Some(escape) = call.text(2)? else {
            return Ok(None);
        };
        let mut characters = characters::all(&escape);
        match (characters.next(), characters.next()) {
            (Some(escape), None) => Some(escape),
            _ => return Err(said("ESCAPE expression must be a single character")),
        }
    } else {
        None
    };
    compare(call, escape, |pattern| Pattern::like(pattern, escape))
}

fn glob(call: &Call<'_>) -> Result<Option<Answer>, Error> {
    compare(call, None, Pattern::glob)
}

fn compare(
    call: &Call<'_>,
    escape: Option<u32>,
    parse: impl Fn(&[u8]) -> Pattern,
) -> Result<Option<Answer>, Error> {
    let Some(pattern) = call.text(0)? else {
        return Ok(None);
    };
    if is_over(pattern.len(), MAX_PATTERN) {
        return Err(said("LIKE or GLOB pattern too complex"));
    }
    let Some(text) = call.text(1)? else {
        return Ok(None);
    };
    // A pattern that is the same in every row is parsed once.
    let parsed = match call.context.get_aux::<(Option<u32>, Pattern)>(0)? {
        Some(parsed) if parsed.0 == escape => parsed,
        _ => call.context.set_aux(0, (escape, parse(&pattern)))?,
    };
    let mut meter = Meter::new(call.clock);
    let is_alike = parsed.1.matches(&text, &mut meter)?;
    Ok(Some(Answer::Number(is_alike.into())))
}

fn is_over(length: usize, limit: i32) -> bool {
    i32::try_from(length).map_or(true, |length| length > limit)
}

/// An error in the words of SQLite.
fn said(message: &str) -> Error {
    let error = ffi::Error::new(ffi::SQLITE_ERROR);
    Error::SqliteFailure(error, Some(message.to_owned()))
}

#[cfg(test)]
mod tests;
