//! The estate of a company that does not exist: Ardent Mutual, an insurer, in two regions, with a laboratory.
//!
//! It is what `opencite demo` shows, so it is believable; and it is what the mapping of answers is tested with, so
//! every optional field that an answer may have occurs in it somewhere.

mod agentcore;
mod agents;
mod batch;
mod catalogue;
mod custom_models;
mod customization_jobs;
mod endpoints;
mod europe;
mod evaluations;
mod guardrails;
mod imports;
mod policies;
mod profiles;
mod prompts;
mod rag;
mod sagemaker;
mod throughputs;
mod usage;

use serde_json::{Value, json};

use super::spec::DEMO_ACCOUNT;
use super::{Estate, Place, Record, Role};
use crate::bedrock::Kind;

/// The account of the data science laboratory.
const LAB_ACCOUNT: &str = "444455556666";

const HOME: &str = "us-east-1";
const EUROPE: &str = "eu-west-1";

/// What the role for `OpenCITE` may do.
const READ_ONLY: [&str; 11] = [
    "account:ListRegions",
    "bedrock-agentcore:Get*",
    "bedrock-agentcore:List*",
    "bedrock:Get*",
    "bedrock:List*",
    "cloudtrail:LookupEvents",
    "cloudwatch:GetMetricData",
    "cloudwatch:ListMetrics",
    "logs:FilterLogEvents",
    "sagemaker:Describe*",
    "sagemaker:List*",
];

/// Resources of one kind.
type Shelf = (Kind, Vec<Record>);

