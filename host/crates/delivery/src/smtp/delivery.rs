//! The steps from a connection to a receipt.

use opencite_network::{AddressKind, Connected, Duplex, Resolve, Target};
use tokio::net::TcpStream;
use tokio::time::Instant;

use super::abilities::Abilities;
use super::dialogue::{Dialogue, Patience};
use super::error::SendError;
use super::reply::{Refusal, Reply};
use super::step::Step;
use super::{Receipt, Security, Smtp};
use crate::mail::Mail;
use crate::mailbox::Mailbox;

/// A server that is ready to take mail.
pub(super) struct Delivery<'a> {
    smtp: &'a Smtp,
    dialogue: Dialogue<'a, Box<dyn Duplex>>,
    abilities: Abilities,
}

impl<'a> Delivery<'a> {
    /// Connects, makes the connection secure, and logs in.
    pub(super) async fn begin(smtp: &'a Smtp, resolver: &impl Resolve) -> Result<Self, SendError> {
        let patience = smtp.patience();
        let connected = smtp.target().connect(resolver).await?;
        smtp.check_plain_text(connected.kind)?;
        let hello = hello(&connected.stream);
        let mut dialogue = smtp.open(connected, patience, &hello).await?;
        let abilities = greet(&mut dialogue, &hello).await?;
        let mut delivery = Self {
            smtp,
            dialogue,
            abilities,
        };
        delivery.log_in().await?;
        Ok(delivery)
    }

    /// Hands over a message for everyone the mail is for.
    pub(super) async fn hand_over(
        mut self,
        mail: &Mail,
        message: &[u8],
    ) -> Result<Receipt, SendError> {
        let limit = self.abilities.size.unwrap_or(usize::MAX);
        mail.check_size(message.len(), limit)?;
        self.name_sender(&mail.from, message.len()).await?;
        let (accepted, refused) = self.name_recipients(&mail.recipients()).await?;
        if accepted.is_empty() {
            self.dialogue.quit().await;
            return Err(SendError::RecipientsRefused {
                host: self.smtp.host.clone(),
                refusals: refused,
            });
        }
        let reply = self.write(message).await?;
        self.dialogue.quit().await;
        Ok(Receipt {
            reply,
            accepted,
            refused,
        })
    }

    async fn log_in(&mut self) -> Result<(), SendError> {
        let Some(login) = &self.smtp.login else {
            return Ok(());
        };
        let host = || self.smtp.host.clone();
        let mechanism = self.abilities.mechanism;
        let mechanism = mechanism.ok_or_else(|| SendError::NoLogin { host: host() })?;
        let reply = login.enter(mechanism, &mut self.dialogue).await?;
        if reply.is_done() {
            return Ok(());
        }
        let host = host();
        Err(SendError::LoginRefused { host, reply })
    }

    async fn name_sender(&mut self, from: &Mailbox, bytes: usize) -> Result<(), SendError> {
        let size = match self.abilities.size {
            Some(_) => format!(" SIZE={bytes}"),
            None => String::new(),
        };
        let line = format!("MAIL FROM:<{}>{size}", from.address());
        let reply = self.dialogue.ask(Step::Sender, &line).await?.reply;
        if reply.is_done() {
            return Ok(());
        }
        Err(SendError::SenderRefused {
            host: self.smtp.host.clone(),
            from: from.address().to_owned(),
            reply,
        })
    }

    async fn name_recipients(
        &mut self,
        recipients: &[&Mailbox],
    ) -> Result<(Vec<String>, Vec<Refusal>), SendError> {
        let (mut accepted, mut refused) = (Vec::new(), Vec::new());
        for recipient in recipients {
            let address = recipient.address().to_owned();
            let line = format!("RCPT TO:<{address}>");
            let reply = self.dialogue.ask(Step::Recipient, &line).await?.reply;
            if reply.is_done() {
                accepted.push(address);
            } else {
                refused.push(Refusal { address, reply });
            }
        }
        Ok((accepted, refused))
    }

    async fn write(&mut self, message: &[u8]) -> Result<Reply, SendError> {
        let reply = self.dialogue.ask(Step::Data, "DATA").await?.reply;
        if !reply.asks_for_more() {
            return Err(self.message_refused(reply));
        }
        let dotted = dotted(message);
        let reply = self.dialogue.hand_over(Step::Message, &dotted).await?;
        if reply.is_done() {
            return Ok(reply);
        }
        Err(self.message_refused(reply))
    }

