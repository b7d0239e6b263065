//! What Ardent Mutual has in `SageMaker`: a model that foresees who leaves, with all that it takes to make and keep it.

mod jobs;
mod monitoring;
mod registry;
mod serving;
mod studio;

use super::Modelled;
use crate::estate::Place;

/// With this begin the secrets that somebody left in settings.
const SECRET: &str = "sImUlAtEdAwS/SaGeMaKeR";

pub(super) fn home(at: &Place) -> Vec<Modelled> {
    [
        serving::all(at),
        registry::all(at),
        jobs::all(at),
        studio::all(at),
        monitoring::all(at),
    ]
    .concat()
}

pub(super) fn europe(at: &Place) -> Vec<Modelled> {
    serving::europe(at)
}

/// The ARN of a resource of `SageMaker`.
pub(super) fn arn(at: &Place, resource: &str) -> String {
    format!(
        "arn:aws:sagemaker:{}:{}:{resource}",
        at.region(),
        at.account()
    )
}

/// The image of a container in the account's own registry.
fn image(at: &Place, name: &str) -> String {
    format!(
        "{}.dkr.ecr.{}.amazonaws.com/{name}",
        at.account(),
        at.region()
    )
}
