//! Servers that die, or are none.

use insta::assert_snapshot;
use opencite_delivery::{Failure as _, Security, send};
use opencite_postbox::Authority;
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::mail::{login, mail, smtp};
use crate::trust::trust;

/// A server that says one thing for each line it hears, and then is gone.
async fn scripted(answers: &'static [&'static str]) -> (u16, JoinHandle<Vec<String>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let heard = tokio::spawn(async move {
        let (stream, _) = listener.accept().await.unwrap();
        let mut lines = BufReader::new(stream).lines();
        let mut heard = Vec::new();
        for (turn, answer) in answers.iter().enumerate() {
            if turn > 0 {
                heard.push(lines.next_line().await.unwrap().unwrap_or_default());
            }
            lines.get_mut().write_all(answer.as_bytes()).await.unwrap();
        }
        heard
    });
    (port, heard)
}

async fn failure(security: Security, answers: &'static [&'static str]) -> (String, Vec<String>) {
    let (port, heard) = scripted(answers).await;
    let error = send(&mail(), &smtp(port, security, trust(&Authority::default())))
        .await
        .unwrap_err();
    (
        format!("{error}; retryable: {}", error.is_retryable()),
        heard.await.unwrap(),
    )
}

#[tokio::test]
async fn a_server_that_dies_in_the_middle_of_the_message_is_tried_again() {
    let (told, heard) = failure(
        Security::Plain,
        &[
            "220 x\r\n",
            "250 x\r\n",
            "250 ok\r\n",
            "250 ok\r\n",
            "250 ok\r\n",
            "250 ok\r\n",
            "354 go on\r\n",
            "",
        ],
    )
    .await;
    assert_snapshot!(told, @"speak with localhost: the connection ended at the message; retryable: true");
    assert_eq!(
        heard.last().unwrap(),
        "From: OpenCITE <opencite@example.com>"
    );
}

#[tokio::test]
async fn a_server_that_says_nothing_and_goes_is_tried_again() {
    let (told, _) = failure(Security::Plain, &[]).await;
    assert_snapshot!(told, @"speak with localhost: the connection ended at the greeting; retryable: true");
}

#[tokio::test]
async fn a_server_that_is_none_is_not_tried_again() {
    let (told, _) = failure(Security::Plain, &["HTTP/1.1 400 Bad Request\r\n"]).await;
    assert_snapshot!(told, @"speak with localhost: at the greeting it answered with something that is not SMTP; retryable: false");
}

#[tokio::test]
async fn a_server_that_wants_no_one_is_not_spoken_to() {
    let (told, heard) = failure(Security::Plain, &["554 no mail from you\r\n"]).await;
    assert_snapshot!(told, @"speak with localhost: at the greeting it answered 554 no mail from you; retryable: false");
    assert!(heard.is_empty());
}

#[tokio::test]
async fn a_server_that_is_too_busy_is_tried_again() {
    let (told, _) = failure(Security::Plain, &["421 too many connections\r\n"]).await;
    assert_snapshot!(told, @"speak with localhost: at the greeting it answered 421 too many connections; retryable: true");
}

#[tokio::test]
async fn words_that_are_slipped_in_before_tls_are_not_taken_for_the_servers() {
    let (told, _) = failure(
        Security::StartTls,
        &[
            "220 x\r\n",
            "250-x\r\n250 STARTTLS\r\n",
            "220 go on\r\n250 AUTH PLAIN\r\n",
        ],
    )
    .await;
    assert_snapshot!(told, @"secure the connection to localhost: more was said in plain text than asked for; retryable: false");
}

#[tokio::test]
async fn a_server_that_takes_starttls_back_gets_nothing() {
    let (told, heard) = failure(
        Security::StartTls,
        &[
            "220 x\r\n",
            "250-x\r\n250 STARTTLS\r\n",
            "454 no TLS today\r\n",
        ],
    )
    .await;
    assert_snapshot!(told, @"speak with localhost: at TLS it answered 454 no TLS today; retryable: true");
    assert_eq!(heard.last().unwrap(), "STARTTLS");
}

#[tokio::test]
async fn a_size_that_a_server_does_not_take_is_not_sent() {
    let (told, heard) = failure(
        Security::Plain,
        &["220 x\r\n", "250-x\r\n250 SIZE 2000\r\n"],
    )
    .await;
    assert!(told.contains("2000 is the most"), "{told}");
    assert_eq!(heard, ["EHLO [127.0.0.1]"]);
}

#[tokio::test]
async fn a_closed_port_is_tried_again() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    drop(listener);
    let error = send(
        &mail(),
        &smtp(port, Security::Plain, trust(&Authority::default())),
    )
    .await
    .unwrap_err();
    assert_eq!(error.to_string(), format!("connect to localhost:{port}"));
    assert!(error.is_retryable());
}

#[tokio::test]
async fn a_password_that_a_server_repeats_is_in_no_error() {
    const ABILITIES: &str = "250-x\r\n250 AUTH PLAIN\r\n";
    let scripts: [&'static [&'static str]; 3] = [
        &["421 4.7.0 correct horse again\r\n"],
        &["220 x\r\n", ABILITIES, "421 4.7.0 not correct horse\r\n"],
        &[
            "220 x\r\n",
            ABILITIES,
            "235 ok\r\n",
            "530 correct horse?\r\n",
        ],
    ];
    for script in scripts {
        let (port, _heard) = scripted(script).await;
        let mut smtp = smtp(port, Security::Plain, trust(&Authority::default()));
        smtp.login = Some(login("correct horse"));
        let error = send(&mail(), &smtp).await.unwrap_err();
        let told = format!("{error} {error:?}");
        assert!(
            !told.contains("correct horse") && told.contains("***"),
            "{told}"
        );
    }
}
