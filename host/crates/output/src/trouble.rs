//! Units that are not complete, grouped by what keeps them from it.

use std::collections::{BTreeMap, BTreeSet};

use opencite_core::{ErrorKind, IamAction, OutcomeKind, UnitError, UnitRecord};

use crate::place::{self, Place};
use crate::words::{count, counted, listed, number, within_sentence};

/// How many operations a headline names.
const MAX_OPERATIONS: usize = 3;

/// Units that one thing keeps from being complete. There is at least one.
pub(crate) struct Trouble<'a> {
    kind: ErrorKind,
    skipped: bool,
    members: Vec<Member<'a>>,
}

/// A unit, and its error.
#[derive(Clone, Copy)]
pub(crate) struct Member<'a> {
    pub(crate) unit: &'a UnitRecord,
    pub(crate) error: &'a UnitError,
}

/// Groups the units that are not complete: what can be mended first, what was skipped last.
pub(crate) fn group(units: &[UnitRecord]) -> Vec<Trouble<'_>> {
    let mut groups: BTreeMap<_, Vec<Member<'_>>> = BTreeMap::new();
    for member in units.iter().filter_map(Member::of) {
        groups.entry(member.group()).or_default().push(member);
    }
    groups
        .into_iter()
        .map(|((skipped, kind, _), members)| Trouble::new(skipped, kind, members))
        .collect()
}

impl<'a> Member<'a> {
    fn of(unit: &'a UnitRecord) -> Option<Self> {
        unit.outcome.error().map(|error| Self { unit, error })
    }

    pub(crate) fn outcome(self) -> OutcomeKind {
        self.unit.outcome.kind()
    }

    fn group(self) -> (bool, ErrorKind, String) {
        let skipped = self.outcome() == OutcomeKind::Skipped;
        (
            skipped,
            self.error.kind,
            if skipped { String::new() } else { self.cause() },
        )
    }

    /// Whether a role was not given: each account has its own, to be mended apart.
    fn is_without_role(self) -> bool {
        let action = self.error.missing_action();
        action.is_some_and(IamAction::is_assume_role)
    }

    /// What tells two troubles of a kind apart: what the cure depends on.
    fn cause(self) -> String {
        if self.is_without_role() {
            return self.unit.key.account.to_string();
        }
        match self.error.kind {
            ErrorKind::AccessDenied
            | ErrorKind::NotGranted
            | ErrorKind::NotFound
            | ErrorKind::InvalidRequest
            | ErrorKind::MalformedResponse
            | ErrorKind::Other => {
                let operation = self.error.operation.as_ref().map(ToString::to_string);
                operation.unwrap_or_default() + " " + self.error.code.as_deref().unwrap_or_default()
            }
            ErrorKind::Plugin | ErrorKind::Trap | ErrorKind::Incomplete => {
                self.unit.key.plugin.to_string()
            }
            ErrorKind::Throttled
            | ErrorKind::UnsupportedRegion
            | ErrorKind::RegionDisabled
            | ErrorKind::ExpiredCredentials
            | ErrorKind::Timeout
            | ErrorKind::Network
            | ErrorKind::Cancelled
            | ErrorKind::Limit => String::new(),
        }
    }
}

impl<'a> Trouble<'a> {
    fn new(skipped: bool, kind: ErrorKind, mut members: Vec<Member<'a>>) -> Self {
        members.sort_by_key(|member| &member.unit.key);
        Self {
            kind,
            skipped,
            members,
        }
    }

    pub(crate) fn kind(&self) -> ErrorKind {
        self.kind
    }

    pub(crate) fn is_skipped(&self) -> bool {
        self.skipped
    }

    pub(crate) fn members(&self) -> &[Member<'a>] {
        &self.members
    }

    pub(crate) fn units(&self) -> u64 {
        number(self.members.len())
    }

    /// "Permission denied at bedrock:ListGuardrails (`AccessDeniedException`)".
    pub(crate) fn headline(&self) -> String {
        let attempts = match self.attempts() {
            0 | 1 => String::new(),
            several => format!(" after {several} attempts"),
        };
        format!(
            "{}{}{}{attempts}",
            kind_title(self.kind),
            self.operations(),
            self.codes()
        )
    }

