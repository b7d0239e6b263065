//! Keeps each call once, whichever sources tell of it.
//!
//! The first source to tell of a call decides what it says; later ones fill in what is missing. So a call that the
//! audit trail has with its address, and the log with its tokens, is one call with both.

use std::collections::BTreeSet;

use opencite_core::{Invocation, InvocationId, Timestamp};
use rusqlite::types::{ToSqlOutput, Value, ValueRef};
use rusqlite::{Connection, OptionalExtension as _, Row, ToSql, Transaction, named_params};

use super::principals::{Caller, Principals};
use super::routes::Routes;
use super::window::{HOUR_MS, day_of_hour};
use super::words::Words;
use crate::failure::Failure;
use crate::row;

/// The most tokens that a call is believed to have: sums of them must not overflow.
const MOST: u64 = 1 << 44;

/// What came of the calls that a unit told of.
#[derive(Debug, Default)]
pub(super) struct Written {
    pub(super) added: u64,
    pub(super) filled: u64,
    pub(super) unchanged: u64,
    pub(super) late: u64,
    pub(super) touched: Touched,
}

/// What must be counted again.
#[derive(Debug, Default)]
pub(super) struct Touched {
    pub(super) hours: BTreeSet<i64>,
    /// What a call was counted as before a source said more: hour, route, principal.
    pub(super) left: BTreeSet<(i64, i64, i64)>,
}

/// Writes the calls of a place.
#[derive(Debug)]
pub(super) struct Calls {
    place: i64,
    /// Calls before this time have been removed, and what was counted of them stays as it is.
    frozen_before: i64,
    nameless: Nameless,
    routes: Routes,
    principals: Principals,
    words: Words,
    written: Written,
}

/// The rows that stand for what no source named.
#[derive(Debug, Clone, Copy)]
struct Nameless {
    route: i64,
    principal: i64,
}

impl Calls {
    pub(super) fn new(
        tx: &Transaction<'_>,
        place: i64,
        frozen_before: i64,
    ) -> Result<Self, Failure> {
        let (mut routes, mut principals) = (Routes::of(place), Principals::of(place));
        Ok(Self {
            place,
            frozen_before,
            nameless: Nameless {
                route: routes.intern(tx, None)?,
                principal: principals.nobody(tx)?.principal,
            },
            routes,
            principals,
            words: Words::default(),
            written: Written::default(),
        })
    }

    /// Stores a call, or what it adds to what is stored of it.
    pub(super) fn write(
        &mut self,
        tx: &Transaction<'_>,
        invocation: &Invocation,
    ) -> Result<(), Failure> {
        let time = invocation.time.as_millisecond();
        if time < self.frozen_before {
            self.written.late += 1;
            return Ok(());
        }
        let id = StoredId::of(&invocation.id);
        let call = self.call(tx, invocation)?;
        if let Some((at, stored)) = find(tx, self.place, &id)? {
            return self.fill(tx, (at, &id), stored, call);
        }
        insert(tx, self.place, (time, &id), call)?;
        self.written.added += 1;
        self.written.touched.hours.insert(hour(time));
        Ok(())
    }

    pub(super) fn finish(self) -> Written {
        self.written
    }

    fn fill(
        &mut self,
        tx: &Transaction<'_>,
        at: (i64, &StoredId),
        stored: Call,
        told: Call,
    ) -> Result<(), Failure> {
        let filled = stored.filled_by(told, self.nameless);
        if filled == stored {
            self.written.unchanged += 1;
            return Ok(());
        }
        update(tx, self.place, at, filled)?;
        self.written.filled += 1;
        let (hour, touched) = (hour(at.0), &mut self.written.touched);
        touched.hours.insert(hour);
        if (stored.route, stored.principal) != (filled.route, filled.principal) {
            touched.left.insert((hour, stored.route, stored.principal));
        }
        Ok(())
    }

    fn call(&mut self, tx: &Transaction<'_>, invocation: &Invocation) -> Result<Call, Failure> {
        let second = invocation.time.as_second();
        let caller = self
            .principals
            .intern(tx, invocation.principal.as_ref(), second)?;
        let mut word = |text: &Option<String>| {
            let text = text.as_deref().filter(|text| !text.is_empty());
            text.map(|text| self.words.intern(tx, text)).transpose()
        };
        let tokens = invocation.tokens;
        let stored = |count: Option<u64>| count.map(|count| row::stored_count(count.min(MOST)));
        Ok(Call {
            operation: word(&invocation.operation)?,
            source_ip: word(&invocation.source_ip)?,
            user_agent: word(&invocation.user_agent)?,
            inference_region: word(&invocation.inference_region)?,
            error_code: word(&invocation.error_code)?,
            error_message: word(&invocation.error_message)?,
            route: self.routes.intern(tx, invocation.model.as_deref())?,
            principal: caller.principal,
            session: caller.session,
            input_tokens: stored(tokens.input),
            output_tokens: stored(tokens.output),
            cache_read_tokens: stored(tokens.cache_read),
            cache_write_tokens: stored(tokens.cache_write),
        })
    }
}

