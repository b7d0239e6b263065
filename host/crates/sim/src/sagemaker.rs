//! Amazon `SageMaker`'s control plane, as `aws-sdk-sagemaker` speaks to it: answered out of its model and a table.

mod kinds;

use std::sync::LazyLock;

use crate::call::Call;
use crate::model::Model;
use crate::modelled::{Api, Missing};
use crate::problem::{Problem, ProblemKind};
use crate::route::Route;

static MODEL: LazyLock<Model> =
    LazyLock::new(|| Model::parse(include_str!("../model/sagemaker.json")));

pub(crate) static API: Api = Api {
    service: "sagemaker",
    model: || &MODEL,
    kinds: kinds::KINDS,
    page: 10,
    tags: "ListTags",
    missing,
    plain: |_| {},
};

/// Every operation of `SageMaker` that the simulator has.
pub(crate) static ROUTES: LazyLock<Vec<Route>> =
    LazyLock::new(|| API.routes(|call, world| API.answer(call, world)));

/// The ARN that IAM names when it denies a call.
pub(crate) fn resource(call: &Call) -> Option<String> {
    API.resource(call)
}

/// Old operations call it a request that is not valid, and jobs in other words than the rest.
fn missing(missing: &Missing) -> Problem {
    const JOBS: [&str; 6] = [
        "compilation_job",
        "hyper_parameter_tuning_job",
        "labeling_job",
        "processing_job",
        "training_job",
        "transform_job",
    ];
    let Missing { what, name, .. } = missing;
    if JOBS.contains(what) {
        return Problem::invalid("Requested resource not found.");
    }
    let what = what.replace('_', " ");
    match &missing.operation.not_found {
        Some(code) => Problem::new(
            ProblemKind::Named {
                status: 400,
                code: code.clone(),
            },
            format!("Could not find {what} '{name}'."),
        ),
        None => Problem::invalid(format!("Could not find {what} \"{name}\".")),
    }
}
