//! The calls themselves.

use std::ops::ControlFlow;

use opencite_core::{Invocation, InvocationRecord, Principal, Timestamp, TokenCounts};
use rusqlite::{Connection, Row, named_params};

use super::calls::{self, StoredId};
use super::filter::InvocationFilter;
use super::routes::place_of;
use crate::failure::Failure;
use crate::row;

/// The newest first. A place at a time is read by its key; calls of several places are sorted.
const CALLS: &str = "
    SELECT place.account, place.region, invocation.time, invocation.id, route.called,
           model.name AS model, principal.kind, principal.arn, principal.key,
           session.name AS session, operation.text AS operation, source_ip.text AS source_ip,
           user_agent.text AS user_agent, inference_region.text AS inference_region,
           error_code.text AS error_code, error_message.text AS error_message,
           input_tokens, output_tokens, cache_read_tokens, cache_write_tokens
    FROM place CROSS JOIN invocation ON invocation.place = place.id
    CROSS JOIN route ON route.id = invocation.route
    CROSS JOIN model ON model.id = route.model
    CROSS JOIN principal ON principal.id = invocation.principal
    LEFT JOIN session ON session.id = invocation.session
    LEFT JOIN word AS operation ON operation.id = invocation.operation
    LEFT JOIN word AS source_ip ON source_ip.id = invocation.source_ip
    LEFT JOIN word AS user_agent ON user_agent.id = invocation.user_agent
    LEFT JOIN word AS inference_region ON inference_region.id = invocation.inference_region
    LEFT JOIN word AS error_code ON error_code.id = invocation.error_code
    LEFT JOIN word AS error_message ON error_message.id = invocation.error_message
    WHERE (:account IS NULL OR place.account = :account)
      AND (:region IS NULL OR place.region = :region)
      AND invocation.time >= :since
      AND (:model IS NULL OR model.name = :model OR route.called = :model)
      AND (:principal IS NULL OR principal.key = :principal OR principal.arn = :principal)
    ORDER BY invocation.time DESC, place.account, place.region, invocation.id";

/// Calls `each` with the calls that were made, newest first, until it breaks off.
pub(super) fn each(
    connection: &Connection,
    filter: &InvocationFilter,
    each: &mut dyn FnMut(InvocationRecord) -> ControlFlow<()>,
) -> Result<(), Failure> {
    let since = filter.since.map_or(i64::MIN, Timestamp::as_millisecond);
    let mut statement = connection.prepare_cached(CALLS)?;
    let mut rows = statement.query(named_params! {
        ":account": filter.places.account(),
        ":region": filter.places.region(),
        ":since": since,
        ":model": filter.model,
        ":principal": filter.principal,
    })?;
    while let Some(row) = rows.next()? {
        if each(record(row)?).is_break() {
            break;
        }
    }
    Ok(())
}

fn record(row: &Row<'_>) -> Result<InvocationRecord, Failure> {
    let (account, region) = place_of(row)?;
    Ok(InvocationRecord {
        account,
        region,
        model: row::named(row, "model")?,
        invocation: Invocation {
            id: StoredId::read(row, "id")?,
            time: calls::time(row, "time")?,
            operation: row.get("operation")?,
            model: row::named(row, "called")?,
            principal: principal(row)?,
            source_ip: row.get("source_ip")?,
            user_agent: row.get("user_agent")?,
            inference_region: row.get("inference_region")?,
            error_code: row.get("error_code")?,
            error_message: row.get("error_message")?,
            tokens: TokenCounts {
                input: row::optional_count(row, "input_tokens")?,
                output: row::optional_count(row, "output_tokens")?,
                cache_read: row::optional_count(row, "cache_read_tokens")?,
                cache_write: row::optional_count(row, "cache_write_tokens")?,
            },
        },
    })
}

fn principal(row: &Row<'_>) -> Result<Option<Principal>, Failure> {
    let (kind, session): (String, Option<String>) = (row.get("kind")?, row.get("session")?);
    let arn = row::named(row, "arn")?;
    Ok(arn.map(|arn| Principal::new(&kind, Some(&arn), session.as_deref())))
}
