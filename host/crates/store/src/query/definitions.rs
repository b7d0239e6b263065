//! Finds names that a statement defines for itself.
//!
//! SQLite tells the authorizer through which view a table is read, and gives the name of a common table expression in
//! the same place: one that is called like a view could read every table. So none may be called like a view.

use std::iter::Peekable;
use std::str::CharIndices;

/// What matters of a statement's text.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Token {
    /// A word, or a name in any kind of quotes.
    Name(String),
    Open,
    Close,
    Other,
}

/// The first name for which `is_taken` holds that the statement defines: `name AS (`, `name (columns) AS (`, with
/// `[NOT] MATERIALIZED` before the bracket.
pub(super) fn redefined(sql: &str, is_taken: impl Fn(&str) -> bool) -> Option<String> {
    let all = tokens(sql);
    let mut tokens = all.iter().enumerate();
    tokens.find_map(|(at, token)| {
        let name = name(token)?;
        let rest = all.get(at + 1..)?;
        (is_taken(name) && is_definition(rest)).then(|| name.to_owned())
    })
}

/// Whether a statement's text is only comments and punctuation.
pub(super) fn is_empty(sql: &str) -> bool {
    tokens(sql).iter().all(|token| *token == Token::Other)
}

/// Whether these tokens, after a name, define it.
fn is_definition(rest: &[Token]) -> bool {
    let after_columns = match rest.iter().position(|token| *token == Token::Close) {
        Some(close) if rest.first() == Some(&Token::Open) => rest.get(close + 1..),
        _ => None,
    };
    [Some(rest), after_columns]
        .into_iter()
        .flatten()
        .any(begins_body)
}

fn begins_body(rest: &[Token]) -> bool {
    let mut rest = rest.iter().peekable();
    let mut takes = |word: &str| rest.next_if(|token| is_word(token, word)).is_some();
    if !takes("as") {
        return false;
    }
    takes("not");
    takes("materialized");
    rest.peek() == Some(&&Token::Open)
}

fn is_word(token: &Token, word: &str) -> bool {
    name(token).is_some_and(|name| name.eq_ignore_ascii_case(word))
}

fn name(token: &Token) -> Option<&str> {
    match token {
        Token::Name(name) => Some(name),
        Token::Open | Token::Close | Token::Other => None,
    }
}

type Text<'a> = Peekable<CharIndices<'a>>;

fn tokens(sql: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut text = sql.char_indices().peekable();
    while let Some((at, letter)) = text.next() {
        let rest = sql.get(at..).unwrap_or_default();
        match letter {
            // SQLite skips a byte order mark between words, and takes it for a letter within one.
            _ if letter.is_ascii_whitespace() || letter == '\u{feff}' => {}
            _ if rest.starts_with("--") => skip_past(&mut text, at, rest, "\n", 2),
            _ if rest.starts_with("/*") => skip_past(&mut text, at, rest, "*/", 2),
            '"' | '\'' | '`' => tokens.push(Token::Name(quoted(&mut text, letter))),
            '[' => tokens.push(Token::Name(quoted(&mut text, ']'))),
            '(' => tokens.push(Token::Open),
            ')' => tokens.push(Token::Close),
            _ if is_part_of_word(letter) => tokens.push(Token::Name(word(&mut text, letter))),
            _ => tokens.push(Token::Other),
        }
    }
    tokens
}

/// Skips a comment, which ends with `end` or with the statement.
fn skip_past(text: &mut Text<'_>, at: usize, rest: &str, end: &str, start: usize) {
    let body = rest.get(start..).unwrap_or_default();
    let length = body
        .find(end)
        .map_or(rest.len(), |found| start + found + end.len());
    while text.next_if(|(next, _)| *next < at + length).is_some() {}
}

/// A name in quotes, up to the closing one; a doubled one is itself.
fn quoted(text: &mut Text<'_>, close: char) -> String {
    let mut name = String::new();
    while let Some((_, letter)) = text.next() {
        if letter == close
            && text
                .next_if(|(_, next)| *next == close && close != ']')
                .is_none()
        {
            break;
        }
        name.push(letter);
    }
    name
}

fn word(text: &mut Text<'_>, first: char) -> String {
    let mut word = String::from(first);
    while let Some((_, letter)) = text.next_if(|(_, next)| is_part_of_word(*next)) {
        word.push(letter);
    }
    word
}

fn is_part_of_word(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || letter == '_' || letter == '$' || !letter.is_ascii()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(sql: &str) -> Option<String> {
        redefined(sql, |name| name.eq_ignore_ascii_case("assets"))
    }

    #[test]
    fn a_definition_is_found_however_it_is_written() {
        for sql in [
            "WITH assets AS (SELECT 1) SELECT 2",
            "with ASSETS as materialized (SELECT 1) SELECT 2",
            "WITH x AS (SELECT 1), assets(a, b) AS NOT MATERIALIZED (SELECT 1) SELECT 2",
            "WITH \"assets\"AS(SELECT 1) SELECT 2",
            "WITH [assets]AS(SELECT 1) SELECT 2",
            "WITH `assets`AS(SELECT 1) SELECT 2",
            "WITH 'assets'AS(SELECT 1) SELECT 2",
            "WITH/**/assets/*(*/AS--)\n(SELECT 1) SELECT 2",
            "WITH \u{feff}assets AS (SELECT 1) SELECT 2",
            "SELECT * FROM (WITH assets AS (SELECT 1) SELECT * FROM assets)",
        ] {
            assert_eq!(
                found(sql).as_deref().map(str::to_ascii_lowercase),
                Some("assets".to_owned()),
                "{sql}"
            );
        }
    }

    #[test]
    fn a_use_is_no_definition() {
        for sql in [
            "SELECT * FROM assets AS a WHERE id IN (SELECT 1)",
            "WITH x AS (SELECT * FROM assets) SELECT * FROM x",
            "SELECT 'assets AS (' FROM assets",
            "SELECT \"it's\", ')' FROM assets -- assets AS (",
            "SELECT count(*) AS assets FROM units",
            "SELECT assets FROM scans /* assets AS (",
        ] {
            assert_eq!(found(sql), None, "{sql}");
        }
    }
}
