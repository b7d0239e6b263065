//! The bodies of answers: whole, or in drops for a fault.

use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use http_body_util::{BodyExt as _, Full};
use hyper::body::{Body, Frame};
use tokio::time::{Sleep, sleep};

/// The body of any answer.
pub(crate) type AnswerBody = http_body_util::combinators::UnsyncBoxBody<Bytes, Infallible>;

/// How long a slow body waits before each drop.
const DROP_INTERVAL: Duration = Duration::from_millis(200);

/// How many bytes a drop has: far below what a client takes for a stalled download.
const DROP_BYTES: usize = 1;

/// A body that is sent at once.
pub(crate) fn whole(bytes: Bytes) -> AnswerBody {
    Full::from(bytes).boxed_unsync()
}

/// A body that comes a byte at a time.
pub(crate) fn slow(bytes: Bytes) -> AnswerBody {
    SlowBody {
        left: bytes,
        wait: Box::pin(sleep(DROP_INTERVAL)),
    }
    .boxed_unsync()
}

struct SlowBody {
    left: Bytes,
    wait: Pin<Box<Sleep>>,
}

impl Body for SlowBody {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        if self.left.is_empty() {
            return Poll::Ready(None);
        }
        ready!(self.wait.as_mut().poll(cx));
        self.wait = Box::pin(sleep(DROP_INTERVAL));
        let size = DROP_BYTES.min(self.left.len());
        Poll::Ready(Some(Ok(Frame::data(self.left.split_to(size)))))
    }
}
