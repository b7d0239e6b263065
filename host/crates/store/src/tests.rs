//! Tests of the crate as a whole, each on a database of its own.

mod build;
mod changes;
mod growth;
mod history;
mod jobs;
mod locking;
mod merge;
mod model;
mod opening;
mod places;
mod plans;
mod prune;
mod query;
mod reading;
mod recording;
mod refusing;
mod upkeep;
mod usage;
mod views;
