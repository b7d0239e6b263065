//! Credentials that AWS calls expired before their time: asked for anew, once.
//!
//! The SDK keeps credentials until the end that their source stated, and signs everything with them until then, also
//! when AWS has long called them expired: a session can be revoked, and a clock can be wrong. So the cache here is one
//! that can be emptied.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use aws_config::identity::IdentityCache;
use aws_credential_types::Credentials;
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::identity::{
    Identity, IdentityFuture, ResolveCachedIdentity, SharedIdentityCache, SharedIdentityResolver,
};
use aws_smithy_runtime_api::client::interceptors::context::{
    BeforeTransmitInterceptorContextRef, FinalizerInterceptorContextRef, InterceptorContext,
};
use aws_smithy_runtime_api::client::interceptors::{Intercept, dyn_dispatch_hint};
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::client::retries::classifiers::{ClassifyRetry, RetryAction};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::config_bag::{ConfigBag, Storable, StoreReplace};
use aws_smithy_types::retry::ErrorKind;

/// How long before their end credentials are asked for anew: an attempt that begins with them must end with them.
const BEFORE_THE_END: Duration = Duration::from_mins(1);

/// How all services begin to call it that a session has ended: `ExpiredToken`, `ExpiredTokenException`.
const EXPIRED: &[u8] = b"ExpiredToken";

/// The credentials of an account, shared by the clients of all its regions.
#[derive(Clone)]
pub(crate) struct Renewal(Arc<Mutex<State>>);

struct State {
    cache: SharedIdentityCache,
    /// How often the cache was emptied.
    emptied: u32,
    /// What the cache holds.
    held: Option<Held>,
    /// The access key id that AWS called expired last.
    expired: Option<String>,
}

/// What is known of the credentials in the cache.
#[derive(Clone, PartialEq, Eq)]
struct Held {
    access_key_id: String,
    /// Keys without a session have no end that others could follow.
    is_session: bool,
}

impl Renewal {
    pub(crate) fn new() -> Self {
        Self(Arc::new(Mutex::new(State {
            cache: cache(),
            emptied: 0,
            held: None,
            expired: None,
        })))
    }

    /// AWS calls this key expired. Of many calls that are told so at once, the first empties the cache.
    fn end(&self, key: &str) {
        let mut state = self.state();
        if state.holds(key) && !state.is_exhausted() {
            state.cache = cache();
            state.emptied += 1;
            state.held = None;
            state.expired = Some(key.to_owned());
        }
    }

    /// The source has given these credentials, when the cache had been emptied so often.
    fn hold(&self, identity: &Identity, emptied: u32) {
        let mut state = self.state();
        if state.emptied == emptied {
            let keys = identity.data::<Credentials>();
            state.held = keys.map(|keys| Held {
                access_key_id: keys.access_key_id().to_owned(),
                is_session: keys.session_token().is_some(),
            });
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // Every change leaves a state that is true: a thread that panicked in between did no harm.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// Whether the source has nothing but what AWS calls expired.
    fn is_exhausted(&self) -> bool {
        let expired = self.expired.as_deref();
        self.held
            .as_ref()
            .is_some_and(|held| !held.is_session || expired == Some(held.access_key_id.as_str()))
    }

    fn holds(&self, key: &str) -> bool {
        self.held
            .as_ref()
            .is_some_and(|held| held.access_key_id == key)
    }
}

fn cache() -> SharedIdentityCache {
    let cache = IdentityCache::lazy().buffer_time(BEFORE_THE_END).build();
    SharedIdentityCache::new(cache)
}

impl ResolveCachedIdentity for Renewal {
    fn resolve_cached_identity<'a>(
        &'a self,
        resolver: SharedIdentityResolver,
        components: &'a RuntimeComponents,
        config: &'a ConfigBag,
    ) -> IdentityFuture<'a> {
        let (cache, emptied) = {
            let state = self.state();
            (state.cache.clone(), state.emptied)
        };
        IdentityFuture::new(async move {
            let identity = cache
                .resolve_cached_identity(resolver, components, config)
                .await?;
            self.hold(&identity, emptied);
            Ok(identity)
        })
    }
}

/// The access key id that an attempt was signed with.
#[derive(Debug)]
struct SignedWith(String);

impl Storable for SignedWith {
    type Storer = StoreReplace<Self>;
}

