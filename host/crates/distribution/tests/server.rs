//! An HTTP server that answers as it is told, and keeps what it hears.

use std::convert::Infallible;
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use futures_util::stream::{self, StreamExt as _};
use http_body_util::combinators::UnsyncBoxBody;
use http_body_util::{BodyExt as _, Full, StreamBody};
use hyper::body::{Frame, Incoming};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{HeaderMap, Request, Response};
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;
use tokio_rustls::TlsAcceptor;

/// A request as it arrived.
#[derive(Debug, Clone)]
pub(crate) struct Heard {
    pub(crate) method: String,
    /// The path and the query.
    pub(crate) target: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

/// What is answered.
pub(crate) struct Reply {
    status: u16,
    headers: Vec<(&'static str, String)>,
    body: Body,
}

enum Body {
    Whole(Vec<u8>),
    /// The same bytes again and again.
    Endless,
    /// Some bytes, and then nothing for ever.
    Stalled(Vec<u8>),
    /// Not even a status.
    Silence,
}

type Answering = dyn Fn(&Heard) -> Reply + Send + Sync;

/// A server that listens on 127.0.0.1 until it is dropped.
pub(crate) struct Server {
    pub(crate) port: u16,
    heard: Arc<Mutex<Vec<Heard>>>,
    task: JoinHandle<()>,
}

impl Heard {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }

    pub(crate) fn path(&self) -> &str {
        self.target.split('?').next().unwrap()
    }

    /// A value of the query, decoded.
    pub(crate) fn query(&self, name: &str) -> Option<String> {
        let (_, query) = self.target.split_once('?')?;
        value_in(query, name)
    }

    /// A value of a form, decoded.
    pub(crate) fn form(&self, name: &str) -> Option<String> {
        value_in(str::from_utf8(&self.body).unwrap(), name)
    }
}

fn value_in(text: &str, name: &str) -> Option<String> {
    let mut pairs = url::form_urlencoded::parse(text.as_bytes());
    pairs
        .find(|(key, _)| key == name)
        .map(|(_, value)| value.into_owned())
}

impl Reply {
    fn new(status: u16, body: Body) -> Self {
        Self {
            status,
            headers: Vec::new(),
            body,
        }
    }

    pub(crate) fn of(status: u16, body: impl Into<Vec<u8>>) -> Self {
        Self::new(status, Body::Whole(body.into()))
    }

    pub(crate) fn endless() -> Self {
        Self::new(200, Body::Endless)
    }

    pub(crate) fn endless_refusal() -> Self {
        Self::new(500, Body::Endless)
    }

    pub(crate) fn stalled(body: impl Into<Vec<u8>>) -> Self {
        Self::new(200, Body::Stalled(body.into()))
    }

    pub(crate) fn stalled_refusal(body: impl Into<Vec<u8>>) -> Self {
        Self::new(500, Body::Stalled(body.into()))
    }

    pub(crate) fn silence() -> Self {
        Self::new(200, Body::Silence)
    }

    pub(crate) fn to(status: u16, location: impl Into<String>) -> Self {
        Self::of(status, "elsewhere").with("location", location)
    }

    pub(crate) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }
}

impl Server {
    pub(crate) async fn start(answer: impl Fn(&Heard) -> Reply + Send + Sync + 'static) -> Self {
        Self::listen(None, Arc::new(answer)).await
    }

    pub(crate) async fn secure(
        tls: TlsAcceptor,
        answer: impl Fn(&Heard) -> Reply + Send + Sync + 'static,
    ) -> Self {
        Self::listen(Some(tls), Arc::new(answer)).await
    }

    async fn listen(tls: Option<TlsAcceptor>, answer: Arc<Answering>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let heard = Arc::default();
        let keeping = Arc::clone(&heard);
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (tls, answer, heard) = (tls.clone(), Arc::clone(&answer), Arc::clone(&keeping));
                tokio::spawn(accept(stream, tls, answer, heard));
            }
        });
        Self { port, heard, task }
    }

    /// The requests so far.
    pub(crate) fn heard(&self) -> Vec<Heard> {
        self.heard.lock().unwrap().clone()
    }

    /// What was asked for so far, on a line each.
    pub(crate) fn asked(&self) -> String {
        let lines = self
            .heard()
            .into_iter()
            .map(|one| format!("{} {}\n", one.method, one.target));
        lines.collect()
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn accept(
    stream: TcpStream,
    tls: Option<TlsAcceptor>,
    answer: Arc<Answering>,
    heard: Arc<Mutex<Vec<Heard>>>,
) {
    match tls {
        None => serve(stream, answer, heard).await,
        Some(acceptor) => {
            if let Ok(secure) = acceptor.accept(stream).await {
                serve(secure, answer, heard).await;
            }
        }
    }
}

async fn serve<S: AsyncRead + AsyncWrite + Unpin>(
    stream: S,
    answer: Arc<Answering>,
    heard: Arc<Mutex<Vec<Heard>>>,
) {
    let service = service_fn(move |request: Request<Incoming>| {
        let (answer, heard) = (Arc::clone(&answer), Arc::clone(&heard));
        async move {
            let (parts, body) = request.into_parts();
            let request = Heard {
                method: parts.method.to_string(),
                target: parts.uri.to_string(),
                headers: parts.headers,
                body: body.collect().await.unwrap().to_bytes().to_vec(),
            };
            heard.lock().unwrap().push(request.clone());
            Ok::<_, Infallible>(response(answer(&request)).await)
        }
    });
    // The client hangs up when it has heard enough.
    drop(
        http1::Builder::new()
            .serve_connection(TokioIo::new(stream), service)
            .await,
    );
}

async fn response(reply: Reply) -> Response<UnsyncBoxBody<Bytes, Infallible>> {
    let body = match reply.body {
        Body::Whole(bytes) => Full::new(Bytes::from(bytes)).boxed_unsync(),
        Body::Endless => frames(stream::repeat(Bytes::from_static(&[b'x'; 10_000]))),
        Body::Stalled(bytes) => frames(stream::iter([Bytes::from(bytes)]).chain(stream::pending())),
        Body::Silence => std::future::pending().await,
    };
    let mut response = Response::builder().status(reply.status);
    for (name, value) in reply.headers {
        response = response.header(name, value);
    }
    response.body(body).unwrap()
}

fn frames(
    chunks: impl futures_util::Stream<Item = Bytes> + Send + 'static,
) -> UnsyncBoxBody<Bytes, Infallible> {
    StreamBody::new(chunks.map(|bytes| Ok(Frame::data(bytes)))).boxed_unsync()
}
