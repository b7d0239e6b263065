//! What somebody may have meant.

/// The longest text that is compared letter by letter, in bytes: the cost is that of two lengths multiplied.
const LONGEST: usize = 256;

/// The candidate that a text most likely is a slip of; nothing when all are too far from it.
pub(super) fn one<'a>(
    text: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    some(text, candidates, 1).pop()
}

/// The candidates that a text may be a slip of, the nearest first, at most so many.
pub(super) fn some<'a>(
    text: &str,
    candidates: impl IntoIterator<Item = &'a str>,
    most: usize,
) -> Vec<&'a str> {
    if text.len() > LONGEST {
        return Vec::new();
    }
    let is_near = |(distance, candidate): &(usize, &str)| *distance <= candidate.len() / 3 + 1;
    let mut near: Vec<_> = candidates
        .into_iter()
        .filter(|candidate| candidate.len().abs_diff(text.len()) <= candidate.len() / 3 + 1)
        .map(|candidate| (strsim::damerau_levenshtein(text, candidate), candidate))
        .filter(is_near)
        .collect();
    near.sort_unstable();
    near.dedup();
    let names = near.into_iter().map(|(_, candidate)| candidate);
    names.take(most).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_told_from_another_word() {
        let names = ["prod-chat", "prod-cats", "audit"];
        assert_eq!(one("prod-caht", names), Some("prod-chat"));
        assert_eq!(some("prod-cat", names, 3), ["prod-cats", "prod-chat"]);
        assert_eq!(some("prod-cat", names, 1), ["prod-cats"]);
        assert_eq!(one("warehouse", names), None);
    }

    #[test]
    fn a_text_too_long_to_compare_has_no_nearest() {
        let long = "a".repeat(LONGEST + 1);
        assert_eq!(one(&long, [long.as_str()]), None);
    }
}
