//! When jobs are due, and how other schedulers are told: values in, values out, no clock and no waiting.
//!
//! - [`Timetable`]: a cron expression in a time zone.
//! - [`Planner`]: which job is due, and how long there is nothing to do, also after a sleep and with a clock set back.
//! - [`mod@print`]: the same timetables as files for systemd, cron and Kubernetes.

#![warn(missing_docs)]

mod planner;
mod timetable;

pub mod print;

pub use planner::{Due, Planner};
pub use timetable::{Timetable, TimetableError};
