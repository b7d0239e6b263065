//! A mail server that runs beside a test.

use opencite_postbox::{AuthMechanism, Authority, House, Letter, Server, Tls};

use super::{Beside, Opencite};

/// The word that the mail server lets a user in with.
const PASSWORD: &str = "correct horse";

/// A mail server with STARTTLS and a login.
pub(crate) struct MailServer {
    server: Beside<Server>,
    authority: Authority,
}

impl MailServer {
    /// One that takes everything.
    pub(crate) fn start() -> Self {
        Self::of(House::default())
    }

    pub(crate) fn of(house: House) -> Self {
        let authority = Authority::default();
        let tls = Tls::WhenAsked(authority.acceptor("localhost"));
        let server = Beside::start(Server::start(house, tls, &[AuthMechanism::Plain]));
        Self { server, authority }
    }

    /// The section of a config that leads to it; what it names is put beside the config.
    pub(crate) fn section(&self, opencite: &Opencite) -> String {
        opencite.file("authority.pem", self.authority.pem());
        opencite.file("password", format!("{PASSWORD}\n"));
        let port = self.server.port;
        format!(
            "[mail]\nhost = \"localhost\"\nport = {port}\nfrom = \"OpenCITE <opencite@example.com>\"\n\
             user = \"ops\"\npassword = {{ file = \"password\" }}\nca_file = \"authority.pem\"\nallow_private = true\n"
        )
    }

    /// What it was given.
    pub(crate) fn letters(&self) -> Vec<Letter> {
        self.server.house.letters()
    }
}
