//! A month of calls of the demo's models, by its applications and its people, up to the moment the simulator starts.
//!
//! It is made from numbers alone, so it is the same month every time.

mod europe;
mod events;
mod habits;
mod home;

use jiff::SignedDuration;

use self::habits::Habit;
use super::{DEMO_ACCOUNT, EUROPE, Estate, HOME, LAB_ACCOUNT};
use crate::estate::calls::id::hash;
use crate::estate::{EndpointTraffic, Invocation, Place};

const MONTH: SignedDuration = SignedDuration::from_hours(30 * 24);

const HOME_CALLS: u32 = 1_800;
const EUROPEAN_CALLS: u32 = 600;
const LABORATORY_CALLS: u32 = 60;

/// The group that the calls at home are logged to; Europe logs nothing.
const LOG_GROUP: &str = "/ardent/bedrock/invocations";

/// The endpoint for customers who are about to leave, with its variants and how much of the traffic each has.
const CHURN: (&str, [(&str, u32); 3]) = ("churn", [("AllTraffic", 9), ("blue", 1), ("next", 5)]);

/// Adds the month to the demo.
pub(super) fn with_usage(estate: Estate) -> Estate {
    let estate = estate.account(LAB_ACCOUNT).region(HOME);
    let at = estate.here();
    let estate = estate.with_calls(calls(LABORATORY_CALLS, &at, home::LABORATORY));
    let estate = estate.account(DEMO_ACCOUNT).region(EUROPE);
    let at = estate.here();
    let estate = estate
        .with_calls(calls(EUROPEAN_CALLS, &at, europe::HABITS))
        .with_events(events::between(40));
    let estate = estate.region(HOME);
    let at = estate.here();
    estate
        .with_log_group(LOG_GROUP)
        .with_calls(calls(HOME_CALLS, &at, home::HABITS))
        .with_events(events::between(120))
        .with_endpoint_traffic(churn())
}

/// The calls of one place, each by one of its habits.
fn calls<'a>(
    count: u32,
    at: &'a Place,
    habits: &'static [Habit],
) -> impl Iterator<Item = Invocation> + 'a {
    Invocation::spread(count, MONTH, move |number| {
        let dice = |name: &str| hash(&format!("{}/{name}/{number}", at.region()));
        habits::call(habits, at, dice)
    })
}

/// What the endpoint was asked in each hour of the month: more by day than by night.
fn churn() -> impl Iterator<Item = EndpointTraffic> {
    let (endpoint, variants) = CHURN;
    let hours = (0..30 * 24_u32).rev();
    hours.flat_map(move |hour| {
        let busy = if hour % 24 < 11 { 12 } else { 3 };
        let some = u32::try_from(hash(&format!("churn/{hour}")) % 5).unwrap_or_default();
        variants.into_iter().map(move |(variant, share)| {
            let invocations = (busy + some) * share;
            EndpointTraffic::new(endpoint, variant, invocations)
                .errors(
                    some / 3,
                    u32::from(hour % 97 == 13),
                    u32::from(hour % 97 == 13),
                )
                .latency_us(11_000 + 700 * some, 1_500 + 90 * some)
                .ago(SignedDuration::from_hours(i64::from(hour)) + SignedDuration::from_mins(20))
        })
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use jiff::Timestamp;

    use super::{DEMO_ACCOUNT, EUROPE, Estate, HOME};
    use crate::estate::Operation;

    #[test]
    fn the_month_is_the_same_every_time() {
        let calls = |region| {
            Estate::demo()
                .invocations(DEMO_ACCOUNT, region)
                .cloned()
                .collect::<Vec<_>>()
        };
        assert_eq!(calls(HOME), calls(HOME));
        assert_eq!((calls(HOME).len(), calls(EUROPE).len()), (1_800, 600));
    }

    #[test]
    fn the_month_has_every_operation_errors_and_callers_of_every_form() {
        let mut estate = Estate::demo();
        estate.settle(Timestamp::UNIX_EPOCH + super::MONTH + super::MONTH);
        let all: Vec<_> = estate.invocations(DEMO_ACCOUNT, HOME).collect();
        for operation in Operation::ALL {
            assert!(
                all.iter().any(|call| call.operation == operation),
                "{operation:?}"
            );
        }
        let codes: BTreeSet<&str> = all
            .iter()
            .filter_map(|call| Some(call.failure.as_ref()?.code()))
            .collect();
        assert_eq!(codes.len(), 4, "{codes:?}");
        let forms: BTreeSet<String> = all
            .iter()
            .map(|call| {
                let form = format!("{:?}", call.caller.form());
                form.split(' ').next().unwrap_or_default().to_owned()
            })
            .collect();
        assert_eq!(forms.len(), 8, "{forms:?}");
    }
}
