//! `opencite usage`.

use std::io::Write;
use std::process::ExitCode;

use anyhow::anyhow;
use opencite_core::{AccountId, Region, TimeSpan, UsageBy};
use opencite_output::{csv, json, table, usage};
use opencite_store::{Store, UsageFilter};

use super::coverage::{self, Sources};
use super::scan::clock;
use crate::cli::{PlaceArgs, RowFormat, UsageArgs, UsageKey};
use crate::failure::Failure;
use crate::{moment, terminal};

pub(super) fn run(args: &UsageArgs) -> Result<ExitCode, Failure> {
    let filter = filter(&args.place)?;
    let span = moment::past_days(args.days, clock())?;
    let store = Store::open_existing(&args.db.db)?;
    if args.summary {
        coverage::tell(&store, Sources::All, &filter, span)?;
        summary(&store, &filter, span, args.format)?;
    } else {
        let sources = sources(args.by);
        coverage::tell(&store, sources, &filter, span)?;
        rows(&store, &filter, span, args)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// The units whose usage is asked for.
pub(super) fn filter(args: &PlaceArgs) -> Result<UsageFilter, Failure> {
    let account = args.account.clone().map(AccountId::new).transpose();
    let region = args.region.as_deref().map(Region::unlisted).transpose();
    Ok(UsageFilter {
        account: account.map_err(Failure::usage)?,
        region: region.map_err(Failure::usage)?,
    })
}

fn sources(by: UsageKey) -> Sources {
    match by {
        UsageKey::Model | UsageKey::Day => Sources::Models,
        UsageKey::Principal | UsageKey::Profile => Sources::Calls,
        UsageKey::Endpoint => Sources::Endpoints,
    }
}

fn rows(
    store: &Store,
    filter: &UsageFilter,
    span: TimeSpan,
    args: &UsageArgs,
) -> Result<(), Failure> {
    let by = match args.by {
        UsageKey::Model => UsageBy::Model,
        UsageKey::Principal => UsageBy::Principal,
        UsageKey::Profile => UsageBy::Profile,
        UsageKey::Day => UsageBy::Day,
        UsageKey::Endpoint => return endpoints(store, filter, span, args.format),
    };
    let rows = store.usage(by, filter, span)?;
    terminal::print(|out| match args.format {
        RowFormat::Table => table::usage(by, &rows, terminal::width(), out),
        RowFormat::Json => json::usage(&rows, out),
        RowFormat::Csv => csv::usage(&rows, out),
    })
}

fn endpoints(
    store: &Store,
    filter: &UsageFilter,
    span: TimeSpan,
    format: RowFormat,
) -> Result<(), Failure> {
    let endpoints = store.endpoint_usage(filter, span)?;
    terminal::print(|out| match format {
        RowFormat::Table => table::endpoint_usage(&endpoints, terminal::width(), out),
        RowFormat::Json => json::endpoint_usage(&endpoints, out),
        RowFormat::Csv => csv::endpoint_usage(&endpoints, out),
    })
}

fn summary(
    store: &Store,
    filter: &UsageFilter,
    span: TimeSpan,
    format: RowFormat,
) -> Result<(), Failure> {
    let write: fn(&opencite_core::UsageSummary, &mut dyn Write) -> _ = match format {
        RowFormat::Table => |numbers, out| usage::summary(numbers, out),
        RowFormat::Json => |numbers, out| json::usage_summary(numbers, out),
        RowFormat::Csv => {
            let refusal = Failure::usage(anyhow!("a summary has no rows to write as CSV"));
            return Err(refusal.hint("Use --format table or json."));
        }
    };
    let numbers = store.usage_summary(filter, span)?;
    terminal::print(|out| write(&numbers, out))
}
