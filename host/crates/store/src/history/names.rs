//! Assets by their ids and by the names that they ever had, and what somebody may have meant.
//!
//! A database may have a million of each: a look-up goes by an index, a search for part of a name through an index and
//! no further, and letter by letter only some thousands are compared.

use std::collections::BTreeSet;

use rusqlite::{Connection, Params, named_params};

use crate::failure::Failure;

/// The most names that are offered.
const OFFERED: u32 = 3;
/// The most names that are compared letter by letter.
const MOST_COMPARED: u32 = 4_000;
/// The longest text that is looked for: AWS has no longer names, and the cost grows with it.
const LONGEST: usize = 2_048;

pub(crate) const WITH_ID: &str = "
    SELECT asset.id AS found
    FROM unit CROSS JOIN asset ON asset.unit = unit.id AND asset.asset_id = :asked
    ORDER BY plugin, asset_type, account, region LIMIT :most";

/// The assets of that id, at most so many, by their rows.
pub(super) fn with_id(
    connection: &Connection,
    asked: &str,
    most: u32,
) -> Result<Vec<i64>, Failure> {
    rows(
        connection,
        WITH_ID,
        named_params! { ":asked": asked, ":most": most },
    )
}

pub(crate) const WITH_NAME: &str = "
    SELECT DISTINCT asset AS found FROM asset_version WHERE name = :asked LIMIT :most";

/// The assets that ever had that name, at most so many, by their rows.
pub(super) fn with_name(
    connection: &Connection,
    asked: &str,
    most: u32,
) -> Result<Vec<i64>, Failure> {
    rows(
        connection,
        WITH_NAME,
        named_params! { ":asked": asked, ":most": most },
    )
}

fn rows(connection: &Connection, sql: &str, params: impl Params) -> Result<Vec<i64>, Failure> {
    let found: Result<Vec<_>, rusqlite::Error> = connection
        .prepare_cached(sql)?
        .query_map(params, |row| row.get("found"))?
        .collect();
    Ok(found?)
}

/// Ids and names that may have been meant, the most likely first: those that hold the text, then those a few letters
/// from it.
pub(super) fn nearest(connection: &Connection, asked: &str) -> Result<Vec<String>, Failure> {
    if asked.is_empty() || asked.len() > LONGEST {
        return Ok(Vec::new());
    }
    for search in [NAMES_HOLDING, IDS_HOLDING] {
        let holding = texts(
            connection,
            search,
            named_params! { ":asked": asked, ":most": OFFERED },
        )?;
        if !holding.is_empty() {
            return Ok(holding.into_iter().collect());
        }
    }
    a_slip_away(connection, asked)
}

pub(crate) const NAMES_HOLDING: &str = "
    SELECT DISTINCT name AS found FROM asset_version
    WHERE instr(lower(name), lower(:asked)) > 0 LIMIT :most";

pub(crate) const IDS_HOLDING: &str = "
    SELECT asset_id AS found FROM asset
    WHERE instr(lower(asset_id), lower(:asked)) > 0 LIMIT :most";

/// Names and ids a few letters from a text. Of a path, all up to the last part must be right.
fn a_slip_away(connection: &Connection, asked: &str) -> Result<Vec<String>, Failure> {
    let (path, last) = asked.split_at(asked.rfind(['/', ':']).map_or(0, |end| end + 1));
    let candidates = candidates(connection, path, last)?;
    let lasts = candidates.iter().filter_map(|text| text.strip_prefix(path));
    let near = opencite_core::nearest_few(last, lasts, OFFERED as usize);
    Ok(near
        .into_iter()
        .map(|last| format!("{path}{last}"))
        .collect())
}

/// Names and ids that begin as a text does: a slip is seldom among the first letters.
fn candidates(
    connection: &Connection,
    path: &str,
    last: &str,
) -> Result<BTreeSet<String>, Failure> {
    let start = format!(
        "{path}{}",
        if path.is_empty() {
            first_letters(last)
        } else {
            ""
        }
    );
    let end = format!("{start}\u{10ffff}");
    let params = named_params! { ":start": start, ":end": end, ":most": MOST_COMPARED };
    let mut candidates = texts(connection, NAMES_FROM, params)?;
    candidates.extend(texts(connection, IDS_FROM, params)?);
    Ok(candidates)
}

fn first_letters(text: &str) -> &str {
    const LETTERS: usize = 2;
    let end = text
        .char_indices()
        .nth(LETTERS)
        .map_or(text.len(), |(end, _)| end);
    &text[..end]
}

pub(crate) const NAMES_FROM: &str = "
    SELECT DISTINCT name AS found FROM asset_version
    WHERE name >= :start AND name < :end LIMIT :most";

pub(crate) const IDS_FROM: &str = "
    SELECT asset.asset_id AS found
    FROM unit CROSS JOIN asset ON asset.unit = unit.id
    WHERE asset.asset_id >= :start AND asset.asset_id < :end LIMIT :most";

fn texts(
    connection: &Connection,
    sql: &str,
    params: impl Params,
) -> Result<BTreeSet<String>, Failure> {
    let found: Result<BTreeSet<_>, rusqlite::Error> = connection
        .prepare_cached(sql)?
        .query_map(params, |row| row.get("found"))?
        .collect();
    Ok(found?)
}
