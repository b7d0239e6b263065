//! What the simulator remembers of the calls.

use std::time::Duration;

use opencite_sim::{Sim, bedrock::Kind};

use crate::client::{Broken, Client};

#[tokio::test]
async fn requests_are_logged_and_counted() {
    let sim = Sim::builder().start().await.expect("starts");
    let client = Client {
        region: "eu-west-1",
        ..Client::of(&sim)
    };
    client.get("/custom-models").await;
    client.get("/custom-models/nobody").await;
    client.get("/nowhere").await;
    let log: Vec<_> = sim
        .requests()
        .into_iter()
        .map(|record| (record.operation, record.region, record.status))
        .collect();
    let entry = |operation: &str, status| (operation.to_owned(), "eu-west-1".to_owned(), status);
    assert_eq!(
        log,
        [
            entry("ListCustomModels", 200),
            entry("GetCustomModel", 404),
            entry("unknown", 404)
        ]
    );
    assert_eq!(sim.count("bedrock:ListCustomModels"), 1);
    assert_eq!(
        sim.requests().first().map(|record| record.account.clone()),
        Some("111122223333".to_owned())
    );
    sim.clear_requests();
    assert_eq!(
        (sim.requests().len(), sim.count("bedrock:ListCustomModels")),
        (0, 0)
    );
    assert_eq!(sim.refusals().len(), 1, "refusals stay");
}

#[tokio::test]
async fn the_estate_drifts_after_as_many_requests_as_asked() {
    let sim = Sim::builder().drift_after(2).start().await.expect("starts");
    let client = Client::of(&sim);
    let has = || {
        sim.edit(|estate| {
            let models = estate
                .bedrock("111122223333", "us-east-1")
                .and_then(|bedrock| bedrock.collection(Kind::CustomModel));
            models.is_some_and(|models| models.find("appeals").is_some())
        })
    };
    client.get("/custom-models").await;
    assert!(!has());
    client.get("/custom-models").await;
    assert!(has());
}

#[tokio::test]
async fn a_stopped_simulator_serves_no_more() {
    let sim = Sim::builder().start().await.expect("starts");
    let client = Client::of(&sim);
    sim.stop().await;
    assert!(matches!(
        client.send("GET", "/custom-models", "", "").await,
        Err(Broken::Connect)
    ));
}

#[tokio::test]
async fn requests_under_way_are_counted_at_their_peak() {
    let sim = Sim::builder()
        .latency(Duration::from_millis(200))
        .start()
        .await
        .expect("starts");
    let client = Client::of(&sim);
    let calls = (0..4).map(|_| {
        let client = client.clone();
        tokio::spawn(async move { client.get("/custom-models").await.status })
    });
    for call in calls.collect::<Vec<_>>() {
        assert_eq!(call.await.expect("no panic"), 200);
    }
    assert_eq!(sim.peak_in_flight(), 4);
}
