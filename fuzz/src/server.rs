//! A server on the loopback interface that says what it is told to, whatever it is asked, and the client that it says
//! it to, on one thread.

use std::future::{self, Future};
use std::io;
use std::net::SocketAddr;
use std::sync::LazyLock;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::task;

use crate::waiting;

static SERVER: LazyLock<Server> = LazyLock::new(|| waiting::for_end(Server::start()));

/// Where the server is.
pub fn address() -> SocketAddr {
    SERVER.0.local_addr().expect("it listens")
}

/// Who speaks first.
#[derive(Clone, Copy)]
enum First {
    Client,
    Server,
}

/// What comes of a client that gets these answers when it has begun to ask, a connection each, and after them nothing at
/// all.
pub fn answered<'a, T>(
    client: impl Future<Output = T>,
    answers: impl IntoIterator<Item = &'a [u8]>,
) -> T {
    heard(client, First::Client, answers)
}

/// What comes of a client that hears this as soon as it is connected, and after it nothing at all.
pub fn greeted<T>(client: impl Future<Output = T>, said: &[u8]) -> T {
    heard(client, First::Server, [said])
}

fn heard<'a, T>(
    client: impl Future<Output = T>,
    first: First,
    said: impl IntoIterator<Item = &'a [u8]>,
) -> T {
    // It is started where nothing is waited for yet.
    let server = &*SERVER;
    waiting::for_end(async {
        server.forget().await;
        tokio::select! {
            outcome = client => outcome,
            () = server.say_all(first, said) => unreachable!("it answers for ever"),
        }
    })
}

/// A server for one client after the other.
struct Server(TcpListener);

impl Server {
    /// Listens at a port that is free.
    async fn start() -> Self {
        Self(
            TcpListener::bind("127.0.0.1:0")
                .await
                .expect("the loopback interface has a free port"),
        )
    }

    /// Hangs up on those who came before, and have given up.
    async fn forget(&self) {
        task::yield_now().await;
        loop {
            tokio::select! {
                biased;
                stale = self.0.accept() => drop(stale),
                () = future::ready(()) => return,
            }
        }
    }

    async fn say_all<'a>(&self, first: First, said: impl IntoIterator<Item = &'a [u8]>) {
        for bytes in said {
            self.say(first, bytes).await;
        }
        loop {
            self.say(first, b"").await;
        }
    }

    /// Says all of it to one client, and then listens until the client has gone.
    async fn say(&self, first: First, bytes: &[u8]) {
        let (mut client, _) = self.0.accept().await.expect("a client comes");
        // A client that has heard enough may hang up.
        drop(speak(&mut client, first, bytes).await);
    }
}

async fn speak(client: &mut TcpStream, first: First, bytes: &[u8]) -> io::Result<()> {
    let mut heard = [0; 4096];
    match first {
        // What comes before there is a question is no answer to it.
        First::Client => client.read(&mut heard).await?,
        First::Server => 0,
    };
    client.write_all(bytes).await?;
    client.shutdown().await?;
    while client.read(&mut heard).await? > 0 {}
    Ok(())
}
