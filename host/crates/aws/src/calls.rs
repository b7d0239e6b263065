//! How calls are made: bounded in number and time, paced, counted, cancelled, asked once, and told to the books.

mod by_token;
#[cfg(test)]
mod tests;

use std::error::Error;
use std::future::Future;
use std::pin::pin;
use std::sync::Arc;

use aws_smithy_async::future::pagination_stream::PaginationStream;
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::client::result::SdkError;
use aws_smithy_types::error::metadata::ProvideErrorMetadata;
use futures_util::future::BoxFuture;
use futures_util::stream::{self, BoxStream, Stream};
use futures_util::{FutureExt as _, StreamExt as _};
use opencite_bindings::Pages;
use opencite_bindings::aws::types::{AwsError, Fault};
use serde::Serialize;
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;

use crate::answers::{Question, Turned};
use crate::classify::classify;
use crate::connection::Shared;
use crate::grant::Grant;
use crate::into_wit::IntoWit;
use crate::ledger::Ledger;
use crate::meter::metered;
use crate::session::unit_error;
use crate::tape::{Answer, Recorded, Tape};
use crate::weighed::{MAX_BATCH_BYTES, Room, Weighed, too_much};

pub(crate) use by_token::by_token;

/// The most pages of one listing: at 100 items a page, more than any quota of AWS allows to exist.
const MAX_PAGES: usize = 10_000;

/// The most descriptions that one batch may ask for.
const MAX_BATCH: usize = 10_000;

/// The most pages of one of many listings that are asked for as a whole.
const MAX_CHILD_PAGES: usize = 100;

/// Descriptions of one batch that are under way at once: most pages have 100 items, which are two rounds. The scan's own
/// bound on requests holds as well.
const FAN_OUT: usize = 50;

/// What makes one page of a listing: its items, and the token of the next page where there is one.
type Items<O, T> = fn(O) -> (Vec<T>, Option<String>);

/// What the SDK turns the pages of.
type SdkPages<O, E> = PaginationStream<Result<O, SdkError<E, HttpResponse>>>;

/// The calls of one unit.
#[derive(Clone)]
pub(crate) struct Calls {
    shared: Arc<Shared>,
    ledger: Ledger,
    requests: Arc<Semaphore>,
    cancelled: CancellationToken,
    grant: Grant,
    tape: Tape,
}

impl Calls {
    pub(crate) fn new(
        shared: Arc<Shared>,
        ledger: Ledger,
        requests: Arc<Semaphore>,
        cancelled: CancellationToken,
        grant: Grant,
        tape: Tape,
    ) -> Self {
        Self {
            shared,
            ledger,
            requests,
            cancelled,
            grant,
            tape,
        }
    }

    /// One call that nothing is asked with, with one answer.
    pub(crate) async fn one<O, D, E>(
        &self,
        operation: &'static str,
        call: impl Future<Output = Result<O, SdkError<E, HttpResponse>>>,
    ) -> Result<D, AwsError>
    where
        O: IntoWit<D>,
        D: Answer,
        E: ProvideErrorMetadata + Error + 'static,
    {
        let sent = async { Ok(self.send(operation, call).await?.answer.into_wit()) };
        self.whole(operation, (), sent).await
    }

    /// The same call for each id, many at once, answered in the order of the ids.
    pub(crate) async fn each<I, O, D, E, F>(
        &self,
        operation: &'static str,
        ids: Vec<I>,
        call: impl Fn(I) -> F,
    ) -> Vec<Result<D, AwsError>>
    where
        I: Serialize,
        F: Future<Output = Result<O, SdkError<E, HttpResponse>>> + Send + 'static,
        O: IntoWit<D> + Send,
        D: Answer + Clone + Send + Sync + 'static,
        E: ProvideErrorMetadata + Error + Send + 'static,
    {
        self.answer_all(operation, ids, |id| {
            let question = Question::of(operation, &id);
            let (calls, call) = (self.clone(), call(id));
            let sent = async move {
                let sent = calls.send(operation, call).await?;
                Ok(sent.map(IntoWit::into_wit))
            };
            self.shared.answers.of(question, sent)
        })
        .await
    }

