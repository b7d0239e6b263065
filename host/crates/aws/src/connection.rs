//! Signing in, and the clients of one account and region.

use std::sync::{Arc, OnceLock};

use aws_config::environment::EnvironmentVariableRegionProvider;
use aws_config::meta::region::RegionProviderChain;
use aws_config::profile::{ProfileFileCredentialsProvider, ProfileFileRegionProvider};
use aws_config::provider_config::ProviderConfig;
use aws_config::retry::RetryConfig;
use aws_config::sts::AssumeRoleProvider;
use aws_config::timeout::TimeoutConfig;
use aws_config::{BehaviorVersion, ConfigLoader};
use aws_credential_types::Credentials;
use aws_credential_types::provider::SharedCredentialsProvider;
use aws_smithy_http_client::tls::{Provider, rustls_provider::CryptoMode};
use aws_smithy_runtime_api::client::http::SharedHttpClient;
use aws_types::SdkConfig;
use aws_types::app_name::AppName;
use aws_types::region::Region as SdkRegion;
use opencite_core::{
    AccountId, AwsSettings, ErrorKind, IamAction, Patience, Region, Role, StaticKeys, UnitError,
};

use crate::answers::Answers;
use crate::budget::Budget;
use crate::classify::classify;
use crate::meter::{Meter, metered};
use crate::renewal::Renewal;
use crate::session::unit_error;
use crate::signable::signable;

/// The clients of one account and region: made once, shared by all units there.
pub struct Connection {
    config: SdkConfig,
    renewal: Renewal,
    clients: Clients,
    shared: Arc<Shared>,
}

/// A listing that nobody has read to its end holds what keeps it.
impl Drop for Connection {
    fn drop(&mut self) {
        self.shared.answers.forget_all();
    }
}

/// What the units of one account and region share beside the clients.
#[derive(Default)]
pub(crate) struct Shared {
    pub(crate) answers: Arc<Answers>,
    pub(crate) budget: Budget,
}

