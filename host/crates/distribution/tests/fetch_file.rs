//! Components fetched from files.

use std::fs;
use std::path::{Path, PathBuf};

use insta::assert_snapshot;
use opencite_distribution::{Client, FetchError, Fetched, Reference, SignatureError};
use tempfile::TempDir;

use crate::fixtures::{COMPONENT, SIGNATURE, client, key, told};

fn file(directory: &TempDir, name: &str, bytes: &[u8]) -> PathBuf {
    let path = directory.path().join(name);
    fs::write(&path, bytes).unwrap();
    path
}

async fn fetch(client: &Client, path: &Path) -> Result<Fetched, FetchError> {
    client.fetch(&Reference::File(path.to_owned())).await
}

async fn refused(directory: &TempDir, path: &Path) -> String {
    let error = fetch(&client(), path).await.unwrap_err();
    told(&error).replace(directory.path().to_str().unwrap(), "DIR")
}

#[tokio::test]
async fn a_file_is_read_with_the_signature_beside_it() {
    let directory = TempDir::new().unwrap();
    let path = file(&directory, "a.wasm", COMPONENT);
    let fetched = fetch(&client(), &path).await.unwrap();
    assert_eq!(fetched.bytes, COMPONENT);
    assert_eq!(
        fetched.verify(&key()),
        Err(SignatureError::Missing { key: key().id() })
    );

    file(&directory, "a.wasm.minisig", SIGNATURE.as_bytes());
    let fetched = fetch(&client(), &path).await.unwrap();
    assert_eq!(fetched.verify(&key()).unwrap(), "aws_example 1.0.0");

    let uninterested = Client {
        signatures: false,
        ..client()
    };
    assert_eq!(fetch(&uninterested, &path).await.unwrap().signature, None);
}

#[tokio::test]
async fn a_file_that_is_too_large_is_refused() {
    let directory = TempDir::new().unwrap();
    let path = file(&directory, "a.wasm", &[0; 101]);
    assert_snapshot!(refused(&directory, &path).await, @r"
        fetch DIR/a.wasm: it has 101 bytes, 100 is the most
        Check that this is a plugin; if it is, raise the limit on the size of a plugin.
        ");
    let path = file(&directory, "b.wasm", &[0; 100]);
    assert_eq!(fetch(&client(), &path).await.unwrap().bytes.len(), 100);
}

#[tokio::test]
async fn what_is_no_file_is_refused() {
    let directory = TempDir::new().unwrap();
    assert_snapshot!(refused(&directory, directory.path()).await, @r"
        read DIR: it is no file
        Give the path of a .wasm file.
        ");
    assert_snapshot!(refused(&directory, &directory.path().join("ghcr.io/me/x:1")).await, @r"
        read DIR/ghcr.io/me/x:1: No such file or directory (os error 2)
        Check the path; what is in a registry begins with oci://, and what is on the web with https://.
        ");
    assert_snapshot!(refused(&directory, Path::new("/dev/zero")).await, @r"
        read /dev/zero: it is no file
        Give the path of a .wasm file.
        ");
}
