//! Reports that are sent: to a real mail server over STARTTLS, and to a webhook.

use mail_parser::{Message, MessageParser, MimeHeaders as _};
use opencite_postbox::House;
use opencite_sim::Estate;
use opencite_sim::bedrock::Kind;

use crate::support::{ACCOUNT, MailServer, Opencite, SimServer};

/// Fails at once where a server does not answer.
const IMPATIENT: &str = "[deliveries]\nattempts = 1\n";
/// People, with all that a name may have.
const TEAM: &str = "[destinations.team]\nto = [\"Zoë Müller <zoe@example.com>\", \"ops@example.com\"]\n\
    subject = \"Änderungen: {added} neu, {removed} weg\"\nattach = [\"html\", \"csv\"]\n";

/// A place after two scans, of which the second found that a model is gone, and which sends by this server.
fn changed(mail: &MailServer) -> Opencite {
    let server = SimServer::of(Estate::empty(ACCOUNT).with_custom_models(2));
    let opencite = Opencite::with_sim(&server);
    let opencite = sending_by(mail, opencite);
    opencite.scan_well(&["--type", "custom_model"]);
    server.edit(|estate| {
        let bedrock = estate.bedrock_mut(ACCOUNT, "us-east-1");
        bedrock.remove(Kind::CustomModel, "model-000000");
    });
    opencite.scan_well(&["--type", "custom_model"]);
    opencite
}

/// The place with a config that leads to this server.
fn sending_by(mail: &MailServer, opencite: Opencite) -> Opencite {
    let section = mail.section(&opencite);
    opencite.config(&format!("{section}{IMPATIENT}{TEAM}"))
}

fn parsed(bytes: &[u8]) -> Message<'_> {
    MessageParser::default().parse(bytes).expect("it is a mail")
}

/// Names of attachments, without when they were made.
fn attachments(message: &Message<'_>) -> Vec<String> {
    let names = message.attachments().map(|file| file.attachment_name());
    let names = names.map(|name| name.expect("it has a name").to_owned());
    names
        .map(|name| {
            let (kind, rest) = name.split_once('-').expect("it has a time");
            let (_, extension) = rest.split_once('.').expect("it has an extension");
            format!("{kind}.{extension}")
        })
        .collect()
}

#[test]
fn a_report_arrives_with_both_bodies_and_its_files() {
    let mail = MailServer::start();
    let opencite = changed(&mail);
    let words = ["report", "--kind", "changes", "--send", "team"];
    opencite.run(&words).exits(0);
    let letters = mail.letters();
    let [letter] = letters.as_slice() else {
        panic!("{} letters", letters.len())
    };
    assert_eq!(letter.to, ["zoe@example.com", "ops@example.com"]);
    assert_eq!(letter.user.as_deref(), Some("ops"));
    let message = parsed(&letter.bytes);
    assert_eq!(message.subject(), Some("Änderungen: 0 neu, 1 weg"));
    let to = message.to().and_then(|to| to.first()).expect("somebody");
    assert_eq!(to.name(), Some("Zoë Müller"));
    let text = message.body_text(0).expect("it has a text");
    assert!(text.contains("model-000000"), "{text}");
    let html = message.body_html(0).expect("it has HTML");
    assert!(html.contains("model-000000"), "{html}");
    assert_eq!(attachments(&message), ["changes.html", "changes.csv"]);
}

#[test]
fn an_address_on_the_command_line_gets_the_report_as_asked_for() {
    let mail = MailServer::start();
    let opencite = changed(&mail);
    let words = [
        "report",
        "--format",
        "markdown",
        "--email",
        "ada@example.com",
    ];
    opencite.run(&words).exits(0);
    let letters = mail.letters();
    assert_eq!(letters[0].to, ["ada@example.com"]);
    assert_eq!(attachments(&parsed(&letters[0].bytes)), ["inventory.md"]);
}

#[test]
fn a_mail_may_be_written_into_a_file_instead() {
    let mail = MailServer::start();
    let opencite = changed(&mail);
    let words = [
        "report",
        "--email",
        "ada@example.com",
        "--eml",
        "report.eml",
    ];
    opencite.run(&words).exits(0);
    assert!(mail.letters().is_empty());
    let bytes = std::fs::read(opencite.path("report.eml")).expect("it is written");
    let message = parsed(&bytes);
    assert_eq!(attachments(&message), ["inventory.html"]);
    assert_eq!(opencite.json(&["deliveries"]), serde_json::json!([]));
}

