//! Numbers, lists and times in the words that people read.

use opencite_core::Timestamp;

/// A number with commas between thousands.
pub(crate) fn count(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A number to two or three digits, for the edge of a chart: `1.5k`, `20M`.
pub(crate) fn short_count(number: u64) -> String {
    const UNITS: [(u64, &str); 4] = [
        (1_000_000_000_000, "T"),
        (1_000_000_000, "G"),
        (1_000_000, "M"),
        (1_000, "k"),
    ];
    let Some((size, unit)) = UNITS.into_iter().find(|(size, _)| number >= *size) else {
        return number.to_string();
    };
    match (number / size, number % size / (size / 10)) {
        (whole, tenths) if whole >= 100 || tenths == 0 => format!("{}{unit}", count(whole)),
        (whole, tenths) => format!("{whole}.{tenths}{unit}"),
    }
}

/// A count, or a dash where nobody reported one.
pub(crate) fn reported(number: Option<u64>) -> String {
    number.map_or_else(|| "-".to_owned(), count)
}

/// A time to the minute without its zone, for columns, or a dash where there is none.
pub(crate) fn moment(time: Option<Timestamp>) -> String {
    time.map_or_else(
        || "-".to_owned(),
        |time| time.strftime("%Y-%m-%d %H:%M").to_string(),
    )
}

/// How many there are. No collection is longer than 64 bits can say.
pub(crate) fn number(count: usize) -> u64 {
    count.try_into().unwrap_or(u64::MAX)
}

/// "1 unit", "2 units": for nouns that take an s.
pub(crate) fn counted(number: u64, noun: &str) -> String {
    let ending = if number == 1 { "" } else { "s" };
    format!("{} {noun}{ending}", count(number))
}

/// "a", "a and b", "a, b and c".
pub(crate) fn listed(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// A time to the minute, in UTC.
pub(crate) fn minute(time: Timestamp) -> String {
    time.strftime("%Y-%m-%d %H:%M UTC").to_string()
}

/// A day, in UTC.
pub(crate) fn day(time: Timestamp) -> String {
    time.strftime("%Y-%m-%d").to_string()
}

/// The time of a day, in UTC.
pub(crate) fn clock(time: Timestamp) -> String {
    time.strftime("%H:%M UTC").to_string()
}

/// A word of the program as a title: `custom_model` is "Custom model".
pub(crate) fn title(word: &str) -> String {
    let spaced = word.replace('_', " ");
    let mut letters = spaced.chars();
    let first = letters.next().map(|letter| letter.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

/// A title within a sentence: "Timed out" is "timed out", and "AWS error" stays.
pub(crate) fn within_sentence(title: &str) -> String {
    let mut letters = title.chars();
    let (first, rest) = (letters.next(), letters.as_str());
    if rest.starts_with(char::is_uppercase) {
        return title.to_owned();
    }
    first
        .into_iter()
        .flat_map(char::to_lowercase)
        .chain(rest.chars())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_set_apart() {
        let texts: Vec<_> = [0, 7, 999, 1_000, 1_234_567].map(count).into();
        assert_eq!(texts, ["0", "7", "999", "1,000", "1,234,567"]);
    }

    #[test]
    fn a_short_count_has_two_or_three_digits() {
        let numbers = [
            0,
            999,
            1_000,
            1_549,
            20_000,
            123_456,
            2_500_000,
            7_000_000_000,
        ];
        let texts = numbers.map(short_count).join(" ");
        insta::assert_snapshot!(texts, @"0 999 1k 1.5k 20k 123k 2.5M 7G");
    }

    #[test]
    fn one_is_singular() {
        assert_eq!(counted(1, "unit"), "1 unit");
        assert_eq!(counted(0, "unit"), "0 units");
        assert_eq!(counted(1_500, "unit"), "1,500 units");
    }

    #[test]
    fn a_list_ends_in_and() {
        let words = ["a", "b", "c"].map(str::to_owned);
        assert_eq!(listed(&words), "a, b and c");
        assert_eq!(listed(&words[..1]), "a");
        assert_eq!(listed(&[]), "");
    }

    #[test]
    fn a_word_becomes_a_title() {
        assert_eq!(title("provisioned_throughput"), "Provisioned throughput");
        assert_eq!(within_sentence("Timed out"), "timed out");
        assert_eq!(within_sentence("AWS error"), "AWS error");
    }
}
