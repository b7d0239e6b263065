//! A request and its answer, on a connection of their own.

use std::time::Duration;

use bytes::Bytes;
use http_body_util::{BodyExt as _, Full};
use hyper::body::{Body as _, Incoming};
use hyper::client::conn::http1;
use hyper::header::{
    ACCEPT_ENCODING, CONTENT_ENCODING, HOST, HeaderMap, HeaderName, HeaderValue, USER_AGENT,
};
use hyper::{Method, Request, StatusCode};
use hyper_util::rt::TokioIo;
use opencite_core::printable;
use opencite_network::{AddressKind, Duplex, Reach, SystemResolver, Target, Trust};
use tokio::task::AbortHandle;
use tokio::time::{error::Elapsed, timeout};

use crate::excerpt::excerpt;
use crate::limits::Limits;
use crate::location::Location;
use crate::transfer_error::{Login, TransferError};

/// Bytes of an answer's headers.
const MAX_HEADERS: usize = 64 * 1024;

/// Bytes that are read of an answer that says no.
const MAX_REFUSAL: usize = 16 * 1024;

/// Characters of what an answer calls something, that are kept.
const MAX_NAME: usize = 40;

/// What is asked of a server.
#[derive(Clone)]
pub(crate) struct Ask {
    pub(crate) method: Method,
    pub(crate) location: Location,
    pub(crate) headers: Vec<(HeaderName, HeaderValue)>,
    pub(crate) body: Bytes,
}

/// By which rules a server is spoken with.
#[derive(Clone, Copy)]
pub(crate) struct Manners<'a> {
    pub(crate) trust: &'a Trust,
    pub(crate) reach: Reach,
    pub(crate) limits: &'a Limits,
}

/// What a server answers, as far as it is read.
pub(crate) struct Answer {
    pub(crate) location: Location,
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    body: Incoming,
    silence: Duration,
    /// Hangs up when the answer is dropped.
    _connection: Connection,
}

struct Connection(AbortHandle);

impl Drop for Connection {
    fn drop(&mut self) {
        self.0.abort();
    }
}

impl Ask {
    pub(crate) fn new(method: Method, location: Location) -> Self {
        Self {
            method,
            location,
            headers: Vec::new(),
            body: Bytes::new(),
        }
    }

    pub(crate) fn get(location: Location) -> Self {
        Self::new(Method::GET, location)
    }

    pub(crate) fn with(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.push((name, value));
        self
    }

    pub(crate) fn carrying(self, media_type: &'static str, body: Bytes) -> Self {
        let media_type = HeaderValue::from_static(media_type);
        Self { body, ..self }.with(hyper::header::CONTENT_TYPE, media_type)
    }

    fn request(&self) -> Result<Request<Full<Bytes>>, TransferError> {
        let mut request = Request::builder()
            .method(&self.method)
            .uri(self.location.target())
            .header(HOST, self.location.authority())
            .header(ACCEPT_ENCODING, "identity")
            .header(USER_AGENT, concat!("opencite/", env!("CARGO_PKG_VERSION")));
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        let request = request.body(Full::new(self.body.clone()));
        request.map_err(|_| TransferError::Request {
            host: self.location.host(),
        })
    }

    /// Asks, on a new connection.
    pub(crate) async fn send(self, manners: Manners<'_>) -> Result<Answer, TransferError> {
        let request = self.request()?;
        let host = self.location.host();
        let lost = |source| TransferError::Lost {
            host: host.clone(),
            source,
        };
        let stream = manners.open(&self.location).await?;
        let (mut sender, connection) = http1::Builder::new()
            .max_buf_size(MAX_HEADERS)
            .handshake(TokioIo::new(stream))
            .await
            .map_err(lost)?;
        // What goes wrong with the connection is told where the answer is read.
        let connection =
            Connection(tokio::spawn(async move { drop(connection.await) }).abort_handle());
        let answered = sender.send_request(request);
        let response = if self.body.is_empty() {
            manners.in_time(&host, answered).await?
        } else {
            // How long an upload takes is the line's affair, and bounded by the time for all of it.
            answered.await
        };
        let (head, body) = response.map_err(lost)?.into_parts();
        Ok(Answer {
            location: self.location,
            status: head.status,
            headers: head.headers,
            body,
            silence: manners.limits.silence,
            _connection: connection,
        })
    }
}

