//! Whole documents for people: HTML, Markdown and mail.
//!
//! What a report says is computed here, into views; how it is said is in `templates/`. A view is made of texts and
//! numbers only. The environment of the templates escapes every text for its format, and has no filter that would turn
//! the escaping off. All assets travel in the page as packed data, for its script.

mod assets;
mod bar;
mod catalogue;
mod changes;
mod chart;
mod coverage;
mod coverage_map;
mod coverage_types;
mod data;
mod field;
mod freshness;
mod growth;
mod link;
pub(crate) mod markdown;
mod moment;
mod notable;
mod page;
mod properties;
mod rows;
#[cfg(test)]
mod samples;
mod shelf;
mod short;
mod status;
mod summary;
mod templates;
#[cfg(test)]
mod tests;
mod troubles;
mod usage;
mod view;

use std::io::{BufWriter, Write};

use opencite_core::Report;

use crate::OutputError;
use view::{Length, ReportView};

pub use page::MAX_PAGE_BYTES;
pub use templates::Templates;

/// Writes a report as one HTML file that loads nothing from anywhere, of at most [`MAX_PAGE_BYTES`].
///
/// All assets are in it as far as there is room: first what the table shows of each, then the details, the assets of
/// one's own before what is on offer. The page says what had no room.
///
/// # Errors
///
/// When the writer refuses, or a template fails.
pub fn html(report: &Report, templates: &Templates, writer: impl Write) -> Result<(), OutputError> {
    page::write(report, templates, writer)
}

/// Writes a report as Markdown, as GitHub understands it. Its tables are bounded, and say how much more there is.
///
/// # Errors
///
/// When the writer refuses, or a template fails.
pub fn markdown(
    report: &Report,
    templates: &Templates,
    writer: impl Write,
) -> Result<(), OutputError> {
    fill("report.md.j2", Length::Long, report, templates, writer)
}

/// Writes the gist of a report as HTML for the body of a mail: no script, no style sheet, nothing to load.
///
/// # Errors
///
/// When the writer refuses, or a template fails.
pub fn mail_html(
    report: &Report,
    templates: &Templates,
    writer: impl Write,
) -> Result<(), OutputError> {
    fill("mail.html.j2", Length::Short, report, templates, writer)
}

/// Writes what [`mail_html`] writes as plain text.
///
/// # Errors
///
/// When the writer refuses, or a template fails.
pub fn mail_text(
    report: &Report,
    templates: &Templates,
    writer: impl Write,
) -> Result<(), OutputError> {
    fill("mail.txt.j2", Length::Short, report, templates, writer)
}

fn fill(
    template: &str,
    length: Length,
    report: &Report,
    templates: &Templates,
    writer: impl Write,
) -> Result<(), OutputError> {
    let mut writer = BufWriter::new(writer);
    templates.fill(template, &ReportView::of(report, length), &mut writer)?;
    Ok(writer.flush()?)
}
