//! A registry that keeps what it is given.
//!
//! Source: <https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#endpoints>.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use opencite_distribution::{Digest, OciReference, Reference};

use crate::server::{Heard, Reply, Server};

/// What it says to a request before it thinks.
type Reflex = Box<dyn Fn(&Heard) -> Option<Reply> + Send + Sync>;

/// What it keeps.
#[derive(Default)]
struct Shelf {
    blobs: BTreeMap<String, Vec<u8>>,
    manifests: BTreeMap<String, Vec<u8>>,
}

/// A registry with the repository `me/aws_example`.
pub(crate) struct Registry {
    pub(crate) server: Server,
    shelf: Arc<Mutex<Shelf>>,
}

const REPOSITORY: &str = "/v2/me/aws_example/";

impl Registry {
    pub(crate) async fn start() -> Self {
        Self::with(|_| None).await
    }

    /// One that answers some requests in another way.
    pub(crate) async fn with(
        reflex: impl Fn(&Heard) -> Option<Reply> + Send + Sync + 'static,
    ) -> Self {
        let shelf = Arc::<Mutex<Shelf>>::default();
        let (kept, reflex): (_, Reflex) = (Arc::clone(&shelf), Box::new(reflex));
        let server = Server::start(move |request| {
            reflex(request).unwrap_or_else(|| kept.lock().unwrap().answer(request))
        });
        Self {
            server: server.await,
            shelf,
        }
    }

    pub(crate) fn reference(&self, version: &str) -> OciReference {
        let text = format!(
            "oci://127.0.0.1:{}/me/aws_example{version}",
            self.server.port
        );
        match text.parse().unwrap() {
            Reference::Oci(reference) => reference,
            other => panic!("{other:?}"),
        }
    }

    pub(crate) fn plugin(&self) -> Reference {
        Reference::Oci(self.reference(":1.0.0"))
    }

    /// Puts a manifest under a tag, as nobody could who pushes.
    pub(crate) fn put_manifest(&self, name: &str, text: &str) -> Digest {
        let digest = Digest::of(text.as_bytes());
        let kept = &mut self.shelf.lock().unwrap().manifests;
        kept.insert(name.to_owned(), text.into());
        digest
    }

    pub(crate) fn put_blob(&self, digest: Digest, bytes: &[u8]) {
        self.shelf
            .lock()
            .unwrap()
            .blobs
            .insert(digest.to_string(), bytes.to_vec());
    }

    pub(crate) fn manifest(&self, name: &str) -> serde_json::Value {
        serde_json::from_slice(self.shelf.lock().unwrap().manifests.get(name).unwrap()).unwrap()
    }

    pub(crate) fn blob(&self, digest: &str) -> Vec<u8> {
        self.shelf
            .lock()
            .unwrap()
            .blobs
            .get(digest)
            .unwrap()
            .clone()
    }
}

impl Shelf {
    fn answer(&mut self, request: &Heard) -> Reply {
        let Some(rest) = request.path().strip_prefix(REPOSITORY) else {
            return unknown("NAME_UNKNOWN");
        };
        match (request.method.as_str(), rest.split_once('/').unwrap()) {
            ("GET" | "HEAD", ("blobs", digest)) => found(self.blobs.get(digest), "BLOB_UNKNOWN"),
            ("POST", ("blobs", "uploads/")) => {
                // As many registries do, with something in its query that must come back.
                let place = format!("{REPOSITORY}blobs/uploads/42?_state=a%3Db");
                Reply::of(202, "").with("location", place)
            }
            ("PUT", ("blobs", "uploads/42")) => self.keep_blob(request),
            ("PUT", ("manifests", name)) => self.keep_manifest(name, request),
            ("GET", ("manifests", name)) => {
                assert_eq!(
                    request.header("accept"),
                    Some("application/vnd.oci.image.manifest.v1+json")
                );
                let kept = self.manifests.get(name);
                found(kept, "MANIFEST_UNKNOWN")
                    .with("content-type", "application/vnd.oci.image.manifest.v1+json")
            }
            other => panic!("{other:?}"),
        }
    }

    fn keep_blob(&mut self, request: &Heard) -> Reply {
        assert_eq!(request.query("_state").as_deref(), Some("a=b"));
        let digest = request.query("digest").unwrap();
        assert_eq!(digest, Digest::of(&request.body).to_string());
        self.blobs.insert(digest, request.body.clone());
        Reply::of(201, "")
    }

    fn keep_manifest(&mut self, name: &str, request: &Heard) -> Reply {
        let digest = Digest::of(&request.body).to_string();
        for name in [name, &digest] {
            self.manifests.insert(name.to_owned(), request.body.clone());
        }
        Reply::of(201, "").with("docker-content-digest", digest)
    }
}

fn found(kept: Option<&Vec<u8>>, code: &str) -> Reply {
    match kept {
        Some(bytes) => Reply::of(200, bytes.clone()),
        None => unknown(code),
    }
}

fn unknown(code: &str) -> Reply {
    let body = format!(r#"{{"errors":[{{"code":"{code}","message":"there is none"}}]}}"#);
    Reply::of(404, body)
}
