//! The HTML page: what is always seen, and the data of all assets as far as there is room.

use std::io::Write;

use opencite_core::Report;

use super::data;
use super::shelf::Shelf;
use super::templates::Templates;
use super::view::{Length, ReportView};
use crate::OutputError;

/// The most bytes of a page: what mail servers take as an attachment after it has been encoded, and what opens at once.
pub const MAX_PAGE_BYTES: usize = 15_000_000;

/// The page is made twice: without data, to know what room there is for them, and with.
pub(super) fn write(
    report: &Report,
    templates: &Templates,
    mut writer: impl Write,
) -> Result<(), OutputError> {
    let shelf = Shelf::of(report);
    let mut view = ReportView::of_shelf(&shelf, Length::Page);
    let mut page = Vec::new();
    templates.fill(PAGE, &view, &mut page)?;
    if view.has_assets() {
        view.data = data::of(&shelf, MAX_PAGE_BYTES.saturating_sub(page.len()));
        page.clear();
        templates.fill(PAGE, &view, &mut page)?;
    }
    writer.write_all(&page)?;
    Ok(writer.flush()?)
}

const PAGE: &str = "report.html.j2";
