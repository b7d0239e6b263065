//! What a template may make: what is printed, captured and made by filters, all together.
//!
//! The steps that a template may take bound none of it: a single step can double a text.

use std::borrow::Cow;
use std::fmt::{self, Write};

use minijinja::{Error, ErrorKind, State, Value};

use crate::report::page::MAX_PAGE_BYTES;

/// How many bytes one template may make, in all: a page, and as much again for each time that macros pass it on.
pub(super) const MAX_MADE_BYTES: usize = 6 * MAX_PAGE_BYTES;

/// What an item of a list takes.
pub(super) const ITEM_BYTES: usize = size_of::<Value>();

/// What has been made so far.
struct Made(usize);

/// Counts what `maker` is about to make; refuses what would be too much.
pub(super) fn charge(state: &mut State<'_, '_>, maker: &str, bytes: usize) -> Result<(), Error> {
    let made = state.get_or_insert_extension(Made(0));
    made.0 = made.0.saturating_add(bytes);
    if made.0 > MAX_MADE_BYTES {
        let message = format!(
            "with {maker}, the template makes more than {MAX_MADE_BYTES} bytes of texts and lists; \
             let it print less, or cut what is long before it is repeated"
        );
        return Err(Error::new(ErrorKind::InvalidOperation, message));
    }
    Ok(())
}

/// How long a value is as a text; no more than is allowed is looked at.
pub(super) fn text_bytes(value: &Value) -> usize {
    if let Some(text) = value.as_str() {
        return text.len();
    }
    let mut counted = Counted(0);
    match write!(counted, "{value}") {
        Ok(()) => counted.0,
        Err(fmt::Error) => usize::MAX,
    }
}

/// How much a list of a value's items takes; no more than is allowed is looked at.
pub(super) fn list_bytes(value: &Value) -> usize {
    let most = MAX_MADE_BYTES / ITEM_BYTES + 1;
    let items = value.len().or_else(|| {
        let items = value.try_iter().ok()?;
        Some(items.take(most).count())
    });
    items.unwrap_or(0).saturating_mul(ITEM_BYTES)
}

/// A value as a text; refused where that would be too long.
pub(super) fn text_of<'a>(
    state: &mut State<'_, '_>,
    value: &'a Value,
) -> Result<Cow<'a, str>, Error> {
    charge(state, "what is printed", text_bytes(value))?;
    Ok(match value.as_str() {
        Some(text) => text.into(),
        None => value.to_string().into(),
    })
}

struct Counted(usize);

impl Write for Counted {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0 += text.len();
        if self.0 > MAX_MADE_BYTES {
            return Err(fmt::Error);
        }
        Ok(())
    }
}
