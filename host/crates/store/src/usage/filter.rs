//! Which usage is asked for.

use opencite_core::{AccountId, Region, Timestamp};

/// Which usage is asked for; what is not said does not matter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UsageFilter {
    /// In this account.
    pub account: Option<AccountId>,
    /// In this region.
    pub region: Option<Region>,
}

/// Which calls are asked for; what is not said does not matter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct InvocationFilter {
    /// In these places.
    pub places: UsageFilter,
    /// Made then or later.
    pub since: Option<Timestamp>,
    /// Of this model, by its one id or by the name that it was called by.
    pub model: Option<String>,
    /// By this principal, by its key or its full ARN.
    pub principal: Option<String>,
}

impl UsageFilter {
    pub(super) fn account(&self) -> Option<&str> {
        self.account.as_ref().map(AccountId::as_str)
    }

    pub(super) fn region(&self) -> Option<&str> {
        self.region.as_ref().map(Region::as_str)
    }
}
