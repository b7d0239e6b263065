//! What happens to the demo's estate between two scans.

use serde_json::json;

use super::spec::DEMO_ACCOUNT;
use super::{Estate, Place, Record};
use crate::bedrock::{Bedrock, Kind};

/// The region that drifts.
const REGION: &str = "us-east-1";

impl Estate {
    /// A week passes: a model is gone, another is new with its job, jobs have ended, capacity, a guardrail and an agent
    /// have changed, and somebody turned logging off in one region.
    ///
    /// It is written for [`Estate::demo`]; of other estates it changes what they share with it.
    pub fn drift(&mut self) {
        let at = Place::new(DEMO_ACCOUNT, REGION);
        let bedrock = self.bedrock_mut(DEMO_ACCOUNT, REGION);
        removed(bedrock);
        added(bedrock, &at);
        ended(bedrock, &at);
        changed(bedrock, &at);
        bedrock.set_invocation_logging(None);
        modelled(self, &at);
        agents(self, &at);
    }
}

fn removed(bedrock: &mut Bedrock) {
    bedrock.remove(Kind::CustomModel, "claims-language");
    bedrock.remove(Kind::ProvisionedThroughput, "language-trial");
}

fn added(bedrock: &mut Bedrock, at: &Place) {
    let base = "amazon.nova-micro-v1:0";
    let model = Record::new(json!({
        "modelArn": at.arn("custom-model", &format!("{base}/a9s2d5f8g1h4")),
        "modelName": "appeals",
        "creationTime": "2026-09-04T03:10:00Z",
        "baseModelArn": at.foundation_model(base),
        "baseModelName": "amazon.nova-micro-v1",
        "customizationType": "DISTILLATION",
        "ownerAccountId": at.account(),
        "modelStatus": "Active",
        "jobName": "appeals-job",
        "jobArn": at.arn("model-customization-job", &format!("{base}/d6f3g0h7j4k1")),
        "outputDataConfig": {"s3Uri": "s3://ardent-training/output/"},
    }));
    bedrock.insert(Kind::CustomModel, model.tag("owner", "legal-operations"));
}

fn ended(bedrock: &mut Bedrock, at: &Place) {
    let model = at.arn("custom-model", "amazon.nova-micro-v1:0/a9s2d5f8g1h4");
    let end = "2026-09-04T03:10:00Z";
    let job = json!({"status": "Completed", "endTime": end, "lastModifiedTime": end, "outputModelArn": model});
    bedrock.update(Kind::CustomizationJob, "appeals-job", job);
    let end = "2026-09-01T05:48:00Z";
    let batch = json!({
        "status": "PartiallyCompleted",
        "endTime": end,
        "lastModifiedTime": end,
        "processedRecordCount": 48210,
        "successRecordCount": 47_912,
        "errorRecordCount": 298,
    });
    bedrock.update(Kind::InvocationJob, "b7n0m3q6w9e2", batch);
}

fn changed(bedrock: &mut Bedrock, at: &Place) {
    let units =
        json!({"status": "InService", "modelUnits": 3, "lastModifiedTime": "2026-09-01T09:00:00Z"});
    bedrock.update(Kind::ProvisionedThroughput, "policy-desk", units);
    let guardrail = format!("{}:DRAFT", at.arn("guardrail", "fr4udgu4rd02"));
    let mended = json!({
        "status": "READY",
        "statusReasons": null,
        "failureRecommendations": null,
        "updatedAt": "2026-09-03T10:00:00Z",
    });
    bedrock.update(Kind::Guardrail, &guardrail, mended);
    let legacy = json!({"modelLifecycle": {
        "status": "LEGACY",
        "startOfLifeTime": "2025-10-01T00:00:00Z",
        "legacyTime": "2026-09-02T00:00:00Z",
        "endOfLifeTime": "2027-03-02T00:00:00Z",
    }});
    bedrock.update(
        Kind::FoundationModel,
        "anthropic.claude-3-7-sonnet-20250219-v1:0",
        legacy,
    );
}

/// A job has ended and its model is approved, an endpoint is mended and a target of a gateway is gone.
fn modelled(estate: &mut Estate, at: &Place) {
    let end = "2026-08-31T07:40:00Z";
    let job = json!({
        "TrainingJobStatus": "Completed",
        "SecondaryStatus": "Completed",
        "TrainingEndTime": end,
        "LastModifiedTime": end,
    });
    estate.update_resource(at, "sagemaker:training_job", "churn-2026-08-31", job);
    let mended = json!({
        "EndpointStatus": "InService",
        "FailureReason": null,
        "LastModifiedTime": "2026-09-02T12:00:00Z",
    });
    estate.update_resource(at, "sagemaker:endpoint", "claims", mended);
    estate.remove_resource(at, "sagemaker:model", "churn-shadow");
    let target = "company-tools-k2j5h8g1f4/P2o5I8u1Y4";
    estate.remove_resource(at, "bedrock-agentcore:gateway_target", target);
    let runtime = json!({"status": "UPDATING", "lastUpdatedAt": "2026-09-03T09:00:00Z"});
    estate.update_resource(
        at,
        "bedrock-agentcore:agent_runtime",
        "triage_mcp-U4i7O0p3A6",
        runtime,
    );
}

