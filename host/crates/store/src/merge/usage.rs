//! Usage: of each place, one input tells.

use std::collections::BTreeMap;

use rusqlite::types::Value;
use rusqlite::{Connection, Transaction, named_params};

use super::rows::{Copier, Numbers, renumber};
use super::source::Source;
use crate::StoreError;
use crate::failure::Failure;
use crate::usage::{add_coverage, resolve_models};

/// Refuses inputs that tell of the same place.
pub(super) fn refuse_overlap(sources: &[Source]) -> Result<(), StoreError> {
    let mut tellers: BTreeMap<(String, String), &Source> = BTreeMap::new();
    for source in sources {
        let places = places(source.connection()).map_err(|failure| failure.at(&source.path))?;
        for place in places {
            let (account, region) = place.clone();
            if let Some(one) = tellers.insert(place, source) {
                return Err(StoreError::UsageOverlaps {
                    one: one.path.clone(),
                    other: source.path.clone(),
                    account,
                    region,
                });
            }
        }
    }
    Ok(())
}

/// The places of which there is any usage.
fn places(connection: &Connection) -> Result<Vec<(String, String)>, Failure> {
    let places = connection
        .prepare(
            "SELECT account, region FROM place
             WHERE EXISTS (SELECT 1 FROM route CROSS JOIN usage_hour ON usage_hour.route = route.id
                           WHERE route.place = place.id)
                OR EXISTS (SELECT 1 FROM route CROSS JOIN model_measurement ON model_measurement.route = route.id
                           WHERE route.place = place.id)
                OR EXISTS (SELECT 1 FROM endpoint WHERE endpoint.place = place.id)",
        )?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    Ok(places)
}

/// Copies usage.
pub(super) fn copy(tx: &Transaction<'_>, sources: &[Source]) -> Result<(), Failure> {
    for source in sources {
        let copier = Copier {
            from: source.connection(),
            into: tx,
        };
        let known = Known::copy(copier)?;
        copy_calls(copier, &known)?;
        COUNTS
            .iter()
            .try_for_each(|table| table.copy(copier, &known))?;
        copy_coverage(tx, source.connection())?;
        freeze(tx, source.connection())?;
    }
    resolve_models(tx)?;
    Ok(())
}

/// The new numbers of all that usage points to.
struct Known {
    places: Numbers,
    routes: Numbers,
    principals: Numbers,
    sessions: Numbers,
    words: Numbers,
    metrics: Numbers,
    endpoints: Numbers,
}

impl Known {
    fn copy(copier: Copier<'_>) -> Result<Self, Failure> {
        let named = |select, insert| copier.known(select, insert, |_| Ok(()));
        let places = named(
            "SELECT id, account, region FROM place",
            "INSERT INTO place (account, region) VALUES (?1, ?2)
             ON CONFLICT DO UPDATE SET account = account RETURNING id",
        )?;
        let principals = named(
            "SELECT id, key, kind, arn FROM principal",
            "INSERT INTO principal (key, kind, arn) VALUES (?1, ?2, ?3)
             ON CONFLICT DO UPDATE SET arn = iif(arn = key, excluded.arn, arn) RETURNING id",
        )?;
        let models = named(
            "SELECT id, name FROM model",
            "INSERT INTO model (name) VALUES (?1) ON CONFLICT DO UPDATE SET name = name RETURNING id",
        )?;
        Ok(Self {
            routes: copy_routes(copier, &places, &models)?,
            sessions: copy_sessions(copier, &places, &principals)?,
            words: named(
                "SELECT id, text FROM word",
                "INSERT INTO word (text) VALUES (?1) ON CONFLICT DO UPDATE SET text = text RETURNING id",
            )?,
            metrics: named(
                "SELECT id, name FROM metric",
                "INSERT INTO metric (name) VALUES (?1) ON CONFLICT DO UPDATE SET name = name RETURNING id",
            )?,
            endpoints: copier.known(
                "SELECT id, place, name, variant FROM endpoint",
                "INSERT INTO endpoint (place, name, variant) VALUES (?1, ?2, ?3)
                 ON CONFLICT DO UPDATE SET name = name RETURNING id",
                |values| number(values, 1, &places),
            )?,
            places,
            principals,
        })
    }

    fn of(&self, table: Pointed) -> &Numbers {
        match table {
            Pointed::Route => &self.routes,
            Pointed::Principal => &self.principals,
            Pointed::Metric => &self.metrics,
            Pointed::Endpoint => &self.endpoints,
        }
    }
}

fn number(values: &mut [Value], column: usize, numbers: &Numbers) -> Result<(), Failure> {
    renumber(values, column, |old| numbers.get(&old).copied())
}

