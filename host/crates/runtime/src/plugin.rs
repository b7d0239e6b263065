//! A loaded component.

use std::path::PathBuf;

use opencite_bindings::{Lend, PluginPre, aws, host};
use opencite_core::{ContentHash, IamAction, Manifest};
use wasmtime::Engine;
use wasmtime::component::{Component, HasSelf, Linker};
use wasmtime_wasi::cli::{WasiCli, WasiCliView as _};
use wasmtime_wasi::clocks::{WasiClocks, WasiClocksView as _};
use wasmtime_wasi::p2::bindings as wasi;
use wasmtime_wasi::random::WasiRandom;

use crate::component_file::ComponentFile;
use crate::error::PluginError;
use crate::imports::Imports;
use crate::limits::Limits;
use crate::manifest;
use crate::state::UnitState;
use crate::stop;

/// A loaded component: what it is, what it imports, and the code, linked to what it imports and nothing else.
pub struct Plugin<A: 'static> {
    pub(crate) engine: Engine,
    pub(crate) pre: PluginPre<UnitState<A>>,
    pub(crate) limits: Limits,
    path: PathBuf,
    size: u64,
    digest: ContentHash,
    imports: Imports,
    manifest: Manifest,
    wanted: Vec<IamAction>,
}

impl<A: Lend> Plugin<A> {
    pub(crate) async fn new(
        engine: &Engine,
        file: ComponentFile,
        component: Component,
        limits: &Limits,
    ) -> Result<Self, PluginError> {
        let ComponentFile {
            path,
            bytes,
            digest,
        } = file;
        let imports = Imports::of(&path, engine, &component)?;
        let manifest = manifest::read(&path, engine, &component, limits).await?;
        let pre = link(engine, &component, &imports).map_err(|error| PluginError::Mismatch {
            path: path.clone(),
            reason: stop::describe(&error),
        })?;
        let wanted = wanted::<A>(&imports, &manifest).map_err(|reason| PluginError::Manifest {
            path: path.clone(),
            reason,
        })?;
        Ok(Self {
            engine: engine.clone(),
            pre,
            limits: limits.clone(),
            size: bytes.len() as u64,
            path,
            digest,
            imports,
            manifest,
            wanted,
        })
    }

    /// What it says of itself.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// What it can call.
    pub fn imports(&self) -> &Imports {
        &self.imports
    }

    /// The IAM actions that it asks for, sorted: what it imports, bounded by what its manifest says, and what that says of
    /// operations that it asks for by their names.
    pub fn wanted(&self) -> &[IamAction] {
        &self.wanted
    }

    /// The SHA-256 of its file.
    pub fn digest(&self) -> ContentHash {
        self.digest
    }

    /// The size of its file, in bytes.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Its file.
    pub fn path(&self) -> &std::path::Path {
        &self.path
    }
}

/// What a plugin asks for. A manifest that says nothing asks for what is imported.
fn wanted<A: Lend>(imports: &Imports, manifest: &Manifest) -> Result<Vec<IamAction>, String> {
    if manifest.actions.is_empty() {
        return Ok(imports.aws.clone());
    }
    let can_call = |action: &&IamAction| {
        imports.aws.contains(action) || imports.has_requests() && A::has_action(action)
    };
    match manifest.actions.iter().find(|action| !can_call(action)) {
        None => Ok(manifest.actions.clone()),
        Some(action) => Err(format!(
            "it asks for {action}, which it imports no function for, and which is no operation that a plugin may send"
        )),
    }
}

/// Links what the component imports. An interface that nobody offers stays unlinked, and instantiation says so.
fn link<A: Lend>(
    engine: &Engine,
    component: &Component,
    imports: &Imports,
) -> wasmtime::Result<PluginPre<UnitState<A>>> {
    let mut linker = Linker::<UnitState<A>>::new(engine);
    link_wasi(&mut linker)?;
    for interface in &imports.interfaces {
        link_interface(&mut linker, interface)?;
    }
    PluginPre::new(linker.instantiate_pre(component)?)
}

