//! Usage: what is counted, from which source, and that nothing is counted twice.

mod build;
mod callers;
mod counting;
mod coverage;
mod days;
mod metrics;
mod model;
mod models;
mod retention;
mod summary;
mod views;

pub(super) use views::{filled, filled_elsewhere};
