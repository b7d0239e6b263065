//! A plugin that says of itself what its memory holds, and a runtime to load it with.

use std::ffi::OsStr;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs, process};

use opencite_bindings::Lend;
use opencite_bindings::aws::requests::{self, Request};
use opencite_bindings::aws::types::AwsError;
use opencite_core::IamAction;
use opencite_runtime::{Limits, Plugin, PluginError, Runtime, compile_child};
use tempfile::{NamedTempFile, TempDir};
use wasmtime::component::{HasSelf, Linker};
use wit_component::{ComponentEncoder, StringEncoding};
use wit_parser::Resolve;

use crate::waiting;

/// The bytes of the plugin's memory that it begins with. All others are zero.
pub const MEMORY_BYTES: usize = 16 * 1024;

/// The plugin's core: its manifest is where the first four bytes of its memory point to.
const CORE: &str = r#"(module
    (import "opencite:aws-request/requests@0.1.0" "send"
        (func (param i32 i32 i32 i32 i32 i32 i32)))
    (memory (export "memory") 2)
    (data (i32.const 0) "@@MEMORY@@")
    (func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32) unreachable)
    (func (export "opencite:plugin/guest@0.1.0#manifest") (result i32)
        (i32.load (i32.const 0)))
    (func (export "opencite:plugin/guest@0.1.0#verify") (result i32) unreachable)
    (func (export "opencite:plugin/guest@0.1.0#discover")
        (param i32 i32 i32 i32 i32 i32 i32 i32) (result i32) unreachable)
    (func (export "opencite:plugin/guest@0.1.0#usage")
        (param i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32) (result i32) unreachable))"#;

/// The plugin, with this at the beginning of its memory.
pub fn component(memory: &[u8; MEMORY_BYTES]) -> Vec<u8> {
    let memory: String = memory.iter().map(|byte| format!("\\{byte:02x}")).collect();
    let mut core =
        wat::parse_str(CORE.replace("@@MEMORY@@", &memory)).expect("it is WebAssembly as text");
    let mut resolve = Resolve::default();
    let wit = Path::new(env!("CARGO_MANIFEST_DIR")).join("../wit");
    let (package, _) = resolve.push_dir(wit).expect("the contract is a WIT");
    let world = resolve.select_world(&[package], Some("plugin"));
    let world = world.expect("the contract has the world of plugins");
    wit_component::embed_component_metadata(
        &mut core,
        &resolve,
        world,
        StringEncoding::UTF8,
        false,
    )
    .expect("a module can be told its world");
    let mut encoder = ComponentEncoder::default();
    let encoder = encoder.module(&core).expect("the module is of the world");
    encoder.encode().expect("the module is a plugin")
}

/// Compiles and ends, when the runtime has run this program for that.
pub fn compile_when_asked() {
    let mut arguments = env::args_os().skip(1);
    if arguments.next().as_deref() != Some(OsStr::new(Runtime::COMPILE_COMMAND)) {
        return;
    }
    let output = arguments.next().expect("the runtime names a file");
    let ended = compile_child(Path::new(&output));
    process::exit(i32::from(ended != ExitCode::SUCCESS));
}

/// An AWS that can be asked for everything by its name, and never is.
pub struct NoAws;

impl requests::Host for NoAws {
    async fn send(
        &mut self,
        _: String,
        _: String,
        _: Vec<Request>,
    ) -> wasmtime::Result<Vec<Result<String, AwsError>>> {
        Ok(Vec::new())
    }
}

impl Lend for NoAws {
    fn lend<T: Send + 'static>(
        linker: &mut Linker<T>,
        interface: &str,
        provider: fn(&mut T) -> &mut Self,
    ) -> wasmtime::Result<bool> {
        let is_requests = interface == "opencite:aws-request/requests";
        if is_requests {
            requests::add_to_linker::<T, HasSelf<Self>>(linker, provider)?;
        }
        Ok(is_requests)
    }

    fn has_action(action: &IamAction) -> bool {
        action.service() == "bedrock"
    }
}

