//! The words for questions in SQL.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{DbArgs, RowFormat};

#[derive(Debug, Args)]
pub(crate) struct QueryArgs {
    /// A SELECT over the views that `opencite schema` lists.
    #[arg(required_unless_present_any = ["saved", "list"], conflicts_with_all = ["saved", "list"])]
    pub(crate) sql: Option<String>,
    /// The query of this name in the config's `[queries]`.
    #[arg(long, value_name = "NAME")]
    pub(crate) saved: Option<String>,
    /// List the names of the config's queries.
    #[arg(long, conflicts_with = "saved")]
    pub(crate) list: bool,
    /// The config file.
    #[arg(long, value_name = "FILE", env = "OPENCITE_CONFIG")]
    pub(crate) config: Option<PathBuf>,
    /// How many rows there may be.
    #[arg(long, value_name = "N", default_value_t = 100_000)]
    pub(crate) max_rows: u64,
    /// How many seconds it may take.
    #[arg(long, value_name = "SECONDS", default_value_t = 30, value_parser = clap::value_parser!(u64).range(1..=3600))]
    pub(crate) timeout: u64,
    #[command(flatten)]
    pub(crate) db: DbArgs,
    /// What stdout gets.
    #[arg(long, value_enum, default_value_t = RowFormat::Table)]
    pub(crate) format: RowFormat,
}

#[derive(Debug, Args)]
pub(crate) struct SchemaArgs {
    /// Print the JSON Schema of `report --format json` instead.
    #[arg(long, conflicts_with = "format")]
    pub(crate) report: bool,
    /// What stdout gets.
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: SchemaFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(crate) enum SchemaFormat {
    #[default]
    Text,
    Json,
    Markdown,
}
