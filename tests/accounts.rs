//! Several accounts and all regions: each that cannot be looked at costs its own units and no other, is named with the
//! way out, and the rest is complete.

use std::collections::{BTreeMap, BTreeSet};

use opencite_core::Timestamp;
use opencite_sim::{Estate, Fault, FaultKind, Principal, Role, Sim, Times};

use crate::support::{ACCOUNT, Opencite, SimServer, Unit, until};

const LAB: &str = "444455556666";
const LOCKED: &str = "777788889999";

const LAB_ROLE: &str = "arn:aws:iam::444455556666:role/Reader";
const LOCKED_ROLE: &str = "arn:aws:iam::777788889999:role/Reader";

const ONE_TYPE: [&str; 3] = ["scan", "--type", "custom_model"];

/// Three accounts with a model each; the role of the last trusts nobody.
fn estate() -> Estate {
    Estate::empty(ACCOUNT)
        .with_custom_models(1)
        .account(LAB)
        .with_custom_models(1)
        .with_role(Role::new(LAB, "Reader"))
        .account(LOCKED)
        .with_custom_models(1)
        .with_role(Role::new(LOCKED, "Reader").trusting(["arn:aws:iam::000000000000:root"]))
}

fn section(name: &str, role: &str) -> String {
    format!("[[account]]\nname = \"{name}\"\nroles = [{{ arn = \"{role}\" }}]\n")
}

/// How many asset types all plugins have together. Two plugins may have types of one name.
fn count_of_types(opencite: &Opencite) -> usize {
    let plugins = opencite.json(&["plugin", "list"]);
    let plugins = plugins.as_array().expect("an array").iter();
    let types = plugins.map(|plugin| plugin["types"].as_array().expect("an array").len());
    types.sum()
}

/// What became of the units, by what they have in common: `failed: access-denied ...` is of which accounts and regions.
fn outcomes(units: &[Unit]) -> BTreeMap<String, BTreeSet<(&str, &str)>> {
    let mut outcomes: BTreeMap<String, BTreeSet<(&str, &str)>> = BTreeMap::new();
    for unit in units {
        let place = (unit.account.as_str(), unit.region.as_str());
        outcomes.entry(kind(unit)).or_default().insert(place);
    }
    outcomes
}

/// `skipped: region-disabled`.
fn kind(unit: &Unit) -> String {
    let error = unit.error.as_ref();
    error.map_or_else(
        || unit.outcome.clone(),
        |error| format!("{}: {}", unit.outcome, error.kind),
    )
}

