//! ARNs of what AgentCore calls by its id or its name only.

use opencite_plugin_sdk::Unit;

/// The ARN of a resource in the account and region of a unit.
pub(crate) fn here(unit: &Unit, resource: &str) -> String {
    let (partition, region, account) = (&unit.partition, &unit.region, &unit.account);
    format!("arn:{partition}:bedrock-agentcore:{region}:{account}:{resource}")
}

/// The ARN of a resource of the same account and region as the asset with the ARN `own`.
pub(crate) fn sibling(own: &str, resource: &str) -> Option<String> {
    let Place {
        partition,
        region,
        account,
    } = place(own)?;
    Some(format!(
        "arn:{partition}:bedrock-agentcore:{region}:{account}:{resource}"
    ))
}

/// The ARN of an evaluator: those that AWS brings along belong to no account.
pub(crate) fn evaluator(own: &str, id: &str) -> Option<String> {
    if !(id.starts_with("Builtin.") || id.starts_with("ThirdParty.")) {
        return sibling(own, &format!("evaluator/{id}"));
    }
    let partition = place(own)?.partition;
    Some(format!(
        "arn:{partition}:bedrock-agentcore:::evaluator/{id}"
    ))
}

/// The ARN of a log group.
pub(crate) fn log_group(own: &str, name: &str) -> Option<String> {
    let Place {
        partition,
        region,
        account,
    } = place(own)?;
    Some(format!(
        "arn:{partition}:logs:{region}:{account}:log-group:{name}"
    ))
}

/// The ARN of a bucket.
pub(crate) fn bucket(own: &str, name: &str) -> Option<String> {
    let partition = place(own)?.partition;
    Some(format!("arn:{partition}:s3:::{name}"))
}

/// Where the asset with an ARN is.
struct Place<'a> {
    partition: &'a str,
    region: &'a str,
    account: &'a str,
}

fn place(arn: &str) -> Option<Place<'_>> {
    let mut fields = arn.strip_prefix("arn:")?.split(':');
    let partition = fields.next()?;
    let _service = fields.next()?;
    let place = Place {
        partition,
        region: fields.next()?,
        account: fields.next()?,
    };
    fields.next().map(|_resource| place)
}

#[cfg(test)]
mod tests {
    use super::*;

    const OWN: &str = "arn:aws-us-gov:bedrock-agentcore:us-gov-west-1:111122223333:harness/h1";

    #[test]
    fn a_sibling_is_in_the_same_account_and_region() {
        assert_eq!(
            sibling(OWN, "gateway/g1").unwrap(),
            "arn:aws-us-gov:bedrock-agentcore:us-gov-west-1:111122223333:gateway/g1"
        );
    }

    #[test]
    fn what_is_asked_for_in_a_unit_is_there() {
        let unit = Unit {
            asset_type: "gateway".to_owned(),
            account: "111122223333".to_owned(),
            region: "us-east-1".to_owned(),
            partition: "aws".to_owned(),
        };
        assert_eq!(
            here(&unit, "gateway/g1"),
            "arn:aws:bedrock-agentcore:us-east-1:111122223333:gateway/g1"
        );
    }

    #[test]
    fn evaluators_of_aws_belong_to_no_account() {
        assert_eq!(
            evaluator(OWN, "Builtin.Helpfulness").unwrap(),
            "arn:aws-us-gov:bedrock-agentcore:::evaluator/Builtin.Helpfulness"
        );
        assert_eq!(
            evaluator(OWN, "polite-a1").unwrap(),
            "arn:aws-us-gov:bedrock-agentcore:us-gov-west-1:111122223333:evaluator/polite-a1"
        );
    }

    #[test]
    fn other_services_have_arns_of_their_own() {
        assert_eq!(
            log_group(OWN, "/agents").unwrap(),
            "arn:aws-us-gov:logs:us-gov-west-1:111122223333:log-group:/agents"
        );
        assert_eq!(bucket(OWN, "b").unwrap(), "arn:aws-us-gov:s3:::b");
    }

    #[test]
    fn nothing_is_made_of_what_is_no_arn() {
        for own in ["", "h1", "arn:aws:bedrock-agentcore:us-east-1:111122223333"] {
            assert_eq!(sibling(own, "gateway/g1"), None);
            assert_eq!(evaluator(own, "Builtin.Helpfulness"), None);
            assert_eq!(log_group(own, "/agents"), None);
        }
    }
}
