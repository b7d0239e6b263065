//! The program, run in a directory and an environment of its own.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde::de::DeserializeOwned;
use serde_json::Value;
use tempfile::TempDir;

use super::{Asset, Database, Running, SimServer, Unit};

/// Where this repository keeps the plugins that `make plugins` builds.
const PLUGINS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../plugins");

/// Where projects of plugins are built: what their crates depend on is built once.
const BUILT_PROJECTS: &str = concat!(env!("CARGO_TARGET_TMPDIR"), "/projects");

/// Gives up within two seconds, whatever AWS does.
const IMPATIENT: &str =
    "[aws.patience]\nconnect = 0.5\nattempt = 0.5\noperation = 2.0\nattempts = 2\nbackoff = 0.01\n";

/// A directory to run the program in, with nothing of this machine's environment.
pub(crate) struct Opencite {
    directory: TempDir,
    environment: BTreeMap<String, String>,
}

/// What one run of the program came to.
pub(crate) struct Run {
    pub(crate) status: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Opencite {
    /// A place without credentials.
    pub(crate) fn new() -> Self {
        let directory = tempfile::tempdir().expect("a temporary directory");
        let place = Self {
            directory,
            environment: BTreeMap::new(),
        };
        place
            // Compiled plugins are shared by all tests of a run: compiling one takes seconds.
            .env("XDG_CACHE_HOME", env!("CARGO_TARGET_TMPDIR"))
            .env("AWS_EC2_METADATA_DISABLED", "true")
            .env("OPENCITE_PLUGIN_DIR", PLUGINS)
    }

    /// A place whose environment leads to a simulated AWS.
    pub(crate) fn with_sim(server: &SimServer) -> Self {
        let sim = server.sim();
        Self::at_endpoint(&sim.endpoint_url())
            .env("AWS_ACCESS_KEY_ID", sim.access_key_id())
            .env("AWS_SECRET_ACCESS_KEY", sim.secret_access_key())
    }

    /// A place without credentials whose environment leads to an endpoint.
    pub(crate) fn at_endpoint(url: &str) -> Self {
        Self::new()
            .env("AWS_ENDPOINT_URL", url)
            .env("AWS_REGION", "us-east-1")
    }

    pub(crate) fn env(mut self, name: &str, value: &str) -> Self {
        self.environment.insert(name.to_owned(), value.to_owned());
        self
    }

    pub(crate) fn without_env(mut self, name: &str) -> Self {
        self.environment.remove(name);
        self
    }

    /// The same place with a config file, which every scan in it reads.
    pub(crate) fn config(self, text: &str) -> Self {
        self.file("opencite.toml", text);
        self.env("OPENCITE_CONFIG", "opencite.toml")
    }

    /// The same place, where scans give up on AWS within two seconds.
    pub(crate) fn impatient(self) -> Self {
        self.config(IMPATIENT)
    }

    pub(crate) fn directory(&self) -> &Path {
        self.directory.path()
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.directory().join(name)
    }

    /// A text of the program, without what is different in every run.
    pub(crate) fn redacted(&self, text: &str) -> String {
        let directory = self.directory().to_str().expect("it is UTF-8");
        text.replace(directory, "@@DIR@@")
            .replace(PLUGINS, "@@PLUGINS@@")
    }

    /// The plugin for Amazon Bedrock.
    pub(crate) fn bedrock_plugin() -> PathBuf {
        Path::new(PLUGINS).join("aws-bedrock.wasm")
    }

    /// Writes a file into the directory.
    pub(crate) fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        let directory = path.parent().expect("it is below the directory");
        std::fs::create_dir_all(directory).expect("the directory is writable");
        std::fs::write(&path, content).expect("the directory is writable");
        path
    }