#[test]
fn of_three_accounts_in_four_regions_only_what_cannot_be_looked_at_is_not_complete() {
    let regions = ["ap-east-1", "eu-west-1", "us-east-1", "us-west-2"];
    let estate = estate().account(LAB).without_region("ap-east-1");
    let denied = Fault::on("bedrock", "ListGuardrails", FaultKind::Deny)
        .in_account(ACCOUNT)
        .in_region("eu-west-1");
    let server = SimServer::start(Sim::builder().estate(estate).fault(denied));
    let config = format!(
        "regions = {regions:?}\n[[account]]\nname = \"main\"\n{}{}",
        section("lab", LAB_ROLE),
        section("locked", LOCKED_ROLE)
    );
    let opencite = Opencite::with_sim(&server).config(&config);
    let run = opencite.run(&["scan"]).exits(3);
    let units = opencite.units();
    let types = count_of_types(&opencite);
    assert_eq!(units.len(), 3 * regions.len() * types);

    let mut troubled = units;
    troubled.retain(|unit| unit.outcome != "complete");
    for unit in &troubled {
        let error = unit.error.as_ref().expect("it says why");
        let place = (unit.account.as_str(), unit.region.as_str());
        match place {
            (LOCKED, _) => {
                assert_eq!(kind(unit), "failed: access-denied");
                assert_eq!(error.action.as_deref(), Some("sts:AssumeRole"));
                assert!(error.message.contains(LOCKED_ROLE), "{}", error.message);
                assert_eq!(unit.requests, 0);
            }
            (LAB, "ap-east-1") => {
                assert_eq!(kind(unit), "skipped: region-disabled");
                assert!(error.message.contains("ap-east-1"), "{}", error.message);
            }
            (ACCOUNT, "eu-west-1") => {
                assert_eq!(unit.asset_type, "guardrail");
                assert_eq!(error.action.as_deref(), Some("bedrock:ListGuardrails"));
            }
            elsewhere => panic!("{elsewhere:?}: {unit}"),
        }
    }
    let count = |account, region: Option<&str>| {
        let here = |unit: &&Unit| {
            unit.account == account && region.is_none_or(|region| unit.region == region)
        };
        troubled.iter().filter(here).count()
    };
    assert_eq!(count(LOCKED, None), regions.len() * types);
    assert_eq!(count(LAB, Some("ap-east-1")), types);
    assert_eq!(count(ACCOUNT, None), 1);
    assert!(
        server
            .requests()
            .iter()
            .all(|request| request.account != LOCKED)
    );

    let text = &run.stdout;
    assert!(
        text.contains("Permission denied at sts:AssumeRole"),
        "{text}"
    );
    assert!(text.contains("in the role's trust policy"), "{text}");
    assert!(text.contains("Grant bedrock:ListGuardrails"), "{text}");
    assert!(
        text.contains("region not enabled for the account"),
        "{text}"
    );
    let warning = "account 444455556666 has not enabled region ap-east-1";
    assert_eq!(run.stderr.matches(warning).count(), 1, "{}", run.stderr);
}

