//! Identifiers from the command line, the config, plugins and AWS.

#![no_main]

use libfuzzer_sys::fuzz_target;
use opencite_core::{
    AccountId, AssetId, AssetType, InvocationId, Partition, PluginId, Region, RoleArn, Route,
    ScanTag, Timestamp, printable,
};

/// What no message of ours says by itself.
const SECRET: &str = "x7Q-secret";

fuzz_target!(|text: &str| {
    ids(text);
    regions(text);
    role(text);
    tag(text);
    if let Ok(route) = text.parse::<Route>() {
        assert_eq!(route.to_string(), text);
    }
    let shown = printable(text);
    assert_eq!(printable(&shown), shown, "what is printable stays as it is");
});

fn ids(text: &str) {
    let plugin = PluginId::new(text).map(|id| id.to_string());
    assert_eq!(plugin.is_ok(), AssetType::new(text).is_ok());
    let account = AccountId::new(text).map(|id| id.to_string());
    let asset = AssetId::new(text).map(|id| id.to_string());
    let invocation = InvocationId::new(text).map(|id| id.to_string());
    for written in [plugin, account, asset, invocation].into_iter().flatten() {
        assert_eq!(written, text);
        assert!(!written.chars().any(char::is_control));
    }
}

fn regions(text: &str) {
    if let Ok(region) = Region::known(text) {
        assert_eq!(
            Region::unlisted(text),
            Ok(region),
            "what is known has the form"
        );
    }
    if let Ok(region) = Region::unlisted(text) {
        assert!(
            region
                .as_str()
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        );
        assert!(Partition::ALL.contains(&region.partition()));
    }
}

fn role(text: &str) {
    if let Ok(role) = RoleArn::new(text) {
        assert!(text.is_ascii() && text.contains(role.account().as_str()));
        assert_eq!(role.partition(), Partition::of_arn(text));
    }
    // It could be a secret in the wrong place.
    let refused = RoleArn::new(format!("{text} {SECRET}")).expect_err("no ARN has a space");
    assert!(!refused.to_string().contains(SECRET));
}

fn tag(text: &str) {
    if let Ok(tag) = ScanTag::new(text) {
        assert_eq!(tag.as_str(), text);
        assert!(text.parse::<i64>().is_err() && text.parse::<Timestamp>().is_err());
    }
}