    pub(crate) fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).expect("the file is there")
    }

    /// The program with these words, ready to be run.
    pub(crate) fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_opencite"));
        command.args(words);
        self.prepared(command)
    }

    /// The program with these words, started by another program that ends its own words with it.
    pub(crate) fn command_by(&self, launcher: &[&str], words: &[&str]) -> Command {
        let (program, arguments) = launcher.split_first().expect("a launcher has a name");
        let mut command = Command::new(program);
        command
            .args(arguments)
            .arg(env!("CARGO_BIN_EXE_opencite"))
            .args(words);
        let mut command = self.prepared(command);
        command.env("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
        command
    }

    /// Runs a script, with the program and this machine's Rust at hand. It ends at the first command that fails.
    #[must_use = "assert the exit status or look at the output"]
    pub(crate) fn shell(&self, script: &str) -> Run {
        let mut command = Command::new("bash");
        command.args(["-e", "-u", "-x", "-o", "pipefail", "-c", script]);
        let mut command = self.prepared(command);
        command.envs(rust()).envs([
            ("CARGO_NET_OFFLINE", "true"),
            ("CARGO_TARGET_DIR", BUILT_PROJECTS),
        ]);
        Run::of(&mut command)
    }

    fn prepared(&self, mut command: Command) -> Command {
        command
            .current_dir(self.directory())
            .env_clear()
            .env("HOME", self.directory())
            .envs(&self.environment);
        command
    }

    /// Runs the program with these words.
    #[must_use = "assert the exit status or look at the output"]
    pub(crate) fn run(&self, words: &[&str]) -> Run {
        Run::of(&mut self.command(words))
    }

    /// Starts the program with these words.
    pub(crate) fn start(&self, words: &[&str]) -> Running {
        Running::start(self.command(words))
    }

    /// Scans, with more words, and demands that everything went well.
    #[track_caller]
    pub(crate) fn scan_well(&self, more: &[&str]) {
        let words = [&["scan"], more].concat();
        self.run(&words).exits(0);
    }

    /// Runs the program and reads its stdout as one JSON document.
    #[track_caller]
    pub(crate) fn json(&self, words: &[&str]) -> Value {
        self.read_json(words)
    }

    /// What `assets` lists, with more words.
    #[track_caller]
    pub(crate) fn assets(&self, more: &[&str]) -> Vec<Asset> {
        self.read_json(&[&["assets"], more].concat())
    }

    /// The units of the latest scan.
    #[track_caller]
    pub(crate) fn units(&self) -> Vec<Unit> {
        self.read_json(&["units"])
    }

    /// The one unit of an asset type in the latest scan.
    #[track_caller]
    pub(crate) fn unit(&self, asset_type: &str) -> Unit {
        let mut units = self.units();
        units.retain(|unit| unit.asset_type == asset_type);
        let count = units.len();
        let unit = units.pop().filter(|_| count == 1);
        unit.unwrap_or_else(|| panic!("{count} units of {asset_type}"))
    }

    /// The default database, opened beside the program's back.
    pub(crate) fn database(&self) -> Database {
        Database::open(&self.path("opencite.db"))
    }

    #[track_caller]
    fn read_json<T: DeserializeOwned>(&self, words: &[&str]) -> T {
        self.run(&[words, &["--format", "json"]].concat()).parsed()
    }
}

/// The environment by which the program and this machine's Rust are found from a home that is empty.
#[expect(
    clippy::disallowed_methods,
    reason = "where the tools are is this machine's to say"
)]
fn rust() -> Vec<(&'static str, OsString)> {
    let home = std::env::home_dir().unwrap_or_default();
    let or_home = |name, below: &str| {
        let named = std::env::var_os(name);
        (name, named.unwrap_or_else(|| home.join(below).into()))
    };
    let program = Path::new(env!("CARGO_BIN_EXE_opencite")).parent();
    let mut path = program
        .expect("a file is in a folder")
        .as_os_str()
        .to_owned();
    path.push(":");
    path.push(std::env::var_os("PATH").unwrap_or_default());
    let toolchain = std::env::var_os("RUSTUP_TOOLCHAIN").map(|name| ("RUSTUP_TOOLCHAIN", name));
    [
        ("PATH", path),
        or_home("CARGO_HOME", ".cargo"),
        or_home("RUSTUP_HOME", ".rustup"),
    ]
    .into_iter()
    .chain(toolchain)
    .collect()
}

impl Run {
    /// Runs a command to its end.
    pub(crate) fn of(command: &mut Command) -> Self {
        Self::from(command.output().expect("the program can be run"))
    }

    /// Asserts the exit status.
    #[track_caller]
    pub(crate) fn exits(self, status: i32) -> Self {
        let Self { stdout, stderr, .. } = &self;
        assert_eq!(
            self.status,
            Some(status),
            "stdout:\n{stdout}\nstderr:\n{stderr}"
        );
        self
    }

    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        self.parsed()
    }

    #[track_caller]
    fn parsed<T: DeserializeOwned>(&self) -> T {
        let Self { stdout, stderr, .. } = self;
        serde_json::from_str(stdout)
            .unwrap_or_else(|error| panic!("{error} in stdout:\n{stdout}\nstderr:\n{stderr}"))
    }
}

impl From<Output> for Run {
    fn from(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).expect("the program writes UTF-8");
        Self {
            status: output.status.code(),
            stdout: text(output.stdout),
            stderr: text(output.stderr),
        }
    }
}
