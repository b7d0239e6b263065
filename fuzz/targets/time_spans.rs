//! Spans of time: what is left of one when others are taken out of it, and what is taken, are all of it.

#![no_main]

use libfuzzer_sys::fuzz_target;
use opencite_core::{Hour, TimeSpan, Timestamp};

fuzz_target!(|input: (i64, u32, i8, Vec<(i16, u16)>)| {
    let (start, length, factor, others) = input;
    wild(start);
    let from = start % 1_000_000;
    let Some(span) = TimeSpan::of_seconds(from, from + i64::from(length)) else {
        return;
    };
    let factor = i64::from(factor);
    let other = |(from, length): (i16, u16)| {
        let from = start % 1_000_000 + i64::from(from) * factor;
        TimeSpan::of_seconds(from, from + i64::from(length))
    };
    let others: Vec<TimeSpan> = others.into_iter().filter_map(other).collect();
    let union = TimeSpan::union(others.iter().copied());
    assert!(
        union.is_sorted_by(|one, next| one.end_second() < next.start_second()),
        "none touches another"
    );
    let gaps = span.without(others.iter().copied());
    assert!(
        gaps.is_sorted_by(|one, next| one.start_second() > next.end_second()),
        "newest first"
    );
    let taken = union.iter().filter_map(|other| span.intersection(*other));
    let parts: u64 = taken
        .chain(gaps.iter().copied())
        .map(TimeSpan::seconds)
        .sum();
    assert_eq!(parts, span.seconds());
    assert!(
        gaps.iter()
            .all(|gap| union.iter().all(|other| gap.intersection(*other).is_none()))
    );
});

/// Any number may be in a database.
fn wild(number: i64) {
    if let Some(start) = Hour::numbered(number).start() {
        assert_eq!(Hour::starting_at(start), Some(Hour::numbered(number)));
    }
    let time = Timestamp::from_nanosecond(i128::from(number)).expect("its years are near 1970");
    assert!(Hour::of(time).start().is_some_and(|start| start <= time));
    for other in [0, number.wrapping_neg(), number / 2, i64::MAX, i64::MIN] {
        if let Some(span) = TimeSpan::of_seconds(number, other) {
            assert_eq!(TimeSpan::new(span.from(), span.to()), Some(span));
        }
        let Ok(other) = Timestamp::from_nanosecond(i128::from(other)) else {
            continue;
        };
        if let Some(span) = TimeSpan::new(time, other) {
            assert!(span.from() >= time && span.to() <= other && span.seconds() > 0);
        }
    }
}
