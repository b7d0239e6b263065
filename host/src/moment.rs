//! Times and scans, as people write them.

use anyhow::anyhow;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use opencite_core::{Hour, ScanId, ScanRef, ScanTag, TimeSpan};

use crate::failure::Failure;

/// How a time may be written.
pub(crate) const TIMES: &str =
    "a time (2026-11-21T07:00:00Z), a day (2026-11-21), or so long ago (7d, 12h)";

/// When a text says: a time, a day, which is the time that it begins, or so long ago.
pub(crate) fn time(text: &str, now: Timestamp) -> Option<Timestamp> {
    let time = text.parse().ok();
    let time = time.or_else(|| in_utc(text));
    time.or_else(|| ago(text, now))
}

/// Which scan a text means: its number, its tag, `latest`, `previous`, or a time.
pub(crate) fn scan_ref(text: &str, now: Timestamp) -> Result<ScanRef, Failure> {
    match text {
        "latest" => return Ok(ScanRef::Latest),
        "previous" => return Ok(ScanRef::Previous),
        _ => {}
    }
    if let Ok(number) = text.parse() {
        return Ok(ScanRef::Number(ScanId(number)));
    }
    if let Some(time) = time(text, now) {
        return Ok(ScanRef::Time(time));
    }
    ScanTag::new(text).map(ScanRef::Tag).map_err(|_| {
        Failure::usage(anyhow!("{text:?} names no scan")).hint(format!(
            "Use the number of a scan (see `opencite scans`), its tag, latest, previous, or {TIMES}."
        ))
    })
}

/// So many times 24 hours until now, from the start of an hour on: usage is counted by the hour.
pub(crate) fn past_days(days: u16, now: Timestamp) -> Result<TimeSpan, Failure> {
    let start = now
        .checked_sub(SignedDuration::from_hours(24 * i64::from(days)))
        .map_err(Failure::usage)?;
    let from = Hour::of(start).start().unwrap_or(start);
    TimeSpan::new(from, now).ok_or_else(|| Failure::usage(anyhow!("{days} days are no time")))
}

/// A time without a zone, or a day.
fn in_utc(text: &str) -> Option<Timestamp> {
    let time: DateTime = text.parse().ok()?;
    Some(time.to_zoned(TimeZone::UTC).ok()?.timestamp())
}

fn ago(text: &str, now: Timestamp) -> Option<Timestamp> {
    let (number, hours) = match (text.strip_suffix('d'), text.strip_suffix('h')) {
        (Some(days), _) => (days, 24),
        (None, Some(hours)) => (hours, 1),
        (None, None) => return None,
    };
    let number: u32 = number.parse().ok()?;
    now.checked_sub(SignedDuration::from_hours(i64::from(number) * hours))
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> Timestamp {
        "2026-11-23T15:42:07Z".parse().unwrap()
    }

    fn told(text: &str) -> Option<String> {
        time(text, now()).map(|time| time.to_string())
    }

    fn meant(text: &str) -> String {
        scan_ref(text, now()).map_or_else(|failure| failure.to_string(), |scan| scan.to_string())
    }

    #[test]
    fn a_time_is_said_in_several_ways() {
        let lines = [
            "2026-11-21T07:00:00Z",
            "2026-11-21T07:00:00+01:00",
            "2026-11-21T07:00:00",
            "2026-11-21",
            "7d",
            "12h",
            "0h",
        ];
        let lines = lines.map(|text| told(text).unwrap());
        insta::assert_snapshot!(lines.join("\n"), @"
        2026-11-21T07:00:00Z
        2026-11-21T06:00:00Z
        2026-11-21T07:00:00Z
        2026-11-21T00:00:00Z
        2026-11-16T15:42:07Z
        2026-11-23T03:42:07Z
        2026-11-23T15:42:07Z
        ");
        for text in [
            "",
            "d",
            "-7d",
            "7",
            "7w",
            "yesterday",
            "2026-13-01",
            "4000000000d",
            "999999999d",
        ] {
            assert_eq!(told(text), None, "{text:?}");
        }
    }

    #[test]
    fn days_are_counted_back_from_now_and_begin_with_an_hour() {
        let now = "2026-11-23T15:42:07.5Z".parse().unwrap();
        let span = |days| past_days(days, now).map_err(|_| ()).unwrap().to_string();
        assert_eq!(span(7), "2026-11-16T15:00:00Z to 2026-11-23T15:42:07Z");
        assert_eq!(span(1), "2026-11-22T15:00:00Z to 2026-11-23T15:42:07Z");
    }

    #[test]
    fn a_scan_is_named_in_several_ways() {
        assert_eq!(meant("12"), "scan 12");
        assert_eq!(
            meant("before-migration"),
            "the scan tagged before-migration"
        );
        assert_eq!(meant("latest"), "the latest scan");
        assert_eq!(meant("previous"), "the scan before the latest");
        assert_eq!(meant("1d"), "the last scan before 2026-11-22T15:42:07Z");
        insta::assert_snapshot!(meant("a b"), @r#""a b" names no scan"#);
    }
}
