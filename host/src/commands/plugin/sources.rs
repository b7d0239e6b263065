//! The files that a plugin is made of, and when they change.
//!
//! They are looked at twice a second. What the operating system would tell of them, it does not tell of folders on a
//! network or shared with a container.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::{Duration, SystemTime};

/// How often files are looked at.
const INTERVAL: Duration = Duration::from_millis(500);
/// The most files that are looked at.
const MAX_FILES: usize = 10_000;
/// The deepest folder.
const MAX_DEPTH: usize = 16;
/// Folders that tools write: what is in them is no source.
const WRITTEN: [&str; 6] = [
    ".git",
    ".venv",
    "__pycache__",
    "dist",
    "node_modules",
    "target",
];

/// When each file was last changed, and how large it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sources(BTreeMap<PathBuf, (Option<SystemTime>, u64)>);

impl Sources {
    /// The files below a folder, without what a build writes. What cannot be read is left out.
    pub(super) fn of(directory: &Path) -> Self {
        let mut files = BTreeMap::new();
        look(directory, MAX_DEPTH, &mut files);
        Self(files)
    }

    /// Waits until a file has changed, and all have come to rest: editors write in several steps.
    pub(super) fn wait_for_change(self, directory: &Path) {
        let mut last = self.clone();
        loop {
            sleep(INTERVAL);
            let now = Self::of(directory);
            if now != self && now == last {
                return;
            }
            last = now;
        }
    }
}

fn look(directory: &Path, depth: usize, files: &mut BTreeMap<PathBuf, (Option<SystemTime>, u64)>) {
    let entries = fs::read_dir(directory).into_iter().flatten();
    for entry in entries.filter_map(Result::ok) {
        let (path, name) = (entry.path(), entry.file_name());
        let Ok(file) = entry.metadata() else { continue };
        if file.is_dir() {
            if depth > 0 && !WRITTEN.iter().any(|written| name == *written) {
                look(&path, depth - 1, files);
            }
        } else if files.len() < MAX_FILES && path.extension().is_none_or(|it| it != "wasm") {
            files.insert(path, (file.modified().ok(), file.len()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_a_build_writes_is_no_source() {
        let place = tempfile::tempdir().unwrap();
        let write = |name: &str| {
            let path = place.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, name).unwrap();
        };
        write("plugin.py");
        let before = Sources::of(place.path());
        for name in ["plugin.wasm", "target/debug/x", "node_modules/x/x.js"] {
            write(name);
        }
        assert_eq!(Sources::of(place.path()), before);
        write("tests/lists/expected.json");
        assert_ne!(Sources::of(place.path()), before);
    }

    #[test]
    fn a_folder_that_leads_to_itself_ends() {
        let place = tempfile::tempdir().unwrap();
        std::os::unix::fs::symlink(place.path(), place.path().join("again")).unwrap();
        assert_eq!(Sources::of(place.path()).0.len(), 1);
    }
}
