//! Amazon CloudWatch: `ListMetrics` and `GetMetricData`, over the metrics that follow from what was called.

mod ask;
mod get_metric_data;
mod list_metrics;
pub(crate) mod metrics;
mod points;
pub(crate) mod publish;

use serde_json::{Map, Value};

use crate::call::Call;
use crate::cbor;
use crate::problem::{Problem, ProblemKind};
use crate::route::Route;

pub(crate) static ROUTES: &[Route] = &[
    Route::new(
        "GetMetricData",
        "POST",
        "/service/GraniteServiceVersion20100801/operation/GetMetricData",
        get_metric_data::get_metric_data,
    ),
    Route::new(
        "ListMetrics",
        "POST",
        "/service/GraniteServiceVersion20100801/operation/ListMetrics",
        list_metrics::list_metrics,
    ),
];

/// The document of a call; this service's are CBOR.
fn document(call: &Call) -> Result<Map<String, Value>, Problem> {
    match cbor::read(&call.body) {
        Some(Value::Object(fields)) => Ok(fields),
        Some(_) | None => Err(Problem::serialization()),
    }
}

/// An error that has a name of its own.
fn problem(code: &str, message: &str) -> Problem {
    let code = code.to_owned();
    Problem::new(ProblemKind::Named { status: 400, code }, message)
}
