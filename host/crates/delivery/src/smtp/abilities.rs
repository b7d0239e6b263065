//! What a server says that it can do.

/// How a password is handed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mechanism {
    /// RFC 4616.
    Plain,
    /// What Microsoft's servers speak where they do not speak the other.
    Login,
}

/// What the answer to our greeting lists.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Abilities {
    /// It makes the connection secure when asked.
    pub(super) starttls: bool,
    /// The way in that we prefer of those that it offers.
    pub(super) mechanism: Option<Mechanism>,
    /// Bytes of the largest message that it takes, where it says so.
    pub(super) size: Option<usize>,
}

impl Abilities {
    /// Reads the lines of the answer, of which the first is the server's name.
    pub(super) fn read(lines: &[String]) -> Self {
        let mut abilities = Self::default();
        for line in lines.iter().skip(1) {
            // Some servers of old write `AUTH=LOGIN`.
            let upper = line.to_ascii_uppercase().replace('=', " ");
            abilities.add(&upper.split_ascii_whitespace().collect::<Vec<_>>());
        }
        abilities
    }

    fn add(&mut self, words: &[&str]) {
        match words {
            ["STARTTLS", ..] => self.starttls = true,
            ["AUTH", offered @ ..] => self.mechanism = self.mechanism.or(preferred(offered)),
            // 0 means that there is no fixed limit: RFC 1870 section 3.
            ["SIZE", size, ..] => self.size = size.parse().ok().filter(|size| *size > 0),
            _ => {}
        }
    }
}

fn preferred(offered: &[&str]) -> Option<Mechanism> {
    if offered.contains(&"PLAIN") {
        return Some(Mechanism::Plain);
    }
    offered.contains(&"LOGIN").then_some(Mechanism::Login)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(lines: &[&str]) -> Abilities {
        Abilities::read(&lines.iter().map(ToString::to_string).collect::<Vec<_>>())
    }

    #[test]
    fn what_is_offered_is_read_in_any_case() {
        let abilities = read(&[
            "mail.example.com",
            "StartTLS",
            "",
            "size 1000",
            "AUTH LOGIN PLAIN",
            "PIPELINING",
        ]);
        assert_eq!(
            abilities,
            Abilities {
                starttls: true,
                mechanism: Some(Mechanism::Plain),
                size: Some(1000),
            }
        );
    }

    #[test]
    fn the_second_choice_is_taken_where_the_first_is_not_offered() {
        assert_eq!(read(&["x", "AUTH=LOGIN"]).mechanism, Some(Mechanism::Login));
        assert_eq!(read(&["x", "AUTH XOAUTH2 CRAM-MD5"]).mechanism, None);
    }

    #[test]
    fn a_size_of_0_or_of_nonsense_is_no_limit() {
        assert_eq!(read(&["x", "SIZE 0"]).size, None);
        assert_eq!(read(&["x", "SIZE -1"]).size, None);
        assert_eq!(read(&["x", "SIZE"]).size, None);
    }

    #[test]
    fn a_servers_name_is_no_ability() {
        assert_eq!(read(&["STARTTLS"]), Abilities::default());
    }
}
