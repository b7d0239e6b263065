//! Ingestion jobs: when knowledge bases were filled, and how that went.

use opencite_plugin_sdk::request::{Record, Tokens, get_each};
use opencite_plugin_sdk::{
    Asset, AssetKind, Check, Child, Children, Description, Identified, Scope, each_child,
    identified, list_and_describe, one_a_page, try_children, try_list_and_describe,
};

use crate::data_source::{self, each_source, of_source};
use crate::knowledge_base::{self, base_id};
use crate::service::{self, PAGE, Part, list_below, operation};

pub(crate) const KIND: AssetKind = AssetKind {
    name: "ingestion_job",
    title: "Ingestion jobs of knowledge bases",
    scope: Scope::Regional,
    discover: |unit| {
        let bases = knowledge_base::list();
        let bases = identified(&bases, |base| knowledge_base::id(unit, base));
        let sources = each_source(&bases);
        let sources = identified(&sources, data_source::id);
        list_and_describe(&identified(&each_child(&sources, &JOBS), id), &DESCRIPTION)
    },
    verify,
};

fn verify() -> Vec<Check> {
    let bases = knowledge_base::list();
    let bases = identified(&bases, |base| base_id(base).to_owned());
    let sources = each_source(&bases);
    let sources = identified(&sources, data_source::id);
    let mut checks = try_children("bedrock:ListIngestionJobs", &sources, &JOBS);
    let bases = knowledge_base::list();
    let bases = one_a_page(&bases);
    let bases = identified(&bases, |base| base_id(base).to_owned());
    let sources = each_source(&bases);
    let sources = identified(&sources, data_source::id);
    checks.extend(try_list_and_describe(
        &identified(&each_child(&sources, &JOBS), id),
        &DESCRIPTION,
    ));
    checks
}

type Listed = Identified<Child<Part, Record>>;

const JOBS: Children<Part, Record> = Children {
    key: |source| of_source(&source.item, &["ingestionjobs", ""]),
    list: |paths| {
        list_below(
            operation("ListIngestionJobs", "ingestionJobSummaries"),
            Tokens::Body(PAGE),
            paths,
        )
    },
};

const DESCRIPTION: Description<Listed, Record> = Description {
    actions: ["bedrock:ListKnowledgeBases", "bedrock:GetIngestionJob"],
    id: |job| &job.id,
    key: |job| {
        of_source(
            &job.item.parent.item,
            &["ingestionjobs", job.item.item.text("ingestion_job_id")],
        )
    },
    describe: |paths| get_each(&operation("GetIngestionJob", "ingestionJob"), paths),
    asset,
};

/// AWS has no ARN for a job.
fn id(job: &Child<Part, Record>) -> String {
    format!(
        "{}/ingestion-job/{}",
        job.parent.id,
        job.item.text("ingestion_job_id")
    )
}

fn asset(job: &Listed, detail: Option<&Record>) -> Asset {
    let Child { parent, item } = &job.item;
    let base = &parent.item.parent;
    service::asset(
        &job.id,
        item.text("ingestion_job_id"),
        "status",
        [Some(item), detail],
    )
    .created(item.maybe("started_at"))
    .relation("data-source", parent.id.as_str())
    .relation("knowledge-base", base.id.as_str())
}
