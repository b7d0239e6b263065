//! Compilation, in a child process that can be killed.
//!
//! How long a compiler takes is in the hands of who wrote the component: a 73 KiB file can cost 40 s. The child has no
//! environment, reads its limits and the component from stdin, writes the code to one file, and ends with [`INVALID`]
//! when it cannot.

use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{ExitCode, ExitStatus, Stdio};
use std::time::Duration;

use rustix::process::{Resource, Rlimit, setrlimit};
use tokio::io::AsyncWriteExt as _;
use tokio::process::{ChildStdin, Command};
use wasmtime::Engine;

use crate::component_file::ComponentFile;
use crate::engine::{Runtime, engine_config};
use crate::error::PluginError;
use crate::limits::Limits;

/// The child's exit status for a component that is not valid; the reason is on stderr.
const INVALID: u8 = 10;

/// The most that is read of the child's reason.
const MAX_REASON: usize = 2048;

pub(crate) struct Compiler {
    program: PathBuf,
    time: Duration,
    bounds: Vec<u8>,
}

impl Compiler {
    pub(crate) fn new(program: PathBuf, limits: &Limits) -> Self {
        Self {
            program,
            time: limits.compile_time,
            bounds: bounds(limits),
        }
    }

    /// Compiles a component to a file.
    pub(crate) async fn compile(
        &self,
        file: &ComponentFile,
        output: &Path,
    ) -> Result<(), PluginError> {
        let run = tokio::time::timeout(self.time, self.run(&file.bytes, output)).await;
        let Ok(ended) = run else {
            return Err(PluginError::TooComplex {
                path: file.path.clone(),
                limit: self.time,
            });
        };
        let (status, reason) = ended.map_err(|source| PluginError::Compiler {
            path: file.path.clone(),
            source,
        })?;
        self.judge(file, status, reason)
    }

    fn judge(
        &self,
        file: &ComponentFile,
        status: ExitStatus,
        reason: String,
    ) -> Result<(), PluginError> {
        let path = file.path.clone();
        match status.code() {
            Some(0) => Ok(()),
            Some(code) if code == i32::from(INVALID) => Err(PluginError::Invalid { path, reason }),
            Some(code) => {
                let source =
                    io::Error::other(format!("the compiling process ended with {code}: {reason}"));
                Err(PluginError::Compiler { path, source })
            }
            // Killed: by its limit of processor time, or for want of memory.
            None => Err(PluginError::TooComplex {
                path,
                limit: self.time,
            }),
        }
    }

    async fn run(&self, component: &[u8], output: &Path) -> io::Result<(ExitStatus, String)> {
        let mut child = Command::new(&self.program)
            .arg(Runtime::COMPILE_COMMAND)
            .arg(output)
            .env_clear()
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .kill_on_drop(true)
            .spawn()?;
        let mut stdin = child.stdin.take().ok_or(io::ErrorKind::BrokenPipe)?;
        // A child that ends early stops reading; what it says on stderr tells more than the broken pipe.
        let fed = feed(&mut stdin, &[&self.bounds, component]).await;
        drop(stdin);
        let ended = child.wait_with_output().await?;
        if ended.status.success() {
            fed?;
        }
        Ok((ended.status, first_line(&ended.stderr)))
    }
}

async fn feed(stdin: &mut ChildStdin, parts: &[&[u8]]) -> io::Result<()> {
    for part in parts {
        stdin.write_all(part).await?;
    }
    Ok(())
}

/// What the child is told before the component: its seconds on processors, and its bytes of address space.
fn bounds(limits: &Limits) -> Vec<u8> {
    let time = limits.compile_cpu_time;
    let seconds = time.as_secs() + u64::from(time.subsec_nanos() > 0);
    [seconds, limits.compile_memory]
        .map(u64::to_le_bytes)
        .concat()
}

fn first_line(stderr: &[u8]) -> String {
    let kept = stderr.get(..MAX_REASON).unwrap_or(stderr);
    let text = String::from_utf8_lossy(kept);
    opencite_core::printable(text.lines().next().unwrap_or_default()).into_owned()
}

/// The child's side: compiles the component on stdin to `output`.
pub fn compile_child(output: &Path) -> ExitCode {
    let compiled = limit_self()
        .map_err(wasmtime::Error::from)
        .and_then(|()| read_component())
        .and_then(|component| Engine::new(&engine_config())?.precompile_component(&component));
    match compiled {
        Ok(code) => write_code(output, &code),
        Err(error) => complain(INVALID, &causes(&error)),
    }
}

/// Takes the limits from stdin that the parent has put before the component.
fn limit_self() -> io::Result<()> {
    let only = |most: u64| Rlimit {
        current: Some(most),
        maximum: Some(most),
    };
    let (seconds, bytes) = (read_number()?, read_number()?);
    setrlimit(Resource::Cpu, only(seconds))?;
    setrlimit(Resource::As, only(bytes))?;
    setrlimit(Resource::Core, only(0))?;
    Ok(())
}

fn read_number() -> io::Result<u64> {
    let mut bytes = [0; size_of::<u64>()];
    io::stdin().lock().read_exact(&mut bytes)?;
    Ok(u64::from_le_bytes(bytes))
}

fn read_component() -> wasmtime::Result<Vec<u8>> {
    let mut component = Vec::new();
    io::stdin().lock().read_to_end(&mut component)?;
    Ok(component)
}

fn write_code(output: &Path, code: &[u8]) -> ExitCode {
    match std::fs::write(output, code) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => complain(1, &error.to_string()),
    }
}

fn complain(status: u8, reason: &str) -> ExitCode {
    // Nobody is left to be told when stderr is closed.
    let _unheard = writeln!(io::stderr(), "{}", reason.replace('\n', " "));
    ExitCode::from(status)
}

fn causes(error: &wasmtime::Error) -> String {
    error
        .chain()
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join(": ")
}
