//! The real clients against the simulator: every operation is read by the SDK's own models, and the demo's estate
//! fills every field that they have.

use aws_credential_types::Credentials;
use aws_sdk_bedrock::Client;
use aws_sdk_bedrock::config::{BehaviorVersion, Region};
use aws_sdk_bedrock::types::InferenceProfileType;
use opencite_sim::{Fault, FaultKind, Sim};

use crate::sdk_fields::Fields;

/// Lists in pages of one, noting every answer; gives back all answers.
macro_rules! pages {
    ($fields:ident, $call:expr) => {{
        let mut pages = vec![];
        let mut token = None;
        loop {
            let page = $call
                .set_next_token(token)
                .send()
                .await
                .expect(stringify!($call));
            $fields.note(&page);
            token = page.next_token().map(str::to_owned);
            pages.push(page);
            if token.is_none() {
                break pages;
            }
        }
    }};
}

/// Lists a family and gets every member of it, noting every answer.
macro_rules! family {
    ($fields:ident, $list:expr, $items:ident, $id:ident, $get:expr) => {
        for page in pages!($fields, $list.max_results(1)) {
            for item in page.$items() {
                let got = $get(item.$id()).send().await.expect(stringify!($get));
                $fields.note(&got);
            }
        }
    };
}

fn credentials(sim: &Sim) -> Credentials {
    Credentials::new(
        sim.access_key_id(),
        sim.secret_access_key(),
        None,
        None,
        "test",
    )
}

fn client(sim: &Sim) -> Client {
    let config = aws_sdk_bedrock::Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("us-east-1"))
        .credentials_provider(credentials(sim))
        .endpoint_url(sim.endpoint_url())
        .http_client(aws_smithy_http_client::Builder::new().build_http())
        .build();
    Client::from_conf(config)
}

async fn note_models(client: &Client, fields: &mut Fields) {
    let models = client.list_foundation_models().send().await.expect("list");
    fields.note(&models);
    for model in models.model_summaries() {
        fields.note(
            &client
                .get_foundation_model()
                .model_identifier(model.model_id())
                .send()
                .await
                .expect("get"),
        );
        fields.note(
            &client
                .get_foundation_model()
                .model_identifier(model.model_arn())
                .send()
                .await
                .expect("get"),
        );
    }
    family!(
        fields,
        client.list_custom_models(),
        model_summaries,
        model_arn,
        |id| client.get_custom_model().model_identifier(id)
    );
    family!(
        fields,
        client.list_imported_models(),
        model_summaries,
        model_arn,
        |id| client.get_imported_model().model_identifier(id)
    );
    family!(
        fields,
        client.list_custom_model_deployments(),
        model_deployment_summaries,
        custom_model_deployment_arn,
        |id| {
            client
                .get_custom_model_deployment()
                .custom_model_deployment_identifier(id)
        }
    );
    family!(
        fields,
        client.list_provisioned_model_throughputs(),
        provisioned_model_summaries,
        provisioned_model_arn,
        |id| {
            client
                .get_provisioned_model_throughput()
                .provisioned_model_id(id)
        }
    );
}

async fn note_ways(client: &Client, fields: &mut Fields) {
    for kind in [
        InferenceProfileType::Application,
        InferenceProfileType::SystemDefined,
    ] {
        family!(
            fields,
            client.list_inference_profiles().type_equals(kind.clone()),
            inference_profile_summaries,
            inference_profile_id,
            |id| {
                client
                    .get_inference_profile()
                    .inference_profile_identifier(id)
            }
        );
    }
    family!(
        fields,
        client.list_prompt_routers(),
        prompt_router_summaries,
        prompt_router_arn,
        |id| { client.get_prompt_router().prompt_router_arn(id) }
    );
    family!(
        fields,
        client.list_marketplace_model_endpoints(),
        marketplace_model_endpoints,
        endpoint_arn,
        |id| { client.get_marketplace_model_endpoint().endpoint_arn(id) }
    );
    fields.note(
        &client
            .get_model_invocation_logging_configuration()
            .send()
            .await
            .expect("get"),
    );
}

async fn note_policies(client: &Client, fields: &mut Fields) {
    family!(fields, client.list_guardrails(), guardrails, arn, |id| {
        client.get_guardrail().guardrail_identifier(id)
    });
    for page in pages!(
        fields,
        client
            .list_guardrails()
            .guardrail_identifier("cl41mgu4rd01")
            .max_results(1)
    ) {
        for version in page.guardrails() {
            let get = client
                .get_guardrail()
                .guardrail_identifier(version.id())
                .guardrail_version(version.version());
            fields.note(&get.send().await.expect("get"));
        }
    }
    drop(pages!(
        fields,
        client.list_enforced_guardrails_configuration()
    ));
    family!(
        fields,
        client.list_automated_reasoning_policies(),
        automated_reasoning_policy_summaries,
        policy_arn,
        |id| { client.get_automated_reasoning_policy().policy_arn(id) }
    );
    let policy = "arn:aws:bedrock:us-east-1:111122223333:automated-reasoning-policy/c0v3r4g3ru1e";
    for page in pages!(
        fields,
        client
            .list_automated_reasoning_policies()
            .policy_arn(policy)
            .max_results(1)
    ) {
        for version in page.automated_reasoning_policy_summaries() {
            fields.note(
                &client
                    .get_automated_reasoning_policy()
                    .policy_arn(version.policy_arn())
                    .send()
                    .await
                    .expect("get"),
            );
        }
    }
    let tags = client
        .list_tags_for_resource()
        .resource_arn("arn:aws:bedrock:us-east-1:111122223333:guardrail/cl41mgu4rd01");
    fields.note(&tags.send().await.expect("list"));
}

