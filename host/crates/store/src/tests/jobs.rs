//! Jobs and what is on its way.

use opencite_core::{ScanId, ScanOutcome, Timestamp};

use super::build::{Database, complete, failed};
use crate::{JobEnd, NewDelivery, Store, StoreError};

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(second).unwrap()
}

fn store() -> (tempfile::TempDir, Store) {
    let directory = tempfile::tempdir().unwrap();
    let store = Store::open(&directory.path().join("opencite.db")).unwrap();
    (directory, store)
}

fn delivery(message_id: &str) -> NewDelivery {
    NewDelivery {
        job: Some("weekly".to_owned()),
        destination: "team".to_owned(),
        message_id: message_id.to_owned(),
        subject: "what changed".to_owned(),
        created: at(10),
        message: b"Subject: what changed".to_vec(),
    }
}

#[test]
fn a_job_that_was_killed_has_begun_and_not_ended() {
    let (_directory, mut store) = store();
    store.begin_job("weekly", Some(at(1)), at(2)).unwrap();
    let end = JobEnd {
        finished: at(3),
        outcome: ScanOutcome::Partial,
        error: Some("one unit was denied".to_owned()),
    };
    store.end_job("weekly", &end).unwrap();
    store.begin_job("weekly", Some(at(4)), at(5)).unwrap();
    let job = store.jobs().unwrap().remove(0);
    assert_eq!((job.due, job.started), (Some(at(4)), Some(at(5))));
    assert_eq!((job.finished, job.outcome, job.error), (None, None, None));
}

#[test]
fn a_run_by_hand_does_not_move_the_timetable() {
    let (_directory, mut store) = store();
    store.begin_job("weekly", Some(at(1)), at(2)).unwrap();
    store.begin_job("weekly", None, at(5)).unwrap();
    assert_eq!(store.jobs().unwrap().remove(0).due, Some(at(1)));
}

#[test]
fn what_was_reported_and_what_is_to_be_sent_are_noted_together_or_not_at_all() {
    let mut db = Database::new();
    let reports = [delivery("<1@opencite>")];
    let scan = db.scan([complete()]);
    db.store.report_job("weekly", scan, &reports).unwrap();
    let later = db.scan([complete()]);
    // The same message id again: refused, and the scan is not noted either.
    db.store.report_job("weekly", later, &reports).unwrap_err();
    assert_eq!(reported(&db, "weekly"), [scan]);
    assert_eq!(db.store.deliveries().unwrap().len(), 1);
}

#[test]
fn a_unit_that_was_denied_is_reported_up_to_when_it_was_last_complete() {
    let mut db = Database::new();
    let scan = db.scan([complete()]);
    db.store.report_job("weekly", scan, &[]).unwrap();
    let denied = db.scan([failed()]);
    db.store.report_job("weekly", denied, &[]).unwrap();
    assert_eq!(reported(&db, "weekly"), [scan]);
    assert!(reported(&db, "another").is_empty());
}

fn reported(db: &Database, job: &str) -> Vec<ScanId> {
    db.store.reported(job).unwrap().into_values().collect()
}

#[test]
fn a_failed_delivery_stays_until_it_is_sent() {
    let (_directory, mut store) = store();
    let id = store.add_delivery(&delivery("<1@opencite>")).unwrap();
    store.delivery_failed(id, at(20), "login refused").unwrap();
    let waiting = store.deliveries().unwrap().remove(0);
    assert!(waiting.is_waiting);
    assert_eq!(waiting.error.as_deref(), Some("login refused"));
    assert!(store.delivery_message(id).unwrap().is_some());
    store.delivery_sent(id, at(30)).unwrap();
    let sent = store.deliveries().unwrap().remove(0);
    assert_eq!(
        (sent.attempts, sent.sent, sent.is_waiting),
        (2, Some(at(30)), false)
    );
    assert_eq!(store.delivery_message(id).unwrap(), None);
}

#[test]
fn a_delivery_can_be_given_up() {
    let (_directory, mut store) = store();
    let id = store.add_delivery(&delivery("<1@opencite>")).unwrap();
    store.discard_delivery(id).unwrap();
    let dropped = store.deliveries().unwrap().remove(0);
    assert!(!dropped.is_waiting && dropped.sent.is_none());
    let unknown = store.discard_delivery(99).unwrap_err();
    assert!(matches!(unknown, StoreError::NoSuchDelivery { id: 99 }));
}

#[test]
fn of_what_was_sent_only_the_last_thousand_are_remembered() {
    let (_directory, mut store) = store();
    let waiting = store.add_delivery(&delivery("<waiting@opencite>")).unwrap();
    for number in 0..1_005 {
        let id = store
            .add_delivery(&delivery(&format!("<{number}@opencite>")))
            .unwrap();
        store.delivery_sent(id, at(30)).unwrap();
    }
    let left = store.deliveries().unwrap();
    assert_eq!(left.len(), 1_001);
    assert_eq!(left[0].id, waiting);
}
