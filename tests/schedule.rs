//! Jobs: scans that are reported when something has changed, run by hand and when they are due.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use mail_parser::MessageParser;
use opencite_postbox::House;
use opencite_sim::bedrock::Kind;
use opencite_sim::{Estate, Fault, FaultKind, Sim};

use crate::support::{ACCOUNT, MailServer, Opencite, Running, SimServer, until};

/// Three jobs: two that scan and tell of changes, and one that writes what there is.
const JOBS: &str = r#"
[deliveries]
attempts = 1

[destinations.team]
to = ["team@example.com"]

[[schedule]]
name = "models"
cron = "0 * * * *"
types = ["custom_model"]
report = "changes"
send = ["team"]
only_when_changed = true

[[schedule]]
name = "guardrails"
cron = "30 7 * * MON"
time_zone = "Europe/Berlin"
types = ["guardrail"]
report = "changes"
send = ["team"]
only_when_changed = true

[[schedule]]
name = "archive"
cron = "@daily"
scan = false
report = "full"
formats = ["markdown", "cyclonedx"]
output = "archive"
"#;

/// Long ago, so that what was done for it is overdue.
const LONG_AGO: &str = "2026-01-01T00:00:00Z";

/// A simulated AWS, a mail server, and a place with three jobs.
struct Scene {
    aws: SimServer,
    mail: MailServer,
    opencite: Opencite,
}

impl Scene {
    fn new() -> Self {
        Self::with(SimServer::of(estate()), MailServer::start())
    }

    fn with(aws: SimServer, mail: MailServer) -> Self {
        let opencite = Opencite::with_sim(&aws);
        std::fs::create_dir(opencite.path("archive")).expect("a directory");
        let opencite = configured(opencite, &mail);
        Self {
            aws,
            mail,
            opencite,
        }
    }

    /// The same place, with another mail server.
    fn mail(self, mail: MailServer) -> Self {
        Self {
            opencite: configured(self.opencite, &mail),
            mail,
            ..self
        }
    }

    fn run(&self, job: &str) {
        self.opencite.run(&["schedule", "run", job]).exits(0);
    }

    /// Runs all three.
    fn run_all(&self) {
        for job in ["models", "guardrails", "archive"] {
            self.run(job);
        }
    }

    /// Somebody deletes a model.
    fn remove_model(&self, name: &str) {
        self.aws.edit(|estate| {
            let bedrock = estate.bedrock_mut(ACCOUNT, "us-east-1");
            bedrock.remove(Kind::CustomModel, name);
        });
    }

    /// The texts of the mails.
    fn texts(&self) -> Vec<String> {
        let letters = self.mail.letters();
        let text = |bytes: &[u8]| {
            let message = MessageParser::default().parse(bytes).expect("it is a mail");
            message.body_text(0).expect("it has a text").into_owned()
        };
        letters.iter().map(|letter| text(&letter.bytes)).collect()
    }
}

fn estate() -> Estate {
    Estate::empty(ACCOUNT)
        .with_custom_models(30)
        .with_guardrails(2)
}

fn configured(opencite: Opencite, mail: &MailServer) -> Opencite {
    let section = mail.section(&opencite);
    opencite.config(&format!("{section}{JOBS}"))
}

fn files(opencite: &Opencite, directory: &str) -> usize {
    let entries = std::fs::read_dir(opencite.path(directory)).expect("it is there");
    entries.count()
}

#[test]
fn mails_are_sent_for_changes_and_for_nothing_else() {
    let scene = Scene::new();
    scene.run_all();
    let first = scene.texts().len();
    scene.run_all();
    assert_eq!(scene.texts().len(), first, "nothing had changed");
    scene.remove_model("model-000007");
    scene.run_all();
    scene.run_all();
    let texts = scene.texts();
    let told: Vec<_> = texts.iter().skip(first).collect();
    // Each job tells what changed in the database since its own last report.
    assert_eq!(told.len(), 2, "{told:#?}");
    assert!(told.iter().all(|text| text.contains("model-000007")));
    assert!(files(&scene.opencite, "archive") >= 2);
}

