//! Guardrails of Amazon Bedrock: an OpenCITE plugin in Rust.

use opencite_plugin_sdk::aws::bedrock::guardrails::{GuardrailSummary, list_guardrails};
use opencite_plugin_sdk::{Asset, AssetKind, Plugin, Properties, Scope, list, try_list};

struct Guardrails;

impl Plugin for Guardrails {
    const ID: &'static str = env!("CARGO_PKG_NAME");
    const VERSION: &'static str = env!("CARGO_PKG_VERSION");
    const TITLE: &'static str = "Guardrails of Amazon Bedrock, by a plugin in Rust";
    const KINDS: &'static [AssetKind] = &[AssetKind {
        name: "guardrail",
        title: "Guardrails",
        scope: Scope::Regional,
        discover: |_| list(&list_guardrails(None), asset),
        verify: || try_list("bedrock:ListGuardrails", &list_guardrails(None)),
    }];
}

fn asset(guardrail: &GuardrailSummary) -> Asset {
    Asset::new(&guardrail.arn, &guardrail.name)
        .status(guardrail.status.as_str())
        .created(guardrail.created_at.as_str())
        .modified(guardrail.updated_at.as_str())
        .properties(Properties::default().record(guardrail))
}

opencite_plugin_sdk::export!(Guardrails);
