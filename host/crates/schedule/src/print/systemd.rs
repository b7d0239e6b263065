//! A service and a timer for systemd.

use std::collections::BTreeSet;

use super::calendar::{Calendar, NotPlain};
use super::{PrintedFile, PrintedJob};

const WEEKDAYS: [&str; 7] = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];

/// The service and the timer of a job. See `systemd.service(5)`, `systemd.timer(5)` and `systemd.time(7)`.
///
/// # Errors
///
/// When the timetable is more than systemd can say.
pub fn systemd(job: &PrintedJob) -> Result<Vec<PrintedFile>, NotPlain> {
    let name = &job.name;
    Ok(vec![
        PrintedFile {
            name: format!("opencite-{name}.service"),
            text: service(job),
        },
        PrintedFile {
            name: format!("opencite-{name}.timer"),
            text: timer(job)?,
        },
    ])
}

/// It may write where it runs, and nowhere else.
fn service(job: &PrintedJob) -> String {
    let words = std::iter::once(&job.program).chain(&job.arguments);
    let command: Vec<String> = words.map(|word| quoted(word)).collect();
    format!(
        "[Unit]\nDescription=OpenCITE job {name}\nWants=network-online.target\nAfter=network-online.target\n\n\
         [Service]\nType=oneshot\nExecStart={command}\nWorkingDirectory={directory}\n\
         # 3: some units of the scan are not complete; the report says which.\nSuccessExitStatus=3\n\
         NoNewPrivileges=yes\nPrivateTmp=yes\nProtectSystem=strict\nReadWritePaths={path}\n",
        name = job.name,
        command = command.join(" "),
        directory = escaped(&job.directory),
        path = quoted(&job.directory),
    )
}

fn timer(job: &PrintedJob) -> Result<String, NotPlain> {
    let calendar = Calendar::of(&job.timetable)?;
    let zone = job.timetable.zone();
    let lines = calendars(&calendar).into_iter();
    let lines = lines.map(|line| format!("OnCalendar={line} {zone}\n"));
    let lines = lines.collect::<Vec<_>>().concat();
    Ok(format!(
        "[Unit]\nDescription=OpenCITE job {name}: {expression}\n\n[Timer]\n{lines}\
         # Caught up with once after the machine was off.\nPersistent=true\n\n[Install]\nWantedBy=timers.target\n",
        name = job.name,
        expression = job.timetable.expression(),
    ))
}

/// For cron, either of the two kinds of days is enough where both are given; for systemd, both have to be right.
fn calendars(calendar: &Calendar) -> Vec<String> {
    let time = format!(
        "{}:{}:00",
        numbers(calendar.hours.as_ref()),
        numbers(calendar.minutes.as_ref())
    );
    let months = numbers(calendar.months.as_ref());
    let on = |weekdays: Option<&BTreeSet<u8>>, days: Option<&BTreeSet<u8>>| {
        let weekdays = weekdays.map(named).unwrap_or_default();
        format!("{weekdays}*-{months}-{} {time}", numbers(days))
    };
    match (&calendar.weekdays, &calendar.days) {
        (Some(weekdays), Some(days)) => vec![on(Some(weekdays), None), on(None, Some(days))],
        (weekdays, days) => vec![on(weekdays.as_ref(), days.as_ref())],
    }
}

fn numbers(numbers: Option<&BTreeSet<u8>>) -> String {
    let Some(numbers) = numbers else {
        return "*".to_owned();
    };
    let texts: Vec<String> = numbers
        .iter()
        .map(|number| format!("{number:02}"))
        .collect();
    texts.join(",")
}

fn named(weekdays: &BTreeSet<u8>) -> String {
    let name = |day: &u8| WEEKDAYS.get(usize::from(*day)).copied();
    let names: Vec<&str> = weekdays.iter().filter_map(name).collect();
    format!("{} ", names.join(","))
}

/// `systemd.syntax(7)`: a quoted word; `%` and `$` mean nothing.
fn quoted(word: &str) -> String {
    let escaped = escaped(word)
        .replace('\\', "\\\\")
        .replace('"', "\\\"")
        .replace('$', "$$");
    format!("\"{escaped}\"")
}

fn escaped(text: &str) -> String {
    text.replace('%', "%%")
}