#[test]
fn what_could_not_be_seen_for_a_while_is_told_once_it_can_be() {
    let scene = Scene::new();
    scene.run("models");
    let first = scene.texts().len();
    scene.remove_model("model-000007");
    scene
        .aws
        .inject(Fault::on("bedrock", "ListCustomModels", FaultKind::Deny));
    scene.opencite.run(&["schedule", "run", "models"]).exits(1);
    let denied = scene.texts().len();
    scene.aws.clear_faults();
    scene.run("models");
    let texts = scene.texts();
    assert!(!texts[first..denied].concat().contains("model-000007"));
    assert_eq!(texts.len(), denied + 1);
    assert!(texts[denied].contains("model-000007"), "{}", texts[denied]);
}

#[test]
fn a_mail_that_fails_goes_with_the_next_run_although_nothing_has_changed_by_then() {
    let refusing = MailServer::of(House::default().answering_message(452, "4.3.1 no room"));
    let scene = Scene::with(SimServer::of(estate()), refusing);
    scene.opencite.run(&["schedule", "run", "models"]).exits(1);
    let scene = scene.mail(MailServer::start());
    scene.run("models");
    assert_eq!(scene.texts().len(), 1);
}

#[test]
fn no_change_is_lost_over_a_kill() {
    let latency = Duration::from_millis(20);
    let slow = Sim::builder().estate(estate()).latency(latency);
    let scene = Scene::with(SimServer::start(slow), MailServer::start());
    let begun = Instant::now();
    scene.run("models");
    let takes = begun.elapsed();
    let names: Vec<_> = (0..12).map(|number| format!("model-{number:06}")).collect();
    for (round, name) in (1_u32..).zip(&names) {
        scene.remove_model(name);
        let job = scene.opencite.start(&["schedule", "run", "models"]);
        std::thread::sleep(takes * round / 12);
        job.kill();
    }
    scene.run("models");
    let texts = scene.texts().concat();
    for name in &names {
        assert!(texts.contains(name.as_str()), "{name} was not told");
    }
}

mod scheduler {
    use super::*;

    /// Jobs that were last done long ago, which is at once made up for, and a scheduler for them.
    fn overdue(scene: &Scene) -> Running {
        for job in ["models", "guardrails", "archive"] {
            let words = ["schedule", "run", job, "--due", LONG_AGO];
            scene.opencite.run(&words).exits(0);
        }
        scene
            .opencite
            .start(&["schedule", "--listen", "127.0.0.1:0"])
    }

    /// Where a scheduler says that it answers.
    fn address(scheduler: &mut Running) -> String {
        loop {
            let line = scheduler.line();
            assert_ne!(line, "", "it ended before it answered");
            if let Some((_, rest)) = line.split_once("http://") {
                let (address, _) = rest.split_once('/').expect("a path follows");
                return address.to_owned();
            }
        }
    }

