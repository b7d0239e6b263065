//! A listing under way.

use std::fmt;

use futures_util::StreamExt as _;
use futures_util::stream::{BoxStream, Stream};

use crate::aws::types::AwsError;

/// The pages of one listing, in order: what stands behind every `*-pages` resource of the WIT.
///
/// Ends for good after the last page or the first error.
pub struct Pages<T> {
    stream: BoxStream<'static, Result<Vec<T>, AwsError>>,
    ended: bool,
}

impl<T> Pages<T> {
    pub fn new(stream: impl Stream<Item = Result<Vec<T>, AwsError>> + Send + 'static) -> Self {
        Self {
            stream: stream.boxed(),
            ended: false,
        }
    }

    /// The next page; `Ok(None)` after the last one, and after an error.
    ///
    /// # Errors
    ///
    /// The error that ended the listing, once.
    pub async fn next(&mut self) -> Result<Option<Vec<T>>, AwsError> {
        if self.ended {
            return Ok(None);
        }
        let page = self.stream.next().await.transpose();
        self.ended = !matches!(page, Ok(Some(_)));
        page
    }
}

impl<T> fmt::Debug for Pages<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages")
            .field("ended", &self.ended)
            .finish_non_exhaustive()
    }
}
