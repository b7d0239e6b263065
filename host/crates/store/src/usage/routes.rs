//! Names that models are called by, and the models behind them.

use std::cell::Cell;
use std::collections::HashMap;

use opencite_core::{AccountId, CalledModel, Profile, Region, Route};
use rusqlite::{Connection, OptionalExtension as _, Row, Transaction, named_params};
use serde::Deserialize;

use super::filter::UsageFilter;
use crate::failure::Failure;
use crate::row;

/// The routes of a place, as far as they were asked for.
#[derive(Debug)]
pub(super) struct Routes {
    place: i64,
    known: HashMap<String, i64>,
}

impl Routes {
    pub(super) fn of(place: i64) -> Self {
        Self {
            place,
            known: HashMap::new(),
        }
    }

    /// The row of a name, made when it is missing: then the name itself says which model it is, until [`resolve`] asks
    /// the inventory.
    pub(super) fn intern(
        &mut self,
        tx: &Transaction<'_>,
        called: Option<&str>,
    ) -> Result<i64, Failure> {
        let called = called.unwrap_or_default();
        if let Some(route) = self.known.get(called) {
            return Ok(*route);
        }
        let route = match find(tx, self.place, called)? {
            Some(route) => route,
            None => insert(tx, self.place, called)?,
        };
        self.known.insert(called.to_owned(), route);
        Ok(route)
    }
}

fn find(connection: &Connection, place: i64, called: &str) -> Result<Option<i64>, Failure> {
    Ok(connection
        .prepare_cached("SELECT id FROM route WHERE place = :place AND called = :called")?
        .query_row(
            named_params! { ":place": place, ":called": called },
            |row| row.get("id"),
        )
        .optional()?)
}

fn insert(tx: &Transaction<'_>, place: i64, called: &str) -> Result<i64, Failure> {
    let CalledModel { model, route } = CalledModel::resolve(called, |_| None);
    let model = intern_model(tx, &model)?;
    tx.prepare_cached(
        "INSERT INTO route (place, called, model, way) VALUES (:place, :called, :model, :way)",
    )?
    .execute(named_params! {
        ":place": place,
        ":called": called,
        ":model": model,
        ":way": route.to_string(),
    })?;
    Ok(tx.last_insert_rowid())
}

fn intern_model(tx: &Transaction<'_>, name: &str) -> Result<i64, Failure> {
    let known = tx
        .prepare_cached("SELECT id FROM model WHERE name = :name")?
        .query_row(named_params! { ":name": name }, |row| row.get("id"))
        .optional()?;
    if let Some(model) = known {
        return Ok(model);
    }
    tx.prepare_cached("INSERT INTO model (name) VALUES (:name)")?
        .execute(named_params! { ":name": name })?;
    Ok(tx.last_insert_rowid())
}

/// A stored route with its model.
#[derive(Debug)]
pub(super) struct StoredRoute {
    pub(super) id: i64,
    pub(super) place: i64,
    pub(super) called: Option<String>,
    pub(super) model: i64,
    pub(super) model_name: Option<String>,
    pub(super) way: Route,
    account: String,
    region: String,
}

/// The routes of some places.
pub(super) fn all(
    connection: &Connection,
    filter: &UsageFilter,
) -> Result<Vec<StoredRoute>, Failure> {
    connection
        .prepare_cached(
            "SELECT route.id, route.place, route.called, route.model, model.name AS model_name,
                    route.way, place.account, place.region
             FROM place
             CROSS JOIN route ON route.place = place.id
             CROSS JOIN model ON model.id = route.model
             WHERE (:account IS NULL OR place.account = :account)
               AND (:region IS NULL OR place.region = :region)
             ORDER BY route.id",
        )?
        .query_and_then(
            named_params! { ":account": filter.account(), ":region": filter.region() },
            stored,
        )?
        .collect()
}

fn stored(row: &Row<'_>) -> Result<StoredRoute, Failure> {
    Ok(StoredRoute {
        id: row.get("id")?,
        place: row.get("place")?,
        called: row::named(row, "called")?,
        model: row.get("model")?,
        model_name: row::named(row, "model_name")?,
        way: row::parsed(row, "way", str::parse)?,
        account: row.get("account")?,
        region: row.get("region")?,
    })
}

/// The ids of all models and the names that they were called by, sorted.
pub(super) fn names(connection: &Connection) -> Result<Vec<String>, Failure> {
    let names = connection
        .prepare_cached(
            "SELECT model.name FROM route JOIN model ON model.id = route.model WHERE called <> ''
             UNION SELECT called FROM route WHERE called <> '' ORDER BY name",
        )?
        .query_map([], |row| row.get("name"))?
        .collect::<Result<_, _>>()?;
    Ok(names)
}

/// Finds the models of all routes again, with what the inventory knows of profiles by now. Returns how many lead to
/// another model than before. Where neither routes nor profiles are new, it only looks.
pub(crate) fn resolve(tx: &Transaction<'_>) -> Result<u64, Failure> {
    let state = State::now(tx)?;
    if state == State::resolved(tx)? {
        return Ok(0);
    }
    let profiles = Profiles::read(tx)?;
    let mut changed = 0;
    for route in all(tx, &UsageFilter::default())? {
        changed += u64::from(update(tx, &route, &profiles)?);
    }
    state.store(tx)?;
    Ok(changed)
}

