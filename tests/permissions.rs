//! What a plugin may do is read off its file: no less than it needs, and no more.

use std::collections::{BTreeMap, BTreeSet};

use opencite_sim::{Estate, Principal};
use serde_json::Value;

use crate::support::{ACCOUNT, Opencite, Run, SimServer, Unit, expected};

const AGENTCORE: &str = "aws-agentcore";
const AGENTS: &str = "aws-bedrock-agents";
const BEDROCK: &str = "aws-bedrock";
const SAGEMAKER: &str = "aws-sagemaker";

const PLUGINS: [&str; 4] = [AGENTCORE, AGENTS, BEDROCK, SAGEMAKER];

/// The settings without which there is something that the plugins do not ask for.
const EVERYTHING: &str = "\
[plugins.aws_bedrock]
cloudwatch_log_group = \"/ardent/bedrock/invocations\"

[plugins.aws_sagemaker]
job_days = 0
";

/// A simulated AWS in which every operation has something to say.
fn server() -> SimServer {
    SimServer::of(expected::one_of_everything())
}

/// The program, set to ask for everything, with nothing known yet.
fn opencite(server: &SimServer) -> Opencite {
    Opencite::with_sim(server).config(EVERYTHING)
}

fn file(plugin: &str) -> String {
    let file = Opencite::bedrock_plugin().with_file_name(format!("{plugin}.wasm"));
    file.to_str().expect("it is UTF-8").to_owned()
}

fn inspected(plugin: &str) -> Value {
    Opencite::new().json(&["plugin", "inspect", &file(plugin)])
}

fn texts(value: &Value) -> BTreeSet<String> {
    let items = value.as_array().expect("an array").iter();
    items
        .map(|item| item.as_str().expect("a text").to_owned())
        .collect()
}

fn imports(plugin: &str) -> BTreeSet<String> {
    texts(&inspected(plugin)["imports"]["aws"])
}

/// The actions of the policy that `plugin inspect` prints.
fn policy(plugin: &str) -> BTreeSet<String> {
    texts(&inspected(plugin)["policy"]["Statement"][0]["Action"])
}

fn of_all_plugins(actions: fn(&str) -> BTreeSet<String>) -> BTreeSet<String> {
    PLUGINS.into_iter().flat_map(actions).collect()
}

/// What was called, as IAM has it: CloudWatch is signed for by an older name.
fn called(server: &SimServer) -> BTreeSet<String> {
    let operations = server.counts().into_keys();
    operations
        .map(|operation| match operation.strip_prefix("monitoring:") {
            Some(name) => format!("cloudwatch:{name}"),
            None => operation,
        })
        .collect()
}

fn allow<'a>(server: &SimServer, actions: impl IntoIterator<Item = &'a String>) {
    let actions: Vec<String> = actions.into_iter().cloned().collect();
    server.add_principal(Principal::user(ACCOUNT).allowing(actions));
}

#[test]
fn the_plugins_import_exactly_what_a_scan_of_everything_calls() {
    let server = server();
    opencite(&server).scan_well(&["--usage-days", "7"]);
    let called = called(&server);
    let imports = of_all_plugins(imports);
    // The host asks who it is, by itself.
    let by_host: Vec<_> = called.difference(&imports).collect();
    assert_eq!(by_host, ["sts:GetCallerIdentity"]);
    // What a scan does not call.
    let unused: Vec<_> = imports.difference(&called).collect();
    assert_eq!(unused, [] as [&String; 0]);
}

