//! Compiling is done by a process that can be ended, and its results are taken from nobody else.

use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, symlink};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use opencite_runtime::{Limits, PluginError};
use tempfile::TempDir;

use super::sandbox::Sandbox;
use super::{built, wat};
use crate::support::{Opencite, Run, until};

/// A runtime with a cache that nobody else uses.
struct Fresh {
    directory: TempDir,
    sandbox: Sandbox,
}

impl Fresh {
    fn new() -> Self {
        Self::with_limits(Limits::default())
    }

    fn with_limits(limits: Limits) -> Self {
        let directory = tempfile::tempdir().expect("a temporary directory");
        let sandbox = Sandbox::with_cache(limits, directory.path().join("cache"));
        Self { directory, sandbox }
    }

    fn cache(&self) -> PathBuf {
        self.directory.path().join("cache")
    }

    /// What a guest says that it is.
    fn id_of(&self, guest: &str) -> String {
        let plugin = self.sandbox.load(&built(guest)).expect("it is a plugin");
        plugin.manifest().id.to_string()
    }

    /// The compiled code of a guest, alone in the cache.
    fn entry(&self, guest: &str) -> PathBuf {
        self.id_of(guest);
        only_file(&self.cache())
    }
}

fn files(directory: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(directory).expect("it is there");
    entries
        .map(|entry| entry.expect("it is readable").path())
        .collect()
}

fn only_file(directory: &Path) -> PathBuf {
    let [file] = <[PathBuf; 1]>::try_from(files(directory)).expect("one file and nothing else");
    file
}

#[test]
fn a_component_that_takes_too_long_to_compile_is_given_up_and_its_compiler_ended() {
    let fresh = Fresh::with_limits(little_compiling_time());
    let bomb = fresh.directory.path().join("bomb.wasm");
    fs::write(&bomb, wat::compile_bomb()).expect("the directory is writable");
    let refused = fresh.sandbox.load(&bomb).err().expect("it takes too long");
    assert!(
        matches!(refused, PluginError::TooComplex { .. }),
        "{refused}"
    );
    until(|| !is_running(fresh.directory.path()));
    assert_eq!(files(&fresh.cache()), [] as [PathBuf; 0]);
}

pub(super) fn little_compiling_time() -> Limits {
    Limits {
        compile_time: Duration::from_millis(500),
        ..Limits::default()
    }
}

pub(super) fn one_second_on_processors() -> Limits {
    Limits {
        compile_cpu_time: Duration::from_secs(1),
        ..Limits::default()
    }
}

#[test]
fn the_compiler_has_the_processor_time_that_was_set() {
    let refused = bomb_for(one_second_on_processors());
    assert!(
        matches!(refused, PluginError::TooComplex { .. }),
        "{refused}"
    );
}

/// Where there is too little to begin with, it is the system that says so, in more than one way.
#[test]
fn the_compiler_has_the_memory_that_was_set() {
    let refused = bomb_for(Limits {
        compile_memory: 64 * 1024 * 1024,
        ..Limits::default()
    });
    assert!(
        matches!(
            refused,
            PluginError::TooComplex { .. } | PluginError::Compiler { .. }
        ),
        "{refused}"
    );
}

fn bomb_for(limits: Limits) -> PluginError {
    let fresh = Fresh::with_limits(limits);
    let bomb = fresh.directory.path().join("bomb.wasm");
    fs::write(&bomb, wat::compile_bomb()).expect("the directory is writable");
    fresh.sandbox.load(&bomb).err().expect("it takes too much")
}

/// Whether a process has the path among its words.
fn is_running(path: &Path) -> bool {
    let path = path.to_str().expect("it is UTF-8").as_bytes();
    let processes = fs::read_dir("/proc").into_iter().flatten().flatten();
    let mut words = processes.filter_map(|process| fs::read(process.path().join("cmdline")).ok());
    words.any(|words| words.windows(path.len()).any(|window| window == path))
}

