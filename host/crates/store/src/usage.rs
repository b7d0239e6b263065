//! Usage: calls of models, counts by the hour and the day, metrics, and of which time all of it is there.
//!
//! - [`record`]: what a unit learned, in one transaction. [`calls`] keeps each call once, [`buckets`] counts again what
//!   was touched, [`measurements`] takes what metrics say, [`coverage`] what need not be asked again.
//! - [`rows`], [`callers`], [`endpoints`], [`summary`], [`invocations`]: the questions.
//! - [`routes`]: names that models are called by, and the models behind them. [`principals`], [`places`], [`words`]:
//!   what else is kept once and pointed to.
//! - [`retention`]: removes old calls; what was counted of them stays.
//! - [`window`]: a span of time as whole days and the hours at its ends.

mod buckets;
pub(crate) mod callers;
mod calls;
mod coverage;
pub(crate) mod endpoints;
mod filter;
mod invocations;
mod measurements;
mod places;
mod principals;
mod record;
mod retention;
mod routes;
pub(crate) mod rows;
mod store;
mod summary;
mod window;
mod words;

pub(crate) use coverage::add_from as add_coverage;
pub use filter::{InvocationFilter, UsageFilter};
pub use record::UsageChanges;
pub(crate) use routes::resolve as resolve_models;