    /// The same listing for each parent, many at once, each read to its end, answered in the order of the parents.
    pub(crate) async fn each_listing<I, O, T, E>(
        &self,
        operation: &'static str,
        parents: Vec<I>,
        list: impl Fn(I) -> SdkPages<O, E>,
        items: Items<O, T>,
    ) -> Vec<Result<Vec<T>, AwsError>>
    where
        I: Serialize,
        O: Send + 'static,
        T: Answer + Clone + Send + Sync + 'static,
        E: ProvideErrorMetadata + Error + Send + 'static,
    {
        self.answer_all(operation, parents, |parent| {
            let question = Question::of(operation, &parent);
            let (calls, pages) = (self.clone(), list(parent));
            let read = async move { calls.read_all(operation, pages, items).await };
            self.shared.answers.of(question, read)
        })
        .await
    }

    /// A listing, read to its end. `asked` is what the listing is asked with.
    pub(crate) async fn whole_listing<O, T, E>(
        &self,
        operation: &'static str,
        asked: impl Serialize,
        pages: SdkPages<O, E>,
        items: Items<O, T>,
    ) -> Result<Vec<T>, AwsError>
    where
        O: Send + 'static,
        T: Answer + Send + 'static,
        E: ProvideErrorMetadata + Error + Send + 'static,
    {
        let read = async { Ok(self.read_all(operation, pages, items).await?.answer) };
        self.whole(operation, asked, read).await
    }

    /// One answer: of AWS, if it may be asked, or of the tape.
    async fn whole<D: Answer>(
        &self,
        operation: &'static str,
        asked: impl Serialize,
        answer: impl Future<Output = Result<D, AwsError>>,
    ) -> Result<D, AwsError> {
        if let Err(refused) = self.grant.check(operation) {
            return self.tell(operation, Err(refused));
        }
        let answer = match self.tape.recorded() {
            Some(recorded) => recorded.take(operation, &asked),
            None => answer.await,
        };
        self.tape.record(operation, &asked, &answer);
        self.tell(operation, answer)
    }

    async fn answer_all<I, D, F>(
        &self,
        operation: &'static str,
        ids: Vec<I>,
        answer: impl Fn(I) -> F,
    ) -> Vec<Result<D, AwsError>>
    where
        I: Serialize,
        D: Answer,
        F: Future<Output = Result<Weighed<D>, AwsError>>,
    {
        if let Err(refused) = self.may_ask(operation, ids.len()) {
            return self.refuse_all(operation, ids.len(), &refused);
        }
        if let Some(recorded) = self.tape.recorded() {
            let answers = ids.iter().map(|id| recorded.take(operation, id));
            return answers.map(|answer| self.tell(operation, answer)).collect();
        }
        let asked = self.tape.asked(&ids);
        let answers = gather(ids, answer).await;
        for (asked, answer) in asked.iter().zip(&answers) {
            self.tape.record(operation, asked, answer);
        }
        answers
            .into_iter()
            .map(|answer| self.tell(operation, answer))
            .collect()
    }

    /// Whether the operation may be asked for so many things in one batch.
    pub(crate) fn may_ask(&self, operation: &str, ids: usize) -> Result<(), AwsError> {
        self.grant.check(operation)?;
        if ids > MAX_BATCH {
            let limit = format!("{MAX_BATCH} descriptions in one batch");
            return Err(AwsError::Limit(limit));
        }
        Ok(())
    }

    /// Answers a call that is not made, and tells it to the books.
    pub(crate) fn refuse(&self, operation: &str, refused: AwsError) -> AwsError {
        self.ledger.fail(unit_error(operation, &refused));
        refused
    }

    /// Answers a batch that is not asked. Of one that is too large, only as much is answered as a batch may have: an
    /// answer takes a hundred times the room that a question took.
    pub(crate) fn refuse_all<D>(
        &self,
        operation: &str,
        asked: usize,
        refused: &AwsError,
    ) -> Vec<Result<D, AwsError>> {
        (0..asked.min(MAX_BATCH))
            .map(|_| Err(self.refuse(operation, refused.clone())))
            .collect()
    }

