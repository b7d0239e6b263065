//! Usage by the model and the day.

use opencite_core::{CallCounts, Measurement, Metric, TimeSpan, UsageBy};

use super::build::{
    HAIKU, call, measured, metrics, month, of_model, span, time, told, trail, with_tokens,
};
use crate::UsageFilter;
use crate::tests::build::Database;

const LLAMA: &str = "meta.llama3-8b";

/// `model day: calls, tokens in`; a dash is what nobody reported.
fn shown(database: &Database, span: TimeSpan) -> String {
    let days = database
        .store
        .model_days(&UsageFilter::default(), span)
        .unwrap();
    let number = |count: Option<u64>| count.map_or("-".to_owned(), |count| count.to_string());
    let lines = days.into_iter().map(|day| {
        let counts = day.counts;
        let (calls, input) = (number(counts.invocations), number(counts.tokens.input));
        format!(
            "{} {}: {calls}, {input}",
            day.model.as_deref().unwrap_or("-"),
            day.day
        )
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Calls of two days and what a metric says of one of them.
fn two_days() -> Database {
    let mut database = Database::new();
    let on = |day: &str, id: &str, model: &str| {
        let mut call = with_tokens(10, 1, call(id, "07:10:00", model));
        call.time = time(&format!("2026-11-{day}T07:10:00Z"));
        call
    };
    let profile = format!("us.{HAIKU}");
    database.learn(&told(
        trail(),
        [
            on("20", "r-1", HAIKU),
            on("20", "r-2", &profile),
            on("21", "r-3", HAIKU),
            on("21", "r-4", LLAMA),
        ],
    ));
    let seven: Measurement = of_model(LLAMA, Metric::Invocations, "07:00:00", 7.0);
    database.learn(&measured(metrics(), [seven]));
    database
}

#[test]
fn a_model_is_counted_day_by_day_under_all_its_names() {
    insta::assert_snapshot!(shown(&two_days(), month()), @"
    anthropic.claude-3-haiku-20240307-v1:0 2026-11-20: 2, 20
    anthropic.claude-3-haiku-20240307-v1:0 2026-11-21: 1, 10
    meta.llama3-8b 2026-11-21: 7, 10
    ");
}

#[test]
fn only_the_days_of_the_span_are_counted() {
    let day = span("2026-11-20T00:00:00Z", "2026-11-21T00:00:00Z");
    insta::assert_snapshot!(shown(&two_days(), day), @"anthropic.claude-3-haiku-20240307-v1:0 2026-11-20: 2, 20");
    assert_eq!(shown(&Database::new(), month()), "");
}

#[test]
fn the_days_of_the_models_are_what_models_and_days_are_counted_as() {
    let database = two_days();
    let days = database
        .store
        .model_days(&UsageFilter::default(), month())
        .unwrap();
    let sum = |of: &dyn Fn(&opencite_core::ModelDay) -> bool| {
        let counts = days.iter().filter(|day| of(day)).map(|day| day.counts);
        counts.fold(CallCounts::default(), CallCounts::plus)
    };
    for row in database.usage(UsageBy::Model) {
        assert_eq!(sum(&|day| day.model == row.key), row.counts);
    }
    for row in database.usage(UsageBy::Day) {
        assert_eq!(sum(&|day| Some(&day.day) == row.key.as_ref()), row.counts);
    }
}
