//! `opencite scan`.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use opencite_aws::recording::{Recordable, RecordedScan, Recording, RecordingError};
use opencite_config::{Bounded, Config};
use opencite_core::{ConfigValue, PluginId, ScanTag, Timestamp};
use tokio_util::sync::CancellationToken;

use crate::accounts::{self, UnknownName};
use crate::cli::{ScanArgs, TextFormat};
use crate::clock::Clock;
use crate::failure::{Failure, IntoFailure, exit_code};
use crate::plugins::{self, LoadedPlugin};
use crate::scan::{self, DEFAULT_CONCURRENCY, ScanError, ScanReport, ScanRequest, UsageRequest};
use crate::sign_in::SignInFailure;
use crate::{paths, terminal};

pub(super) fn run(args: ScanArgs) -> Result<ExitCode, Failure> {
    let format = args.format;
    let report = super::block_on(async {
        let cancelled = cancel_on_ctrl_c();
        let request = request(args).await?;
        Ok(Box::pin(scan::run(request, cancelled)).await?)
    })?;
    show(&report, format)?;
    Ok(exit_code(report.summary.outcome))
}

/// Writes the summary: for people, or for programs as one document.
pub(super) fn show(report: &ScanReport, format: TextFormat) -> Result<(), Failure> {
    terminal::print(|out| match format {
        TextFormat::Json => opencite_output::json::scan(&report.summary, out),
        TextFormat::Text => {
            opencite_output::summary::scan(&report.summary, &report.units, &mut *out)?;
            report.unknown.iter().try_for_each(|account| {
                let (reason, hint) = (account.reason.to_string(), account.reason.hint());
                opencite_output::summary::not_signed_in(&account.name, &reason, &hint, &mut *out)
            })
        }
    })
}

pub(super) async fn request(args: ScanArgs) -> Result<ScanRequest, Failure> {
    let config = Config::read(args.accounts.config.as_deref())?;
    let runtime = plugins::runtime(plugins::limits(&config)?)?;
    if let Some(directory) = &args.replay {
        let recorded = RecordedScan::open(directory)?;
        let plugins = plugins::load(&runtime, &args.plugins).await?;
        return replay(recorded, plugins, args.db.db, args.tag);
    }
    let accounts = accounts::resolve(&args.accounts, &config).await?;
    let plugins = plugins::load(&runtime, &args.plugins).await?;
    install_fingerprint_key()?;
    let request = ScanRequest {
        plugin_config: plugin_config(&config, &plugins)?,
        plugins,
        accounts,
        usage: usage(&args, &config),
        db: args.db.db,
        concurrency: args
            .concurrency
            .or(config.concurrency)
            .unwrap_or(DEFAULT_CONCURRENCY)
            .max(1),
        full: args.full,
        tag: tag(args.tag)?,
        simulated: false,
        recording: Recording::Off,
        clock: Clock::default(),
    };
    match args.record {
        Some(directory) => record(request, &directory),
        None => Ok(request),
    }
}

fn tag(tag: Option<String>) -> Result<Option<ScanTag>, Failure> {
    tag.map(ScanTag::new).transpose().map_err(Failure::usage)
}

/// The same scan, written down: time stands still in it, and everything is described.
pub(super) fn record(request: ScanRequest, directory: &Path) -> Result<ScanRequest, Failure> {
    let clock = Clock::standing_at(request.clock.now());
    let settings = request.plugin_config.iter().map(|(plugin, settings)| {
        let settings = settings.clone().into_iter().collect();
        (plugin.to_string(), settings)
    });
    let recorded = RecordedScan::begin(
        directory,
        Recordable {
            at: clock.now(),
            simulated: request.simulated,
            retention_days: request.usage.retention_days,
            settings: settings.collect(),
        },
    )?;
    Ok(ScanRequest {
        full: true,
        recording: Recording::Writing(recorded),
        clock,
        ..request
    })
}

