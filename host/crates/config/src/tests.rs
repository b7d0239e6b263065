//! The config file.

use std::path::Path;

use opencite_core::{AwsSettings, ConfigField, PluginId};

use super::*;

#[test]
fn the_readme_shows_configs_as_they_are() {
    let readme = include_str!("../../../../README.md");
    let blocks = readme.split("```toml\n").skip(1);
    let blocks: Vec<&str> = blocks
        .filter_map(|block| Some(block.split_once("```")?.0))
        .collect();
    let shown: Config = toml::from_str(&blocks.concat()).unwrap();
    assert_eq!((shown.accounts.len(), shown.schedules.len()), (1, 1));
}

/// The complaint about a config; none of what could be a secret may be in it.
fn refused(text: &str) -> String {
    let said = Config::parse(text, Path::new("opencite.toml"))
        .unwrap_err()
        .to_string();
    for secret in ["AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI", "4242424242"] {
        assert!(!said.contains(secret), "{said}");
    }
    said
}

fn account(text: &str) -> AccountSection {
    let mut config: Config = toml::from_str(text).unwrap();
    config.accounts.remove(0)
}

#[test]
fn an_unknown_key_is_told_by_line_section_and_nearest() {
    let account = "concurrency = 4\n\n[[account]] # ours\nname = \"a\"\nroles = [{ arn = \"arn:aws:iam::111122223333:role/x\", external_di = \"y\" }]\n";
    insta::assert_snapshot!(refused(account), @"config opencite.toml, line 5: unknown key external_di in [[account]]; did you mean external_id?");
    insta::assert_snapshot!(refused("regoins = []\n"), @"config opencite.toml, line 1: unknown key regoins; did you mean regions?");
    insta::assert_snapshot!(refused("[aws.patience]\nzebra = 1\n"), @"config opencite.toml, line 2: unknown key zebra in [aws.patience]; there are connect, attempt, operation, attempts, backoff");
}

#[test]
fn a_value_of_the_wrong_type_is_told_by_its_key() {
    insta::assert_snapshot!(refused("[[account]]\nregions = \"wJalrXUtnFEMI\"\n"), @"config opencite.toml, line 2: regions in [[account]] is not a list");
    insta::assert_snapshot!(refused("[[account]]\nprofile = 4242424242\n"), @"config opencite.toml, line 2: profile in [[account]] is not a text");
    insta::assert_snapshot!(refused("usage_days = \"seven\"\n"), @"config opencite.toml, line 1: usage_days is not a whole number within bounds");
    insta::assert_snapshot!(refused("usage_days = 91\n"), @"config opencite.toml, line 1: usage_days: it is not between 1 and 90");
    insta::assert_snapshot!(refused("[[account]]\naccount_id = \"4242424242\"\n"), @"config opencite.toml, line 2: account_id in [[account]]: it is not 12 digits");
    insta::assert_snapshot!(refused("[[account]]\ntypes = [\"Custom Model\"]\n"), @"config opencite.toml, line 2: types in [[account]]: a name is a lower-case word of letters, digits and underscores");
    insta::assert_snapshot!(refused("[[account]]\nroles = [{ external_id = \"x\" }]\n"), @"config opencite.toml, line 2: there is no arn in [[account]]");
}

#[test]
fn a_value_is_not_repeated_whatever_is_in_it() {
    let mail = "[mail]\nhost = \"x\"\nfrom = \"y\"\n";
    insta::assert_snapshot!(refused(&format!("{mail}security = \"wJalrXUtnFEMI\"\n")), @"config opencite.toml, line 4: security in [mail] is none of starttls, tls, none");
    insta::assert_snapshot!(refused("concurrency = \"4242424242, expected wJalrXUtnFEMI\"\n"), @"config opencite.toml, line 1: concurrency is not a whole number within bounds");
    insta::assert_snapshot!(refused("[deliveries]\nattempts = \"`, expected `4242424242`\"\n"), @"config opencite.toml, line 2: attempts in [deliveries] is not a whole number within bounds");
}

#[test]
fn a_malformed_arn_is_told_before_anything_is_asked() {
    insta::assert_snapshot!(refused("[[account]]\nroles = [{ arn = \"wJalrXUtnFEMI\" }]\n"), @"config opencite.toml, line 2: arn in [[account]]: not the ARN of a role, such as arn:aws:iam::111122223333:role/name: it does not begin with arn:PARTITION:iam::ACCOUNT:");
}