    /// "permission denied".
    fn word(&self) -> String {
        within_sentence(kind_title(self.kind))
    }

    /// "2 units failed and 1 unit ended early".
    pub(crate) fn toll(&self) -> String {
        let toll = |kind, verb| {
            let units = self
                .members
                .iter()
                .filter(|member| member.outcome() == kind)
                .count();
            (units > 0).then(|| format!("{} {verb}", counted(number(units), "unit")))
        };
        let tolls = [
            toll(OutcomeKind::Failed, "failed"),
            toll(OutcomeKind::Partial, "ended early"),
            toll(OutcomeKind::Skipped, "skipped"),
        ];
        listed(&tolls.into_iter().flatten().collect::<Vec<_>>())
    }

    /// Whether some of what the units hold was found before they ended.
    pub(crate) fn keeps_something(&self) -> bool {
        self.members
            .iter()
            .any(|member| member.outcome() == OutcomeKind::Partial)
    }

    /// What happened, as the first unit tells it.
    pub(crate) fn message(&self) -> &'a str {
        self.members
            .first()
            .map_or("", |member| &member.error.message)
    }

    /// How many other things the units say.
    pub(crate) fn other_messages(&self) -> u64 {
        let messages: BTreeSet<_> = self.members.iter().map(|one| &one.error.message).collect();
        number(messages.len().saturating_sub(1))
    }

    /// What to do next.
    pub(crate) fn remedy(&self) -> String {
        self.members
            .first()
            .map(|member| member.error.remedy())
            .unwrap_or_default()
    }

    /// The first request id, for AWS's support.
    pub(crate) fn request_id(&self) -> Option<&'a str> {
        self.members
            .iter()
            .find_map(|member| member.error.request_id.as_deref())
    }

    /// The units, those that differ in the region only together.
    pub(crate) fn places(&self) -> Vec<Place> {
        place::group(self.members.iter().map(|member| &member.unit.key))
    }

    fn attempts(&self) -> u32 {
        self.members
            .iter()
            .map(|member| member.error.attempts)
            .max()
            .unwrap_or(0)
    }

    fn operations(&self) -> String {
        let operations = self
            .members
            .iter()
            .filter_map(|member| member.error.operation.as_ref());
        let operations: BTreeSet<_> = operations.map(ToString::to_string).collect();
        let left_out = operations.len().saturating_sub(MAX_OPERATIONS);
        let mut named: Vec<_> = operations.into_iter().take(MAX_OPERATIONS).collect();
        if left_out > 0 {
            named.push(format!("{left_out} more"));
        }
        if named.is_empty() {
            String::new()
        } else {
            format!(" at {}", listed(&named))
        }
    }

    fn codes(&self) -> String {
        let codes = self
            .members
            .iter()
            .filter_map(|member| member.error.code.clone());
        let codes: BTreeSet<_> = codes.collect();
        if codes.is_empty() {
            return String::new();
        }
        format!(" ({})", codes.into_iter().collect::<Vec<_>>().join(", "))
    }
}

