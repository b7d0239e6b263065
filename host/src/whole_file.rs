//! Files that are there whole, or not at all.

use std::fs::{File, Permissions};
use std::io::{self, BufWriter, Read as _, Write};
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use anyhow::{Context as _, anyhow};

use crate::failure::Failure;

/// Writes a file beside its place, and moves it there once it is whole: a disk that fills leaves what was there before.
///
/// # Errors
///
/// When there is no such directory, or the file cannot be written.
pub(crate) fn write(
    path: &Path,
    content: impl FnOnce(&mut dyn Write) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let failed = || format!("cannot write {}", path.display());
    let directory = path
        .parent()
        .filter(|parent| !parent.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    if !directory.is_dir() {
        let missing = anyhow!("there is no directory {}", directory.display());
        return Err(Failure::failed(missing.context(failed()))
            .hint("Create the directory, or name another file."));
    }
    let mut file = tempfile::Builder::new()
        .permissions(Permissions::from_mode(0o644))
        .tempfile_in(directory)
        .with_context(failed)
        .map_err(Failure::failed)?;
    let mut buffered = BufWriter::new(&mut file);
    content(&mut buffered)?;
    buffered
        .flush()
        .with_context(failed)
        .map_err(Failure::failed)?;
    drop(buffered);
    let synced = file.as_file().sync_all();
    synced.with_context(failed).map_err(Failure::failed)?;
    let moved = file.persist(path).map_err(|error| error.error);
    moved.with_context(failed).map_err(Failure::failed)?;
    Ok(())
}

/// The text of a file of at most so many bytes.
///
/// # Errors
///
/// When it cannot be read, has more, or is not UTF-8.
pub(crate) fn read_text(path: &Path, most: u64) -> io::Result<String> {
    let mut text = String::new();
    let length = File::open(path)?.take(most + 1).read_to_string(&mut text)?;
    if length as u64 > most {
        return Err(io::Error::other(format!("it has over {most} bytes")));
    }
    Ok(text)
}
