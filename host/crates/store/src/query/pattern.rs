//! The patterns of LIKE and GLOB.
//!
//! SQLite's own take as long as the pattern is long for each place in the text, without a look at the clock.

use memchr::{memchr, memchr2};
use rusqlite::Error;

use super::characters;
use super::clock::Meter;

const CLOSE: u32 = ']' as u32;
const DASH: u32 = '-' as u32;

/// A pattern of LIKE or GLOB.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pattern {
    tokens: Vec<Token>,
    folds_case: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Token {
    /// Any number of characters.
    Many,
    /// Any character.
    One,
    This(u32),
    /// One in these ranges or, inverted, in none of them.
    Of {
        ranges: Vec<(u32, u32)>,
        inverted: bool,
    },
    /// None: the pattern is broken off.
    Never,
}

impl Token {
    fn takes(&self, character: u32) -> bool {
        match self {
            Self::One => true,
            Self::This(one) => *one == character,
            Self::Of { ranges, inverted } => {
                let is_in = |(low, high): &(u32, u32)| (*low..=*high).contains(&character);
                ranges.iter().any(is_in) != *inverted
            }
            Self::Many | Self::Never => false,
        }
    }

    fn work(&self) -> usize {
        match self {
            Self::Of { ranges, .. } => ranges.len() + 1,
            Self::Many | Self::One | Self::This(_) | Self::Never => 1,
        }
    }
}

impl Pattern {
    /// `%` is any number of characters and `_` is one; what follows the escape is itself. Case does not matter in ASCII.
    pub(super) fn like(pattern: &[u8], escape: Option<u32>) -> Self {
        let mut tokens = Vec::new();
        let mut characters = characters::all(pattern);
        while let Some(character) = characters.next() {
            tokens.push(match char::from_u32(character) {
                _ if Some(character) == escape => {
                    let next = characters.next();
                    next.map_or(Token::Never, |next| Token::This(folded(next)))
                }
                Some('%') => Token::Many,
                Some('_') => Token::One,
                _ => Token::This(folded(character)),
            });
        }
        Self {
            tokens,
            folds_case: true,
        }
    }

    /// `*` is any number of characters, `?` is one, `[a-z]` one of these and `[^a-z]` one of the others.
    pub(super) fn glob(mut pattern: &[u8]) -> Self {
        let mut tokens = Vec::new();
        while let Some((character, rest)) = characters::first(pattern) {
            pattern = rest;
            tokens.push(match char::from_u32(character) {
                Some('*') => Token::Many,
                Some('?') => Token::One,
                Some('[') => set(&mut pattern),
                _ => Token::This(character),
            });
        }
        Self {
            tokens,
            folds_case: false,
        }
    }

    /// Whether all of a text is as the pattern says. Where it is not, only the last [`Token::Many`] can take more.
    pub(super) fn matches(&self, text: &[u8], meter: &mut Meter<'_>) -> Result<bool, Error> {
        let end = memchr(0, text).unwrap_or(text.len());
        let rest = text.get(..end).unwrap_or(text);
        let mut place = Place { token: 0, rest };
        let mut last_many = None;
        loop {
            let token = self.tokens.get(place.token);
            meter.spend(token.map_or(1, Token::work))?;
            let next = match token {
                None if place.rest.is_empty() => return Ok(true),
                None => None,
                Some(Token::Many) if place.token + 1 == self.tokens.len() => return Ok(true),
                Some(Token::Many) => {
                    last_many = self.candidate(place.token + 1, place.rest);
                    last_many
                }
                // Further on, there is even less of the text.
                Some(_) if place.rest.is_empty() => return Ok(false),
                Some(token) => self.after(token, place),
            };
            if next.is_none() {
                last_many = last_many.and_then(|place| self.later(place));
            }
            match next.or(last_many) {
                Some(next) => place = next,
                None => return Ok(false),
            }
        }
    }

    fn after<'a>(&self, token: &Token, place: Place<'a>) -> Option<Place<'a>> {
        let (character, rest) = characters::first(place.rest)?;
        let character = if self.folds_case {
            folded(character)
        } else {
            character
        };
        let next = Place {
            token: place.token + 1,
            rest,
        };
        token.takes(character).then_some(next)
    }

    fn later<'a>(&self, place: Place<'a>) -> Option<Place<'a>> {
        let (_, rest) = characters::first(place.rest)?;
        self.candidate(place.token, rest)
    }

    /// The first place in a text where a token may match.
    fn candidate<'a>(&self, token: usize, rest: &'a [u8]) -> Option<Place<'a>> {
        let start = match self.tokens.get(token) {
            Some(Token::This(character)) => self.find(*character, rest)?,
            _ => 0,
        };
        let rest = rest.get(start..)?;
        Some(Place { token, rest })
    }

    /// Where a character may be: exactly, where it is one byte.
    fn find(&self, character: u32, text: &[u8]) -> Option<usize> {
        let Some(byte) = u8::try_from(character).ok().filter(u8::is_ascii) else {
            return Some(0);
        };
        if self.folds_case {
            memchr2(byte, byte.to_ascii_uppercase(), text)
        } else {
            memchr(byte, text)
        }
    }
}

/// How far a text and a pattern are alike.
#[derive(Debug, Clone, Copy)]
struct Place<'a> {
    token: usize,
    rest: &'a [u8],
}

/// What follows `[`, which is taken from the pattern.
fn set(pattern: &mut &[u8]) -> Token {
    let mut ranges = Vec::new();
    let inverted = take(pattern, '^');
    if take(pattern, ']') {
        ranges.push((CLOSE, CLOSE));
    }
    let mut low = None;
    while let Some((character, rest)) = characters::first(pattern) {
        *pattern = rest;
        if character == CLOSE {
            return Token::Of { ranges, inverted };
        }
        let high = characters::first(rest).filter(|(high, _)| *high != CLOSE);
        match (low, high) {
            (Some(from), Some((to, rest))) if character == DASH => {
                ranges.push((from, to));
                *pattern = rest;
                low = None;
            }
            _ => {
                ranges.push((character, character));
                low = Some(character);
            }
        }
    }
    Token::Never
}

fn take(pattern: &mut &[u8], character: char) -> bool {
    match characters::first(pattern) {
        Some((first, rest)) if first == u32::from(character) => {
            *pattern = rest;
            true
        }
        _ => false,
    }
}

/// As SQLite's LIKE has it: only the letters of ASCII have two cases.
fn folded(character: u32) -> u32 {
    match u8::try_from(character) {
        Ok(byte) => byte.to_ascii_lowercase().into(),
        Err(_) => character,
    }
}
