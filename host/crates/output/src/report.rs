//! Whole documents for people: HTML and Markdown.
//!
//! What a report says is computed here, into views; how it is said is in `templates/`. A view is made of texts and
//! numbers only. The environment of the templates escapes every text for its format, and has no filter that would turn
//! the escaping off.

mod assets;
mod bar;
mod catalogue;
mod coverage;
mod coverage_map;
mod coverage_types;
mod environment;
mod freshness;
pub(crate) mod markdown;
mod moment;
mod notable;
mod properties;
mod shelf;
mod status;
mod summary;
#[cfg(test)]
mod tests;
mod troubles;
mod view;

use std::io::{BufWriter, Write};

use minijinja::Value;
use minijinja::value::Serde;
use opencite_core::Inventory;

use crate::OutputError;
use view::InventoryView;

/// Writes the inventory as one HTML file that loads nothing from anywhere.
///
/// # Errors
///
/// When the writer refuses.
pub fn html(inventory: &Inventory, writer: impl Write) -> Result<(), OutputError> {
    render("inventory.html.j2", inventory, writer)
}

/// Writes the inventory as Markdown, as GitHub understands it.
///
/// # Errors
///
/// When the writer refuses.
pub fn markdown(inventory: &Inventory, writer: impl Write) -> Result<(), OutputError> {
    render("inventory.md.j2", inventory, writer)
}

fn render(template: &str, inventory: &Inventory, writer: impl Write) -> Result<(), OutputError> {
    let mut writer = BufWriter::new(writer);
    let view = Value::from(Serde(InventoryView::of(inventory)));
    environment::environment()?
        .get_template(template)?
        .render_captured_to(view, &mut writer)?;
    Ok(writer.flush()?)
}
