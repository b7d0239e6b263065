//! What a plugin may do is read off its file: no less than it needs, and no more.

use std::collections::BTreeSet;

use opencite_sim::{Estate, Principal};
use serde_json::Value;

use crate::support::{ACCOUNT, Opencite, SimServer};

const BOTH: [&str; 4] = ["--region", "us-east-1", "--region", "eu-west-1"];

fn bedrock_plugin() -> Value {
    let plugin = Opencite::bedrock_plugin();
    let path = plugin.to_str().expect("it is UTF-8");
    Opencite::new().json(&["plugin", "inspect", path])
}

fn texts(value: &Value) -> BTreeSet<String> {
    let items = value.as_array().expect("an array").iter();
    items
        .map(|item| item.as_str().expect("a text").to_owned())
        .collect()
}

fn imports() -> BTreeSet<String> {
    texts(&bedrock_plugin()["imports"]["aws"])
}

/// The actions of the policy that `plugin inspect` prints.
fn policy() -> BTreeSet<String> {
    texts(&bedrock_plugin()["policy"]["Statement"][0]["Action"])
}

fn allow<'a>(server: &SimServer, actions: impl IntoIterator<Item = &'a String>) {
    let actions: Vec<String> = actions.into_iter().cloned().collect();
    server.add_principal(Principal::user(ACCOUNT).allowing(actions));
}

#[test]
fn the_plugin_imports_exactly_what_a_scan_of_everything_calls() {
    let server = SimServer::of(Estate::demo());
    Opencite::with_sim(&server).scan_well(&BOTH);
    let called: BTreeSet<String> = server.counts().into_keys().collect();
    let imports = imports();
    // The host asks who it is, by itself.
    let by_host: Vec<_> = called.difference(&imports).collect();
    assert_eq!(by_host, ["sts:GetCallerIdentity"]);
    // What a scan does not call.
    let unused: Vec<_> = imports.difference(&called).collect();
    assert_eq!(unused, [] as [&String; 0]);
}

#[test]
fn the_policy_grants_the_imports_and_nothing_else() {
    insta::assert_json_snapshot!(bedrock_plugin()["policy"], @r#"
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
            "bedrock:ListProvisionedModelThroughputs"
          ],
          "Effect": "Allow",
          "Resource": "*"
        }
      ],
      "Version": "2012-10-17"
    }
    "#);
    assert_eq!(policy(), imports());
}

#[test]
fn the_policy_is_enough() {
    let server = SimServer::of(Estate::demo());
    allow(&server, &policy());
    let opencite = Opencite::with_sim(&server);
    opencite.scan_well(&BOTH);
    assert!(
        opencite
            .units()
            .iter()
            .all(|unit| unit.outcome == "complete")
    );
}

#[test]
fn every_action_of_the_policy_is_needed_and_asked_for_by_name() {
    let server = SimServer::of(Estate::demo());
    let opencite = Opencite::with_sim(&server);
    let policy = policy();
    for action in &policy {
        allow(&server, policy.iter().filter(|granted| *granted != action));
        let run = opencite.run(&["scan", "--full"]).exits(3);
        let advice = format!("Grant {action} to the scanning principal, then scan again.");
        assert!(
            run.stdout.contains(&advice),
            "no {advice:?} in\n{}",
            run.stdout
        );
        let units = opencite.units();
        let spoilt: Vec<_> = units
            .iter()
            .filter(|unit| unit.outcome != "complete")
            .collect();
        let [spoilt] = spoilt.as_slice() else {
            panic!("without {action}: {spoilt:#?}")
        };
        let error = spoilt.error.as_ref().expect("it says why");
        assert_eq!(error.action.as_ref(), Some(action));
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
