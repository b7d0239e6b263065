//! The command line. Scripts rely on it: words and options are only ever added.

mod changes;
mod plugin;
mod query;
mod report;
mod schedule;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use opencite_core::EndpointUrl;
use opencite_core::{RoleArn, RoleArnError};

pub(crate) use changes::{DbCommand, DiffArgs, DiffFormat, HistoryArgs, PruneArgs, TagArgs};
pub(crate) use plugin::{
    AddArgs, Lang, NewArgs, PluginCommand, PluginSubcommandArgs, PushArgs, TestArgs,
};
pub(crate) use query::{QueryArgs, SchemaArgs, SchemaFormat};
pub(crate) use report::{DeliveriesArgs, ReportArgs};
pub(crate) use schedule::{ForegroundArgs, JobArgs, ScheduleArgs, ScheduleCommand, Scheduler};

/// Says what AI runs on AWS, what changed, who uses it, and how sure it is.
#[derive(Debug, Parser)]
#[command(version, about, max_term_width = 100)]
pub(crate) struct Cli {
    /// Say more of what is being done, on stderr; twice for even more.
    #[arg(short, long, global = true, action = clap::ArgAction::Count)]
    pub(crate) verbose: u8,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Discover what is there, and store it.
    Scan(ScanArgs),
    /// Try what the plugins need: who am I, which actions work, and what is missing.
    Verify(VerifyArgs),
    /// List what is stored.
    Assets(AssetsArgs),
    /// List the scans.
    Scans(ListArgs<TableFormat>),
    /// List the units of a scan: what was asked, and how sure the answer is.
    Units(UnitsArgs),
    /// Say what changed between two scans.
    Diff(DiffArgs),
    /// Tell the life of an asset.
    History(HistoryArgs),
    /// Give a scan a name.
    Tag(TagArgs),
    /// Forget scans, as many as are not to be kept.
    Prune(PruneArgs),
    /// Look after the database.
    #[command(subcommand)]
    Db(DbCommand),
    /// Ask the database in SQL.
    Query(QueryArgs),
    /// List what can be asked in SQL.
    Schema(SchemaArgs),
    /// Count who used which model, and how much.
    Usage(UsageArgs),
    /// List the calls of models, newest first.
    Invocations(InvocationsArgs),
    /// Write a report, or send it.
    Report(ReportArgs),
    /// List what was sent, and what is waiting to be.
    Deliveries(DeliveriesArgs),
    /// Run the jobs of the config when they are due, until stopped.
    Schedule(ScheduleArgs),
    /// Look at plugins, and decide what they may do.
    Plugin(PluginSubcommandArgs),
    /// Print the least IAM policy that the plugins need, or the role of an account that is scanned.
    IamPolicy(IamPolicyArgs),
    /// Show the main job on a built-in simulated account: no network, no credentials.
    Demo(DemoArgs),
    /// Print the completions of a shell.
    Completions {
        /// Which shell.
        shell: clap_complete::Shell,
    },
    /// Print the manual page.
    Man,
    /// Compile the component on stdin; run by the program itself.
    #[command(name = opencite_runtime::Runtime::COMPILE_COMMAND, hide = true)]
    CompileComponent {
        /// Where the code goes.
        output: PathBuf,
    },
}

#[derive(Debug, Args)]
pub(crate) struct ScanArgs {
    #[command(flatten)]
    pub(crate) plugins: PluginArgs,
    #[command(flatten)]
    pub(crate) accounts: AccountArgs,
    #[command(flatten)]
    pub(crate) db: DbArgs,
    /// How many requests may be under way at once.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1000))]
    pub(crate) concurrency: Option<u16>,
    /// Describe everything again, also what is known and unchanged.
    #[arg(long)]
    pub(crate) full: bool,
    /// Collect the usage of so many days, too.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=90))]
    pub(crate) usage_days: Option<u16>,
    /// Give the scan a name, by which it can be found and which keeps it from being pruned.
    #[arg(long)]
    pub(crate) tag: Option<String>,
    /// Write down in this new directory what AWS answers, so that the scan can be repeated without an account.
    #[arg(long, value_name = "DIR")]
    pub(crate) record: Option<PathBuf>,
    /// Repeat the scan that was written down in this directory. AWS is not asked.
    #[arg(long, value_name = "DIR", conflicts_with_all = [
        "record", "concurrency", "usage_days", "types", "regions", "profile", "role_arn", "endpoint_url",
    ])]
    pub(crate) replay: Option<PathBuf>,
    /// What stdout gets.
    #[arg(long, value_enum, default_value_t = TextFormat::Text)]
    pub(crate) format: TextFormat,
}

