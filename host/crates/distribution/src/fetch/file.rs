//! Components in files of this machine.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use super::Fetched;
use crate::client::Client;
use crate::fetch_error::FetchError;
use crate::reference::Reference;
use crate::signature::{MAX_SIGNATURE, SIGNATURE_ENDING};

impl Client {
    pub(super) async fn fetch_file(&self, path: &Path) -> Result<Fetched, FetchError> {
        let (path, limit, signatures) = (path.to_owned(), self.limits.bytes, self.signatures);
        let reading = tokio::task::spawn_blocking(move || read_both(path, limit, signatures));
        reading
            .await
            .unwrap_or_else(|stopped| std::panic::resume_unwind(stopped.into_panic()))
    }
}

fn read_both(path: PathBuf, limit: u64, signatures: bool) -> Result<Fetched, FetchError> {
    let bytes = read(&path, limit)?;
    let signature = if signatures {
        read_signature(&path)?
    } else {
        None
    };
    Ok(Fetched::new(bytes, Reference::File(path), signature))
}

fn read_signature(path: &Path) -> Result<Option<String>, FetchError> {
    let mut beside = OsString::from(path);
    beside.push(SIGNATURE_ENDING);
    match read(Path::new(&beside), MAX_SIGNATURE) {
        Ok(bytes) => Ok(Some(String::from_utf8_lossy(&bytes).into_owned())),
        Err(FetchError::File { source, .. }) if source.kind() == io::ErrorKind::NotFound => {
            Ok(None)
        }
        Err(error) => Err(error),
    }
}

/// Reads a file no further than what is taken: it may grow while it is read.
fn read(path: &Path, limit: u64) -> Result<Vec<u8>, FetchError> {
    let failed = |source| FetchError::File {
        path: path.to_owned(),
        source,
    };
    // Looked at before it is opened, which waits at a pipe that nobody writes to.
    let found = fs::metadata(path).map_err(failed)?;
    if !found.is_file() {
        return Err(FetchError::NotAFile {
            path: path.to_owned(),
        });
    }
    let too_large = |size| FetchError::TooLarge {
        what: path.display().to_string(),
        size,
        limit,
    };
    if found.len() > limit {
        return Err(too_large(Some(found.len())));
    }
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(failed)?;
    file.take(limit.saturating_add(1))
        .read_to_end(&mut bytes)
        .map_err(failed)?;
    if u64::try_from(bytes.len()).is_ok_and(|size| size > limit) {
        return Err(too_large(None));
    }
    Ok(bytes)
}