    fn message_refused(&self, reply: Reply) -> SendError {
        SendError::MessageRefused {
            host: self.smtp.host.clone(),
            reply,
        }
    }
}

impl Smtp {
    fn patience(&self) -> Patience<'_> {
        Patience {
            host: &self.host,
            step: self.timeouts.step,
            message: self.timeouts.message,
            until: Instant::now() + self.timeouts.whole,
        }
    }

    fn target(&self) -> Target<'_> {
        Target {
            host: &self.host,
            port: self.port,
            reach: self.reach,
            timeout: self.timeouts.connect.min(self.timeouts.whole),
        }
    }

    /// Whether what is not kept secret may go to such an address. A password goes no further than this machine.
    fn check_plain_text(&self, kind: AddressKind) -> Result<(), SendError> {
        let host = || self.host.clone();
        match self.security {
            Security::StartTls | Security::Tls => Ok(()),
            Security::Plain if kind == AddressKind::Public => {
                Err(SendError::PlainText { host: host() })
            }
            Security::Plain | Security::PlainAnywhere => {
                if self.login.is_some() && kind != AddressKind::Loopback {
                    return Err(SendError::PlainLogin { host: host() });
                }
                Ok(())
            }
        }
    }

    /// A connection as secure as it must be, on which the next word is ours.
    async fn open<'a>(
        &'a self,
        connected: Connected,
        patience: Patience<'a>,
        hello: &str,
    ) -> Result<Dialogue<'a, Box<dyn Duplex>>, SendError> {
        let stream = connected.stream;
        match self.security {
            Security::StartTls => {
                let silent = self.ask_for_tls(stream, patience, hello).await?;
                Ok(self.dialogue(self.secure(silent, patience).await?, patience))
            }
            Security::Tls => {
                let secure = self.secure(stream, patience).await?;
                greeted(self.dialogue(secure, patience)).await
            }
            Security::Plain | Security::PlainAnywhere => {
                greeted(self.dialogue(Box::new(stream), patience)).await
            }
        }
    }

    /// A dialogue from which no password is taken over: a server may repeat what it was sent, also with an earlier mail.
    fn dialogue<'a, S: Duplex>(&self, stream: S, patience: Patience<'a>) -> Dialogue<'a, S> {
        let mut dialogue = Dialogue::new(stream, patience);
        if let Some(login) = &self.login {
            dialogue.hide(login.spellings());
        }
        dialogue
    }

    /// Asks for TLS in plain text. What the server says of itself before is forgotten, and what is said unasked could
    /// pass for its words after, so that it is refused.
    async fn ask_for_tls(
        &self,
        stream: TcpStream,
        patience: Patience<'_>,
        hello: &str,
    ) -> Result<TcpStream, SendError> {
        let host = || self.host.clone();
        let mut dialogue = self.dialogue(stream, patience);
        dialogue.greeting().await?;
        if !greet(&mut dialogue, hello).await?.starttls {
            return Err(SendError::NoStartTls { host: host() });
        }
        let reply = dialogue.ask(Step::Secure, "STARTTLS").await?.reply;
        dialogue.must_be_done(Step::Secure, reply)?;
        let silent = dialogue.into_silent();
        silent.ok_or_else(|| SendError::Injected { host: host() })
    }

    async fn secure(
        &self,
        stream: TcpStream,
        patience: Patience<'_>,
    ) -> Result<Box<dyn Duplex>, SendError> {
        let handshake = self.trust.secure(&self.host, stream);
        let secure = patience.wait(Step::Secure, handshake).await??;
        Ok(Box::new(secure))
    }
}

async fn greeted(
    mut dialogue: Dialogue<'_, Box<dyn Duplex>>,
) -> Result<Dialogue<'_, Box<dyn Duplex>>, SendError> {
    dialogue.greeting().await?;
    Ok(dialogue)
}

/// Greets the server, and learns what it can do.
async fn greet<S: Duplex>(
    dialogue: &mut Dialogue<'_, S>,
    hello: &str,
) -> Result<Abilities, SendError> {
    let answer = dialogue.ask(Step::Hello, hello).await?;
    dialogue.must_be_done(Step::Hello, answer.reply)?;
    Ok(Abilities::read(&answer.lines))
}

