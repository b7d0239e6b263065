//! `opencite schedule`.

use std::ffi::OsString;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context as _, anyhow};
use opencite_config::{Bounded, Config, ScheduleSection};
use opencite_core::{Timestamp, nearest};
use opencite_output::jobs::{self, JobRow};
use opencite_schedule::print::{self, NotPlain, PrintedFile, PrintedJob};
use opencite_schedule::{Timetable, TimetableError};
use opencite_store::{JobRecord, SchedulerLock, Store};

use super::scan::clock;
use crate::cli::{
    AccountArgs, ForegroundArgs, JobArgs, ScanArgs, ScheduleArgs, ScheduleCommand, Scheduler,
    TableFormat, TextFormat,
};
use crate::failure::{Failure, exit_code};
use crate::job::{Job, JobReport};
use crate::scheduler::{self, ChildCommand, ScheduledJob, SchedulerRequest};
use crate::terminal;

/// How long a job may take, when the config does not say.
const DEFAULT_TIMEOUT: Duration = Duration::from_hours(6);

pub(super) fn run(args: ScheduleArgs) -> Result<ExitCode, Failure> {
    match args.command {
        None => foreground(&args.foreground),
        Some(ScheduleCommand::List { jobs, format }) => list(&jobs, format),
        Some(ScheduleCommand::Run { name, jobs, due }) => run_one(&name, jobs, due),
        Some(ScheduleCommand::Print { jobs, scheduler }) => print(&jobs, scheduler.which()),
    }
}

/// Runs the jobs until it is stopped.
fn foreground(args: &ForegroundArgs) -> Result<ExitCode, Failure> {
    let config = Config::read(args.jobs.config.as_deref())?;
    let db = args.jobs.db.db.clone();
    let _lock = SchedulerLock::acquire(&db)?;
    let ran = records(&db)?;
    let jobs = sections(&config)?
        .iter()
        .map(|section| scheduled(&config, section, &args.jobs, &ran));
    let request = SchedulerRequest {
        jobs: jobs.collect::<Result<_, _>>()?,
        listen: args.listen.or(config.scheduler.listen),
        waiting: Box::new(move || waiting(&db)),
        deliver: ChildCommand {
            program: program()?,
            arguments: deliver_arguments(&args.jobs),
        },
        now: clock,
    };
    super::block_on(async {
        let stop = super::signals::stop_on_signal()?;
        tracing::info!("{} jobs are scheduled", request.jobs.len());
        scheduler::run(request, stop).await
    })?;
    Ok(ExitCode::SUCCESS)
}

/// How many reports are waiting; nothing when the database cannot be read just now.
fn waiting(db: &Path) -> Option<u64> {
    let deliveries = Store::open_existing(db)
        .and_then(|store| store.deliveries())
        .ok()?;
    let waiting = deliveries.iter().filter(|delivery| delivery.is_waiting);
    u64::try_from(waiting.count()).ok()
}

fn scheduled(
    config: &Config,
    section: &ScheduleSection,
    args: &JobArgs,
    ran: &[JobRecord],
) -> Result<ScheduledJob, Failure> {
    // What is wrong with a job is said now, and not in the night when it is due.
    JobReport::of_config(config, section)?;
    let name = section.name.as_str();
    let record = ran.iter().find(|record| record.name == name);
    let timeout = section.timeout_minutes.map(Bounded::get).map(u64::from);
    Ok(ScheduledJob {
        name: name.to_owned(),
        timetable: timetable(section)?,
        done: record.and_then(|record| record.due),
        command: ChildCommand {
            program: program()?,
            arguments: arguments(name, args),
        },
        timeout: timeout.map_or(DEFAULT_TIMEOUT, Duration::from_mins),
    })
}