#[test]
fn a_key_in_the_section_of_an_account_is_refused_with_the_way_out() {
    insta::assert_snapshot!(refused("[[account]]\nsecret_access_key = \"wJalrXUtnFEMI\"\n"), @r#"config opencite.toml, line 2: secret_access_key in [[account]]: a secret does not stand in the config: put it into an environment variable or a file, and write { env = "NAME" } or { file = "PATH" } here"#);
    insta::assert_snapshot!(refused("[[account]]\naccess_key_id = { var = \"X\" }\n"), @"config opencite.toml, line 2: unknown key var in [[account]]; there are env, file");
    insta::assert_snapshot!(refused("[[account]]\naccess_key_id = 4242424242\n"), @r#"config opencite.toml, line 2: access_key_id in [[account]] is not a reference to the environment or to a file, { env = "NAME" } or { file = "PATH" }"#);
}

#[test]
fn a_variable_that_is_not_set_is_named() {
    let account = account(
        "[[account]]\naccess_key_id = { env = \"OPENCITE_TEST_UNSET\" }\nsecret_access_key = { env = \"PATH\" }\n",
    );
    let refused = account
        .settings(&AwsSettings::default(), "audit")
        .unwrap_err();
    insta::assert_snapshot!(refused.to_string(), @"the environment variable OPENCITE_TEST_UNSET, which is to hold access_key_id of account audit, is not set");
}

#[test]
fn what_an_account_does_not_say_comes_from_the_rest() {
    let base = AwsSettings {
        profile: Some("base".to_owned()),
        ..AwsSettings::default()
    };
    let silent = account("[[account]]\nregions = [\"all\"]\n");
    let settings = silent.settings(&base, "x").unwrap();
    assert_eq!(settings.profile.as_deref(), Some("base"));
    assert_eq!(silent.name(2), "number 2");
    let role = account(
        "[[account]]\nprofile = \"p\"\nroles = [{ arn = \"arn:aws:iam::444455556666:role/x\" }]\n",
    );
    let settings = role.settings(&base, "x").unwrap();
    assert_eq!(settings.profile.as_deref(), Some("p"));
    assert_eq!(settings.roles.len(), 1);
    let id = role.account_id().map(ToString::to_string);
    assert_eq!(id.as_deref(), Some("444455556666"));
}

#[test]
fn keys_by_reference_are_not_printable() {
    let account = account(
        "[[account]]\naccess_key_id = { env = \"PATH\" }\nsecret_access_key = { env = \"PATH\" }\n",
    );
    let settings = account.settings(&AwsSettings::default(), "x").unwrap();
    assert!(settings.keys.is_some());
    assert!(format!("{settings:?}").contains("Secret(..)"));
}

#[test]
fn an_unknown_key_is_shown_on_one_line_and_not_at_length() {
    insta::assert_snapshot!(refused("\"a\\nb\" = 1\n"), @r"config opencite.toml, line 1: unknown key a\nb; did you mean aws?");
    let long = "x".repeat(10_000);
    let said = refused(&format!("{long} = 1\n"));
    assert!(said.len() < 1_000, "{said}");
}

#[test]
fn a_file_larger_than_any_config_is_refused() {
    let file = tempfile::NamedTempFile::new().unwrap();
    let length = usize::try_from(MAX_BYTES).unwrap() + 1;
    std::fs::write(file.path(), "#".repeat(length)).unwrap();
    let refused = Config::read(Some(file.path())).unwrap_err();
    let source = std::error::Error::source(&refused).unwrap().to_string();
    insta::assert_snapshot!(source, @"it has over 1048576 bytes");
}

#[test]
fn a_setting_of_a_plugin_is_of_the_type_that_it_declares() {
    let manifest = Manifest {
        id: PluginId::new("acme").unwrap(),
        version: "1.0.0".to_owned(),
        title: "Acme".to_owned(),
        asset_types: Vec::new(),
        config: BTreeMap::from([(
            "depth".to_owned(),
            ConfigField {
                default: ConfigValue::Integer(3),
                help: "How deep".to_owned(),
            },
        )]),
        usage_sources: Vec::new(),
        actions: Vec::new(),
    };
    let settings = |text: &str| {
        let config = Config::parse(text, Path::new("opencite.toml")).unwrap();
        let settings = config.plugin(&manifest);
        settings.map_err(|error| format!("{error}; {:?}", error.hint()))
    };
    let set = settings("[plugins.acme]\ndepth = 5\n").unwrap();
    assert_eq!(set.get("depth"), Some(&ConfigValue::Integer(5)));
    let none = settings("[plugins.other]\ndepth = 5\n").unwrap();
    assert!(none.is_empty());
    insta::assert_snapshot!(settings("[plugins.acme]\ndepht = 5\n").unwrap_err(), @r#"plugin acme has no setting depht; Some("Did you mean depth?")"#);
    insta::assert_snapshot!(settings("[plugins.acme]\ndepth = \"5\"\n").unwrap_err(), @"setting depth of plugin acme is not a whole number; None");
}
