//! The words for jobs.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use super::{DbArgs, PluginArgs, TableFormat};

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct ScheduleArgs {
    #[command(subcommand)]
    pub(crate) command: Option<ScheduleCommand>,
    #[command(flatten)]
    pub(crate) foreground: ForegroundArgs,
}

/// What jobs are run with.
#[derive(Debug, Args)]
pub(crate) struct JobArgs {
    /// The config file, whose `[[schedule]]` are the jobs.
    #[arg(long, value_name = "FILE", env = "OPENCITE_CONFIG")]
    pub(crate) config: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) db: DbArgs,
    #[command(flatten)]
    pub(crate) plugins: PluginArgs,
    /// Send all calls here instead of to AWS.
    #[arg(long, value_name = "URL")]
    pub(crate) endpoint_url: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct ForegroundArgs {
    #[command(flatten)]
    pub(crate) jobs: JobArgs,
    /// Answer how it is (/health) and with metrics (/metrics) on this address of the machine, such as 127.0.0.1:9464.
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) listen: Option<SocketAddr>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum ScheduleCommand {
    /// List the jobs: when they ran, what came of it, and when they are due.
    List {
        #[command(flatten)]
        jobs: JobArgs,
        /// What stdout gets.
        #[arg(long, value_enum, default_value_t)]
        format: TableFormat,
    },
    /// Run one job now, once.
    Run {
        /// Its name.
        name: String,
        #[command(flatten)]
        jobs: JobArgs,
        /// The time of its timetable that it runs for.
        #[arg(long, hide = true)]
        due: Option<jiff::Timestamp>,
    },
    /// Print the jobs as files of another scheduler.
    Print {
        #[command(flatten)]
        jobs: JobArgs,
        #[command(flatten)]
        scheduler: OtherScheduler,
    },
}

/// Which other scheduler.
#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
pub(crate) struct OtherScheduler {
    /// A service and a timer for each job.
    #[arg(long)]
    pub(crate) systemd: bool,
    /// Lines of a crontab.
    #[arg(long)]
    pub(crate) cron: bool,
    /// A `CronJob` for each job.
    #[arg(long)]
    pub(crate) kubernetes: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Scheduler {
    Systemd,
    Cron,
    Kubernetes,
}

impl OtherScheduler {
    pub(crate) fn which(&self) -> Scheduler {
        match (self.systemd, self.cron) {
            (true, _) => Scheduler::Systemd,
            (false, true) => Scheduler::Cron,
            (false, false) => Scheduler::Kubernetes,
        }
    }
}
