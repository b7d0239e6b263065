//! ARNs of what SageMaker calls by name only.
//!
//! It names things by name where their ARNs would tell them apart. Those ARNs hold the name in lower case:
//! `arn:aws:sagemaker:us-east-1:111122223333:endpoint-config/churn-v2` is `Churn-v2`.

use opencite_plugin_sdk::Unit;

/// The ARN of something of the same account and region as the asset with the ARN `own`. What already is an ARN stays as
/// it is.
pub(crate) fn sibling<'a>(
    own: &str,
    resource: &str,
    name: impl Into<Option<&'a str>>,
) -> Option<String> {
    let name = name.into().filter(|name| !name.is_empty())?;
    if name.starts_with("arn:") {
        return Some(name.to_owned());
    }
    let place = place(own)?;
    Some(format!("{place}:{resource}/{}", name.to_lowercase()))
}

/// The ARNs of many such things.
pub(crate) fn siblings<'a>(
    own: &str,
    resource: &str,
    names: impl IntoIterator<Item = &'a str>,
) -> Vec<String> {
    let names = names.into_iter();
    names
        .filter_map(|name| sibling(own, resource, name))
        .collect()
}

/// The ARN of something that a listing calls by name only.
pub(crate) fn in_unit(unit: &Unit, resource: &str, name: &str) -> String {
    let Unit {
        account,
        region,
        partition,
        ..
    } = unit;
    let name = name.to_lowercase();
    format!("arn:{partition}:sagemaker:{region}:{account}:{resource}/{name}")
}

/// What all ARNs of an account and a region begin with: `arn:aws:sagemaker:us-east-1:111122223333`.
fn place(arn: &str) -> Option<&str> {
    let (end, _) = arn.match_indices(':').nth(4)?;
    arn.get(..end).filter(|place| place.starts_with("arn:"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const OWN: &str = "arn:aws-cn:sagemaker:cn-north-1:111122223333:endpoint/churn";

    #[test]
    fn a_sibling_has_its_name_in_lower_case() {
        assert_eq!(
            sibling(OWN, "endpoint-config", "Churn-V2").unwrap(),
            "arn:aws-cn:sagemaker:cn-north-1:111122223333:endpoint-config/churn-v2"
        );
    }

    #[test]
    fn what_is_an_arn_stays_as_it_is() {
        let other = "arn:aws-cn:sagemaker:cn-north-1:444455556666:model-package/Shared/3";
        assert_eq!(sibling(OWN, "model-package", other).unwrap(), other);
    }

    #[test]
    fn nothing_is_made_up() {
        assert_eq!(sibling(OWN, "model", None), None);
        assert_eq!(sibling(OWN, "model", ""), None);
        assert_eq!(sibling("churn", "model", "churn"), None);
        assert_eq!(sibling("a:b:c:d:e:f", "model", "churn"), None);
    }

    #[test]
    fn a_name_in_a_unit_is_an_arn_of_its_account_region_and_partition() {
        let unit = Unit {
            asset_type: "space".to_owned(),
            account: "111122223333".to_owned(),
            region: "cn-north-1".to_owned(),
            partition: "aws-cn".to_owned(),
        };
        assert_eq!(
            in_unit(&unit, "space", "d-1/Team"),
            "arn:aws-cn:sagemaker:cn-north-1:111122223333:space/d-1/team"
        );
    }

    #[test]
    fn many_are_made_at_once() {
        assert_eq!(
            siblings(OWN, "model", ["A", ""]),
            ["arn:aws-cn:sagemaker:cn-north-1:111122223333:model/a"]
        );
    }
}
