//! Which regions to scan.

use opencite_core::{Region, RegionError};

use crate::config::{Config, nearest};
use crate::failure::Failure;

/// Where a scan goes when nobody says.
const DEFAULT: &str = "us-east-1";

/// The regions of a scan: those of the command line, else of the config, else of the environment or the profile.
pub(crate) async fn resolve(
    asked: &[String],
    config: &Config,
    profile: Option<&str>,
) -> Result<Vec<Region>, Failure> {
    let mut regions = if !asked.is_empty() {
        parse(asked, config)?
    } else if !config.regions.is_empty() {
        parse(&config.regions, config)?
    } else {
        let configured = opencite_aws::configured_region(profile).await;
        parse(&[configured.unwrap_or_else(|| DEFAULT.to_owned())], config)?
    };
    regions.sort();
    regions.dedup();
    Ok(regions)
}

fn parse(codes: &[String], config: &Config) -> Result<Vec<Region>, Failure> {
    codes
        .iter()
        .map(|code| parse_one(code, config).map_err(|error| unknown(&error)))
        .collect()
}

fn parse_one(code: &str, config: &Config) -> Result<Region, RegionError> {
    if config
        .additional_regions
        .iter()
        .any(|additional| additional == code)
    {
        return Region::unlisted(code);
    }
    Region::known(code)
}

fn unknown(error: &RegionError) -> Failure {
    let nearest = nearest(&error.0, Region::all_known());
    let meant = nearest.map_or_else(String::new, |nearest| format!("Did you mean {nearest}? "));
    Failure::usage(error.clone()).hint(format!(
        "{meant}A region newer than this program goes into additional_regions of the config."
    ))
}
