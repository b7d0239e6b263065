//! The same question is asked once, whoever asks.
//!
//! Plugins and units often want the same thing at the same time: an endpoint's unit and that of the configurations both
//! describe the configuration. The first to ask sends the request, and the ledger of its unit counts it; the others get
//! a copy. What was answered is kept for a while, within bounds; what failed is not.

use std::any::Any;
use std::collections::{HashMap, VecDeque};
use std::future::Future;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use futures_util::FutureExt as _;
use futures_util::future::{BoxFuture, Shared};
use futures_util::stream::{self, Stream};
use opencite_bindings::aws::types::AwsError;
use opencite_core::ContentHash;
use serde::Serialize;
use tokio::task::AbortHandle;

use crate::weighed::Weighed;

/// Answers to single calls that are kept: enough for two units that walk the same listing side by side.
const MAX_ANSWERS: usize = 1_024;

/// Listings that are kept from their first page on.
const MAX_LISTINGS: usize = 64;

/// A listing with more pages than this is not kept: it would be held in memory for those who may never come.
const MAX_KEPT_PAGES: usize = 16;

/// The bytes of AWS's that kept answers were made of, and those of kept listings, in one account and region: what is made
/// of them takes several times as much memory.
const MAX_BYTES: usize = 8 * 1024 * 1024;

/// A question: the operation, and a digest of what it is asked with. What a plugin asks with may be long, and many
/// questions are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Question {
    operation: &'static str,
    asked: ContentHash,
}

impl Question {
    pub(crate) fn of(operation: &'static str, asked: &impl Serialize) -> Self {
        // What is asked comes from the WIT: nothing in it cannot be written as JSON.
        let asked = serde_json::to_vec(asked).expect("records of the WIT are JSON");
        let asked = ContentHash::of_bytes(&asked);
        Self { operation, asked }
    }
}

/// An answer, whatever its type is, on its way or there.
type Flight = Shared<BoxFuture<'static, Result<Arc<dyn Any + Send + Sync>, AwsError>>>;

/// What is being asked and was answered in one account and region.
#[derive(Default)]
pub(crate) struct Answers {
    calls: Mutex<Kept<Flight>>,
    listings: Mutex<Kept<Arc<dyn Any + Send + Sync>>>,
}

/// The newest entries by question.
struct Kept<T> {
    entries: HashMap<Question, Entry<T>>,
    order: VecDeque<Question>,
    /// Of all entries.
    bytes: usize,
}

struct Entry<T> {
    value: T,
    /// As far as it has been answered.
    bytes: usize,
}

impl<T> Default for Kept<T> {
    fn default() -> Self {
        Self {
            entries: HashMap::new(),
            order: VecDeque::new(),
            bytes: 0,
        }
    }
}

impl<T: Clone> Kept<T> {
    fn get_or_insert(&mut self, question: Question, limit: usize, make: impl FnOnce() -> T) -> T {
        if let Some(entry) = self.entries.get(&question) {
            return entry.value.clone();
        }
        let value = make();
        let entry = Entry {
            value: value.clone(),
            bytes: 0,
        };
        self.entries.insert(question, entry);
        self.order.push_back(question);
        if self.order.len() > limit {
            self.forget_oldest();
        }
        value
    }

    /// Tells that the answer to a question is made of so many bytes. The oldest are forgotten when all are too many.
    fn weigh(&mut self, question: &Question, bytes: usize) {
        let Some(entry) = self.entries.get_mut(question) else {
            return;
        };
        self.bytes += bytes;
        self.bytes -= std::mem::replace(&mut entry.bytes, bytes);
        while self.bytes > MAX_BYTES && !self.order.is_empty() {
            self.forget_oldest();
        }
    }

    fn forget_oldest(&mut self) {
        if let Some(oldest) = self.order.pop_front() {
            self.remove(&oldest);
        }
    }

    fn forget(&mut self, question: &Question) {
        if self.remove(question) {
            self.order.retain(|kept| kept != question);
        }
    }

    fn remove(&mut self, question: &Question) -> bool {
        let removed = self.entries.remove(question);
        self.bytes -= removed.as_ref().map_or(0, |entry| entry.bytes);
        removed.is_some()
    }
}

