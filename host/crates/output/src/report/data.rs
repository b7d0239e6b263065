//! The data of all assets, packed for the script of the page.
//!
//! They come in blocks, each of them JSON, compressed as zlib does and written in base64 of the alphabet for addresses.
//! The script reads `index` and `units` when the page opens, and the others when an asset is opened:
//!
//! - `units`: what assets share: plugin, type, account and region.
//! - `index`: what the table shows, column by column, for many assets.
//! - `links`: which asset leads to which other asset of the page.
//! - `details`: properties, relations and history of some assets.

mod block;
mod details;
mod index;
mod links;
#[cfg(test)]
mod tests;
mod texts;

use super::shelf::Shelf;
pub(super) use block::Block;
use block::Room;

/// What fits into some bytes of a page, the most important first.
pub(super) fn of(shelf: &Shelf<'_>, bytes: usize) -> Vec<Block> {
    let mut room = Room::of(bytes);
    let units = index::units(shelf);
    if room.take(Block::of("units", 0, units.len(), &units)) {
        index::put(shelf, &mut room);
        links::put(shelf, &mut room);
        details::put(shelf, &mut room);
    }
    room.into_blocks()
}
