//! `opencite demo`: the main job on the built-in simulated account.

use std::collections::HashMap;
use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;

use anyhow::Context as _;
use opencite_aws::recording::Recording;
use opencite_core::{
    AwsSettings, ConfigValue, PluginId, Region, ReportFormat, ReportKind, ScanId, Secret,
    StaticKeys, UsageBy,
};
use opencite_output::{diff, table};
use opencite_runtime::Limits;
use opencite_sim::{Estate, Sim};
use opencite_store::{AssetFilter, Store, UsageFilter};
use tokio_util::sync::CancellationToken;

use crate::accounts::AccountEntry;
use crate::cli::{DemoArgs, TextFormat};
use crate::clock::Clock;
use crate::failure::{Failure, exit_code};
use crate::regions::Regions;
use crate::render::Renderer;
use crate::report::{self, ReportRequest};
use crate::scan::{self, DEFAULT_CONCURRENCY, ScanReport, ScanRequest, UsageRequest};
use crate::{moment, plugins, terminal, whole_file};

/// The regions of the simulated account.
const REGIONS: [&str; 2] = ["eu-west-1", "us-east-1"];

/// Of how many days usage is collected.
const USAGE_DAYS: u16 = 7;

pub(super) fn run(args: &DemoArgs) -> Result<ExitCode, Failure> {
    let directory = &args.output;
    std::fs::create_dir_all(directory)
        .with_context(|| format!("cannot make directory {}", directory.display()))
        .map_err(Failure::failed)?;
    let db = directory.join("demo.db");
    say("SIMULATED ACCOUNT: nothing below is real. No network, no credentials.\n\n")?;
    let last = super::block_on(two_scans(args, &db))?;
    show_changes(&db, last.summary.scan)?;
    show_usage(&db)?;
    write_reports(&db, directory)?;
    Ok(exit_code(last.summary.outcome))
}

/// A scan, and another when a week has passed in the simulated account: the last one's report.
async fn two_scans(args: &DemoArgs, db: &Path) -> Result<ScanReport, Failure> {
    let sim = Sim::builder().estate(Estate::demo()).start().await?;
    let mut asked = request(args, &sim, db).await?;
    if let Some(directory) = &args.record {
        asked = super::scan::record(asked, directory)?;
    }
    let first = simulated_scan(asked).await?;
    super::scan::show(&first, TextFormat::Text)?;
    show_assets(db)?;
    say("\nA week passes in the simulated account.\n\n")?;
    sim.edit(Estate::drift);
    let last = simulated_scan(request(args, &sim, db).await?).await?;
    super::scan::show(&last, TextFormat::Text)?;
    Ok(last)
}

async fn simulated_scan(request: ScanRequest) -> Result<ScanReport, Failure> {
    Ok(Box::pin(scan::run(request, CancellationToken::new())).await?)
}

async fn request(args: &DemoArgs, sim: &Sim, db: &Path) -> Result<ScanRequest, Failure> {
    Ok(ScanRequest {
        plugins: plugins::load(&plugins::runtime(Limits::default())?, &args.plugins).await?,
        plugin_config: plugin_config()?,
        accounts: vec![account(sim)?],
        usage: UsageRequest {
            days: Some(USAGE_DAYS),
            ..UsageRequest::default()
        },
        db: db.to_owned(),
        concurrency: DEFAULT_CONCURRENCY,
        full: false,
        tag: None,
        simulated: true,
        recording: Recording::Off,
        clock: Clock::default(),
    })
}

/// The jobs of the simulated account are as old as they were when it was written.
fn plugin_config() -> Result<HashMap<PluginId, HashMap<String, ConfigValue>>, Failure> {
    let sagemaker = PluginId::new("aws_sagemaker").map_err(Failure::failed)?;
    let all_jobs = ("job_days".to_owned(), ConfigValue::Integer(0));
    Ok(HashMap::from([(sagemaker, HashMap::from([all_jobs]))]))
}

fn account(sim: &Sim) -> Result<AccountEntry, Failure> {
    let regions = REGIONS.iter().map(|code| Region::known(code));
    let regions: Result<Vec<_>, _> = regions.collect();
    Ok(AccountEntry {
        name: "the simulated account".to_owned(),
        settings: settings(sim),
        id: None,
        regions: Regions::Named(regions.map_err(Failure::failed)?),
        plugins: None,
        types: Vec::new(),
    })
}

fn settings(sim: &Sim) -> AwsSettings {
    let endpoint = sim.endpoint_url().parse();
    AwsSettings {
        keys: Some(StaticKeys {
            access_key_id: Secret::new(sim.access_key_id()),
            secret_access_key: Secret::new(sim.secret_access_key()),
            session_token: None,
        }),
        endpoint_url: Some(endpoint.expect("the simulator has an address")),
        ..AwsSettings::default()
    }
}

fn show_assets(db: &Path) -> Result<(), Failure> {
    let assets = Store::open_existing(db)?.assets(&AssetFilter::default(), None)?;
    say("\n")?;
    terminal::print(|out| table::assets(&assets, terminal::width(), out))
}

fn show_changes(db: &Path, to: ScanId) -> Result<(), Failure> {
    let store = Store::open_existing(db)?;
    let from = report::ended_before(&store, to)?.context("the demo has scanned twice");
    let from = from.map_err(Failure::failed)?;
    let comparison = store.compare(&AssetFilter::default(), from, to)?;
    say("\n")?;
    terminal::print(|out| diff::text(&comparison, terminal::width(), out))
}

fn show_usage(db: &Path) -> Result<(), Failure> {
    let span = moment::past_days(USAGE_DAYS, super::scan::clock())?;
    let store = Store::open_existing(db)?;
    let rows = store.usage(UsageBy::Model, &UsageFilter::default(), span)?;
    say("\n")?;
    terminal::print(|out| table::usage(UsageBy::Model, &rows, terminal::width(), out))
}

fn write_reports(db: &Path, directory: &Path) -> Result<(), Failure> {
    let store = Store::open_existing(db)?;
    let now = super::scan::clock();
    let report = report::gather(
        &store,
        &ReportRequest {
            kind: ReportKind::Full,
            from: None,
            to: None,
            span: moment::past_days(USAGE_DAYS, now)?,
            wants_changes: false,
            now,
        },
    )?;
    let renderer = Renderer::new(None)?;
    let html = directory.join("report.html");
    let markdown = directory.join("report.md");
    whole_file::write(&html, |out| {
        renderer.write(&report, ReportFormat::Html, out)
    })?;
    whole_file::write(&markdown, |out| {
        renderer.write(&report, ReportFormat::Markdown, out)
    })?;
    say(&format!(
        "\nThe report:   {} (open it in a browser)\nAs Markdown:  {}\nThe database: {}\n",
        html.display(),
        markdown.display(),
        db.display()
    ))
}

fn say(text: &str) -> Result<(), Failure> {
    terminal::print(|out| out.write_all(text.as_bytes()))
}
