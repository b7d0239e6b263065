//! Knowledge bases: the handbook that agents and evaluations read, and the manuals of repair shops.

use serde_json::json;

use crate::estate::demo::Modelled;
use crate::estate::{Place, Record};

/// The id of the handbook, which evaluations ask as well.
pub(super) const HANDBOOK: &str = "KBHANDB00K";

const MANUALS: &str = "KBM4NU4LS1";

pub(super) fn all(at: &Place) -> Vec<Modelled> {
    vec![
        (
            "bedrock-agent:knowledge_base",
            vec![handbook(at).tag("owner", "claims-automation"), manuals(at)],
        ),
        ("bedrock-agent:data_source", sources(at)),
        ("bedrock-agent:ingestion_job", jobs()),
    ]
}

fn handbook(at: &Place) -> Record {
    Record::new(json!({
        "knowledgeBaseId": HANDBOOK,
        "name": "handbook",
        "description": "Terms of insurance and how claims are handled (AVB, Handbücher)",
        "roleArn": at.role("BedrockKnowledgeBases"),
        "status": "ACTIVE",
        "createdAt": "2026-05-28T08:00:00Z",
        "updatedAt": "2026-08-11T08:00:00Z",
        "knowledgeBaseConfiguration": {
            "type": "VECTOR",
            "vectorKnowledgeBaseConfiguration": {
                "embeddingModelArn": at.foundation_model("amazon.titan-embed-text-v2:0"),
                "embeddingModelConfiguration": {"bedrockEmbeddingModelConfiguration": {
                    "dimensions": 1024,
                    "embeddingDataType": "FLOAT32",
                }},
            },
        },
        "storageConfiguration": {
            "type": "OPENSEARCH_SERVERLESS",
            "opensearchServerlessConfiguration": {
                "collectionArn": format!("arn:aws:aoss:{}:{}:collection/h4ndb00k0search0", at.region(), at.account()),
                "vectorIndexName": "handbook",
                "fieldMapping": {"vectorField": "vector", "textField": "text", "metadataField": "metadata"},
            },
        },
    }))
}

fn manuals(at: &Place) -> Record {
    let here = |service: &str, resource: &str| {
        format!(
            "arn:aws:{service}:{}:{}:{resource}",
            at.region(),
            at.account()
        )
    };
    Record::new(json!({
        "knowledgeBaseId": MANUALS,
        "name": "repair-manuals",
        "roleArn": at.role("BedrockKnowledgeBases"),
        "status": "ACTIVE",
        "createdAt": "2026-08-18T08:00:00Z",
        "updatedAt": "2026-08-18T08:00:00Z",
        "knowledgeBaseConfiguration": {
            "type": "VECTOR",
            "vectorKnowledgeBaseConfiguration": {
                "embeddingModelArn": at.foundation_model("cohere.embed-multilingual-v3"),
            },
        },
        "storageConfiguration": {
            "type": "RDS",
            "rdsConfiguration": {
                "resourceArn": here("rds", "cluster:repair-manuals"),
                "credentialsSecretArn": here("secretsmanager", "secret:repair-manuals-db-a1B2c3"),
                "databaseName": "manuals",
                "tableName": "bedrock.chunks",
                "fieldMapping": {
                    "primaryKeyField": "id",
                    "vectorField": "embedding",
                    "textField": "chunk",
                    "metadataField": "metadata",
                },
            },
        },
    }))
}

