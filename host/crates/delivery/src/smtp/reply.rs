//! What a server answers.

use std::fmt;

use opencite_core::printable;

/// Characters of an answer that are kept for people.
const MAX_TEXT: usize = 400;

/// An answer: a code, and words that are safe to show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// Three digits, the first of which says how it went.
    pub code: u16,
    /// What the server says of it.
    pub text: String,
}

/// A recipient that the server refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The address.
    pub address: String,
    /// What the server said.
    pub reply: Reply,
}

/// One line of an answer.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Line<'a> {
    pub(super) code: u16,
    pub(super) text: &'a str,
    pub(super) is_last: bool,
}

impl<'a> Line<'a> {
    /// Reads `250-SIZE 1000`, `250 OK` or `250`; nothing when it is none of them.
    pub(super) fn parse(line: &'a str) -> Option<Self> {
        let (digits, rest) = line.split_at_checked(3)?;
        if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let code = digits
            .parse()
            .ok()
            .filter(|code| (200..600).contains(code))?;
        let (is_last, text) = match rest.split_at_checked(1) {
            None => (true, ""),
            Some((" ", text)) => (true, text),
            Some(("-", text)) => (false, text),
            Some(_) => return None,
        };
        Some(Self {
            code,
            text,
            is_last,
        })
    }
}

impl Reply {
    pub(super) fn new(code: u16, lines: &[String]) -> Self {
        let words = lines.iter().map(|line| line.trim()).collect::<Vec<_>>();
        let text = words.join(" ").chars().take(MAX_TEXT).collect::<String>();
        Self {
            code,
            text: printable(&text).into_owned(),
        }
    }

    /// Whether what was asked is done.
    pub(super) fn is_done(&self) -> bool {
        (200..300).contains(&self.code)
    }

    /// Whether the server wants to hear more.
    pub(super) fn asks_for_more(&self) -> bool {
        (300..400).contains(&self.code)
    }

    /// Whether the server is about to hang up.
    ///
    /// Source: RFC 5321 section 3.8.
    pub(super) fn is_farewell(&self) -> bool {
        self.code == 421
    }

    /// Whether the server may say something else later.
    pub fn is_for_now(&self) -> bool {
        (400..500).contains(&self.code)
    }

    /// Whether there is no room, for this recipient or for anything.
    pub fn is_about_room(&self) -> bool {
        matches!(self.code, 452 | 552)
            || self.text.starts_with("5.2.2")
            || self.text.starts_with("4.2.2")
    }
}

impl fmt::Display for Reply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.text.is_empty() {
            return fmt::Display::fmt(&self.code, f);
        }
        write!(f, "{} {}", self.code, self.text)
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.address, self.reply)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Option<(u16, &str, bool)> {
        Line::parse(line).map(|line| (line.code, line.text, line.is_last))
    }

    #[test]
    fn a_line_has_a_code_and_says_whether_more_follow() {
        assert_eq!(parsed("250-SIZE 1000"), Some((250, "SIZE 1000", false)));
        assert_eq!(parsed("250 OK"), Some((250, "OK", true)));
        assert_eq!(parsed("354"), Some((354, "", true)));
    }

    #[test]
    fn what_is_no_line_of_smtp_is_none() {
        for line in [
            "",
            "25",
            "HTTP/1.1 400 Bad Request",
            "2500",
            "999 x",
            "100 x",
            "+50 x",
            "é50 x",
            "12é",
        ] {
            assert_eq!(parsed(line), None, "{line}");
        }
    }

    #[test]
    fn words_of_a_server_are_cut_and_cannot_move_a_cursor() {
        let reply = Reply::new(550, &["no\u{1b}[2J".to_owned(), "x".repeat(1000)]);
        assert!(
            reply.to_string().starts_with("550 no\\u{1b}[2J xxx"),
            "{reply}"
        );
        assert!(reply.text.chars().count() < MAX_TEXT + 10);
    }

    #[test]
    fn a_full_mailbox_is_known_by_its_code_or_its_enhanced_code() {
        let about_room = |code, text: &str| Reply::new(code, &[text.to_owned()]).is_about_room();
        assert!(about_room(452, "Insufficient system storage"));
        assert!(about_room(552, "Exceeded storage allocation"));
        assert!(about_room(550, "5.2.2 over quota"));
        assert!(!about_room(550, "5.1.1 no such user"));
    }
}
