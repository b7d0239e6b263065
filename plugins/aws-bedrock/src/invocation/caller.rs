//! Who made a call, in each of the ways in which CloudTrail says it.
//!
//! Source: <https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html>

use opencite_plugin_sdk::usage_sink::Principal;
use serde_json::Value;

use super::text;

/// The caller of a record; where that says nothing, the name that CloudTrail has for the user.
pub(super) fn of(record: &Value, username: Option<&str>) -> Option<Principal> {
    let said = |field: &str| text(record, &format!("/userIdentity/{field}"));
    let kind = said("type");
    let name = match kind.as_deref() {
        // The role, whatever the session is called.
        Some("AssumedRole") => said("sessionContext/sessionIssuer/arn").or_else(|| said("arn")),
        Some("AWSService") => said("invokedBy").or_else(|| said("arn")),
        Some("IdentityCenterUser") => said("onBehalfOf/userId").map(|id| identity_center(&id)),
        Some("AWSAccount") => said("arn").or_else(|| said("accountId")),
        _ => said("arn"),
    };
    let name = name
        .or_else(|| said("userName"))
        .or_else(|| said("principalId"))
        .or_else(|| said("invokedBy"))
        .or_else(|| username.map(str::to_owned))?;
    Some(Principal {
        session: session(kind.as_deref(), said("arn").as_deref()),
        kind,
        arn: name,
    })
}

/// The ARN of a user of IAM Identity Center.
///
/// Source: <https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentitystore.html>
fn identity_center(user: &str) -> String {
    format!("arn:aws:identitystore:::user/{user}")
}

/// What follows the role in the ARN of a session.
fn session(kind: Option<&str>, arn: Option<&str>) -> Option<String> {
    let (_, role_and_session) = arn?.split_once(":assumed-role/")?;
    let (_, session) = role_and_session.split_once('/')?;
    (kind == Some("AssumedRole")).then(|| session.to_owned())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn told(identity: &Value) -> String {
        let record = json!({ "userIdentity": identity });
        match of(&record, Some("somebody")) {
            Some(Principal { kind, arn, session }) => format!(
                "{} {arn} {}",
                kind.as_deref().unwrap_or("?"),
                session.as_deref().unwrap_or("-")
            ),
            None => "nobody".to_owned(),
        }
    }

    #[test]
    fn every_kind_of_caller_has_a_name() {
        let callers = [
            json!({"type": "IAMUser", "arn": "arn:aws:iam::111122223333:user/eng/ada", "userName": "ada"}),
            json!({"type": "AssumedRole", "arn": "arn:aws:sts::111122223333:assumed-role/Chat/i-0abc",
                "sessionContext": {"sessionIssuer": {"type": "Role", "arn": "arn:aws:iam::111122223333:role/apps/Chat"}}}),
            json!({"type": "AssumedRole", "arn": "arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Dev_0a1b/ada@example.com",
                "sessionContext": {"sessionIssuer": {"arn":
                    "arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Dev_0a1b"}}}),
            json!({"type": "AssumedRole", "arn": "arn:aws:sts::111122223333:assumed-role/Chat/i-0abc"}),
            json!({"type": "IdentityCenterUser", "onBehalfOf": {"userId": "94482488-3041-7075",
                "identityStoreArn": "arn:aws:identitystore::111122223333:identitystore/d-9067642ac7"}}),
            json!({"type": "FederatedUser", "arn": "arn:aws:sts::111122223333:federated-user/ada"}),
            json!({"type": "WebIdentityUser", "principalId": "accounts.google.com:app:42", "userName": "42"}),
            json!({"type": "AWSService", "invokedBy": "sagemaker.amazonaws.com"}),
            json!({"type": "AWSAccount", "principalId": "AIDAEXAMPLE", "accountId": "444455556666"}),
            json!({"type": "Root", "arn": "arn:aws:iam::111122223333:root"}),
            json!({"type": "Unknown", "principalId": "AIDAEXAMPLE"}),
            json!({"type": "AssumedRole"}),
            json!(null),
            json!(7),
        ];
        let lines: Vec<String> = callers.iter().map(told).collect();
        insta::assert_snapshot!(lines.join("\n"), @"
        IAMUser arn:aws:iam::111122223333:user/eng/ada -
        AssumedRole arn:aws:iam::111122223333:role/apps/Chat i-0abc
        AssumedRole arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Dev_0a1b ada@example.com
        AssumedRole arn:aws:sts::111122223333:assumed-role/Chat/i-0abc i-0abc
        IdentityCenterUser arn:aws:identitystore:::user/94482488-3041-7075 -
        FederatedUser arn:aws:sts::111122223333:federated-user/ada -
        WebIdentityUser 42 -
        AWSService sagemaker.amazonaws.com -
        AWSAccount 444455556666 -
        Root arn:aws:iam::111122223333:root -
        Unknown AIDAEXAMPLE -
        AssumedRole somebody -
        ? somebody -
        ? somebody -
        ");
    }
}
