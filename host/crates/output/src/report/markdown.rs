//! Text in Markdown that stays text.

use opencite_core::printable;

/// What Markdown, or GitHub's tables, mentions and links, would take for more than text.
const ACTIVE: &[char] = &[
    '\\', '`', '*', '_', '{', '}', '[', ']', '<', '>', '#', '!', '~', '$', '^', '=', '@', '&', '"',
];

const PIPE: &str = "&#124;";
const SPACE: &str = "&#32;";

/// Escapes a text: for the words of this program, which may have a name or a number in them.
pub(crate) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for (index, letter) in text.char_indices() {
        let (before, after) = text.split_at(index);
        if letter == '|' || (letter == ' ' && before.is_empty()) {
            escaped.push_str(if letter == '|' { PIPE } else { SPACE });
            continue;
        }
        if ACTIVE.contains(&letter) || begins_list(letter, before) || begins_link(before, after) {
            escaped.push('\\');
        }
        escaped.push(letter);
    }
    escaped
}

/// Whether a letter makes a list or a rule of a line that it begins, or begins after digits.
fn begins_list(letter: char, before: &str) -> bool {
    match letter {
        '-' | '+' => before.is_empty(),
        '.' | ')' => !before.is_empty() && before.bytes().all(|byte| byte.is_ascii_digit()),
        _ => false,
    }
}

/// Whether GitHub would make a link of what follows: `https://`, `www.`.
fn begins_link(before: &str, after: &str) -> bool {
    let is_www = || before.to_ascii_lowercase().ends_with("www");
    after.starts_with("://") || (after.starts_with('.') && is_www())
}

/// Puts a text that came from a cloud into code spans: nothing in there is a link, a mention or a heading.
///
/// A table would take `|` for the end of its cell even there, and what `\|` means depends on who reads it: so each `|`
/// stands between two spans.
pub(crate) fn code(text: &str) -> String {
    let text = printable(text);
    let pieces = text.split('|').map(span);
    let code = pieces.collect::<Vec<_>>().join(PIPE);
    if code.is_empty() {
        "–".to_owned()
    } else {
        code
    }
}

/// Puts lines into a code block.
pub(super) fn fenced(lines: &[String], language: &str) -> String {
    let text = lines
        .iter()
        .map(|line| printable(line).into_owned() + "\n")
        .collect::<String>();
    let fence = "`".repeat(longest_run(&text).max(2) + 1);
    format!("{fence}{language}\n{text}{fence}")
}

fn span(text: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    let fence = "`".repeat(longest_run(text) + 1);
    let padding = if needs_padding(text) { " " } else { "" };
    format!("{fence}{padding}{text}{padding}{fence}")
}

fn longest_run(text: &str) -> usize {
    text.split(|letter| letter != '`')
        .map(str::len)
        .max()
        .unwrap_or(0)
}

/// A space at both ends is taken away by Markdown, unless there is nothing else.
fn needs_padding(text: &str) -> bool {
    let touches = text.starts_with('`') || text.ends_with('`');
    let is_stripped = text.starts_with(' ') && text.ends_with(' ') && !text.trim().is_empty();
    touches || is_stripped
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples::HOSTILE;

    #[test]
    fn ordinary_words_stay_readable() {
        let text =
            "Grant bedrock:ListGuardrails to the scanning principal, then scan again (1.5 s).";
        assert_eq!(escape(text), text);
        assert_eq!(code("arn:aws:bedrock:x"), "`arn:aws:bedrock:x`");
    }

    /// The text that a reader of Markdown sees, and whether it is only text.
    fn read(markdown: &str) -> (String, bool) {
        let arena = comrak::Arena::new();
        let root = comrak::parse_document(&arena, markdown, &crate::samples::github());
        let mut text = String::new();
        let mut plain = true;
        for node in root.descendants() {
            use comrak::nodes::NodeValue as V;
            match &node.data.borrow().value {
                V::Text(piece) => text.push_str(piece),
                V::Code(span) => text.push_str(&span.literal),
                V::Document | V::Paragraph => {}
                _ => plain = false,
            }
        }
        (text, plain)
    }

    #[test]
    fn what_markdown_acts_upon_comes_back_as_text() {
        let texts = [
            HOSTILE,
            "# h",
            "- a",
            "+ a",
            "1. a",
            "2) a",
            "> q",
            "---",
            "***",
            "```",
            "~~~",
            "    a",
            "[a](b)",
            "![a](b)",
            "<b>",
            "&amp;",
            "a|b",
            "|",
            "||",
            "`",
            "``",
            " ` ",
            "a`",
            "\\",
            "\\|",
            "http://a.b",
            "www.a.b",
            "WWW.a.b",
            "$x$",
            "@org/team",
            "~a~",
            "[^1]",
            ":tada:",
            "=",
            "-",
        ];
        for text in texts {
            let text = printable(text);
            assert_eq!(
                read(&code(&text)),
                (text.clone().into_owned(), true),
                "code {text:?}"
            );
            assert_eq!(
                read(&escape(&text)),
                (text.trim_end().to_owned(), true),
                "escape {text:?}"
            );
        }
    }

    #[test]
    fn no_text_leaves_its_cell() {
        for text in ["a|b", "a\\|b", "\\", "`|`", "a\\", HOSTILE] {
            for cell in [code(text), escape(&printable(text))] {
                let table = format!("| a | b |\n|---|---|\n| {cell} | end |\n");
                let html = comrak::markdown_to_html(&table, &crate::samples::github());
                assert_eq!(html.matches("<td>").count(), 2, "{html}");
                assert!(html.contains("<td>end</td>"), "{html}");
            }
        }
    }
}
