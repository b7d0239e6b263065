//! `opencite report`.

use std::path::Path;
use std::process::ExitCode;

use anyhow::anyhow;
use opencite_config::Config;
use opencite_core::{Report, ScanRef};
use opencite_store::Store;

use super::scan::clock;
use crate::cli::ReportArgs;
use crate::failure::Failure;
use crate::outgoing::{Addressee, Packing, Parcel, PostOffice};
use crate::render::Renderer;
use crate::report::{self, ReportRequest};
use crate::{moment, terminal, whole_file};

pub(super) fn run(args: &ReportArgs) -> Result<ExitCode, Failure> {
    let config = Config::read(args.config.as_deref())?;
    let addressees = addressees(&config, args)?;
    let templates = args.templates.as_deref();
    let renderer = Renderer::new(templates.or(config.report.templates.as_deref()))?;
    let store = Store::open_existing(&args.db.db)?;
    let report = report::gather(&store, &request(args)?)?;
    let nothing_new = || {
        report
            .changes
            .as_ref()
            .is_some_and(|changes| !changes.has_changes())
    };
    if args.only_when_changed && nothing_new() {
        tracing::warn!("nothing has changed: no report is written or sent");
        return Ok(ExitCode::SUCCESS);
    }
    if let Some(output) = &args.output {
        write(&report, &renderer, args, output)?;
    }
    let packing = Packing {
        report: &report,
        renderer: &renderer,
        job: None,
    };
    match &args.eml {
        Some(file) => write_mail(&config, &packing, &addressees, file)?,
        None => send(&config, &packing, &addressees, store, &args.db.db)?,
    }
    Ok(ExitCode::SUCCESS)
}

/// What is to be in the report. Whether it is sent may depend on changes, also where it is not about them.
fn request(args: &ReportArgs) -> Result<ReportRequest, Failure> {
    let now = clock();
    let named = |text: &Option<String>| -> Result<Option<ScanRef>, Failure> {
        text.as_deref()
            .map(|text| moment::scan_ref(text, now))
            .transpose()
    };
    Ok(ReportRequest {
        kind: args.kind.into(),
        from: named(&args.from)?,
        to: named(&args.to)?,
        span: moment::past_days(args.days, now)?,
        wants_changes: args.only_when_changed,
        now,
    })
}

fn addressees(config: &Config, args: &ReportArgs) -> Result<Vec<Addressee>, Failure> {
    let named = args.send.iter();
    let mut all: Vec<Addressee> = named
        .map(|name| Addressee::of_config(config, name))
        .collect::<Result<_, _>>()?;
    if !args.email.is_empty() {
        all.push(Addressee::people(&args.email, args.format.into())?);
    }
    if args.eml.is_some() && all.is_empty() {
        let nobody = anyhow!("a mail needs somebody whom it is for");
        return Err(Failure::usage(nobody).hint("Name an address with --email."));
    }
    Ok(all)
}

/// Writes a report whole, or not at all.
fn write(
    report: &Report,
    renderer: &Renderer,
    args: &ReportArgs,
    output: &Path,
) -> Result<(), Failure> {
    if output == Path::new("-") {
        return terminal::print(|out| renderer.write(report, args.format.into(), out));
    }
    whole_file::write(output, |out| {
        renderer.write(report, args.format.into(), out)
    })
}

/// Writes the mail that would be sent.
fn write_mail(
    config: &Config,
    packing: &Packing<'_>,
    addressees: &[Addressee],
    file: &Path,
) -> Result<(), Failure> {
    let post_office = PostOffice::new(config, clock)?;
    for addressee in addressees {
        let delivery = packing.pack(addressee)?;
        let Parcel::Mail(parcel) = Parcel::of_bytes(&delivery.message)? else {
            continue;
        };
        let mail = post_office.addressed(&parcel, &delivery.message_id)?;
        let message = opencite_delivery::to_eml(&mail).map_err(Failure::failed)?;
        whole_file::write(file, |out| Ok(out.write_all(&message)?))?;
    }
    Ok(())
}

/// Stores what is to be sent before it is: a mail that fails is not lost.
fn send(
    config: &Config,
    packing: &Packing<'_>,
    addressees: &[Addressee],
    store: Store,
    db: &Path,
) -> Result<(), Failure> {
    if addressees.is_empty() {
        return Ok(());
    }
    drop(store);
    let mut store = Store::open(db)?;
    for addressee in addressees {
        store.add_delivery(&packing.pack(addressee)?)?;
    }
    super::deliveries::send(config, &mut store)
}