/// A client for each service, made when it is first called: most units call one service, and a scan of all regions
/// would make hundreds.
macro_rules! clients {
    ($($(#[$if:meta])* $service:ident: $sdk:ident,)*) => {
        #[derive(Default)]
        struct Clients {
            $($(#[$if])* $service: OnceLock<$sdk::Client>,)*
        }

        impl Connection {
            $($(#[$if])* pub(crate) fn $service(&self) -> &$sdk::Client {
                self.clients.$service.get_or_init(|| {
                    let config = $sdk::config::Builder::from(&self.config)
                        .interceptor(Meter)
                        .interceptor(self.renewal.clone())
                        .retry_classifier(self.renewal.clone());
                    $sdk::Client::from_conf(config.build())
                })
            })*
        }
    };
}

clients! {
    account: aws_sdk_account,
    #[cfg(feature = "agentcore")]
    agentcore: aws_sdk_bedrockagentcorecontrol,
    #[cfg(feature = "bedrock")]
    bedrock: aws_sdk_bedrock,
    cloudtrail: aws_sdk_cloudtrail,
    cloudwatch: aws_sdk_cloudwatch,
    logs: aws_sdk_cloudwatchlogs,
    #[cfg(feature = "sagemaker")]
    sagemaker: aws_sdk_sagemaker,
    sts: aws_sdk_sts,
}

/// An account that is signed in to.
pub struct Account {
    config: SdkConfig,
    renewal: Renewal,
    identity: Identity,
    home: Region,
}

/// Who is signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    pub account: AccountId,
    /// The principal's ARN.
    pub arn: String,
}

/// Why signing in failed.
#[derive(Debug, thiserror::Error)]
pub enum SignInError {
    /// There is nobody to be.
    #[error("{0}")]
    NoCredentials(String),
    /// AWS did not say who we are.
    #[error("{0}")]
    Refused(UnitError),
    /// AWS answered, but without an account.
    #[error("sts:GetCallerIdentity answered without an account id")]
    NoAccount,
}

impl SignInError {
    /// What to do next, a sentence.
    pub fn hint(&self) -> String {
        match self {
            Self::NoCredentials(_) => {
                "Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or name a profile with --profile."
                    .to_owned()
            }
            Self::Refused(error) if error.operation.as_ref() == Some(&assume_role()) => {
                "Check the role's ARN, its trust policy and the external id that it asks for."
                    .to_owned()
            }
            Self::Refused(error) => error.remedy(),
            Self::NoAccount => "Check that --endpoint-url names an endpoint of AWS.".to_owned(),
        }
    }

    /// What it is for the units of the account that nobody is signed in to.
    pub fn unit_error(&self) -> UnitError {
        match self {
            Self::Refused(error) => error.clone(),
            Self::NoCredentials(why) => UnitError::new(ErrorKind::ExpiredCredentials, why.clone()),
            Self::NoAccount => UnitError::new(ErrorKind::MalformedResponse, self.to_string()),
        }
    }

    fn of(error: UnitError) -> Self {
        match (error.kind, &error.code) {
            (ErrorKind::ExpiredCredentials, None) => Self::NoCredentials(error.message),
            _ => Self::Refused(error),
        }
    }

    fn is_unknown_key(&self) -> bool {
        match self {
            Self::Refused(error) => error.code.as_deref() == Some(UNKNOWN_KEY),
            Self::NoCredentials(_) | Self::NoAccount => false,
        }
    }
}

const WHO_AM_I: &str = "sts:GetCallerIdentity";

/// What STS calls a key that it does not know.
const UNKNOWN_KEY: &str = "InvalidClientTokenId";

/// What all services call one.
const UNKNOWN_KEYS: &[&str] = &[
    UNKNOWN_KEY,
    "UnrecognizedClientException",
    "AuthFailure",
    "InvalidAccessKeyId",
];

fn assume_role() -> IamAction {
    IamAction::new("sts", "AssumeRole")
}

impl Account {
    /// Signs in: finds credentials, assumes roles, and asks AWS whose account this is.
    ///
    /// It asks in the first region, and in the others only where that does not know the key: a region that the account
    /// has not enabled knows none of it.
    ///
    /// # Errors
    ///
    /// When there are no credentials, AWS does not accept them, or does not answer.
    pub async fn sign_in(
        settings: &AwsSettings,
        first: &Region,
        others: &[Region],
    ) -> Result<Self, SignInError> {
        let refused = match Self::sign_in_at(settings, first).await {
            Err(refused) if refused.is_unknown_key() => refused,
            answer => return answer,
        };
        for region in others {
            if let Ok(account) = Self::sign_in_at(settings, region).await {
                return Ok(account);
            }
        }
        Err(refused)
    }

    async fn sign_in_at(settings: &AwsSettings, region: &Region) -> Result<Self, SignInError> {
        let renewal = Renewal::new();
        let config = sdk_config(settings, region, &renewal).await;
        let identity = identity(&Connection::new(config.clone(), renewal.clone())).await?;
        Ok(Self {
            config,
            renewal,
            identity,
            home: region.clone(),
        })
    }

    /// The region where AWS said who this is.
    pub fn home(&self) -> &Region {
        &self.home
    }

    /// Whether an error says that AWS does not know the key: it is no good, or not known in that region.
    pub fn is_unknown_key(error: &UnitError) -> bool {
        let code = error.code.as_deref();
        code.is_some_and(|code| UNKNOWN_KEYS.contains(&code))
    }

    /// Whether it is for the region that AWS does not know the key there, and not for the key: at home, AWS knows it.
    /// That is asked again, as a key can be withdrawn while it is used.
    pub async fn has_disabled(&self, region: &Region) -> bool {
        *region != self.home && identity(&self.home_connection()).await.is_ok()
    }

    pub(crate) fn home_connection(&self) -> Connection {
        Connection::new(self.config.clone(), self.renewal.clone())
    }

    /// Who this is.
    pub fn identity(&self) -> &Identity {
        &self.identity
    }

    /// The clients for a region. They share credentials and the pool of connections.
    pub fn connection(&self, region: &Region) -> Arc<Connection> {
        let config = self.config.to_builder().region(sdk_region(region)).build();
        Arc::new(Connection::new(config, self.renewal.clone()))
    }
}

async fn identity(connection: &Connection) -> Result<Identity, SignInError> {
    let (answer, readings) = metered(connection.sts().get_caller_identity().send()).await;
    let answer = answer
        .map_err(|error| unit_error(WHO_AM_I, &classify(WHO_AM_I, readings.attempts, &error)))
        .map_err(SignInError::of)?;
    let account = answer
        .account
        .and_then(|account| AccountId::new(account).ok());
    Ok(Identity {
        account: account.ok_or(SignInError::NoAccount)?,
        arn: answer.arn.unwrap_or_default(),
    })
}

impl Connection {
    fn new(config: SdkConfig, renewal: Renewal) -> Self {
        Self {
            config,
            renewal,
            clients: Clients::default(),
            shared: Arc::default(),
        }
    }

    /// The clients of a region that nobody is signed in to: for a session that answers from a recording. They have
    /// neither credentials nor a way to send anything.
    pub fn unconnected(region: &Region) -> Arc<Self> {
        let config = SdkConfig::builder()
            .behavior_version(BehaviorVersion::latest())
            .region(sdk_region(region))
            .build();
        Arc::new(Self::new(config, Renewal::new()))
    }

    pub(crate) fn config(&self) -> &SdkConfig {
        &self.config
    }

    pub(crate) fn renewal(&self) -> &Renewal {
        &self.renewal
    }

    pub(crate) fn shared(&self) -> Arc<Shared> {
        Arc::clone(&self.shared)
    }
}

async fn sdk_config(settings: &AwsSettings, region: &Region, renewal: &Renewal) -> SdkConfig {
    let base = loader(settings, region, renewal).load().await;
    let Some(provider) = base.credentials_provider() else {
        return base;
    };
    let mut provider = signable(provider);
    for role in &settings.roles {
        provider = signable(assume(role, provider, &base).await);
    }
    base.into_builder().credentials_provider(provider).build()
}

#[expect(
    clippy::disallowed_methods,
    reason = "the one place where the SDK is configured"
)]
fn loader(settings: &AwsSettings, region: &Region, renewal: &Renewal) -> ConfigLoader {
    let loader = aws_config::defaults(BehaviorVersion::latest())
        .region(sdk_region(region))
        .http_client(https_client())
        // Shared by the clients of all regions, so that credentials are fetched once.
        .identity_cache(renewal.clone())
        .app_name(AppName::new("opencite").expect("a plain word is an app name"))
        .retry_config(retries(&settings.patience))
        .timeout_config(timeouts(&settings.patience));
    let loader = match &settings.endpoint_url {
        Some(url) => loader.endpoint_url(url.as_str()),
        None => loader,
    };
    match (&settings.keys, &settings.profile) {
        (Some(keys), _) => loader.credentials_provider(static_credentials(keys)),
        (None, Some(profile)) => loader.profile_name(profile).credentials_provider(
            ProfileFileCredentialsProvider::builder()
                .profile_name(profile)
                .configure(&provider_config(settings, region))
                .build(),
        ),
        (None, None) => loader,
    }
}

/// What a profile needs that takes its credentials from STS or SSO.
fn provider_config(settings: &AwsSettings, region: &Region) -> ProviderConfig {
    ProviderConfig::default()
        .with_region(Some(sdk_region(region)))
        .with_http_client(https_client())
        .with_retry_config(retries(&settings.patience))
        .with_timeout_config(timeouts(&settings.patience))
}

fn sdk_region(region: &Region) -> SdkRegion {
    SdkRegion::new(region.as_str().to_owned())
}

/// The region that the environment or the profile names.
///
/// The machine's own metadata service is not asked: a region that nobody wrote down is a surprise, and asking costs a
/// second where there is none.
pub async fn configured_region(profile: Option<&str>) -> Option<String> {
    let environment = EnvironmentVariableRegionProvider::new();
    let mut file = ProfileFileRegionProvider::builder();
    if let Some(profile) = profile {
        file = file.profile_name(profile);
    }
    let region = RegionProviderChain::first_try(environment)
        .or_else(file.build())
        .region()
        .await;
    region.map(|region| region.to_string())
}

/// The credentials of a role. The SDK asks for them again before they expire, and the provider keeps none of those that
/// it asks with: in a chain, each role is assumed anew.
async fn assume(
    role: &Role,
    by: SharedCredentialsProvider,
    config: &SdkConfig,
) -> SharedCredentialsProvider {
    let mut builder = AssumeRoleProvider::builder(role.arn.as_str())
        .session_name("opencite")
        .configure(config);
    if let Some(external_id) = &role.external_id {
        builder = builder.external_id(external_id);
    }
    SharedCredentialsProvider::new(builder.build_from_provider(by).await)
}

fn static_credentials(keys: &StaticKeys) -> SharedCredentialsProvider {
    SharedCredentialsProvider::new(Credentials::new(
        keys.access_key_id.expose(),
        keys.secret_access_key.expose(),
        keys.session_token
            .as_ref()
            .map(|token| token.expose().to_owned()),
        None,
        "opencite config",
    ))
}

/// One HTTPS client: hyper 1 and rustls with ring, and the proxy that the environment names.
fn https_client() -> SharedHttpClient {
    aws_smithy_http_client::Builder::new()
        .tls_provider(Provider::Rustls(CryptoMode::Ring))
        .build_https()
}

fn retries(patience: &Patience) -> RetryConfig {
    RetryConfig::standard()
        .with_max_attempts(patience.attempts)
        .with_initial_backoff(patience.backoff)
}

fn timeouts(patience: &Patience) -> TimeoutConfig {
    TimeoutConfig::builder()
        .connect_timeout(patience.connect)
        .operation_attempt_timeout(patience.attempt)
        .operation_timeout(patience.operation)
        .build()
}
