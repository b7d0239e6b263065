//! Logging in.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::Login;
use super::abilities::Mechanism;
use super::dialogue::Dialogue;
use super::error::SendError;
use super::reply::Reply;
use super::step::Step;
use super::wire::Duplex;

impl Login {
    /// Logs in, and gives back what the server says to it.
    pub(super) async fn enter<S: Duplex>(
        &self,
        mechanism: Mechanism,
        dialogue: &mut Dialogue<'_, S>,
    ) -> Result<Reply, SendError> {
        let reply = match mechanism {
            Mechanism::Plain => say(dialogue, &format!("AUTH PLAIN {}", self.plain())).await?,
            Mechanism::Login => self.enter_in_turns(dialogue).await?,
        };
        Ok(self.without_password(reply))
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

    /// A server may repeat what it was sent.
    fn without_password(&self, reply: Reply) -> Reply {
        let password = self.password.expose();
        let spellings = [password.to_owned(), STANDARD.encode(password), self.plain()];
        let spellings = spellings.iter().filter(|text| !text.is_empty());
        let text = spellings.fold(reply.text, |text, secret| {
            text.replace(secret.as_str(), "***")
        });
        Reply { text, ..reply }
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
    fn a_server_that_repeats_the_password_is_not_quoted_with_it() {
        let login = Login {
            user: "ops".to_owned(),
            password: Secret::new("hunter2"),
        };
        let words = format!(
            "no hunter2 nor {} nor {}",
            STANDARD.encode("hunter2"),
            login.plain()
        );
        let reply = login.without_password(Reply::new(535, &[words]));
        assert_eq!(reply.text, "no *** nor *** nor ***");
        assert_eq!(format!("{login:?}"), "Login(..)");
    }
}