#[test]
fn a_mail_that_fails_is_kept_and_sent_the_next_time() {
    let mail = MailServer::of(House::default().answering_message(452, "4.3.1 no room"));
    let opencite = changed(&mail);
    let words = ["report", "--send", "team"];
    let run = opencite.run(&words).exits(1);
    insta::assert_snapshot!(run.stderr, @"
     WARN opencite::outgoing::post_office: delivery 1 to team stays, as it failed: send the mail: localhost answered 452 4.3.1 no room
    error: 1 of 1 reports could not be sent, and stay
    hint: `opencite deliveries` says why; `opencite deliveries --send` tries again.
    ");
    let waiting = opencite.json(&["deliveries"]);
    assert_eq!(waiting[0]["waiting"], true);
    assert_eq!(waiting[0]["attempts"], 1);

    let mail = MailServer::start();
    let opencite = sending_by(&mail, opencite);
    opencite.run(&["deliveries", "--send"]).exits(0);
    assert_eq!(mail.letters().len(), 1);
    opencite.run(&["deliveries", "--send"]).exits(0);
    assert_eq!(mail.letters().len(), 1);
    assert_eq!(opencite.json(&["deliveries"])[0]["waiting"], false);
}

#[test]
fn one_who_is_refused_for_now_gets_it_the_next_time_and_nobody_else_twice() {
    let house = House::default().refusing("ops@example.com", 450, "4.2.0 greylisted");
    let mail = MailServer::of(house);
    let opencite = changed(&mail);
    opencite.run(&["report", "--send", "team"]).exits(1);
    assert_eq!(mail.letters()[0].to, ["zoe@example.com"]);

    let later = MailServer::start();
    let opencite = sending_by(&later, opencite);
    opencite.run(&["deliveries", "--send"]).exits(0);
    assert_eq!(later.letters()[0].to, ["ops@example.com"]);
}

#[test]
fn what_fails_for_a_moment_is_tried_again_at_once() {
    let mail = MailServer::of(House::default().answering_sender(451, "4.3.0 busy"));
    let opencite = changed(&mail);
    let section = mail.section(&opencite);
    let opencite = opencite.config(&format!(
        "{section}[deliveries]\nattempts = 3\nbackoff = 0.01\n{TEAM}"
    ));
    let run = opencite.run(&["report", "--send", "team"]).exits(1);
    assert_eq!(
        run.stderr.matches("trying again").count(),
        2,
        "{}",
        run.stderr
    );
}

#[test]
fn a_mail_can_be_given_up() {
    let mail = MailServer::of(House::default().answering_message(554, "5.7.1 no"));
    let opencite = changed(&mail);
    opencite.run(&["report", "--send", "team"]).exits(1);
    let run = opencite.run(&["deliveries", "--discard", "1"]).exits(0);
    assert!(run.stdout.contains("given up"), "{}", run.stdout);
    opencite.run(&["deliveries", "--send"]).exits(0);
}

#[test]
fn a_wrong_password_is_said_to_be_and_never_shown() {
    let mail = MailServer::start();
    let opencite = changed(&mail);
    opencite.file("password", "battery staple\n");
    let run = opencite.run(&["-vv", "report", "--send", "team"]).exits(1);
    assert!(!run.stderr.contains("battery staple"), "{}", run.stderr);
    let error = opencite.json(&["deliveries"])[0]["error"].clone();
    let error = error.as_str().expect("a text");
    assert!(error.starts_with("log in at localhost"), "{error}");
    let stored = std::fs::read(opencite.path("opencite.db")).expect("it is there");
    assert!(!contains(&stored, b"battery staple"));
}

fn contains(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|window| window == wanted)
}

#[test]
fn a_server_in_a_private_network_is_refused_unless_it_is_allowed() {
    let mail = MailServer::start();
    let opencite = changed(&mail);
    let section = mail.section(&opencite).replace("allow_private = true", "");
    let opencite = opencite.config(&format!("{section}{IMPATIENT}{TEAM}"));
    opencite.run(&["report", "--send", "team"]).exits(1);
    let error = opencite.json(&["deliveries"])[0]["error"].clone();
    insta::assert_snapshot!(error.as_str().expect("a text"), @"connect to localhost: 127.0.0.1 is an address of this machine");
}

mod webhook {
    use opencite_postbox::Listener;
    use serde_json::Value;

    use super::*;
    use crate::support::Beside;