#[test]
fn compiled_code_is_for_its_owner_alone() {
    let fresh = Fresh::new();
    let entry = fresh.entry("liar");
    let mode = |path: &Path| fs::metadata(path).expect("it is there").mode() & 0o777;
    assert_eq!(mode(&fresh.cache()), 0o700);
    assert_eq!(mode(&entry) & 0o077, 0);
}

#[test]
fn compiled_code_is_used_again() {
    let fresh = Fresh::new();
    let inode = |path: &Path| fs::metadata(path).expect("it is there").ino();
    let before = inode(&fresh.entry("liar"));
    assert_eq!(inode(&fresh.entry("liar")), before);
}

/// What somebody does to an entry of the cache, having compiled code of another guest at hand.
type Tampering = (&'static str, fn(entry: &Path, foreign: &Path));

const TAMPERINGS: [Tampering; 5] = [
    ("writable by the group", |entry, foreign| {
        replace(entry, foreign, 0o620);
    }),
    ("writable by all", |entry, foreign| {
        replace(entry, foreign, 0o602);
    }),
    ("a symbolic link", |entry, foreign| {
        fs::remove_file(entry).expect("it is ours");
        symlink(foreign, entry).expect("the directory is writable");
    }),
    ("a file of another kind", |entry, _| {
        fs::write(entry, "\x7fELF and no more").expect("it is ours");
    }),
    ("code of another engine", |entry, _| {
        let code = wasmtime::Engine::default().precompile_component(&wat::component(""));
        fs::write(entry, code.expect("it is valid")).expect("it is ours");
    }),
];

fn replace(entry: &Path, foreign: &Path, mode: u32) {
    fs::copy(foreign, entry).expect("it is ours");
    fs::set_permissions(entry, Permissions::from_mode(mode)).expect("it is ours");
}

#[test]
fn what_somebody_else_may_have_put_into_the_cache_is_not_used() {
    code_that_was_tampered_with();
}

/// Using the code of another guest would show.
pub(super) fn code_that_was_tampered_with() -> String {
    let other = Fresh::new();
    let foreign = other.entry("hostile");
    let outcomes = TAMPERINGS.map(|(what, tamper)| {
        let fresh = Fresh::new();
        let entry = fresh.entry("liar");
        tamper(&entry, &foreign);
        assert_eq!(fresh.id_of("liar"), "liar", "{what}");
        let replaced = fs::symlink_metadata(&entry).expect("it is there");
        assert!(replaced.is_file(), "{what}");
        assert_eq!(replaced.mode() & 0o077, 0, "{what}");
        format!("{what}: not used")
    });
    outcomes.join("; ")
}

#[test]
fn a_cache_that_others_can_write_to_is_refused() {
    insta::assert_snapshot!(code_of_a_cache_of_others(), @"cannot keep the compiled code of plugin liar.wasm in cache: the directory is not the operator's alone (mode 0700)");
}

pub(super) fn code_of_a_cache_of_others() -> String {
    let fresh = Fresh::new();
    fresh.id_of("liar");
    fs::set_permissions(fresh.cache(), Permissions::from_mode(0o777)).expect("it is ours");
    let refused = fresh.sandbox.load(&built("liar")).err();
    let refused = refused.expect("code could have been put there");
    let text = format!("{:#}", anyhow::Error::from(refused));
    let text = text.replace(&built("liar").display().to_string(), "liar.wasm");
    text.replace(&fresh.cache().display().to_string(), "cache")
}

#[test]
fn two_programs_that_compile_the_same_do_not_disturb_each_other() {
    code_of_two_at_once();
}

pub(super) fn code_of_two_at_once() -> String {
    let opencite = Opencite::new();
    let cache = opencite.path("cache");
    let guest = built("hostile").display().to_string();
    let start = || {
        opencite
            .command(&["plugin", "inspect", &guest])
            .env("XDG_CACHE_HOME", &cache)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program can be run")
    };
    let both = [start(), start()];
    for program in both {
        let output = program.wait_with_output().expect("it ends");
        Run::from(output).exits(0);
    }
    only_file(&cache.join("opencite/components"));
    "both run, one file is kept".to_owned()
}
