//! What a webhook leads to: hyper's server, which keeps what it hears.

use std::convert::Infallible;
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use http_body_util::combinators::BoxBody;
use http_body_util::{BodyExt as _, Full, StreamBody};
use hyper::body::{Frame, Incoming};
use hyper::header::{LOCATION, RETRY_AFTER};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{HeaderMap, Request, Response};
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio_rustls::TlsAcceptor;

/// A request as it arrived.
#[derive(Clone)]
pub struct Heard {
    /// The path and the query that were asked for.
    pub target: String,
    /// What was posted.
    pub body: Vec<u8>,
    headers: HeaderMap,
}

impl Heard {
    /// The value of a header, which must be there.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).unwrap().to_str().unwrap()
    }
}

/// A listener that answers everyone the same, until it is dropped.
pub struct Listener {
    /// Where it listens on 127.0.0.1.
    pub port: u16,
    heard: Arc<Mutex<Vec<Heard>>>,
    task: JoinHandle<()>,
}

impl Listener {
    /// Starts a listener on a free port, on the runtime that this is called in. The answer is a status and a text, which
    /// for a redirection is where it leads; the text `endless` never ends.
    pub async fn start(answer: &'static str, tls: Option<TlsAcceptor>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let heard = Arc::default();
        let keeping = Arc::clone(&heard);
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                match &tls {
                    None => serve(stream, answer, Arc::clone(&keeping)).await,
                    Some(acceptor) => {
                        if let Ok(secure) = acceptor.accept(stream).await {
                            serve(secure, answer, Arc::clone(&keeping)).await;
                        }
                    }
                }
            }
        });
        Self { port, heard, task }
    }

    /// The requests so far.
    pub fn heard(&self) -> Vec<Heard> {
        self.heard.lock().unwrap().clone()
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn serve<S: AsyncRead + AsyncWrite + Unpin>(
    stream: S,
    answer: &'static str,
    heard: Arc<Mutex<Vec<Heard>>>,
) {
    let service = service_fn(move |request: Request<Incoming>| {
        let heard = Arc::clone(&heard);
        async move {
            let (parts, body) = request.into_parts();
            let body = body.collect().await.unwrap().to_bytes().to_vec();
            heard.lock().unwrap().push(Heard {
                target: parts.uri.to_string(),
                body,
                headers: parts.headers,
            });
            Ok::<_, Infallible>(response(answer))
        }
    });
    let http = http1::Builder::new().serve_connection(TokioIo::new(stream), service);
    // The client hangs up when it has heard enough.
    drop(http.await);
}

fn response(answer: &str) -> Response<BoxBody<Bytes, Infallible>> {
    let (status, text) = answer.split_once(' ').unwrap();
    let body = if text == "endless" {
        endless()
    } else {
        Full::new(Bytes::from(text.to_owned())).boxed()
    };
    Response::builder()
        .status(status.parse::<u16>().unwrap())
        .header(LOCATION, if text.starts_with('/') { text } else { "/" })
        .header(RETRY_AFTER, "120")
        .body(body)
        .unwrap()
}

fn endless() -> BoxBody<Bytes, Infallible> {
    let frames =
        futures_util::stream::repeat_with(|| Ok(Frame::data(Bytes::from_static(&[b'x'; 1000]))));
    StreamBody::new(frames).boxed()
}
