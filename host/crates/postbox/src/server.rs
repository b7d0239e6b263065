//! The server itself.

use mailin::{Action, AuthMechanism, Session, SessionBuilder};
use tokio::io::{AsyncBufReadExt as _, AsyncRead, AsyncWrite, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;
use tokio_rustls::TlsAcceptor;

use crate::House;

/// When the connection becomes a secure one.
#[derive(Clone)]
pub enum Tls {
    /// It never does.
    Never,
    /// By STARTTLS.
    WhenAsked(TlsAcceptor),
    /// Before the first word.
    AtOnce(TlsAcceptor),
}

/// A server that runs until it is dropped.
pub struct Server {
    /// Where it listens on 127.0.0.1.
    pub port: u16,
    /// Its rules, and what it was given.
    pub house: House,
    task: JoinHandle<()>,
}

impl Server {
    /// Starts a server on a free port, on the runtime that this is called in. It lets in those who know the words
    /// `correct horse`, by the mechanisms of `auth`.
    pub async fn start(house: House, tls: Tls, auth: &[AuthMechanism]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let builder = builder(&tls, auth);
        let rules = house.clone();
        let task = tokio::spawn(async move {
            while let Ok((stream, peer)) = listener.accept().await {
                let session = builder.build(peer.ip(), rules.clone());
                tokio::spawn(serve(stream, session, tls.clone()));
            }
        });
        Self { port, house, task }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

fn builder(tls: &Tls, auth: &[AuthMechanism]) -> SessionBuilder {
    let mut builder = SessionBuilder::new("localhost");
    if let Tls::WhenAsked(_) = tls {
        builder.enable_start_tls();
    }
    if !matches!(tls, Tls::WhenAsked(_)) {
        builder.insecure_enable_plaintext_auth();
    }
    for mechanism in auth {
        builder.enable_auth(mechanism.clone());
    }
    builder
}

async fn serve(stream: TcpStream, mut session: Session<House>, tls: Tls) {
    match tls {
        Tls::AtOnce(acceptor) => {
            let Ok(secure) = acceptor.accept(stream).await else {
                return;
            };
            greet(secure, &mut session).await;
        }
        Tls::WhenAsked(acceptor) => {
            let Some(stream) = greet(stream, &mut session).await else {
                return;
            };
            let Ok(secure) = acceptor.accept(stream).await else {
                return;
            };
            session.tls_active();
            converse(BufReader::new(secure), &mut session).await;
        }
        Tls::Never => drop(greet(stream, &mut session).await),
    }
}

async fn greet<S: AsyncRead + AsyncWrite + Unpin>(
    mut stream: S,
    session: &mut Session<House>,
) -> Option<S> {
    let greeting = session.greeting().buffer().unwrap();
    stream.write_all(&greeting).await.ok()?;
    converse(BufReader::new(stream), session).await
}

/// Speaks until the end, or until the client asks for TLS: then the connection is given back.
async fn converse<S: AsyncRead + AsyncWrite + Unpin>(
    mut stream: BufReader<S>,
    session: &mut Session<House>,
) -> Option<S> {
    loop {
        let mut line = Vec::new();
        if stream.read_until(b'\n', &mut line).await.ok()? == 0 {
            return None;
        }
        let response = session.process(&line);
        if response.action != Action::NoReply {
            let words = response.buffer().unwrap();
            stream.get_mut().write_all(&words).await.ok()?;
            stream.get_mut().flush().await.ok()?;
        }
        match response.action {
            Action::Close => return None,
            Action::UpgradeTls => return Some(stream.into_inner()),
            Action::Reply | Action::NoReply => {}
        }
    }
}
