//! A region of an account that somebody is signed in to.

use std::sync::Arc;

use opencite_aws::{Account, Connection};
use opencite_core::{ErrorKind, Region, UnitError};
use tokio::sync::OnceCell;

/// A region of an account: its clients, shared by the units there.
pub(crate) struct Site {
    account: Arc<Account>,
    region: Region,
    connection: Arc<Connection>,
    /// Whether the account has not enabled the region; asked when AWS gives reason to.
    disabled: OnceCell<bool>,
}

impl Site {
    pub(crate) fn new(account: &Arc<Account>, region: &Region) -> Self {
        Self {
            account: Arc::clone(account),
            region: region.clone(),
            connection: account.connection(region),
            disabled: OnceCell::new(),
        }
    }

    pub(crate) fn connection(&self) -> Arc<Connection> {
        Arc::clone(&self.connection)
    }

    /// Tells a region that is not enabled from credentials that are no good: AWS says the same of both.
    pub(crate) async fn judge(&self, error: UnitError) -> UnitError {
        if !Account::is_unknown_key(&error) {
            return error;
        }
        let is_disabled = self.disabled.get_or_init(|| self.is_disabled()).await;
        if *is_disabled {
            self.disabled_error(error)
        } else {
            error
        }
    }

    async fn is_disabled(&self) -> bool {
        let is_disabled = self.account.has_disabled(&self.region).await;
        if is_disabled {
            tracing::warn!(
                "account {} has not enabled region {}, which is skipped: enable it, or leave it out of --region and \
                 of the config",
                self.account.identity().account,
                self.region
            );
        }
        is_disabled
    }

    fn disabled_error(&self, error: UnitError) -> UnitError {
        let (region, home) = (&self.region, self.account.home());
        UnitError {
            kind: ErrorKind::RegionDisabled,
            message: format!(
                "AWS knows these credentials in {home} and not in {region}: the account has not enabled {region}, or \
                 they are a session of STS's global endpoint, which such a region does not take"
            ),
            ..error
        }
    }
}

/// Why nothing is asked in a region that AWS lists as not enabled.
pub(crate) fn not_enabled(region: &Region) -> UnitError {
    let message = format!("the account has not enabled {region}");
    UnitError::new(ErrorKind::RegionDisabled, message)
}
