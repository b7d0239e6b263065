//! `opencite deliveries`.

use std::process::ExitCode;

use opencite_config::Config;
use opencite_output::deliveries::{self, DeliveryRow};
use opencite_store::{DeliveryRecord, Store};

use super::scan::clock;
use crate::cli::{DeliveriesArgs, TableFormat};
use crate::failure::Failure;
use crate::outgoing::PostOffice;
use crate::terminal;

pub(super) fn run(args: &DeliveriesArgs) -> Result<ExitCode, Failure> {
    if let Some(number) = args.discard {
        writable(args)?.discard_delivery(number)?;
    }
    if args.send {
        let config = Config::read(args.config.as_deref())?;
        send(&config, &mut writable(args)?)?;
    }
    let records = Store::open_existing(&args.db.db)?.deliveries()?;
    let rows: Vec<DeliveryRow> = records.into_iter().map(row).collect();
    terminal::print(|out| match args.format {
        TableFormat::Table => deliveries::table(&rows, terminal::width(), out),
        TableFormat::Json => deliveries::json(&rows, out),
    })?;
    Ok(ExitCode::SUCCESS)
}

fn row(record: DeliveryRecord) -> DeliveryRow {
    DeliveryRow {
        id: record.id,
        job: record.job,
        destination: record.destination,
        subject: record.subject,
        created: record.created,
        waiting: record.is_waiting,
        attempts: record.attempts,
        error: record.error,
        sent: record.sent,
    }
}

/// A database that is not there is not made.
fn writable(args: &DeliveriesArgs) -> Result<Store, Failure> {
    drop(Store::open_existing(&args.db.db)?);
    Ok(Store::open(&args.db.db)?)
}

/// Sends all that waits.
pub(super) fn send(config: &Config, store: &mut Store) -> Result<(), Failure> {
    let post_office = PostOffice::new(config, clock)?;
    let tally = super::block_on(post_office.send_all(store))?;
    tally.require_all("`opencite deliveries` says why; `opencite deliveries --send` tries again.")
}
