//! Signs in to the accounts, and finds out which regions each has.

use std::collections::BTreeMap;
use std::sync::Arc;

use futures_util::StreamExt as _;
use futures_util::stream;
use opencite_aws::{Account, AccountRegion, SignInError};
use opencite_core::{AccountId, ErrorKind, IamAction, Partition, Region, UnitError};

use crate::accounts::AccountEntry;
use crate::regions::Regions;

/// Accounts that are signed in to at once.
const AT_ONCE: usize = 16;

/// What came of signing in to all accounts, each in the order of the entries.
pub(crate) struct SignIns {
    pub(crate) accounts: Vec<SignedIn>,
    pub(crate) refused: Vec<Refused>,
}

/// An account that somebody is signed in to.
pub(crate) struct SignedIn {
    /// The entry's place in the request.
    pub(crate) entry: usize,
    pub(crate) account: Arc<Account>,
    /// The regions that it has and that were asked for, sorted.
    pub(crate) regions: Vec<AccountRegion>,
    /// Why AWS did not say which regions there are, where it was asked and did not.
    pub(crate) regions_unknown: Option<UnitError>,
}

/// An account that nobody is signed in to.
pub(crate) struct Refused {
    /// The entry's place in the request.
    pub(crate) entry: usize,
    pub(crate) reason: Refusal,
    /// The regions that were asked for, sorted.
    pub(crate) regions: Vec<Region>,
}

/// An account that nobody is signed in to, by the name that messages call it.
#[derive(Debug)]
pub(crate) struct NotSignedIn {
    pub(crate) name: String,
    pub(crate) reason: Refusal,
}

impl std::fmt::Display for NotSignedIn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.name, self.reason)
    }
}

impl Refused {
    pub(crate) fn named(self, entries: &[AccountEntry]) -> NotSignedIn {
        let entry = entries.get(self.entry);
        NotSignedIn {
            name: entry.map_or_else(String::new, |entry| entry.name.clone()),
            reason: self.reason,
        }
    }
}

/// Why nobody is signed in to an account.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Refusal {
    #[error(transparent)]
    SignIn(#[from] SignInError),
    /// The credentials are another account's.
    #[error("the credentials are of account {is}, and not of {said} as its entry says")]
    Other { is: AccountId, said: AccountId },
}

impl Refusal {
    /// What to do next, a sentence.
    pub(crate) fn hint(&self) -> String {
        match self {
            Self::SignIn(error) => error.hint(),
            Self::Other { .. } => {
                "Correct the entry's account_id, or name other credentials for it.".to_owned()
            }
        }
    }

    /// What it is for the units of the account.
    pub(crate) fn unit_error(&self, entry: &AccountEntry) -> UnitError {
        let error = match self {
            Self::SignIn(error) => error.unit_error(),
            Self::Other { .. } => UnitError::new(ErrorKind::InvalidRequest, self.to_string()),
        };
        naming_the_role(error, entry)
    }
}

/// AWS's refusals mostly name the role that was to be assumed; in a chain, it is not always the last.
fn naming_the_role(mut error: UnitError, entry: &AccountEntry) -> UnitError {
    let is_of_role = error
        .operation
        .as_ref()
        .is_some_and(IamAction::is_assume_role);
    let mut roles = entry.settings.roles.iter().map(|role| role.arn.as_str());
    if is_of_role
        && roles.all(|role| !error.message.contains(role))
        && let Some(role) = entry.settings.roles.last()
    {
        error.message = format!("{} (role {})", error.message, role.arn);
    }
    error
}

/// Why there is nothing to look at.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SignInFailure {
    #[error("cannot sign in to AWS: {0}")]
    Only(Refusal),
    #[error("cannot sign in to any of {} accounts: {}", .0.len(), listed(.0))]
    All(Vec<NotSignedIn>),
}

impl SignInFailure {
    /// What to do next, a sentence.
    pub(crate) fn hint(&self) -> Option<String> {
        match self {
            Self::Only(reason) => Some(reason.hint()),
            Self::All(accounts) => accounts.first().map(|account| account.reason.hint()),
        }
    }
}

/// Every account with the reason, for one line.
pub(crate) fn listed(accounts: &[NotSignedIn]) -> String {
    let accounts: Vec<_> = accounts.iter().map(ToString::to_string).collect();
    accounts.join("; ")
}

