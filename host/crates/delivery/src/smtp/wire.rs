//! Lines of a server, and what is written to it.

use std::io;

use opencite_network::Duplex;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

use super::reply::{Line, Reply};

/// Bytes of one answer; Postfix takes no more from a server either.
const MAX_REPLY: usize = 100_000;

/// Bytes of a line that say nothing more.
const MAX_LINE: usize = 4_000;

/// A connection that SMTP is spoken over.
pub(super) struct Wire<S> {
    stream: S,
    unread: Vec<u8>,
    secrets: Vec<String>,
}

/// An answer with its lines.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) reply: Reply,
    pub(super) lines: Vec<String>,
}

/// Why there is no answer.
#[derive(Debug)]
pub(super) enum WireError {
    /// The connection ended.
    Lost(io::Error),
    /// What came is no SMTP.
    Garbled,
}

impl From<io::Error> for WireError {
    fn from(error: io::Error) -> Self {
        Self::Lost(error)
    }
}

impl<S: Duplex> Wire<S> {
    pub(super) fn new(stream: S) -> Self {
        Self {
            stream,
            unread: Vec::new(),
            secrets: Vec::new(),
        }
    }

    /// From now on, these texts are not taken over from what the server says: it may repeat what it was sent.
    pub(super) fn hide(&mut self, secrets: impl IntoIterator<Item = String>) {
        let secrets = secrets.into_iter().filter(|secret| !secret.is_empty());
        self.secrets.extend(secrets);
    }

    /// Gives the connection back, if nothing was said on it that nobody asked for.
    pub(super) fn into_silent(self) -> Option<S> {
        self.unread.is_empty().then_some(self.stream)
    }

    pub(super) async fn write(&mut self, bytes: &[u8]) -> Result<(), WireError> {
        self.stream.write_all(bytes).await?;
        Ok(self.stream.flush().await?)
    }

    /// Writes a line and reads the answer.
    pub(super) async fn ask(&mut self, line: &str) -> Result<Answer, WireError> {
        self.write(format!("{line}\r\n").as_bytes()).await?;
        self.answer().await
    }

    /// Reads an answer, which may have many lines, all of one code.
    pub(super) async fn answer(&mut self) -> Result<Answer, WireError> {
        let mut lines = Vec::new();
        let mut bytes = 0;
        loop {
            let raw = self.line().await?;
            bytes += raw.len();
            let text = String::from_utf8_lossy(&raw);
            let line = Line::parse(&text).ok_or(WireError::Garbled)?;
            if bytes > MAX_REPLY {
                return Err(WireError::Garbled);
            }
            lines.push(self.without_secrets(line.text));
            if line.is_last {
                let reply = Reply::new(line.code, &lines);
                return Ok(Answer { reply, lines });
            }
        }
    }

    fn without_secrets(&self, text: &str) -> String {
        let secrets = self.secrets.iter();
        secrets.fold(text.to_owned(), |text, secret| {
            text.replace(secret.as_str(), "***")
        })
    }

    /// A line without its end.
    async fn line(&mut self) -> Result<Vec<u8>, WireError> {
        loop {
            if let Some(end) = self.unread.iter().position(|byte| *byte == b'\n') {
                let mut line: Vec<u8> = self.unread.drain(..=end).collect();
                line.truncate(line.trim_ascii_end().len());
                return Ok(line);
            }
            if self.unread.len() > MAX_LINE {
                return Err(WireError::Garbled);
            }
            if self.stream.read_buf(&mut self.unread).await? == 0 {
                return Err(io::Error::from(io::ErrorKind::UnexpectedEof).into());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn answered(said: &[u8]) -> Result<Answer, WireError> {
        let (ours, mut theirs) = tokio::io::duplex(1 << 20);
        theirs.write_all(said).await.unwrap();
        drop(theirs);
        Wire::new(ours).answer().await
    }

    #[tokio::test]
    async fn an_answer_of_many_lines_is_read_to_its_last() {
        let answer = answered(b"250-mail.example.com\r\n250-   \r\n250 SIZE 10\r\n")
            .await
            .unwrap();
        assert_eq!(answer.lines, ["mail.example.com", "", "SIZE 10"]);
        assert_eq!(answer.reply.code, 250);
    }

    #[tokio::test]
    async fn a_server_that_repeats_a_secret_is_not_quoted_with_it() {
        let (ours, mut theirs) = tokio::io::duplex(1 << 20);
        let words = format!("421-{} hunter2\r\n421 no hunter2\r\n", "x".repeat(390));
        theirs.write_all(words.as_bytes()).await.unwrap();
        let mut wire = Wire::new(ours);
        wire.hide(["hunter2".to_owned(), String::new()]);
        let answer = wire.answer().await.unwrap();
        assert!(!format!("{answer:?}").contains("hunter"), "{answer:?}");
    }

    #[tokio::test]
    async fn what_is_no_smtp_is_said_to_be_garbled() {
        for said in [
            b"HTTP/1.1 400 Bad Request\r\n".as_slice(),
            b"\xff\xfe\r\n",
            b"\x16\x03\x01\n",
        ] {
            assert!(matches!(answered(said).await, Err(WireError::Garbled)));
        }
    }

    #[tokio::test]
    async fn an_answer_without_end_is_given_up() {
        let line = [b'2'; MAX_LINE + 10];
        assert!(matches!(answered(&line).await, Err(WireError::Garbled)));
        let lines = b"250-x\r\n".repeat(MAX_REPLY / 4);
        assert!(matches!(answered(&lines).await, Err(WireError::Garbled)));
    }

    #[tokio::test]
    async fn an_answer_that_breaks_off_is_lost() {
        for said in [b"".as_slice(), b"250-half\r\n", b"250 ha"] {
            assert!(matches!(answered(said).await, Err(WireError::Lost(_))));
        }
    }
}
