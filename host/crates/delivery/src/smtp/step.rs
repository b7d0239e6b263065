//! Where in the dialogue something happened.

use std::fmt;

/// A step of handing over a mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The server greets.
    Greeting,
    /// We greet.
    Hello,
    /// The connection is made secure.
    Secure,
    /// We log in.
    Login,
    /// We name the sender.
    Sender,
    /// We name a recipient.
    Recipient,
    /// We ask to write the message.
    Data,
    /// We write the message, and it is accepted.
    Message,
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Greeting => "the greeting",
            Self::Hello => "our greeting",
            Self::Secure => "TLS",
            Self::Login => "the login",
            Self::Sender => "the sender",
            Self::Recipient => "a recipient",
            Self::Data => "the beginning of the message",
            Self::Message => "the message",
        })
    }
}
