use std::sync::atomic::{AtomicUsize, Ordering};

use aws_sdk_sts::operation::get_caller_identity::GetCallerIdentityError;
use opencite_core::IamAction;

use super::*;

const OPERATION: &str = "bedrock:ListCustomModels";

type Answer = Result<usize, SdkError<GetCallerIdentityError, HttpResponse>>;

/// A listing whose every page names another.
fn endless() -> SdkPages<usize, GetCallerIdentityError> {
    let page = |token: Option<String>| async move {
        let number = token.map_or(0, |token| token.parse().expect("it is ours"));
        Answer::Ok(number + 1)
    };
    by_token(page, |number| Some(number.to_string()))
}

/// Calls of a unit that may list.
fn calls() -> Calls {
    let granted = IamAction::new("bedrock", "ListCustomModels");
    Calls::new(
        Arc::default(),
        Ledger::default(),
        Arc::new(Semaphore::new(1)),
        CancellationToken::new(),
        [&granted].into_iter().collect(),
        Tape::Off,
    )
}

#[tokio::test]
async fn a_batch_that_is_too_large_is_not_answered_at_its_length() {
    let calls = calls();
    let ask = |_id| async { Ok::<_, AwsError>(Weighed::<()>::default()) };
    let answers = calls
        .answer_all(OPERATION, vec![(); MAX_BATCH + 5], ask)
        .await;
    assert_eq!(answers.len(), MAX_BATCH);
    assert!(answers.iter().all(Result::is_err));
    let told = calls.ledger.read().first_error.expect("it is in the books");
    assert_eq!(told.message, "10000 descriptions in one batch");
}

#[tokio::test]
async fn a_batch_whose_answers_are_too_large_is_answered_in_part() {
    let calls = calls();
    let asked = AtomicUsize::new(0);
    let ask = |_id| async {
        asked.fetch_add(1, Ordering::Relaxed);
        tokio::task::yield_now().await;
        let bytes = MAX_BATCH_BYTES / 4;
        Ok(Weighed { answer: (), bytes })
    };
    let answers = calls.answer_all(OPERATION, vec![(); 1_000], ask).await;
    let answered: Vec<bool> = answers.iter().map(Result::is_ok).collect();
    assert_eq!(answered.iter().filter(|is_ok| **is_ok).count(), 4);
    assert_eq!(
        (answered.len(), answered[3], answered[4]),
        (1_000, true, false)
    );
    assert!(asked.load(Ordering::Relaxed) <= 2 * FAN_OUT);
    let told = calls.ledger.read().first_error.expect("it is in the books");
    assert_eq!(told.message, "64 MiB of answers in one batch");
}

#[tokio::test]
async fn a_listing_that_never_ends_is_given_up() {
    let calls = calls();
    let items = |number| (vec![number], Some("more".to_owned()));
    let mut listing = calls.listing(OPERATION, (), endless(), items);
    let mut pages = 0;
    let ended = loop {
        match listing.next().await {
            Ok(Some(_)) => pages += 1,
            ended => break ended,
        }
    };
    assert_eq!(pages, MAX_PAGES);
    let AwsError::Limit(limit) = ended.expect_err("there is always another") else {
        panic!("it has no other fault");
    };
    assert_eq!(limit, "10000 pages of one listing");
}
