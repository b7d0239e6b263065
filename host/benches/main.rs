//! The speed goals of the design, measured: whole processes against the simulated AWS, and the border of the sandbox.
//!
//! Machines differ and are noisy: read a figure beside its goal and beside the others of the same run.

mod border;
mod process;
mod sandbox;

use std::time::Duration;

/// One line of the result.
struct Figure {
    what: String,
    measured: String,
    goal: &'static str,
}

fn main() {
    let mut figures = process::start();
    figures.extend(border::costs());
    figures.extend(sandbox::costs());
    figures.extend(process::scans());
    show(&figures);
}

#[expect(
    clippy::print_stdout,
    reason = "the figures are what a benchmark is run for"
)]
fn show(figures: &[Figure]) {
    println!("\n| what | measured | goal |\n| --- | --- | --- |");
    for Figure {
        what,
        measured,
        goal,
    } in figures
    {
        println!("| {what} | {measured} | {goal} |");
    }
}

fn millis(duration: Duration) -> String {
    format!("{:.2} ms", duration.as_secs_f64() * 1e3)
}

/// The middle of several measurements: one interrupted run does not count.
fn median(mut durations: Vec<Duration>) -> Duration {
    durations.sort();
    durations
        .get(durations.len() / 2)
        .copied()
        .unwrap_or_default()
}