fn link_interface<A: Lend>(
    linker: &mut Linker<UnitState<A>>,
    interface: &str,
) -> wasmtime::Result<()> {
    use host::{config, inventory, log, progress, types, usage_sink};

    match interface {
        "opencite:plugin/types" => {
            types::add_to_linker::<_, HasSelf<_>>(linker, |state| &mut state.settings)
        }
        "opencite:plugin/config" => {
            config::add_to_linker::<_, HasSelf<_>>(linker, |state| &mut state.settings)
        }
        "opencite:plugin/inventory" => {
            inventory::add_to_linker::<_, HasSelf<_>>(linker, |state| &mut state.inventory)
        }
        "opencite:plugin/log" => {
            log::add_to_linker::<_, HasSelf<_>>(linker, |state| &mut state.log)
        }
        "opencite:plugin/progress" => {
            progress::add_to_linker::<_, HasSelf<_>>(linker, |state| &mut state.progress)
        }
        "opencite:plugin/usage-sink" => {
            usage_sink::add_to_linker::<_, HasSelf<_>>(linker, |state| &mut state.usage)
        }
        "opencite:aws-types/types" => {
            aws::types::add_to_linker::<_, HasSelf<_>>(linker, |state| &mut state.settings)
        }
        aws => A::lend(linker, aws, |state| &mut state.aws).map(|_offered| ()),
    }
}

fn link_wasi<A: Send + 'static>(linker: &mut Linker<UnitState<A>>) -> wasmtime::Result<()> {
    use wasi::{cli, clocks, io, random};

    type State<A> = UnitState<A>;
    io::error::add_to_linker::<State<A>, HasIo>(linker, |state| &mut state.table)?;
    io::poll::add_to_linker::<State<A>, HasIo>(linker, |state| &mut state.table)?;
    io::streams::add_to_linker::<State<A>, HasIo>(linker, |state| &mut state.table)?;
    clocks::wall_clock::add_to_linker::<State<A>, WasiClocks>(linker, State::clocks)?;
    clocks::monotonic_clock::add_to_linker::<State<A>, WasiClocks>(linker, State::clocks)?;
    random::random::add_to_linker::<State<A>, WasiRandom>(linker, |state| state.wasi.random())?;
    random::insecure::add_to_linker::<State<A>, WasiRandom>(linker, |state| state.wasi.random())?;
    random::insecure_seed::add_to_linker::<State<A>, WasiRandom>(linker, |state| {
        state.wasi.random()
    })?;
    cli::environment::add_to_linker::<State<A>, WasiCli>(linker, State::cli)?;
    cli::exit::add_to_linker::<State<A>, WasiCli>(linker, State::cli)?;
    cli::stdin::add_to_linker::<State<A>, WasiCli>(linker, State::cli)?;
    cli::stdout::add_to_linker::<State<A>, WasiCli>(linker, State::cli)?;
    cli::stderr::add_to_linker::<State<A>, WasiCli>(linker, State::cli)?;
    cli::terminal_input::add_to_linker::<State<A>, WasiCli>(linker, State::cli)?;
    cli::terminal_output::add_to_linker::<State<A>, WasiCli>(linker, State::cli)?;
    cli::terminal_stdin::add_to_linker::<State<A>, WasiCli>(linker, State::cli)?;
    cli::terminal_stdout::add_to_linker::<State<A>, WasiCli>(linker, State::cli)?;
    cli::terminal_stderr::add_to_linker::<State<A>, WasiCli>(linker, State::cli)?;
    Ok(())
}

/// Lets the I/O interfaces reach the table of streams.
struct HasIo;

impl wasmtime::component::HasData for HasIo {
    type Data<'a> = &'a mut wasmtime::component::ResourceTable;
}
