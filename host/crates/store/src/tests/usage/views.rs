//! The views of usage count as the rest of the crate does.

use opencite_core::{CallCounts, InvocationRecord, Metric, Principal, UsageBy, UsageRow};

use super::build::{
    HAIKU, bare, by, call, failed_with, measured, metrics, month, of_model, told, trail, unit,
    with_tokens,
};
use crate::tests::build::Database;
use crate::{InvocationFilter, StoreError, UsageFilter};

/// Calls and metrics of two places, three names and two callers.
pub(in crate::tests) fn filled() -> Database {
    let mut database = Database::new();
    let profile = format!("us.{HAIKU}");
    let user = || Principal::new("IAMUser", Some("arn:aws:iam::111122223333:user/Eve"), None);
    database.learn(&told(
        trail(),
        [
            with_tokens(
                100,
                10,
                call(
                    "0a1b2c3d-0001-4000-8000-0123456789ab",
                    "07:10:00.5",
                    &profile,
                ),
            ),
            failed_with("AccessDenied", call("r-2", "07:10:00", HAIKU)),
            by(user(), call("r-3", "23:59:59", HAIKU)),
            bare("r-4", super::build::time("2026-11-20T05:00:00Z")),
        ],
    ));
    let elsewhere = unit("invocation", "444455556666", "eu-west-1");
    let mut known = call("r-2", "09:00:00", HAIKU);
    known.inference_region = Some("eu-north-1".to_owned());
    known.error_message = Some("no".to_owned());
    known.tokens.cache_read = Some(7);
    known.tokens.cache_write = Some(8);
    database.learn(&told(elsewhere, [known]));
    database.learn(&measured(
        metrics(),
        [
            of_model(&profile, Metric::Invocations, "07:00:00", 3.0),
            of_model(&profile, Metric::InputTokens, "07:00:00", 90.0),
            of_model(HAIKU, Metric::Throttles, "08:00:00", 1.0),
            of_model("meta.llama3-8b", Metric::Invocations, "03:00:00", 7.0),
        ],
    ));
    database
}

/// A call in a place of its own by a caller of [`filled`], and what the view of callers says of it.
pub(in crate::tests) fn filled_elsewhere() -> (Database, String) {
    let mut database = Database::new();
    let place = unit("invocation", "999900001111", "us-east-1");
    database.learn(&told(
        place,
        [with_tokens(5, 1, call("r-2", "09:00:00", HAIKU))],
    ));
    let told = database.query("SELECT day, principal, model, invocations FROM usage_callers");
    (database, told)
}

const SUMS: &str = "sum(invocations), sum(errors), sum(input_tokens), sum(output_tokens),
                    sum(cache_read_tokens), sum(cache_write_tokens), min(first_seen), max(last_seen)";

/// A view's sums by a column, a line a value of it, sorted.
fn viewed(database: &Database, view: &str, key: &str) -> Vec<String> {
    let sql = format!("SELECT {key}, {SUMS} FROM {view} GROUP BY {key}");
    let text = database.query(&sql);
    let mut lines: Vec<_> = text.lines().skip(1).map(str::to_owned).collect();
    lines.sort();
    lines
}

fn counted(row: &UsageRow) -> String {
    let CallCounts {
        invocations,
        errors,
        tokens,
    } = row.counts;
    let number = |count: Option<u64>| count.map_or("-".to_owned(), |count| count.to_string());
    let time = |time: Option<opencite_core::Timestamp>| {
        time.map_or("-".to_owned(), |time| format!("{time:.9}"))
    };
    let fields = [
        row.key.clone().unwrap_or("-".to_owned()),
        number(invocations),
        number(errors),
        number(tokens.input),
        number(tokens.output),
        number(tokens.cache_read),
        number(tokens.cache_write),
        time(row.first_seen),
        time(row.last_seen),
    ];
    fields.join("|")
}

fn usage(database: &Database, by: UsageBy) -> Vec<String> {
    let filter = UsageFilter::default();
    let rows = database.store.usage(by, &filter, month()).unwrap();
    let mut lines: Vec<_> = rows.iter().map(counted).collect();
    lines.sort();
    lines
}

