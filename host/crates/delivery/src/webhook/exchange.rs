//! A request and its answer, on a connection of their own.

use std::pin::pin;
use std::time::Duration;

use bytes::Bytes;
use http_body_util::{BodyExt as _, Full};
use hyper::body::Incoming;
use hyper::client::conn::http1;
use hyper::header::{CONTENT_TYPE, HOST, HeaderMap, RETRY_AFTER, USER_AGENT};
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use opencite_core::printable;
use opencite_network::{AddressKind, Duplex, Resolve, Target};
use tokio::net::TcpStream;
use tokio::time::{error::Elapsed, timeout};

use super::{Answer, Post, PostError, Webhook};

/// Bytes of an answer that are read at all.
const MAX_ANSWER: usize = 16 * 1024;

/// Bytes of an answer's headers.
const MAX_HEADERS: usize = 64 * 1024;

/// Characters of an answer that are kept for people.
const MAX_EXCERPT: usize = 200;

/// The longest name of a document.
const MAX_NAME: usize = 200;

/// Posts a document within the time that there is.
pub(super) async fn exchange(
    post: &Post,
    webhook: &Webhook,
    resolver: &impl Resolve,
) -> Result<Answer, PostError> {
    let after = webhook.timeouts.whole;
    timeout(after, webhook.hand_over(post, resolver))
        .await
        .unwrap_or_else(|Elapsed { .. }| {
            Err(PostError::Timeout {
                host: webhook.url.host(),
                after,
            })
        })
}

impl Webhook {
    async fn hand_over(&self, post: &Post, resolver: &impl Resolve) -> Result<Answer, PostError> {
        let request = self.request(post)?;
        let stream = self.open(resolver).await?;
        let lost = |source| PostError::Lost {
            host: self.url.host(),
            source,
        };
        let (mut sender, connection) = http1::Builder::new()
            .max_buf_size(MAX_HEADERS)
            .handshake(TokioIo::new(stream))
            .await
            .map_err(lost)?;
        let mut answered = pin!(async {
            let response = sender.send_request(request).await.map_err(lost)?;
            Ok::<_, PostError>(self.read(response).await)
        });
        // The connection is driven as long as the answer is waited for; it may end first, with the answer already here.
        let heard = tokio::select! {
            heard = &mut answered => heard?,
            _ = connection => answered.await?,
        };
        self.judge(heard)
    }

    fn request(&self, post: &Post) -> Result<Request<Full<Bytes>>, PostError> {
        if !is_name(&post.id) {
            return Err(PostError::Name);
        }
        let seconds = post.at.as_second();
        let mut request = Request::post(self.url.target())
            .header(HOST, self.url.authority())
            .header(USER_AGENT, concat!("opencite/", env!("CARGO_PKG_VERSION")))
            .header(CONTENT_TYPE, "application/json")
            .header("webhook-id", &post.id)
            .header("webhook-timestamp", seconds);
        if let Some(key) = &self.key {
            let signature = key.sign(&post.id, seconds, &post.body);
            request = request.header("webhook-signature", signature);
        }
        let body = Full::new(Bytes::from(post.body.clone()));
        request.body(body).map_err(|_| PostError::Request {
            host: self.url.host(),
        })
    }

    async fn open(&self, resolver: &impl Resolve) -> Result<Box<dyn Duplex>, PostError> {
        let host = self.url.host();
        let target = Target {
            host: &host,
            port: self.url.port(),
            reach: self.reach,
            timeout: self.timeouts.connect,
        };
        let connected = target.connect(resolver).await?;
        if self.url.is_secure() {
            return self.secure(&host, connected.stream).await;
        }
        if connected.kind != AddressKind::Loopback {
            return Err(PostError::PlainText { host });
        }
        Ok(Box::new(connected.stream))
    }

    async fn secure(&self, host: &str, stream: TcpStream) -> Result<Box<dyn Duplex>, PostError> {
        Ok(Box::new(self.trust.secure(host, stream).await?))
    }

    /// Reads an answer as far as it is of use. An answer that breaks off has said what it had to say.
    async fn read(&self, response: Response<Incoming>) -> Heard {
        let (head, mut body) = response.into_parts();
        let mut bytes = Vec::new();
        while let Some(Ok(frame)) = body.frame().await {
            let data = frame.into_data().unwrap_or_default();
            bytes.extend_from_slice(data.get(..MAX_ANSWER - bytes.len()).unwrap_or(&data));
            if bytes.len() >= MAX_ANSWER {
                break;
            }
        }
        Heard {
            status: head.status.as_u16(),
            retry_after: retry_after(&head.headers),
            excerpt: self.excerpt(&String::from_utf8_lossy(&bytes)),
        }
    }

    /// The beginning of an answer. A listener may repeat where it was reached.
    fn excerpt(&self, text: &str) -> String {
        let target = self.url.target();
        let secret = target.trim_matches('/');
        let text = if secret.is_empty() {
            text.to_owned()
        } else {
            text.replace(secret, "***")
        };
        let beginning: String = text.trim().chars().take(MAX_EXCERPT).collect();
        printable(&beginning).into_owned()
    }

    fn judge(&self, heard: Heard) -> Result<Answer, PostError> {
        let host = self.url.host();
        let Heard {
            status,
            retry_after,
            excerpt,
        } = heard;
        match status {
            200..=299 => Ok(Answer { status, excerpt }),
            300..=399 => Err(PostError::Redirected { host, status }),
            _ => Err(PostError::Refused {
                host,
                status,
                excerpt,
                retry_after,
            }),
        }
    }
}

/// What was heard of an answer.
struct Heard {
    status: u16,
    retry_after: Option<Duration>,
    excerpt: String,
}

/// A name without the dots that separate what is signed.
fn is_name(text: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    (1..=MAX_NAME).contains(&text.len()) && text.bytes().all(plain)
}

/// Seconds; a date is not honoured, for there is no clock here.
fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let seconds = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    seconds.parse().ok().map(Duration::from_secs)
}
