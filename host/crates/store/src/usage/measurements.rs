//! Takes what metrics say. A later word on an hour replaces an earlier one.

use std::collections::{BTreeSet, HashMap};

use opencite_core::{Measurement, Metric, Subject, UnitKey};
use rusqlite::{OptionalExtension as _, Transaction, named_params};

use super::routes::Routes;
use super::window::{day_of_hour, hours_of_day};
use crate::StoreError;
use crate::failure::Failure;

/// The largest sum of an hour that is believed: sums of them must not overflow.
const MOST: f64 = 17_592_186_044_416.0;

/// What came of the measurements that a unit told of.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Taken {
    /// New, or another number than before.
    pub(super) changed: u64,
    pub(super) unchanged: u64,
}

/// Takes the measurements of a place.
#[derive(Debug)]
pub(super) struct Measurements {
    place: i64,
    routes: Routes,
    endpoints: HashMap<(String, String), i64>,
    metrics: HashMap<Metric, i64>,
    taken: Taken,
    /// Routes and days to add up again.
    touched: BTreeSet<(i64, i64)>,
}

impl Measurements {
    pub(super) fn of(place: i64) -> Self {
        Self {
            place,
            routes: Routes::of(place),
            endpoints: HashMap::new(),
            metrics: HashMap::new(),
            taken: Taken::default(),
            touched: BTreeSet::new(),
        }
    }

    /// Takes one.
    pub(super) fn take(
        &mut self,
        tx: &Transaction<'_>,
        unit: &UnitKey,
        measurement: &Measurement,
    ) -> Result<(), Failure> {
        require_number(unit, measurement)?;
        let metric = self.metric(tx, measurement.metric)?;
        let is_news = match &measurement.subject {
            Subject::Model(called) => {
                let route = self.routes.intern(tx, Some(called))?;
                let is_news = write(tx, MODEL, route, metric, measurement)?;
                if is_news {
                    let day = day_of_hour(measurement.hour.number());
                    self.touched.insert((route, day));
                }
                is_news
            }
            Subject::Endpoint { name, variant } => {
                let endpoint = self.endpoint(tx, name, variant.as_deref().unwrap_or_default())?;
                write(tx, ENDPOINT, endpoint, metric, measurement)?
            }
        };
        self.taken.changed += u64::from(is_news);
        self.taken.unchanged += u64::from(!is_news);
        Ok(())
    }

    /// Adds up the days that changed.
    pub(super) fn finish(self, tx: &Transaction<'_>) -> Result<Taken, Failure> {
        for (route, day) in self.touched {
            add_up(tx, route, day)?;
        }
        Ok(self.taken)
    }

    fn metric(&mut self, tx: &Transaction<'_>, metric: Metric) -> Result<i64, Failure> {
        if let Some(row) = self.metrics.get(&metric) {
            return Ok(*row);
        }
        let row = intern_metric(tx, metric)?;
        self.metrics.insert(metric, row);
        Ok(row)
    }

    fn endpoint(
        &mut self,
        tx: &Transaction<'_>,
        name: &str,
        variant: &str,
    ) -> Result<i64, Failure> {
        let key = (name.to_owned(), variant.to_owned());
        if let Some(row) = self.endpoints.get(&key) {
            return Ok(*row);
        }
        let row = intern_endpoint(tx, self.place, name, variant)?;
        self.endpoints.insert(key, row);
        Ok(row)
    }
}

fn intern_metric(tx: &Transaction<'_>, metric: Metric) -> Result<i64, Failure> {
    let name = named_params! { ":name": metric.as_str() };
    let known = tx
        .prepare_cached("SELECT id FROM metric WHERE name = :name")?
        .query_row(name, |row| row.get("id"))
        .optional()?;
    if let Some(known) = known {
        return Ok(known);
    }
    tx.prepare_cached("INSERT INTO metric (name) VALUES (:name)")?
        .execute(name)?;
    Ok(tx.last_insert_rowid())
}

fn intern_endpoint(
    tx: &Transaction<'_>,
    place: i64,
    name: &str,
    variant: &str,
) -> Result<i64, Failure> {
    let endpoint = named_params! { ":place": place, ":name": name, ":variant": variant };
    let known = tx
        .prepare_cached(
            "SELECT id FROM endpoint
             WHERE place = :place AND name = :name AND variant = :variant",
        )?
        .query_row(endpoint, |row| row.get("id"))
        .optional()?;
    if let Some(known) = known {
        return Ok(known);
    }
    tx.prepare_cached(
        "INSERT INTO endpoint (place, name, variant) VALUES (:place, :name, :variant)",
    )?
    .execute(endpoint)?;
    Ok(tx.last_insert_rowid())
}

