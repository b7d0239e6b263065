//! Projects: repositories, pipelines and endpoints that a template made together. What the template was told is shown
//! as fingerprints.

use opencite_plugin_sdk::aws::sagemaker::projects::{
    CfnTemplateProviderDetail, ProjectDetail, ProjectSummary, describe_project, list_projects,
};
use opencite_plugin_sdk::{
    Asset, AssetKind, Description, Properties, Scope, list_and_describe, try_list_and_describe,
};

use crate::shapes::{Edge, maker};

pub(crate) const KIND: AssetKind = AssetKind {
    name: "project",
    title: "Projects",
    scope: Scope::Regional,
    discover: |_| list_and_describe(&list_projects(), &DESCRIPTION),
    verify: || try_list_and_describe(&list_projects(), &DESCRIPTION),
};

const DESCRIPTION: Description<ProjectSummary, ProjectDetail> = Description {
    actions: ["sagemaker:ListProjects", "sagemaker:DescribeProject"],
    id: |project| project.project_arn.as_deref().unwrap_or_default(),
    key: |project| project.project_name.clone().unwrap_or_default(),
    describe: describe_project,
    asset,
};

fn asset(project: &ProjectSummary, detail: Option<&ProjectDetail>) -> Asset {
    let arn = project.project_arn.as_deref().unwrap_or_default();
    let name = project.project_name.as_deref().unwrap_or_default();
    let templates = detail.map(|it| &it.template_provider_details);
    let templates = templates.into_iter().flatten();
    let stacks = templates.filter_map(|it| it.cfn_template_provider_detail.as_ref());
    Asset::new(arn, name)
        .status(project.project_status.as_deref())
        .created(project.creation_time.as_deref())
        .modified(detail.and_then(|it| it.last_modified_time.as_deref()))
        .edges(stacks.flat_map(stack))
        .relation(
            "user-profile",
            detail.and_then(|it| maker(it.created_by.as_ref())),
        )
        .properties(Properties::default().record(project).record(&detail))
}

/// The stack that a template made, and as whom.
fn stack(template: &CfnTemplateProviderDetail) -> impl Iterator<Item = Edge<'_>> {
    let stack = template.stack_detail.as_ref();
    [
        ("role", template.role_arn.as_deref()),
        ("stack", stack.and_then(|it| it.id.as_deref())),
    ]
    .into_iter()
    .filter_map(|(kind, target)| Some((kind, target?)))
}

#[cfg(test)]
mod tests {
    use serde_json::{from_value, json};

    use super::*;

    #[test]
    fn everything_aws_says_is_mapped() {
        let summary = json!({
            "project_name": "Churn",
            "project_description": "From data to endpoint",
            "project_arn": "arn:aws:sagemaker:us-east-1:111122223333:project/churn",
            "project_id": "p-1",
            "creation_time": "2026-03-01T08:00:00Z",
            "project_status": "CreateCompleted",
        });
        let detail = json!({
            "project_name": "Churn",
            "template_provider_details": [{"cfn_template_provider_detail": {
                "template_name": "mlops",
                "role_arn": "arn:aws:iam::111122223333:role/project",
                "parameters": [{"key": "Branch", "value": "ab12"}],
                "stack_detail": {"id": "arn:aws:cloudformation:us-east-1:111122223333:stack/churn/1"},
            }}],
            "created_by": {"user_profile_arn": "arn:aws:sagemaker:us-east-1:111122223333:user-profile/d-1/ana"},
            "last_modified_time": "2026-03-02T09:30:00Z",
        });
        let asset = asset(
            &from_value(summary).unwrap(),
            Some(&from_value(detail).unwrap()),
        );
        insta::assert_snapshot!(asset, @r#"
        Churn: arn:aws:sagemaker:us-east-1:111122223333:project/churn
        status: CreateCompleted
        created: 2026-03-01T08:00:00Z
        modified: 2026-03-02T09:30:00Z
        role -> arn:aws:iam::111122223333:role/project
        stack -> arn:aws:cloudformation:us-east-1:111122223333:stack/churn/1
        user-profile -> arn:aws:sagemaker:us-east-1:111122223333:user-profile/d-1/ana
        created_by = {"user_profile_arn":"arn:aws:sagemaker:us-east-1:111122223333:user-profile/d-1/ana"}
        creation_time = "2026-03-01T08:00:00Z"
        last_modified_time = "2026-03-02T09:30:00Z"
        project_arn = "arn:aws:sagemaker:us-east-1:111122223333:project/churn"
        project_description = "From data to endpoint"
        project_id = "p-1"
        project_name = "Churn"
        project_status = "CreateCompleted"
        template_provider_details = [{"cfn_template_provider_detail":{"parameters":[{"key":"Branch","value":"ab12"}],"role_arn":"arn:aws:iam::111122223333:role/project","stack_detail":{"id":"arn:aws:cloudformation:us-east-1:111122223333:stack/churn/1"},"template_name":"mlops"}}]
        "#);
    }
}