/// Resources of one kind of a service that is answered out of its model.
type Modelled = (&'static str, Vec<Record>);

impl Estate {
    /// Ardent Mutual's account 111122223333, in us-east-1 and eu-west-1, and its laboratory's account 444455556666.
    ///
    /// Both accounts have a role `OpenCiteReadOnly`; the laboratory's demands the external id `ardent-opencite`.
    pub fn demo() -> Self {
        let reader = |account| Role::new(account, "OpenCiteReadOnly").allowing(READ_ONLY);
        let estate = Self::empty(DEMO_ACCOUNT).with_role(reader(DEMO_ACCOUNT));
        let estate = estate.with_role(reader(LAB_ACCOUNT).external_id("ardent-opencite"));
        usage::with_usage(home(europe(laboratory(estate))))
    }

    fn with_shelves(self, shelves: impl IntoIterator<Item = Shelf>) -> Self {
        let records = shelves
            .into_iter()
            .flat_map(|(kind, records)| records.into_iter().map(move |record| (kind, record)));
        records.fold(self, |estate, (kind, record)| {
            estate.with_record(kind, record)
        })
    }
}

impl Estate {
    fn with_modelled(self, shelves: impl IntoIterator<Item = Modelled>) -> Self {
        let shelves = shelves.into_iter();
        let records = shelves.flat_map(|(kind, all)| all.into_iter().map(move |it| (kind, it)));
        records.fold(self, |estate, (kind, record)| {
            estate.with_resource(kind, record)
        })
    }
}

fn home(estate: Estate) -> Estate {
    let estate = estate.account(DEMO_ACCOUNT).without_opt_in_regions();
    let estate = estate.region(HOME);
    let at = estate.here();
    let estate = estate.with_invocation_logging(logging(&at)).with_shelves([
        (Kind::FoundationModel, catalogue::all(&at)),
        (Kind::CustomModel, custom_models::all(&at)),
        (Kind::CustomizationJob, customization_jobs::all(&at)),
        (Kind::CustomModelDeployment, throughputs::deployments(&at)),
        (Kind::ProvisionedThroughput, throughputs::provisioned(&at)),
        (Kind::ImportedModel, imports::models(&at)),
        (Kind::ImportJob, imports::jobs(&at)),
        (Kind::CopyJob, imports::copies(&at)),
        (Kind::InferenceProfile, profiles::profiles(&at)),
        (Kind::PromptRouter, profiles::routers(&at)),
    ]);
    estate
        .with_shelves([
            (Kind::MarketplaceEndpoint, endpoints::all(&at)),
            (Kind::Guardrail, guardrails::all(&at)),
            (Kind::EnforcedGuardrail, policies::enforced(&at)),
            (Kind::ReasoningPolicy, policies::reasoning(&at)),
            (Kind::EvaluationJob, evaluations::all(&at)),
            (Kind::InvocationJob, batch::all(&at)),
            (Kind::PromptOptimizationJob, prompts::all(&at)),
        ])
        .with_modelled(sagemaker::home(&at))
        .with_modelled(agentcore::home(&at))
        .with_modelled(agents::home(&at))
}

fn europe(estate: Estate) -> Estate {
    let estate = estate.account(DEMO_ACCOUNT).region(EUROPE);
    let at = estate.here();
    estate
        .with_shelves(europe::all(&at))
        .with_modelled(sagemaker::europe(&at))
        .with_modelled(agentcore::europe(&at))
        .with_modelled(agents::europe(&at))
}

fn laboratory(estate: Estate) -> Estate {
    let estate = estate.account(LAB_ACCOUNT).without_opt_in_regions();
    let estate = estate.region(HOME);
    let at = estate.here();
    estate
        .with_shelves([(Kind::FoundationModel, catalogue::all(&at))])
        .with(Kind::CustomModel, 2)
        .with(Kind::CustomizationJob, 3)
        .with(Kind::InvocationJob, 1)
}

/// Where the invocations of models are logged to.
fn logging(at: &Place) -> Value {
    json!({
        "cloudWatchConfig": {
            "logGroupName": "/ardent/bedrock/invocations",
            "roleArn": at.role("BedrockInvocationLogging"),
            "largeDataDeliveryS3Config": {"bucketName": "ardent-bedrock-large", "keyPrefix": "large/"},
        },
        "s3Config": {"bucketName": "ardent-bedrock-logs", "keyPrefix": "invocations/"},
        "textDataDeliveryEnabled": true,
        "imageDataDeliveryEnabled": true,
        "embeddingDataDeliveryEnabled": false,
        "videoDataDeliveryEnabled": false,
        "audioDataDeliveryEnabled": false,
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{DEMO_ACCOUNT, EUROPE, Estate, HOME};
    use crate::bedrock::{Bedrock, Kind};
    use crate::estate::Collection;
    use crate::modelled::Kind as ModelledKind;

    /// Every text of a JSON document.
    fn texts(value: &serde_json::Value, found: &mut BTreeSet<String>) {
        match value {
            serde_json::Value::String(text) => drop(found.insert(text.clone())),
            serde_json::Value::Array(items) => items.iter().for_each(|item| texts(item, found)),
            serde_json::Value::Object(map) => map.values().for_each(|item| texts(item, found)),
            _ => {}
        }
    }

    /// The ARNs of Bedrock's resources here that some record names.
    fn named(bedrock: &Bedrock, region: &str) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        let collections = Kind::ALL
            .into_iter()
            .filter_map(|kind| bedrock.collection(kind));
        for record in collections.flat_map(Collection::iter) {
            texts(&record.document(), &mut found);
        }
        let ours = format!("arn:aws:bedrock:{region}:{DEMO_ACCOUNT}:");
        let models = format!("arn:aws:bedrock:{region}::");
        found.retain(|text| text.starts_with(&ours) || text.starts_with(&models));
        found
    }

    fn is_there(bedrock: &Bedrock, arn: &str) -> bool {
        let collections = Kind::ALL
            .into_iter()
            .filter_map(|kind| bedrock.collection(kind));
        let mut collections = collections
            .filter(|all| all.find(arn).is_some() || all.find(&format!("{arn}:DRAFT")).is_some());
        collections.next().is_some()
    }

    fn dangling(estate: &Estate, region: &str) -> Vec<String> {
        let bedrock = estate.bedrock(DEMO_ACCOUNT, region).expect("there");
        let gone = named(bedrock, region)
            .into_iter()
            .filter(|arn| !is_there(bedrock, arn));
        gone.collect()
    }

    #[test]
    fn what_the_demo_names_exists_but_for_profiles_of_guardrails_and_a_failed_copy() {
        let estate = Estate::demo();
        assert_eq!(
            dangling(&estate, HOME),
            [
                "arn:aws:bedrock:us-east-1:111122223333:custom-model/amazon.nova-lite-v1:0/s6d9f2g5h8j1",
                "arn:aws:bedrock:us-east-1:111122223333:guardrail-profile/us.guardrail.v1:0",
            ]
        );
        assert!(dangling(&estate, EUROPE).is_empty());
    }

    /// The ARNs of agents and of what belongs to them in a region: those that are there.
    fn agents(estate: &Estate, region: &str) -> BTreeSet<String> {
        let resources = estate.resources(DEMO_ACCOUNT, region).expect("there");
        let agents = resources
            .iter()
            .filter(|(kind, _)| kind.service() == "bedrock-agent");
        let arns = agents.filter_map(|(kind, record)| record.text(kind.identity()));
        arns.map(str::to_owned).collect()
    }

    #[test]
    fn what_agents_flows_and_prompts_name_exists() {
        let estate = Estate::demo();
        for region in [HOME, EUROPE] {
            let bedrock = estate.bedrock(DEMO_ACCOUNT, region).expect("there");
            let resources = estate.resources(DEMO_ACCOUNT, region).expect("there");
            let mut named = BTreeSet::new();
            for (_, record) in resources.iter() {
                texts(&record.document(), &mut named);
            }
            named.retain(|text| text.starts_with(&format!("arn:aws:bedrock:{region}:")));
            let agents = agents(&estate, region);
            named.retain(|arn| !agents.contains(arn) && !is_there(bedrock, arn));
            assert_eq!(named, BTreeSet::new(), "{region}");
        }
    }

    #[test]
    fn the_parts_of_agents_belong_to_versions_that_exist() {
        let estate = Estate::demo();
        let resources = estate.resources(DEMO_ACCOUNT, HOME).expect("there");
        let versions = ModelledKind::find("bedrock-agent:agent_version").expect("a kind");
        let versions = resources.collection(versions).expect("there");
        let of_agents = resources
            .iter()
            .filter(|(kind, _)| kind.identity().starts_with("agentId/agentVersion"));
        for (kind, record) in of_agents {
            let field = |name| record.text(name).unwrap_or_default();
            let version = format!("{}/{}", field("agentId"), field("agentVersion"));
            let is_there = version.ends_with("/DRAFT") || versions.find(&version).is_some();
            assert!(is_there, "{} of {version}", kind.name());
        }
    }
}