#[derive(Debug, Args)]
pub(crate) struct VerifyArgs {
    #[command(flatten)]
    pub(crate) plugins: PluginArgs,
    #[command(flatten)]
    pub(crate) accounts: AccountArgs,
    /// What stdout gets.
    #[arg(long, value_enum, default_value_t = TextFormat::Text)]
    pub(crate) format: TextFormat,
}

/// What to look at on AWS, and as whom.
#[derive(Debug, Args)]
pub(crate) struct AccountArgs {
    /// Only this asset type, or source of usage; repeat for more.
    #[arg(long = "type", value_name = "TYPE")]
    pub(crate) types: Vec<String>,
    /// A region; repeat for more, or `all` for those that the account has. By default the one that the environment or
    /// the profile names.
    #[arg(long = "region", value_name = "REGION")]
    pub(crate) regions: Vec<String>,
    /// The profile of the shared AWS config to use, in the place of the config's accounts.
    #[arg(long)]
    pub(crate) profile: Option<String>,
    /// A role to assume, in the place of the config's accounts; repeat for more accounts.
    #[arg(long = "role-arn", value_name = "ARN", value_parser = role_arn)]
    pub(crate) role_arn: Vec<RoleArn>,
    /// The external id that the roles ask for.
    #[arg(long, value_name = "ID", requires = "role_arn")]
    pub(crate) external_id: Option<String>,
    /// The config file.
    #[arg(long, value_name = "FILE", env = "OPENCITE_CONFIG")]
    pub(crate) config: Option<PathBuf>,
    /// Send all calls here instead of to AWS.
    #[arg(long, value_name = "URL")]
    pub(crate) endpoint_url: Option<EndpointUrl>,
}

fn role_arn(text: &str) -> Result<RoleArn, RoleArnError> {
    RoleArn::new(text)
}

#[derive(Debug, Args)]
pub(crate) struct PluginArgs {
    /// Plugin files or globs. By default the plugins that come with the program.
    #[arg(long, value_name = "FILE|GLOB", num_args = 1..)]
    pub(crate) plugins: Vec<String>,
    /// A directory whose .wasm files are plugins. Without plugins and directory, `OPENCITE_PLUGIN_DIR` names one.
    #[arg(long, value_name = "DIR")]
    pub(crate) plugin_dir: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct DbArgs {
    /// The database.
    #[arg(
        long,
        value_name = "FILE",
        env = "OPENCITE_DB",
        default_value = "opencite.db"
    )]
    pub(crate) db: PathBuf,
}

/// Which units are looked at.
#[derive(Debug, Args)]
pub(crate) struct FilterArgs {
    /// Only this asset type.
    #[arg(long = "type", value_name = "TYPE")]
    pub(crate) asset_type: Option<String>,
    /// Only what this plugin discovered.
    #[arg(long, value_name = "ID")]
    pub(crate) plugin: Option<String>,
    /// Only this region.
    #[arg(long)]
    pub(crate) region: Option<String>,
    /// Only this account.
    #[arg(long)]
    pub(crate) account: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct AssetsArgs {
    #[command(flatten)]
    pub(crate) db: DbArgs,
    #[command(flatten)]
    pub(crate) filter: FilterArgs,
    /// What was there after this scan, instead of now: its number, its tag, a time, a day, or so long ago (7d).
    #[arg(long, value_name = "SCAN")]
    pub(crate) at: Option<String>,
    /// What stdout gets.
    #[arg(long, value_enum, default_value_t = RowFormat::Table)]
    pub(crate) format: RowFormat,
}

#[derive(Debug, Args)]
pub(crate) struct UnitsArgs {
    /// Which scan: its number, its tag, `latest`, `previous`, or a time; by default the one that began last.
    pub(crate) scan: Option<String>,
    #[command(flatten)]
    pub(crate) list: ListArgs<TableFormat>,
}

#[derive(Debug, Args)]
pub(crate) struct ListArgs<F: ValueEnum + Clone + Send + Sync + Default + 'static> {
    #[command(flatten)]
    pub(crate) db: DbArgs,
    /// What stdout gets.
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: F,
}

