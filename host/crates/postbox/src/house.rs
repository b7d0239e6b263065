//! Who the server knows, and what it has been given.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex};

use mailin::{Handler, Response, response};

/// A mail as it arrived.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Letter {
    /// Who sent it, as the envelope says.
    pub from: String,
    /// Who gets it, as the envelope says.
    pub to: Vec<String>,
    /// As whom the sender had logged in.
    pub user: Option<String>,
    /// The message.
    pub bytes: Vec<u8>,
}

/// The rules and the letter box of a server.
#[derive(Clone, Default)]
pub struct House {
    /// What is said to a recipient, where it is not yes.
    recipients: BTreeMap<String, (u16, String)>,
    /// What is said to any sender.
    sender: Option<(u16, String)>,
    /// What is said to any message.
    message: Option<(u16, String)>,
    letters: Arc<Mutex<Vec<Letter>>>,
    open: Letter,
}

impl House {
    /// Answers a recipient with a code and words, instead of yes.
    #[must_use]
    pub fn refusing(mut self, address: &str, code: u16, words: &str) -> Self {
        self.recipients
            .insert(address.to_owned(), (code, words.to_owned()));
        self
    }

    /// Answers any sender so.
    #[must_use]
    pub fn answering_sender(mut self, code: u16, words: &str) -> Self {
        self.sender = Some((code, words.to_owned()));
        self
    }

    /// Answers any message so, once it has it.
    #[must_use]
    pub fn answering_message(mut self, code: u16, words: &str) -> Self {
        self.message = Some((code, words.to_owned()));
        self
    }

    /// The mails that it took.
    pub fn letters(&self) -> Vec<Letter> {
        self.letters.lock().unwrap().clone()
    }

    fn let_in(&mut self, user: &str, password: &str) -> Response {
        if (user, password) != ("ops", "correct horse") {
            return response::INVALID_CREDENTIALS;
        }
        self.open.user = Some(user.to_owned());
        response::AUTH_OK
    }
}

fn answer(rule: Option<&(u16, String)>) -> Response {
    match rule {
        Some((code, words)) => Response::custom(*code, words.clone()),
        None => response::OK,
    }
}

impl Handler for House {
    fn mail(&mut self, _ip: IpAddr, _domain: &str, from: &str) -> Response {
        from.clone_into(&mut self.open.from);
        answer(self.sender.as_ref())
    }

    fn rcpt(&mut self, to: &str) -> Response {
        answer(self.recipients.get(to))
    }

    fn data_start(&mut self, _domain: &str, _from: &str, _is8bit: bool, to: &[String]) -> Response {
        self.open.to = to.to_vec();
        response::OK
    }

    fn data(&mut self, bytes: &[u8]) -> std::io::Result<()> {
        self.open.bytes.extend_from_slice(bytes);
        Ok(())
    }

    fn data_end(&mut self) -> Response {
        let response = answer(self.message.as_ref());
        if !response.is_error {
            self.letters.lock().unwrap().push(self.open.clone());
        }
        response
    }

    fn auth_plain(&mut self, _authorization: &str, user: &str, password: &str) -> Response {
        self.let_in(user, password)
    }

    fn auth_login(&mut self, user: &str, password: &str) -> Response {
        self.let_in(user, password)
    }
}
