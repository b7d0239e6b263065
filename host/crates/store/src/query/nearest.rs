//! What was meant by a name that there is none of.

use crate::schema::{ViewDoc, schema};

/// How alike two names must be for one to be offered for the other, from 0 to 1.
const ALIKE: f64 = 0.7;

/// The way on from a table or view that cannot be read.
pub(super) fn view_hint(name: &str) -> String {
    let views = schema().iter().map(|view| view.name);
    let offered = nearest(name, views).map(|view| format!("Read the view {view} instead. "));
    format!(
        "{}`opencite schema` lists the views and their columns.",
        offered.unwrap_or_default()
    )
}

/// The way on from a column that there is none of, in a statement that names views.
pub(super) fn column_hint(name: &str, sql: &str) -> String {
    let column = name.rsplit('.').next().unwrap_or(name);
    let views = views_in(sql);
    let columns = views
        .iter()
        .flat_map(|view| view.columns)
        .map(|column| column.name);
    let offered = nearest(column, columns).map(|column| format!("Is {column} meant? "));
    format!(
        "{}`opencite schema` lists the views and their columns.",
        offered.unwrap_or_default()
    )
}

/// The views that a statement names.
fn views_in(sql: &str) -> Vec<&'static ViewDoc> {
    let words: Vec<_> = sql
        .split(|letter: char| !(letter.is_ascii_alphanumeric() || letter == '_'))
        .collect();
    let is_named = |view: &&ViewDoc| {
        words
            .iter()
            .any(|word| word.eq_ignore_ascii_case(view.name))
    };
    schema().iter().filter(is_named).collect()
}

/// The name most like another one; the first, when several are.
fn nearest(name: &str, names: impl Iterator<Item = &'static str>) -> Option<&'static str> {
    let name = name.to_ascii_lowercase();
    let mut best: Option<(f64, &'static str)> = None;
    for candidate in names {
        let alike = strsim::jaro_winkler(&name, candidate);
        if alike >= ALIKE && best.is_none_or(|(most, _)| alike > most) {
            best = Some((alike, candidate));
        }
    }
    best.map(|(_, name)| name)
}