impl Answers {
    /// The answer to a question: of whoever asked it first, or else of `call`.
    pub(crate) async fn of<D>(
        &self,
        question: Question,
        call: impl Future<Output = Result<Weighed<D>, AwsError>> + Send + 'static,
    ) -> Result<Weighed<D>, AwsError>
    where
        D: Clone + Send + Sync + 'static,
    {
        let flight = locked(&self.calls).get_or_insert(question, MAX_ANSWERS, || {
            call.map(|answer| answer.map(|answer| Arc::new(answer) as Arc<dyn Any + Send + Sync>))
                .boxed()
                .shared()
        });
        let answer = flight.await;
        match answer {
            Ok(answer) => {
                let weighed = answer
                    .downcast_ref::<Weighed<D>>()
                    .expect("an operation has one type of answer");
                locked(&self.calls).weigh(&question, weighed.bytes);
                Ok(weighed.clone())
            }
            Err(error) => {
                locked(&self.calls).forget(&question);
                Err(error)
            }
        }
    }

    /// The pages of a listing, from the first on: of whoever began it first, or else of `pages`.
    pub(crate) fn listing<T>(
        self: &Arc<Self>,
        question: Question,
        pages: BoxFuture<'static, Option<Turned<T>>>,
    ) -> impl Stream<Item = Result<Vec<T>, AwsError>> + Send + use<T>
    where
        T: Clone + Send + Sync + 'static,
    {
        let first = locked(&self.listings).get_or_insert(question, MAX_LISTINGS, || {
            Arc::new(leaf(Arc::clone(self), question, pages, Read::default()))
        });
        let first = first
            .downcast_ref::<Leaf<T>>()
            .expect("an operation lists one type of items")
            .clone();
        stream::unfold(Reader::at(first), Reader::turn)
    }
}

impl Answers {
    /// Forgets all: nobody will ask any more.
    pub(crate) fn forget_all(&self) {
        // What is dropped may look at what is kept: not while it is locked.
        let calls = std::mem::take(&mut *locked(&self.calls));
        let listings = std::mem::take(&mut *locked(&self.listings));
        drop((calls, listings));
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // Every change is whole before the lock is given back.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A page that has been read, and the reading of the next one.
pub(crate) struct Turned<T> {
    pub(crate) page: Result<Vec<T>, AwsError>,
    /// The bytes of AWS's that the page was made of.
    pub(crate) bytes: usize,
    pub(crate) next: BoxFuture<'static, Option<Self>>,
}

/// A page on its way or there; after the last, none.
type Leaf<T> = Shared<BoxFuture<'static, Option<Arc<Page<T>>>>>;

/// A page with the way to the next one. Whoever has turned it need not keep it.
struct Page<T> {
    items: Result<Vec<T>, AwsError>,
    /// There until the page is dropped.
    next: Option<Leaf<T>>,
}

/// Drops the pages behind this one that nobody else holds, one after the other: each within the last, ten thousand of
/// them take more than a stack.
impl<T> Drop for Page<T> {
    fn drop(&mut self) {
        let mut next = self.next.take();
        while let Some(leaf) = next {
            let page = leaf.peek().cloned().flatten();
            drop(leaf);
            next = page
                .and_then(Arc::into_inner)
                .and_then(|mut page| page.next.take());
        }
    }
}

/// What was read of a listing.
#[derive(Clone, Copy, Default)]
struct Read {
    pages: usize,
    bytes: usize,
}

impl Read {
    fn and(self, bytes: usize) -> Self {
        Self {
            pages: self.pages + 1,
            bytes: self.bytes + bytes,
        }
    }
}

fn leaf<T: Send + Sync + 'static>(
    answers: Arc<Answers>,
    question: Question,
    turn: BoxFuture<'static, Option<Turned<T>>>,
    before: Read,
) -> Leaf<T> {
    let read = async move {
        let turned = turn.await?;
        let read = before.and(turned.bytes);
        {
            let mut listings = locked(&answers.listings);
            listings.weigh(&question, read.bytes);
            if turned.page.is_err() || before.pages == MAX_KEPT_PAGES {
                listings.forget(&question);
            }
        }
        Some(Arc::new(Page {
            items: turned.page,
            next: Some(leaf(answers, question, turned.next, read)),
        }))
    };
    read.boxed().shared()
}

/// Reads a listing one page ahead, until nobody turns its pages any more: a plugin may begin any number and drop them.
struct Reader<T> {
    next: Leaf<T>,
    ahead: AbortHandle,
}

impl<T: Clone + Send + Sync + 'static> Reader<T> {
    fn at(next: Leaf<T>) -> Self {
        // Another reader of the same listing polls the page itself: it does not need this task to go on.
        let ahead = tokio::spawn(next.clone().map(drop)).abort_handle();
        Self { next, ahead }
    }