#[derive(Debug, Args)]
pub(crate) struct UsageArgs {
    #[command(flatten)]
    pub(crate) db: DbArgs,
    /// What is counted by.
    #[arg(long, value_enum, default_value_t = UsageKey::Model, conflicts_with = "summary")]
    pub(crate) by: UsageKey,
    /// The main numbers instead.
    #[arg(long)]
    pub(crate) summary: bool,
    /// How many days to look back.
    #[arg(long, value_name = "N", default_value_t = 30, value_parser = clap::value_parser!(u16).range(1..=3650))]
    pub(crate) days: u16,
    #[command(flatten)]
    pub(crate) place: PlaceArgs,
    /// What stdout gets.
    #[arg(long, value_enum, default_value_t = RowFormat::Table)]
    pub(crate) format: RowFormat,
}

#[derive(Debug, Args)]
pub(crate) struct InvocationsArgs {
    #[command(flatten)]
    pub(crate) db: DbArgs,
    /// Only calls since then: a time, a day, or so long ago (7d, 12h).
    #[arg(long, value_name = "T")]
    pub(crate) since: Option<String>,
    /// Only calls of this model, by its id or by the name that it was called by.
    #[arg(long)]
    pub(crate) model: Option<String>,
    /// Only calls by this principal.
    #[arg(long, value_name = "ARN")]
    pub(crate) principal: Option<String>,
    #[command(flatten)]
    pub(crate) place: PlaceArgs,
    /// What stdout gets.
    #[arg(long, value_enum, default_value_t = RowFormat::Table)]
    pub(crate) format: RowFormat,
}

/// Where calls were made.
#[derive(Debug, Args)]
pub(crate) struct PlaceArgs {
    /// Only this account.
    #[arg(long)]
    pub(crate) account: Option<String>,
    /// Only this region.
    #[arg(long)]
    pub(crate) region: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct IamPolicyArgs {
    #[command(flatten)]
    pub(crate) plugins: PluginArgs,
    /// The config file, for its `[limits]`.
    #[arg(long, value_name = "FILE", env = "OPENCITE_CONFIG")]
    pub(crate) config: Option<PathBuf>,
    /// Make a role that this account may assume.
    #[arg(long, value_name = "ACCOUNT")]
    pub(crate) trust: Option<String>,
    /// What that account has to show when it assumes the role.
    #[arg(long, value_name = "ID", requires = "trust")]
    pub(crate) external_id: Option<String>,
    /// What stdout gets.
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: PolicyFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(crate) enum PolicyFormat {
    #[default]
    Json,
    /// A template of `CloudFormation`, in JSON.
    Cloudformation,
    Terraform,
}

#[derive(Debug, Args)]
pub(crate) struct DemoArgs {
    #[command(flatten)]
    pub(crate) plugins: PluginArgs,
    /// Where the demo's database and reports go.
    #[arg(short, long, value_name = "DIR", default_value = "opencite-demo")]
    pub(crate) output: PathBuf,
    /// Write down in this new directory what the simulated AWS answers to the first scan.
    #[arg(long, value_name = "DIR")]
    pub(crate) record: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(crate) enum TextFormat {
    #[default]
    Text,
    Json,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(crate) enum TableFormat {
    #[default]
    Table,
    Json,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(crate) enum RowFormat {
    #[default]
    Table,
    Json,
    Csv,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum UsageKey {
    /// The model, whatever name it was called by.
    Model,
    /// The role, user or service that called.
    Principal,
    /// The name that the model was called by.
    Profile,
    /// The day, in UTC.
    Day,
    /// The endpoint and its variant.
    Endpoint,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_words_do_not_contradict_each_other() {
        Cli::command().debug_assert();
    }
}
