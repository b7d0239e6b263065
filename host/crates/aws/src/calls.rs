//! How calls are made: bounded in number and time, counted, cancelled, and told to the books.

use std::error::Error;
use std::future::Future;
use std::sync::Arc;

use aws_smithy_async::future::pagination_stream::PaginationStream;
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::client::result::SdkError;
use aws_smithy_types::error::metadata::ProvideErrorMetadata;
use futures_util::StreamExt as _;
use futures_util::stream::{self, Stream};
use opencite_bindings::Pages;
use opencite_bindings::aws::types::{AwsError, Fault};
use tokio::sync::{Semaphore, mpsc};
use tokio::task::AbortHandle;
use tokio_util::sync::CancellationToken;

use crate::classify::classify;
use crate::into_wit::IntoWit;
use crate::ledger::Ledger;
use crate::session::unit_error;

/// The most pages of one listing: at 1,000 items a page, more than any quota of AWS allows to exist.
const MAX_PAGES: usize = 10_000;

/// The most descriptions that one batch may ask for.
const MAX_BATCH: usize = 10_000;

/// Descriptions of one batch that are under way at once. The scan's own bound on requests holds as well.
const FAN_OUT: usize = 16;

/// The calls of one unit.
#[derive(Clone)]
pub(crate) struct Calls {
    ledger: Ledger,
    requests: Arc<Semaphore>,
    cancelled: CancellationToken,
}

impl Calls {
    pub(crate) fn new(
        ledger: Ledger,
        requests: Arc<Semaphore>,
        cancelled: CancellationToken,
    ) -> Self {
        Self {
            ledger,
            requests,
            cancelled,
        }
    }

    /// One call with one answer.
    pub(crate) async fn one<O, D, E>(
        &self,
        operation: &'static str,
        call: impl Future<Output = Result<O, SdkError<E, HttpResponse>>>,
    ) -> Result<D, AwsError>
    where
        O: IntoWit<D>,
        E: ProvideErrorMetadata + Error + 'static,
    {
        let answer = self.send(operation, call).await.map(IntoWit::into_wit);
        self.tell(operation, answer)
    }

    /// The same call for each id, many at once, answered in the order of the ids.
    pub(crate) async fn each<I, O, D, E, F>(
        &self,
        operation: &'static str,
        ids: Vec<I>,
        call: impl Fn(I) -> F,
    ) -> Vec<Result<D, AwsError>>
    where
        F: Future<Output = Result<O, SdkError<E, HttpResponse>>>,
        O: IntoWit<D>,
        E: ProvideErrorMetadata + Error + 'static,
    {
        if ids.len() > MAX_BATCH {
            let limit = || AwsError::Limit(format!("{MAX_BATCH} descriptions in one batch"));
            return ids
                .iter()
                .map(|_| self.tell(operation, Err(limit())))
                .collect();
        }
        let answers: Vec<_> = stream::iter(ids)
            .map(|id| self.send(operation, call(id)))
            .buffered(FAN_OUT)
            .map(|answer| answer.map(IntoWit::into_wit))
            .collect()
            .await;
        answers
            .into_iter()
            .map(|answer| self.tell(operation, answer))
            .collect()
    }

    /// A listing that reads one page ahead of whoever turns the pages.
    pub(crate) fn listing<O, T, E>(
        &self,
        operation: &'static str,
        pages: PaginationStream<Result<O, SdkError<E, HttpResponse>>>,
        items: fn(O) -> (Vec<T>, Option<String>),
    ) -> Pages<T>
    where
        O: Send + 'static,
        T: Send + 'static,
        E: ProvideErrorMetadata + Error + Send + 'static,
    {
        self.ledger.open(operation);
        // The channel holds one page; the reader waits with the next one in hand only after that one is taken.
        let (sender, receiver) = mpsc::channel(1);
        let calls = self.clone();
        let reading = async move { calls.read_pages(operation, pages, items, sender).await };
        let reader = Reader(tokio::spawn(reading).abort_handle());
        Pages::new(self.clone().booked(operation, receiver, reader))
    }