    async fn turn(self) -> Option<(Result<Vec<T>, AwsError>, Self)> {
        let page = self.next.clone().await?;
        let next = page.next.clone()?;
        Some((page.items.clone(), Self::at(next)))
    }
}

impl<T> Drop for Reader<T> {
    fn drop(&mut self) {
        self.ahead.abort();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use futures_util::StreamExt as _;

    use super::*;

    fn question(key: &str) -> Question {
        Question::of("sagemaker:DescribeModel", &key)
    }

    /// A call that counts how often it is made.
    fn counted(
        calls: &Arc<AtomicUsize>,
        answer: Result<u32, AwsError>,
    ) -> impl Future<Output = Result<Weighed<u32>, AwsError>> + Send + 'static {
        weighing(calls, answer, 0)
    }

    /// The same, with an answer that weighs so many bytes.
    fn weighing(
        calls: &Arc<AtomicUsize>,
        answer: Result<u32, AwsError>,
        bytes: usize,
    ) -> impl Future<Output = Result<Weighed<u32>, AwsError>> + Send + 'static {
        let calls = Arc::clone(calls);
        async move {
            calls.fetch_add(1, Ordering::Relaxed);
            tokio::task::yield_now().await;
            answer.map(|answer| Weighed { answer, bytes })
        }
    }

    fn number(answer: Result<Weighed<u32>, AwsError>) -> Option<u32> {
        Some(answer.ok()?.answer)
    }

    #[tokio::test]
    async fn the_same_question_is_asked_once() {
        let (answers, calls) = (Answers::default(), Arc::new(AtomicUsize::new(0)));
        let (one, other) = tokio::join!(
            answers.of(question("a"), counted(&calls, Ok(1))),
            answers.of(question("a"), counted(&calls, Ok(1))),
        );
        assert_eq!((number(one), number(other)), (Some(1), Some(1)));
        let later = answers.of(question("a"), counted(&calls, Ok(1))).await;
        assert_eq!(number(later), Some(1));
        assert_eq!(calls.load(Ordering::Relaxed), 1);
        let another = answers.of(question("b"), counted(&calls, Ok(2))).await;
        assert_eq!(number(another), Some(2));
        assert_eq!(calls.load(Ordering::Relaxed), 2);
    }

    #[tokio::test]
    async fn what_failed_is_asked_again() {
        let (answers, calls) = (Answers::default(), Arc::new(AtomicUsize::new(0)));
        let failed = answers
            .of(question("a"), counted(&calls, Err(AwsError::Cancelled)))
            .await;
        assert!(failed.is_err());
        let again = answers.of(question("a"), counted(&calls, Ok(1))).await;
        assert_eq!(number(again), Some(1));
        assert_eq!(calls.load(Ordering::Relaxed), 2);
    }

    #[tokio::test]
    async fn only_so_many_answers_are_kept() {
        let (answers, calls) = (Answers::default(), Arc::new(AtomicUsize::new(0)));
        for number in 0..=MAX_ANSWERS {
            let key = question(&number.to_string());
            answers.of(key, counted(&calls, Ok(1))).await.expect("Ok");
        }
        assert_eq!(locked(&answers.calls).entries.len(), MAX_ANSWERS);
        let evicted = answers.of(question("0"), counted(&calls, Ok(1))).await;
        assert_eq!(number(evicted), Some(1));
        assert_eq!(calls.load(Ordering::Relaxed), MAX_ANSWERS + 2);
    }

    #[tokio::test]
    async fn answers_that_weigh_too_much_are_not_kept() {
        let (answers, calls) = (Answers::default(), Arc::new(AtomicUsize::new(0)));
        for key in ["a", "b", "c", "a"] {
            let half = weighing(&calls, Ok(1), MAX_BYTES / 2);
            answers.of(question(key), half).await.expect("Ok");
        }
        assert_eq!(calls.load(Ordering::Relaxed), 4, "the first was forgotten");
        let kept = locked(&answers.calls);
        assert_eq!((kept.entries.len(), kept.bytes), (2, MAX_BYTES / 2 * 2));
    }

    /// A listing of `pages` pages, each with its number, that counts the pages that are read.
    fn pages(
        read: Arc<AtomicUsize>,
        number: usize,
        pages: usize,
    ) -> BoxFuture<'static, Option<Turned<usize>>> {
        async move {
            if number == pages {
                return None;
            }
            read.fetch_add(1, Ordering::Relaxed);
            Some(Turned {
                page: Ok(vec![number]),
                bytes: 0,
                next: self::pages(read, number + 1, pages),
            })
        }
        .boxed()
    }

    async fn all(listing: impl Stream<Item = Result<Vec<usize>, AwsError>>) -> Vec<usize> {
        let pages: Vec<_> = listing.collect().await;
        pages
            .into_iter()
            .flat_map(|page| page.expect("no page fails"))
            .collect()
    }

    #[tokio::test]
    async fn a_listing_is_read_once_by_all_who_want_it() {
        let (answers, read) = (Arc::new(Answers::default()), Arc::new(AtomicUsize::new(0)));
        let listing = || answers.listing(question(""), pages(Arc::clone(&read), 0, 3));
        let (one, other) = tokio::join!(all(listing()), all(listing()));
        assert_eq!((one, other), (vec![0, 1, 2], vec![0, 1, 2]));
        assert_eq!(all(listing()).await, [0, 1, 2]);
        assert_eq!(read.load(Ordering::Relaxed), 3);
    }

    #[tokio::test]
    async fn a_long_listing_is_not_kept() {
        let (answers, read) = (Arc::new(Answers::default()), Arc::new(AtomicUsize::new(0)));
        let listing = || answers.listing(question(""), pages(Arc::clone(&read), 0, 40));
        assert_eq!(all(listing()).await.len(), 40);
        assert_eq!(all(listing()).await.len(), 40);
        assert_eq!(read.load(Ordering::Relaxed), 80);
    }

    #[tokio::test]
    async fn whoever_reads_slowly_may_drop_what_another_has_read() {
        let (answers, read) = (Arc::new(Answers::default()), Arc::new(AtomicUsize::new(0)));
        let listing = || answers.listing(question(""), pages(Arc::clone(&read), 0, 100_000));
        let slow = listing();
        assert_eq!(all(listing()).await.len(), 100_000);
        drop(slow);
    }

    #[tokio::test]
    async fn a_listing_that_is_not_read_to_its_end_does_not_outlive_who_forgets_it() {
        let (answers, read) = (Arc::new(Answers::default()), Arc::new(AtomicUsize::new(0)));
        let mut listing = Box::pin(answers.listing(question(""), pages(read, 0, 40)));
        listing.next().await.expect("a page").expect("no error");
        drop(listing);
        let kept = Arc::downgrade(&answers);
        answers.forget_all();
        drop(answers);
        for _ in 0..100 {
            tokio::task::yield_now().await;
        }
        assert!(kept.upgrade().is_none());
    }

    #[tokio::test]
    async fn a_dropped_reader_stops_reading() {
        let (answers, read) = (Arc::new(Answers::default()), Arc::new(AtomicUsize::new(0)));
        let mut listing = Box::pin(answers.listing(question(""), pages(Arc::clone(&read), 0, 40)));
        listing.next().await.expect("a page").expect("no error");
        drop(listing);
        for _ in 0..100 {
            tokio::task::yield_now().await;
        }
        assert!(read.load(Ordering::Relaxed) <= 2);
    }
}
