//! What a template of an operator may say: less than minijinja knows.

use minijinja::machinery::{Token, tokenize};
use minijinja::syntax::SyntaxConfig;

/// How often one template may bind a name by itself, and how deep its lists may stand in one another: enough for any, and
/// too few to nest a list so deep that it cannot be taken apart again.
const MAX_BOUND: usize = 20;
const MAX_NESTED: usize = 3;

/// The first thing that a template may not say: in which line, and why not. What is no template ends the search.
pub(super) fn refusal(source: &str, syntax: SyntaxConfig) -> Option<(usize, String)> {
    let mut counted = Counted::default();
    let mut tokens = tokenize(source, false, syntax).map_while(Result::ok);
    tokens.find_map(|(token, span)| {
        let line = usize::from(span.start_line);
        Some((line, counted.refusal(&token)?))
    })
}

#[derive(Debug, Default)]
struct Counted {
    bound: usize,
    nested: usize,
    is_statement: bool,
}

impl Counted {
    fn refusal(&mut self, token: &Token<'_>) -> Option<String> {
        let begins_statement =
            std::mem::replace(&mut self.is_statement, matches!(token, Token::BlockStart));
        match token {
            Token::Tilde => return Some(operator("~")),
            Token::Plus => return Some(operator("+")),
            Token::Mul => return Some(operator("*")),
            Token::Ident("set" | "with") if begins_statement => self.bound += 1,
            Token::BracketOpen | Token::BraceOpen => self.nested += 1,
            Token::BracketClose | Token::BraceClose => self.nested = self.nested.saturating_sub(1),
            _ => {}
        }
        if self.bound > MAX_BOUND {
            return Some(format!(
                "a template cannot bind more than {MAX_BOUND} names with set and with; print the values where they are"
            ));
        }
        (self.nested > MAX_NESTED).then(|| {
            format!("lists cannot stand in one another deeper than {MAX_NESTED} levels; take the inner ones out")
        })
    }
}

/// These make a text or a list of others, as long as one likes, in a single step.
fn operator(operator: &str) -> String {
    format!(
        "a template cannot compute with {operator}; [a, b]|join puts texts together, and [a, b]|sum adds numbers"
    )
}
