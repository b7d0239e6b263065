//! Whether and where calls of models are logged: one asset where they are, none where they are not.

use opencite_plugin_sdk::aws::bedrock::invocation_logging::{
    CloudWatchConfig, LoggingConfig, S3Config, get_model_invocation_logging_configuration,
};
use opencite_plugin_sdk::{Asset, AssetKind, Properties, Scope, Unit, single, tried};

pub(crate) const KIND: AssetKind = AssetKind {
    name: "model_invocation_logging",
    title: "Logging of model invocations",
    scope: Scope::Regional,
    discover: |unit| {
        let config = get_model_invocation_logging_configuration()?.logging_config;
        single(config.and_then(|config| asset(unit, &config)))
    },
    verify: || {
        vec![tried(
            "bedrock:GetModelInvocationLoggingConfiguration",
            get_model_invocation_logging_configuration(),
        )]
    },
};

/// Nothing is logged without a place to log to.
fn asset(unit: &Unit, config: &LoggingConfig) -> Option<Asset> {
    let logs = config.cloud_watch_config.as_ref();
    let large = logs.and_then(|logs| logs.large_data_delivery_s3_config.as_ref());
    let buckets = config.s3_config.iter().chain(large);
    let buckets: Vec<_> = buckets.map(|config| bucket(unit, config)).collect();
    let group = logs.map(|logs| log_group(unit, logs));
    if group.is_none() && buckets.is_empty() {
        return None;
    }
    let asset = Asset::new("model-invocation-logging", "Model invocation logging")
        .relation("log-group", group.as_deref())
        .relation("role", logs.map(|logs| logs.role_arn.as_str()))
        .relations("bucket", &buckets)
        .properties(Properties::default().record(config));
    Some(asset)
}

fn log_group(unit: &Unit, config: &CloudWatchConfig) -> String {
    let (partition, region, account) = (&unit.partition, &unit.region, &unit.account);
    let name = &config.log_group_name;
    format!("arn:{partition}:logs:{region}:{account}:log-group:{name}")
}

fn bucket(unit: &Unit, config: &S3Config) -> String {
    format!("arn:{}:s3:::{}", unit.partition, config.bucket_name)
}

#[cfg(test)]
mod tests {
    use serde_json::{from_value, json};

    use super::*;

    fn unit() -> Unit {
        Unit {
            asset_type: KIND.name.to_owned(),
            account: "111122223333".to_owned(),
            region: "cn-north-1".to_owned(),
            partition: "aws-cn".to_owned(),
        }
    }

    #[test]
    fn everything_aws_says_is_mapped() {
        let config = json!({
            "cloud_watch_config": {
                "log_group_name": "/bedrock/calls",
                "role_arn": "arn:aws-cn:iam::111122223333:role/bedrock",
                "large_data_delivery_s3_config": {"bucket_name": "large", "key_prefix": "calls"},
            },
            "s3_config": {"bucket_name": "all", "key_prefix": "calls"},
            "text_data_delivery_enabled": true,
            "image_data_delivery_enabled": false,
            "embedding_data_delivery_enabled": false,
            "video_data_delivery_enabled": false,
            "audio_data_delivery_enabled": false,
        });
        let asset = asset(&unit(), &from_value(config).unwrap()).unwrap();
        insta::assert_snapshot!(asset, @r#"
        Model invocation logging: model-invocation-logging
        log-group -> arn:aws-cn:logs:cn-north-1:111122223333:log-group:/bedrock/calls
        role -> arn:aws-cn:iam::111122223333:role/bedrock
        bucket -> arn:aws-cn:s3:::all
        bucket -> arn:aws-cn:s3:::large
        audio_data_delivery_enabled = false
        cloud_watch_config = {"large_data_delivery_s3_config":{"bucket_name":"large","key_prefix":"calls"},"log_group_name":"/bedrock/calls","role_arn":"arn:aws-cn:iam::111122223333:role/bedrock"}
        embedding_data_delivery_enabled = false
        image_data_delivery_enabled = false
        s3_config = {"bucket_name":"all","key_prefix":"calls"}
        text_data_delivery_enabled = true
        video_data_delivery_enabled = false
        "#);
    }

    #[test]
    fn a_bucket_alone_is_enough() {
        let config = json!({"s3_config": {"bucket_name": "all"}});
        let asset = asset(&unit(), &from_value(config).unwrap()).unwrap();
        insta::assert_snapshot!(asset, @r#"
        Model invocation logging: model-invocation-logging
        bucket -> arn:aws-cn:s3:::all
        s3_config = {"bucket_name":"all"}
        "#);
    }

    #[test]
    fn logging_to_nowhere_is_no_asset() {
        let config = json!({"text_data_delivery_enabled": true});
        assert_eq!(asset(&unit(), &from_value(config).unwrap()), None);
    }
}
