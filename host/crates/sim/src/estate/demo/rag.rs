//! What an evaluation of retrieval says about knowledge bases: the deepest answer that Bedrock has.

use serde_json::{Value, json};

use crate::estate::Place;

const KNOWLEDGE_BASE: &str = "KBHANDB00K";

/// One configuration of each form; a job has one.
pub(super) fn configs(at: &Place) -> [Value; 6] {
    let generate =
        |config: Value| json!({"knowledgeBaseConfig": {"retrieveAndGenerateConfig": config}});
    let file =
        json!({"sourceType": "S3", "s3Location": {"uri": "s3://ardent-handbook/AVB-2026.pdf"}});
    let content =
        json!({"identifier": "note.txt", "contentType": "text/plain", "data": "SGFuZGJ1Y2g="});
    [
        json!({"knowledgeBaseConfig": {"retrieveConfig": {
            "knowledgeBaseId": KNOWLEDGE_BASE,
            "knowledgeBaseRetrievalConfiguration": {"vectorSearchConfiguration": vector_search(at)},
        }}}),
        generate(from_knowledge_base(at)),
        generate(from_source(at, &file)),
        generate(from_source(
            at,
            &json!({"sourceType": "BYTE_CONTENT", "byteContent": content}),
        )),
        json!({"precomputedRagSourceConfig": {"retrieveSourceConfig": {"ragSourceIdentifier": "vendor-b"}}}),
        json!({"precomputedRagSourceConfig": {"retrieveAndGenerateSourceConfig": {"ragSourceIdentifier": "vendor-c"}}}),
    ]
}

fn vector_search(at: &Place) -> Value {
    json!({
        "numberOfResults": 8,
        "overrideSearchType": "HYBRID",
        "filter": filter(),
        "implicitFilterConfiguration": {
            "metadataAttributes": [{"key": "line-of-business", "type": "STRING", "description": "Sparte: Kfz, Hausrat, …"}],
            "modelArn": at.foundation_model("anthropic.claude-3-5-sonnet-20240620-v1:0"),
        },
        "rerankingConfiguration": {
            "type": "BEDROCK_RERANKING_MODEL",
            "bedrockRerankingConfiguration": {
                "modelConfiguration": {
                    "modelArn": at.foundation_model("cohere.rerank-v3-5:0"),
                    "additionalModelRequestFields": {"return_documents": true},
                },
                "numberOfRerankedResults": 3,
                "metadataConfiguration": {
                    "selectionMode": "SELECTIVE",
                    "selectiveModeConfiguration": {"fieldsToInclude": [{"fieldName": "title"}]},
                },
            },
        },
    })
}

/// A filter that uses every test there is.
fn filter() -> Value {
    let test = |name: &str, value: Value| json!({name: {"key": "year", "value": value}});
    json!({"andAll": [
        test("equals", json!(2026)),
        test("notEquals", json!(2020)),
        test("greaterThan", json!(2021)),
        test("greaterThanOrEquals", json!(2022)),
        test("lessThan", json!(2030)),
        test("lessThanOrEquals", json!(2029)),
        {"orAll": [
            test("in", json!([2025, 2026])),
            test("notIn", json!([1999])),
            test("startsWith", json!("20")),
            test("listContains", json!("kfz")),
            test("stringContains", json!("26")),
        ]},
    ]})
}

fn from_knowledge_base(at: &Place) -> Value {
    json!({
        "type": "KNOWLEDGE_BASE",
        "knowledgeBaseConfiguration": {
            "knowledgeBaseId": KNOWLEDGE_BASE,
            "modelArn": at.foundation_model("amazon.nova-pro-v1:0"),
            "retrievalConfiguration": {"vectorSearchConfiguration": {"numberOfResults": 4}},
            "generationConfiguration": generation(),
            "orchestrationConfiguration": {"queryTransformationConfiguration": {"type": "QUERY_DECOMPOSITION"}},
        },
    })
}

fn from_source(at: &Place, source: &Value) -> Value {
    json!({
        "type": "EXTERNAL_SOURCES",
        "externalSourcesConfiguration": {
            "modelArn": at.foundation_model("amazon.nova-pro-v1:0"),
            "sources": [source],
            "generationConfiguration": generation(),
        },
    })
}

fn generation() -> Value {
    json!({
        "promptTemplate": {"textPromptTemplate": "Answer from the handbook: $search_results$ — sonst: „Das weiß ich nicht.“"},
        "guardrailConfiguration": {"guardrailId": "cl41mgu4rd01", "guardrailVersion": "2"},
        "kbInferenceConfig": {"textInferenceConfig": {
            "temperature": 0.1,
            "topP": 0.9,
            "maxTokens": 800,
            "stopSequences": ["</answer>"],
        }},
        "additionalModelRequestFields": {"top_k": 20},
    })
}
