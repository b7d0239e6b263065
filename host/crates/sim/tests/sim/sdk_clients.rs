//! The real clients of the services that usage comes from, which try everything once.

use aws_credential_types::Credentials;
use opencite_sim::Sim;

/// A client of one of the SDK's crates for a region.
macro_rules! client {
    ($sdk:ident, $sim:expr, $region:expr) => {{
        let config = $sdk::Config::builder()
            .behavior_version($sdk::config::BehaviorVersion::latest())
            .region($sdk::config::Region::new($region))
            .credentials_provider(credentials($sim))
            .endpoint_url($sim.endpoint_url())
            .retry_config($sdk::config::retry::RetryConfig::disabled())
            .http_client(aws_smithy_http_client::Builder::new().build_http())
            .build();
        $sdk::Client::from_conf(config)
    }};
}

pub(crate) fn account(sim: &Sim) -> aws_sdk_account::Client {
    client!(aws_sdk_account, sim, "us-east-1")
}

pub(crate) fn cloudtrail(sim: &Sim, region: &'static str) -> aws_sdk_cloudtrail::Client {
    client!(aws_sdk_cloudtrail, sim, region)
}

pub(crate) fn cloudwatch(sim: &Sim, region: &'static str) -> aws_sdk_cloudwatch::Client {
    client!(aws_sdk_cloudwatch, sim, region)
}

pub(crate) fn logs(sim: &Sim, region: &'static str) -> aws_sdk_cloudwatchlogs::Client {
    client!(aws_sdk_cloudwatchlogs, sim, region)
}

fn credentials(sim: &Sim) -> Credentials {
    Credentials::new(
        sim.access_key_id(),
        sim.secret_access_key(),
        None,
        None,
        "test",
    )
}
