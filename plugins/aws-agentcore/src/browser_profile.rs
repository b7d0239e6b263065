//! Browser profiles: what browsers keep between sessions. The listing says all that describing would.

use opencite_plugin_sdk::aws::agentcore::browser_profiles::{
    BrowserProfileSummary, list_browser_profiles,
};
use opencite_plugin_sdk::{Asset, AssetKind, Properties, Scope, list, try_list};

pub(crate) const KIND: AssetKind = AssetKind {
    name: "browser_profile",
    title: "Browser profiles",
    scope: Scope::Regional,
    discover: |_| list(&list_browser_profiles(), asset),
    verify: || {
        try_list(
            "bedrock-agentcore:ListBrowserProfiles",
            &list_browser_profiles(),
        )
    },
};

fn asset(profile: &BrowserProfileSummary) -> Asset {
    Asset::new(&profile.profile_arn, &profile.name)
        .status(profile.status.as_str())
        .created(profile.created_at.as_str())
        .modified(profile.last_updated_at.as_str())
        .properties(Properties::default().record(profile))
}

#[cfg(test)]
mod tests {
    use serde_json::{from_value, json};

    use super::*;

    #[test]
    fn everything_aws_says_is_mapped() {
        let profile = json!({
            "profile_id": "portal-p1",
            "profile_arn": "arn:aws:bedrock-agentcore:us-east-1:111122223333:browser-profile/portal-p1",
            "name": "portal",
            "description": "Signed in to the portal",
            "status": "READY",
            "created_at": "2026-03-01T08:00:00Z",
            "last_updated_at": "2026-03-02T09:30:00Z",
            "last_saved_at": "2026-03-02T09:30:00Z",
            "last_saved_browser_session_id": "01J",
            "last_saved_browser_id": "quotes-b1",
        });
        insta::assert_snapshot!(asset(&from_value(profile).unwrap()), @r#"
        portal: arn:aws:bedrock-agentcore:us-east-1:111122223333:browser-profile/portal-p1
        status: READY
        created: 2026-03-01T08:00:00Z
        modified: 2026-03-02T09:30:00Z
        created_at = "2026-03-01T08:00:00Z"
        description = "Signed in to the portal"
        last_saved_at = "2026-03-02T09:30:00Z"
        last_saved_browser_id = "quotes-b1"
        last_saved_browser_session_id = "01J"
        last_updated_at = "2026-03-02T09:30:00Z"
        name = "portal"
        profile_arn = "arn:aws:bedrock-agentcore:us-east-1:111122223333:browser-profile/portal-p1"
        profile_id = "portal-p1"
        status = "READY"
        "#);
    }
}
