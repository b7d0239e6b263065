//! Building what was called: calls of models, other events of CloudTrail, lines of logs, traffic of endpoints.

use jiff::Timestamp;

use super::calls::endpoint_traffic::EndpointTraffic;
use super::calls::event::ManagementEvent;
use super::calls::invocation::Invocation;
use super::calls::log_line::LogLine;
use super::calls::{Calls, Happening};
use super::{Estate, Place};

/// What a raw event says of itself outside of its text.
const RAW_EVENT_NAME: &str = "InvokeModel";

impl Estate {
    /// Adds calls of models. CloudTrail, the log and the metrics all tell of them.
    #[must_use]
    pub fn with_calls(self, calls: impl IntoIterator<Item = Invocation>) -> Self {
        self.adding(calls.into_iter().map(Happening::Call))
    }

    /// Adds calls of models in one place to an estate that is there already.
    pub fn add_calls(
        &mut self,
        account: &str,
        region: &str,
        calls: impl IntoIterator<Item = Invocation>,
    ) {
        let there = self.calls_mut(&Place::new(account, region));
        let calls = calls.into_iter().map(Happening::Call);
        calls.for_each(|call| there.add(call));
    }

    /// Adds one call of a model.
    #[must_use]
    pub fn with_call(self, call: Invocation) -> Self {
        self.with_calls([call])
    }

    /// Adds events of CloudTrail that are no calls of models.
    #[must_use]
    pub fn with_events(self, events: impl IntoIterator<Item = ManagementEvent>) -> Self {
        self.adding(events.into_iter().map(Happening::Event))
    }

    /// Adds an event of an hour ago that says it is a call of a model, with this for the text of `CloudTrailEvent`.
    #[must_use]
    pub fn with_raw_event(self, text: &str) -> Self {
        let caller = super::Caller::service("bedrock.amazonaws.com");
        self.with_events([ManagementEvent::bedrock(RAW_EVENT_NAME, caller).raw(text)])
    }

    /// Adds a log group, to which the calls of this place are logged unless the logging is set to another.
    #[must_use]
    pub fn with_log_group(mut self, name: &str) -> Self {
        self.calls_here().add_group(name);
        self
    }

    /// Adds lines to the log that are no records of calls.
    #[must_use]
    pub fn with_log_lines(self, lines: impl IntoIterator<Item = LogLine>) -> Self {
        self.adding(lines.into_iter().map(Happening::Line))
    }

    /// Adds traffic of endpoints of `SageMaker`, which only the metrics tell of.
    #[must_use]
    pub fn with_endpoint_traffic(self, traffic: impl IntoIterator<Item = EndpointTraffic>) -> Self {
        self.adding(traffic.into_iter().map(Happening::Traffic))
    }

    /// Makes `GetMetricData` answer `InternalError` for every metric of this name.
    #[must_use]
    pub fn with_broken_metric(mut self, name: &str) -> Self {
        self.calls_here().metrics_mut().break_metric(name);
        self
    }

    /// The calls of models in one place, oldest first as far as they have a time.
    pub fn invocations(&self, account: &str, region: &str) -> impl Iterator<Item = &Invocation> {
        let calls = self.calls(&Place::new(account, region));
        calls.into_iter().flat_map(Calls::invocations)
    }

    /// Gives what was added since the last time its time.
    pub(crate) fn settle(&mut self, now: Timestamp) {
        let regions = self
            .accounts
            .values_mut()
            .flat_map(|account| account.regions.values_mut());
        regions.for_each(|region| region.calls.settle(now));
    }

    /// What happened in one place, if anything did.
    pub(crate) fn calls(&self, at: &Place) -> Option<&Calls> {
        let account = self.accounts.get(at.account())?;
        Some(&account.regions.get(at.region())?.calls)
    }

    fn adding(mut self, happenings: impl Iterator<Item = Happening>) -> Self {
        let calls = self.calls_here();
        happenings.for_each(|happening| calls.add(happening));
        self
    }

    fn calls_here(&mut self) -> &mut Calls {
        let here = self.here();
        self.calls_mut(&here)
    }

    fn calls_mut(&mut self, at: &Place) -> &mut Calls {
        let account = self.account_mut(at.account());
        let region = account.regions.entry(at.region().to_owned());
        &mut region.or_default().calls
    }
}