async fn note_jobs(client: &Client, fields: &mut Fields) {
    family!(
        fields,
        client.list_model_customization_jobs(),
        model_customization_job_summaries,
        job_arn,
        |id| { client.get_model_customization_job().job_identifier(id) }
    );
    family!(
        fields,
        client.list_model_copy_jobs(),
        model_copy_job_summaries,
        job_arn,
        |id| client.get_model_copy_job().job_arn(id)
    );
    family!(
        fields,
        client.list_model_import_jobs(),
        model_import_job_summaries,
        job_name,
        |id| { client.get_model_import_job().job_identifier(id) }
    );
    family!(
        fields,
        client.list_evaluation_jobs(),
        job_summaries,
        job_arn,
        |id| client.get_evaluation_job().job_identifier(id)
    );
    family!(
        fields,
        client.list_model_invocation_jobs(),
        invocation_job_summaries,
        job_arn,
        |id| { client.get_model_invocation_job().job_identifier(id) }
    );
    family!(
        fields,
        client.list_advanced_prompt_optimization_jobs(),
        job_summaries,
        job_arn,
        |id| {
            client
                .get_advanced_prompt_optimization_job()
                .job_identifier(id)
        }
    );
}

#[tokio::test]
async fn the_sdk_reads_every_answer_and_the_demo_fills_every_field() {
    let sim = Sim::builder().start().await.expect("starts");
    let client = client(&sim);
    let mut fields = Fields::default();
    note_models(&client, &mut fields).await;
    note_ways(&client, &mut fields).await;
    note_policies(&client, &mut fields).await;
    note_jobs(&client, &mut fields).await;
    // One page of enforced guardrails has all that the demo has, and the operation has no page size.
    assert!(fields.len() > 500, "only {} fields were seen", fields.len());
    assert_eq!(
        fields.never_filled(),
        ["ListEnforcedGuardrailsConfigurationOutput.next_token"]
    );
    // What AWS answers today and the SDK's enums do not have.
    assert_eq!(
        fields.unknown_values(),
        ["INFERENCE_PROFILE", "SPEECH", "VIDEO"]
    );
    assert!(sim.refusals().is_empty(), "{:?}", sim.refusals());
}

#[tokio::test]
async fn the_sdk_understands_the_errors() {
    let sim = Sim::builder()
        .fault(Fault::on("bedrock", "ListImportedModels", FaultKind::Deny))
        .start()
        .await
        .expect("starts");
    let client = client(&sim);
    let missing = client
        .get_custom_model()
        .model_identifier("nobody")
        .send()
        .await
        .expect_err("missing")
        .into_service_error();
    assert!(missing.is_resource_not_found_exception(), "{missing:?}");
    let denied = client
        .list_imported_models()
        .send()
        .await
        .expect_err("denied")
        .into_service_error();
    assert!(denied.is_access_denied_exception(), "{denied:?}");
    assert!(
        denied
            .meta()
            .message()
            .is_some_and(|message| message.contains("bedrock:ListImportedModels"))
    );
    let invalid = client
        .list_custom_models()
        .next_token("garbage")
        .send()
        .await
        .expect_err("invalid")
        .into_service_error();
    assert!(invalid.is_validation_exception(), "{invalid:?}");
}

#[tokio::test]
async fn the_sdk_assumes_roles() {
    let sim = Sim::builder().start().await.expect("starts");
    let config = aws_sdk_sts::Config::builder()
        .behavior_version(aws_sdk_sts::config::BehaviorVersion::latest())
        .region(aws_sdk_sts::config::Region::new("us-east-1"))
        .credentials_provider(credentials(&sim))
        .endpoint_url(sim.endpoint_url())
        .http_client(aws_smithy_http_client::Builder::new().build_http())
        .build();
    let sts = aws_sdk_sts::Client::from_conf(config);
    let identity = sts.get_caller_identity().send().await.expect("identity");
    assert_eq!(identity.account(), Some("111122223333"));
    assert_eq!(
        identity.arn(),
        Some("arn:aws:iam::111122223333:user/opencite")
    );
    let role = "arn:aws:iam::444455556666:role/OpenCiteReadOnly";
    let assume = sts
        .assume_role()
        .role_arn(role)
        .role_session_name("opencite")
        .duration_seconds(900);
    let denied = assume
        .clone()
        .send()
        .await
        .expect_err("no external id")
        .into_service_error();
    assert_eq!(denied.meta().code(), Some("AccessDenied"));
    let session = assume
        .external_id("ardent-opencite")
        .send()
        .await
        .expect("a session");
    let keys = session.credentials().expect("keys");
    assert!(keys.access_key_id().starts_with("ASIA"));
    let user = session.assumed_role_user().expect("a user");
    assert_eq!(
        user.arn(),
        "arn:aws:sts::444455556666:assumed-role/OpenCiteReadOnly/opencite"
    );
}
