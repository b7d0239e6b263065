//! Files that people write by hand.

use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;

/// The text of a file of at most so many bytes.
pub(crate) fn read(path: &Path, most: u64) -> io::Result<String> {
    let mut text = String::new();
    let length = File::open(path)?.take(most + 1).read_to_string(&mut text)?;
    if length as u64 > most {
        return Err(io::Error::other(format!("it has over {most} bytes")));
    }
    Ok(text)
}
