//! What one kind of caller does again and again, and what goes wrong for all of them.

use crate::estate::{Caller, Failure, Invocation, Operation, Place};

/// A caller with a way of calling.
pub(super) struct Habit {
    /// How many calls of all are of this habit, of all shares of the place.
    pub(super) share: u64,
    /// Who calls; the number tells sessions and people apart.
    pub(super) caller: fn(u64) -> Caller,
    /// The model as it is called.
    pub(super) model: fn(&Place) -> String,
    pub(super) operation: Operation,
    /// About how many tokens go in and come out.
    pub(super) tokens: (u64, u64),
    /// Whether prompts are cached.
    pub(super) is_cached: bool,
    /// Where the model may run, when the call goes through a profile.
    pub(super) regions: &'static [&'static str],
    pub(super) user_agent: &'static str,
}

/// One call, which the dice decide.
pub(super) fn call(habits: &[Habit], at: &Place, dice: impl Fn(&str) -> u64) -> Invocation {
    let total: u64 = habits.iter().map(|habit| habit.share).sum();
    let mut left = dice("habit") % total.max(1);
    let mut chosen = habits.first();
    for habit in habits {
        chosen = Some(habit);
        if left < habit.share {
            break;
        }
        left -= habit.share;
    }
    let habit = chosen.expect("a place of the demo has habits");
    outcome(habit, usual(habit, at, &dice), &dice)
}

fn usual(habit: &Habit, at: &Place, dice: impl Fn(&str) -> u64) -> Invocation {
    let address = format!("198.51.100.{}", 10 + dice("address") % 40);
    let latency = u32::try_from(350 + dice("latency") % 2_900).unwrap_or_default();
    let call = Invocation::new(
        habit.operation,
        &(habit.model)(at),
        (habit.caller)(dice("caller")),
    )
    .user_agent(habit.user_agent)
    .source_ip(&address)
    .latency_ms(latency);
    let place = dice("region").checked_rem(habit.regions.len() as u64);
    let region = place.and_then(|number| habit.regions.get(usize::try_from(number).ok()?));
    match region {
        // CloudTrail says where a call ran only when that is somewhere else.
        Some(region) if *region != at.region() => call.ran_in(region),
        Some(_) | None => call,
    }
}

/// Most calls take tokens; a few fail.
fn outcome(habit: &Habit, call: Invocation, dice: impl Fn(&str) -> u64) -> Invocation {
    let about = |name: &str, count: u64| count / 2 + dice(name) % count.max(1);
    match dice("outcome") % 100 {
        0 | 1 => call.failed(Failure::throttled()),
        2 => call.failed(Failure::invalid(
            "The maximum tokens you requested exceeds the model limit.",
        )),
        3 => call.failed(Failure::unavailable()),
        4 if dice("denied").is_multiple_of(3) => call.failed(Failure::denied()),
        _ => {
            let (input, output) = habit.tokens;
            let call = call.tokens(about("input", input), about("output", output));
            if habit.is_cached {
                call.cached(about("read", input * 4), about("write", input / 3))
            } else {
                call
            }
        }
    }
}