/// The hour that a time in milliseconds lies in.
fn hour(time: i64) -> i64 {
    time.div_euclid(HOUR_MS)
}

impl Touched {
    pub(super) fn days(&self) -> BTreeSet<i64> {
        self.hours.iter().map(|hour| day_of_hour(*hour)).collect()
    }
}

/// A call as it is stored, by the rows that it points to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Call {
    route: i64,
    principal: i64,
    session: Option<i64>,
    operation: Option<i64>,
    source_ip: Option<i64>,
    user_agent: Option<i64>,
    inference_region: Option<i64>,
    error_code: Option<i64>,
    error_message: Option<i64>,
    input_tokens: Option<i64>,
    output_tokens: Option<i64>,
    cache_read_tokens: Option<i64>,
    cache_write_tokens: Option<i64>,
}

impl Call {
    /// The call with what another source tells in the places that this one left empty.
    fn filled_by(self, told: Self, nameless: Nameless) -> Self {
        let is_named = self.route != nameless.route;
        let caller = self.caller_filled_by(told, nameless);
        Self {
            route: if is_named { self.route } else { told.route },
            principal: caller.principal,
            session: caller.session,
            operation: self.operation.or(told.operation),
            source_ip: self.source_ip.or(told.source_ip),
            user_agent: self.user_agent.or(told.user_agent),
            inference_region: self.inference_region.or(told.inference_region),
            error_code: self.error_code.or(told.error_code),
            error_message: self.error_message.or(told.error_message),
            input_tokens: self.input_tokens.or(told.input_tokens),
            output_tokens: self.output_tokens.or(told.output_tokens),
            cache_read_tokens: self.cache_read_tokens.or(told.cache_read_tokens),
            cache_write_tokens: self.cache_write_tokens.or(told.cache_write_tokens),
        }
    }

    /// A session belongs to its principal.
    fn caller_filled_by(self, told: Self, nameless: Nameless) -> Caller {
        if self.principal == nameless.principal {
            return Caller {
                principal: told.principal,
                session: told.session,
            };
        }
        let same = self.principal == told.principal;
        Caller {
            principal: self.principal,
            session: self.session.or(told.session.filter(|_| same)),
        }
    }
}

/// An id as it is stored: a UUID, as nearly all are, in less than half the space.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum StoredId {
    Uuid([u8; 16]),
    Text(String),
}

impl StoredId {
    fn of(id: &InvocationId) -> Self {
        uuid(id.as_str()).map_or_else(|| Self::Text(id.as_str().to_owned()), Self::Uuid)
    }

    /// The id in a row.
    pub(super) fn read(row: &Row<'_>, column: &str) -> Result<InvocationId, Failure> {
        let text = match row.get_ref(column)? {
            ValueRef::Blob(bytes) => uuid_text(bytes),
            ValueRef::Text(text) => String::from_utf8_lossy(text).into_owned(),
            ValueRef::Null | ValueRef::Integer(_) | ValueRef::Real(_) => String::new(),
        };
        InvocationId::new(text).map_err(|error| row::damaged(column, &error.to_string()))
    }
}

impl ToSql for StoredId {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self {
            Self::Uuid(bytes) => ToSqlOutput::Owned(Value::Blob(bytes.to_vec())),
            Self::Text(text) => ToSqlOutput::Borrowed(ValueRef::Text(text.as_bytes())),
        })
    }
}

/// The bytes of a text that is a UUID in exactly the way that [`uuid_text`] writes it.
fn uuid(text: &str) -> Option<[u8; 16]> {
    let digits: String = text.chars().filter(|letter| *letter != '-').collect();
    let number = u128::from_str_radix(&digits, 16).ok()?;
    let bytes = number.to_be_bytes();
    (uuid_text(&bytes) == text).then_some(bytes)
}

fn uuid_text(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(36);
    for (index, byte) in bytes.iter().enumerate() {
        if matches!(index, 4 | 6 | 8 | 10) {
            text.push('-');
        }
        for digit in [byte >> 4, byte & 15] {
            text.extend(char::from_digit(u32::from(digit), 16));
        }
    }
    text
}

