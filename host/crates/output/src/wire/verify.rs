//! What a verification found, in JSON.

use opencite_core::{AccountId, IamPolicy, UnitError};
use serde::Serialize;

use super::unit::ErrorWire;
use crate::verify::{
    AccountVerification, Check, PluginVerification, RegionVerification, Verification,
};

#[derive(Serialize)]
pub(crate) struct VerificationWire<'a> {
    accounts: Vec<AccountWire<'a>>,
    missing: Option<&'a IamPolicy>,
}

#[derive(Serialize)]
struct AccountWire<'a> {
    account: Option<&'a str>,
    arn: Option<&'a str>,
    regions: Vec<RegionWire<'a>>,
    /// Why nobody is signed in: only where that is so.
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<&'a str>,
}

#[derive(Serialize)]
struct RegionWire<'a> {
    region: &'a str,
    plugins: Vec<PluginWire<'a>>,
    /// Why nothing is tried: only where that is so.
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<ErrorWire<'a>>,
}

#[derive(Serialize)]
struct PluginWire<'a> {
    plugin: &'a str,
    checks: Vec<CheckWire<'a>>,
    /// Why the plugin did not come to an end: only where that is so.
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<ErrorWire<'a>>,
}

#[derive(Serialize)]
struct CheckWire<'a> {
    action: &'a str,
    outcome: &'static str,
    error: Option<ErrorWire<'a>>,
}

impl<'a> From<&'a Verification> for VerificationWire<'a> {
    fn from(verification: &'a Verification) -> Self {
        Self {
            accounts: verification.accounts().iter().map(account).collect(),
            missing: verification.missing(),
        }
    }
}

fn account(account: &AccountVerification) -> AccountWire<'_> {
    AccountWire {
        account: account.account.as_ref().map(AccountId::as_str),
        arn: account.arn.as_deref(),
        regions: account.regions.iter().map(region).collect(),
        error: account.error.as_deref(),
    }
}

fn region(region: &RegionVerification) -> RegionWire<'_> {
    RegionWire {
        region: region.region.as_str(),
        plugins: region.plugins.iter().map(plugin).collect(),
        error: error(region.error.as_ref()),
    }
}

fn plugin(plugin: &PluginVerification) -> PluginWire<'_> {
    PluginWire {
        plugin: plugin.plugin().as_str(),
        checks: plugin.checks().iter().map(check).collect(),
        error: error(plugin.error()),
    }
}

fn check(check: &Check) -> CheckWire<'_> {
    CheckWire {
        action: &check.action,
        outcome: check.outcome().as_str(),
        error: error(check.error.as_ref()),
    }
}

fn error(error: Option<&UnitError>) -> Option<ErrorWire<'_>> {
    error.map(ErrorWire::from)
}