fn copy_routes(copier: Copier<'_>, places: &Numbers, models: &Numbers) -> Result<Numbers, Failure> {
    copier.known(
        "SELECT id, place, called, model, way FROM route",
        "INSERT INTO route (place, called, model, way) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT DO UPDATE SET called = called RETURNING id",
        |values| {
            number(values, 1, places)?;
            number(values, 3, models)
        },
    )
}

fn copy_sessions(
    copier: Copier<'_>,
    places: &Numbers,
    principals: &Numbers,
) -> Result<Numbers, Failure> {
    copier.known(
        "SELECT id, principal, place, name, first, last FROM session",
        "INSERT INTO session (principal, place, name, first, last) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT DO UPDATE SET first = min(first, excluded.first), last = max(last, excluded.last) RETURNING id",
        |values| {
            number(values, 1, principals)?;
            number(values, 2, places)
        },
    )
}

fn copy_calls(copier: Copier<'_>, known: &Known) -> Result<(), Failure> {
    copier.rows(
        "SELECT place, time, id, route, principal, session, operation, source_ip, user_agent, inference_region,
                error_code, error_message, input_tokens, output_tokens, cache_read_tokens, cache_write_tokens
         FROM invocation",
        "INSERT INTO invocation (place, time, id, route, principal, session, operation, source_ip, user_agent,
             inference_region, error_code, error_message, input_tokens, output_tokens, cache_read_tokens,
             cache_write_tokens)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)",
        |values| {
            number(values, 0, &known.places)?;
            number(values, 3, &known.routes)?;
            number(values, 4, &known.principals)?;
            number(values, 5, &known.sessions)?;
            (6..12).try_for_each(|column| number(values, column, &known.words))
        },
    )
}

/// A table that rows of a table of counts point to.
#[derive(Clone, Copy)]
enum Pointed {
    Route,
    Principal,
    Metric,
    Endpoint,
}

/// A table of counts: a row is another's in another database only by what it points to.
struct Counts {
    table: &'static str,
    columns: usize,
    points: &'static [(usize, Pointed)],
}

const COUNTS: &[Counts] = &[
    counts("usage_hour", 10, &[(0, Pointed::Route)]),
    counts("usage_day", 10, &[(0, Pointed::Route)]),
    counts(
        "principal_day",
        11,
        &[(1, Pointed::Principal), (2, Pointed::Route)],
    ),
    counts(
        "principal_route",
        4,
        &[(0, Pointed::Route), (1, Pointed::Principal)],
    ),
    counts(
        "model_measurement",
        5,
        &[(0, Pointed::Route), (2, Pointed::Metric)],
    ),
    counts("measured_day", 10, &[(0, Pointed::Route)]),
    counts(
        "endpoint_measurement",
        5,
        &[(0, Pointed::Endpoint), (2, Pointed::Metric)],
    ),
];

const fn counts(
    table: &'static str,
    columns: usize,
    points: &'static [(usize, Pointed)],
) -> Counts {
    Counts {
        table,
        columns,
        points,
    }
}

impl Counts {
    /// Both databases have had the same migrations, so that their columns are in the same order.
    fn copy(&self, copier: Copier<'_>, known: &Known) -> Result<(), Failure> {
        let values: Vec<_> = (1..=self.columns)
            .map(|column| format!("?{column}"))
            .collect();
        copier.rows(
            &format!("SELECT * FROM {}", self.table),
            &format!("INSERT INTO {} VALUES ({})", self.table, values.join(", ")),
            |values| {
                let mut points = self.points.iter();
                points.try_for_each(|(column, table)| number(values, *column, known.of(*table)))
            },
        )
    }
}

/// Two inputs may have asked about the same time, and only one found anything.
fn copy_coverage(tx: &Transaction<'_>, from: &Connection) -> Result<(), Failure> {
    let mut units = from.prepare(
        "SELECT id, plugin, asset_type, account, region FROM unit
         WHERE EXISTS (SELECT 1 FROM usage_coverage WHERE usage_coverage.unit = unit.id)",
    )?;
    let mut rows = units.query([])?;
    while let Some(row) = rows.next()? {
        let key = crate::units::key(row)?;
        add_coverage(tx, &key, from, row.get("id")?)?;
    }
    Ok(())
}

/// Calls of a time that one input has removed the calls of are not taken any more.
fn freeze(tx: &Transaction<'_>, from: &Connection) -> Result<(), Failure> {
    let frozen: Option<i64> =
        from.query_row("SELECT frozen_before FROM usage_state", [], |row| {
            row.get(0)
        })?;
    tx.execute(
        "UPDATE usage_state
         SET frozen_before = coalesce(max(frozen_before, :frozen), frozen_before, :frozen)",
        named_params! { ":frozen": frozen },
    )?;
    Ok(())
}
