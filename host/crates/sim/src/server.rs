//! The sockets: accepts connections, speaks HTTP/1.1 on them, and ends them the way a fault wants.

use std::convert::Infallible;
use std::future::{Future, pending};
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use hyper::Response;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;
use tokio::task::JoinSet;

use crate::body::AnswerBody;
use crate::exchange::Exchange;
use crate::spoil::Outcome;

/// How long to wait when the system has no socket to give.
const ACCEPT_PAUSE: Duration = Duration::from_millis(20);

type Answering = Pin<Box<dyn Future<Output = Result<Response<AnswerBody>, Infallible>> + Send>>;

/// Serves until dropped; every connection ends with it.
pub(crate) async fn serve(listener: TcpListener, exchange: Arc<Exchange>) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => drop(connections.spawn(connection(stream, Arc::clone(&exchange)))),
                Err(error) => {
                    tracing::warn!(%error, "no connection accepted");
                    tokio::time::sleep(ACCEPT_PAUSE).await;
                }
            },
            Some(_) = connections.join_next() => {}
        }
    }
}

async fn connection(stream: TcpStream, exchange: Arc<Exchange>) {
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "nodelay not set");
    }
    let reset = Arc::new(Notify::new());
    let wants_reset = Arc::clone(&reset);
    let service =
        service_fn(move |request| answering(request, Arc::clone(&exchange), Arc::clone(&reset)));
    let mut http = http1::Builder::new().serve_connection(TokioIo::new(stream), service);
    tokio::select! {
        ended = &mut http => drop(ended.inspect_err(|error| tracing::debug!(%error, "connection ended"))),
        () = wants_reset.notified() => break_off(&http.into_parts().io.into_inner()),
    }
}

fn answering(
    request: hyper::Request<Incoming>,
    exchange: Arc<Exchange>,
    reset: Arc<Notify>,
) -> Answering {
    Box::pin(async move {
        match exchange.answer(request).await {
            Outcome::Answer(response) => return Ok(response),
            Outcome::Reset => reset.notify_one(),
            Outcome::Hang => {}
        }
        pending().await
    })
}

/// Makes the peer get RST, not FIN, when the socket is dropped.
fn break_off(stream: &TcpStream) {
    if let Err(error) = stream.set_zero_linger() {
        tracing::warn!(%error, "the connection is closed, not reset");
    }
}
