//! Texts of bounded length: a report must not grow with what somebody wrote into a name.

/// How many letters of a name or a value are shown.
const MAX_LETTERS: usize = 300;

/// A text, or its start where it is long.
pub(super) fn short(text: &str) -> String {
    match text.char_indices().nth(MAX_LETTERS) {
        None => text.to_owned(),
        Some((end, _)) => text.get(..end).unwrap_or_default().to_owned() + "…",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_ends_within_no_letter() {
        assert_eq!(short("é"), "é");
        assert_eq!(short(&"é".repeat(300)), "é".repeat(300));
        assert_eq!(short(&"é".repeat(301)), "é".repeat(300) + "…");
    }
}