/// "not offered in the region", or "12 not offered in the region, 2 cancelled".
pub(crate) fn skip_reasons(troubles: &[Trouble<'_>]) -> String {
    let skipped: Vec<_> = troubles
        .iter()
        .filter(|trouble| trouble.is_skipped())
        .collect();
    if let [only] = skipped.as_slice() {
        return only.word();
    }
    let reason = |trouble: &&Trouble<'_>| format!("{} {}", count(trouble.units()), trouble.word());
    skipped.iter().map(reason).collect::<Vec<_>>().join(", ")
}

/// The kind of trouble in the words of a headline.
pub(crate) fn kind_title(kind: ErrorKind) -> &'static str {
    match kind {
        ErrorKind::AccessDenied => "Permission denied",
        ErrorKind::NotGranted => "Not granted to the plugin",
        ErrorKind::Throttled => "Throttled",
        ErrorKind::NotFound => "Not found",
        ErrorKind::InvalidRequest => "Request refused as invalid",
        ErrorKind::UnsupportedRegion => "Not offered in the region",
        ErrorKind::RegionDisabled => "Region not enabled for the account",
        ErrorKind::ExpiredCredentials => "Credentials expired",
        ErrorKind::Timeout => "Timed out",
        ErrorKind::Network => "Network failure",
        ErrorKind::MalformedResponse => "Malformed answer",
        ErrorKind::Cancelled => "Cancelled",
        ErrorKind::Limit => "Limit reached",
        ErrorKind::Other => "AWS error",
        ErrorKind::Plugin => "Plugin gave up",
        ErrorKind::Trap => "Plugin crashed",
        ErrorKind::Incomplete => "Plugin stopped short",
    }
}

/// The kind of trouble in a word, for a narrow cell.
pub(crate) fn kind_word(kind: ErrorKind) -> &'static str {
    match kind {
        ErrorKind::AccessDenied => "denied",
        ErrorKind::NotGranted => "not granted",
        ErrorKind::Throttled => "throttled",
        ErrorKind::NotFound => "not found",
        ErrorKind::InvalidRequest => "invalid",
        ErrorKind::UnsupportedRegion => "not offered",
        ErrorKind::RegionDisabled => "not enabled",
        ErrorKind::ExpiredCredentials => "expired",
        ErrorKind::Timeout => "timeout",
        ErrorKind::Network => "network",
        ErrorKind::MalformedResponse => "malformed",
        ErrorKind::Cancelled => "cancelled",
        ErrorKind::Limit => "limit",
        ErrorKind::Other => "AWS error",
        ErrorKind::Plugin | ErrorKind::Trap => "plugin",
        ErrorKind::Incomplete => "cut short",
    }
}

#[cfg(test)]
mod tests {
    use opencite_core::{AccountId, Outcome};

    use super::*;
    use crate::samples;

    #[test]
    fn every_kind_of_trouble_is_a_group_of_its_own() {
        let units = samples::every_outcome();
        let headlines: Vec<_> = group(&units).iter().map(Trouble::headline).collect();
        insta::assert_snapshot!(headlines.join("\n"), @"
        Permission denied at bedrock:ListGuardrails (AccessDeniedException)
        Throttled at bedrock:GetCustomModel (ThrottlingException) after 6 attempts
        Credentials expired
        Timed out
        Network failure
        Malformed answer
        AWS error at bedrock:ListImportedModels (InternalServerException) after 4 attempts
        Plugin crashed
        Not offered in the region
        ");
    }

    #[test]
    fn units_denied_the_same_action_are_one_trouble() {
        let denied = ["eu-west-1", "us-east-1", "us-west-2"].map(samples::denied_in);
        let troubles = group(&denied);
        let [trouble] = troubles.as_slice() else {
            panic!("{} groups", troubles.len())
        };
        assert_eq!(trouble.toll(), "3 units failed");
        let places = trouble.places();
        assert_eq!(places.len(), 1);
        assert_eq!(places[0].regions, ["eu-west-1", "us-east-1", "us-west-2"]);
    }

    #[test]
    fn roles_that_are_not_given_are_one_trouble_for_each_account() {
        let units = ["111122223333", "444455556666"].map(|account| {
            let mut unit = samples::denied_in("us-east-1");
            unit.key.account = AccountId::new(account).unwrap();
            unit.outcome = Outcome::Failed(UnitError {
                operation: Some(IamAction::new("sts", "AssumeRole")),
                ..UnitError::new(ErrorKind::AccessDenied, "no")
            });
            unit
        });
        assert_eq!(group(&units).len(), 2);
    }

    #[test]
    fn titles_and_words_tell_all_kinds_apart() {
        let titles: BTreeSet<_> = ErrorKind::ALL.iter().copied().map(kind_title).collect();
        assert_eq!(titles.len(), ErrorKind::ALL.len());
    }
}
