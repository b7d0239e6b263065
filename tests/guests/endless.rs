//! An AWS that always has another page: what a listing of a service with a fault may be, or of one who means harm.

use std::convert::Infallible;
use std::sync::atomic::{AtomicU32, Ordering};

use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use tokio::net::TcpListener;

use crate::support::{ACCOUNT, Beside};

/// It ends when it is dropped.
pub(super) struct EndlessAws(Beside<String>);

impl EndlessAws {
    pub(super) fn start() -> Self {
        Self(Beside::start(async {
            let listener = TcpListener::bind("127.0.0.1:0")
                .await
                .expect("there is a free port");
            let address = listener.local_addr().expect("it is bound");
            tokio::spawn(serve(listener));
            format!("http://{address}")
        }))
    }

    pub(super) fn url(&self) -> String {
        self.0.clone()
    }
}

async fn serve(listener: TcpListener) {
    while let Ok((connection, _)) = listener.accept().await {
        let answers = service_fn(|request: Request<Incoming>| {
            std::future::ready(Ok::<_, Infallible>(answer(&request)))
        });
        tokio::spawn(http1::Builder::new().serve_connection(TokioIo::new(connection), answers));
    }
}

/// Who is asking, or a page that is not the last.
fn answer(request: &Request<Incoming>) -> Response<String> {
    static PAGES: AtomicU32 = AtomicU32::new(0);
    if request.uri().path() == "/" {
        return Response::new(identity());
    }
    let page = PAGES.fetch_add(1, Ordering::Relaxed);
    Response::new(format!(r#"{{"modelSummaries":[],"nextToken":"{page}"}}"#))
}

fn identity() -> String {
    format!(
        "<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:iam::{ACCOUNT}:user/opencite</Arn>\
         <UserId>AIDAEXAMPLE</UserId><Account>{ACCOUNT}</Account></GetCallerIdentityResult></GetCallerIdentityResponse>"
    )
}
