//! Guests in a runtime of the test's own, with limits as small as the test wants them and an AWS that it scripts.

use std::collections::HashMap;
use std::future::pending;
use std::path::{Path, PathBuf};

use opencite_bindings::Lend;
use opencite_bindings::aws::bedrock::custom_models::{
    self, CustomModelDetail, CustomModelPages, CustomModelSummary,
};
use opencite_bindings::aws::bedrock::guardrails::{
    self, GuardrailDetail, GuardrailPages, GuardrailReference, GuardrailSummary,
};
use opencite_bindings::aws::requests::{self, Request};
use opencite_bindings::aws::sts::{self, CallerIdentity};
use opencite_bindings::aws::types::AwsError;
use opencite_core::{AccountId, AssetType, Evidence, IamAction, Region, UnitKey};
use opencite_runtime::{Discovery, Limits, Plugin, PluginError, Progress, Runtime, Task};
use tokio_util::sync::CancellationToken;
use wasmtime::component::{HasSelf, Linker, Resource};

use super::built;
use crate::support::ACCOUNT;

pub(super) type Guest = Plugin<ScriptedAws>;

/// A runtime of the test's own.
pub(super) struct Sandbox {
    tokio: tokio::runtime::Runtime,
    runtime: Runtime,
}

impl Sandbox {
    pub(super) fn new(limits: Limits) -> Self {
        // The same that the program uses in these tests: each guest is compiled once.
        let cache = Path::new(env!("CARGO_TARGET_TMPDIR")).join("opencite/components");
        Self::with_cache(limits, cache)
    }

    pub(super) fn with_cache(limits: Limits, cache: PathBuf) -> Self {
        let tokio = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .expect("threads to run guests on");
        let program = PathBuf::from(env!("CARGO_BIN_EXE_opencite"));
        let runtime = Runtime::new(program, cache, limits).expect("this machine can run guests");
        Self { tokio, runtime }
    }

    pub(super) fn load(&self, path: &Path) -> Result<Guest, PluginError> {
        self.tokio.block_on(self.runtime.load(path))
    }

    pub(super) fn hostile(&self) -> Guest {
        self.load(&built("hostile"))
            .expect("its manifest is in order")
    }

    pub(super) fn block_on<T>(&self, future: impl Future<Output = T>) -> T {
        self.tokio.block_on(future)
    }

    /// What a unit of `hostile` comes to. At the same time another unit runs, and it comes to what it should.
    pub(super) fn ends(&self, case: &str) -> String {
        self.ends_with(case, task())
    }

    pub(super) fn ends_with(&self, case: &str, task: Task<ScriptedAws>) -> String {
        came_to(&self.beside_an_honest(&self.hostile(), case, task))
    }

    /// What a unit finds while another runs, which comes to what it should.
    pub(super) fn beside_an_honest(
        &self,
        guest: &Guest,
        case: &str,
        task: Task<ScriptedAws>,
    ) -> Discovery {
        let (honest, hostile) = (unit("honest"), unit(case));
        let both = async {
            tokio::join!(
                guest.discover(&hostile, task),
                guest.discover(&honest, self::task()),
            )
        };
        let (hostile, honest) = self.block_on(both);
        assert_eq!(came_to(&honest), "complete, 1 asset");
        hostile
    }

    /// Asserts that whatever was run here before has left the runtime as it was.
    pub(super) fn assert_sound(&self) {
        let found = self.block_on(self.hostile().discover(&unit("honest"), task()));
        assert_eq!(came_to(&found), "complete, 1 asset");
    }

    /// The only asset of a unit that has no trouble: its properties.
    pub(super) fn tells(&self, case: &str) -> String {
        let guest = self.hostile();
        let found = self.block_on(guest.discover(&unit(case), task()));
        assert_eq!(came_to(&found), "complete, 1 asset");
        found.assets[0].properties.to_text()
    }
}

/// Outcome, number of assets, and the error.
pub(super) fn came_to(found: &Discovery) -> String {
    let evidence = Evidence {
        claim: found.claim.clone(),
        first_error: None,
        unread: None,
        assets: found.assets.len(),
        summaries: 0,
    };
    let outcome = evidence.outcome();
    let assets = match found.assets.len() {
        1 => "1 asset".to_owned(),
        count => format!("{count} assets"),
    };
    let error = outcome.error().map(|error| format!("; {error}"));
    format!("{}, {assets}{}", outcome.kind(), error.unwrap_or_default())
}

