//! Rows of what changed.

use std::io::Write;

use opencite_core::{
    AssetRecord, ChangedAsset, Comparison, FieldChange, IncomparableUnit, UnitKey,
};
use serde_json::Value;

use super::cell;
use crate::diff::reason;
use crate::{OutputError, json};

const HEADER: [&str; 11] = [
    "change", "plugin", "type", "id", "name", "account", "region", "field", "old", "new", "reason",
];

/// Writes `diff --format csv`: a row for each asset that came or went, for each field that is different, and for each
/// unit of which nothing can be said. A text is as it is, any other value is JSON.
///
/// # Errors
///
/// When the writer refuses.
pub fn changes(comparison: Option<&Comparison>, writer: impl Write) -> Result<(), OutputError> {
    let mut rows = Rows(csv::Writer::from_writer(writer));
    rows.0.write_record(HEADER)?;
    if let Some(comparison) = comparison {
        rows.comparison(comparison)?;
    }
    Ok(rows.0.flush()?)
}

struct Rows<W: Write>(csv::Writer<W>);

impl<W: Write> Rows<W> {
    fn comparison(&mut self, comparison: &Comparison) -> Result<(), OutputError> {
        self.assets("added", &comparison.added)?;
        self.assets("removed", &comparison.removed)?;
        self.assets("aged_out", &comparison.aged_out)?;
        self.fields("changed", &comparison.changed)?;
        self.fields("ticked", &comparison.ticked)?;
        let mut units = comparison.not_comparable.iter();
        units.try_for_each(|unit| self.incomparable(unit))
    }

    fn assets(&mut self, change: &str, assets: &[AssetRecord]) -> Result<(), OutputError> {
        let nothing = [String::new(), String::new(), String::new(), String::new()];
        let mut assets = assets.iter();
        assets.try_for_each(|asset| self.row(change, &asset.unit, ids(asset), &nothing))
    }

    fn fields(&mut self, change: &str, changes: &[ChangedAsset]) -> Result<(), OutputError> {
        for ChangedAsset { asset, fields } in changes {
            for field in fields {
                self.row(change, &asset.unit, ids(asset), &difference(field)?)?;
            }
        }
        Ok(())
    }

    fn incomparable(&mut self, unit: &IncomparableUnit) -> Result<(), OutputError> {
        let reason = [
            String::new(),
            String::new(),
            String::new(),
            reason::of(unit),
        ];
        self.row("not_comparable", &unit.key, ["", ""], &reason)
    }

    fn row(
        &mut self,
        change: &str,
        unit: &UnitKey,
        [id, name]: [&str; 2],
        rest: &[String; 4],
    ) -> Result<(), OutputError> {
        let (plugin, asset_type) = (unit.plugin.as_str(), unit.asset_type.as_str());
        let (account, region) = (unit.account.as_str(), unit.region.as_str());
        let cells = [change, plugin, asset_type, id, name, account, region];
        let cells = cells.into_iter().chain(rest.iter().map(String::as_str));
        Ok(self.0.write_record(cells.map(cell))?)
    }
}

fn ids(asset: &AssetRecord) -> [&str; 2] {
    [asset.id.as_str(), &asset.name]
}

fn difference(field: &FieldChange) -> Result<[String; 4], OutputError> {
    let (old, new) = (value(field.old.as_ref())?, value(field.new.as_ref())?);
    Ok([field.path.to_string(), old, new, String::new()])
}

fn value(value: Option<&Value>) -> Result<String, OutputError> {
    match value {
        None => Ok(String::new()),
        Some(Value::String(text)) => Ok(text.clone()),
        Some(value) => json::text(value),
    }
}
