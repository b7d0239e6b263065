//! Which regions to look at.

use opencite_config::Config;
use opencite_core::{AwsSettings, Partition, Region, RegionError, nearest};

use crate::failure::Failure;

/// Where a scan goes when nobody says: a role is assumed in its own partition.
fn default_region(partition: Option<Partition>) -> &'static str {
    match partition {
        None | Some(Partition::Aws) => "us-east-1",
        Some(Partition::AwsCn) => "cn-north-1",
        Some(Partition::AwsUsGov) => "us-gov-west-1",
        Some(Partition::AwsEusc) => "eusc-de-east-1",
        Some(Partition::AwsIso) => "us-iso-east-1",
        Some(Partition::AwsIsoB) => "us-isob-east-1",
        Some(Partition::AwsIsoE) => "eu-isoe-west-1",
        Some(Partition::AwsIsoF) => "us-isof-south-1",
    }
}

/// The word for all regions that an account has.
const ALL: &str = "all";

/// The regions of an account to look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Regions {
    /// These, sorted; at least one.
    Named(Vec<Region>),
    /// All that the account has. This one is where AWS is asked which.
    All { home: Region },
}

impl Regions {
    /// Where to sign in, and where else when AWS does not know the key there.
    pub(crate) fn to_sign_in(&self) -> (&Region, &[Region]) {
        match self {
            Self::Named(regions) => regions
                .split_first()
                .expect("a list of named regions has at least one"),
            Self::All { home } => (home, &[]),
        }
    }
}

/// The regions of an account: those of the command line, else of its own section, else of the config, else of the
/// environment or the profile.
pub(crate) async fn resolve(
    asked: &[String],
    section: Option<&[String]>,
    config: &Config,
    settings: &AwsSettings,
) -> Result<Regions, Failure> {
    let named = [asked, section.unwrap_or_default(), &config.regions];
    let named = named.into_iter().find(|codes| !codes.is_empty());
    match named {
        Some(codes) if codes.iter().any(|code| code == ALL) => {
            let home = configured(settings, config).await?;
            Ok(Regions::All { home })
        }
        Some(codes) => {
            let mut regions = parse(codes, config)?;
            regions.sort();
            regions.dedup();
            Ok(Regions::Named(regions))
        }
        None => Ok(Regions::Named(vec![configured(settings, config).await?])),
    }
}

async fn configured(settings: &AwsSettings, config: &Config) -> Result<Region, Failure> {
    let configured = opencite_aws::configured_region(settings.profile.as_deref()).await;
    let partition = settings.roles.last().and_then(|role| role.arn.partition());
    let code = configured.unwrap_or_else(|| default_region(partition).to_owned());
    parse_one(&code, config).map_err(|error| unknown(&error))
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
