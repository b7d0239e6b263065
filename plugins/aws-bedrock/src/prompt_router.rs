//! Prompt routers: names under which one of several models is called, by the prompt. The listing says all that
//! describing would.

use opencite_plugin_sdk::aws::bedrock::prompt_routers::{PromptRouterSummary, list_prompt_routers};
use opencite_plugin_sdk::{Asset, AssetKind, Properties, Scope, list, try_list};

pub(crate) const KIND: AssetKind = AssetKind {
    name: "prompt_router",
    title: "Prompt routers",
    scope: Scope::Regional,
    discover: |_| list(&list_prompt_routers(), asset),
    verify: || try_list("bedrock:ListPromptRouters", &list_prompt_routers()),
};

fn asset(router: &PromptRouterSummary) -> Asset {
    let models = router
        .models
        .iter()
        .filter_map(|model| model.model_arn.as_deref());
    let fallback = router.fallback_model.as_ref();
    Asset::new(&router.prompt_router_arn, &router.prompt_router_name)
        .status(router.status.as_str())
        .created(router.created_at.as_deref())
        .modified(router.updated_at.as_deref())
        .relations("model", models)
        .relation(
            "fallback-model",
            fallback.and_then(|model| model.model_arn.as_deref()),
        )
        .properties(Properties::default().record(router))
}

#[cfg(test)]
mod tests {
    use serde_json::{from_value, json};

    use super::*;

    #[test]
    fn everything_aws_says_is_mapped() {
        let summary = json!({
            "prompt_router_name": "claims",
            "routing_criteria": {"response_quality_difference": 0.25},
            "description": "Routes claims",
            "created_at": "2026-03-01T08:00:00Z",
            "updated_at": "2026-03-02T09:30:00Z",
            "prompt_router_arn": "arn:aws:bedrock:us-east-1:111122223333:prompt-router/r1",
            "models": [
                {
                    "model_arn": "arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0",
                },
                {
                    "model_arn": "arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-pro-v1:0",
                },
            ],
            "fallback_model": {
                "model_arn": "arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0",
            },
            "status": "AVAILABLE",
            "type_": "custom",
        });
        let asset = asset(&from_value(summary).unwrap());
        insta::assert_snapshot!(asset, @r#"
        claims: arn:aws:bedrock:us-east-1:111122223333:prompt-router/r1
        status: AVAILABLE
        created: 2026-03-01T08:00:00Z
        modified: 2026-03-02T09:30:00Z
        model -> arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0
        model -> arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-pro-v1:0
        fallback-model -> arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0
        created_at = "2026-03-01T08:00:00Z"
        description = "Routes claims"
        fallback_model = {"model_arn":"arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0"}
        models = [{"model_arn":"arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0"},{"model_arn":"arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-pro-v1:0"}]
        prompt_router_arn = "arn:aws:bedrock:us-east-1:111122223333:prompt-router/r1"
        prompt_router_name = "claims"
        routing_criteria = {"response_quality_difference":0.25}
        status = "AVAILABLE"
        type = "custom"
        updated_at = "2026-03-02T09:30:00Z"
        "#);
    }

    #[test]
    fn what_aws_leaves_out_is_absent() {
        let summary = json!({
            "prompt_router_name": "claims",
            "prompt_router_arn": "arn:aws:bedrock:us-east-1:111122223333:prompt-router/r1",
            "models": [],
            "status": "AVAILABLE",
            "type_": "custom",
        });
        let asset = asset(&from_value(summary).unwrap());
        insta::assert_snapshot!(asset, @r#"
        claims: arn:aws:bedrock:us-east-1:111122223333:prompt-router/r1
        status: AVAILABLE
        models = []
        prompt_router_arn = "arn:aws:bedrock:us-east-1:111122223333:prompt-router/r1"
        prompt_router_name = "claims"
        status = "AVAILABLE"
        type = "custom"
        "#);
    }
}
