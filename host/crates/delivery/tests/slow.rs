//! Servers that are waited for, but not for ever.

use std::time::Duration;

use insta::assert_snapshot;
use opencite_delivery::{Failure as _, Security, Smtp, Timeouts, send};
use opencite_postbox::Authority;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

use crate::mail::{mail, smtp};
use crate::trust::trust;

/// Waits that end within the test.
fn impatient(port: u16, security: Security) -> Smtp {
    let mut smtp = smtp(port, security, trust(&Authority::default()));
    smtp.timeouts = Timeouts {
        step: Duration::from_millis(200),
        message: Duration::from_millis(300),
        ..smtp.timeouts
    };
    smtp
}

async fn serve_with<F>(serve: impl FnOnce(TcpStream) -> F + Send + 'static) -> u16
where
    F: Future<Output = ()> + Send,
{
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        let (stream, _) = listener.accept().await.unwrap();
        serve(stream).await;
    });
    port
}

async fn failure(smtp: &Smtp) -> String {
    let error = send(&mail(), smtp).await.unwrap_err();
    format!("{error}; retryable: {}", error.is_retryable())
}

/// Hears everything and says nothing more.
async fn listen(mut stream: TcpStream) {
    let mut heard = vec![0; 4096];
    while stream.read(&mut heard).await.is_ok_and(|bytes| bytes > 0) {}
}

#[tokio::test]
async fn a_server_that_accepts_and_never_speaks_is_given_up() {
    let port = serve_with(listen).await;
    assert_snapshot!(failure(&impatient(port, Security::Plain)).await, @"speak with localhost: no answer to the greeting within 0.2 s; retryable: true");
}

#[tokio::test]
async fn a_server_that_never_begins_tls_is_given_up() {
    let port = serve_with(listen).await;
    assert_snapshot!(failure(&impatient(port, Security::Tls)).await, @"speak with localhost: no answer to TLS within 0.2 s; retryable: true");
}

#[tokio::test]
async fn a_server_that_says_a_byte_at_a_time_is_given_up_although_it_never_stops() {
    let port = serve_with(async |mut stream: TcpStream| {
        let mut drip = tokio::time::interval(Duration::from_millis(20));
        while stream.write_all(b"2").await.is_ok() {
            drip.tick().await;
        }
    })
    .await;
    assert_snapshot!(failure(&impatient(port, Security::Plain)).await, @"speak with localhost: no answer to the greeting within 0.2 s; retryable: true");
}

#[tokio::test]
async fn a_server_that_never_takes_the_message_is_given_up() {
    let port = serve_with(async |mut stream: TcpStream| {
        let answers = "220 x\r\n250 x\r\n250 ok\r\n250 ok\r\n250 ok\r\n250 ok\r\n354 go on\r\n";
        stream.write_all(answers.as_bytes()).await.unwrap();
        listen(stream).await;
    })
    .await;
    assert_snapshot!(failure(&impatient(port, Security::Plain)).await, @"speak with localhost: no answer to the message within 0.3 s; retryable: true");
}

#[tokio::test]
async fn a_server_that_is_always_just_in_time_is_given_up_when_the_whole_takes_too_long() {
    let port = serve_with(async |mut stream: TcpStream| {
        let mut drip = tokio::time::interval(Duration::from_millis(100));
        loop {
            drip.tick().await;
            if stream.write_all(b"250-x\r\n").await.is_err() {
                return;
            }
        }
    })
    .await;
    let mut smtp = impatient(port, Security::Plain);
    smtp.timeouts.step = Duration::from_mins(1);
    smtp.timeouts.whole = Duration::from_millis(300);
    let told = failure(&smtp).await;
    assert!(
        told.starts_with("speak with localhost: no answer to the greeting within 0."),
        "{told}"
    );
}
