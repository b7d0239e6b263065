//! A writer that takes only so much.

use std::io::{self, Write};

use crate::report::page::MAX_PAGE_BYTES;

/// Passes on as much as a page may have, and then refuses.
pub(super) struct Bounded<W> {
    writer: W,
    room: usize,
}

impl<W> Bounded<W> {
    pub(super) fn new(writer: W) -> Self {
        Self {
            writer,
            room: MAX_PAGE_BYTES,
        }
    }
}

impl<W: Write> Write for Bounded<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if bytes.len() > self.room {
            return Err(io::ErrorKind::QuotaExceeded.into());
        }
        let written = self.writer.write(bytes)?;
        self.room -= written;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.writer.flush()
    }
}