fn find(
    connection: &Connection,
    place: i64,
    id: &StoredId,
) -> Result<Option<(i64, Call)>, Failure> {
    Ok(connection
        .prepare_cached("SELECT * FROM invocation WHERE place = :place AND id = :id")?
        .query_row(named_params! { ":place": place, ":id": id }, |row| {
            Ok((row.get("time")?, call(row)?))
        })
        .optional()?)
}

fn call(row: &Row<'_>) -> rusqlite::Result<Call> {
    Ok(Call {
        route: row.get("route")?,
        principal: row.get("principal")?,
        session: row.get("session")?,
        operation: row.get("operation")?,
        source_ip: row.get("source_ip")?,
        user_agent: row.get("user_agent")?,
        inference_region: row.get("inference_region")?,
        error_code: row.get("error_code")?,
        error_message: row.get("error_message")?,
        input_tokens: row.get("input_tokens")?,
        output_tokens: row.get("output_tokens")?,
        cache_read_tokens: row.get("cache_read_tokens")?,
        cache_write_tokens: row.get("cache_write_tokens")?,
    })
}

const INSERT: &str = "
    INSERT INTO invocation (place, time, id, route, principal, session, operation, source_ip,
        user_agent, inference_region, error_code, error_message, input_tokens, output_tokens,
        cache_read_tokens, cache_write_tokens)
    VALUES (:place, :time, :id, :route, :principal, :session, :operation, :source_ip,
        :user_agent, :inference_region, :error_code, :error_message, :input_tokens, :output_tokens,
        :cache_read_tokens, :cache_write_tokens)";

const UPDATE: &str = "
    UPDATE invocation
    SET route = :route, principal = :principal, session = :session, operation = :operation,
        source_ip = :source_ip, user_agent = :user_agent, inference_region = :inference_region,
        error_code = :error_code, error_message = :error_message, input_tokens = :input_tokens,
        output_tokens = :output_tokens, cache_read_tokens = :cache_read_tokens,
        cache_write_tokens = :cache_write_tokens
    WHERE place = :place AND time = :time AND id = :id";

fn insert(
    tx: &Transaction<'_>,
    place: i64,
    at: (i64, &StoredId),
    call: Call,
) -> Result<(), Failure> {
    write(tx, INSERT, place, at, call)
}

fn update(
    tx: &Transaction<'_>,
    place: i64,
    at: (i64, &StoredId),
    call: Call,
) -> Result<(), Failure> {
    write(tx, UPDATE, place, at, call)
}

fn write(
    tx: &Transaction<'_>,
    sql: &str,
    place: i64,
    (time, id): (i64, &StoredId),
    call: Call,
) -> Result<(), Failure> {
    tx.prepare_cached(sql)?.execute(named_params! {
        ":place": place,
        ":time": time,
        ":id": id,
        ":route": call.route,
        ":principal": call.principal,
        ":session": call.session,
        ":operation": call.operation,
        ":source_ip": call.source_ip,
        ":user_agent": call.user_agent,
        ":inference_region": call.inference_region,
        ":error_code": call.error_code,
        ":error_message": call.error_message,
        ":input_tokens": call.input_tokens,
        ":output_tokens": call.output_tokens,
        ":cache_read_tokens": call.cache_read_tokens,
        ":cache_write_tokens": call.cache_write_tokens,
    })?;
    Ok(())
}

/// A time that is stored in milliseconds.
pub(super) fn time(row: &Row<'_>, column: &str) -> Result<Timestamp, Failure> {
    let time: i64 = row.get(column)?;
    Timestamp::from_millisecond(time).map_err(|_| row::damaged(column, &time.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_uuid_comes_back_as_it_was_and_everything_else_is_a_text() {
        let id = |text: &str| StoredId::of(&InvocationId::new(text).unwrap());
        let text = "6cb96e61-bd36-4b19-a1fe-a2d2b1b2d0a1";
        let StoredId::Uuid(bytes) = id(text) else {
            panic!("{text} is a UUID")
        };
        assert_eq!(uuid_text(&bytes), text);
        for text in [
            "6CB96E61-bd36-4b19-a1fe-a2d2b1b2d0a1",
            "6cb96e61bd364b19a1fea2d2b1b2d0a1",
            "+cb96e61-bd36-4b19-a1fe-a2d2b1b2d0a1",
            "abcdefghijklmnop",
            "1",
        ] {
            assert_eq!(id(text), StoredId::Text(text.to_owned()));
        }
    }
}