fn sources(at: &Place) -> Vec<Record> {
    let bucket = |name: &str| json!({"bucketArn": format!("arn:aws:s3:::{name}")});
    let terms = source(HANDBOOK, "S3H4NDB00K", "terms").with(json!({
        "description": "Terms of insurance since 2019",
        "dataSourceConfiguration": {"type": "S3", "s3Configuration": {
            "bucketArn": "arn:aws:s3:::ardent-handbook",
            "bucketOwnerAccountId": at.account(),
            "inclusionPrefixes": ["AVB-"],
        }},
        "dataDeletionPolicy": "DELETE",
        "serverSideEncryptionConfiguration": {"kmsKeyArn": at.kms_key(4)},
        "vectorIngestionConfiguration": {"chunkingConfiguration": {
            "chunkingStrategy": "FIXED_SIZE",
            "fixedSizeChunkingConfiguration": {"maxTokens": 300, "overlapPercentage": 20},
        }},
    }));
    let manuals = source(MANUALS, "M4NU4LSS3B", "manuals").with(json!({
        "dataSourceConfiguration": {"type": "S3", "s3Configuration": bucket("ardent-repair-manuals")},
        "dataDeletionPolicy": "RETAIN",
    }));
    vec![terms, wiki(at), manuals]
}

fn wiki(at: &Place) -> Record {
    let secret = format!(
        "arn:aws:secretsmanager:{}:{}:secret:AmazonBedrock-confluence-Q7w2E5",
        at.region(),
        at.account()
    );
    source(HANDBOOK, "C0NFLU3NC3", "claims-wiki").with(json!({
        "description": "The wiki of the claims department",
        "dataSourceConfiguration": {"type": "CONFLUENCE", "confluenceConfiguration": {
            "sourceConfiguration": {
                "hostUrl": "https://ardent.atlassian.example",
                "hostType": "SAAS",
                "authType": "OAUTH2_CLIENT_CREDENTIALS",
                "credentialsSecretArn": secret,
            },
            "crawlerConfiguration": {"filterConfiguration": {
                "type": "PATTERN",
                "patternObjectFilter": {"filters": [
                    {"objectType": "Space", "inclusionFilters": ["CLAIMS"]},
                    {"objectType": "Attachment", "exclusionFilters": [".*\\.zip"]},
                ]},
            }},
        }},
        "dataDeletionPolicy": "RETAIN",
        "vectorIngestionConfiguration": {"chunkingConfiguration": {
            "chunkingStrategy": "SEMANTIC",
            "semanticChunkingConfiguration": {"maxTokens": 300, "bufferSize": 1, "breakpointPercentileThreshold": 95},
        }},
    }))
}

fn source(base: &str, id: &str, name: &str) -> Record {
    Record::new(json!({
        "knowledgeBaseId": base,
        "dataSourceId": id,
        "name": name,
        "status": "AVAILABLE",
        "createdAt": "2026-05-28T08:10:00Z",
        "updatedAt": "2026-08-11T08:10:00Z",
    }))
}

fn jobs() -> Vec<Record> {
    let statistics = |scanned: u32, indexed: u32, failed: u32| {
        json!({
            "numberOfDocumentsScanned": scanned,
            "numberOfMetadataDocumentsScanned": 0,
            "numberOfNewDocumentsIndexed": indexed,
            "numberOfModifiedDocumentsIndexed": 0,
            "numberOfMetadataDocumentsModified": 0,
            "numberOfDocumentsDeleted": 0,
            "numberOfDocumentsFailed": failed,
        })
    };
    vec![
        job(HANDBOOK, "S3H4NDB00K", "D4F7G1H5J8").with(json!({
            "description": "The terms of 2026",
            "status": "COMPLETE",
            "statistics": statistics(214, 12, 0),
        })),
        job(HANDBOOK, "C0NFLU3NC3", "V2B6N9M3K7")
            .with(json!({"status": "COMPLETE", "statistics": statistics(1830, 1827, 3)})),
        job(MANUALS, "M4NU4LSS3B", "X8C1V5B2N6").with(json!({
            "status": "FAILED",
            "statistics": statistics(0, 0, 0),
            "failureReasons": ["The role of the knowledge base may not list the bucket ardent-repair-manuals."],
        })),
    ]
}

fn job(base: &str, source: &str, id: &str) -> Record {
    Record::new(json!({
        "knowledgeBaseId": base,
        "dataSourceId": source,
        "ingestionJobId": id,
        "startedAt": "2026-08-30T02:00:00Z",
        "updatedAt": "2026-08-30T02:41:00Z",
    }))
}
