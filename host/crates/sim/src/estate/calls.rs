//! What was called in one place, in the order of time: the one source of CloudTrail's events, the log's records and
//! the metrics, which therefore agree.
//!
//! What is added waits without a time until the simulator's clock is known ([`Calls::settle`]).

pub(crate) mod caller;
pub(crate) mod endpoint_traffic;
pub(crate) mod event;
pub(crate) mod failure;
pub(crate) mod id;
pub(crate) mod invocation;
pub(crate) mod log_line;
pub(crate) mod moment;
pub(crate) mod operation;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeBounds;

use jiff::Timestamp;

use self::endpoint_traffic::EndpointTraffic;
use self::event::ManagementEvent;
use self::invocation::Invocation;
use self::log_line::LogLine;
use self::moment::Moment;
use crate::cloudwatch::metrics::Metrics;
use crate::cloudwatch::publish;

/// Where something stands in the order of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Key {
    pub(crate) time: Timestamp,
    pub(crate) serial: u64,
}

/// One thing that happened.
#[derive(Clone, Debug)]
pub(crate) enum Happening {
    Call(Invocation),
    Event(ManagementEvent),
    Line(LogLine),
    Traffic(EndpointTraffic),
}

/// What happened in one place.
#[derive(Clone, Debug, Default)]
pub(crate) struct Calls {
    waiting: Vec<Happening>,
    happened: BTreeMap<Key, Happening>,
    serial: u64,
    metrics: Metrics,
    groups: BTreeSet<String>,
}

impl Calls {
    pub(crate) fn add(&mut self, happening: Happening) {
        self.waiting.push(happening);
    }

    /// Gives everything that waits its time.
    pub(crate) fn settle(&mut self, now: Timestamp) {
        for happening in std::mem::take(&mut self.waiting) {
            let time = happening.moment().resolve(now);
            match &happening {
                Happening::Call(call) => publish::call(&mut self.metrics, time, call),
                Happening::Traffic(traffic) => publish::traffic(&mut self.metrics, time, traffic),
                Happening::Event(_) | Happening::Line(_) => {}
            }
            self.serial += 1;
            let serial = self.serial;
            self.happened.insert(Key { time, serial }, happening);
        }
    }

    /// What happened within a range, oldest first.
    pub(crate) fn within(
        &self,
        range: impl RangeBounds<Key>,
    ) -> impl DoubleEndedIterator<Item = (&Key, &Happening)> {
        self.happened.range(range)
    }

    /// The calls of models, oldest first, and then those that still wait for a clock.
    pub(crate) fn invocations(&self) -> impl Iterator<Item = &Invocation> {
        let all = self.happened.values().chain(&self.waiting);
        all.filter_map(|happening| match happening {
            Happening::Call(call) => Some(call),
            Happening::Event(_) | Happening::Line(_) | Happening::Traffic(_) => None,
        })
    }

    pub(crate) fn metrics(&self) -> &Metrics {
        &self.metrics
    }

    pub(crate) fn metrics_mut(&mut self) -> &mut Metrics {
        &mut self.metrics
    }

    pub(crate) fn add_group(&mut self, name: &str) {
        self.groups.insert(name.to_owned());
    }

    /// Whether there is a log group of this name, whatever the logging is set to now.
    pub(crate) fn has_group(&self, name: &str) -> bool {
        self.groups.contains(name)
    }
}

impl Key {
    /// Before everything of a time.
    pub(crate) fn from(time: Timestamp) -> Self {
        Self { time, serial: 0 }
    }

    /// After everything of a time.
    pub(crate) fn to(time: Timestamp) -> Self {
        Self {
            time,
            serial: u64::MAX,
        }
    }
}

impl Happening {
    fn moment(&self) -> Moment {
        match self {
            Self::Call(call) => call.moment,
            Self::Event(event) => event.moment,
            Self::Line(line) => line.moment,
            Self::Traffic(traffic) => traffic.moment,
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::{SignedDuration, Timestamp};

    use super::caller::Caller;
    use super::invocation::Invocation;
    use super::operation::Operation;
    use super::{Calls, Happening};

    fn call(hours: i64) -> Happening {
        let call = Invocation::new(Operation::Converse, "m", Caller::root());
        Happening::Call(call.ago(SignedDuration::from_hours(hours)))
    }

    #[test]
    fn what_is_added_is_put_in_order_once_the_clock_is_known() {
        let now: Timestamp = "2026-09-01T12:00:00Z".parse().expect("a time");
        let mut calls = Calls::default();
        calls.add(call(1));
        calls.add(call(3));
        assert_eq!(calls.within(..).count(), 0);
        assert_eq!(calls.invocations().count(), 2);
        calls.settle(now);
        calls.add(call(2));
        calls.settle(now);
        let times = calls.within(..).map(|(key, _)| key.time.to_string());
        assert_eq!(
            times.collect::<Vec<String>>(),
            [
                "2026-09-01T09:00:00Z",
                "2026-09-01T10:00:00Z",
                "2026-09-01T11:00:00Z"
            ]
        );
    }
}
