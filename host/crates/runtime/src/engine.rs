//! The engine, the cache of compiled code and the limits.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use opencite_bindings::Lend;
use tokio::task::JoinSet;
use wasmtime::component::Component;
use wasmtime::{Config, Engine};

use crate::cache::Cache;
use crate::compile::Compiler;
use crate::component_file::ComponentFile;
use crate::error::PluginError;
use crate::imports::WIT_VERSION;
use crate::limits::Limits;
use crate::plugin::Plugin;

/// How often running guests are interrupted to look at their limits and to let others run.
pub(crate) const TICK: Duration = Duration::from_millis(10);

/// Loads plugins: one a process.
pub struct Runtime(Arc<Loader>);

struct Loader {
    engine: Engine,
    cache: Cache,
    compiler: Compiler,
    limits: Limits,
}

impl Runtime {
    /// A runtime that keeps compiled code in `cache` and compiles by running `program` with
    /// [`Runtime::COMPILE_COMMAND`].
    ///
    /// # Errors
    ///
    /// When the processor or the operating system lacks what Wasmtime needs.
    pub fn new(program: PathBuf, cache: PathBuf, limits: Limits) -> wasmtime::Result<Self> {
        let engine = Engine::new(&engine_config())?;
        tick(&engine);
        let compiler = Compiler::new(program, &limits);
        Ok(Self(Arc::new(Loader {
            cache: Cache::new(cache, &engine),
            engine,
            compiler,
            limits,
        })))
    }

    /// The version of all WIT packages of this program.
    pub const WIT_VERSION: &str = WIT_VERSION;

    /// The hidden subcommand whose implementation is [`compile_child`](crate::compile_child).
    pub const COMPILE_COMMAND: &str = "compile-component";

    /// Loads a component: from the cache, or by compiling it in a child process.
    ///
    /// Several are loaded at once, as what it takes is mostly processors: it is a task of its own, within Tokio.
    ///
    /// # Errors
    ///
    /// When the file is no plugin that this program can use.
    pub async fn load<A: Lend>(&self, path: &Path) -> Result<Plugin<A>, PluginError> {
        let (shared, path) = (Arc::clone(&self.0), path.to_owned());
        // Whoever no longer waits for it ends it, and the child with it.
        let mut tasks = JoinSet::new();
        tasks.spawn(async move { shared.load(&path).await });
        match tasks.join_next().await {
            Some(Ok(loaded)) => loaded,
            Some(Err(error)) => std::panic::resume_unwind(error.into_panic()),
            None => unreachable!("a task was spawned"),
        }
    }

    /// The limits of every plugin.
    pub fn limits(&self) -> &Limits {
        &self.0.limits
    }
}

impl Loader {
    async fn load<A: Lend>(&self, path: &Path) -> Result<Plugin<A>, PluginError> {
        let file = ComponentFile::read(path, self.limits.file_bytes)?;
        let component = self.component(&file).await?;
        Plugin::new(&self.engine, file, component, &self.limits).await
    }

    async fn component(&self, file: &ComponentFile) -> Result<Component, PluginError> {
        if let Some(component) = self.cache.find(&self.engine, &file.digest) {
            return Ok(component);
        }
        let slot = self.cache.slot().map_err(|error| error.of(&file.path))?;
        self.compiler.compile(file, slot.path()).await?;
        let component = slot
            .keep(&self.engine, &file.digest)
            .map_err(|error| error.of(&file.path))?;
        Ok(component)
    }
}

/// The configuration that compiled code depends on; parent and child must agree on it.
pub(crate) fn engine_config() -> Config {
    let mut config = Config::new();
    config
        .epoch_interruption(true)
        // Plugins are sequential and the host runs many; the young async side of the component model stays off.
        .concurrency_support(false)
        .wasm_memory64(false)
        .wasm_gc(false)
        .wasm_exceptions(false)
        .wasm_threads(false)
        .wasm_relaxed_simd(false)
        .max_wasm_stack(512 * 1024);
    config
}

/// Advances the engine's epoch until the engine is gone.
fn tick(engine: &Engine) {
    let engine = engine.weak();
    std::thread::Builder::new()
        .name("opencite-tick".to_owned())
        .spawn(move || {
            while let Some(engine) = engine.upgrade() {
                engine.increment_epoch();
                drop(engine);
                std::thread::sleep(TICK);
            }
        })
        .expect("the operating system gives a program its second thread");
}
