//! The words for plugins: whoever uses them, and whoever writes them.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use opencite_core::{IdError, PluginId};

use super::{PluginArgs, TableFormat, TextFormat};

#[derive(Debug, Args)]
pub(crate) struct AddArgs {
    /// Where it is: a file, a URL (`https://...`) or a registry (`oci://registry/repository:tag`, or `@sha256:...`).
    #[arg(value_name = "FILE|URL|OCI")]
    pub(crate) reference: String,
    /// Take it only if it was signed by minisign with this key: a file, or the key itself. Later versions must be, too.
    #[arg(long, value_name = "KEY|FILE")]
    pub(crate) public_key: Option<String>,
    /// Grant what it asks for, without a question.
    #[arg(long)]
    pub(crate) yes: bool,
    /// Let it take the place of a plugin of the same id that came from somewhere else.
    #[arg(long)]
    pub(crate) replace: bool,
}

#[derive(Debug, Args)]
pub(crate) struct PushArgs {
    /// The plugin's file.
    pub(crate) file: PathBuf,
    /// Where it goes: `oci://registry/repository:tag`.
    #[arg(value_name = "OCI")]
    pub(crate) reference: String,
    /// The signature that minisign made of the file. By default the file's own name with .minisig at its end, where there
    /// is one.
    #[arg(long, value_name = "FILE")]
    pub(crate) signature: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct TestArgs {
    /// The plugin's file.
    pub(crate) file: PathBuf,
    /// Where the fixtures are: a directory for each, with its `answers.jsonl` and `expected.json`. By default `tests`
    /// beside the plugin's file.
    #[arg(long, value_name = "DIR")]
    pub(crate) fixtures: Option<PathBuf>,
    /// Expect from now on what is found.
    #[arg(long)]
    pub(crate) bless: bool,
}

#[derive(Debug, Args)]
pub(crate) struct PluginSubcommandArgs {
    /// The config file, for its `[limits]`.
    #[arg(long, value_name = "FILE", env = "OPENCITE_CONFIG", global = true)]
    pub(crate) config: Option<PathBuf>,
    #[command(subcommand)]
    pub(crate) command: PluginCommand,
}

#[derive(Debug, Args)]
pub(crate) struct NewArgs {
    /// What the plugin is called: a lower-case word of letters, digits and underscores.
    #[arg(value_parser = plugin_id)]
    pub(crate) name: PluginId,
    /// What it is written in.
    #[arg(long, value_enum)]
    pub(crate) lang: Lang,
    /// The project's folder. By default one of that name, in the working directory.
    #[arg(short, long, value_name = "DIR")]
    pub(crate) output: Option<PathBuf>,
}

fn plugin_id(text: &str) -> Result<PluginId, IdError> {
    PluginId::new(text)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Lang {
    Rust,
    Python,
    #[value(alias = "javascript")]
    Js,
}

#[derive(Debug, Subcommand)]
pub(crate) enum PluginCommand {
    /// Begin a plugin: a project that builds, to be changed into what you need.
    New(NewArgs),
    /// Check a plugin as whoever adds it will: what it imports and asks for, its size, what compiling it costs.
    Check {
        /// The plugin's file.
        file: PathBuf,
    },
    /// Run a plugin on recorded answers, and compare what it finds with what is expected.
    Test(TestArgs),
    /// Build a plugin and run its tests, again whenever a file of it changes.
    Dev {
        /// Its folder, with a `build.sh` that leaves the component in it.
        #[arg(default_value = ".")]
        directory: PathBuf,
        /// Build and test once, and say by the exit status how that went.
        #[arg(long)]
        once: bool,
    },
    /// Add a plugin: it is copied, pinned by its digest, and granted what it asks for. Scans then use it.
    Add(AddArgs),
    /// Publish a plugin in a registry. Who that is, `OPENCITE_REGISTRY_USER` and `OPENCITE_REGISTRY_PASSWORD` say,
    /// or the login of Docker.
    Push(PushArgs),
    /// Remove a plugin that was added. What it found stays in the databases.
    Remove {
        /// Its id.
        id: String,
    },
    /// Grant actions to a plugin that was added.
    Grant {
        /// Its id.
        id: String,
        /// IAM actions that it asks for, such as bedrock:ListAgents; without any, all.
        actions: Vec<String>,
    },
    /// Take actions back from a plugin that was added: they are not called any more.
    Revoke {
        /// Its id.
        id: String,
        /// IAM actions that it was granted.
        #[arg(required = true)]
        actions: Vec<String>,
    },
    /// Check that all plugins that were added are what was added.
    Verify,
    /// List what bounds plugins. The config's `[limits]` sets other numbers.
    Limits {
        /// What stdout gets.
        #[arg(long, value_enum, default_value_t = TableFormat::Table)]
        format: TableFormat,
    },
    /// Show what a plugin is and what it may call, without running it.
    Inspect {
        /// The plugin's file.
        file: PathBuf,
        /// What stdout gets.
        #[arg(long, value_enum, default_value_t = TextFormat::Text)]
        format: TextFormat,
    },
    /// List the plugins that a scan would use.
    List {
        #[command(flatten)]
        plugins: PluginArgs,
        /// What stdout gets.
        #[arg(long, value_enum, default_value_t = TableFormat::Table)]
        format: TableFormat,
    },
}
