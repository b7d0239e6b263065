//! Servers that say no, and servers that are not to be believed.

use insta::assert_snapshot;
use opencite_delivery::{Failure as _, Reach, Security, SendError, Smtp, send};
use opencite_postbox::{AuthMechanism, Authority, House, Server, Tls};

use crate::mail::{login, mail, smtp};
use crate::trust::trust;

/// A refusal as people read it.
fn told(error: &SendError) -> String {
    format!(
        "{error}\n{}\nretryable: {}",
        error.hint(),
        error.is_retryable()
    )
}

async fn refusal(smtp: &Smtp) -> String {
    told(&send(&mail(), smtp).await.unwrap_err())
}

async fn refusal_of(house: House) -> String {
    let server = Server::start(house, Tls::Never, &[]).await;
    let told = refusal(&smtp(
        server.port,
        Security::Plain,
        trust(&Authority::default()),
    ))
    .await;
    assert_eq!(server.house.letters(), []);
    told
}

fn refusing_all(code: u16, words: &str) -> House {
    ["zoe", "ops", "audit"]
        .iter()
        .fold(House::default(), |house, name| {
            house.refusing(&format!("{name}@example.com"), code, words)
        })
}

#[tokio::test]
async fn a_refused_login_is_said_without_the_password() {
    let authority = Authority::default();
    let tls = Tls::WhenAsked(authority.acceptor("localhost"));
    let server = Server::start(House::default(), tls, &[AuthMechanism::Plain]).await;
    let mut smtp = smtp(server.port, Security::StartTls, trust(&authority));
    smtp.login = Some(login("wrong horse"));
    let error = send(&mail(), &smtp).await.unwrap_err();
    assert_snapshot!(told(&error), @r#"
        log in at localhost: it answered 535 Invalid credentials
        Check the user and the password; many providers want one that is made for programs.
        retryable: false
        "#);
    let shown = format!("{error:?} {smtp:?}");
    assert!(!shown.contains("horse"), "{shown}");
    assert!(!shown.contains("b3BzAHdyb25n"), "{shown}");
}

#[tokio::test]
async fn a_server_without_a_way_to_log_in_is_not_sent_the_password() {
    let authority = Authority::default();
    let tls = Tls::AtOnce(authority.acceptor("localhost"));
    let server = Server::start(House::default(), tls, &[]).await;
    let mut smtp = smtp(server.port, Security::Tls, trust(&authority));
    smtp.login = Some(login("correct horse"));
    assert_snapshot!(refusal(&smtp).await, @r#"
        log in at localhost: it offers neither PLAIN nor LOGIN
        Ask who runs the server for another way to send, or leave the login out.
        retryable: false
        "#);
}

#[tokio::test]
async fn a_server_that_does_not_offer_starttls_gets_nothing() {
    let server = Server::start(House::default(), Tls::Never, &[]).await;
    let smtp = smtp(
        server.port,
        Security::StartTls,
        trust(&Authority::default()),
    );
    assert_snapshot!(refusal(&smtp).await, @r#"
        secure the connection to localhost: it does not offer STARTTLS
        Use TLS at port 465 if the server has it; if it had STARTTLS before, someone may be listening.
        retryable: false
        "#);
    assert_eq!(server.house.letters(), []);
}

#[tokio::test]
async fn a_certificate_of_an_unknown_authority_is_refused() {
    let authority = Authority::default();
    let tls = Tls::WhenAsked(authority.acceptor("localhost"));
    let server = Server::start(House::default(), tls, &[]).await;
    let smtp = smtp(
        server.port,
        Security::StartTls,
        trust(&Authority::named("another")),
    );
    assert_snapshot!(refusal(&smtp).await, @r#"
        secure the connection: the certificate of localhost is signed by no one who is trusted
        Give the certificate of the authority that signed it if the server is your own.
        retryable: false
        "#);
}

#[tokio::test]
async fn a_certificate_for_another_name_is_refused() {
    let authority = Authority::default();
    let tls = Tls::AtOnce(authority.acceptor("mail.example.com"));
    let server = Server::start(House::default(), tls, &[]).await;
    let smtp = smtp(server.port, Security::Tls, trust(&authority));
    assert_snapshot!(refusal(&smtp).await, @r#"
        secure the connection: the certificate of localhost is for another name
        Give the server by the name that its certificate is for.
        retryable: false
        "#);
}

#[tokio::test]
async fn a_certificate_whose_time_is_over_is_refused() {
    let authority = Authority::default();
    let server = Server::start(House::default(), Tls::AtOnce(authority.expired()), &[]).await;
    let smtp = smtp(server.port, Security::Tls, trust(&authority));
    assert_snapshot!(refusal(&smtp).await, @r#"
        secure the connection: the certificate of localhost has expired or is not valid yet
        Renew the certificate on the server, and check the clock of this machine.
        retryable: false
        "#);
}

#[tokio::test]
async fn tls_at_a_port_of_plain_text_is_said_to_be_the_wrong_port() {
    let server = Server::start(House::default(), Tls::Never, &[]).await;
    let smtp = smtp(server.port, Security::Tls, trust(&Authority::default()));
    assert_snapshot!(refusal(&smtp).await, @r#"
        secure the connection to localhost
        Check the port and the kind of security: the server may expect another.
        retryable: false
        "#);
}

#[tokio::test]
async fn a_server_in_a_private_network_is_refused_unless_it_is_allowed() {
    let server = Server::start(House::default(), Tls::Never, &[]).await;
    let mut smtp = smtp(server.port, Security::Plain, trust(&Authority::default()));
    smtp.host = "127.0.0.1".to_owned();
    smtp.reach = Reach::Public;
    assert_snapshot!(refusal(&smtp).await, @r#"
        connect to 127.0.0.1: 127.0.0.1 is an address of this machine
        Allow private addresses if that is where the server is.
        retryable: false
        "#);
}

#[tokio::test]
async fn one_who_left_does_not_keep_the_mail_from_the_others() {
    let house = House::default()
        .refusing("zoe@example.com", 550, "5.1.1 no such user")
        .refusing("audit@example.com", 450, "4.2.0 greylisted");
    let server = Server::start(house, Tls::Never, &[]).await;
    let smtp = smtp(server.port, Security::Plain, trust(&Authority::default()));
    let receipt = send(&mail(), &smtp).await.unwrap();
    assert_eq!(receipt.accepted, ["ops@example.com"]);
    let refused: Vec<_> = receipt.refused.iter().map(ToString::to_string).collect();
    assert_eq!(
        refused,
        [
            "zoe@example.com (550 5.1.1 no such user)",
            "audit@example.com (450 4.2.0 greylisted)"
        ]
    );
    assert_eq!(server.house.letters()[0].to, ["ops@example.com"]);

    let mut again = mail();
    again.only_to = receipt.left_over();
    let recipients: Vec<_> = again.recipients().iter().map(|one| one.address()).collect();
    assert_eq!(recipients, ["audit@example.com"]);
}

#[tokio::test]
async fn recipients_whom_nobody_knows_are_named() {
    assert_snapshot!(refusal_of(refusing_all(550, "5.1.1 no such user")).await, @r#"
        send the mail: localhost takes it for none of zoe@example.com (550 5.1.1 no such user), ops@example.com (550 5.1.1 no such user), audit@example.com (550 5.1.1 no such user)
        Check the addresses, and that the server takes mail for them from this user.
        retryable: false
        "#);
}

#[tokio::test]
async fn a_full_mailbox_is_told_as_one() {
    assert_snapshot!(refusal_of(refusing_all(552, "5.2.2 mailbox full")).await, @r#"
        send the mail: localhost takes it for none of zoe@example.com (552 5.2.2 mailbox full), ops@example.com (552 5.2.2 mailbox full), audit@example.com (552 5.2.2 mailbox full)
        Have the mailbox emptied, or name someone else.
        retryable: false
        "#);
}

#[tokio::test]
async fn recipients_who_are_greylisted_are_tried_again() {
    assert_snapshot!(refusal_of(refusing_all(451, "4.7.1 greylisted, come back")).await, @r#"
        send the mail: localhost takes it for none of zoe@example.com (451 4.7.1 greylisted, come back), ops@example.com (451 4.7.1 greylisted, come back), audit@example.com (451 4.7.1 greylisted, come back)
        Try again later.
        retryable: true
        "#);
}

#[tokio::test]
async fn a_server_without_room_is_tried_again() {
    let house = House::default().answering_message(452, "4.3.1 insufficient storage");
    assert_snapshot!(refusal_of(house).await, @r#"
        send the mail: localhost answered 452 4.3.1 insufficient storage
        Try again later.
        retryable: true
        "#);
}

#[tokio::test]
async fn a_message_against_a_rule_is_not_tried_again() {
    let house = House::default().answering_message(554, "5.7.1 looks like spam \u{1b}[31m");
    assert_snapshot!(refusal_of(house).await, @r#"
        send the mail: localhost answered 554 5.7.1 looks like spam \u{1b}[31m
        Read what the server says: it may be too large, or against a rule of its owner.
        retryable: false
        "#);
}

#[tokio::test]
async fn a_server_that_goes_away_for_a_while_is_tried_again() {
    let house = House::default().answering_sender(421, "4.3.2 going down");
    assert_snapshot!(refusal_of(house).await, @r#"
        speak with localhost: at the sender it answered 421 4.3.2 going down
        Try again later.
        retryable: true
        "#);
}

#[tokio::test]
async fn a_sender_who_may_not_send_is_named() {
    let house = House::default().answering_sender(553, "5.7.1 not yours");
    assert_snapshot!(refusal_of(house).await, @r#"
        send the mail as opencite@example.com: localhost answered 553 5.7.1 not yours
        Send as an address that the server lets this user send as.
        retryable: false
        "#);
}

#[tokio::test]
async fn a_mail_that_is_too_large_is_not_begun() {
    let mut smtp = smtp(1, Security::Plain, trust(&Authority::default()));
    smtp.max_bytes = 1000;
    let error = send(&mail(), &smtp).await.unwrap_err();
    assert!(
        told(&error).contains("1000 is the most; its largest file is übersicht 模型.bin"),
        "{error}"
    );
    assert!(!error.is_retryable());
}
