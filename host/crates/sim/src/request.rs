//! A request with its body read and its target taken apart.

use bytes::Bytes;
use http_body_util::{BodyExt as _, Limited};
use hyper::HeaderMap;
use hyper::body::Incoming;
use percent_encoding::percent_decode_str;

/// No operation that we answer takes more; a larger body is a client's fault and must not fill the memory.
const MAX_BODY_BYTES: usize = 1024 * 1024;

/// A request, read to its end.
pub(crate) struct Request {
    pub(crate) method: String,
    /// The path and query exactly as sent: what the client signed.
    pub(crate) target: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Request {
    /// Reads the body; `None` when the client broke off or sent more than [`MAX_BODY_BYTES`].
    pub(crate) async fn read(request: hyper::Request<Incoming>) -> Option<Self> {
        let (parts, body) = request.into_parts();
        let body = Limited::new(body, MAX_BODY_BYTES)
            .collect()
            .await
            .ok()?
            .to_bytes();
        let target = parts
            .uri
            .path_and_query()
            .map_or("/", |target| target.as_str())
            .to_owned();
        Some(Self {
            method: parts.method.to_string(),
            target,
            headers: parts.headers,
            body,
        })
    }

    /// A header's value, or nothing where it is absent or not text.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The segments of the path, decoded each for itself: an ARN's `%2F` does not part segments.
    pub(crate) fn segments(&self) -> Vec<String> {
        let path = self.target.split('?').next().unwrap_or_default();
        let path = path.strip_prefix('/').unwrap_or(path);
        path.split('/')
            .map(|segment| percent_decode_str(segment).decode_utf8_lossy().into_owned())
            .collect()
    }

    /// The parameters of the query string, in the order sent.
    pub(crate) fn query(&self) -> Vec<(String, String)> {
        let query = self.target.split_once('?').map_or("", |(_, query)| query);
        form_urlencoded::parse(query.as_bytes())
            .into_owned()
            .collect()
    }
}