pub(super) fn unit(asset_type: &str) -> UnitKey {
    UnitKey {
        plugin: opencite_core::PluginId::new("hostile").expect("it is a word"),
        asset_type: AssetType::new(asset_type).expect("it is a word"),
        account: AccountId::new(ACCOUNT).expect("it has 12 digits"),
        region: Region::known("us-east-1").expect("everybody knows it"),
    }
}

/// A call of a guest without anything special to it.
pub(super) fn task() -> Task<ScriptedAws> {
    task_with(ScriptedAws::Silent, CancellationToken::new())
}

pub(super) fn task_with(aws: ScriptedAws, cancelled: CancellationToken) -> Task<ScriptedAws> {
    Task {
        config: HashMap::new(),
        known: HashMap::new(),
        aws,
        progress: Progress::unwatched(cancelled),
        stands_at: None,
    }
}

/// An AWS that does one thing only.
#[derive(Clone, Copy)]
pub(super) enum ScriptedAws {
    /// It never answers.
    Silent,
    /// Whoever calls it finds a fault of the host.
    Panicking,
}

impl ScriptedAws {
    async fn answer<T>(self) -> T {
        match self {
            Self::Silent => pending().await,
            Self::Panicking => panic!("a fault of the host"),
        }
    }
}

impl Lend for ScriptedAws {
    fn lend<T: Send + 'static>(
        linker: &mut Linker<T>,
        interface: &str,
        provider: fn(&mut T) -> &mut Self,
    ) -> wasmtime::Result<bool> {
        match interface {
            "opencite:aws-sts/sts" => sts::add_to_linker::<T, HasSelf<Self>>(linker, provider)?,
            "opencite:aws-bedrock/custom-models" => {
                custom_models::add_to_linker::<T, HasSelf<Self>>(linker, provider)?;
            }
            "opencite:aws-bedrock/guardrails" => {
                guardrails::add_to_linker::<T, HasSelf<Self>>(linker, provider)?;
            }
            "opencite:aws-request/requests" => {
                requests::add_to_linker::<T, HasSelf<Self>>(linker, provider)?;
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn has_action(_: &IamAction) -> bool {
        true
    }
}

impl requests::Host for ScriptedAws {
    async fn send(
        &mut self,
        _: String,
        _: String,
        _: Vec<Request>,
    ) -> wasmtime::Result<Vec<Result<String, AwsError>>> {
        self.answer().await
    }
}

impl sts::Host for ScriptedAws {
    async fn get_caller_identity(&mut self) -> wasmtime::Result<Result<CallerIdentity, AwsError>> {
        self.answer().await
    }
}

impl custom_models::Host for ScriptedAws {
    async fn list_custom_models(&mut self) -> wasmtime::Result<Resource<CustomModelPages>> {
        self.answer().await
    }

    async fn get_custom_model(
        &mut self,
        _: Vec<String>,
    ) -> wasmtime::Result<Vec<Result<CustomModelDetail, AwsError>>> {
        self.answer().await
    }
}

impl custom_models::HostCustomModelPages for ScriptedAws {
    async fn next(
        &mut self,
        _: Resource<CustomModelPages>,
    ) -> wasmtime::Result<Result<Option<Vec<CustomModelSummary>>, AwsError>> {
        self.answer().await
    }

    async fn drop(&mut self, _: Resource<CustomModelPages>) -> wasmtime::Result<()> {
        self.answer().await
    }
}

impl guardrails::Host for ScriptedAws {
    async fn list_guardrails(
        &mut self,
        _: Option<String>,
    ) -> wasmtime::Result<Resource<GuardrailPages>> {
        self.answer().await
    }

    async fn get_guardrail(
        &mut self,
        _: Vec<GuardrailReference>,
    ) -> wasmtime::Result<Vec<Result<GuardrailDetail, AwsError>>> {
        self.answer().await
    }
}

impl guardrails::HostGuardrailPages for ScriptedAws {
    async fn next(
        &mut self,
        _: Resource<GuardrailPages>,
    ) -> wasmtime::Result<Result<Option<Vec<GuardrailSummary>>, AwsError>> {
        self.answer().await
    }

    async fn drop(&mut self, _: Resource<GuardrailPages>) -> wasmtime::Result<()> {
        self.answer().await
    }
}