#[test]
fn views_of_usage_sum_up_to_what_usage_tells() {
    let database = filled();
    assert_eq!(
        viewed(&database, "usage_daily", "model"),
        usage(&database, UsageBy::Model)
    );
    assert_eq!(
        viewed(&database, "usage_daily", "day"),
        usage(&database, UsageBy::Day)
    );
    assert_eq!(
        viewed(&database, "usage_callers", "principal"),
        usage(&database, UsageBy::Principal)
    );
    assert_eq!(
        viewed(&database, "usage_callers", "called"),
        usage(&database, UsageBy::Profile)
    );
    insta::assert_snapshot!(viewed(&database, "usage_daily", "model").join("\n"), @"
    -|1|0|-|-|-|-|2026-11-20T05:00:00.000000000Z|2026-11-20T05:00:00.000000000Z
    anthropic.claude-3-haiku-20240307-v1:0|5|1|100|10|7|8|2026-11-21T07:00:00.000000000Z|2026-11-21T23:59:59.000000000Z
    meta.llama3-8b|7|-|-|-|-|-|2026-11-21T03:00:00.000000000Z|2026-11-21T03:00:00.000000000Z
    ");
}

#[test]
fn single_calls_are_told_as_they_are_stored() {
    let database = filled();
    let mut listed = Vec::new();
    let each = |record: InvocationRecord| {
        let call = &record.invocation;
        let principal = call.principal.as_ref();
        let text = |text: Option<&str>| text.unwrap_or("-").to_owned();
        let fields = [
            format!("{:.9}", call.time),
            record.account.to_string(),
            record.region.to_string(),
            call.id.to_string(),
            text(record.model.as_deref()),
            text(call.model.as_deref()),
            text(call.operation.as_deref()),
            text(principal.map(Principal::arn)),
            text(principal.and_then(Principal::session)),
            text(call.error_code.as_deref()),
            call.tokens
                .input
                .map_or("-".to_owned(), |tokens| tokens.to_string()),
        ];
        listed.push(fields.join("|"));
        Ok::<(), StoreError>(())
    };
    database
        .store
        .each_invocation(&InvocationFilter::default(), each)
        .unwrap();
    let text = database.query(
        "SELECT time, account, region, id, model, called, operation, principal, session, error_code, input_tokens
         FROM invocations ORDER BY time DESC",
    );
    assert_eq!(text.lines().skip(1).collect::<Vec<_>>(), listed);
    insta::assert_snapshot!(listed.join("\n"), @"
    2026-11-21T23:59:59.000000000Z|111122223333|us-east-1|r-3|anthropic.claude-3-haiku-20240307-v1:0|anthropic.claude-3-haiku-20240307-v1:0|Converse|arn:aws:iam::111122223333:user/Eve|-|-|-
    2026-11-21T09:00:00.000000000Z|444455556666|eu-west-1|r-2|anthropic.claude-3-haiku-20240307-v1:0|anthropic.claude-3-haiku-20240307-v1:0|Converse|arn:aws:iam::111122223333:role/apps/Chat|i-1|-|-
    2026-11-21T07:10:00.500000000Z|111122223333|us-east-1|0a1b2c3d-0001-4000-8000-0123456789ab|anthropic.claude-3-haiku-20240307-v1:0|us.anthropic.claude-3-haiku-20240307-v1:0|Converse|arn:aws:iam::111122223333:role/apps/Chat|i-1|-|100
    2026-11-21T07:10:00.000000000Z|111122223333|us-east-1|r-2|anthropic.claude-3-haiku-20240307-v1:0|anthropic.claude-3-haiku-20240307-v1:0|Converse|arn:aws:iam::111122223333:role/apps/Chat|i-1|AccessDenied|-
    2026-11-20T05:00:00.000000000Z|111122223333|us-east-1|r-4|-|-|-|-|-|-|-
    ");
}
