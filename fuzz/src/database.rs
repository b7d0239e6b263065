//! A small database, and all that can be read of one.

use std::path::Path;

use opencite_core::{
    Asset, ContentHash, Detail, ErrorKind, Hour, Invocation, Measurement, Metric, Outcome,
    Relation, ScanId, ScanTag, Subject, TimeSpan, UnitError, UnitResult, UsageBy, UsageResult,
};
use opencite_store::{
    AssetFilter, InvocationFilter, JobEnd, NewDelivery, NewScan, QueryEvent, QueryLimits, Store,
    StoreError, UsageFilter,
};

use crate::estate::{Texts, time, unit};

/// What stands in tables that no view shows.
pub const HIDDEN: &str = "a-text-that-no-view-shows";

/// Makes a database with something in every table, all in one file.
///
/// # Errors
///
/// When it cannot be written.
pub fn create(path: &Path) -> Result<(), StoreError> {
    let mut store = Store::open(path)?;
    for number in 1..=3 {
        scan(&mut store, number)?;
    }
    store.begin_job("weekly", Some(time(0)), time(1))?;
    let end = JobEnd {
        finished: time(2),
        outcome: opencite_core::ScanOutcome::Failed,
        error: Some(HIDDEN.to_owned()),
    };
    store.end_job("weekly", &end)?;
    store.add_delivery(&NewDelivery {
        job: Some("weekly".to_owned()),
        destination: HIDDEN.to_owned(),
        message_id: "id@example.com".to_owned(),
        subject: HIDDEN.to_owned(),
        created: time(2),
        message: HIDDEN.as_bytes().to_vec(),
    })?;
    Ok(())
}

fn scan(store: &mut Store, number: i64) -> Result<(), StoreError> {
    let id = store.begin_scan(&NewScan {
        started: time(number),
        program_version: "0.1.0".to_owned(),
        simulated: false,
        tag: ScanTag::new(format!("tag-{number}")).ok(),
    })?;
    store.record_unit(id, &endpoints(number))?;
    store.record_unit(id, &denied(number))?;
    store.record_usage(id, &usage(number))?;
    store.finish_scan(id, opencite_core::ScanOutcome::Partial, time(number), None)
}

/// One asset that changes, and one that comes and goes.
fn endpoints(number: i64) -> UnitResult {
    let value = number.to_string();
    let names: &[&str] = if number == 2 {
        &["churn", "fraud"]
    } else {
        &["churn"]
    };
    UnitResult {
        outcome: Outcome::Complete,
        assets: names.iter().map(|name| asset(name, &value)).collect(),
        ..denied(number)
    }
    .of("endpoint")
}

trait Of {
    fn of(self, asset_type: &str) -> Self;
}

impl Of for UnitResult {
    fn of(mut self, asset_type: &str) -> Self {
        self.key = unit(asset_type);
        self
    }
}

fn denied(number: i64) -> UnitResult {
    UnitResult {
        key: unit("guardrail"),
        outcome: Outcome::Failed(UnitError::new(
            ErrorKind::AccessDenied,
            "no policy allows it",
        )),
        assets: Vec::new(),
        kept: Vec::new(),
        requests: 1,
        started: time(number),
        finished: time(number),
        listed_since: None,
        plugin_digest: ContentHash::of("one"),
    }
}

fn asset(name: &str, value: &str) -> Asset {
    let texts = Texts {
        name,
        id: name,
        status: "InService",
        key: "key",
        value,
        message: "message",
    };
    let record = texts.asset();
    Asset {
        id: record.id,
        name: record.name,
        status: record.status,
        created: record.created,
        modified: record.modified,
        version_token: Some(value.to_owned()),
        detail: Detail::Full,
        properties: record.properties,
        relations: vec![Relation {
            kind: "model".to_owned(),
            target: "arn:aws:sagemaker:eu-west-1:111122223333:model/churn".to_owned(),
        }],
    }
}

fn usage(number: i64) -> UsageResult {
    let texts = Texts::of(
        "amazon.nova-lite-v1:0\0id\0session\0AssumedRole\0arn:aws:iam::111122223333:role/Chat\0code",
    );
    let calls = texts.calls().into_iter().map(|record| Invocation {
        id: opencite_core::InvocationId::new(format!("e-{number}")).expect("a word is an id"),
        time: time(number),
        ..record.invocation
    });
    let hour = Hour::of(time(number));
    let measured = |subject, metric| Measurement {
        subject,
        metric,
        hour,
        sum: 3.0,
        samples: Some(2.0),
    };
    let endpoint = Subject::Endpoint {
        name: "churn".to_owned(),
        variant: Some("blue".to_owned()),
    };
    let model = Subject::Model("amazon.nova-lite-v1:0".to_owned());
    UsageResult {
        key: unit("invocation"),
        outcome: Outcome::Complete,
        invocations: calls.collect(),
        measurements: vec![
            measured(model, Metric::Invocations),
            measured(endpoint, Metric::ModelLatencyMs),
        ],
        covered: TimeSpan::new(time(number - 1), time(number))
            .into_iter()
            .collect(),
        requests: 1,
        started: time(number),
        finished: time(number),
        plugin_digest: ContentHash::of("one"),
    }
}

/// Reads all that the program ever reads of a database. What it says of each part does not matter: a part may be damaged.
pub fn read_all(store: &Store) {
    let scans = store.scans().unwrap_or_default();
    for scan in scans.iter().take(4) {
        state(store, scan.id);
    }
    if let [first, .., last] = scans.as_slice() {
        drop(store.compare(&AssetFilter::default(), first.id, last.id));
    }
    drop(store.assets(&AssetFilter::default(), None));
    drop(store.lives("churn"));
    drop((
        store.jobs(),
        store.reported("weekly"),
        store.check(),
        store.integrity_check(),
    ));
    for delivery in store.deliveries().unwrap_or_default().iter().take(4) {
        drop(store.delivery_message(delivery.id));
    }
    read_usage(store);
    for view in opencite_store::schema() {
        let sql = format!("SELECT * FROM {}", view.name);
        let ignore = |_: QueryEvent<'_>| Ok::<(), StoreError>(());
        drop(store.query(&sql, &QueryLimits::default(), ignore));
    }
}

fn state(store: &Store, scan: ScanId) {
    drop((
        store.scan(scan),
        store.units(Some(scan)),
        store.latest_units(scan),
        store.is_simulated(scan),
    ));
    drop((
        store.assets(&AssetFilter::default(), Some(scan)),
        store.growth(scan, 10),
    ));
    drop(store.eventful_lives(scan, 100));
    drop(store.known_tokens(&unit("endpoint"), &ContentHash::of("one")));
}

fn read_usage(store: &Store) {
    let filter = UsageFilter::default();
    let Some(span) = TimeSpan::of_seconds(0, 4_000_000_000) else {
        return;
    };
    for by in [
        UsageBy::Model,
        UsageBy::Principal,
        UsageBy::Profile,
        UsageBy::Day,
    ] {
        drop(store.usage(by, &filter, span));
    }
    drop((
        store.model_days(&filter, span),
        store.endpoint_usage(&filter, span),
    ));
    drop((store.usage_summary(&filter, span), store.usage_coverage()));
    drop((
        store.called_models(),
        store.principals(),
        store.usage_gaps(&unit("invocation"), span),
    ));
    let ignore = |_| Ok::<(), StoreError>(());
    drop(store.each_invocation(&InvocationFilter::default(), ignore));
}
