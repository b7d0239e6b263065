//! Which asset leads to which other asset of the page: what the way back is found by.

use serde::Serialize;

use super::block::{Block, Room};
use super::texts::Dictionary;
use crate::report::shelf::Shelf;

/// How many links a block has.
const LINKS: usize = 50_000;

/// Some links, column by column.
#[derive(Default, Serialize)]
struct Columns<'a> {
    from: Vec<usize>,
    to: Vec<usize>,
    kind: Vec<usize>,
    kinds: Vec<String>,
    #[serde(skip)]
    words: Dictionary<'a>,
}

pub(super) fn put(shelf: &Shelf<'_>, room: &mut Room) {
    let links = (0..).zip(&shelf.rows).flat_map(|(row, asset)| {
        let target = move |relation| Some((row, shelf.target(asset, relation)?, relation));
        asset.relations.iter().filter_map(target)
    });
    let mut columns = Columns::default();
    let mut first = 0;
    for (from, to, relation) in links {
        columns.from.push(from);
        columns.to.push(to);
        columns.kind.push(columns.words.number(&relation.kind));
        if columns.from.len() == LINKS {
            room.take(columns.packed(first));
            columns = Columns::default();
            first += LINKS;
        }
        if room.is_full() {
            return;
        }
    }
    if !columns.from.is_empty() {
        room.take(columns.packed(first));
    }
}

impl Columns<'_> {
    fn packed(mut self, first: usize) -> Block {
        self.kinds = std::mem::take(&mut self.words.texts);
        Block::of("links", first, self.from.len(), &self)
    }
}
