//! Makes foreign text safe to show on one line.

use std::borrow::Cow;

/// The text with everything escaped that could move a cursor, colour a terminal, break a line or turn the direction of
/// writing: control characters, and the invisible characters that Unicode calls bidirectional or zero-width.
pub fn printable(text: &str) -> Cow<'_, str> {
    if !text.contains(misleads) {
        return Cow::Borrowed(text);
    }
    let escape = |c: char| {
        if misleads(c) {
            c.escape_default().to_string()
        } else {
            c.to_string()
        }
    };
    Cow::Owned(text.chars().map(escape).collect())
}

/// Source: Unicode Standard Annex #9 (directional formatting characters), UTR #36 section 2.10, and the default
/// ignorable code points that are letters or tags.
fn misleads(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{00ad}' | '\u{061c}' | '\u{115f}' | '\u{1160}' | '\u{180e}' | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}'
            | '\u{ffa0}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_text_of_any_script_stays_as_it_is() {
        for text in ["plain", "Größe 模型 نموذج", ""] {
            assert!(matches!(printable(text), Cow::Borrowed(same) if same == text));
        }
    }

    #[test]
    fn what_misleads_is_spelled_out() {
        assert_eq!(printable("a\u{1b}[31mb\r\nc"), "a\\u{1b}[31mb\\r\\nc");
        assert_eq!(
            printable("abc\u{202e}cba\u{200b}"),
            "abc\\u{202e}cba\\u{200b}"
        );
        assert_eq!(printable("\u{9b}1A"), "\\u{9b}1A");
        assert_eq!(printable("a\u{e0041}\u{3164}b"), "a\\u{e0041}\\u{3164}b");
    }
}
