//! What a protocol is spoken over.

use tokio::io::{AsyncRead, AsyncWrite};

/// Anything that a protocol is spoken over: a connection, secure or not, or a test's end of a pipe.
pub trait Duplex: AsyncRead + AsyncWrite + Send + Unpin {}

impl<T: AsyncRead + AsyncWrite + Send + Unpin> Duplex for T {}