    /// A place that posts to a listener.
    fn posting_to(listener: &Listener, style: &str) -> Opencite {
        let mail = MailServer::start();
        let section = format!(
            "{IMPATIENT}[destinations.hook]\nwebhook = {{ env = \"HOOK\" }}\nstyle = \"{style}\"\n\
             secret = {{ env = \"HOOK_SECRET\" }}\nallow_private = true\n"
        );
        let url = format!("http://127.0.0.1:{}/services/hunter2", listener.port);
        changed(&mail).config(&section).env("HOOK", &url).env(
            "HOOK_SECRET",
            "whsec_BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=",
        )
    }

    fn posted(listener: &Listener) -> Value {
        let heard = listener.heard();
        let [heard] = heard.as_slice() else {
            panic!("{} posts", heard.len())
        };
        assert!(heard.header("webhook-signature").starts_with("v1,"));
        serde_json::from_slice(&heard.body).expect("it is JSON")
    }

    #[test]
    fn a_program_gets_the_report_as_json() {
        let listener = Beside::start(Listener::start("200 thanks", None));
        let opencite = posting_to(&listener, "json");
        let words = ["report", "--kind", "changes", "--send", "hook"];
        opencite.run(&words).exits(0);
        let report = posted(&listener);
        assert_eq!(report["changes"]["removed"][0]["name"], "model-000000");
    }

    #[test]
    fn a_chat_gets_it_in_its_own_words() {
        let listener = Beside::start(Listener::start("200 ok", None));
        let opencite = posting_to(&listener, "slack");
        let words = ["report", "--kind", "changes", "--send", "hook"];
        opencite.run(&words).exits(0);
        let message = posted(&listener);
        assert_eq!(message["blocks"][0]["type"], "header");
        assert!(message.to_string().contains("model-000000"), "{message}");
    }

    #[test]
    fn a_post_that_fails_is_kept_and_the_url_is_never_shown() {
        let listener = Beside::start(Listener::start("503 busy", None));
        let opencite = posting_to(&listener, "json");
        let run = opencite.run(&["-vv", "report", "--send", "hook"]).exits(1);
        assert!(!run.stderr.contains("hunter2"), "{}", run.stderr);
        let deliveries = opencite.run(&["deliveries", "--format", "json"]).exits(0);
        assert!(
            !deliveries.stdout.contains("hunter2"),
            "{}",
            deliveries.stdout
        );
        assert_eq!(deliveries.json()[0]["waiting"], true);
    }
}

mod bad_config {
    use super::*;

    fn refused(config: &str, words: &[&str]) -> String {
        let mail = MailServer::start();
        let opencite = changed(&mail);
        let config = config.replace("[mail]\n", &mail.section(&opencite));
        let opencite = opencite.config(&config);
        let words = [&["report"], words].concat();
        let run = opencite.run(&words).exits(2);
        assert!(mail.letters().is_empty());
        run.stderr
    }

    #[test]
    fn a_destination_that_nobody_knows() {
        insta::assert_snapshot!(refused(TEAM, &["--send", "taem"]), @"
        error: the config has no destination taem
        hint: Did you mean team?
        ");
    }

    #[test]
    fn a_destination_that_is_nowhere_or_two() {
        insta::assert_snapshot!(refused("[destinations.team]\n", &["--send", "team"]), @"error: destination team of the config has neither `to` nor `webhook`");
        let both = "[destinations.team]\nto = [\"a@example.com\"]\nwebhook = { env = \"X\" }\n";
        insta::assert_snapshot!(refused(both, &["--send", "team"]), @"error: destination team of the config has both `to` and `webhook`; make it two destinations");
    }

    #[test]
    fn an_address_that_is_none() {
        insta::assert_snapshot!(refused("", &["--email", "ada at example.com"]), @"error: an address of the command line is none: read the address ada at example.com: it must look like name@example.com or Name <name@example.com>");
    }

    #[test]
    fn a_subject_that_asks_for_what_there_is_not() {
        let team = "[destinations.team]\nto = [\"a@example.com\"]\nsubject = \"{aded}\"\n";
        insta::assert_snapshot!(refused(team, &["--send", "team"]), @"error: read the subject: there is no {aded}; there are {added} {removed} {changed} {title} {account} {scan} {date}");
    }

    #[test]
    fn a_password_in_the_config() {
        let config = "[mail]\nhost = \"x\"\nfrom = \"a@example.com\"\nuser = \"u\"\npassword = \"hunter2\"\n";
        let opencite = Opencite::new().config(config);
        let run = opencite.run(&["report", "-o", "x.html"]).exits(2);
        assert!(!run.stderr.contains("hunter2"));
        insta::assert_snapshot!(run.stderr, @r#"error: config opencite.toml, line 5: password in [mail]: a secret does not stand in the config: put it into an environment variable or a file, and write { env = "NAME" } or { file = "PATH" } here"#);
    }
}
