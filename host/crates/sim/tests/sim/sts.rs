//! STS over raw HTTP.

use opencite_sim::{Estate, Role, Sim};

use crate::client::{Client, Got};

const LAB_ROLE: &str = "arn%3Aaws%3Aiam%3A%3A444455556666%3Arole%2FOpenCiteReadOnly";

async fn assume(client: &Client, rest: &str) -> Got {
    client
        .form(&format!(
            "Action=AssumeRole&Version=2011-06-15&RoleSessionName=opencite&RoleArn={rest}"
        ))
        .await
}

fn element(text: &str, name: &str) -> String {
    let after = text.split(&format!("<{name}>")).nth(1).unwrap_or_default();
    after.split('<').next().unwrap_or_default().to_owned()
}

fn session(client: &Client, got: &Got) -> Client {
    let text = got.text();
    let part = |name| element(&text, name);
    client.with_keys(
        &part("AccessKeyId"),
        &part("SecretAccessKey"),
        Some(&part("SessionToken")),
    )
}

#[tokio::test]
async fn a_caller_learns_who_it_is() {
    let sim = Sim::builder().start().await.expect("starts");
    let got = Client::of(&sim)
        .form("Action=GetCallerIdentity&Version=2011-06-15")
        .await
        .text();
    assert_eq!(
        element(&got, "Arn"),
        "arn:aws:iam::111122223333:user/opencite"
    );
    assert_eq!(element(&got, "Account"), "111122223333");
    assert_eq!(element(&got, "UserId"), "AIDAOPENCITE7EXAMPLE");
}

#[tokio::test]
async fn a_role_opens_the_estate_of_its_own_account() {
    let sim = Sim::builder().start().await.expect("starts");
    let client = Client::of(&sim);
    let lab = session(
        &client,
        &assume(&client, &format!("{LAB_ROLE}&ExternalId=ardent-opencite")).await,
    );
    let identity = lab
        .form("Action=GetCallerIdentity&Version=2011-06-15")
        .await
        .text();
    assert_eq!(
        element(&identity, "Arn"),
        "arn:aws:sts::444455556666:assumed-role/OpenCiteReadOnly/opencite"
    );
    let models = lab.document("/custom-models").await;
    assert_eq!(
        models["modelSummaries"][0]["ownerAccountId"],
        "444455556666"
    );
    assert_eq!(models["modelSummaries"].as_array().map(Vec::len), Some(2));
    let again = assume(&lab, &format!("{LAB_ROLE}&ExternalId=ardent-opencite")).await;
    assert_eq!(again.status, 403, "the role allows Bedrock only");
    sim.expire_sessions();
    assert_eq!(
        lab.get("/custom-models").await.code(),
        "ExpiredTokenException"
    );
    assert_eq!(
        client.get("/custom-models").await.status,
        200,
        "users' keys do not expire"
    );
}

#[tokio::test]
async fn a_role_wants_its_external_id() {
    let sim = Sim::builder().start().await.expect("starts");
    let client = Client::of(&sim);
    let nobody = "arn%3Aaws%3Aiam%3A%3A444455556666%3Arole%2FNobody";
    for rest in [
        LAB_ROLE.to_owned(),
        format!("{LAB_ROLE}&ExternalId=wrong"),
        nobody.to_owned(),
    ] {
        let got = assume(&client, &rest).await;
        assert_eq!(
            (got.status, element(&got.text(), "Code").as_str()),
            (403, "AccessDenied"),
            "{rest}"
        );
        let message = element(&got.text(), "Message");
        let start = "User: arn:aws:iam::111122223333:user/opencite is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::444455556666:role/";
        assert!(message.starts_with(start), "{message}");
    }
}

#[tokio::test]
async fn sessions_have_lengths() {
    let role = Role::new("111122223333", "Short").max_session_seconds(7200);
    let sim = Sim::builder()
        .estate(Estate::empty("111122223333").with_role(role))
        .start()
        .await
        .expect("starts");
    let client = Client::of(&sim);
    let short = "arn%3Aaws%3Aiam%3A%3A111122223333%3Arole%2FShort";
    let with = async |client: &Client, seconds: &str| {
        assume(client, &format!("{short}&DurationSeconds={seconds}")).await
    };
    assert_eq!(with(&client, "899").await.status, 400);
    assert_eq!(with(&client, "43201").await.status, 400);
    let long = with(&client, "7201").await;
    assert_eq!(
        element(&long.text(), "Message"),
        "The requested DurationSeconds exceeds the MaxSessionDuration set for this role."
    );
    let good = with(&client, "7200").await;
    assert_eq!(good.status, 200);
    let chained = with(&session(&client, &good), "7200").await;
    assert!(element(&chained.text(), "Message").contains("role chaining"));
}

#[tokio::test]
async fn what_the_simulator_does_not_know_is_refused_and_remembered() {
    let sim = Sim::builder().start().await.expect("starts");
    let client = Client::of(&sim);
    assert!(
        client
            .form("Action=GetSessionToken&Version=2011-06-15")
            .await
            .text()
            .contains("<Code>InvalidAction</Code>")
    );
    let policy = assume(&client, &format!("{LAB_ROLE}&Policy=%7B%7D")).await;
    assert_eq!(
        element(&policy.text(), "Message"),
        "the simulated AWS does not implement the parameter Policy of AssumeRole"
    );
    assert_eq!(sim.refusals().len(), 2);
}
