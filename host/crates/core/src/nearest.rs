//! What somebody may have meant.

/// The longest text that is compared letter by letter, in bytes: the cost is that of two lengths multiplied.
const LONGEST: usize = 256;

/// The candidate that a text most likely is a slip of, whatever its case; nothing when all are too far from it.
pub fn nearest<'a>(text: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    nearest_few(text, candidates, 1).pop()
}

/// The candidates that a text may be a slip of, the nearest first, at most so many.
pub fn nearest_few<'a>(
    text: &str,
    candidates: impl IntoIterator<Item = &'a str>,
    most: usize,
) -> Vec<&'a str> {
    if text.len() > LONGEST {
        return Vec::new();
    }
    let text = text.to_lowercase();
    let slack = |candidate: &str| candidate.len() / 3 + 1;
    let mut near: Vec<_> = candidates
        .into_iter()
        .filter(|candidate| candidate.len().abs_diff(text.len()) <= slack(candidate))
        .map(|candidate| (distance(&text, candidate), candidate))
        .filter(|(distance, candidate)| *distance <= slack(candidate))
        .collect();
    near.sort_unstable();
    near.dedup();
    let names = near.into_iter().map(|(_, candidate)| candidate);
    names.take(most).collect()
}

fn distance(text: &str, candidate: &str) -> usize {
    strsim::damerau_levenshtein(text, &candidate.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_told_from_another_word() {
        let names = ["prod-chat", "prod-cats", "audit"];
        assert_eq!(nearest("prod-caht", names), Some("prod-chat"));
        assert_eq!(nearest("PROD-CAHT", names), Some("prod-chat"));
        assert_eq!(
            nearest_few("prod-cat", names, 3),
            ["prod-cats", "prod-chat"]
        );
        assert_eq!(nearest_few("prod-cat", names, 1), ["prod-cats"]);
        assert_eq!(nearest("warehouse", names), None);
    }

    #[test]
    fn a_text_too_long_to_compare_has_no_nearest() {
        let long = "a".repeat(LONGEST + 1);
        assert_eq!(nearest(&long, [long.as_str()]), None);
    }
}
