//! Says how the scheduler is, over HTTP, to programs on the same machine.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, anyhow};
use hyper::body::Incoming;
use hyper::header::CONTENT_TYPE;
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;

use super::metrics;
use super::status::Status;
use crate::failure::Failure;

/// How many may ask at once.
const MAX_CONNECTIONS: usize = 16;
/// How long a connection may last.
const MAX_CONNECTION: Duration = Duration::from_secs(10);
/// What Prometheus calls the format.
const OPENMETRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// Answers on an address of this machine, until stopped.
///
/// # Errors
///
/// When others could reach the address, or it is taken.
pub(super) async fn serve(
    address: SocketAddr,
    status: Arc<Status>,
    stop: CancellationToken,
) -> Result<(), Failure> {
    if !address.ip().is_loopback() {
        let refused = anyhow!("{address} can be reached from other machines");
        return Err(Failure::usage(refused).hint("Listen on 127.0.0.1 or [::1]."));
    }
    let failed = || format!("cannot listen on {address}");
    let listener = TcpListener::bind(address).await.with_context(failed);
    let listener = listener.map_err(Failure::failed)?;
    let bound = listener.local_addr().map_err(Failure::failed)?;
    tracing::info!("http://{bound}/health and /metrics say how the jobs are");
    tokio::spawn(async move {
        stop.run_until_cancelled(accept(listener, status)).await;
    });
    Ok(())
}

async fn accept(listener: TcpListener, status: Arc<Status>) {
    let places = Arc::new(Semaphore::new(MAX_CONNECTIONS));
    loop {
        let Ok(place) = Arc::clone(&places).acquire_owned().await else {
            return;
        };
        match listener.accept().await {
            Ok((stream, _)) => {
                let status = Arc::clone(&status);
                tokio::spawn(async move {
                    answer_all(stream, status).await;
                    drop(place);
                });
            }
            // No file is left to open, for example: that passes.
            Err(error) => {
                tracing::warn!("cannot take a connection: {error}");
                tokio::time::sleep(Duration::from_secs(1)).await;
            }
        }
    }
}

async fn answer_all(stream: TcpStream, status: Arc<Status>) {
    let service = service_fn(|request| {
        let status = Arc::clone(&status);
        async move { Ok::<_, Infallible>(answer(&request, &status)) }
    });
    let connection = hyper::server::conn::http1::Builder::new()
        .timer(TokioTimer::new())
        .serve_connection(TokioIo::new(stream), service);
    // Whoever asked has gone, or takes too long.
    let _unheard = tokio::time::timeout(MAX_CONNECTION, connection)
        .await
        .is_err();
}

fn answer(request: &Request<Incoming>, status: &Status) -> Response<String> {
    if request.method() != Method::GET {
        return text(StatusCode::METHOD_NOT_ALLOWED, "only GET is answered\n");
    }
    match request.uri().path() {
        "/health" => health(status),
        "/metrics" => match metrics::text(status) {
            Ok(metrics) => respond(StatusCode::OK, OPENMETRICS, metrics),
            Err(_) => text(StatusCode::INTERNAL_SERVER_ERROR, "no metrics\n"),
        },
        _ => text(StatusCode::NOT_FOUND, "there are /health and /metrics\n"),
    }
}

fn health(status: &Status) -> Response<String> {
    if status.is_healthy() {
        text(StatusCode::OK, "ok\n")
    } else {
        text(StatusCode::SERVICE_UNAVAILABLE, "the scheduler is stuck\n")
    }
}

fn text(code: StatusCode, body: &str) -> Response<String> {
    respond(code, "text/plain; charset=utf-8", body.to_owned())
}

fn respond(code: StatusCode, media_type: &str, body: String) -> Response<String> {
    let mut response = Response::new(body);
    *response.status_mut() = code;
    if let Ok(value) = media_type.parse() {
        response.headers_mut().insert(CONTENT_TYPE, value);
    }
    response
}