/// Our greeting. It names our address: this machine's name is not for the world to know, and often is none.
///
/// Source: RFC 5321 section 4.1.3.
fn hello(stream: &TcpStream) -> String {
    let address = stream
        .local_addr()
        .map(|address| address.ip().to_canonical());
    match address {
        Ok(address) if address.is_ipv6() => format!("EHLO [IPv6:{address}]"),
        Ok(address) => format!("EHLO [{address}]"),
        Err(_) => "EHLO [127.0.0.1]".to_owned(),
    }
}

/// The message as DATA takes it: a line that begins with a dot gets another, and a dot alone ends it.
///
/// Source: RFC 5321 section 4.5.2.
fn dotted(message: &[u8]) -> Vec<u8> {
    let mut dotted = Vec::with_capacity(message.len() + message.len() / 64 + 5);
    for line in message.split_inclusive(|byte| *byte == b'\n') {
        if line.starts_with(b".") {
            dotted.push(b'.');
        }
        dotted.extend_from_slice(line);
    }
    if !dotted.ends_with(b"\r\n") {
        dotted.extend_from_slice(b"\r\n");
    }
    dotted.extend_from_slice(b".\r\n");
    dotted
}

#[cfg(test)]
mod tests {
    use std::io;
    use std::net::SocketAddr;

    use opencite_core::Secret;
    use opencite_network::{Reach, Trust};

    use super::*;
    use crate::smtp::Login;

    fn text(message: &str) -> String {
        String::from_utf8(dotted(message.as_bytes())).unwrap()
    }

    #[test]
    fn a_line_that_begins_with_a_dot_does_not_end_the_message() {
        assert_eq!(text("a\r\n.\r\n..b\r\n"), "a\r\n..\r\n...b\r\n.\r\n");
        assert_eq!(text(".a"), "..a\r\n.\r\n");
        assert_eq!(text(""), "\r\n.\r\n");
    }

    fn smtp(security: Security, login: bool) -> Smtp {
        let mut smtp = Smtp::new("mail.example.com", security, Trust::system().unwrap());
        smtp.login = login.then(|| Login {
            user: "ops".to_owned(),
            password: Secret::new("hunter2"),
        });
        smtp
    }

    fn refusal(security: Security, login: bool, kind: AddressKind) -> Option<String> {
        let checked = smtp(security, login).check_plain_text(kind);
        checked.err().map(|error| error.to_string())
    }

    #[test]
    fn plain_text_stays_in_private_networks_unless_it_is_allowed_anywhere() {
        let leaves = Some(
            "send the mail to mail.example.com in plain text: it is not in a private network"
                .to_owned(),
        );
        assert_eq!(refusal(Security::Plain, false, AddressKind::Public), leaves);
        assert_eq!(refusal(Security::Plain, false, AddressKind::Private), None);
        assert_eq!(
            refusal(Security::PlainAnywhere, false, AddressKind::Public),
            None
        );
    }

    #[test]
    fn a_password_in_plain_text_stays_on_this_machine() {
        let leaves = Some("log in at mail.example.com: the connection is in plain text".to_owned());
        for security in [Security::Plain, Security::PlainAnywhere] {
            assert_eq!(refusal(security, true, AddressKind::Private), leaves);
            assert_eq!(refusal(security, true, AddressKind::Loopback), None);
        }
        assert_eq!(refusal(Security::StartTls, true, AddressKind::Public), None);
    }

    struct Elsewhere;

    impl Resolve for Elsewhere {
        async fn addresses(&self, _host: &str, port: u16) -> io::Result<Vec<SocketAddr>> {
            Ok(vec![SocketAddr::new([169, 254, 169, 254].into(), port)])
        }
    }

    #[tokio::test]
    async fn a_mail_server_that_leads_to_the_metadata_service_is_not_spoken_to() {
        let mut smtp = smtp(Security::StartTls, true);
        smtp.reach = Reach::Private;
        let refused = Delivery::begin(&smtp, &Elsewhere).await.err().unwrap();
        assert_eq!(
            refused.to_string(),
            "connect to mail.example.com: 169.254.169.254 is an address of a cloud's metadata service"
        );
    }
}