    async fn read_pages<O, T, E>(
        &self,
        operation: &'static str,
        mut pages: PaginationStream<Result<O, SdkError<E, HttpResponse>>>,
        items: fn(O) -> (Vec<T>, Option<String>),
        sender: mpsc::Sender<Result<Vec<T>, AwsError>>,
    ) where
        E: ProvideErrorMetadata + Error + 'static,
    {
        let mut more = false;
        for page in 0.. {
            let answer = match self.turn(operation, &mut pages, page).await {
                Some(answer) => answer.map(items),
                // The SDK ends a listing when AWS gives the same token twice: there is more that nobody can have.
                None if more => Err(same_token(operation)),
                None => return,
            };
            more = matches!(&answer, Ok((_, Some(token))) if !token.is_empty());
            let ended = answer.is_err();
            let read = sender
                .send(answer.map(|(items, _token)| items))
                .await
                .is_ok();
            if ended || !read {
                return;
            }
        }
    }

    async fn turn<O, E>(
        &self,
        operation: &'static str,
        pages: &mut PaginationStream<Result<O, SdkError<E, HttpResponse>>>,
        page: usize,
    ) -> Option<Result<O, AwsError>>
    where
        E: ProvideErrorMetadata + Error + 'static,
    {
        if page == MAX_PAGES {
            return Some(Err(AwsError::Limit(format!(
                "{MAX_PAGES} pages of one listing"
            ))));
        }
        self.send(operation, async { pages.next().await.transpose() })
            .await
            .transpose()
    }

    /// The pages as they come, with the end or the error of the listing told to the books when it is read.
    fn booked<T: Send + 'static>(
        self,
        operation: &'static str,
        receiver: mpsc::Receiver<Result<Vec<T>, AwsError>>,
        reader: Reader,
    ) -> impl Stream<Item = Result<Vec<T>, AwsError>> + Send + 'static {
        let listing = (self, receiver, reader);
        stream::unfold(listing, move |(calls, mut receiver, reader)| async move {
            let page = receiver.recv().await;
            match page {
                Some(Ok(page)) => Some((Ok(page), (calls, receiver, reader))),
                Some(Err(error)) => {
                    calls.ledger.close(operation);
                    Some((calls.tell(operation, Err(error)), (calls, receiver, reader)))
                }
                None => {
                    calls.ledger.close(operation);
                    None
                }
            }
        })
    }

    /// Sends one call as soon as the scan has room for it, unless the scan is cancelled first.
    async fn send<O, E>(
        &self,
        operation: &'static str,
        call: impl Future<Output = Result<O, SdkError<E, HttpResponse>>>,
    ) -> Result<O, AwsError>
    where
        E: ProvideErrorMetadata + Error + 'static,
    {
        let metered = async {
            let _permit = self
                .requests
                .acquire()
                .await
                .map_err(|_closed| AwsError::Cancelled)?;
            let (answer, attempts) = crate::meter::metered(call).await;
            self.ledger.count(attempts);
            answer.map_err(|error| classify(operation, attempts, &error))
        };
        self.cancelled
            .run_until_cancelled(metered)
            .await
            .unwrap_or(Err(AwsError::Cancelled))
    }

    fn tell<D>(&self, operation: &str, answer: Result<D, AwsError>) -> Result<D, AwsError> {
        answer.inspect_err(|error| self.ledger.fail(unit_error(operation, error)))
    }
}

/// Reads a listing ahead, until nobody turns its pages any more: a plugin may begin any number and drop them.
struct Reader(AbortHandle);

impl Drop for Reader {
    fn drop(&mut self) {
        self.0.abort();
    }
}

fn same_token(operation: &str) -> AwsError {
    AwsError::MalformedResponse(Fault {
        operation: operation.to_owned(),
        code: None,
        message: "the listing gives the same page for ever".to_owned(),
        request_id: None,
        attempts: 1,
        retryable: false,
    })
}
