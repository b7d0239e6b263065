//! A cron expression in a time zone.

use croner::Cron;
use croner::errors::CronError;
use croner::parser::{CronParser, Seconds, Year};
use jiff::Timestamp;
use jiff::tz::TimeZone;

/// When something is due: a cron expression of five fields, in a time zone.
///
/// A time that the clocks skip in spring is due right after the gap, one that they repeat in autumn is due once.
#[derive(Debug, Clone)]
pub struct Timetable {
    cron: Cron,
    zone: TimeZone,
    zone_name: String,
    expression: String,
}

/// Why there is no such timetable.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TimetableError {
    /// The expression is none.
    #[error("{expression:?} is no cron expression of five fields: {reason}")]
    Expression {
        /// The expression.
        expression: String,
        /// What is wrong with it.
        reason: String,
    },
    /// There is no such time zone.
    #[error("there is no time zone {name:?}")]
    Zone {
        /// Its name.
        name: String,
        /// The name that is most like it.
        nearest: Option<String>,
    },
    /// A day that never comes.
    #[error("{expression:?} never fires: no such day comes")]
    Never {
        /// The expression.
        expression: String,
    },
}

impl Timetable {
    /// Reads an expression (`0 7 * * MON`, `*/15 * * * *`, `@daily`) for a time zone of the IANA database
    /// (`Europe/Berlin`). `now` is the time from which on it has to fire at all.
    ///
    /// # Errors
    ///
    /// When the expression is none or never fires, or the zone is unknown.
    pub fn new(expression: &str, zone: &str, now: Timestamp) -> Result<Self, TimetableError> {
        let timetable = Self {
            cron: cron(expression)?,
            zone: find_zone(zone)?,
            zone_name: zone.to_owned(),
            expression: expression.to_owned(),
        };
        match timetable.after(now) {
            Some(_) => Ok(timetable),
            None => Err(TimetableError::Never {
                expression: expression.to_owned(),
            }),
        }
    }

    /// When it is due next, after a time; nothing when it never is again.
    pub fn after(&self, time: Timestamp) -> Option<Timestamp> {
        let time = time.to_zoned(self.zone.clone());
        let next = self.cron.find_next_occurrence(&time, false).ok()?;
        Some(next.timestamp())
    }

    /// When it was due last, at a time or before it.
    pub fn last(&self, time: Timestamp) -> Option<Timestamp> {
        let time = time.to_zoned(self.zone.clone());
        let last = self.cron.find_previous_occurrence(&time, true).ok()?;
        Some(last.timestamp())
    }

    /// The expression, as it was written.
    pub fn expression(&self) -> &str {
        &self.expression
    }

    /// The name of the time zone.
    pub fn zone(&self) -> &str {
        &self.zone_name
    }
}

/// A scan takes minutes: seconds would be a mistake. Both days, where both are given, are taken as cron takes them: one
/// of them is enough.
fn cron(expression: &str) -> Result<Cron, TimetableError> {
    if expression.contains(char::is_control) {
        return Err(TimetableError::Expression {
            expression: expression.to_owned(),
            reason: "it holds a line break or another control character".to_owned(),
        });
    }
    let parser = CronParser::builder()
        .seconds(Seconds::Disallowed)
        .year(Year::Disallowed)
        .build();
    parser
        .parse(expression)
        .map_err(|error| TimetableError::Expression {
            expression: expression.to_owned(),
            reason: reason(&error),
        })
}

fn reason(error: &CronError) -> String {
    match error {
        CronError::EmptyPattern => "it is empty".to_owned(),
        CronError::InvalidDate => "it holds no valid day".to_owned(),
        CronError::InvalidTime => "it holds no valid time".to_owned(),
        other => other.to_string(),
    }
}

fn find_zone(name: &str) -> Result<TimeZone, TimetableError> {
    TimeZone::get(name).map_err(|_| TimetableError::Zone {
        name: name.to_owned(),
        nearest: nearest_zone(name),
    })
}

fn nearest_zone(name: &str) -> Option<String> {
    let zones: Vec<String> = jiff::tz::db()
        .available()
        .map(|zone| zone.to_string())
        .collect();
    opencite_core::nearest(name, zones.iter().map(String::as_str)).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn refused(expression: &str, zone: &str) -> TimetableError {
        Timetable::new(expression, zone, at("2026-11-23T00:00:00Z")).unwrap_err()
    }

    /// The next times after one.
    fn times(expression: &str, zone: &str, from: &str, count: usize) -> Vec<String> {
        let timetable = Timetable::new(expression, zone, at(from)).unwrap();
        let next = |time: &Timestamp| timetable.after(*time);
        std::iter::successors(timetable.after(at(from)), next)
            .take(count)
            .map(|time| time.to_string())
            .collect()
    }

    #[test]
    fn a_timetable_is_in_its_zone() {
        assert_eq!(
            times("0 7 * * MON", "Europe/Berlin", "2026-10-20T00:00:00Z", 2),
            ["2026-10-26T06:00:00Z", "2026-11-02T06:00:00Z"]
        );
        assert_eq!(
            times("*/20 * * * *", "UTC", "2026-11-23T10:39:59Z", 2),
            ["2026-11-23T10:40:00Z", "2026-11-23T11:00:00Z"]
        );
    }

    #[test]
    fn a_time_that_the_clocks_skip_is_not_lost_and_one_that_they_repeat_comes_once() {
        // In Berlin, 2026-03-29 has no 02:30, and 2026-10-25 has it twice.
        let spring = times("30 2 * * *", "Europe/Berlin", "2026-03-28T12:00:00Z", 2);
        assert_eq!(spring, ["2026-03-29T01:00:00Z", "2026-03-30T00:30:00Z"]);
        let autumn = times("30 2 * * *", "Europe/Berlin", "2026-10-24T12:00:00Z", 2);
        assert_eq!(autumn, ["2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z"]);
    }

    #[test]
    fn what_is_no_timetable_is_told_with_the_reason() {
        insta::assert_snapshot!(refused("every day", "UTC"), @r#""every day" is no cron expression of five fields: Invalid pattern: Pattern must have 5 fields when seconds are disallowed."#);
        insta::assert_snapshot!(refused("", "UTC"), @r#""" is no cron expression of five fields: it is empty"#);
        insta::assert_snapshot!(refused("0 25 * * *", "UTC"), @r#""0 25 * * *" is no cron expression of five fields: Component error: Number out of bounds."#);
        insta::assert_snapshot!(refused("0 0 7 * * MON", "UTC"), @r#""0 0 7 * * MON" is no cron expression of five fields: Invalid pattern: Pattern must have 5 fields when seconds are disallowed."#);
        insta::assert_snapshot!(refused("0 7\n* * MON", "UTC"), @r#""0 7\n* * MON" is no cron expression of five fields: it holds a line break or another control character"#);
        insta::assert_snapshot!(refused("0 0 30 2 *", "UTC"), @r#""0 0 30 2 *" never fires: no such day comes"#);
    }

    #[test]
    fn an_unknown_zone_is_told_with_the_nearest_one() {
        let TimetableError::Zone { nearest, .. } = refused("0 7 * * *", "Europe/Berln") else {
            panic!("the zone was found");
        };
        assert_eq!(nearest.as_deref(), Some("Europe/Berlin"));
    }

    #[test]
    fn the_last_time_may_be_now() {
        let timetable = Timetable::new("0 7 * * *", "UTC", at("2026-11-23T00:00:00Z")).unwrap();
        let now = at("2026-11-23T07:00:00Z");
        assert_eq!(timetable.last(now), Some(now));
    }
}
