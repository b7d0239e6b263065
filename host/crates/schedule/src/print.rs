//! Timetables as the files of other schedulers, for those who have one: each of them runs one job once.

mod calendar;
mod cron;
mod kubernetes;
mod systemd;

#[cfg(test)]
mod tests;

use crate::Timetable;

pub use calendar::NotPlain;
pub use cron::cron;
pub use kubernetes::kubernetes;
pub use systemd::systemd;

/// A job, as another scheduler runs it.
#[derive(Debug, Clone)]
pub struct PrintedJob {
    /// Its name: lower-case letters, digits and dashes.
    pub name: String,
    /// When it is due.
    pub timetable: Timetable,
    /// The program, with its full path.
    pub program: String,
    /// What the program is called with.
    pub arguments: Vec<String>,
    /// Where it runs: paths in the config are relative to it.
    pub directory: String,
}

/// A file of another scheduler.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrintedFile {
    /// What it is called there.
    pub name: String,
    /// What is in it.
    pub text: String,
}
