//! Stored values as typed ones, by column name, and back.

use opencite_core::{ContentHash, Timestamp};
use rusqlite::{Row, RowIndex};

use crate::failure::Failure;

/// The text that a time is stored as: of one width, so that it sorts, and without loss.
pub(crate) fn time_text(time: Timestamp) -> String {
    format!("{time:.9}")
}

/// The number that a count is stored as.
pub(crate) fn stored_count(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// A text that means something.
pub(crate) fn parsed<T, E>(
    row: &Row<'_>,
    column: &str,
    parse: impl FnOnce(&str) -> Result<T, E>,
) -> Result<T, Failure> {
    optional(row, column, parse)?.ok_or_else(|| damaged(column, "nothing"))
}

/// A text that means something, or NULL.
pub(crate) fn optional<T, E>(
    row: &Row<'_>,
    column: &str,
    parse: impl FnOnce(&str) -> Result<T, E>,
) -> Result<Option<T>, Failure> {
    let Some(text) = row
        .get_ref(column)?
        .as_str_or_null()
        .map_err(rusqlite::Error::from)?
    else {
        return Ok(None);
    };
    parse(text).map(Some).map_err(|_| damaged(column, text))
}

/// A time.
pub(crate) fn time(row: &Row<'_>, column: &str) -> Result<Timestamp, Failure> {
    parsed(row, column, str::parse)
}

/// A time, or NULL.
pub(crate) fn optional_time(row: &Row<'_>, column: &str) -> Result<Option<Timestamp>, Failure> {
    optional(row, column, str::parse)
}

/// A count.
pub(crate) fn count(row: &Row<'_>, column: &str) -> Result<u64, Failure> {
    let number: i64 = row.get(column)?;
    u64::try_from(number).map_err(|_| damaged(column, &number.to_string()))
}

/// A count, or NULL.
pub(crate) fn optional_count(row: &Row<'_>, column: impl RowIndex) -> Result<Option<u64>, Failure> {
    let number: Option<i64> = row.get(column)?;
    number
        .map(|number| u64::try_from(number).map_err(|_| damaged("a count", &number.to_string())))
        .transpose()
}

/// A time that is stored in seconds, or NULL.
pub(crate) fn optional_second(
    row: &Row<'_>,
    column: impl RowIndex,
) -> Result<Option<Timestamp>, Failure> {
    let second: Option<i64> = row.get(column)?;
    second
        .map(|second| {
            Timestamp::from_second(second).map_err(|_| damaged("a time", &second.to_string()))
        })
        .transpose()
}

/// A text that stands for nothing when it is empty.
pub(crate) fn named(row: &Row<'_>, column: &str) -> Result<Option<String>, Failure> {
    let text: String = row.get(column)?;
    Ok(Some(text).filter(|text| !text.is_empty()))
}

/// A digest.
pub(crate) fn hash(row: &Row<'_>, column: &str) -> Result<ContentHash, Failure> {
    Ok(ContentHash(row.get(column)?))
}

/// The failure of reading a value that this program never writes.
pub(crate) fn damaged(column: &str, value: &str) -> Failure {
    const SHOWN: usize = 80;
    let start: String = value.chars().take(SHOWN).collect();
    Failure::Damaged(format!("{column} holds {start:?}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stored_times_sort_as_text_and_lose_nothing() {
        let times = [
            "2026-01-02T03:04:05Z",
            "2026-01-02T03:04:05.000000001Z",
            "2026-01-02T03:04:06Z",
        ];
        let times = times.map(|text| text.parse::<Timestamp>().unwrap());
        let texts = times.map(time_text);
        assert!(texts.is_sorted());
        assert_eq!(texts.map(|text| text.parse::<Timestamp>().unwrap()), times);
        insta::assert_snapshot!(time_text(times[1]), @"2026-01-02T03:04:05.000000001Z");
    }
}
