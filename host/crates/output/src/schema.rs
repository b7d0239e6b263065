//! What queries may read, for people and programs.

use std::io::Write;

use serde::Serialize;

use crate::OutputError;
use crate::json::array;
use crate::report::markdown::{code, escape};
use crate::table::grid::{self, Column};

/// A view that queries may read.
#[derive(Debug, Clone, Serialize)]
pub struct ViewDescription<'a> {
    /// What it is called.
    pub name: &'a str,
    /// What a row is, in a sentence.
    pub purpose: &'a str,
    /// Its columns, in order.
    pub columns: Vec<ColumnDescription<'a>>,
}

/// A column of a view.
#[derive(Debug, Clone, Serialize)]
pub struct ColumnDescription<'a> {
    /// What it is called.
    pub name: &'a str,
    /// What its values are: `text`, `integer`, `time`.
    #[serde(rename = "type")]
    pub kind: &'a str,
    /// What it says, in a sentence.
    pub meaning: &'a str,
}

/// Writes `schema --format text`. Nothing is cut: the meanings are there to be read.
///
/// # Errors
///
/// When the writer refuses.
pub fn text(views: &[ViewDescription<'_>], mut writer: impl Write) -> Result<(), OutputError> {
    let columns = [
        Column::word("COLUMN"),
        Column::word("TYPE"),
        Column::text("MEANING"),
    ];
    for (index, view) in views.iter().enumerate() {
        let gap = if index == 0 { "" } else { "\n" };
        writeln!(writer, "{gap}{}: {}\n", view.name, view.purpose)?;
        let rows = view.columns.iter().map(|column| row(column, str::to_owned));
        grid::write(&columns, rows, None, &mut writer)?;
    }
    Ok(())
}

/// Writes `schema --format markdown`.
///
/// # Errors
///
/// When the writer refuses.
pub fn markdown(views: &[ViewDescription<'_>], mut writer: impl Write) -> Result<(), OutputError> {
    for (index, view) in views.iter().enumerate() {
        let gap = if index == 0 { "" } else { "\n" };
        writeln!(
            writer,
            "{gap}### {}\n\n{}\n",
            code(view.name),
            escape(view.purpose)
        )?;
        writeln!(writer, "| Column | Type | Meaning |\n|---|---|---|")?;
        for column in &view.columns {
            let [name, kind, meaning] = row(column, escape);
            writeln!(writer, "| {name} | {kind} | {meaning} |")?;
        }
    }
    Ok(())
}

/// Writes `schema --format json`: an array of `{"name","purpose","columns":[{"name","type","meaning"}]}`.
///
/// # Errors
///
/// When the writer refuses.
pub fn json(views: &[ViewDescription<'_>], writer: impl Write) -> Result<(), OutputError> {
    array(views.iter(), writer)
}

fn row(column: &ColumnDescription<'_>, shown: impl Fn(&str) -> String) -> [String; 3] {
    [column.name, column.kind, column.meaning].map(shown)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples;

    fn views() -> Vec<ViewDescription<'static>> {
        let column = |name, kind, meaning| ColumnDescription {
            name,
            kind,
            meaning,
        };
        let relations = ViewDescription {
            name: "relations",
            purpose: "An edge from an asset to another thing.",
            columns: vec![
                column("id", "text", "The asset it begins at."),
                column("kind", "text", "What the other is to it: base-model."),
            ],
        };
        let scans = ViewDescription {
            name: "scans",
            purpose: "A scan.",
            columns: vec![column("started", "time", "When it began | RFC 3339.")],
        };
        vec![relations, scans]
    }

    #[test]
    fn a_terminal_shows_every_column() {
        insta::assert_snapshot!(samples::text(|w| text(&views(), w)), @"
        relations: An edge from an asset to another thing.

        COLUMN  TYPE  MEANING
        id      text  The asset it begins at.
        kind    text  What the other is to it: base-model.

        scans: A scan.

        COLUMN   TYPE  MEANING
        started  time  When it began | RFC 3339.
        ");
    }

    #[test]
    fn markdown_is_a_table_for_each_view() {
        insta::assert_snapshot!(samples::text(|w| markdown(&views(), w)), @"
        ### `relations`

        An edge from an asset to another thing.

        | Column | Type | Meaning |
        |---|---|---|
        | id | text | The asset it begins at. |
        | kind | text | What the other is to it: base-model. |

        ### `scans`

        A scan.

        | Column | Type | Meaning |
        |---|---|---|
        | started | time | When it began &#124; RFC 3339. |
        ");
    }

    #[test]
    fn programs_get_an_array_of_views() {
        insta::assert_snapshot!(samples::text(|w| json(&views(), w)), @r#"
        [
        {"name":"relations","purpose":"An edge from an asset to another thing.","columns":[{"name":"id","type":"text","meaning":"The asset it begins at."},{"name":"kind","type":"text","meaning":"What the other is to it: base-model."}]},
        {"name":"scans","purpose":"A scan.","columns":[{"name":"started","type":"time","meaning":"When it began | RFC 3339."}]}
        ]
        "#);
    }
}