impl Manners<'_> {
    async fn open(&self, location: &Location) -> Result<Box<dyn Duplex>, TransferError> {
        let host = location.host();
        let target = Target {
            host: &host,
            port: location.port(),
            reach: self.reach,
            timeout: self.limits.connect,
        };
        let connected = target.connect(&SystemResolver).await?;
        if location.is_secure() {
            let securing = self.trust.secure(&host, connected.stream);
            return Ok(Box::new(self.in_time(&host, securing).await??));
        }
        if connected.kind != AddressKind::Loopback {
            return Err(TransferError::PlainText { host });
        }
        Ok(Box::new(connected.stream))
    }

    async fn in_time<T>(
        &self,
        host: &str,
        waiting: impl Future<Output = T>,
    ) -> Result<T, TransferError> {
        in_time(self.limits.silence, host, waiting).await
    }
}

async fn in_time<T>(
    after: Duration,
    host: &str,
    waiting: impl Future<Output = T>,
) -> Result<T, TransferError> {
    timeout(after, waiting)
        .await
        .map_err(|Elapsed { .. }| TransferError::Silent {
            host: host.to_owned(),
            after,
        })
}

impl Answer {
    pub(crate) fn host(&self) -> String {
        self.location.host()
    }

    /// A header as text, where it is one.
    pub(crate) fn header(&self, name: &HeaderName) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// All of the body, unless it is larger than what is taken: by what it says, or by what comes.
    pub(crate) async fn bytes(mut self, limit: u64) -> Result<Vec<u8>, TransferError> {
        self.check_encoding()?;
        let declared = self.body.size_hint().exact();
        if declared.is_some_and(|size| size > limit) {
            return Err(self.too_large(declared, limit));
        }
        let mut bytes = Vec::new();
        while let Some(data) = self.next().await? {
            bytes.extend_from_slice(&data);
            if u64::try_from(bytes.len()).is_ok_and(|size| size > limit) {
                return Err(self.too_large(None, limit));
            }
        }
        Ok(bytes)
    }

    async fn next(&mut self) -> Result<Option<Bytes>, TransferError> {
        let host = self.location.host();
        let frame = in_time(self.silence, &host, self.body.frame()).await?;
        let Some(frame) = frame else {
            return Ok(None);
        };
        let frame = frame.map_err(|source| TransferError::Lost { host, source })?;
        Ok(Some(frame.into_data().unwrap_or_default()))
    }

    fn check_encoding(&self) -> Result<(), TransferError> {
        let Some(encoding) = self.headers.get(CONTENT_ENCODING) else {
            return Ok(());
        };
        if encoding == "identity" {
            return Ok(());
        }
        let encoding = String::from_utf8_lossy(encoding.as_bytes());
        let beginning: String = encoding.chars().take(MAX_NAME).collect();
        Err(TransferError::Encoded {
            host: self.host(),
            encoding: printable(&beginning).into_owned(),
        })
    }

    fn too_large(&self, declared: Option<u64>, limit: u64) -> TransferError {
        TransferError::TooLarge {
            host: self.host(),
            declared,
            limit,
        }
    }

    /// The beginning of what it says, for people. An answer that breaks off has said what it had to say.
    pub(crate) async fn excerpt(mut self, secrets: &[String]) -> String {
        let mut bytes = Vec::new();
        while let Ok(Some(data)) = self.next().await {
            bytes.extend_from_slice(data.get(..MAX_REFUSAL - bytes.len()).unwrap_or(&data));
            if bytes.len() >= MAX_REFUSAL {
                break;
            }
        }
        excerpt(&bytes, secrets)
    }

    /// The answer, if it is what was hoped for; otherwise what the server has against it.
    pub(crate) async fn success(
        self,
        what: &str,
        secrets: &[String],
        login: Login,
    ) -> Result<Self, TransferError> {
        if self.status.is_success() {
            return Ok(self);
        }
        let (host, status) = (self.host(), self.status.as_u16());
        let excerpt = self.excerpt(secrets).await;
        Err(match status {
            300..=399 => TransferError::Redirected { host, status },
            401 => TransferError::Unauthorized {
                host,
                excerpt,
                login,
            },
            403 => TransferError::Forbidden { host, excerpt },
            404 | 410 => TransferError::NotFound {
                what: what.to_owned(),
                host,
                excerpt,
            },
            _ => TransferError::Refused {
                host,
                status,
                excerpt,
            },
        })
    }
}