#[test]
fn the_policy_grants_the_imports_and_nothing_else() {
    insta::assert_json_snapshot!(inspected(BEDROCK)["policy"], @r#"
    {
      "Statement": [
        {
          "Action": [
            "bedrock:GetAdvancedPromptOptimizationJob",
            "bedrock:GetAutomatedReasoningPolicy",
            "bedrock:GetCustomModel",
            "bedrock:GetCustomModelDeployment",
            "bedrock:GetEvaluationJob",
            "bedrock:GetGuardrail",
            "bedrock:GetImportedModel",
            "bedrock:GetMarketplaceModelEndpoint",
            "bedrock:GetModelCustomizationJob",
            "bedrock:GetModelImportJob",
            "bedrock:GetModelInvocationLoggingConfiguration",
            "bedrock:GetProvisionedModelThroughput",
            "bedrock:ListAdvancedPromptOptimizationJobs",
            "bedrock:ListAutomatedReasoningPolicies",
            "bedrock:ListCustomModelDeployments",
            "bedrock:ListCustomModels",
            "bedrock:ListEnforcedGuardrailsConfiguration",
            "bedrock:ListEvaluationJobs",
            "bedrock:ListFoundationModels",
            "bedrock:ListGuardrails",
            "bedrock:ListImportedModels",
            "bedrock:ListInferenceProfiles",
            "bedrock:ListMarketplaceModelEndpoints",
            "bedrock:ListModelCopyJobs",
            "bedrock:ListModelCustomizationJobs",
            "bedrock:ListModelImportJobs",
            "bedrock:ListModelInvocationJobs",
            "bedrock:ListPromptRouters",
            "bedrock:ListProvisionedModelThroughputs",
            "cloudtrail:LookupEvents",
            "cloudwatch:GetMetricData",
            "cloudwatch:ListMetrics",
            "logs:FilterLogEvents"
          ],
          "Effect": "Allow",
          "Resource": "*"
        }
      ],
      "Version": "2012-10-17"
    }
    "#);
    for plugin in PLUGINS {
        assert_eq!(policy(plugin), imports(plugin), "of {plugin}");
    }
}

#[test]
fn the_policies_are_enough() {
    let server = server();
    allow(&server, &of_all_plugins(policy));
    let opencite = opencite(&server);
    opencite.scan_well(&["--usage-days", "7"]);
    assert!(
        opencite
            .units()
            .iter()
            .all(|unit| unit.outcome == "complete")
    );
}

mod every_action_is_needed_and_asked_for_by_name {
    use super::*;

    /// Actions, each with the asset types and sources of usage that call it.
    type Callers = BTreeMap<String, BTreeSet<String>>;

    /// What is not complete for want of an action: types and sources, each with the one that it lacks.
    type Spoilt = BTreeMap<String, String>;

    /// The source that is slow, as CloudTrail answers two lookups a second.
    const SLOW: &str = "invocation";

    /// Scans with one plugin, of these types and sources only if there are any, as a program that knows nothing yet.
    fn scan(server: &SimServer, plugin: &str, types: &[&str]) -> (Opencite, Run) {
        let opencite = opencite(server);
        let file = file(plugin);
        let mut words = vec!["scan", "--plugins", &file, "--usage-days", "1"];
        words.extend(types.iter().flat_map(|name| ["--type", name]));
        let run = opencite.run(&words);
        (opencite, run)
    }

    /// Every action of a plugin with those that call it: each is scanned by itself.
    fn callers(plugin: &str) -> Callers {
        let server = server();
        let (opencite, run) = scan(&server, plugin, &[]);
        run.exits(0);
        let mut callers = Callers::new();
        for unit in opencite.units() {
            server.clear_requests();
            scan(&server, plugin, &[&unit.asset_type]).1.exits(0);
            for action in called(&server) {
                let of_action = callers.entry(action).or_default();
                of_action.insert(unit.asset_type.clone());
            }
        }
        callers.remove("sts:GetCallerIdentity");
        assert!(callers.keys().eq(&policy(plugin)), "{callers:#?}");
        callers
    }

    /// What each action spoils that is left out alone.
    fn in_turn(callers: &Callers) -> Vec<Spoilt> {
        let spoilt_without = |(action, types): (&String, &BTreeSet<String>)| {
            let spoilt = types.iter().map(|name| (name.clone(), action.clone()));
            spoilt.collect()
        };
        callers.iter().map(spoilt_without).collect()
    }

    /// The same with fewer scans: as many actions at once as nothing calls two of.
    fn together(callers: &Callers) -> Vec<Spoilt> {
        let mut rounds: Vec<Spoilt> = Vec::new();
        for spoilt in in_turn(callers) {
            let is_apart = |round: &&mut Spoilt| !spoilt.keys().any(|it| round.contains_key(it));
            match rounds.iter_mut().find(is_apart) {
                Some(round) => round.extend(spoilt),
                None => rounds.push(spoilt),
            }
        }
        rounds
    }

    /// Scans everything of a plugin, but what is slow where it lacks nothing, each time without the actions of a round.
    /// Exactly what calls them must not be complete, and each action be named where it lacks and in the summary.
    fn is_so(plugin: &str, rounds: fn(&Callers) -> Vec<Spoilt>) {
        let (server, policy) = (server(), policy(plugin));
        let callers = callers(plugin);
        let types: BTreeSet<&str> = callers.values().flatten().map(String::as_str).collect();
        for round in rounds(&callers) {
            let mut types = Vec::from_iter(types.clone());
            types.retain(|name| *name != SLOW || round.contains_key(SLOW));
            let left_out: BTreeSet<String> = round.values().cloned().collect();
            allow(&server, policy.difference(&left_out));
            let (opencite, run) = scan(&server, plugin, &types);
            let mut units = opencite.units();
            units.retain(|unit| unit.outcome != "complete");
            let lacks = |unit: Unit| {
                let action = unit.error.as_ref().and_then(|error| error.action.clone());
                let action = action.unwrap_or_else(|| panic!("{unit} names no action"));
                (unit.asset_type, action)
            };
            let spoilt: Spoilt = units.into_iter().map(lacks).collect();
            assert_eq!(spoilt, round, "without {left_out:?}");
            for action in left_out {
                let advice = format!("Grant {action} to the scanning principal, then scan again.");
                let said = &run.stdout;
                assert!(said.contains(&advice), "no {advice:?} in\n{said}");
            }
        }
    }

    #[test]
    fn by_bedrock() {
        is_so(BEDROCK, in_turn);
    }

    #[test]
    fn by_agentcore() {
        is_so(AGENTCORE, together);
    }

    #[test]
    fn by_sagemaker() {
        is_so(SAGEMAKER, together);
    }
}

#[test]
fn nothing_granted_is_all_units_failed() {
    let server = SimServer::of(Estate::demo());
    allow(&server, &BTreeSet::new());
    let opencite = Opencite::with_sim(&server);
    opencite.run(&["scan"]).exits(1);
    assert!(opencite.units().iter().all(|unit| unit.outcome == "failed"));
}
