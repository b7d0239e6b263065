//! Work teams: people who label data and judge answers. The listing says all that describing would.

use opencite_plugin_sdk::aws::sagemaker::workteams::{MemberDefinition, Workteam, list_workteams};
use opencite_plugin_sdk::{Asset, AssetKind, Properties, Scope, list, try_list};

pub(crate) const KIND: AssetKind = AssetKind {
    name: "workteam",
    title: "Work teams",
    scope: Scope::Regional,
    discover: |_| list(&list_workteams(), asset),
    verify: || try_list("sagemaker:ListWorkteams", &list_workteams()),
};

fn asset(team: &Workteam) -> Asset {
    let arn = team.workteam_arn.as_deref().unwrap_or_default();
    let notified = team.notification_configuration.as_ref();
    let notified = notified.and_then(|it| it.notification_topic_arn.as_deref());
    Asset::new(arn, team.workteam_name.as_deref().unwrap_or_default())
        .created(team.create_date.as_deref())
        .modified(team.last_updated_date.as_deref())
        .relation("workforce", team.workforce_arn.as_deref())
        .relation("topic", notified)
        .relations(
            "user-pool",
            team.member_definitions.iter().filter_map(user_pool),
        )
        .properties(Properties::default().record(team))
}

fn user_pool(members: &MemberDefinition) -> Option<&String> {
    let members = members.cognito_member_definition.as_ref()?;
    members.user_pool.as_ref()
}

#[cfg(test)]
mod tests {
    use serde_json::{from_value, json};

    use super::*;

    #[test]
    fn everything_aws_says_is_mapped() {
        let team = json!({
            "workteam_name": "Reviewers",
            "member_definitions": [{"cognito_member_definition": {"user_pool": "us-east-1_P", "user_group": "reviewers", "client_id": "c1"}}],
            "workteam_arn": "arn:aws:sagemaker:us-east-1:111122223333:workteam/private-crowd/reviewers",
            "workforce_arn": "arn:aws:sagemaker:us-east-1:111122223333:workforce/private-crowd/default",
            "product_listing_ids": [],
            "description": "People who review",
            "create_date": "2026-03-01T08:00:00Z",
            "last_updated_date": "2026-03-02T09:30:00Z",
            "notification_configuration": {"notification_topic_arn": "arn:aws:sns:us-east-1:111122223333:work"},
        });
        insta::assert_snapshot!(asset(&from_value(team).unwrap()), @r#"
        Reviewers: arn:aws:sagemaker:us-east-1:111122223333:workteam/private-crowd/reviewers
        created: 2026-03-01T08:00:00Z
        modified: 2026-03-02T09:30:00Z
        workforce -> arn:aws:sagemaker:us-east-1:111122223333:workforce/private-crowd/default
        topic -> arn:aws:sns:us-east-1:111122223333:work
        user-pool -> us-east-1_P
        create_date = "2026-03-01T08:00:00Z"
        description = "People who review"
        last_updated_date = "2026-03-02T09:30:00Z"
        member_definitions = [{"cognito_member_definition":{"client_id":"c1","user_group":"reviewers","user_pool":"us-east-1_P"}}]
        notification_configuration = {"notification_topic_arn":"arn:aws:sns:us-east-1:111122223333:work"}
        product_listing_ids = []
        workforce_arn = "arn:aws:sagemaker:us-east-1:111122223333:workforce/private-crowd/default"
        workteam_arn = "arn:aws:sagemaker:us-east-1:111122223333:workteam/private-crowd/reviewers"
        workteam_name = "Reviewers"
        "#);
    }
}
