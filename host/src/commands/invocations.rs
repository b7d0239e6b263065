//! `opencite invocations`.

use std::io::Write;
use std::process::ExitCode;

use anyhow::anyhow;
use jiff::{SignedDuration, Timestamp};
use opencite_core::TimeSpan;
use opencite_output::{csv, json, table};
use opencite_store::{InvocationFilter, Store};

use super::coverage::{self, Sources};
use super::scan::clock;
use super::usage::filter;
use crate::cli::{InvocationsArgs, RowFormat};
use crate::failure::Failure;
use crate::{moment, terminal};

/// What is looked at when nobody says since when, for what was not collected: as much as a scan collects by itself.
const DAYS: i64 = 7;

pub(super) fn run(args: &InvocationsArgs) -> Result<ExitCode, Failure> {
    let now = clock();
    let filter = InvocationFilter {
        places: filter(&args.place)?,
        since: args
            .since
            .as_deref()
            .map(|text| since(text, now))
            .transpose()?,
        model: args.model.clone(),
        principal: args.principal.clone(),
    };
    let store = Store::open_existing(&args.db.db)?;
    let was_collected = tell_coverage(&store, &filter, now)?;
    if was_collected {
        require_known(&store, &filter)?;
    }
    terminal::print(|out| match args.format {
        RowFormat::Table => write_table(&store, &filter, out),
        RowFormat::Json => write_json(&store, &filter, out),
        RowFormat::Csv => write_csv(&store, &filter, out),
    })?;
    Ok(ExitCode::SUCCESS)
}

fn tell_coverage(
    store: &Store,
    filter: &InvocationFilter,
    now: Timestamp,
) -> Result<bool, Failure> {
    let week_ago = now
        .checked_sub(SignedDuration::from_hours(24 * DAYS))
        .map_err(Failure::failed)?;
    let from = filter.since.unwrap_or(week_ago);
    match TimeSpan::new(from, now) {
        Some(span) => coverage::tell(store, Sources::Calls, &filter.places, span),
        None => Ok(true),
    }
}

fn since(text: &str, now: Timestamp) -> Result<Timestamp, Failure> {
    moment::time(text, now).ok_or_else(|| {
        let refusal = Failure::usage(anyhow!("--since {text:?} is no time"));
        refusal.hint(format!("Use {}.", moment::TIMES))
    })
}

/// A name that no call has is a mistake more likely than a question.
fn require_known(store: &Store, filter: &InvocationFilter) -> Result<(), Failure> {
    if let Some(model) = &filter.model {
        require_name("model", model, &store.called_models()?)?;
    }
    if let Some(principal) = &filter.principal {
        require_name("principal", principal, &store.principals()?)?;
    }
    Ok(())
}

fn require_name(what: &str, name: &str, names: &[String]) -> Result<(), Failure> {
    if names.iter().any(|known| known == name) {
        return Ok(());
    }
    let hint = nearest(name, names).map(|nearest| format!("Did you mean {nearest}?"));
    Err(Failure::usage(anyhow!("no call has the {what} {name:?}")).maybe_hint(hint))
}

/// A part of a name says which one is meant better than its letters do.
fn nearest<'a>(word: &str, names: &'a [String]) -> Option<&'a str> {
    let part = word.to_lowercase();
    let has_part = |name: &&&String| !part.is_empty() && name.to_lowercase().contains(&part);
    let shortest = names
        .iter()
        .filter(|name| has_part(&name))
        .min_by_key(|name| name.len());
    let names = || names.iter().map(String::as_str);
    shortest
        .map(String::as_str)
        .or_else(|| opencite_core::nearest(word, names()))
}

/// The widths of the columns depend on all calls.
fn write_table(store: &Store, filter: &InvocationFilter, out: impl Write) -> Result<(), Failure> {
    let mut calls = Vec::new();
    store.each_invocation(filter, |call| {
        calls.push(call);
        Ok::<(), Failure>(())
    })?;
    Ok(table::invocations(&calls, terminal::width(), out)?)
}

/// One call at a time: a million need no memory.
fn write_json(store: &Store, filter: &InvocationFilter, out: impl Write) -> Result<(), Failure> {
    let mut array = json::InvocationArray::new(out)?;
    store.each_invocation(filter, |call| array.push(&call).map_err(Failure::from))?;
    Ok(array.finish()?)
}

fn write_csv(store: &Store, filter: &InvocationFilter, out: impl Write) -> Result<(), Failure> {
    let mut rows = csv::InvocationRows::new(out)?;
    store.each_invocation(filter, |call| rows.push(&call).map_err(Failure::from))?;
    Ok(rows.finish()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misspelt_name_is_answered_with_the_nearest() {
        let names = [
            "amazon.nova-lite-v1:0",
            "us.amazon.nova-lite-v1:0",
            "meta.llama3-8b",
        ];
        let names = names.map(str::to_owned);
        assert_eq!(nearest("nova-lite", &names), Some("amazon.nova-lite-v1:0"));
        assert_eq!(nearest("meta.lama3-8b", &names), Some("meta.llama3-8b"));
        assert_eq!(nearest("something else", &names), None);
        assert_eq!(nearest("", &names), None);
    }
}