#[test]
fn the_summary_of_a_role_that_cannot_be_assumed_names_the_role_and_both_sides() {
    let server = SimServer::of(estate());
    let config = format!("[[account]]\n{}", section("locked", LOCKED_ROLE));
    let opencite = Opencite::with_sim(&server).config(&config);
    let run = opencite.run(&ONE_TYPE).exits(3);
    let (_, trouble) = run.stdout.split_once("\n\n").expect("there is trouble");
    insta::assert_snapshot!(trouble, @"
    Permission denied at sts:AssumeRole (AccessDenied): 1 unit failed.
        aws_bedrock/custom_model in 777788889999: us-east-1
      What happened: User: arn:aws:iam::111122223333:user/opencite is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::777788889999:role/Reader because no identity-based policy allows the sts:AssumeRole action
      What to do: Name the scanning principal, and the external id that it shows, in the role's trust policy, and grant sts:AssumeRole on the role to that principal; then scan again.
    ");
}

#[test]
fn what_was_found_stays_when_the_role_is_withdrawn() {
    let server = SimServer::of(estate());
    let config = format!("[[account]]\n{}", section("lab", LAB_ROLE));
    let opencite = Opencite::with_sim(&server).config(&config);
    opencite.run(&ONE_TYPE).exits(0);
    let before = opencite.assets(&[]).len();
    assert_eq!(before, 2);
    server.inject(Fault::on("sts", "AssumeRole", FaultKind::Deny));
    opencite.run(&ONE_TYPE).exits(3);
    assert_eq!(opencite.assets(&[]).len(), before);
}

#[test]
fn two_entries_that_are_one_account_are_scanned_once() {
    let server = SimServer::of(estate());
    let entry = |name, regions| format!("[[account]]\nname = \"{name}\"\nregions = {regions}\n");
    let config =
        entry("one", r#"["us-east-1"]"#) + &entry("other", r#"["us-east-1", "eu-west-1"]"#);
    let opencite = Opencite::with_sim(&server).config(&config);
    let run = opencite.run(&ONE_TYPE).exits(0);
    let regions: Vec<_> = opencite
        .units()
        .into_iter()
        .map(|unit| unit.region)
        .collect();
    assert_eq!(regions, ["eu-west-1", "us-east-1"]);
    assert_eq!(server.count("bedrock:ListCustomModels"), 2);
    let warning = "one and other are the same account, 111122223333: what both name is looked at once, as one";
    assert!(run.stderr.contains(warning), "{}", run.stderr);
}

#[test]
fn roles_of_the_command_line_are_accounts_of_their_own() {
    let server = SimServer::of(Estate::demo());
    let opencite = Opencite::with_sim(&server).config("[[account]]\nprofile = \"nobody\"\n");
    let role = |account| format!("arn:aws:iam::{account}:role/OpenCiteReadOnly");
    let (one, other) = (role(ACCOUNT), role(LAB));
    let roles = [
        "--role-arn",
        &one,
        "--role-arn",
        &other,
        "--external-id",
        "ardent-opencite",
    ];
    opencite.run(&[&ONE_TYPE[..], &roles].concat()).exits(0);
    let accounts: Vec<_> = opencite
        .units()
        .into_iter()
        .map(|unit| unit.account)
        .collect();
    assert_eq!(accounts, [ACCOUNT, LAB]);
    let mut signers = server.requests();
    signers.retain(|request| request.service == "bedrock");
    assert!(
        signers
            .iter()
            .all(|request| request.access_key_id.starts_with("ASIA"))
    );
}

#[test]
fn accounts_with_few_units_do_not_wait_for_those_with_many() {
    let server = SimServer::of(estate());
    let config = format!("[[account]]\n{}", section("lab", LAB_ROLE));
    let opencite = Opencite::with_sim(&server).config(&config);
    opencite.scan_well(&["--concurrency", "2"]);
    let requests = server.requests();
    let mut accounts = requests.iter().filter(|request| request.service != "sts");
    let first: BTreeSet<_> = accounts
        .by_ref()
        .take(6)
        .map(|request| &request.account)
        .collect();
    assert_eq!(first.len(), 2, "both have their turn from the start");
}

mod config {
    use super::*;

    const OTHER_KEYS: (&str, &str) = (
        "AKIAOTHEREXAMPLE0001",
        "sImUlAtEdAwS/OtHeR/bPxRfiCYEXAMPLEKEY",
    );

    fn refused(config: &str) -> String {
        let run = Opencite::new().config(config).run(&["scan"]).exits(2);
        assert_eq!(run.stdout, "");
        run.stderr
    }

    #[test]
    fn keys_come_from_the_variables_that_an_account_names() {
        let lab = Principal::user(LAB).with_keys(OTHER_KEYS.0, OTHER_KEYS.1);
        let builder = Sim::builder().estate(estate());
        let server = SimServer::start(builder.principal(Principal::user(ACCOUNT)).principal(lab));
        let config = "[[account]]\naccess_key_id = { env = \"LAB_ID\" }\nsecret_access_key = { env = \"LAB_SECRET\" }\n";
        let opencite = Opencite::with_sim(&server)
            .config(config)
            .env("LAB_ID", OTHER_KEYS.0)
            .env("LAB_SECRET", OTHER_KEYS.1);
        opencite.run(&ONE_TYPE).exits(0);
        assert_eq!(opencite.unit("custom_model").account, LAB);
    }

    #[test]
    fn a_variable_that_is_not_set() {
        insta::assert_snapshot!(refused("[[account]]\nname = \"lab\"\naccess_key_id = { env = \"LAB_ID\" }\nsecret_access_key = { env = \"LAB_SECRET\" }\n"), @"error: the environment variable LAB_ID, which is to hold access_key_id of account lab, is not set");
    }

    #[test]
    fn a_key_that_stands_in_the_section() {
        insta::assert_snapshot!(refused("[[account]]\naccess_key_id = \"AKIAOTHEREXAMPLE0001\"\n"), @r#"error: config opencite.toml, line 2: access_key_id in [[account]]: a secret does not stand in the config: put it into an environment variable or a file, and write { env = "NAME" } or { file = "PATH" } here"#);
    }

    #[test]
    fn an_unknown_key() {
        insta::assert_snapshot!(refused("[[account]]\nname = \"lab\"\nroles = [{ arn = \"arn:aws:iam::444455556666:role/x\", external_di = \"y\" }]\n"), @"error: config opencite.toml, line 3: unknown key external_di in [[account]]; did you mean external_id?");
    }

    #[test]
    fn a_malformed_arn() {
        insta::assert_snapshot!(refused("[[account]]\nroles = [{ arn = \"arn:aws:iam::4444:role/x\" }]\n"), @"error: config opencite.toml, line 2: arn in [[account]]: not the ARN of a role, such as arn:aws:iam::111122223333:role/name: its account is not 12 digits");
    }

    #[test]
    fn an_unknown_plugin_of_an_account() {
        insta::assert_snapshot!(refused("[[account]]\nname = \"lab\"\nplugins = [\"aws_bedrok\"]\n"), @"
        error: account lab names the plugin aws_bedrok, which there is not
        hint: Did you mean aws_bedrock?
        ");
    }

    #[test]
    fn an_unknown_type_of_an_account() {
        insta::assert_snapshot!(refused("[[account]]\nname = \"lab\"\ntypes = [\"custom_modle\"]\n"), @"
        error: no plugin discovers custom_modle
        hint: Did you mean custom_model?
        ");
    }

    #[test]
    fn an_account_is_looked_at_for_its_own_types_unless_others_are_asked_for() {
        let server = SimServer::of(estate());
        let opencite = Opencite::with_sim(&server).config("[[account]]\ntypes = [\"guardrail\"]\n");
        opencite.scan_well(&[]);
        assert_eq!(opencite.unit("guardrail").account, ACCOUNT);
        opencite.scan_well(&["--type", "custom_model"]);
        assert_eq!(opencite.unit("custom_model").account, ACCOUNT);
    }

    #[test]
    fn an_account_that_nobody_knows_is_named_and_the_rest_is_complete() {
        let server = SimServer::of(estate());
        let config = "[[account]]\n[[account]]\nname = \"gone\"\nprofile = \"nobody\"\n";
        let opencite = Opencite::with_sim(&server).config(config);
        let run = opencite.run(&ONE_TYPE).exits(3);
        let (_, trouble) = run.stdout.split_once("\n\n").expect("there is trouble");
        insta::assert_snapshot!(trouble, @"
        Not signed in to account gone.
          What happened: no usable credentials: this machine has no profiles
          What to do: Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or name a profile with --profile.
        ");
        assert_eq!(opencite.unit("custom_model").outcome, "complete");
        let scans = opencite.json(&["scans"]);
        assert_eq!(scans[0]["outcome"], "partial");
        assert_eq!(
            scans[0]["error"],
            "cannot sign in to account gone: no usable credentials: this machine has no profiles"
        );
    }

    #[test]
    fn credentials_of_another_account_than_the_entry_says_are_not_used() {
        let server = SimServer::of(estate());
        let config = format!("[[account]]\n[[account]]\nname = \"lab\"\naccount_id = \"{LAB}\"\n");
        let opencite = Opencite::with_sim(&server).config(&config);
        opencite.run(&ONE_TYPE).exits(3);
        let units = opencite.units();
        let lab = units.iter().find(|unit| unit.account == LAB);
        let error = lab
            .and_then(|unit| unit.error.clone())
            .expect("it says why");
        assert_eq!(
            error.message,
            "the credentials are of account 111122223333, and not of 444455556666 as its entry says"
        );
    }

    #[test]
    fn when_nobody_can_be_signed_in_to_any_account_there_is_no_scan() {
        let server = SimServer::of(estate());
        let config =
            section("locked", LOCKED_ROLE) + "[[account]]\nname = \"gone\"\nprofile = \"nobody\"\n";
        let opencite = Opencite::with_sim(&server).config(&config);
        let run = opencite.run(&ONE_TYPE).exits(1);
        assert_eq!(run.stdout, "");
        insta::assert_snapshot!(run.stderr, @"
        error: cannot sign in to any of 2 accounts: locked: access-denied at sts:AssumeRole (AccessDenied): User: arn:aws:iam::111122223333:user/opencite is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::777788889999:role/Reader because no identity-based policy allows the sts:AssumeRole action; gone: no usable credentials: this machine has no profiles
        hint: Check the role's ARN, its trust policy and the external id that it asks for.
        ");
    }
}

mod all_regions {
    use super::*;

    const ALL: [&str; 5] = ["scan", "--type", "custom_model", "--region", "all"];

    #[test]
    fn are_asked_for_once_and_those_not_enabled_are_skipped_without_a_request() {
        let server = SimServer::of(estate().account(ACCOUNT).without_opt_in_regions());
        let opencite = Opencite::with_sim(&server);
        opencite.run(&ALL).exits(0);
        let units = opencite.units();
        let outcomes = outcomes(&units);
        let kinds: Vec<_> = outcomes.keys().map(String::as_str).collect();
        assert_eq!(kinds, ["complete", "skipped: region-disabled"]);
        let skipped = &outcomes["skipped: region-disabled"];
        assert!(skipped.contains(&(ACCOUNT, "ap-east-1")));
        let asked: BTreeSet<_> = server
            .requests()
            .into_iter()
            .filter(|request| request.service == "bedrock")
            .map(|request| request.region)
            .collect();
        assert_eq!(asked.len(), outcomes["complete"].len());
        let east = units.iter().find(|unit| unit.region == "ap-east-1");
        let error = east
            .and_then(|unit| unit.error.as_ref())
            .expect("it says why");
        assert_eq!(error.message, "the account has not enabled ap-east-1");
        // Two pages, whatever the number of units.
        assert_eq!(server.count("account:ListRegions"), 2);
    }

    #[test]
    fn are_those_of_the_partition_where_aws_does_not_say() {
        let estate = estate().account(ACCOUNT).without_region("ap-east-1");
        let denied = Fault::on("account", "ListRegions", FaultKind::Deny);
        let server = SimServer::start(Sim::builder().estate(estate).fault(denied));
        let opencite = Opencite::with_sim(&server);
        let run = opencite.run(&ALL).exits(0);
        assert!(
            run.stderr
                .contains("AWS does not say which regions account 111122223333 has enabled")
        );
        assert!(run.stderr.contains("of partition aws"), "{}", run.stderr);
        let units = opencite.units();
        let outcomes = outcomes(&units);
        assert!(outcomes["complete"].len() > 30);
        assert!(
            outcomes["complete"]
                .iter()
                .all(|(_, region)| !region.starts_with("cn-"))
        );
        let skipped: Vec<_> = outcomes["skipped: region-disabled"].iter().collect();
        assert_eq!(skipped, [&(ACCOUNT, "ap-east-1")]);
    }
}

mod credentials {
    use super::*;

    const MODELS: usize = 120;

    fn many_models() -> Estate {
        Estate::empty(ACCOUNT)
            .with_role(Role::new(ACCOUNT, "Hub"))
            .account(LAB)
            .with_custom_models(MODELS)
            .with_role(Role::new(LAB, "Reader"))
    }

    /// Scans while all sessions are made to expire in the middle, long before the end that STS stated.
    fn scan_with_an_early_end(server: &SimServer, config: &str) -> Opencite {
        let opencite = Opencite::with_sim(server).config(config);
        let running = opencite.start(&[&ONE_TYPE[..], &["--concurrency", "4"]].concat());
        until(|| server.count("bedrock:GetCustomModel") > 20);
        server.expire_sessions();
        let (status, said) = running.end();
        assert!(status.success(), "{said}");
        opencite
    }

    fn server() -> SimServer {
        let slow = std::time::Duration::from_millis(5);
        SimServer::start(Sim::builder().estate(many_models()).latency(slow))
    }

    #[test]
    fn of_a_role_that_end_early_are_asked_for_again() {
        let server = server();
        let opencite = scan_with_an_early_end(&server, &section("lab", LAB_ROLE));
        assert_eq!(opencite.assets(&[]).len(), MODELS);
        assert_eq!(server.count("sts:AssumeRole"), 2);
    }

    #[test]
    fn of_a_chain_of_roles_that_end_early_are_all_asked_for_again() {
        let server = server();
        let hub = "arn:aws:iam::111122223333:role/Hub";
        let config =
            format!("[[account]]\nroles = [{{ arn = \"{hub}\" }}, {{ arn = \"{LAB_ROLE}\" }}]\n");
        let opencite = scan_with_an_early_end(&server, &config);
        assert_eq!(opencite.assets(&[]).len(), MODELS);
        assert_eq!(server.count("sts:AssumeRole"), 4);
    }

    #[test]
    fn that_nobody_can_renew_end_the_units_that_come_after() {
        let estate = Estate::empty(ACCOUNT)
            .with_custom_models(MODELS)
            .with_guardrails(1);
        let token = "IQoJb3JpZ2luX2VjEXAMPLE";
        let session = Principal::user(ACCOUNT).with_session_token(token);
        let server = SimServer::start(Sim::builder().estate(estate).principal(session));
        let expired = Fault::on("bedrock", "GetCustomModel", FaultKind::ExpiredToken);
        server.inject(expired.times(Times::After(5)));
        let opencite = Opencite::with_sim(&server).env("AWS_SESSION_TOKEN", token);
        opencite.run(&ONE_TYPE).exits(3);
        assert_eq!(
            opencite.unit("custom_model").to_string(),
            "partial: expired-credentials ExpiredTokenException bedrock:GetCustomModel"
        );
        // The first is tried once more, in vain; of the others that were under way, few.
        assert!(server.count("bedrock:GetCustomModel") < 2 * MODELS as u64);
    }

    #[test]
    fn that_end_soon_are_asked_for_before_they_do() {
        let server = SimServer::of(estate());
        let opencite = Opencite::at_endpoint(&server.endpoint_url());
        let soon = in_seconds(30);
        let (id, secret) = (server.access_key_id(), server.secret_access_key());
        let keys = format!(
            r#"{{"Version":1,"AccessKeyId":"{id}","SecretAccessKey":"{secret}","Expiration":"{soon}"}}"#
        );
        opencite.file("keys.json", keys);
        let directory = opencite.directory().display().to_string();
        let script = format!("#!/bin/sh\necho x >> {directory}/asked\ncat {directory}/keys.json\n");
        opencite.file("keys.sh", script);
        opencite.file(
            ".aws/config",
            format!("[profile short]\ncredential_process = /bin/sh {directory}/keys.sh\nregion = us-east-1\n"),
        );
        opencite
            .run(&[&ONE_TYPE[..], &["--profile", "short"]].concat())
            .exits(0);
        let asked = opencite.read("asked").lines().count();
        assert!(asked > 2, "asked {asked} times");
    }

    #[expect(
        clippy::disallowed_methods,
        reason = "the program compares it with the machine's clock"
    )]
    fn in_seconds(seconds: i64) -> Timestamp {
        let now = Timestamp::now().as_second();
        Timestamp::from_second(now + seconds).expect("it is soon")
    }
}

mod verify {
    use super::*;

    fn denied() -> SimServer {
        let deny = |operation| Fault::on("bedrock", operation, FaultKind::Deny);
        let builder = Sim::builder().estate(estate());
        SimServer::start(
            builder
                .fault(deny("ListGuardrails"))
                .fault(deny("ListCustomModels")),
        )
    }

    #[test]
    fn says_who_is_signed_in_what_works_and_what_to_paste() {
        let server = denied();
        let plugin = Opencite::bedrock_plugin().display().to_string();
        let words = ["verify", "--plugins", &plugin];
        let text = Opencite::with_sim(&server).run(&words).exits(3).stdout;
        assert!(
            text.starts_with("Account 111122223333, as arn:aws:iam::111122223333:user/opencite\n  aws_bedrock: us-east-1\n"),
            "{text}"
        );
        assert!(
            text.contains("    ok           bedrock:ListFoundationModels\n"),
            "{text}"
        );
        assert!(
            text.contains("    denied       bedrock:ListGuardrails: User: "),
            "{text}"
        );
        let (_, policy) = text
            .split_once("Missing. Attach this IAM policy to the principals that were denied:\n")
            .expect("something is missing");
        insta::assert_snapshot!(policy, @r#"
        {
          "Version": "2012-10-17",
          "Statement": [
            {
              "Effect": "Allow",
              "Action": [
                "bedrock:ListCustomModels",
                "bedrock:ListGuardrails"
              ],
              "Resource": "*"
            }
          ]
        }
        "#);
    }

    #[test]
    fn is_a_document_for_programs() {
        let server = denied();
        let opencite = Opencite::with_sim(&server);
        let words = [
            "verify",
            "--region",
            "us-east-1",
            "--region",
            "eu-west-1",
            "--format",
            "json",
        ];
        let document = opencite.run(&words).exits(3).json();
        let account = &document["accounts"][0];
        assert_eq!(account["account"], ACCOUNT);
        assert_eq!(account["arn"], "arn:aws:iam::111122223333:user/opencite");
        let regions = account["regions"].as_array().expect("an array");
        assert_eq!(regions.len(), 2);
        assert_eq!(regions[0]["region"], "eu-west-1");
        let plugins = regions[0]["plugins"].as_array().expect("an array");
        let ids: Vec<_> = plugins.iter().map(|it| &it["plugin"]).collect();
        let listed = opencite.json(&["plugin", "list"]);
        let listed = listed.as_array().expect("an array").iter();
        assert_eq!(ids, listed.map(|it| &it["id"]).collect::<Vec<_>>());
        let plugin = plugins.iter().find(|it| it["plugin"] == "aws_bedrock");
        let plugin = plugin.expect("it is verified, too");
        let checks = plugin["checks"].as_array().expect("an array");
        let guardrails = checks
            .iter()
            .find(|check| check["action"] == "bedrock:ListGuardrails")
            .expect("it was tried");
        assert_eq!(guardrails["outcome"], "denied");
        assert_eq!(guardrails["error"]["action"], "bedrock:ListGuardrails");
        let actions: Vec<_> = checks
            .iter()
            .map(|check| check["action"].to_string())
            .collect();
        assert!(
            actions.is_sorted_by(|one, other| one < other),
            "each once: {actions:?}"
        );
        assert_eq!(
            document["missing"]["Statement"][0]["Action"],
            serde_json::json!(["bedrock:ListCustomModels", "bedrock:ListGuardrails"])
        );
    }

    #[test]
    fn succeeds_when_everything_works() {
        let server = SimServer::of(Estate::demo());
        let opencite = Opencite::with_sim(&server);
        let run = opencite.run(&["verify"]).exits(0);
        assert!(
            run.stdout
                .ends_with("Everything that the plugins need works.\n"),
            "{}",
            run.stdout
        );
        let document = opencite.json(&["verify"]);
        assert!(document["missing"].is_null());
        let database = opencite.path("opencite.db");
        assert!(!database.exists(), "nothing is stored");
    }

    #[test]
    fn names_the_account_that_it_is_not_signed_in_to() {
        let server = SimServer::of(estate());
        let config = format!("[[account]]\n{}", section("locked", LOCKED_ROLE));
        let opencite = Opencite::with_sim(&server).config(&config);
        let run = opencite.run(&["verify"]).exits(3);
        assert!(
            run.stdout.contains("Account 777788889999: not signed in\n"),
            "{}",
            run.stdout
        );
        let document = opencite
            .run(&["verify", "--format", "json"])
            .exits(3)
            .json();
        let locked = &document["accounts"][1];
        assert_eq!(locked["account"], LOCKED);
        assert!(locked["arn"].is_null());
        assert_eq!(locked["regions"], serde_json::json!([]));
    }

    #[test]
    fn fails_when_nobody_is_signed_in() {
        let server = SimServer::of(estate());
        let words = ["verify", "--role-arn", LOCKED_ROLE];
        let run = Opencite::with_sim(&server).run(&words).exits(1);
        assert_eq!(run.stdout, "");
        assert!(
            run.stderr
                .starts_with("error: cannot sign in to AWS: access-denied at sts:AssumeRole")
        );
    }
}
