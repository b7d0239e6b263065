//! A recording from somebody else, such as in a report of a bug: it is read, or refused by its line; each question has
//! one answer, and a listing ends.
//!
//! An input is the file of a unit, and of a scan.

#![no_main]

use std::fs;
use std::sync::{Arc, LazyLock};

use libfuzzer_sys::fuzz_target;
use opencite_aws::recording::{RecordedScan, RecordedUnit, UnitHead, Window};
use opencite_aws::{Connection, Ledger, Recorded, Session, Tape};
use opencite_bindings::aws::bedrock::guardrails::{
    GuardrailReference, Host as _, HostGuardrailPages,
};
use opencite_bindings::aws::requests::{Host as _, Request};
use opencite_core::{IamAction, PluginId, Region};
use opencite_fuzz::shown::assert_harmless;
use tempfile::TempDir;
use tokio::runtime::{Builder, Runtime};
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;
use wasmtime::component::Resource;

/// What a plugin is granted, and asks.
const ACTIONS: [&str; 3] = [
    "bedrock:ListGuardrails",
    "bedrock:GetGuardrail",
    "bedrock:ListAgents",
];

static DIRECTORY: LazyLock<TempDir> =
    LazyLock::new(|| TempDir::new().expect("there is a temporary directory"));
static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| {
    Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime can be made")
});

fuzz_target!(|bytes: &[u8]| {
    scan(bytes);
    let path = DIRECTORY.path().join("unit.jsonl");
    fs::write(&path, bytes).expect("it can be written");
    match RecordedUnit::read(&path) {
        Ok(unit) => {
            head(&unit.head);
            RUNTIME.block_on(replay(unit.answers));
        }
        Err(error) => assert_harmless(&error.to_string()),
    }
});

fn scan(bytes: &[u8]) {
    fs::write(DIRECTORY.path().join("scan.json"), bytes).expect("it can be written");
    match RecordedScan::open(DIRECTORY.path()) {
        Ok(scan) => drop(scan.settings("acme")),
        Err(error) => assert_harmless(&error.to_string()),
    }
}

fn head(head: &UnitHead) {
    let tested = PluginId::new("acme").expect("it is an id");
    let of_any = head.key(Some(&tested));
    let of_its_own = head.key(None);
    assert!(of_any.is_ok() || of_its_own.is_err());
    for why in [of_any, of_its_own].into_iter().filter_map(Result::err) {
        assert_harmless(&why);
    }
    if let Some(window) = head.window.and_then(Window::span) {
        assert!(window.from() < window.to());
    }
}

/// Asks as a plugin does: a listing, a batch, and an operation by its name.
async fn replay(answers: Recorded) {
    let written: usize = answers.left().iter().map(|(_, count)| count).sum();
    let mut session = session(answers);
    pages(&mut session, written).await;
    let guardrail = |id: &str| GuardrailReference {
        guardrail_identifier: id.to_owned(),
        guardrail_version: None,
    };
    let guardrails = vec![guardrail("a"), guardrail("b")];
    let told = session.get_guardrail(guardrails).await;
    assert_eq!(told.expect("a batch is answered").len(), 2);
    let request = Request {
        path: "/agents/".to_owned(),
        query: Vec::new(),
        body: None,
    };
    let sent = session.send("bedrock-agent".into(), "ListAgents".into(), vec![request]);
    assert_eq!(sent.await.expect("it is answered").len(), 1);
}

async fn pages(session: &mut Session, written: usize) {
    let listing = session.list_guardrails(None).await;
    let listing = listing.expect("a listing begins");
    for page in 0.. {
        assert!(page <= written, "a listing ends");
        let borrowed = Resource::new_borrow(listing.rep());
        let turned = session.next(borrowed).await;
        if !matches!(turned.expect("it is a listing"), Ok(Some(_))) {
            break;
        }
    }
    HostGuardrailPages::drop(session, listing)
        .await
        .expect("it is a listing");
}

fn session(answers: Recorded) -> Session {
    let region = Region::known("us-east-1").expect("there is one");
    let cancelled = CancellationToken::new();
    let granted: Vec<IamAction> = ACTIONS
        .iter()
        .filter_map(|action| IamAction::parse(action))
        .collect();
    Session::new(
        Connection::unconnected(&region),
        Ledger::default(),
        Arc::new(Semaphore::new(4)),
        cancelled,
        granted.iter().collect(),
        Tape::Replaying(answers),
    )
}
