//! The words for what changed.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{DbArgs, FilterArgs, TextFormat};

#[derive(Debug, Args)]
pub(crate) struct DiffArgs {
    /// The earlier scan: its number, its tag, `latest`, `previous`, a time, a day, or so long ago (7d). By default the
    /// scan before the later one.
    pub(crate) from: Option<String>,
    /// The later scan, said in the same ways. By default the latest that has ended.
    pub(crate) to: Option<String>,
    #[command(flatten)]
    pub(crate) filter: FilterArgs,
    #[command(flatten)]
    pub(crate) db: DbArgs,
    /// End with status 4 when anything was added, removed or changed.
    #[arg(long)]
    pub(crate) exit_code: bool,
    /// What stdout gets.
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: DiffFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(crate) enum DiffFormat {
    #[default]
    Text,
    Json,
    Markdown,
}

#[derive(Debug, Args)]
pub(crate) struct HistoryArgs {
    /// The asset, by its id (the ARN where there is one) or its name.
    pub(crate) asset: String,
    #[command(flatten)]
    pub(crate) db: DbArgs,
    /// What stdout gets.
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: TextFormat,
}

#[derive(Debug, Args)]
pub(crate) struct TagArgs {
    /// The tag: a letter, followed by letters, digits, dots, dashes and underscores.
    pub(crate) tag: String,
    /// The scan that gets it; by default the latest that has ended.
    #[arg(conflicts_with = "remove")]
    pub(crate) scan: Option<String>,
    /// Take the tag off its scan instead.
    #[arg(long)]
    pub(crate) remove: bool,
    #[command(flatten)]
    pub(crate) db: DbArgs,
}

#[derive(Debug, Args)]
pub(crate) struct PruneArgs {
    /// Keep this many of the latest scans.
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(crate) keep_last: u32,
    /// Keep the last scan of each of this many hours.
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) keep_hourly: u32,
    /// Keep the last scan of each of this many days.
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) keep_daily: u32,
    /// Keep the last scan of each of this many weeks.
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) keep_weekly: u32,
    /// Keep the last scan of each of this many months.
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) keep_monthly: u32,
    /// Only show what would be kept and removed.
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Do not ask.
    #[arg(long, conflicts_with = "dry_run")]
    pub(crate) yes: bool,
    #[command(flatten)]
    pub(crate) db: DbArgs,
    /// What stdout gets.
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: TextFormat,
}

#[derive(Debug, clap::Subcommand)]
pub(crate) enum DbCommand {
    /// Write a copy of the database, also while a scan writes to it.
    Backup {
        /// Where the copy goes.
        to: PathBuf,
        /// Replace a file that is there.
        #[arg(long)]
        force: bool,
        #[command(flatten)]
        db: DbArgs,
    },
    /// Read all of the database and check what must hold.
    Check {
        #[command(flatten)]
        db: DbArgs,
    },
    /// Give back the space of what was removed.
    Vacuum {
        #[command(flatten)]
        db: DbArgs,
    },
    /// Make one new database of several, of other machines or accounts. They stay as they are.
    Merge {
        /// The databases.
        #[arg(required = true, num_args = 2..)]
        inputs: Vec<PathBuf>,
        /// The new database.
        #[arg(short, long, value_name = "FILE")]
        output: PathBuf,
    },
}
