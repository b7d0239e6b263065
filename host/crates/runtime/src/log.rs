//! The interface `log`, and the one place where a plugin's words come out: bounded, escaped, never raw.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use opencite_bindings::host::log::{self, Level};
use opencite_core::{PluginId, printable};

use crate::last_words::LastWords;
use crate::limits::Limits;

/// The words of one unit. Clones share the quota.
#[derive(Clone)]
pub(crate) struct Log {
    plugin: PluginId,
    line_bytes: usize,
    book: Arc<Mutex<Book>>,
}

struct Book {
    lines_left: usize,
    dropped: u64,
    last_words: LastWords,
}

impl Log {
    pub(crate) fn new(plugin: PluginId, limits: &Limits) -> Self {
        let book = Book {
            lines_left: limits.log_lines,
            dropped: 0,
            last_words: LastWords::default(),
        };
        Self {
            plugin,
            line_bytes: limits.log_line_bytes,
            book: Arc::new(Mutex::new(book)),
        }
    }

    /// A line of stdout or stderr.
    pub(crate) fn output(&self, stream: &'static str, line: &str) {
        let line = self.cut(line);
        if stream == "stderr" {
            self.book().last_words.hear(&line);
        }
        if self.has_room() {
            tracing::info!(target: "opencite::plugin", plugin = %self.plugin, stream, "{line}");
        }
    }

    /// Counts a line that was lost before it came here.
    pub(crate) fn drop_line(&self) {
        self.book().dropped += 1;
    }

    /// The last that was written to stderr.
    pub(crate) fn last_words(&self) -> Option<String> {
        self.book().last_words.text().map(str::to_owned)
    }

    /// Says how much was dropped, once, at the end of a unit.
    pub(crate) fn close(&self) -> u64 {
        let dropped = self.book().dropped;
        if dropped > 0 {
            tracing::warn!(target: "opencite::plugin", plugin = %self.plugin, dropped, "too many lines: the rest was dropped");
        }
        dropped
    }

    fn has_room(&self) -> bool {
        let mut book = self.book();
        if book.lines_left == 0 {
            book.dropped += 1;
            return false;
        }
        book.lines_left -= 1;
        true
    }

    fn cut(&self, line: &str) -> String {
        let end = line.floor_char_boundary(self.line_bytes);
        printable(line.get(..end).unwrap_or_default()).into_owned()
    }

    fn book(&self) -> MutexGuard<'_, Book> {
        self.book.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl log::Host for Log {
    fn enabled(&mut self, level: Level) -> wasmtime::Result<bool> {
        Ok(match level {
            Level::Error => tracing::enabled!(target: "opencite::plugin", tracing::Level::ERROR),
            Level::Warn => tracing::enabled!(target: "opencite::plugin", tracing::Level::WARN),
            Level::Info => tracing::enabled!(target: "opencite::plugin", tracing::Level::INFO),
            Level::Debug => tracing::enabled!(target: "opencite::plugin", tracing::Level::DEBUG),
        })
    }

    fn write(&mut self, level: Level, message: String) -> wasmtime::Result<()> {
        if !self.has_room() {
            return Ok(());
        }
        let (plugin, line) = (&self.plugin, self.cut(&message));
        match level {
            Level::Error => tracing::error!(target: "opencite::plugin", %plugin, "{line}"),
            Level::Warn => tracing::warn!(target: "opencite::plugin", %plugin, "{line}"),
            Level::Info => tracing::info!(target: "opencite::plugin", %plugin, "{line}"),
            Level::Debug => tracing::debug!(target: "opencite::plugin", %plugin, "{line}"),
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn past_the_quota_lines_are_counted_and_dropped() {
        let limits = Limits {
            log_lines: 2,
            ..Limits::default()
        };
        let log = Log::new(PluginId::new("p").unwrap(), &limits);
        for _ in 0..5 {
            log.output("stdout", "hello");
        }
        assert_eq!(log.close(), 3);
    }

    #[test]
    fn a_line_is_cut_and_escaped_and_the_last_of_stderr_is_remembered() {
        let limits = Limits {
            log_line_bytes: 8,
            ..Limits::default()
        };
        let log = Log::new(PluginId::new("p").unwrap(), &limits);
        log.output("stderr", "\u{1b}[2Jé world");
        assert_eq!(log.last_words().as_deref(), Some("\\u{1b}[2Jé w"));
    }
}
