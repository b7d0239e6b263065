//! Regions and partitions of AWS.

use std::fmt;

use serde::Serialize;

/// An AWS region, by its code: `us-east-1`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Region(String);

/// A set of regions with its own endpoints, ARNs and credentials.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Partition {
    /// The commercial regions.
    Aws,
    /// China.
    AwsCn,
    /// `GovCloud` (US).
    AwsUsGov,
    /// The European Sovereign Cloud.
    AwsEusc,
    /// Secret regions, by the names that ARNs have: C2S, SC2S, and those of allies.
    AwsIso,
    /// See [`Partition::AwsIso`].
    AwsIsoB,
    /// See [`Partition::AwsIso`].
    AwsIsoE,
    /// See [`Partition::AwsIso`].
    AwsIsoF,
}

/// The partitions that are told by how their regions begin; all other regions are commercial.
const PREFIXES: &[(&str, Partition)] = &[
    ("cn-", Partition::AwsCn),
    ("us-gov-", Partition::AwsUsGov),
    ("eusc-", Partition::AwsEusc),
    ("us-iso-", Partition::AwsIso),
    ("us-isob-", Partition::AwsIsoB),
    ("eu-isoe-", Partition::AwsIsoE),
    ("us-isof-", Partition::AwsIsoF),
];

/// A region code that no partition has.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown region {0:?}")]
pub struct RegionError(pub String);

/// The regions of AWS as of 2026-11, for catching typing errors before a scan starts.
///
/// Source: <https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html>
const REGIONS: &[&str] = &[
    "af-south-1",
    "ap-east-1",
    "ap-east-2",
    "ap-northeast-1",
    "ap-northeast-2",
    "ap-northeast-3",
    "ap-south-1",
    "ap-south-2",
    "ap-southeast-1",
    "ap-southeast-2",
    "ap-southeast-3",
    "ap-southeast-4",
    "ap-southeast-5",
    "ap-southeast-6",
    "ap-southeast-7",
    "ca-central-1",
    "ca-west-1",
    "cn-north-1",
    "cn-northwest-1",
    "eu-central-1",
    "eu-central-2",
    "eu-isoe-west-1",
    "eu-north-1",
    "eu-south-1",
    "eu-south-2",
    "eu-west-1",
    "eu-west-2",
    "eu-west-3",
    "eusc-de-east-1",
    "il-central-1",
    "me-central-1",
    "me-south-1",
    "mx-central-1",
    "sa-east-1",
    "us-east-1",
    "us-east-2",
    "us-gov-east-1",
    "us-gov-west-1",
    "us-iso-east-1",
    "us-iso-west-1",
    "us-isob-east-1",
    "us-isob-west-1",
    "us-isof-east-1",
    "us-isof-south-1",
    "us-west-1",
    "us-west-2",
];

impl Region {
    /// A region that this program knows.
    ///
    /// # Errors
    ///
    /// When the list of regions does not have it.
    pub fn known(code: &str) -> Result<Self, RegionError> {
        if REGIONS.contains(&code) {
            Ok(Self(code.to_owned()))
        } else {
            Err(RegionError(code.to_owned()))
        }
    }

    /// A region that is newer than this program: taken as it stands when it has the form of a region code.
    ///
    /// # Errors
    ///
    /// When the text cannot be a region code.
    pub fn unlisted(code: &str) -> Result<Self, RegionError> {
        if has_region_form(code) {
            Ok(Self(code.to_owned()))
        } else {
            Err(RegionError(code.to_owned()))
        }
    }

    /// The codes that [`Region::known`] takes, sorted.
    pub fn all_known() -> impl Iterator<Item = &'static str> {
        REGIONS.iter().copied()
    }

    /// The code.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The partition that the region lies in.
    pub fn partition(&self) -> Partition {
        Partition::of_region(self.as_str())
    }
}

/// `xx-word(-word)*-digits`: lower-case letters, digits and hyphens, as all region codes have been.
fn has_region_form(code: &str) -> bool {
    let parts: Vec<&str> = code.split('-').collect();
    let word = |part: &&str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase());
    match parts.as_slice() {
        [words @ .., number] => {
            words.len() >= 2
                && code.len() <= 32
                && words.iter().all(word)
                && !number.is_empty()
                && number.bytes().all(|byte| byte.is_ascii_digit())
        }
        [] => false,
    }
}