/// The words that run one job once.
fn arguments(name: &str, args: &JobArgs) -> Vec<OsString> {
    let mut words: Vec<OsString> = ["schedule", "run", name].map(OsString::from).into();
    let mut option = |name: &str, value: OsString| words.extend([OsString::from(name), value]);
    option("--db", args.db.db.clone().into());
    if let Some(config) = &args.config {
        option("--config", config.clone().into());
    }
    if let Some(directory) = &args.plugins.plugin_dir {
        option("--plugin-dir", directory.clone().into());
    }
    if let Some(url) = &args.endpoint_url {
        option("--endpoint-url", url.into());
    }
    for plugin in &args.plugins.plugins {
        option("--plugins", plugin.into());
    }
    words
}

/// The words that send what waits.
fn deliver_arguments(args: &JobArgs) -> Vec<OsString> {
    let mut words: Vec<OsString> = ["deliveries", "--send", "--db"].map(OsString::from).into();
    words.push(args.db.db.clone().into());
    if let Some(config) = &args.config {
        words.extend([OsString::from("--config"), config.clone().into()]);
    }
    words
}

fn program() -> Result<PathBuf, Failure> {
    std::env::current_exe()
        .context("cannot tell where the program is")
        .map_err(Failure::failed)
}

fn sections(config: &Config) -> Result<&[ScheduleSection], Failure> {
    let sections = &config.schedules;
    if sections.is_empty() {
        let none = anyhow!("the config has no section [[schedule]]");
        return Err(Failure::usage(none).hint("Name a config that has one with --config."));
    }
    for (index, section) in sections.iter().enumerate() {
        let earlier = sections.iter().take(index);
        if earlier.into_iter().any(|other| other.name == section.name) {
            let name = section.name.as_str();
            return Err(Failure::usage(anyhow!(
                "the config has two jobs called {name}"
            )));
        }
    }
    Ok(sections)
}

fn timetable(section: &ScheduleSection) -> Result<Timetable, Failure> {
    Timetable::new(&section.cron, &section.time_zone, clock()).map_err(|error| {
        let hint = match &error {
            TimetableError::Zone { nearest, .. } => nearest.as_ref(),
            TimetableError::Expression { .. } | TimetableError::Never { .. } => None,
        };
        let hint = hint.map(|nearest| format!("Did you mean {nearest}?"));
        let job = format!("job {} of the config", section.name.as_str());
        Failure::usage(anyhow::Error::new(error).context(job)).maybe_hint(hint)
    })
}

/// What is known of jobs; nothing where nothing was stored yet.
fn records(db: &Path) -> Result<Vec<JobRecord>, Failure> {
    if !db.exists() {
        return Ok(Vec::new());
    }
    Ok(Store::open_existing(db)?.jobs()?)
}

fn list(args: &JobArgs, format: TableFormat) -> Result<ExitCode, Failure> {
    let config = Config::read(args.config.as_deref())?;
    let ran = records(&args.db.db)?;
    let rows = sections(&config)?.iter().map(|section| {
        let name = section.name.as_str();
        let timetable = timetable(section)?;
        let record = ran.iter().find(|record| record.name == name);
        Ok(JobRow {
            name: name.to_owned(),
            cron: section.cron.clone(),
            time_zone: section.time_zone.clone(),
            next: timetable.after(clock()),
            started: record.and_then(|record| record.started),
            finished: record.and_then(|record| record.finished),
            outcome: record.and_then(|record| record.outcome),
            error: record.and_then(|record| record.error.clone()),
        })
    });
    let rows = rows.collect::<Result<Vec<_>, Failure>>()?;
    terminal::print(|out| match format {
        TableFormat::Table => jobs::table(&rows, terminal::width(), out),
        TableFormat::Json => jobs::json(&rows, out),
    })?;
    Ok(ExitCode::SUCCESS)
}

fn find<'a>(config: &'a Config, name: &str) -> Result<&'a ScheduleSection, Failure> {
    let sections = sections(config)?;
    let found = sections
        .iter()
        .find(|section| section.name.as_str() == name);
    found.ok_or_else(|| {
        let names = sections.iter().map(|section| section.name.as_str());
        let nearest = nearest(name, names);
        Failure::usage(anyhow!("the config has no job {name}"))
            .maybe_hint(nearest.map(|nearest| format!("Did you mean {nearest}?")))
    })
}

