//! Sends requests as the SDK sends its own: with the same credentials, signatures, retries, time limits and books.

use aws_runtime::auth::sigv4::{SCHEME_ID, SigV4AuthScheme};
use aws_runtime::auth::{SigV4OperationSigningConfig, SigningOptions};
use aws_runtime::retries::classifiers::AwsErrorCodeClassifier;
use aws_smithy_runtime::client::orchestrator::operation::Operation as SdkOperation;
use aws_smithy_runtime::client::retries::classifiers::{
    HttpStatusCodeClassifier, TransientErrorClassifier,
};
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::auth::static_resolver::StaticAuthSchemeOptionResolver;
use aws_smithy_runtime_api::client::auth::{
    AuthSchemeOptionResolverParams, SharedAuthScheme, SharedAuthSchemeOptionResolver,
};
use aws_smithy_runtime_api::client::behavior_version::BehaviorVersion;
use aws_smithy_runtime_api::client::identity::SharedIdentityResolver;
use aws_smithy_runtime_api::client::interceptors::context::BeforeDeserializationInterceptorContextMut;
use aws_smithy_runtime_api::client::interceptors::{Intercept, dyn_dispatch_hint};
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_runtime_api::client::runtime_components::{
    RuntimeComponents, RuntimeComponentsBuilder,
};
use aws_smithy_runtime_api::client::runtime_plugin::StaticRuntimePlugin;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::config_bag::{ConfigBag, FrozenLayer, Layer};
use aws_types::region::SigningRegion;
use aws_types::service_config::ServiceConfigKey;
use aws_types::{SdkConfig, SigningName};
use opencite_core::Partition;

use super::answer::{Answer, MAX_ANSWER, RequestError};
use super::operations::{Operation, Protocol};
use super::prepared::Prepared;
use crate::connection::Connection;
use crate::meter::Meter;

/// Sends the requests of one operation.
pub(super) type Sender = SdkOperation<Prepared, Answer, RequestError>;

/// What sends the requests of an operation over a connection.
pub(super) fn of(connection: &Connection, operation: &'static Operation) -> Sender {
    let (config, renewal) = (connection.config(), connection.renewal());
    let mut builder = SdkOperation::builder()
        .service_name(operation.service.name)
        .operation_name(operation.name)
        .behavior_version(BehaviorVersion::latest())
        .endpoint_url(&endpoint(config, operation))
        .retry_classifier(HttpStatusCodeClassifier::default())
        .retry_classifier(TransientErrorClassifier::<RequestError>::new())
        .retry_classifier(AwsErrorCodeClassifier::<RequestError>::new())
        .retry_classifier(renewal.clone())
        .interceptor(Meter)
        .interceptor(renewal.clone())
        .interceptor(Cap)
        .runtime_plugin(signing(config, operation));
    if let Some(client) = config.http_client() {
        builder = builder.http_client(client);
    }
    if let Some(retry) = config.retry_config() {
        builder = builder.standard_retry(retry);
    }
    if let Some(timeouts) = config.timeout_config() {
        builder = builder.timeout_config(timeouts.clone());
    }
    builder
        .serializer(move |request| http(operation, request))
        .deserializer(Answer::of)
        .build()
}

/// Where requests go: where the operator says, or where the service is in the connection's region. It is never the
/// plugin that says.
fn endpoint(config: &SdkConfig, operation: &Operation) -> String {
    let general = || config.endpoint_url().map(str::to_owned);
    // As the SDK's clients decide: what the operator names for this run comes before what the environment says.
    let named = config.get_origin("endpoint_url").is_client_config();
    let configured = if named {
        general()
    } else {
        service_endpoint(config, operation.service.name).or_else(general)
    };
    configured.unwrap_or_else(|| {
        let region = config.region().map_or("us-east-1", AsRef::as_ref);
        operation
            .service
            .endpoint(region, Partition::of_region(region))
    })
}

/// `AWS_ENDPOINT_URL_BEDROCK_AGENT`, or the same in a profile.
///
/// Source: <https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html>
fn service_endpoint(config: &SdkConfig, service: &str) -> Option<String> {
    let id = service.replace('-', " ");
    let key = ServiceConfigKey::builder()
        .service_id(&id)
        .env("AWS_ENDPOINT_URL")
        .profile("endpoint_url")
        .build()
        .ok()?;
    config.service_config()?.load_config(key)
}

fn signing(config: &SdkConfig, operation: &Operation) -> StaticRuntimePlugin {
    let schemes = StaticAuthSchemeOptionResolver::new(vec![SCHEME_ID]);
    let credentials = config.credentials_provider();
    let components = RuntimeComponentsBuilder::new("signing")
        .with_auth_scheme_option_resolver(Some(SharedAuthSchemeOptionResolver::new(schemes)))
        .with_auth_scheme(SharedAuthScheme::new(SigV4AuthScheme::new()))
        .with_identity_cache(config.identity_cache());
    let components = match credentials {
        Some(credentials) => {
            components.with_identity_resolver(SCHEME_ID, SharedIdentityResolver::new(credentials))
        }
        None => components,
    };
    StaticRuntimePlugin::new()
        .with_config(signed_for(config, operation))
        .with_runtime_components(components)
}

/// For which service and region requests are signed.
fn signed_for(config: &SdkConfig, operation: &Operation) -> FrozenLayer {
    let mut layer = Layer::new("signing");
    let region = config.region().cloned().map(SigningRegion::from);
    layer.store_put(AuthSchemeOptionResolverParams::new(()));
    // As the SDK signs for every service but S3.
    let mut signing = SigningOptions::default();
    signing.double_uri_encode = true;
    signing.normalize_uri_path = true;
    layer.store_put(SigV4OperationSigningConfig {
        region,
        name: Some(SigningName::from_static(operation.service.signing_name)),
        signing_options: signing,
        ..SigV4OperationSigningConfig::default()
    });
    layer.freeze()
}

fn http(operation: &Operation, request: Prepared) -> Result<HttpRequest, BoxError> {
    let Prepared { target, body } = request;
    let length = body.as_ref().map_or(0, String::len);
    let mut http = HttpRequest::new(body.map_or_else(SdkBody::empty, SdkBody::from));
    http.set_method(operation.method)?;
    http.set_uri(target)?;
    let headers = http.headers_mut();
    match operation.service.protocol {
        Protocol::Rest => headers.insert("content-type", "application/json"),
        Protocol::Json { version, target } => {
            headers.insert("x-amz-target", format!("{target}.{}", operation.name));
            headers.insert("content-type", format!("application/x-amz-json-{version}"))
        }
    };
    headers.insert("content-length", length.to_string());
    Ok(http)
}

/// Stops reading answers that are too large.
#[derive(Debug)]
struct Cap;

#[dyn_dispatch_hint]
impl Intercept for Cap {
    fn name(&self) -> &'static str {
        "Cap"
    }

    fn modify_before_deserialization(
        &self,
        context: &mut BeforeDeserializationInterceptorContextMut<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let body = context.response_mut().take_body();
        let capped = http_body_util::Limited::new(body, MAX_ANSWER);
        *context.response_mut().body_mut() = SdkBody::from_body_1_x(capped);
        Ok(())
    }
}