impl Partition {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Aws,
        Self::AwsCn,
        Self::AwsUsGov,
        Self::AwsEusc,
        Self::AwsIso,
        Self::AwsIsoB,
        Self::AwsIsoE,
        Self::AwsIsoF,
    ];

    /// The partition of a region, by the region's code.
    pub fn of_region(code: &str) -> Self {
        PREFIXES
            .iter()
            .find(|(prefix, _)| code.starts_with(prefix))
            .map_or(Self::Aws, |(_, partition)| *partition)
    }

    /// How the names of hosts end there: `bedrock-agent.us-east-1.amazonaws.com`.
    ///
    /// Source for both suffixes: `partitions.json`, which AWS publishes with its SDKs.
    pub fn dns_suffix(self) -> &'static str {
        match self {
            Self::Aws | Self::AwsUsGov => "amazonaws.com",
            Self::AwsCn => "amazonaws.com.cn",
            Self::AwsEusc => "amazonaws.eu",
            Self::AwsIso => "c2s.ic.gov",
            Self::AwsIsoB => "sc2s.sgov.gov",
            Self::AwsIsoE => "cloud.adc-e.uk",
            Self::AwsIsoF => "csp.hci.ic.gov",
        }
    }

    /// The same for hosts that IPv6 reaches as well; newer services have no others.
    pub fn dual_stack_suffix(self) -> &'static str {
        match self {
            Self::Aws | Self::AwsUsGov => "api.aws",
            Self::AwsCn => "api.amazonwebservices.com.cn",
            Self::AwsEusc => "api.amazonwebservices.eu",
            Self::AwsIso => "api.aws.ic.gov",
            Self::AwsIsoB => "api.aws.scloud",
            Self::AwsIsoE => "api.cloud-aws.adc-e.uk",
            Self::AwsIsoF => "api.aws.hci.ic.gov",
        }
    }

    /// The partition's name in ARNs.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Aws => "aws",
            Self::AwsCn => "aws-cn",
            Self::AwsUsGov => "aws-us-gov",
            Self::AwsEusc => "aws-eusc",
            Self::AwsIso => "aws-iso",
            Self::AwsIsoB => "aws-iso-b",
            Self::AwsIsoE => "aws-iso-e",
            Self::AwsIsoF => "aws-iso-f",
        }
    }

    /// The partition that an ARN begins with: `arn:aws-us-gov:...`.
    pub fn of_arn(arn: &str) -> Option<Self> {
        let (name, _) = arn.strip_prefix("arn:")?.split_once(':')?;
        Self::ALL
            .into_iter()
            .find(|partition| partition.as_str() == name)
    }

    /// The regions of the partition that this program knows, sorted.
    pub fn regions(self) -> impl Iterator<Item = Region> {
        Region::all_known()
            .map(|code| Region(code.to_owned()))
            .filter(move |region| region.partition() == self)
    }
}

impl fmt::Display for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_typing_error_is_no_region() {
        assert_eq!(
            Region::known("us-esat-1"),
            Err(RegionError("us-esat-1".to_owned()))
        );
        assert!(Region::known("us-east-1").is_ok());
    }

    #[test]
    fn a_new_region_must_still_look_like_one() {
        assert!(Region::unlisted("sa-west-1").is_ok());
        assert!(Region::unlisted("us-isox-east-1").is_ok());
        for text in [
            "",
            "mars",
            "us-east",
            "us_east_1",
            "US-EAST-1",
            "us-east-1/../x",
            "evil.example-1",
        ] {
            assert!(Region::unlisted(text).is_err(), "{text:?}");
        }
    }

    #[test]
    fn the_partition_follows_from_the_code() {
        let partition = |code| Region::known(code).map(|region| region.partition().as_str());
        assert_eq!(partition("cn-north-1"), Ok("aws-cn"));
        assert_eq!(partition("us-gov-west-1"), Ok("aws-us-gov"));
        assert_eq!(partition("eu-west-1"), Ok("aws"));
        assert_eq!(partition("eusc-de-east-1"), Ok("aws-eusc"));
        assert_eq!(partition("us-iso-east-1"), Ok("aws-iso"));
        assert_eq!(partition("us-isob-east-1"), Ok("aws-iso-b"));
    }

    #[test]
    fn every_partition_has_regions_and_is_found_by_an_arn() {
        for partition in Partition::ALL {
            let arn = format!(
                "arn:{}:sts::111122223333:assumed-role/a/b",
                partition.as_str()
            );
            assert_eq!(Partition::of_arn(&arn), Some(partition));
            assert!(partition.regions().count() > 0, "{partition:?}");
        }
        assert_eq!(Partition::of_arn("arn:aws-moon:sts::1:x"), None);
        let china: Vec<_> = Partition::AwsCn.regions().collect();
        assert_eq!(china.len(), 2);
    }

    #[test]
    fn the_list_of_regions_is_sorted() {
        assert!(REGIONS.is_sorted());
    }
}
