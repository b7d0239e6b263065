//! Texts that lose something to fit into a width, and show it with a `…`.

use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

/// How much of what two texts have in common is shown before the place where they part.
const CONTEXT: usize = 8;

/// The beginning of a text.
pub(crate) fn keep_start(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    letters_within(text.chars(), width.saturating_sub(1))
        .into_iter()
        .chain(['…'])
        .collect()
}

/// The end of a text.
pub(crate) fn keep_end(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let kept = letters_within(text.chars().rev(), width.saturating_sub(1));
    std::iter::once('…').chain(kept.into_iter().rev()).collect()
}

/// Both of two texts, cut so that what is different between them is still seen.
pub(crate) fn keep_difference(one: &str, other: &str, width: usize) -> (String, String) {
    let letters = one.char_indices().zip(other.chars());
    let parting = letters.take_while(|((_, left), right)| left == right);
    let common: Vec<usize> = parting.map(|((place, _), _)| place).collect();
    let fits = one.width() <= width && other.width() <= width;
    if fits || common.len() <= width / 2 {
        return (keep_start(one, width), keep_start(other, width));
    }
    let start = common.len().saturating_sub(CONTEXT);
    let start = common.get(start).copied().unwrap_or(one.len());
    let cut = |text: &str| {
        let rest = text.get(start..).unwrap_or_default();
        format!("…{}", keep_start(rest, width.saturating_sub(1)))
    };
    (cut(one), cut(other))
}

fn letters_within(letters: impl Iterator<Item = char>, width: usize) -> Vec<char> {
    let within = |used: &mut usize, letter: char| {
        *used += letter.width().unwrap_or(0);
        (*used <= width).then_some(letter)
    };
    letters.scan(0, within).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_that_part_late_are_shown_where_they_part() {
        let (one, other) = ("x".repeat(200) + "1", "x".repeat(200) + "2é");
        let (one, other) = keep_difference(&one, &other, 20);
        assert_eq!(
            (one.as_str(), other.as_str()),
            ("…xxxxxxxx1", "…xxxxxxxx2é")
        );
    }

    #[test]
    fn texts_that_part_early_keep_their_starts() {
        let (one, other) = ("a".repeat(50), "b".repeat(5));
        let (one, other) = keep_difference(&one, &other, 10);
        assert_eq!((one.as_str(), other.as_str()), ("aaaaaaaaa…", "bbbbb"));
    }

    #[test]
    fn what_one_text_has_beyond_the_other_is_shown() {
        let one = "模型".repeat(40);
        let (one, other) = keep_difference(&one, &(one.clone() + "x"), 30);
        assert_eq!(one, "…模型模型模型模型");
        assert_eq!(other, "…模型模型模型模型x");
    }

    #[test]
    fn nothing_is_wider_than_asked() {
        let texts = ["", "a", "模型", "é\u{301}", "aaaaaaaaaaaaaaaaaaaaaaab"];
        for one in texts {
            for other in texts {
                for width in 2..30 {
                    let (left, right) = keep_difference(one, other, width);
                    assert!(left.width() <= width && right.width() <= width);
                }
            }
        }
    }
}
