//! Code repositories that notebooks open. The listing says all that describing would.

use opencite_plugin_sdk::aws::sagemaker::code_repositories::{
    CodeRepositorySummary, list_code_repositories,
};
use opencite_plugin_sdk::{Asset, AssetKind, Properties, Scope, list, try_list};

pub(crate) const KIND: AssetKind = AssetKind {
    name: "code_repository",
    title: "Code repositories",
    scope: Scope::Regional,
    discover: |_| list(&list_code_repositories(), asset),
    verify: || try_list("sagemaker:ListCodeRepositories", &list_code_repositories()),
};

fn asset(repository: &CodeRepositorySummary) -> Asset {
    let arn = repository
        .code_repository_arn
        .as_deref()
        .unwrap_or_default();
    let name = repository
        .code_repository_name
        .as_deref()
        .unwrap_or_default();
    let git = repository.git_config.as_ref();
    Asset::new(arn, name)
        .created(repository.creation_time.as_deref())
        .modified(repository.last_modified_time.as_deref())
        .relation("secret", git.and_then(|it| it.secret_arn.as_deref()))
        .properties(Properties::default().record(repository))
}

#[cfg(test)]
mod tests {
    use serde_json::{from_value, json};

    use super::*;

    #[test]
    fn everything_aws_says_is_mapped() {
        let repository = json!({
            "code_repository_name": "Shared",
            "code_repository_arn": "arn:aws:sagemaker:us-east-1:111122223333:code-repository/shared",
            "creation_time": "2026-03-01T08:00:00Z",
            "last_modified_time": "2026-03-02T09:30:00Z",
            "git_config": {
                "repository_url": "https://git.example/shared",
                "branch": "main",
                "secret_arn": "arn:aws:secretsmanager:us-east-1:111122223333:secret:git",
            },
        });
        insta::assert_snapshot!(asset(&from_value(repository).unwrap()), @r#"
        Shared: arn:aws:sagemaker:us-east-1:111122223333:code-repository/shared
        created: 2026-03-01T08:00:00Z
        modified: 2026-03-02T09:30:00Z
        secret -> arn:aws:secretsmanager:us-east-1:111122223333:secret:git
        code_repository_arn = "arn:aws:sagemaker:us-east-1:111122223333:code-repository/shared"
        code_repository_name = "Shared"
        creation_time = "2026-03-01T08:00:00Z"
        git_config = {"branch":"main","repository_url":"https://git.example/shared","secret_arn":"arn:aws:secretsmanager:us-east-1:111122223333:secret:git"}
        last_modified_time = "2026-03-02T09:30:00Z"
        "#);
    }
}
