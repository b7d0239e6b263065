//! CSV for spreadsheets: RFC 4180, with a header, safe to open.
//!
//! A spreadsheet takes a cell that begins with `=`, `+`, `-` or `@` for a formula, and what a formula can do is fetch an
//! address. Such a cell gets an apostrophe in front, which spreadsheets take for "this is text". What would move a cursor
//! or turn the direction of writing is spelt out, in JSON as JSON has it.

mod changes;
mod invocations;
mod report;
mod usage;

use std::borrow::{Borrow, Cow};
use std::io::Write;

use opencite_core::{AssetRecord, Timestamp, printable};

use crate::{OutputError, json};

pub use changes::changes;
pub use invocations::InvocationRows;
pub use report::report;
pub use usage::{endpoint_usage, usage};

const ASSET_HEADER: [&str; 13] = [
    "plugin",
    "type",
    "id",
    "name",
    "account",
    "region",
    "status",
    "created",
    "modified",
    "first_seen",
    "last_seen",
    "relations",
    "properties",
];

/// Rows of assets, written as they come.
pub struct AssetRows<W: Write>(csv::Writer<W>);

impl<W: Write> AssetRows<W> {
    /// Writes the header.
    ///
    /// # Errors
    ///
    /// When the writer refuses.
    pub fn new(writer: W) -> Result<Self, OutputError> {
        let mut rows = csv::Writer::from_writer(writer);
        rows.write_record(ASSET_HEADER)?;
        Ok(Self(rows))
    }

    /// Writes one more asset.
    ///
    /// # Errors
    ///
    /// When the writer refuses.
    pub fn push(&mut self, asset: &AssetRecord) -> Result<(), OutputError> {
        let cells = asset_cells(asset)?;
        Ok(self.0.write_record(cells.iter().map(|text| cell(text)))?)
    }

    /// Writes what is still held back.
    ///
    /// # Errors
    ///
    /// When the writer refuses.
    pub fn finish(mut self) -> Result<(), OutputError> {
        Ok(self.0.flush()?)
    }
}

/// Writes `assets --format csv`. Relations are `kind target`, with `; ` between them; properties are JSON.
///
/// # Errors
///
/// When the writer refuses.
pub fn assets<A>(assets: A, writer: impl Write) -> Result<(), OutputError>
where
    A: IntoIterator<Item: Borrow<AssetRecord>>,
{
    let mut rows = AssetRows::new(writer)?;
    for asset in assets {
        rows.push(asset.borrow())?;
    }
    rows.finish()
}

fn asset_cells(asset: &AssetRecord) -> Result<[Cow<'_, str>; ASSET_HEADER.len()], OutputError> {
    Ok([
        asset.unit.plugin.as_str().into(),
        asset.unit.asset_type.as_str().into(),
        asset.id.as_str().into(),
        asset.name.as_str().into(),
        asset.unit.account.as_str().into(),
        asset.unit.region.as_str().into(),
        asset.status.as_deref().unwrap_or_default().into(),
        time(asset.created).into(),
        time(asset.modified).into(),
        asset.first_seen.to_string().into(),
        asset.last_seen.to_string().into(),
        relations(asset).into(),
        json::text(asset.properties.as_map())?.into(),
    ])
}

fn count(count: Option<u64>) -> String {
    count.map(|count| count.to_string()).unwrap_or_default()
}

fn time(time: Option<Timestamp>) -> String {
    time.map(|time| time.to_string()).unwrap_or_default()
}

fn relations(asset: &AssetRecord) -> String {
    let relation = asset
        .relations
        .iter()
        .map(|edge| format!("{} {}", edge.kind, edge.target));
    relation.collect::<Vec<_>>().join("; ")
}

/// A text as a spreadsheet and a terminal may have it.
///
/// Source: <https://owasp.org/www-community/attacks/CSV_Injection>
pub(crate) fn cell(text: &str) -> String {
    let begins_formula = |first| {
        matches!(
            first,
            '=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠'
        )
    };
    let mark = if text.starts_with(begins_formula) {
        "'"
    } else {
        ""
    };
    format!("{mark}{}", printable(text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples;

    #[test]
    fn a_row_holds_what_is_known_of_an_asset() {
        let assets = [samples::custom_model(), samples::endpoint()];
        insta::assert_snapshot!(samples::text(|w| super::assets(&assets, w)), @r#"
        plugin,type,id,name,account,region,status,created,modified,first_seen,last_seen,relations,properties
        aws_bedrock,custom_model,arn:aws:bedrock:us-east-1:111122223333:custom-model/support,support,111122223333,us-east-1,Active,2026-03-01T10:00:00Z,,2026-11-01T00:00:00Z,2026-11-21T07:00:00Z,base-model arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0,"{""base_model"":{""name"":""Nova"",""tags"":[""a"",""b""]},""customization_type"":""FINE_TUNING""}"
        aws_sagemaker,endpoint,arn:aws:sagemaker:eu-west-1:111122223333:endpoint/churn,churn,111122223333,eu-west-1,,,,2026-11-21T07:00:00Z,2026-11-21T07:00:00Z,,{}
        "#);
    }

    #[test]
    fn no_assets_are_a_header() {
        let text = samples::text(|w| super::assets(Vec::<AssetRecord>::new(), w));
        assert_eq!(text.lines().count(), 1);
    }

    #[test]
    fn no_cell_begins_a_formula() {
        for name in [
            "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1",
        ] {
            assert!(cell(name).starts_with('\''), "{name:?}");
        }
        assert_eq!(cell("a=1"), "a=1");
    }

    #[test]
    fn a_hostile_name_stays_in_its_cell() {
        let asset = samples::hostile();
        let text = samples::text(|w| super::assets([&asset], w));
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let rows: Vec<_> = reader.records().map(Result::unwrap).collect();
        assert_eq!(rows.len(), 1);
        assert_eq!(rows[0].get(3).unwrap(), cell(&asset.name));
    }

    #[test]
    fn what_a_terminal_acts_upon_is_spelt_out_and_json_stays_json() {
        let asset = samples::hostile();
        let text = samples::text(|w| super::assets([&asset], w));
        let is_harmless = |letter: char| {
            letter == '\n' || printable(&letter.to_string()).len() == letter.len_utf8()
        };
        assert!(text.chars().all(is_harmless), "{text:?}");
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let row = reader.records().next().unwrap().unwrap();
        let properties: serde_json::Value = serde_json::from_str(row.get(12).unwrap()).unwrap();
        assert_eq!(properties.as_object(), Some(asset.properties.as_map()));
    }
}