/// A profile that the inventory does not know changes nothing: it may have known it, before scans were removed.
fn update(
    tx: &Transaction<'_>,
    stored: &StoredRoute,
    profiles: &Profiles,
) -> Result<bool, Failure> {
    let called = stored.called.as_deref().unwrap_or_default();
    let unknown = Cell::new(false);
    let CalledModel { model, route } = CalledModel::resolve(called, |name| {
        let profile = profiles.find(stored, name);
        unknown.set(profile.is_none());
        profile
    });
    if unknown.get() {
        return Ok(false);
    }
    if stored.model_name.as_deref().unwrap_or_default() == model && stored.way == route {
        return Ok(false);
    }
    let model = intern_model(tx, &model)?;
    tx.prepare_cached("UPDATE route SET model = :model, way = :way WHERE id = :route")?
        .execute(named_params! {
            ":route": stored.id,
            ":model": model,
            ":way": route.to_string(),
        })?;
    Ok(true)
}

/// What models follow from: the last scan that changed a profile, and the latest route.
#[derive(Debug, PartialEq, Eq)]
struct State {
    profiles_scan: i64,
    routes: i64,
}

/// A profile that is gone keeps its last version, so that only what begins is news.
const NOW: &str = "
    SELECT coalesce(max((SELECT max(from_scan) FROM asset_version WHERE unit = unit.id)), 0)
               AS profiles_scan,
           (SELECT coalesce(max(id), 0) FROM route) AS routes
    FROM unit WHERE asset_type = 'inference_profile'";

impl State {
    fn now(connection: &Connection) -> Result<Self, Failure> {
        Self::read(connection, NOW)
    }

    fn resolved(connection: &Connection) -> Result<Self, Failure> {
        Self::read(connection, "SELECT profiles_scan, routes FROM usage_state")
    }

    fn read(connection: &Connection, sql: &str) -> Result<Self, Failure> {
        Ok(connection.prepare_cached(sql)?.query_row([], |row| {
            Ok(Self {
                profiles_scan: row.get("profiles_scan")?,
                routes: row.get("routes")?,
            })
        })?)
    }

    fn store(&self, tx: &Transaction<'_>) -> Result<(), Failure> {
        tx.prepare_cached(
            "UPDATE usage_state SET profiles_scan = :profiles_scan, routes = :routes",
        )?
        .execute(named_params! {
            ":profiles_scan": self.profiles_scan,
            ":routes": self.routes,
        })?;
        Ok(())
    }
}

/// The profiles that the inventory has, or had.
#[derive(Debug, Default)]
struct Profiles {
    by_arn: HashMap<String, Profile>,
    /// By account, region and id.
    by_id: HashMap<(String, String, String), Profile>,
}

/// A profile as the inventory has it, as far as it matters here.
#[derive(Deserialize)]
struct Properties {
    inference_profile_arn: Option<String>,
    inference_profile_id: Option<String>,
    #[serde(rename = "type")]
    profile_type: Option<String>,
    #[serde(default)]
    models: Vec<Model>,
}

#[derive(Deserialize)]
struct Model {
    model_arn: Option<String>,
}

impl Profiles {
    /// Later versions replace earlier ones, and what is gone stays as it was: its calls do too.
    fn read(connection: &Connection) -> Result<Self, Failure> {
        let mut profiles = Self::default();
        let mut statement = connection.prepare_cached(
            "SELECT unit.account, unit.region, version.properties
             FROM unit CROSS JOIN asset_version AS version ON version.unit = unit.id
             WHERE unit.asset_type = 'inference_profile'
             ORDER BY version.from_scan, version.id",
        )?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let place = (row.get("account")?, row.get("region")?);
            let properties: String = row.get("properties")?;
            // A plugin of others may have a type of this name with other properties: it says nothing about models.
            if let Ok(properties) = serde_json::from_str(&properties) {
                profiles.add(place, properties);
            }
        }
        Ok(profiles)
    }

    fn add(&mut self, (account, region): (String, String), properties: Properties) {
        let first = properties
            .models
            .into_iter()
            .find_map(|model| model.model_arn);
        let Some(model_arn) = first else {
            return;
        };
        let profile = Profile {
            model_arn,
            is_application: properties.profile_type.as_deref() == Some("APPLICATION"),
        };
        if let Some(id) = properties.inference_profile_id {
            self.by_id.insert((account, region, id), profile.clone());
        }
        if let Some(arn) = properties.inference_profile_arn {
            self.by_arn.insert(arn, profile);
        }
    }

    fn find(&self, route: &StoredRoute, name: &str) -> Option<Profile> {
        let id = || (route.account.clone(), route.region.clone(), name.to_owned());
        let profile = self.by_arn.get(name).or_else(|| self.by_id.get(&id()));
        profile.cloned()
    }
}

/// The account and region of each place.
pub(super) fn place_of(row: &Row<'_>) -> Result<(AccountId, Region), Failure> {
    Ok((
        row::parsed(row, "account", |text| AccountId::new(text))?,
        row::parsed(row, "region", Region::unlisted)?,
    ))
}