    async fn read_all<O, T, E>(
        &self,
        operation: &'static str,
        pages: SdkPages<O, E>,
        items: Items<O, T>,
    ) -> Result<Weighed<Vec<T>>, AwsError>
    where
        O: Send + 'static,
        T: Send + 'static,
        E: ProvideErrorMetadata + Error + Send + 'static,
    {
        let mut all = Weighed::<Vec<T>>::default();
        let mut next = self.clone().turn(Turn::first(operation, pages, items));
        for _page in 0..MAX_CHILD_PAGES {
            let Some(turned) = next.await else {
                return Ok(all);
            };
            all.answer.extend(turned.page?);
            all.bytes += turned.bytes;
            if all.bytes > MAX_BATCH_BYTES {
                return Err(too_much());
            }
            next = turned.next;
        }
        Err(AwsError::Limit(format!(
            "{MAX_CHILD_PAGES} pages of one of many listings"
        )))
    }

    /// A listing that reads one page ahead of whoever turns the pages. `asked` is what the listing is asked with.
    pub(crate) fn listing<O, T, E>(
        &self,
        operation: &'static str,
        asked: impl Serialize + Send + 'static,
        pages: SdkPages<O, E>,
        items: Items<O, T>,
    ) -> Pages<T>
    where
        O: Send + 'static,
        T: Answer + Clone + Send + Sync + 'static,
        E: ProvideErrorMetadata + Error + Send + 'static,
    {
        self.ledger.open(operation);
        let pages = match (self.grant.check(operation), self.tape.recorded()) {
            (Err(refused), _) => {
                let refused = stream::once(std::future::ready(Err(refused)));
                return Pages::new(self.clone().booked(operation, refused));
            }
            (Ok(()), Some(recorded)) => recorded_pages(recorded.clone(), operation, asked),
            (Ok(()), None) => {
                let turn = self.clone().turn(Turn::first(operation, pages, items));
                let question = Question::of(operation, &asked);
                let pages = self.shared.answers.listing(question, turn);
                written_down(self.tape.clone(), operation, asked, pages.boxed())
            }
        };
        Pages::new(self.clone().booked(operation, pages))
    }

    /// Reads one page, and makes ready to read the next.
    fn turn<O, T, E>(self, mut turn: Turn<O, T, E>) -> BoxFuture<'static, Option<Turned<T>>>
    where
        O: Send + 'static,
        T: Send + 'static,
        E: ProvideErrorMetadata + Error + Send + 'static,
    {
        async move {
            if turn.ended {
                return None;
            }
            let mut bytes = 0;
            let answer = match self.read_page(&mut turn).await {
                Some(answer) => answer.map(|page| {
                    bytes = page.bytes;
                    (turn.items)(page.answer)
                }),
                // The SDK ends a listing when AWS gives the same token twice: there is more that nobody can have.
                None if turn.more => Err(same_token(turn.operation)),
                None => return None,
            };
            turn.more = matches!(&answer, Ok((_, Some(token))) if !token.is_empty());
            turn.ended = answer.is_err();
            turn.page += 1;
            Some(Turned {
                page: answer.map(|(items, _token)| items),
                bytes,
                next: self.turn(turn),
            })
        }
        .boxed()
    }

    async fn read_page<O, T, E>(
        &self,
        turn: &mut Turn<O, T, E>,
    ) -> Option<Result<Weighed<O>, AwsError>>
    where
        E: ProvideErrorMetadata + Error + 'static,
    {
        if turn.page == MAX_PAGES {
            return Some(Err(AwsError::Limit(format!(
                "{MAX_PAGES} pages of one listing"
            ))));
        }
        let sent = self.send(turn.operation, async {
            turn.pages.next().await.transpose()
        });
        let Weighed { answer, bytes } = match sent.await {
            Ok(sent) => sent,
            Err(error) => return Some(Err(error)),
        };
        answer.map(|answer| Ok(Weighed { answer, bytes }))
    }