/// The draft of one agent is prepared, and callers of another get its newer version.
fn agents(estate: &mut Estate, at: &Place) {
    let now = "2026-09-03T14:00:00Z";
    let prepared = json!({"agentStatus": "PREPARED", "updatedAt": now, "preparedAt": now});
    estate.update_resource(at, "bedrock-agent:agent", "M3N6B1V8C2", prepared);
    let (first, second) = (
        json!([{"agentVersion": "1"}]),
        json!([{"agentVersion": "2"}]),
    );
    let moved = json!({
        "routingConfiguration": second,
        "updatedAt": now,
        "agentAliasHistoryEvents": [
            {"routingConfiguration": second, "startDate": now},
            {"routingConfiguration": first, "startDate": "2026-05-20T08:00:00Z", "endDate": now},
        ],
    });
    let alias = "J4K8L2P6Q9/A7S3D9F1G5";
    estate.update_resource(at, "bedrock-agent:agent_alias", alias, moved);
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{DEMO_ACCOUNT, Estate, REGION};
    use crate::bedrock::Kind;
    use crate::estate::Record;
    use crate::modelled::Kind as ModelledKind;

    /// Every record by what no change touches.
    fn records(estate: &Estate) -> BTreeMap<(Kind, String), Record> {
        let bedrock = estate.bedrock(DEMO_ACCOUNT, REGION).expect("there");
        let collections = Kind::ALL
            .into_iter()
            .filter_map(|kind| Some((kind, bedrock.collection(kind)?)));
        let records = collections.flat_map(|(kind, all)| {
            all.iter().map(move |record| {
                let field = |name| record.text(name).unwrap_or_default().to_owned();
                let name = kind.shape().aliases.iter().map(|alias| field(alias));
                (
                    (kind, name.chain([field("version")]).collect()),
                    record.clone(),
                )
            })
        });
        records.collect()
    }

    #[test]
    fn the_drift_of_the_demo_adds_removes_and_changes() {
        let mut estate = Estate::demo();
        let before = records(&estate);
        estate.drift();
        let after = records(&estate);
        let added = after
            .keys()
            .filter(|key| !before.contains_key(*key))
            .count();
        let removed = before
            .keys()
            .filter(|key| !after.contains_key(*key))
            .count();
        let changed = before
            .iter()
            .filter(|(key, record)| after.get(*key).is_some_and(|now| now != *record))
            .count();
        assert_eq!((added, removed, changed), (1, 2, 5));
        let logging = estate
            .bedrock(DEMO_ACCOUNT, REGION)
            .and_then(|bedrock| bedrock.invocation_logging());
        assert!(logging.is_none());
    }

    #[test]
    fn the_drift_reaches_the_services_of_the_models() {
        let modelled = |estate: &Estate| -> BTreeMap<(&str, String), Record> {
            let records = estate
                .records()
                .filter(|(service, ..)| *service != "bedrock");
            let records = records.map(|(service, kind, place, record)| {
                let kind = ModelledKind::find(&format!("{service}:{kind}")).expect("a kind");
                let fields = kind.identity().split('/').map(|field| record.field(field));
                let id = format!("{:?}", fields.collect::<Vec<_>>());
                let key = (kind.name(), format!("{}/{id}", place.region()));
                (key, record.clone())
            });
            records.collect()
        };
        let mut estate = Estate::demo();
        let before = modelled(&estate);
        estate.drift();
        let after = modelled(&estate);
        let gone = before.keys().filter(|key| !after.contains_key(*key));
        let changed = before
            .iter()
            .filter(|(key, record)| after.get(*key).is_some_and(|now| now != *record));
        let kinds =
            |keys: Vec<&(&'static str, String)>| keys.iter().map(|key| key.0).collect::<Vec<_>>();
        assert_eq!(kinds(gone.collect()), ["gateway_target", "model"]);
        assert_eq!(
            kinds(changed.map(|(key, _)| key).collect()),
            [
                "agent",
                "agent_alias",
                "agent_runtime",
                "endpoint",
                "training_job"
            ]
        );
    }
}