/// Runs one job once.
fn run_one(name: &str, args: JobArgs, due: Option<Timestamp>) -> Result<ExitCode, Failure> {
    let config = Config::read(args.config.as_deref())?;
    let section = find(&config, name)?.clone();
    let report = JobReport::of_config(&config, &section)?;
    let db = args.db.db.clone();
    let outcome = super::block_on(async {
        let cancelled = super::scan::cancel_on_ctrl_c();
        let scan = if section.scan {
            Some(super::scan::request(scan_args(args, &section)?).await?)
        } else {
            None
        };
        let job = Job {
            name: name.to_owned(),
            scan,
            report,
            db,
            due,
            now: clock,
        };
        Box::pin(job.run(&config, cancelled)).await
    })?;
    Ok(exit_code(outcome))
}

fn scan_args(args: JobArgs, section: &ScheduleSection) -> Result<ScanArgs, Failure> {
    let url = args.endpoint_url.as_deref().map(str::parse).transpose();
    Ok(ScanArgs {
        record: None,
        replay: None,
        plugins: args.plugins,
        accounts: AccountArgs {
            types: section.types.clone(),
            regions: Vec::new(),
            profile: None,
            role_arn: Vec::new(),
            external_id: None,
            config: args.config,
            endpoint_url: url.map_err(Failure::usage)?,
        },
        db: args.db,
        concurrency: None,
        full: section.full,
        usage_days: section.usage_days.map(Bounded::get),
        tag: None,
        format: TextFormat::Text,
    })
}

/// Prints the jobs as files of another scheduler.
fn print(args: &JobArgs, scheduler: Scheduler) -> Result<ExitCode, Failure> {
    let config = Config::read(args.config.as_deref())?;
    let jobs = sections(&config)?
        .iter()
        .map(|section| printed(section, args));
    let jobs: Vec<PrintedJob> = jobs.collect::<Result<_, _>>()?;
    let files = files(&jobs, scheduler).map_err(|error| {
        Failure::usage(error).hint("Run `opencite schedule`, or write the days one by one.")
    })?;
    terminal::print(|out| {
        files.iter().enumerate().try_for_each(|(index, file)| {
            let separator = match (scheduler, index) {
                (Scheduler::Kubernetes, 1..) => "---\n",
                (_, 0) => "",
                _ => "\n",
            };
            write!(out, "{separator}# {}\n{}", file.name, file.text)
        })
    })?;
    Ok(ExitCode::SUCCESS)
}

fn files(jobs: &[PrintedJob], scheduler: Scheduler) -> Result<Vec<PrintedFile>, NotPlain> {
    match scheduler {
        Scheduler::Cron => Ok(vec![print::cron(jobs)?]),
        Scheduler::Kubernetes => jobs.iter().map(print::kubernetes).collect(),
        Scheduler::Systemd => {
            let files = jobs.iter().map(print::systemd);
            let files: Vec<Vec<PrintedFile>> = files.collect::<Result<_, _>>()?;
            Ok(files.into_iter().flatten().collect())
        }
    }
}

fn printed(section: &ScheduleSection, args: &JobArgs) -> Result<PrintedJob, Failure> {
    let name = section.name.as_str();
    let words = arguments(name, args);
    let words = words
        .into_iter()
        .map(|word| word.to_string_lossy().into_owned());
    let directory = std::env::current_dir()
        .context("cannot tell in which directory this is")
        .map_err(Failure::failed)?;
    Ok(PrintedJob {
        name: name.to_owned(),
        timetable: timetable(section)?,
        program: program()?.to_string_lossy().into_owned(),
        arguments: words.collect(),
        directory: directory.to_string_lossy().into_owned(),
    })
}
