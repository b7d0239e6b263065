//! A small HTTP client that signs as the SDK does, and can be told to sign wrongly.

use std::time::SystemTime;

use aws_credential_types::Credentials;
use aws_sigv4::http_request::{SignableBody, SignableRequest, SigningSettings, sign};
use aws_sigv4::sign::v4;
use bytes::Bytes;
use http_body_util::{BodyExt as _, Full};
use hyper::client::conn::http1::handshake;
use hyper::{HeaderMap, Request};
use hyper_util::rt::TokioIo;
use opencite_sim::Sim;
use serde_json::Value;
use tokio::net::TcpStream;

/// A client with keys, for one service and region.
#[derive(Clone)]
pub(crate) struct Client {
    pub(crate) host: String,
    pub(crate) keys: (String, String, Option<String>),
    pub(crate) service: &'static str,
    pub(crate) region: &'static str,
    /// When the request says that it is signed.
    pub(crate) time: SystemTime,
}

/// An answer, read to its end.
#[derive(Debug)]
pub(crate) struct Got {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

/// No answer at all.
#[derive(Debug)]
pub(crate) enum Broken {
    Connect,
    Answer(hyper::Error),
}

impl Client {
    pub(crate) fn of(sim: &Sim) -> Self {
        let host = sim.endpoint_url().trim_start_matches("http://").to_owned();
        let token = sim.session_token().map(str::to_owned);
        let keys = (
            sim.access_key_id().to_owned(),
            sim.secret_access_key().to_owned(),
            token,
        );
        Self {
            host,
            keys,
            service: "bedrock",
            region: "us-east-1",
            time: now(),
        }
    }

    pub(crate) fn with_keys(&self, id: &str, secret: &str, token: Option<&str>) -> Self {
        Self {
            keys: (id.to_owned(), secret.to_owned(), token.map(str::to_owned)),
            ..self.clone()
        }
    }

    pub(crate) async fn get(&self, target: &str) -> Got {
        self.send("GET", target, "", "").await.expect("an answer")
    }

    /// The document of an answer that must be good.
    pub(crate) async fn document(&self, target: &str) -> Value {
        let got = self.get(target).await;
        assert_eq!(got.status, 200, "{target}: {}", got.text());
        got.json()
    }

    pub(crate) async fn form(&self, body: &str) -> Got {
        let client = Self {
            service: "sts",
            ..self.clone()
        };
        client
            .send("POST", "/", "application/x-www-form-urlencoded", body)
            .await
            .expect("an answer")
    }

    pub(crate) async fn send(
        &self,
        method: &str,
        target: &str,
        kind: &str,
        body: &str,
    ) -> Result<Got, Broken> {
        self.unsigned(self.signed(method, target, kind, body)).await
    }

    /// A request with a signature.
    pub(crate) fn signed(
        &self,
        method: &str,
        target: &str,
        kind: &str,
        body: &str,
    ) -> Request<Full<Bytes>> {
        let mut request = self.plain(method, target, kind, body);
        let identity = Credentials::new(
            &self.keys.0,
            &self.keys.1,
            self.keys.2.clone(),
            None,
            "test",
        )
        .into();
        let params = v4::SigningParams::builder()
            .identity(&identity)
            .region(self.region)
            .name(self.service)
            .time(self.time)
            .settings(SigningSettings::default())
            .build()
            .expect("all parts")
            .into();
        let uri = format!("http://{}{target}", self.host);
        let headers = [("host", self.host.as_str()), ("content-type", kind)]
            .into_iter()
            .filter(|pair| !pair.1.is_empty());
        let signable =
            SignableRequest::new(method, uri, headers, SignableBody::Bytes(body.as_bytes()))
                .expect("a request");
        sign(signable, &params)
            .expect("a signature")
            .into_parts()
            .0
            .apply_to_request_http1x(&mut request);
        request
    }

    /// A request without a signature.
    pub(crate) fn plain(
        &self,
        method: &str,
        target: &str,
        kind: &str,
        body: &str,
    ) -> Request<Full<Bytes>> {
        let mut builder = Request::builder()
            .method(method)
            .uri(target)
            .header("host", &self.host);
        if !kind.is_empty() {
            builder = builder.header("content-type", kind);
        }
        builder
            .body(Full::new(Bytes::copy_from_slice(body.as_bytes())))
            .expect("a request")
    }

    /// Sends a request as it is.
    pub(crate) async fn unsigned(&self, request: Request<Full<Bytes>>) -> Result<Got, Broken> {
        let stream = TcpStream::connect(&self.host)
            .await
            .map_err(|_| Broken::Connect)?;
        let (mut sender, connection) = handshake(TokioIo::new(stream))
            .await
            .map_err(Broken::Answer)?;
        let driver = tokio::spawn(connection);
        let response = sender.send_request(request).await.map_err(Broken::Answer)?;
        let (parts, body) = response.into_parts();
        let body = body.collect().await.map_err(Broken::Answer)?.to_bytes();
        driver.abort();
        Ok(Got {
            status: parts.status.as_u16(),
            headers: parts.headers,
            body,
        })
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "requests are signed by the clock"
)]
fn now() -> SystemTime {
    SystemTime::now()
}

impl Got {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).expect("JSON")
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The error's name as restJson1 has it, without the address that AWS adds.
    pub(crate) fn code(&self) -> String {
        let header = self
            .headers
            .get("x-amzn-errortype")
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default();
        header.split(':').next().unwrap_or_default().to_owned()
    }

    pub(crate) fn message(&self) -> String {
        let message = self
            .json()
            .get("message")
            .and_then(Value::as_str)
            .map(str::to_owned);
        message.unwrap_or_default()
    }

    /// Status, code and message of an error.
    pub(crate) fn error(&self) -> (u16, String, String) {
        (self.status, self.code(), self.message())
    }
}
