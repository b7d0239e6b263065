//! Writes reports, with the templates that the operator chose.

use std::io::Write;
use std::path::Path;

use anyhow::{Context as _, anyhow};
use opencite_core::{Report, ReportFormat};
use opencite_output::report::Templates;
use opencite_output::{csv, cyclonedx, export, json, report};

use crate::failure::Failure;

/// The largest template, in bytes: the program's own have a few thousand.
const MAX_TEMPLATE: u64 = 1024 * 1024;

/// Writes reports.
pub(crate) struct Renderer {
    templates: Templates,
}

impl Renderer {
    /// Takes the templates of a directory in the place of the program's own of the same names.
    ///
    /// # Errors
    ///
    /// When the directory cannot be read, or a file in it is no template that the program has.
    pub(crate) fn new(templates: Option<&Path>) -> Result<Self, Failure> {
        let templates = match templates {
            Some(directory) => Templates::with(sources(directory)?)?,
            None => Templates::built_in()?,
        };
        Ok(Self { templates })
    }

    /// Writes a report in a format.
    ///
    /// # Errors
    ///
    /// When a template fails, or the writer refuses.
    pub(crate) fn write(
        &self,
        report: &Report,
        format: ReportFormat,
        out: impl Write,
    ) -> Result<(), Failure> {
        match format {
            ReportFormat::Html => report::html(report, &self.templates, out)?,
            ReportFormat::Markdown => report::markdown(report, &self.templates, out)?,
            ReportFormat::Json => json::report(report, out)?,
            ReportFormat::Csv => csv::report(report, out)?,
            ReportFormat::Cyclonedx => cyclonedx::cyclonedx(&report.inventory, out)?,
            ReportFormat::Export => export::opencite_1(report, out)?,
        }
        Ok(())
    }

    /// The templates.
    pub(crate) fn templates(&self) -> &Templates {
        &self.templates
    }
}

/// What a report is called as a file: `weekly-2026-11-23T070000Z.html`.
pub(crate) fn file_name(report: &Report, job: Option<&str>, format: ReportFormat) -> String {
    let name = job.unwrap_or(report.kind.as_str());
    let time = report.inventory.generated.strftime("%Y-%m-%dT%H%M%SZ");
    format!("{name}-{time}.{}", format.extension())
}

/// The files of a directory, by their paths in it.
fn sources(directory: &Path) -> Result<Vec<(String, String)>, Failure> {
    let failed = || format!("cannot read the templates in {}", directory.display());
    let mut sources = Vec::new();
    for name in Templates::names() {
        let path = directory.join(name);
        let Ok(meta) = std::fs::metadata(&path) else {
            continue;
        };
        if meta.len() > MAX_TEMPLATE {
            let refused = anyhow!("{} has over {MAX_TEMPLATE} bytes", path.display());
            return Err(Failure::usage(refused.context(failed())));
        }
        let source = std::fs::read_to_string(&path).with_context(failed);
        sources.push((name.to_owned(), source.map_err(Failure::usage)?));
    }
    if sources.is_empty() {
        let none = anyhow!(
            "{} holds none of the program's templates",
            directory.display()
        );
        let names = Templates::names().collect::<Vec<_>>().join(", ");
        return Err(Failure::usage(none).hint(format!("They are called {names}.")));
    }
    Ok(sources)
}
