//! `opencite query` and `opencite schema`.

use std::io::{BufWriter, StdoutLock, Write as _};
use std::process::ExitCode;
use std::time::Duration;

use anyhow::anyhow;
use opencite_config::Config;
use opencite_core::nearest;
use opencite_output::rows::{self, Cell, CellRows, RowArray};
use opencite_output::schema::{self, ColumnDescription, ViewDescription};
use opencite_store::{QueryEvent, QueryLimits, QueryValue, Store, ViewDoc};

use crate::cli::{QueryArgs, RowFormat, SchemaArgs, SchemaFormat};
use crate::failure::Failure;
use crate::terminal;

pub(super) fn run(args: &QueryArgs) -> Result<ExitCode, Failure> {
    let config = Config::read(args.config.as_deref())?;
    if args.list {
        return list(&config);
    }
    let sql = match (&args.sql, &args.saved) {
        (Some(sql), _) => sql.as_str(),
        (None, Some(name)) => saved(&config, name)?,
        (None, None) => return Err(Failure::usage(anyhow!("there is nothing to ask"))),
    };
    let limits = QueryLimits {
        rows: args.max_rows,
        time: Duration::from_secs(args.timeout),
        ..QueryLimits::default()
    };
    let store = Store::open_existing(&args.db.db)?;
    terminal::print(|out| match args.format {
        RowFormat::Table => table(&store, sql, &limits, out),
        RowFormat::Json => json(&store, sql, &limits, out),
        RowFormat::Csv => csv(&store, sql, &limits, out),
    })?;
    Ok(ExitCode::SUCCESS)
}

type Out = BufWriter<StdoutLock<'static>>;

/// The widths of the columns depend on all rows.
fn table(store: &Store, sql: &str, limits: &QueryLimits, out: &mut Out) -> Result<(), Failure> {
    let (mut columns, mut all) = (Vec::new(), Vec::new());
    store.query(sql, limits, |event| {
        match event {
            QueryEvent::Columns(names) => columns = names.to_vec(),
            QueryEvent::Row(row) => all.push(cells(row)),
        }
        Ok::<(), Failure>(())
    })?;
    Ok(rows::table(&columns, &all, terminal::width(), out)?)
}

/// One row at a time: a million need no memory.
fn json(store: &Store, sql: &str, limits: &QueryLimits, out: &mut Out) -> Result<(), Failure> {
    let (mut out, mut array) = (Some(out), None);
    store.query(sql, limits, |event| {
        match event {
            QueryEvent::Columns(names) => {
                array = out
                    .take()
                    .map(|out| RowArray::new(names, out))
                    .transpose()?;
            }
            QueryEvent::Row(row) => {
                if let Some(array) = &mut array {
                    array.push(&cells(row))?;
                }
            }
        }
        Ok::<(), Failure>(())
    })?;
    Ok(array.map_or(Ok(()), RowArray::finish)?)
}

fn csv(store: &Store, sql: &str, limits: &QueryLimits, out: &mut Out) -> Result<(), Failure> {
    let (mut out, mut lines) = (Some(out), None);
    store.query(sql, limits, |event| {
        match event {
            QueryEvent::Columns(names) => {
                lines = out
                    .take()
                    .map(|out| CellRows::new(names, out))
                    .transpose()?;
            }
            QueryEvent::Row(row) => {
                if let Some(lines) = &mut lines {
                    lines.push(&cells(row))?;
                }
            }
        }
        Ok::<(), Failure>(())
    })?;
    Ok(lines.map_or(Ok(()), CellRows::finish)?)
}

fn cells(row: &[QueryValue]) -> Vec<Cell> {
    let cell = |value: &QueryValue| match value {
        QueryValue::Null => Cell::Null,
        QueryValue::Integer(number) => Cell::Integer(*number),
        QueryValue::Real(number) => Cell::Real(*number),
        QueryValue::Text(text) => Cell::Text(text.clone()),
        QueryValue::Blob(bytes) => Cell::Bytes(bytes.clone()),
    };
    row.iter().map(cell).collect()
}

/// Lists what can be asked, or prints the schema of reports.
pub(super) fn schema(args: &SchemaArgs) -> Result<ExitCode, Failure> {
    let views: Vec<_> = opencite_store::schema().iter().map(described).collect();
    terminal::print(|out| match (args.report, args.format) {
        (true, _) => {
            Ok::<(), Failure>(out.write_all(opencite_output::json::REPORT_SCHEMA.as_bytes())?)
        }
        (false, SchemaFormat::Text) => Ok(schema::text(&views, out)?),
        (false, SchemaFormat::Json) => Ok(schema::json(&views, out)?),
        (false, SchemaFormat::Markdown) => Ok(schema::markdown(&views, out)?),
    })?;
    Ok(ExitCode::SUCCESS)
}

fn described(view: &ViewDoc) -> ViewDescription<'_> {
    let columns = view.columns.iter();
    ViewDescription {
        name: view.name,
        purpose: view.purpose,
        columns: columns
            .map(|column| ColumnDescription {
                name: column.name,
                kind: column.kind.as_str(),
                meaning: column.meaning,
            })
            .collect(),
    }
}

fn saved<'a>(config: &'a Config, name: &str) -> Result<&'a str, Failure> {
    config.queries.get(name).map(String::as_str).ok_or_else(|| {
        let names = config.queries.keys().map(String::as_str);
        let nearest = nearest(name, names);
        Failure::usage(anyhow!("the config has no query {name}"))
            .maybe_hint(nearest.map(|nearest| format!("Did you mean {nearest}?")))
    })
}

fn list(config: &Config) -> Result<ExitCode, Failure> {
    terminal::print(|out| {
        config
            .queries
            .iter()
            .try_for_each(|(name, sql)| writeln!(out, "{name}: {}", opencite_core::printable(sql)))
    })?;
    Ok(ExitCode::SUCCESS)
}