    fn get(address: &str, path: &str) -> String {
        let mut stream = TcpStream::connect(address).expect("it answers");
        let request = format!("GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).expect("it listens");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("it answers");
        answer
    }

    #[test]
    fn catches_up_once_says_how_it_is_and_ends_when_asked() {
        let scene = Scene::new();
        scene.remove_model("model-000000");
        let mut running = overdue(&scene);
        scene.remove_model("model-000007");
        let address = address(&mut running);
        let last = "opencite_job_runs_total{job=\"guardrails\",outcome=\"complete\"} 1";
        until(|| get(&address, "/metrics").contains(last));
        let metrics = get(&address, "/metrics");
        for line in [
            "opencite_job_runs_total{job=\"models\",outcome=\"complete\"} 1",
            "opencite_job_runs_total{job=\"archive\",outcome=\"complete\"} 1",
            "opencite_job_last_run_complete{job=\"models\"} 1",
            "opencite_deliveries_waiting 0",
            "# EOF",
        ] {
            assert!(metrics.contains(line), "{line} in {metrics}");
        }
        assert!(get(&address, "/health").starts_with("HTTP/1.1 200 OK"));
        assert!(get(&address, "/other").starts_with("HTTP/1.1 404"));
        assert!(scene.texts().concat().contains("model-000007"));
        running.interrupt();
        let (status, stderr) = running.end();
        assert!(status.success(), "{stderr}");
    }

    #[test]
    fn goes_on_after_a_job_that_fails() {
        let scene = Scene::new();
        let mut running = overdue(&scene);
        let address = address(&mut running);
        std::fs::remove_dir_all(scene.opencite.path("archive")).expect("it is there");
        let failed = "opencite_job_runs_total{job=\"archive\",outcome=\"failed\"} 1";
        until(|| get(&address, "/metrics").contains(failed));
        assert!(get(&address, "/health").starts_with("HTTP/1.1 200 OK"));
        let jobs = scene.opencite.json(&["schedule", "list"]);
        let error = jobs[2]["error"].as_str().expect("a text");
        assert!(error.contains("there is no directory archive"), "{error}");
    }

    #[test]
    fn sends_what_an_earlier_one_could_not() {
        let refusing = MailServer::of(House::default().answering_message(452, "4.3.1 no room"));
        let scene = Scene::with(SimServer::of(estate()), refusing);
        let words = ["schedule", "run", "models"];
        scene.opencite.run(&words).exits(1);
        let scene = scene.mail(MailServer::start());
        let _running = scene.opencite.start(&["schedule"]);
        until(|| scene.texts().len() == 1);
    }

    #[test]
    fn is_the_only_one_on_a_database() {
        let scene = Scene::new();
        let mut running = scene
            .opencite
            .start(&["schedule", "--listen", "127.0.0.1:0"]);
        address(&mut running);
        let id = running.id();
        let refused = scene.opencite.run(&["schedule"]).exits(1);
        let said = refused.stderr.replace(&id.to_string(), "@@ID@@");
        insta::assert_snapshot!(said, @"
        error: a scheduler for opencite.db is running (process @@ID@@)
        hint: One is enough: it runs all jobs of its config. Stop it first to use another config.
        ");
    }

    #[test]
    fn does_not_answer_other_machines() {
        let scene = Scene::new();
        let words = ["schedule", "--listen", "0.0.0.0:0"];
        let refused = scene.opencite.run(&words).exits(2);
        insta::assert_snapshot!(refused.stderr, @"
         INFO opencite::commands::schedule: 3 jobs are scheduled
        error: 0.0.0.0:0 can be reached from other machines
        hint: Listen on 127.0.0.1 or [::1].
        ");
    }
}

mod bad_config {
    use super::*;

    /// What is said of a job with these lines.
    fn refused(lines: &str) -> String {
        let job = format!("[[schedule]]\nname = \"weekly\"\n{lines}\n");
        let opencite = Opencite::new().config(&job);
        let said = |words: &[&str]| opencite.run(words).exits(2).stderr;
        let refusal = said(&["schedule"]);
        assert_eq!(said(&["schedule", "print", "--cron"]), refusal);
        refusal
    }

    #[test]
    fn a_timetable_that_is_none_or_never_comes() {
        insta::assert_snapshot!(refused("cron = \"every day\""), @r#"error: job weekly of the config: "every day" is no cron expression of five fields: Invalid pattern: Pattern must have 5 fields when seconds are disallowed."#);
        insta::assert_snapshot!(refused("cron = \"0 0 30 2 *\""), @r#"error: job weekly of the config: "0 0 30 2 *" never fires: no such day comes"#);
        insta::assert_snapshot!(refused("cron = \"@daily\"\ntime_zone = \"Europe/Berln\""), @r#"
        error: job weekly of the config: there is no time zone "Europe/Berln"
        hint: Did you mean Europe/Berlin?
        "#);
    }

    #[test]
    fn a_report_for_nobody() {
        let lines = "[[schedule]]\nname = \"weekly\"\ncron = \"@daily\"\n";
        let said = |more: &str| {
            let opencite = Opencite::new().config(&format!("{lines}{more}"));
            opencite.run(&["schedule"]).exits(2).stderr
        };
        insta::assert_snapshot!(said("report = \"full\"\n"), @"error: job weekly has a report, and neither output nor send");
        insta::assert_snapshot!(said("report = \"full\"\nsend = [\"team\"]\n"), @"error: the config has no destination team");
    }

    #[test]
    fn names_that_are_none_or_the_same() {
        let said = |config: &str| {
            let opencite = Opencite::new().config(config);
            opencite.run(&["schedule", "list"]).exits(2).stderr
        };
        let job = "[[schedule]]\nname = \"weekly\"\ncron = \"@daily\"\n";
        insta::assert_snapshot!(said(&job.replace("weekly", "Each Week")), @"error: config opencite.toml, line 2: name in [[schedule]]: the name of a job is made of lower-case letters, digits and dashes, at most 40");
        insta::assert_snapshot!(said(&format!("{job}{job}")), @"error: the config has two jobs called weekly");
        insta::assert_snapshot!(said(""), @"
        error: the config has no section [[schedule]]
        hint: Name a config that has one with --config.
        ");
    }

    #[test]
    fn a_job_that_nobody_knows() {
        let scene = Scene::new();
        let words = ["schedule", "run", "modles"];
        insta::assert_snapshot!(scene.opencite.run(&words).exits(2).stderr, @"
        error: the config has no job modles
        hint: Did you mean models?
        ");
    }
}

mod elsewhere {
    use super::*;

    /// The jobs as files of another scheduler, without what differs between machines.
    fn printed(scheduler: &str) -> String {
        let scene = Scene::new();
        let run = scene
            .opencite
            .run(&["schedule", "print", scheduler])
            .exits(0);
        let text = scene.opencite.redacted(&run.stdout);
        text.replace(env!("CARGO_BIN_EXE_opencite"), "/usr/bin/opencite")
    }

    #[test]
    fn jobs_can_be_those_of_cron() {
        insta::assert_snapshot!(printed("--cron"), @"
        # crontab
        # CRON_TZ is known to cronie and fcron. Another cron takes the zone of the machine.

        # models
        CRON_TZ=UTC
        0 * * * * cd @@DIR@@ && /usr/bin/opencite schedule run models --db opencite.db --config opencite.toml

        # guardrails
        CRON_TZ=Europe/Berlin
        30 7 * * MON cd @@DIR@@ && /usr/bin/opencite schedule run guardrails --db opencite.db --config opencite.toml

        # archive
        CRON_TZ=UTC
        0 0 * * * cd @@DIR@@ && /usr/bin/opencite schedule run archive --db opencite.db --config opencite.toml
        ");
    }

    #[test]
    fn jobs_can_be_those_of_systemd() {
        let text = printed("--systemd");
        let (first, _) = text
            .split_once("\n# opencite-guardrails")
            .expect("a second job");
        insta::assert_snapshot!(first, @r#"
        # opencite-models.service
        [Unit]
        Description=OpenCITE job models
        Wants=network-online.target
        After=network-online.target

        [Service]
        Type=oneshot
        ExecStart="/usr/bin/opencite" "schedule" "run" "models" "--db" "opencite.db" "--config" "opencite.toml"
        WorkingDirectory=@@DIR@@
        # 3: some units of the scan are not complete; the report says which.
        SuccessExitStatus=3
        NoNewPrivileges=yes
        PrivateTmp=yes
        ProtectSystem=strict
        ReadWritePaths="@@DIR@@"

        # opencite-models.timer
        [Unit]
        Description=OpenCITE job models: 0 * * * *

        [Timer]
        OnCalendar=*-*-* *:00:00 UTC
        # Caught up with once after the machine was off.
        Persistent=true

        [Install]
        WantedBy=timers.target
        "#);
    }

    #[test]
    fn jobs_can_be_those_of_kubernetes() {
        let text = printed("--kubernetes");
        let (first, _) = text.split_once("\n---").expect("a second job");
        insta::assert_snapshot!(first, @r#"
        # opencite-models.cronjob.yaml
        apiVersion: batch/v1
        kind: CronJob
        metadata:
          name: opencite-models
        spec:
          schedule: "0 * * * *"
          timeZone: "UTC"
          # Never over itself; caught up with once when a run was missed.
          concurrencyPolicy: Forbid
          startingDeadlineSeconds: 3600
          jobTemplate:
            spec:
              backoffLimit: 0
              template:
                spec:
                  restartPolicy: Never
                  serviceAccountName: opencite
                  securityContext:
                    runAsNonRoot: true
                    runAsUser: 10001
                    fsGroup: 10001
                  containers:
                    - name: opencite
                      image: opencite # the image that you build and push
                      command: ["/usr/bin/opencite"]
                      args:
                        - "schedule"
                        - "run"
                        - "models"
                        - "--db"
                        - "opencite.db"
                        - "--config"
                        - "opencite.toml"
                      workingDir: "@@DIR@@"
                      securityContext:
                        allowPrivilegeEscalation: false
                        readOnlyRootFilesystem: true
                        capabilities:
                          drop: [ALL]
                      volumeMounts:
                        - name: data
                          mountPath: "@@DIR@@"
                        - name: tmp
                          mountPath: /tmp
                  volumes:
                    - name: data
                      persistentVolumeClaim:
                        claimName: opencite
                    - name: tmp
                      emptyDir: {}
        "#);
    }
}
