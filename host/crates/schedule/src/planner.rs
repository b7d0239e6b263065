//! Which job is due.

use jiff::{SignedDuration, Timestamp};

use crate::Timetable;

/// A clock that is set back by more than this was wrong before: jobs are not held up until it has caught up.
const LONGEST_SET_BACK: SignedDuration = SignedDuration::from_hours(26);

/// Which of some jobs is due. Jobs are told by their place in the list that the planner was made of.
#[derive(Debug, Clone)]
pub struct Planner {
    jobs: Vec<Job>,
}

#[derive(Debug, Clone)]
struct Job {
    timetable: Timetable,
    /// The time of the timetable that was last done, or since which the job is there.
    done: Timestamp,
}

/// What there is to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Due {
    /// This job is due, for this time of its timetable; earlier times that were missed are done with it.
    Job {
        /// Its place in the list.
        job: usize,
        /// When it was due.
        time: Timestamp,
    },
    /// Nothing before this time.
    Nothing {
        /// When to ask again.
        until: Option<Timestamp>,
    },
}

impl Planner {
    /// Makes a planner of timetables, each with the time that was last done. A job that was never run begins now: what
    /// it would have done before there was a scheduler is not caught up with.
    pub fn new(
        jobs: impl IntoIterator<Item = (Timetable, Option<Timestamp>)>,
        now: Timestamp,
    ) -> Self {
        let job = |(timetable, done): (Timetable, Option<Timestamp>)| Job {
            timetable,
            done: done.unwrap_or(now),
        };
        Self {
            jobs: jobs.into_iter().map(job).collect(),
        }
    }

    /// What is due now: the job that has waited longest. A job that missed several times, as the machine slept, is due
    /// once, for the last of them.
    pub fn due(&mut self, now: Timestamp) -> Due {
        for job in &mut self.jobs {
            job.mind_the_clock(now);
        }
        let due = self.jobs.iter().enumerate();
        let due = due.filter_map(|(index, job)| Some((job.first_missed(now)?, index, job)));
        match due.min_by_key(|(missed, index, _)| (*missed, *index)) {
            Some((missed, job, found)) => Due::Job {
                job,
                time: found.timetable.last(now).unwrap_or(missed),
            },
            None => Due::Nothing { until: self.next() },
        }
    }

    /// Notes that a job is done for a time of its timetable, whatever came of it.
    pub fn done(&mut self, job: usize, time: Timestamp) {
        if let Some(job) = self.jobs.get_mut(job) {
            job.done = job.done.max(time);
        }
    }

    /// When a job is due next.
    pub fn next_of(&self, job: usize) -> Option<Timestamp> {
        self.jobs.get(job).and_then(Job::next)
    }

    fn next(&self) -> Option<Timestamp> {
        self.jobs.iter().filter_map(Job::next).min()
    }
}

impl Job {
    fn next(&self) -> Option<Timestamp> {
        self.timetable.after(self.done)
    }

    fn first_missed(&self, now: Timestamp) -> Option<Timestamp> {
        self.next().filter(|next| *next <= now)
    }

    /// A clock set back by an hour must not make the job run again for the same times; one that was years ahead must not
    /// stop it for years.
    fn mind_the_clock(&mut self, now: Timestamp) {
        if self.done.duration_since(now) > LONGEST_SET_BACK {
            self.done = now;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        format!("2026-11-{text}Z").parse().unwrap()
    }

    fn planner(jobs: &[(&str, Option<&str>)], now: &str) -> Planner {
        let job = |(expression, done): &(&str, Option<&str>)| {
            let timetable = Timetable::new(expression, "UTC", at("01T00:00:00")).unwrap();
            (timetable, done.map(at))
        };
        Planner::new(jobs.iter().map(job), at(now))
    }

    fn due(job: usize, time: &str) -> Due {
        Due::Job {
            job,
            time: at(time),
        }
    }

    fn nothing(until: &str) -> Due {
        Due::Nothing {
            until: Some(at(until)),
        }
    }

    #[test]
    fn a_job_is_due_at_its_time_and_once() {
        let mut planner = planner(&[("0 7 * * *", None)], "23T06:00:00");
        assert_eq!(planner.due(at("23T06:59:59")), nothing("23T07:00:00"));
        assert_eq!(planner.due(at("23T07:00:00")), due(0, "23T07:00:00"));
        planner.done(0, at("23T07:00:00"));
        assert_eq!(planner.due(at("23T07:00:00")), nothing("24T07:00:00"));
    }

    #[test]
    fn what_was_slept_through_is_caught_up_with_once() {
        let mut planner = planner(&[("0 * * * *", Some("20T10:00:00"))], "23T12:34:56");
        assert_eq!(planner.due(at("23T12:34:56")), due(0, "23T12:00:00"));
        planner.done(0, at("23T12:00:00"));
        assert_eq!(planner.due(at("23T12:40:00")), nothing("23T13:00:00"));
    }

    #[test]
    fn a_job_that_never_ran_begins_now() {
        let mut planner = planner(&[("0 7 * * *", None)], "23T12:00:00");
        assert_eq!(planner.due(at("23T12:00:00")), nothing("24T07:00:00"));
    }

    #[test]
    fn of_two_the_one_that_has_waited_longer_comes_first() {
        let jobs = [
            ("0 8 * * *", Some("22T09:00:00")),
            ("0 7 * * *", Some("22T09:00:00")),
        ];
        let mut planner = planner(&jobs, "23T09:00:00");
        assert_eq!(planner.due(at("23T09:00:00")), due(1, "23T07:00:00"));
        planner.done(1, at("23T07:00:00"));
        assert_eq!(planner.due(at("23T09:00:00")), due(0, "23T08:00:00"));
    }

    #[test]
    fn a_clock_set_back_repeats_nothing() {
        let mut planner = planner(&[("0 * * * *", Some("23T12:00:00"))], "23T12:10:00");
        assert_eq!(planner.due(at("23T11:10:00")), nothing("23T13:00:00"));
        assert_eq!(planner.due(at("23T13:00:00")), due(0, "23T13:00:00"));
    }

    #[test]
    fn a_clock_that_was_far_ahead_stops_nothing() {
        let mut planner = planner(&[("0 * * * *", Some("28T12:00:00"))], "23T12:10:00");
        assert_eq!(planner.due(at("23T12:10:00")), nothing("23T13:00:00"));
    }

    #[test]
    fn without_jobs_there_is_nothing_ever() {
        let mut planner = planner(&[], "23T12:00:00");
        assert_eq!(planner.due(at("23T12:00:00")), Due::Nothing { until: None });
    }

    proptest::proptest! {
        /// However irregularly it is asked, each time of the timetable is done at most once and no job runs early.
        #[test]
        fn no_time_is_done_twice(steps in proptest::collection::vec(0_i64..7_200, 1..60)) {
            let mut planner = planner(&[("*/10 * * * *", None)], "01T00:00:00");
            let mut now = at("01T00:00:00");
            let mut last = None;
            for step in steps {
                now = now.checked_add(SignedDuration::from_secs(step)).unwrap();
                if let Due::Job { job, time } = planner.due(now) {
                    proptest::prop_assert!(time <= now && Some(time) > last);
                    last = Some(time);
                    planner.done(job, time);
                }
                let quiet = matches!(planner.due(now), Due::Nothing { until: Some(until) } if until > now);
                proptest::prop_assert!(quiet);
            }
        }
    }
}
