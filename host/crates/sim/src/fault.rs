//! Scripted faults: what the simulator does wrong, for which calls and how often.

mod spec;

use std::time::Duration;

pub use spec::FaultSpecError;

use crate::call::Call;
use crate::iam::{Reason, denied};
use crate::problem::{Problem, ProblemKind};

/// A rule that spoils some calls.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The signing name of the service, or `*`.
    pub service: String,
    /// The operation, or `*`.
    pub operation: String,
    /// The only region it is for, or all.
    pub region: Option<String>,
    /// The only account it is for, or all.
    pub account: Option<String>,
    pub times: Times,
    pub kind: FaultKind,
}

/// Which of the calls that a rule is for it spoils; calls are counted from 1, for each rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Times {
    Always,
    /// The first n.
    First(u64),
    /// All but the first n.
    After(u64),
    /// Only the nth.
    Nth(u64),
    /// Every nth.
    Every(u64),
}

/// What goes wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// IAM's refusal for want of an identity-based policy.
    Deny,
    /// IAM's refusal by a service control policy, as accounts in an organization get it for regions not theirs.
    DenyByServiceControlPolicy,
    Throttle,
    InternalError,
    /// The request is taken and never answered, until the client or the simulator gives up.
    Hang,
    /// The connection is reset (RST) instead of an answer.
    Reset,
    /// Status 200 with a page of HTML, as from a captive portal.
    Html,
    /// A status with a page of HTML, as from a proxy or a load balancer.
    HtmlError(u16),
    /// Status 200 with a document that ends in its middle.
    Malformed,
    ExpiredToken,
    /// What AWS answers where it has the service and not the operation: status 404 by name.
    UnknownOperation,
    /// The same as Bedrock has been seen to answer it: status 400, `ValidationException: Unknown operation`.
    UnknownOperationAsValidation,
    /// Status 400, `ValidationException`, saying that the operation is not supported in the region.
    NotSupportedInRegion,
    /// The true answer, a byte at a time.
    SlowBody,
    /// The true answer, later.
    Delay(Duration),
    /// A status with an error code, or with an empty body and no code, as from a load balancer.
    Status {
        status: u16,
        code: Option<String>,
    },
}

impl Fault {
    /// Spoils an operation always and everywhere.
    pub fn on(service: &str, operation: &str, kind: FaultKind) -> Self {
        let (service, operation) = (service.to_owned(), operation.to_owned());
        Self {
            service,
            operation,
            region: None,
            account: None,
            times: Times::Always,
            kind,
        }
    }

    /// The same in one region only.
    #[must_use]
    pub fn in_region(self, region: &str) -> Self {
        Self {
            region: Some(region.to_owned()),
            ..self
        }
    }

    /// The same in one account only.
    #[must_use]
    pub fn in_account(self, account: &str) -> Self {
        Self {
            account: Some(account.to_owned()),
            ..self
        }
    }

    /// The same for some calls only.
    #[must_use]
    pub fn times(self, times: Times) -> Self {
        Self { times, ..self }
    }

    fn is_for(&self, service: &str, call: &Call) -> bool {
        let covers = |rule: &str, name: &str| rule == "*" || rule == name;
        let is_here =
            |rule: &Option<String>, name: &str| rule.as_deref().is_none_or(|rule| rule == name);
        covers(&self.service, service)
            && covers(&self.operation, call.operation)
            && is_here(&self.region, &call.region)
            && is_here(&self.account, &call.account)
    }
}

impl Times {
    fn includes(self, number: u64) -> bool {
        match self {
            Self::Always => true,
            Self::First(count) => number <= count,
            Self::After(count) => number > count,
            Self::Nth(only) => number == only,
            Self::Every(step) => step != 0 && number.is_multiple_of(step),
        }
    }
}

impl FaultKind {
    /// The problem that this fault is, where it is one that a protocol can write.
    pub(crate) fn problem(
        &self,
        service: &str,
        call: &Call,
        resource: Option<&str>,
    ) -> Option<Problem> {
        let denied = |reason| {
            denied(
                &call.principal,
                &format!("{service}:{}", call.operation),
                resource,
                reason,
            )
        };
        let problem = match self {
            Self::Deny => denied(Reason::NoIdentityPolicy),
            Self::DenyByServiceControlPolicy => denied(Reason::ServiceControlPolicy),
            Self::Throttle => Problem::new(ProblemKind::Throttled, "Rate exceeded"),
            Self::InternalError => Problem::new(
                ProblemKind::Internal,
                "The system encountered an unexpected error during processing. Try your request again.",
            ),
            Self::ExpiredToken => Problem::expired_token(),
            Self::UnknownOperation => Problem::new(
                ProblemKind::UnknownOperation,
                "The requested operation is not recognized by the service.",
            ),
            Self::UnknownOperationAsValidation => Problem::invalid("Unknown operation"),
            Self::NotSupportedInRegion => Problem::invalid(format!(
                "{} is not supported in this region ({}).",
                call.operation, call.region
            )),
            Self::Status {
                status,
                code: Some(code),
            } => Problem::new(
                ProblemKind::Named {
                    status: *status,
                    code: code.clone(),
                },
                "scripted by the simulated AWS",
            ),
            Self::Hang
            | Self::Reset
            | Self::Html
            | Self::HtmlError(_)
            | Self::Malformed
            | Self::SlowBody
            | Self::Delay(_)
            | Self::Status { code: None, .. } => return None,
        };
        Some(problem)
    }
}

/// The rules of one simulator, with how many calls each has seen.
#[derive(Default)]
pub(crate) struct FaultPlan {
    rules: Vec<(Fault, u64)>,
}

impl FaultPlan {
    pub(crate) fn new(faults: Vec<Fault>) -> Self {
        Self {
            rules: faults.into_iter().map(|fault| (fault, 0)).collect(),
        }
    }

    pub(crate) fn add(&mut self, fault: Fault) {
        self.rules.push((fault, 0));
    }

    pub(crate) fn clear(&mut self) {
        self.rules.clear();
    }

    /// Counts the call with every rule that is for it; the first rule that includes it decides.
    pub(crate) fn pick(&mut self, service: &str, call: &Call) -> Option<FaultKind> {
        let mut picked = None;
        for (fault, seen) in self
            .rules
            .iter_mut()
            .filter(|(fault, _)| fault.is_for(service, call))
        {
            *seen += 1;
            if fault.times.includes(*seen) {
                picked = picked.or_else(|| Some(fault.kind.clone()));
            }
        }
        picked
    }
}

#[cfg(test)]
mod tests {
    use super::Times;

    #[test]
    fn times_choose_calls_by_their_number() {
        let chosen = |times: Times| {
            (1..=6)
                .filter(|number| times.includes(*number))
                .collect::<Vec<u64>>()
        };
        assert_eq!(chosen(Times::Always), [1, 2, 3, 4, 5, 6]);
        assert_eq!(chosen(Times::First(2)), [1, 2]);
        assert_eq!(chosen(Times::After(4)), [5, 6]);
        assert_eq!(chosen(Times::Nth(3)), [3]);
        assert_eq!(chosen(Times::Every(3)), [3, 6]);
        assert!(chosen(Times::Every(0)).is_empty());
    }
}
