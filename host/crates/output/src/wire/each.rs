//! A list whose items are turned into their wire form as they are written.

use std::marker::PhantomData;

use serde::{Serialize, Serializer};

/// Writes an array of `W` from a slice of `T`, and never holds more than one `W`: a comparison may have a million assets.
pub(crate) struct Each<'a, T, W> {
    items: &'a [T],
    wire: PhantomData<fn() -> W>,
}

impl<'a, T, W> From<&'a [T]> for Each<'a, T, W> {
    fn from(items: &'a [T]) -> Self {
        Self {
            items,
            wire: PhantomData,
        }
    }
}

impl<'a, T, W: From<&'a T> + Serialize> Serialize for Each<'a, T, W> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.items.iter().map(W::from))
    }
}
