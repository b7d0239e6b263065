//! A server on the loopback interface that says what it is told to, whatever it is asked.

use std::io;
use std::net::SocketAddr;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

/// A server for one client after the other.
pub struct Server(TcpListener);

impl Server {
    /// Listens at a port that is free.
    pub async fn start() -> Self {
        Self(
            TcpListener::bind("127.0.0.1:0")
                .await
                .expect("the loopback interface has a free port"),
        )
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.0.local_addr().expect("it listens")
    }

    /// Says all of it to one client, and then listens until the client has gone.
    pub async fn say(&self, bytes: &[u8]) {
        let (mut client, _) = self.0.accept().await.expect("a client comes");
        // A client that has heard enough may hang up.
        drop(speak(&mut client, bytes).await);
    }
}

async fn speak(client: &mut TcpStream, bytes: &[u8]) -> io::Result<()> {
    client.write_all(bytes).await?;
    client.shutdown().await?;
    let mut heard = [0; 4096];
    while client.read(&mut heard).await? > 0 {}
    Ok(())
}
