//! Texts that Slack shows as they are.

use opencite_core::printable;

/// Characters of the text of a section.
const MAX_TEXT: usize = 3000;

/// Characters of a name in a list, before it is escaped.
const MAX_NAME: usize = 120;

/// Room that is kept for the line that says how much was left out.
const LAST_LINE: usize = 40;

/// A text on one line, without what could mislead.
pub(super) fn plain(text: &str) -> String {
    printable(text).into_owned()
}

/// The beginning of a text.
pub(super) fn shortened(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let beginning: String = text.chars().take(most.saturating_sub(1)).collect();
    format!("{beginning}…")
}

/// A text in which nothing is markup: Slack reads links, mentions and calls for everyone between angle brackets.
pub(super) fn escaped(text: &str) -> String {
    plain(text)
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

/// A name in a list. One with asterisks may come out bold; changed letters would make it another's name.
pub(super) fn name(text: &str) -> String {
    escaped(&shortened(&plain(text), MAX_NAME))
}

/// Lines under a headline, as many as there is room for, and how many were left out.
pub(super) fn listed(headline: &str, lines: &[String], all: usize) -> String {
    let mut text = format!("*{headline}*");
    let mut shown = 0;
    for line in lines {
        if text.chars().count() + line.chars().count() + 1 + LAST_LINE > MAX_TEXT {
            break;
        }
        text.push('\n');
        text.push_str(line);
        shown += 1;
    }
    if all > shown {
        text.push_str(&format_more(all - shown));
    }
    text
}

fn format_more(more: usize) -> String {
    format!("\n… and {more} more")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_calls_or_leads_somewhere_is_only_text() {
        assert_eq!(
            escaped("<!channel> <https://evil|x> & <@U1>"),
            "&lt;!channel&gt; &lt;https://evil|x&gt; &amp; &lt;@U1&gt;"
        );
        assert_eq!(name("a\n> b\u{202e}"), r"a\n&gt; b\u{202e}");
    }

    #[test]
    fn a_list_without_end_keeps_to_the_limit_and_says_so() {
        let lines = vec!["x".repeat(100); 1000];
        let text = listed("All", &lines, 5000);
        assert!(text.chars().count() <= MAX_TEXT);
        assert!(
            text.ends_with("\n… and 4971 more"),
            "{}",
            &text[text.len() - 30..]
        );
    }

    #[test]
    fn a_name_is_cut_before_it_is_escaped() {
        assert_eq!(
            name(&"<".repeat(500)),
            format!("{}…", "&lt;".repeat(MAX_NAME - 1))
        );
    }
}
