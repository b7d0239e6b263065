//! Timetables of the config: cron expressions, time zones, and the files of other schedulers that are made of them.

#![no_main]

use std::iter;

use libfuzzer_sys::fuzz_target;
use opencite_core::Timestamp;
use opencite_fuzz::words::Words;
use opencite_schedule::print::{self, PrintedFile, PrintedJob};
use opencite_schedule::{Due, Planner, Timetable};

/// Each step is a time of the timetable.
const STEPS: usize = 20;

fuzz_target!(|input: &str| {
    let mut words = Words::of(input);
    let (expression, zone, day) = (words.word(), words.said().unwrap_or("UTC"), words.word());
    let day = day
        .bytes()
        .fold(20_000, |day, byte| (day * 31 + i64::from(byte)) % 40_000);
    let now = Timestamp::from_second(day * 86_400 + 12_345).expect("its year is near 2000");
    let Ok(timetable) = Timetable::new(expression, zone, now) else {
        return;
    };
    times(&timetable, now);
    plan(&timetable, now);
    let job = PrintedJob {
        name: "weekly".to_owned(),
        timetable,
        program: "/usr/bin/opencite".to_owned(),
        arguments: vec![words.word().to_owned()],
        directory: "/var/lib/opencite".to_owned(),
    };
    files(&job);
});

fn times(timetable: &Timetable, now: Timestamp) {
    let next = |time: &Timestamp| timetable.after(*time);
    let times: Vec<_> = iter::successors(Some(now), next).take(STEPS).collect();
    assert!(
        times.is_sorted_by(|one, next| one < next),
        "time goes on: {times:?}"
    );
    for time in times.iter().skip(1) {
        assert!(timetable.last(*time) <= Some(*time), "what was is over");
    }
}

fn plan(timetable: &Timetable, now: Timestamp) {
    let mut planner = Planner::new([(timetable.clone(), None)], now);
    let mut now = now;
    for _ in 0..STEPS {
        match planner.due(now) {
            Due::Job { job, time } => {
                assert!(time <= now, "no job runs early");
                planner.done(job, time);
                let quiet = matches!(planner.due(now), Due::Nothing { until } if until.is_none_or(|until| until > now));
                assert!(quiet, "a job that is done is done");
            }
            Due::Nothing { until: Some(until) } => now = until,
            Due::Nothing { until: None } => return,
        }
    }
}

fn files(job: &PrintedJob) {
    let mut files: Vec<PrintedFile> = print::systemd(job).into_iter().flatten().collect();
    files.extend(print::cron(std::slice::from_ref(job)));
    files.extend(print::kubernetes(job));
    assert!(
        files.is_empty() || files.len() == 4,
        "all of them understand it, or none"
    );
    for file in files {
        let expression = job.timetable.expression().trim();
        assert!(
            !expression.contains('\n'),
            "the expression is more than a line of {}: {}",
            file.name,
            file.text
        );
    }
}