/// A runtime with a cache of its own, and one component.
pub struct Host {
    directory: TempDir,
    runtime: Runtime,
}

impl Host {
    /// A runtime that compiles by running this program.
    pub fn compiling(component: &[u8]) -> Self {
        let program = env::current_exe().expect("this program is a file");
        // The environment of the compiler is empty: it is told again what the sanitizer is not to look at.
        let script = format!(
            "export ASAN_OPTIONS=detect_leaks=0:detect_odr_violation=0\nexec '{}' \"$@\"",
            program.display()
        );
        Self::with_compiler(&script, component)
    }

    /// A runtime that has code at hand for what it is to compile.
    pub fn copying(code: &Path, component: &[u8]) -> Self {
        let script = format!("cat > /dev/null\nexec cp '{}' \"$2\"", code.display());
        Self::with_compiler(&script, component)
    }

    fn with_compiler(script: &str, component: &[u8]) -> Self {
        let directory = TempDir::new().expect("there is a temporary directory");
        let compiler = directory.path().join("compiler");
        fs::write(&compiler, format!("#!/bin/sh\n{script}\n")).expect("it can be written");
        let executable = fs::Permissions::from_mode(0o700);
        fs::set_permissions(&compiler, executable).expect("it is ours");
        fs::write(directory.path().join("plugin.wasm"), component).expect("it can be written");
        let limits = Limits {
            // The sanitizer takes far more address space than that.
            compile_memory: u64::MAX,
            ..Limits::default()
        };
        let cache = directory.path().join("cache");
        let runtime = Runtime::new(compiler, cache, limits).expect("this machine can run plugins");
        Self { directory, runtime }
    }

    /// Loads the component.
    ///
    /// # Errors
    ///
    /// When it is no plugin that the program can use.
    pub fn load(&self) -> Result<Plugin<NoAws>, PluginError> {
        waiting::for_end(
            self.runtime
                .load(&self.directory.path().join("plugin.wasm")),
        )
    }

    /// The file of its compiled code, once it has been loaded.
    pub fn code(&self) -> PathBuf {
        let files = fs::read_dir(self.directory.path().join("cache")).expect("there is a cache");
        let mut files = files.map(|file| file.expect("the cache can be read").path());
        let code = files.next().expect("there is compiled code");
        assert_eq!(files.next(), None, "nothing else is kept");
        code
    }
}

/// Puts a file in the place of another, as the runtime does, for its owner alone. What is mapped stays as it is.
pub fn plant(path: &Path, bytes: &[u8]) {
    let directory = path.parent().expect("it is in a directory");
    let file = NamedTempFile::new_in(directory).expect("the directory is ours");
    fs::write(file.path(), bytes).expect("it can be written");
    file.persist(path).expect("it can be renamed");
}

/// The beginning of the memory of a plugin whose manifest is in order.
pub fn sound_memory() -> [u8; MEMORY_BYTES] {
    const TEXT: u32 = 64;
    const TYPES: u32 = 96;
    let texts: [u32; 6] = [TEXT, 5, TEXT + 8, 5, TEXT + 16, 5];
    let lists: [u32; 8] = [TYPES, 1, TYPES, 0, TYPES, 0, TYPES, 0];
    let types: [u32; 5] = [TEXT, 5, 0, TEXT + 16, 5];
    let mut memory = [0; MEMORY_BYTES];
    let mut put = |place: usize, bytes: &[u8]| {
        let into = memory.get_mut(place..place + bytes.len());
        into.expect("the memory is larger").copy_from_slice(bytes);
    };
    put(0, &8_u32.to_le_bytes());
    put(8, &words(&texts));
    put(32, &words(&lists));
    put(64, b"plain...1.0.0...Plain");
    put(96, &words(&types));
    memory
}

fn words(words: &[u32]) -> Vec<u8> {
    words.iter().flat_map(|word| word.to_le_bytes()).collect()
}