/// Signs in to all accounts, many at once.
///
/// # Errors
///
/// When nobody can be signed in to any.
pub(crate) async fn to_all(entries: &[AccountEntry]) -> Result<SignIns, SignInFailure> {
    let answers = stream::iter(entries.iter().enumerate())
        .map(|(place, entry)| async move { (place, Box::pin(to_one(place, entry)).await) })
        .buffered(AT_ONCE)
        .collect::<Vec<_>>()
        .await;
    let mut all = SignIns {
        accounts: Vec::new(),
        refused: Vec::new(),
    };
    for (place, answer) in answers {
        match answer {
            Ok(signed_in) => all.accounts.push(signed_in),
            Err(reason) => all.refused.push(Refused {
                entry: place,
                reason,
                regions: regions_unasked(entries.get(place)),
            }),
        }
    }
    if all.accounts.is_empty() {
        return Err(failure(all.refused, entries));
    }
    warn_of_twins(entries, &all.accounts);
    Ok(all)
}

fn failure(refused: Vec<Refused>, entries: &[AccountEntry]) -> SignInFailure {
    let refused = refused.into_iter().map(|refused| refused.named(entries));
    let mut refused: Vec<_> = refused.collect();
    match refused.pop() {
        Some(only) if refused.is_empty() => SignInFailure::Only(only.reason),
        last => {
            refused.extend(last);
            SignInFailure::All(refused)
        }
    }
}

async fn to_one(place: usize, entry: &AccountEntry) -> Result<SignedIn, Refusal> {
    let (first, others) = entry.regions.to_sign_in();
    let account = Account::sign_in(&entry.settings, first, others).await?;
    let is = &account.identity().account;
    if let Some(said) = entry.id.as_ref().filter(|said| *said != is) {
        return Err(Refusal::Other {
            is: is.clone(),
            said: said.clone(),
        });
    }
    let (regions, regions_unknown) = match &entry.regions {
        Regions::Named(regions) => (regions.iter().cloned().map(enabled).collect(), None),
        Regions::All { .. } => all_regions(&account).await,
    };
    Ok(SignedIn {
        entry: place,
        account: Arc::new(account),
        regions,
        regions_unknown,
    })
}

fn enabled(region: Region) -> AccountRegion {
    AccountRegion {
        region,
        enabled: true,
    }
}

/// The regions that the account has; those of the partition, where AWS does not say.
async fn all_regions(account: &Account) -> (Vec<AccountRegion>, Option<UnitError>) {
    let error = match account.regions().await {
        Ok(regions) if !regions.is_empty() => return (regions, None),
        Ok(_) => UnitError::new(
            ErrorKind::MalformedResponse,
            "account:ListRegions names none",
        ),
        Err(error) => error,
    };
    let partition = partition_of(account);
    tracing::warn!(
        "AWS does not say which regions account {} has enabled ({error}); looking at all that this program knows of \
         partition {}",
        account.identity().account,
        partition.as_str()
    );
    (partition.regions().map(enabled).collect(), Some(error))
}

fn partition_of(account: &Account) -> Partition {
    Partition::of_arn(&account.identity().arn).unwrap_or_else(|| account.home().partition())
}

/// The regions of an account that nobody can be asked about.
fn regions_unasked(entry: Option<&AccountEntry>) -> Vec<Region> {
    match entry.map(|entry| &entry.regions) {
        Some(Regions::Named(regions)) => regions.clone(),
        Some(Regions::All { home }) => home.partition().regions().collect(),
        None => Vec::new(),
    }
}

fn warn_of_twins(entries: &[AccountEntry], accounts: &[SignedIn]) {
    let mut first: BTreeMap<&AccountId, &str> = BTreeMap::new();
    for signed_in in accounts {
        let id = &signed_in.account.identity().account;
        let name = entries.get(signed_in.entry).map_or("", |entry| &entry.name);
        if let Some(other) = first.get(id) {
            tracing::warn!(
                "{other} and {name} are the same account, {id}: what both name is looked at once, as {other}"
            );
        } else {
            first.insert(id, name);
        }
    }
}

#[cfg(test)]
mod tests {
    use opencite_core::RoleArn;
    use opencite_core::{AwsSettings, Role};

    use super::*;

    #[test]
    fn a_refusal_names_the_role_once() {
        let arn = RoleArn::new("arn:aws:iam::444455556666:role/x").unwrap();
        let role = Role {
            arn,
            external_id: None,
        };
        let entry = AccountEntry {
            name: "audit".to_owned(),
            settings: AwsSettings {
                roles: vec![role],
                ..AwsSettings::default()
            },
            id: None,
            regions: Regions::Named(Vec::new()),
            plugins: None,
            types: Vec::new(),
        };
        let refusal = |message: &str| {
            let error = UnitError {
                operation: Some(IamAction::new("sts", "AssumeRole")),
                ..UnitError::new(ErrorKind::AccessDenied, message)
            };
            let refusal = Refusal::SignIn(SignInError::Refused(error));
            refusal.unit_error(&entry).message
        };
        assert_eq!(refusal("no"), "no (role arn:aws:iam::444455556666:role/x)");
        let named = "not on arn:aws:iam::444455556666:role/x";
        assert_eq!(refusal(named), named);
    }
}
