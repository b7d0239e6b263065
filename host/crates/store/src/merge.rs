//! Makes one database of several, of other machines or accounts.
//!
//! - [`source`]: an input, read without being touched. [`order`]: in which order scans happened, and which are the same.
//! - [`rows`]: copies rows. [`inventory`]: scans, units and assets; [`interleave`]: units that several inputs have.
//! - [`tags`], [`usage`]: what else there is.

mod interleave;
mod inventory;
mod order;
mod rows;
mod source;
mod tags;
mod usage;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use opencite_core::{ScanId, ScanTag};
use rusqlite::{Connection, Transaction, TransactionBehavior};

use crate::backup::{Draft, Replace};
use crate::failure::Failure;
use crate::{StoreError, open};
use source::Source;

/// What a merge made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merged {
    /// What became of each input, in the order in which they were given.
    pub inputs: Vec<MergedInput>,
    /// Tags that two inputs gave to different scans.
    pub renamed: Vec<RenamedTag>,
    /// The scans of the new database.
    pub scans: u64,
    /// Its bytes.
    pub bytes: u64,
}

/// What became of an input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MergedInput {
    /// The input.
    pub path: PathBuf,
    /// The new number of each of its scans. Two inputs may share one: it is the same scan.
    pub scans: BTreeMap<ScanId, ScanId>,
}

/// A tag that had to give way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RenamedTag {
    /// The input.
    pub path: PathBuf,
    /// What it calls the scan.
    pub tag: ScanTag,
    /// What the new database calls it.
    pub renamed: ScanTag,
}

/// Makes a new database of others, which stay as they are. Scans are numbered anew, in the order in which they began; a
/// scan that several inputs have, as copies of one database do, is taken once.
///
/// A unit of one input only is copied as it is. Of a unit that several have, the state after each complete run is what
/// that run's database said, and a partial run adds what it found; its assets are described anew by the next scan.
///
/// # Errors
///
/// [`StoreError::Exists`] when something is at `output`, [`StoreError::UsageOverlaps`] when two inputs have usage of one
/// account and region, and when an input cannot be read or the output not be written. Then nothing is left of it.
pub fn merge(inputs: &[PathBuf], output: &Path) -> Result<Merged, StoreError> {
    let draft = Draft::of(output, Replace::Never)?;
    let sources = inputs
        .iter()
        .map(|path| Source::open(path, output))
        .collect::<Result<Vec<_>, _>>()?;
    usage::refuse_overlap(&sources)?;
    let (maps, renamed) = fill(draft.path(), &sources).map_err(|failure| failure.at(output))?;
    let scans = maps.iter().flat_map(BTreeMap::values).max();
    Ok(Merged {
        scans: scans.map_or(0, |newest| u64::try_from(newest.0).unwrap_or(0)),
        inputs: inputs
            .iter()
            .cloned()
            .zip(maps)
            .map(|(path, scans)| MergedInput { path, scans })
            .collect(),
        renamed,
        bytes: draft.finish()?,
    })
}

/// The new numbers of scans, by the old ones.
type ScanMap = BTreeMap<ScanId, ScanId>;

fn fill(path: &Path, sources: &[Source]) -> Result<(Vec<ScanMap>, Vec<RenamedTag>), Failure> {
    let connection = open::for_writing(path)?;
    let tx = Transaction::new_unchecked(&connection, TransactionBehavior::Immediate)?;
    let filled = fill_tables(&tx, sources)?;
    tx.commit()?;
    in_one_file(&connection)?;
    Ok(filled)
}

fn fill_tables(
    tx: &Transaction<'_>,
    sources: &[Source],
) -> Result<(Vec<ScanMap>, Vec<RenamedTag>), Failure> {
    let maps = order::number(sources)?;
    inventory::copy(tx, sources, &maps)?;
    let renamed = tags::copy(tx, sources, &maps)?;
    usage::copy(tx, sources)?;
    Ok((maps, renamed))
}

/// The draft gets another name: nothing of it may be in a file that keeps the old one.
fn in_one_file(connection: &Connection) -> Result<(), Failure> {
    connection.pragma_update_and_check(None, "journal_mode", "delete", |_| Ok(()))?;
    Ok(())
}
