//! Which regions an account has.

use aws_sdk_account::types::{Region as SdkRegion, RegionOptStatus};
use opencite_core::{Region, UnitError};

use crate::classify::classify;
use crate::connection::Account;
use crate::meter::metered;
use crate::session::unit_error;

const LIST_REGIONS: &str = "account:ListRegions";

/// The most pages: at 50 regions a page, more than there are regions by far.
const MAX_PAGES: usize = 20;

/// A region, and whether the account has enabled it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountRegion {
    pub region: Region,
    pub enabled: bool,
}

impl Account {
    /// The regions that there are for the account, sorted: those that it has enabled, and the others.
    ///
    /// # Errors
    ///
    /// When the action is denied, or the partition does not have it.
    pub async fn regions(&self) -> Result<Vec<AccountRegion>, UnitError> {
        let connection = self.home_connection();
        let mut pages = connection.account().list_regions().into_paginator().send();
        let mut regions = Vec::new();
        for _ in 0..MAX_PAGES {
            let (page, readings) = metered(pages.next()).await;
            let Some(page) = page else { break };
            let page = page.map_err(|error| {
                unit_error(
                    LIST_REGIONS,
                    &classify(LIST_REGIONS, readings.attempts, &error),
                )
            })?;
            regions.extend(page.regions().iter().filter_map(account_region));
        }
        regions.sort_by(|one, other| one.region.cmp(&other.region));
        Ok(regions)
    }
}

/// What AWS says of a region. One whose code has not the form of any could not be called.
fn account_region(region: &SdkRegion) -> Option<AccountRegion> {
    let code = region.region_name()?;
    Some(AccountRegion {
        region: Region::unlisted(code).ok()?,
        enabled: matches!(
            region.region_opt_status()?,
            RegionOptStatus::Enabled | RegionOptStatus::EnabledByDefault
        ),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(code: &str, status: RegionOptStatus) -> Option<(String, bool)> {
        let region = SdkRegion::builder()
            .region_name(code)
            .region_opt_status(status)
            .build();
        let region = account_region(&region)?;
        Some((region.region.to_string(), region.enabled))
    }

    #[test]
    fn only_an_enabled_region_is_one_to_ask_in() {
        let is_enabled = |status| said("ap-east-1", status).map(|(_, enabled)| enabled);
        assert_eq!(is_enabled(RegionOptStatus::EnabledByDefault), Some(true));
        assert_eq!(is_enabled(RegionOptStatus::Enabled), Some(true));
        for status in [
            RegionOptStatus::Enabling,
            RegionOptStatus::Disabling,
            RegionOptStatus::Disabled,
        ] {
            assert_eq!(is_enabled(status), Some(false));
        }
    }

    #[test]
    fn a_region_newer_than_this_program_is_taken_and_nonsense_is_not() {
        let taken = said("xx-moon-1", RegionOptStatus::Enabled);
        assert_eq!(taken, Some(("xx-moon-1".to_owned(), true)));
        assert_eq!(said("evil.example/", RegionOptStatus::Enabled), None);
    }
}
