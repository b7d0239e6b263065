//! What a cron expression says, number by number.

use std::collections::BTreeSet;

use crate::Timetable;

/// An expression that other schedulers do not understand.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{expression:?} has {part:?}, which only `opencite schedule` understands")]
pub struct NotPlain {
    /// The expression.
    pub expression: String,
    /// What is not plain in it.
    pub part: String,
}

/// The numbers of the five fields; nothing where all are meant.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Calendar {
    pub(super) minutes: Option<BTreeSet<u8>>,
    pub(super) hours: Option<BTreeSet<u8>>,
    pub(super) days: Option<BTreeSet<u8>>,
    pub(super) months: Option<BTreeSet<u8>>,
    /// From 0, which is Sunday, to 6.
    pub(super) weekdays: Option<BTreeSet<u8>>,
}

const MONTHS: [&str; 12] = [
    "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC",
];
const WEEKDAYS: [&str; 7] = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

/// One of the five.
struct Field {
    first: u8,
    last: u8,
    /// What the numbers are called, from `first` on.
    names: &'static [&'static str],
}

const FIELDS: [Field; 5] = [
    Field::numbers(0, 59),
    Field::numbers(0, 23),
    Field::numbers(1, 31),
    Field {
        first: 1,
        last: 12,
        names: &MONTHS,
    },
    Field {
        first: 0,
        // Sunday is 7, too.
        last: 7,
        names: &WEEKDAYS,
    },
];

impl Calendar {
    /// Reads an expression that is known to be one.
    ///
    /// # Errors
    ///
    /// When it has a part that is no number, name, range or step: `L`, `W`, `#`.
    pub(super) fn of(timetable: &Timetable) -> Result<Self, NotPlain> {
        let plain = plain(timetable.expression());
        let mut fields = plain.split_whitespace().zip(&FIELDS);
        let mut next = || {
            let Some((text, field)) = fields.next() else {
                return Err("a field is missing".to_owned());
            };
            field.numbers_of(text)
        };
        let mut read = || {
            Ok(Self {
                minutes: next()?,
                hours: next()?,
                days: next()?,
                months: next()?,
                weekdays: next()?.map(|days| days.into_iter().map(|day| day % 7).collect()),
            })
        };
        read().map_err(|part| NotPlain {
            expression: timetable.expression().to_owned(),
            part,
        })
    }
}

/// The expression with its nickname spelt out, in the five fields that every scheduler understands.
pub(super) fn plain(expression: &str) -> &str {
    let expression = expression.trim();
    match expression.to_ascii_lowercase().as_str() {
        "@yearly" | "@annually" => "0 0 1 1 *",
        "@monthly" => "0 0 1 * *",
        "@weekly" => "0 0 * * 0",
        "@daily" | "@midnight" => "0 0 * * *",
        "@hourly" => "0 * * * *",
        _ => expression,
    }
}

impl Field {
    const fn numbers(first: u8, last: u8) -> Self {
        Self {
            first,
            last,
            names: &[],
        }
    }

    fn numbers_of(&self, text: &str) -> Result<Option<BTreeSet<u8>>, String> {
        if text == "*" || text == "?" {
            return Ok(None);
        }
        let parts = text
            .split(',')
            .map(|part| self.part(part).ok_or_else(|| part.to_owned()));
        let parts: Vec<_> = parts.collect::<Result<_, _>>()?;
        Ok(Some(parts.into_iter().flatten().collect()))
    }

    /// `7`, `MON`, `1-5`, `*/15`, `8-18/2`, `5/10`.
    fn part(&self, part: &str) -> Option<Vec<u8>> {
        let (range, step) = match part.split_once('/') {
            Some((range, step)) => (range, Some(step.parse().ok()?)),
            None => (part, None),
        };
        let (first, last) = match range.split_once('-') {
            Some((first, last)) => (self.number(first)?, self.number(last)?),
            None if range == "*" => (self.first, self.last),
            None => {
                let number = self.number(range)?;
                (number, if step.is_some() { self.last } else { number })
            }
        };
        Some((first..=last).step_by(step.unwrap_or(1)).collect())
    }

    fn number(&self, text: &str) -> Option<u8> {
        let is_named = |name: &&str| name.eq_ignore_ascii_case(text);
        match self.names.iter().position(is_named) {
            Some(place) => Some(self.first + u8::try_from(place).ok()?),
            None => text.parse().ok(),
        }
    }
}