fn require_number(unit: &UnitKey, measurement: &Measurement) -> Result<(), StoreError> {
    let is_number = |value: f64| value.is_finite() && value >= 0.0;
    if is_number(measurement.sum) && measurement.samples.is_none_or(is_number) {
        return Ok(());
    }
    Err(StoreError::NotANumber {
        unit: Box::new(unit.clone()),
        metric: measurement.metric,
    })
}

const MODEL: &str = "
    INSERT INTO model_measurement (route, hour, metric, sum, samples)
    VALUES (:subject, :hour, :metric, :sum, :samples)
    ON CONFLICT DO UPDATE SET sum = excluded.sum, samples = excluded.samples
    WHERE (sum, samples) IS NOT (excluded.sum, excluded.samples)";

const ENDPOINT: &str = "
    INSERT INTO endpoint_measurement (endpoint, hour, metric, sum, samples)
    VALUES (:subject, :hour, :metric, :sum, :samples)
    ON CONFLICT DO UPDATE SET sum = excluded.sum, samples = excluded.samples
    WHERE (sum, samples) IS NOT (excluded.sum, excluded.samples)";

/// Whether it says something new.
fn write(
    tx: &Transaction<'_>,
    sql: &str,
    subject: i64,
    metric: i64,
    measurement: &Measurement,
) -> Result<bool, Failure> {
    let changed = tx.prepare_cached(sql)?.execute(named_params! {
        ":subject": subject,
        ":hour": measurement.hour.number(),
        ":metric": metric,
        ":sum": measurement.sum.min(MOST),
        ":samples": measurement.samples,
    })?;
    Ok(changed > 0)
}

/// What the metrics of a model say in the terms of calls: of a successful call and of each way to fail, AWS counts one.
/// Metrics are looked up once a statement, and not once a row.
macro_rules! in_terms_of_calls {
    () => {
        "CAST(round(sum(iif(metric IN (SELECT id FROM metric WHERE name IN
             ('invocations', 'client_errors', 'server_errors', 'throttles')), sum, NULL)))
             AS INTEGER) AS invocations,
         CAST(round(sum(iif(metric IN (SELECT id FROM metric WHERE name IN
             ('client_errors', 'server_errors', 'throttles')), sum, NULL))) AS INTEGER) AS errors,
         CAST(round(sum(iif(metric = (SELECT id FROM metric WHERE name = 'input_tokens'),
             sum, NULL))) AS INTEGER) AS input_tokens,
         CAST(round(sum(iif(metric = (SELECT id FROM metric WHERE name = 'output_tokens'),
             sum, NULL))) AS INTEGER) AS output_tokens,
         CAST(round(sum(iif(metric = (SELECT id FROM metric WHERE name = 'cache_read_tokens'),
             sum, NULL))) AS INTEGER) AS cache_read_tokens,
         CAST(round(sum(iif(metric = (SELECT id FROM metric WHERE name = 'cache_write_tokens'),
             sum, NULL))) AS INTEGER) AS cache_write_tokens,
         min(iif(sum > 0, hour * 3600, NULL)) AS first,
         max(iif(sum > 0, hour * 3600, NULL)) AS last"
    };
}

const ADD_UP: &str = concat!(
    "INSERT OR REPLACE INTO measured_day SELECT :route, :day, ",
    in_terms_of_calls!(),
    " FROM model_measurement
      WHERE route = :route AND hour >= :from AND hour < :to"
);

fn add_up(tx: &Transaction<'_>, route: i64, day: i64) -> Result<(), Failure> {
    let hours = hours_of_day(day);
    tx.prepare_cached(ADD_UP)?.execute(named_params! {
        ":route": route,
        ":day": day,
        ":from": hours.start,
        ":to": hours.end,
    })?;
    Ok(())
}

/// The same by the day, of hours that are no whole day.
pub(super) const HOURS: &str = concat!(
    "SELECT measured.route AS route, hour / 24 AS day, ",
    in_terms_of_calls!(),
    " FROM place CROSS JOIN route ON route.place = place.id
      CROSS JOIN model_measurement AS measured ON measured.route = route.id
      WHERE (:account IS NULL OR place.account = :account)
        AND (:region IS NULL OR place.region = :region)
        AND hour >= :from AND hour < :to
      GROUP BY measured.route, hour / 24"
);
