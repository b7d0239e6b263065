//! Logging in.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use opencite_network::Duplex;

use super::Login;
use super::abilities::Mechanism;
use super::dialogue::Dialogue;
use super::error::SendError;
use super::reply::Reply;
use super::step::Step;

impl Login {
    /// Logs in, and gives back what the server says to it.
    pub(super) async fn enter<S: Duplex>(
        &self,
        mechanism: Mechanism,
        dialogue: &mut Dialogue<'_, S>,
    ) -> Result<Reply, SendError> {
        match mechanism {
            Mechanism::Plain => say(dialogue, &format!("AUTH PLAIN {}", self.plain())).await,
            Mechanism::Login => self.enter_in_turns(dialogue).await,
        }
    }

    async fn enter_in_turns<S: Duplex>(
        &self,
        dialogue: &mut Dialogue<'_, S>,
    ) -> Result<Reply, SendError> {
        let mut reply = say(dialogue, "AUTH LOGIN").await?;
        for word in [&self.user, self.password.expose()] {
            if !reply.asks_for_more() {
                break;
            }
            reply = say(dialogue, &STANDARD.encode(word)).await?;
        }
        Ok(reply)
    }

    fn plain(&self) -> String {
        STANDARD.encode(format!("\0{}\0{}", self.user, self.password.expose()))
    }

    /// The password as it is sent.
    pub(super) fn spellings(&self) -> [String; 3] {
        let password = self.password.expose();
        [self.plain(), STANDARD.encode(password), password.to_owned()]
    }
}

async fn say<S: Duplex>(dialogue: &mut Dialogue<'_, S>, line: &str) -> Result<Reply, SendError> {
    Ok(dialogue.ask(Step::Login, line).await?.reply)
}

#[cfg(test)]
mod tests {
    use opencite_core::Secret;

    use super::*;

    #[test]
    fn every_spelling_of_a_password_is_hidden_and_none_is_printed() {
        let login = Login {
            user: "ops".to_owned(),
            password: Secret::new("hunter2"),
        };
        let spellings = ["AG9wcwBodW50ZXIy", "aHVudGVyMg==", "hunter2"];
        assert_eq!(login.spellings(), spellings);
        assert_eq!(format!("{login:?}"), "Login(..)");
    }
}
