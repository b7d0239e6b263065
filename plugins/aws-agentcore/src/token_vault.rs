//! The token vault: what keeps the tokens and keys of an account's credential providers. There is at most one in a
//! region, and nothing lists it.

use opencite_plugin_sdk::aws::agentcore::token_vaults::{TokenVaultDetail, get_token_vault};
use opencite_plugin_sdk::{
    Asset, AssetKind, AwsError, Failure, Properties, Scope, Unit, single, tried,
};

use crate::arn::here;

pub(crate) const KIND: AssetKind = AssetKind {
    name: "token_vault",
    title: "Token vaults",
    scope: Scope::Regional,
    discover,
    verify: || {
        let answer = the_vault().transpose();
        vec![tried("bedrock-agentcore:GetTokenVault", answer)]
    },
};

fn discover(unit: &Unit) -> Result<(), Failure> {
    let vault = there(the_vault())?;
    single(vault.map(|vault| asset(unit, &vault)))
}

fn the_vault() -> Option<Result<TokenVaultDetail, AwsError>> {
    get_token_vault(&["default".to_owned()]).pop()
}

/// An account that never kept a token has no vault.
fn there<T>(answer: Option<Result<T, AwsError>>) -> Result<Option<T>, AwsError> {
    match answer {
        Some(Err(AwsError::NotFound(_))) => Ok(None),
        answer => answer.transpose(),
    }
}

fn asset(unit: &Unit, vault: &TokenVaultDetail) -> Asset {
    let id = &vault.token_vault_id;
    let key = vault.kms_configuration.as_ref();
    Asset::new(here(unit, &format!("token-vault/{id}")), id)
        .modified(vault.last_modified_date.as_str())
        .relation("kms-key", key.and_then(|key| key.kms_key_arn.as_deref()))
        .properties(Properties::default().record(vault))
}

#[cfg(test)]
mod tests {
    use opencite_plugin_sdk::Fault;
    use serde_json::{from_value, json};

    use super::*;

    #[test]
    fn everything_aws_says_is_mapped() {
        let unit = Unit {
            asset_type: KIND.name.to_owned(),
            account: "111122223333".to_owned(),
            region: "us-east-1".to_owned(),
            partition: "aws".to_owned(),
        };
        let vault = json!({
            "token_vault_id": "default",
            "kms_configuration": {
                "key_type": "CustomerManagedKey",
                "kms_key_arn": "arn:aws:kms:us-east-1:111122223333:key/k",
            },
            "last_modified_date": "2026-03-02T09:30:00Z",
        });
        insta::assert_snapshot!(asset(&unit, &from_value(vault).unwrap()), @r#"
        default: arn:aws:bedrock-agentcore:us-east-1:111122223333:token-vault/default
        modified: 2026-03-02T09:30:00Z
        kms-key -> arn:aws:kms:us-east-1:111122223333:key/k
        kms_configuration = {"key_type":"CustomerManagedKey","kms_key_arn":"arn:aws:kms:us-east-1:111122223333:key/k"}
        last_modified_date = "2026-03-02T09:30:00Z"
        token_vault_id = "default"
        "#);
    }

    #[test]
    fn an_account_without_a_vault_has_none() {
        let fault = Fault {
            operation: "bedrock-agentcore:GetTokenVault".to_owned(),
            code: Some("ResourceNotFoundException".to_owned()),
            message: "no such vault".to_owned(),
            request_id: None,
            attempts: 1,
            retryable: false,
        };
        let missing = there::<()>(Some(Err(AwsError::NotFound(fault.clone()))));
        assert!(matches!(missing, Ok(None)));
        let throttled = there::<()>(Some(Err(AwsError::Throttled(fault))));
        assert!(matches!(throttled, Err(AwsError::Throttled(_))));
    }
}
