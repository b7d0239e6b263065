//! AWS Account Management: `ListRegions`.

mod list_regions;
mod region_table;

pub(crate) use region_table::OPT_IN;

use crate::call::Call;
use crate::route::Route;

pub(crate) static ROUTES: &[Route] = &[Route::new(
    "ListRegions",
    "POST",
    "/listRegions",
    list_regions::list_regions,
)];

/// The account, as IAM names it.
#[expect(
    clippy::unnecessary_wraps,
    reason = "other services have calls without a resource"
)]
pub(crate) fn resource(call: &Call) -> Option<String> {
    Some(format!("arn:aws:account::{}:account", call.account))
}