#[dyn_dispatch_hint]
impl Intercept for Renewal {
    fn name(&self) -> &'static str {
        "Renewal"
    }

    fn read_before_transmit(
        &self,
        context: &BeforeTransmitInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        config: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let authorization = context.request().headers().get("authorization");
        if let Some(key) = authorization.and_then(signing_key) {
            config
                .interceptor_state()
                .store_put(SignedWith(key.to_owned()));
        }
        Ok(())
    }

    fn read_after_attempt(
        &self,
        context: &FinalizerInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        config: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        if let Some(SignedWith(key)) = config.load::<SignedWith>()
            && context.response().is_some_and(says_expired)
        {
            self.end(key);
        }
        Ok(())
    }
}

impl ClassifyRetry for Renewal {
    fn name(&self) -> &'static str {
        "Renewal"
    }

    /// Asked after the attempt was looked at: with other credentials, the next one may be answered.
    fn classify_retry(&self, context: &InterceptorContext) -> RetryAction {
        if context.response().is_some_and(says_expired) && !self.state().is_exhausted() {
            return RetryAction::retryable_error_with_explicit_delay(
                ErrorKind::ClientError,
                Duration::ZERO,
            );
        }
        RetryAction::NoActionIndicated
    }
}

/// `AWS4-HMAC-SHA256 Credential=AKIA.../20261121/us-east-1/sts/aws4_request, ...`
fn signing_key(authorization: &str) -> Option<&str> {
    let (_, scope) = authorization.split_once("Credential=")?;
    Some(scope.split_once('/')?.0)
}

fn says_expired(response: &HttpResponse) -> bool {
    let names_it = |text: &[u8]| text.windows(EXPIRED.len()).any(|window| window == EXPIRED);
    let header = response.headers().get("x-amzn-errortype");
    response.status().is_client_error()
        && (header.is_some_and(|code| names_it(code.as_bytes()))
            || response.body().bytes().is_some_and(names_it))
}

impl fmt::Debug for Renewal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Renewal(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn identity(key: &str) -> Identity {
        let token = key.starts_with("ASIA").then(|| "token".to_owned());
        Identity::new(Credentials::new(key, "secret", token, None, "test"), None)
    }

    /// The source gives these credentials.
    fn give(renewal: &Renewal, key: &str) {
        let emptied = renewal.state().emptied;
        renewal.hold(&identity(key), emptied);
    }

    #[test]
    fn a_key_that_aws_calls_expired_is_given_up_once() {
        let renewal = Renewal::new();
        give(&renewal, "ASIA1");
        renewal.end("ASIA1");
        renewal.end("ASIA1");
        assert_eq!(renewal.state().emptied, 1);
        assert!(!renewal.state().is_exhausted());
    }

    #[test]
    fn a_source_that_gives_the_same_key_again_is_not_asked_for_ever() {
        let renewal = Renewal::new();
        give(&renewal, "ASIA1");
        renewal.end("ASIA1");
        give(&renewal, "ASIA1");
        assert!(renewal.state().is_exhausted());
        renewal.end("ASIA1");
        assert_eq!(renewal.state().emptied, 1);
    }

    #[test]
    fn keys_without_a_session_are_not_asked_for_again() {
        let renewal = Renewal::new();
        give(&renewal, "AKIA1");
        renewal.end("AKIA1");
        assert_eq!(renewal.state().emptied, 0);
        assert!(renewal.state().is_exhausted());
    }

    #[test]
    fn an_answer_to_an_older_key_does_not_end_the_newer() {
        let renewal = Renewal::new();
        give(&renewal, "ASIA1");
        renewal.end("ASIA1");
        give(&renewal, "ASIA2");
        renewal.end("ASIA1");
        assert!(renewal.state().holds("ASIA2"));
        // One that was on its way out of the old cache changes nothing either.
        renewal.hold(&identity("ASIA1"), 0);
        assert!(renewal.state().holds("ASIA2"));
    }

    #[test]
    fn the_key_is_read_off_the_signature() {
        let header = "AWS4-HMAC-SHA256 Credential=ASIA1/20261121/us-east-1/sts/aws4_request, SignedHeaders=host, Signature=0";
        assert_eq!(signing_key(header), Some("ASIA1"));
        assert_eq!(signing_key("Bearer x"), None);
    }

    #[test]
    fn nothing_of_it_can_be_printed() {
        let renewal = Renewal::new();
        give(&renewal, "ASIA1");
        assert_eq!(format!("{renewal:?}"), "Renewal(..)");
    }
}
