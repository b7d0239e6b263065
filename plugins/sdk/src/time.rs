//! Points in time, as AWS's filters take them.

use std::time::{Duration, SystemTime};

use crate::usage_sink::Window;

const HOUR: Duration = Duration::from_hours(1);
const DAY: Duration = Duration::from_hours(24);

/// The time so many days ago, to the second: RFC 3339 in UTC.
pub fn days_ago(days: u32) -> String {
    #[expect(
        clippy::disallowed_methods,
        reason = "the host gives a plugin its clock, and nothing else could tell the time"
    )]
    before(SystemTime::now(), days)
}

fn before(now: SystemTime, days: u32) -> String {
    let oldest = SystemTime::UNIX_EPOCH;
    let time = now.checked_sub(DAY * days).unwrap_or(oldest).max(oldest);
    humantime::format_rfc3339_seconds(time).to_string()
}

/// The next second after a time; nothing when the text is no time.
pub fn second_after(time: &str) -> Option<String> {
    let next = parsed(time)?.checked_add(Duration::from_secs(1))?;
    Some(written(next))
}

/// The start of the hour that a time lies in; nothing when the text is no time.
pub fn hour_of(time: &str) -> Option<String> {
    let since = parsed(time)?.duration_since(SystemTime::UNIX_EPOCH).ok()?;
    let seconds = since.as_secs() / HOUR.as_secs() * HOUR.as_secs();
    Some(written(
        SystemTime::UNIX_EPOCH + Duration::from_secs(seconds),
    ))
}

/// A window in parts of at most a day, the newest first: each that has been told need not be told again. A window
/// without proper times is its own only part.
pub fn days_of(window: &Window) -> Vec<Window> {
    let (Some(from), Some(mut to)) = (parsed(&window.from), parsed(&window.to)) else {
        return vec![window.clone()];
    };
    let mut days = Vec::new();
    while to > from {
        let start = to.checked_sub(DAY).unwrap_or(from).max(from);
        days.push(Window {
            from: written(start),
            to: written(to),
        });
        to = start;
    }
    days
}

fn parsed(time: &str) -> Option<SystemTime> {
    humantime::parse_rfc3339_weak(time).ok()
}

fn written(time: SystemTime) -> String {
    humantime::format_rfc3339_seconds(time).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_back_and_not_beyond_the_beginning() {
        let now = SystemTime::UNIX_EPOCH + DAY * 20_000 + Duration::from_millis(1_500);
        assert_eq!(before(now, 0), "2024-10-04T00:00:01Z");
        assert_eq!(before(now, 30), "2024-09-04T00:00:01Z");
        assert_eq!(before(now, u32::MAX), "1970-01-01T00:00:00Z");
    }

    #[test]
    fn a_time_has_a_next_second_and_an_hour() {
        let time = "2026-11-21T06:59:59.5Z";
        assert_eq!(second_after(time).as_deref(), Some("2026-11-21T07:00:00Z"));
        assert_eq!(hour_of(time).as_deref(), Some("2026-11-21T06:00:00Z"));
        assert_eq!((second_after("soon"), hour_of("")), (None, None));
    }

    #[test]
    fn a_window_is_told_day_by_day_the_newest_first() {
        let window = |from: &str, to: &str| Window {
            from: from.to_owned(),
            to: to.to_owned(),
        };
        let days = days_of(&window("2026-11-19T06:00:00Z", "2026-11-21T12:00:00Z"));
        let shown: Vec<String> = days
            .iter()
            .map(|day| format!("{} {}", day.from, day.to))
            .collect();
        assert_eq!(
            shown,
            [
                "2026-11-20T12:00:00Z 2026-11-21T12:00:00Z",
                "2026-11-19T12:00:00Z 2026-11-20T12:00:00Z",
                "2026-11-19T06:00:00Z 2026-11-19T12:00:00Z",
            ]
        );
        assert_eq!(days_of(&window("then", "now")).len(), 1);
    }
}
