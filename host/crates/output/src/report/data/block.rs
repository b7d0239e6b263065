//! A piece of data, packed.

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use miniz_oxide::deflate::compress_to_vec_zlib;
use serde::Serialize;

/// How hard data are pressed, from 0 to 10: beyond this, each percent costs twice the time.
const LEVEL: u8 = 6;
/// The most bytes of the tag around a block.
const TAG: usize = 160;

/// A piece of data, packed: of `count` items from `first` on.
#[derive(Debug, Clone, Serialize)]
pub(in crate::report) struct Block {
    pub(super) kind: &'static str,
    first: usize,
    count: usize,
    pub(super) text: String,
}

/// The room for blocks. When one does not fit, none after it is taken: so it is always the last that is missing.
pub(super) struct Room {
    bytes: usize,
    is_full: bool,
    blocks: Vec<Block>,
}

impl Block {
    pub(super) fn of(
        kind: &'static str,
        first: usize,
        count: usize,
        data: &impl Serialize,
    ) -> Self {
        let json = serde_json::to_vec(data).expect("texts, numbers and lists are JSON");
        Self::of_json(kind, first, count, &json)
    }

    pub(super) fn of_json(kind: &'static str, first: usize, count: usize, json: &[u8]) -> Self {
        let packed = compress_to_vec_zlib(json, LEVEL);
        Self {
            kind,
            first,
            count,
            text: BASE64_URL_SAFE_NO_PAD.encode(packed),
        }
    }
}

impl Room {
    pub(super) fn of(bytes: usize) -> Self {
        Self {
            bytes,
            is_full: false,
            blocks: Vec::new(),
        }
    }

    pub(super) fn is_full(&self) -> bool {
        self.is_full
    }

    /// Takes a block, if it fits.
    pub(super) fn take(&mut self, block: Block) -> bool {
        match self.bytes.checked_sub(block.text.len() + TAG) {
            Some(left) if !self.is_full => {
                self.bytes = left;
                self.blocks.push(block);
            }
            _ => self.is_full = true,
        }
        !self.is_full
    }

    pub(super) fn into_blocks(self) -> Vec<Block> {
        self.blocks
    }
}
