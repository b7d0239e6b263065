//! A plugin's stdout and stderr: split into lines, bounded, handed to the log.
//!
//! Wasmtime's own pipes either trap when they are full or may grow without bound, so this one drops and counts.

use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};

use bytes::Bytes;
use tokio::io::AsyncWrite;
use wasmtime_wasi::cli::{IsTerminal, StdoutStream};
use wasmtime_wasi::p2::{OutputStream, Pollable, StreamResult};

use crate::log::Log;

/// Bytes that a guest may write at once.
const PERMIT: usize = 4096;

/// One stream of one instance; clones write to the same line.
#[derive(Clone)]
pub(crate) struct LineStream {
    log: Log,
    name: &'static str,
    line_bytes: usize,
    line: Arc<Mutex<Line>>,
}

#[derive(Default)]
struct Line {
    bytes: Vec<u8>,
    /// The line is longer than may be kept: the rest of it is left out.
    overflowing: bool,
}

impl LineStream {
    pub(crate) fn new(log: Log, name: &'static str, line_bytes: usize) -> Self {
        Self {
            log,
            name,
            line_bytes,
            line: Arc::default(),
        }
    }

    fn take(&self, bytes: &[u8]) {
        let mut line = self.line.lock().unwrap_or_else(PoisonError::into_inner);
        for part in bytes.split_inclusive(|byte| *byte == b'\n') {
            let (text, ended) = part
                .strip_suffix(b"\n")
                .map_or((part, false), |text| (text, true));
            let room = self.line_bytes.saturating_sub(line.bytes.len());
            line.overflowing |= text.len() > room;
            line.bytes.extend(text.iter().take(room));
            if ended {
                self.end(&mut line);
            }
        }
    }

    fn end(&self, line: &mut Line) {
        let Line { bytes, overflowing } = std::mem::take(line);
        if overflowing {
            self.log.drop_line();
        }
        if !bytes.is_empty() {
            self.log.output(self.name, &String::from_utf8_lossy(&bytes));
        }
    }

    /// Logs what is left of a line that was never ended.
    pub(crate) fn finish(&self) {
        let mut line = self.line.lock().unwrap_or_else(PoisonError::into_inner);
        self.end(&mut line);
    }
}

impl IsTerminal for LineStream {
    fn is_terminal(&self) -> bool {
        false
    }
}

impl StdoutStream for LineStream {
    fn async_stream(&self) -> Box<dyn AsyncWrite + Send + Sync> {
        Box::new(self.clone())
    }

    fn p2_stream(&self) -> Box<dyn OutputStream> {
        Box::new(self.clone())
    }
}

#[wasmtime_wasi::async_trait]
impl Pollable for LineStream {
    async fn ready(&mut self) {}
}

#[wasmtime_wasi::async_trait]
impl OutputStream for LineStream {
    fn write(&mut self, bytes: Bytes) -> StreamResult<()> {
        self.take(&bytes);
        Ok(())
    }

    fn flush(&mut self) -> StreamResult<()> {
        Ok(())
    }

    fn check_write(&mut self) -> StreamResult<usize> {
        Ok(PERMIT)
    }
}

impl AsyncWrite for LineStream {
    fn poll_write(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.take(bytes);
        Poll::Ready(Ok(bytes.len()))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.finish();
        Poll::Ready(Ok(()))
    }
}