    /// The pages as they come, with the end or the error of the listing told to the books when it is read.
    fn booked<T: Send + 'static>(
        self,
        operation: &'static str,
        pages: impl Stream<Item = Result<Vec<T>, AwsError>> + Send + 'static,
    ) -> impl Stream<Item = Result<Vec<T>, AwsError>> + Send + 'static {
        stream::unfold(
            (self, pages.boxed()),
            move |(calls, mut pages)| async move {
                let page = pages.next().await;
                if !matches!(page, Some(Ok(_))) {
                    calls.ledger.close(operation);
                }
                let page = page?;
                Some((calls.tell(operation, page), (calls, pages)))
            },
        )
    }

    /// Sends one call as soon as its rate and the scan have room for it, unless the scan is cancelled first.
    async fn send<O, E>(
        &self,
        operation: &'static str,
        call: impl Future<Output = Result<O, SdkError<E, HttpResponse>>>,
    ) -> Result<Weighed<O>, AwsError>
    where
        E: ProvideErrorMetadata + Error + 'static,
    {
        let metered = async {
            let budget = &self.shared.budget;
            budget.turn(operation).await;
            let _permit = self
                .requests
                .acquire()
                .await
                .map_err(|_closed| AwsError::Cancelled)?;
            let (answer, readings) = metered(call).await;
            self.ledger.count(readings.attempts);
            budget.settle(operation, readings.attempts, readings.throttled);
            let bytes = readings.bytes;
            answer
                .map(|answer| Weighed { answer, bytes })
                .map_err(|error| classify(operation, readings.attempts, &error))
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

/// The answers to a batch, in its order, as far as there is room for them.
async fn gather<I, D, F>(ids: Vec<I>, answer: impl Fn(I) -> F) -> Vec<Result<D, AwsError>>
where
    F: Future<Output = Result<Weighed<D>, AwsError>>,
{
    let asked = ids.len();
    let mut room = Room::of_batch();
    let mut answers = Vec::with_capacity(asked);
    let mut coming = pin!(stream::iter(ids).map(answer).buffered(FAN_OUT));
    while let Some(answer) = coming.next().await {
        answers.push(answer.and_then(|weighed| room.take(weighed)));
        if room.is_full() {
            break;
        }
    }
    answers.resize_with(asked, || Err(too_much()));
    answers
}

/// The pages of a listing as they were written down.
fn recorded_pages<T: Answer + Send + 'static>(
    recorded: Recorded,
    operation: &'static str,
    asked: impl Serialize + Send + 'static,
) -> BoxStream<'static, Result<Vec<T>, AwsError>> {
    stream::iter(std::iter::from_fn(move || {
        let page: Result<Option<Vec<T>>, _> = recorded.take(operation, &asked);
        page.transpose()
    }))
    .boxed()
}

/// The pages of a listing, each written down when it is read, and the end as well.
fn written_down<T: Answer + Send + 'static>(
    tape: Tape,
    operation: &'static str,
    asked: impl Serialize + Send + 'static,
    pages: BoxStream<'static, Result<Vec<T>, AwsError>>,
) -> BoxStream<'static, Result<Vec<T>, AwsError>> {
    if !tape.is_recording() {
        return pages;
    }
    stream::unfold((pages, asked), move |(mut pages, asked)| {
        let tape = tape.clone();
        async move {
            let page = pages.next().await.transpose();
            tape.record(operation, &asked, &page);
            Some((page.transpose()?, (pages, asked)))
        }
    })
    .boxed()
}

/// A listing between two pages.
struct Turn<O, T, E> {
    operation: &'static str,
    pages: SdkPages<O, E>,
    items: Items<O, T>,
    /// How many pages have been read.
    page: usize,
    /// Whether AWS has said that there is another page.
    more: bool,
    ended: bool,
}

impl<O, T, E> Turn<O, T, E> {
    fn first(operation: &'static str, pages: SdkPages<O, E>, items: Items<O, T>) -> Self {
        Self {
            operation,
            pages,
            items,
            page: 0,
            more: false,
            ended: false,
        }
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
