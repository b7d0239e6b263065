//! Which region is scanned when the command line names none.

use super::{Opencite, custom_models};

fn scanned(arrange: impl FnOnce(Opencite) -> Opencite) -> Vec<String> {
    let server = custom_models(0);
    let opencite = Opencite::with_sim(&server).without_env("AWS_REGION");
    let opencite = arrange(opencite);
    opencite.scan_well(&["--type", "custom_model"]);
    opencite
        .units()
        .into_iter()
        .map(|unit| unit.region)
        .collect()
}

fn with_profile(opencite: Opencite, region: &str) -> Opencite {
    opencite.file(".aws/config", format!("[default]\nregion = {region}\n"));
    opencite
}

#[test]
fn is_us_east_1_when_nobody_says() {
    assert_eq!(scanned(|opencite| opencite), ["us-east-1"]);
}

#[test]
fn is_that_of_the_profile() {
    assert_eq!(
        scanned(|opencite| with_profile(opencite, "eu-north-1")),
        ["eu-north-1"]
    );
}

#[test]
fn is_that_of_the_environment_before_that_of_the_profile() {
    let regions = scanned(|opencite| {
        with_profile(opencite, "eu-north-1").env("AWS_DEFAULT_REGION", "eu-west-2")
    });
    assert_eq!(regions, ["eu-west-2"]);
}

#[test]
fn is_aws_region_before_aws_default_region() {
    let regions = scanned(|opencite| {
        opencite
            .env("AWS_DEFAULT_REGION", "eu-west-2")
            .env("AWS_REGION", "eu-west-3")
    });
    assert_eq!(regions, ["eu-west-3"]);
}

#[test]
fn is_that_of_the_config_before_all_of_them() {
    let regions = scanned(|opencite| {
        opencite
            .config("regions = [\"ca-central-1\"]")
            .env("AWS_REGION", "eu-west-3")
    });
    assert_eq!(regions, ["ca-central-1"]);
}
