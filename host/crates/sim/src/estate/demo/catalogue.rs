//! The foundation models of a region, with the ids that they really have.

use serde_json::{Value, json};

use crate::estate::{Place, Record};

/// One model: id, name, provider, then what goes in, what comes out, how it is sold and how it is adapted.
struct Model(&'static str, &'static str, &'static str, Traits);

/// What a model can do, a letter a thing: the catalogue stays readable as a table.
struct Traits {
    /// `T`ext, `I`mage, `V`ideo, `S`peech.
    input: &'static str,
    /// The same, and `E`mbedding.
    output: &'static str,
    /// On `D`emand, by `P`rofile, provisione`d`.
    sold: &'static str,
    /// `F`ine tuning, `C`ontinued pre-training, `D`istillation.
    adapted: &'static str,
}

const fn traits(
    input: &'static str,
    output: &'static str,
    sold: &'static str,
    adapted: &'static str,
) -> Traits {
    Traits {
        input,
        output,
        sold,
        adapted,
    }
}

/// Models that AWS is about to take away.
const LEGACY: [&str; 3] = [
    "anthropic.claude-3-5-sonnet-20240620-v1:0",
    "amazon.titan-text-express-v1",
    "meta.llama3-8b-instruct-v1:0",
];

#[rustfmt::skip]
const MODELS: [Model; 27] = [
    Model("anthropic.claude-3-haiku-20240307-v1:0", "Claude 3 Haiku", "Anthropic", traits("TI", "T", "D", "")),
    Model("anthropic.claude-3-5-sonnet-20240620-v1:0", "Claude 3.5 Sonnet", "Anthropic", traits("TI", "T", "D", "")),
    Model("anthropic.claude-3-7-sonnet-20250219-v1:0", "Claude 3.7 Sonnet", "Anthropic", traits("TI", "T", "P", "")),
    Model("anthropic.claude-sonnet-4-20250514-v1:0", "Claude Sonnet 4", "Anthropic", traits("TI", "T", "P", "")),
    Model("anthropic.claude-opus-4-1-20250805-v1:0", "Claude Opus 4.1", "Anthropic", traits("TI", "T", "P", "")),
    Model("anthropic.claude-sonnet-4-5-20250929-v1:0", "Claude Sonnet 4.5", "Anthropic", traits("TI", "T", "P", "")),
    Model("anthropic.claude-haiku-4-5-20251001-v1:0", "Claude Haiku 4.5", "Anthropic", traits("TI", "T", "P", "")),
    Model("amazon.nova-micro-v1:0", "Nova Micro", "Amazon", traits("T", "T", "DP", "FD")),
    Model("amazon.nova-lite-v1:0", "Nova Lite", "Amazon", traits("TIV", "T", "DP", "FD")),
    Model("amazon.nova-pro-v1:0", "Nova Pro", "Amazon", traits("TIV", "T", "DP", "FD")),
    Model("amazon.nova-pro-v1:0:300k", "Nova Pro", "Amazon", traits("TIV", "T", "d", "FD")),
    Model("amazon.nova-canvas-v1:0", "Nova Canvas", "Amazon", traits("TI", "I", "D", "F")),
    Model("amazon.nova-sonic-v1:0", "Nova Sonic", "Amazon", traits("S", "ST", "D", "")),
    Model("amazon.titan-text-express-v1", "Titan Text G1 - Express", "Amazon", traits("T", "T", "D", "FC")),
    Model("amazon.titan-text-lite-v1:0:4k", "Titan Text G1 - Lite", "Amazon", traits("T", "T", "d", "FC")),
    Model("amazon.titan-embed-text-v2:0", "Titan Text Embeddings V2", "Amazon", traits("T", "E", "D", "")),
    Model("amazon.titan-embed-image-v1", "Titan Multimodal Embeddings G1", "Amazon", traits("TI", "E", "D", "")),
    Model("meta.llama3-8b-instruct-v1:0", "Llama 3 8B Instruct", "Meta", traits("T", "T", "D", "")),
    Model("meta.llama3-3-70b-instruct-v1:0", "Llama 3.3 70B Instruct", "Meta", traits("T", "T", "P", "")),
    Model("meta.llama4-maverick-17b-instruct-v1:0", "Llama 4 Maverick 17B Instruct", "Meta", traits("TI", "T", "P", "")),
    Model("mistral.mistral-7b-instruct-v0:2", "Mistral 7B Instruct", "Mistral AI", traits("T", "T", "D", "")),
    Model("mistral.mistral-large-2402-v1:0", "Mistral Large (24.02)", "Mistral AI", traits("T", "T", "D", "")),
    Model("cohere.command-r-plus-v1:0", "Command R+", "Cohere", traits("T", "T", "D", "")),
    Model("cohere.embed-multilingual-v3", "Embed Multilingual", "Cohere", traits("T", "E", "D", "")),
    Model("cohere.rerank-v3-5:0", "Rerank 3.5", "Cohere", traits("T", "T", "D", "")),
    Model("ai21.jamba-1-5-large-v1:0", "Jamba 1.5 Large", "AI21 Labs", traits("T", "T", "D", "")),
    Model("deepseek.r1-v1:0", "DeepSeek-R1", "DeepSeek", traits("T", "T", "P", "")),
];

/// All models.
pub(super) fn all(at: &Place) -> Vec<Record> {
    MODELS.iter().map(|model| record(at, model)).collect()
}

/// The models of these providers only: regions differ.
pub(super) fn of(at: &Place, providers: &[&str]) -> Vec<Record> {
    MODELS
        .iter()
        .filter(|model| providers.contains(&model.2))
        .map(|model| record(at, model))
        .collect()
}

fn record(at: &Place, Model(id, name, provider, traits): &Model) -> Record {
    Record::new(json!({
        "modelArn": at.foundation_model(id),
        "modelId": id,
        "modelName": name,
        "providerName": provider,
        "inputModalities": words(traits.input),
        "outputModalities": words(traits.output),
        "responseStreamingSupported": traits.output.contains('T'),
        "customizationsSupported": customizations(traits.adapted),
        "inferenceTypesSupported": inference_types(traits.sold),
        "modelLifecycle": lifecycle(id),
    }))
}

/// AWS answers with values that the SDK's enums do not have (`VIDEO`, `SPEECH`), and so do we.
fn words(letters: &str) -> Vec<&'static str> {
    let word = |letter| match letter {
        'T' => "TEXT",
        'I' => "IMAGE",
        'V' => "VIDEO",
        'S' => "SPEECH",
        _ => "EMBEDDING",
    };
    letters.chars().map(word).collect()
}

fn customizations(letters: &str) -> Vec<&'static str> {
    let word = |letter| match letter {
        'F' => "FINE_TUNING",
        'C' => "CONTINUED_PRE_TRAINING",
        _ => "DISTILLATION",
    };
    letters.chars().map(word).collect()
}

fn inference_types(letters: &str) -> Vec<&'static str> {
    let word = |letter| match letter {
        'D' => "ON_DEMAND",
        'P' => "INFERENCE_PROFILE",
        _ => "PROVISIONED",
    };
    letters.chars().map(word).collect()
}

fn lifecycle(id: &str) -> Value {
    if !LEGACY.contains(&id) {
        return json!({"status": "ACTIVE", "startOfLifeTime": "2025-10-01T00:00:00Z"});
    }
    json!({
        "status": "LEGACY",
        "startOfLifeTime": "2024-06-20T00:00:00Z",
        "legacyTime": "2026-01-28T00:00:00Z",
        "publicExtendedAccessTime": "2026-10-28T00:00:00Z",
        "endOfLifeTime": "2027-01-28T00:00:00Z",
    })
}
