//! Listings that the SDK has no paginator for.

use std::future::Future;

use aws_smithy_async::future::pagination_stream::PaginationStream;
use aws_smithy_async::future::pagination_stream::fn_stream::FnStream;
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::client::result::SdkError;

use super::SdkPages;

/// The pages of a listing that the SDK has no paginator for.
pub(crate) fn by_token<O, E, F>(
    ask: impl Fn(Option<String>) -> F + Send + 'static,
    token: fn(&O) -> Option<String>,
) -> SdkPages<O, E>
where
    F: Future<Output = Result<O, SdkError<E, HttpResponse>>> + Send,
    O: Send + 'static,
    E: Send + 'static,
{
    PaginationStream::new(FnStream::new(move |pages| {
        Box::pin(async move {
            let mut next = None;
            loop {
                let page = ask(next.clone()).await;
                let following = page.as_ref().ok().and_then(token);
                let following = following.filter(|token| !token.is_empty());
                // As the SDK's own paginators end.
                let ended = following.is_none() || following == next;
                if pages.send(page).await.is_err() || ended {
                    return;
                }
                next = following;
            }
        })
    }))
}