/// The scan that was written down. Its units run one after the other, so that all is stored in the same order.
fn replay(
    recorded: RecordedScan,
    plugins: Vec<LoadedPlugin>,
    db: PathBuf,
    name: Option<String>,
) -> Result<ScanRequest, Failure> {
    let settings = plugins.iter().map(|plugin| {
        let id = plugin.manifest().id.clone();
        let settings = recorded.settings(id.as_str()).into_iter().collect();
        (id, settings)
    });
    Ok(ScanRequest {
        plugin_config: settings.collect(),
        plugins,
        accounts: Vec::new(),
        usage: UsageRequest {
            retention_days: recorded.retention_days(),
            ..UsageRequest::default()
        },
        db,
        concurrency: 1,
        full: true,
        tag: tag(name)?,
        simulated: recorded.simulated(),
        clock: Clock::standing_at(recorded.at()),
        recording: Recording::Reading(recorded),
    })
}

fn usage(args: &ScanArgs, config: &Config) -> UsageRequest {
    let default = UsageRequest::default();
    let minutes = |minutes: u16| Duration::from_mins(u64::from(minutes));
    UsageRequest {
        days: args.usage_days.or(config.usage_days.map(Bounded::get)),
        time: config
            .usage_minutes
            .map_or(default.time, |set| minutes(set.get())),
        retention_days: config
            .invocation_retention_days
            .map_or(default.retention_days, Bounded::get),
    }
}

pub(super) fn plugin_config(
    config: &Config,
    plugins: &[LoadedPlugin],
) -> Result<HashMap<PluginId, HashMap<String, ConfigValue>>, Failure> {
    let loaded = |id: &str| {
        plugins
            .iter()
            .any(|plugin| plugin.manifest().id.as_str() == id)
    };
    for id in config.plugin_ids().filter(|id| !loaded(id)) {
        tracing::warn!("the config has settings for plugin {id}, which this scan does not use");
    }
    plugins
        .iter()
        .map(|plugin| {
            Ok((
                plugin.manifest().id.clone(),
                config.plugin(plugin.manifest())?,
            ))
        })
        .collect()
}

pub(super) fn install_fingerprint_key() -> Result<(), Failure> {
    let file = paths::fingerprint_key();
    let key = paths::key(&file).map_err(|error| {
        let what = format!("cannot keep the key for fingerprints in {}", file.display());
        Failure::failed(anyhow::Error::new(error).context(what))
            .hint("Make the directory writable, or set XDG_STATE_HOME to another.")
    })?;
    opencite_aws::fingerprint::install_key(key);
    Ok(())
}

/// The first Ctrl-C ends the scan cleanly; the second one ends the program.
pub(super) fn cancel_on_ctrl_c() -> CancellationToken {
    let token = CancellationToken::new();
    let cancelled = token.clone();
    tokio::spawn(async move {
        if tokio::signal::ctrl_c().await.is_err() {
            return;
        }
        tracing::warn!(
            "ending the scan: what is complete is kept; press Ctrl-C again to stop at once"
        );
        cancelled.cancel();
        if tokio::signal::ctrl_c().await.is_ok() {
            stop_at_once();
        }
    });
    token
}

#[expect(
    clippy::exit,
    clippy::disallowed_methods,
    reason = "the operator asked twice; the database loses nothing"
)]
fn stop_at_once() -> ! {
    // 128 + SIGINT, as shells report it.
    std::process::exit(130)
}

pub(super) fn clock() -> Timestamp {
    Clock::default().now()
}

impl IntoFailure for UnknownName {
    fn into_failure(self) -> Failure {
        let hint = self
            .nearest()
            .map(|nearest| format!("Did you mean {nearest}?"));
        Failure::usage(self).maybe_hint(hint)
    }
}

impl IntoFailure for ScanError {
    fn into_failure(self) -> Failure {
        match self {
            Self::Store(error) => error.into_failure(),
            Self::Name(error) => error.into_failure(),
            Self::Nothing => Failure::usage(self),
            Self::Cancelled => Failure::failed(self),
            Self::SignIn(error) => error.into_failure(),
            Self::Recording(error) => error.into_failure(),
        }
    }
}

impl IntoFailure for RecordingError {
    fn into_failure(self) -> Failure {
        Failure::failed(self)
    }
}

impl IntoFailure for SignInFailure {
    fn into_failure(self) -> Failure {
        let hint = self.hint();
        Failure::failed(self).maybe_hint(hint)
    }
}
