use jiff::Timestamp;

use super::{PrintedJob, cron, kubernetes, systemd};
use crate::Timetable;

fn job(expression: &str) -> PrintedJob {
    PrintedJob {
        name: "weekly".to_owned(),
        timetable: Timetable::new(expression, "Europe/Berlin", Timestamp::UNIX_EPOCH).unwrap(),
        program: "/usr/local/bin/opencite".to_owned(),
        arguments: ["schedule", "run", "weekly", "--config", "it's 100%.toml"]
            .map(str::to_owned)
            .into(),
        directory: "/var/lib/opencite".to_owned(),
    }
}

/// The `OnCalendar` lines of an expression.
fn calendar(expression: &str) -> String {
    let files = systemd(&job(expression)).unwrap();
    let lines = files[1].text.lines();
    let lines: Vec<&str> = lines
        .filter_map(|line| line.strip_prefix("OnCalendar="))
        .collect();
    lines.join("; ")
}

#[test]
fn systemd_gets_a_service_and_a_timer() {
    let files = systemd(&job("0 7 * * MON")).unwrap();
    assert_eq!(files[0].name, "opencite-weekly.service");
    assert_eq!(files[1].name, "opencite-weekly.timer");
    insta::assert_snapshot!(files[0].text, @r#"
    [Unit]
    Description=OpenCITE job weekly
    Wants=network-online.target
    After=network-online.target

    [Service]
    Type=oneshot
    ExecStart="/usr/local/bin/opencite" "schedule" "run" "weekly" "--config" "it's 100%%.toml"
    WorkingDirectory=/var/lib/opencite
    # 3: some units of the scan are not complete; the report says which.
    SuccessExitStatus=3
    NoNewPrivileges=yes
    PrivateTmp=yes
    ProtectSystem=strict
    ReadWritePaths="/var/lib/opencite"
    "#);
    insta::assert_snapshot!(files[1].text, @"
    [Unit]
    Description=OpenCITE job weekly: 0 7 * * MON

    [Timer]
    OnCalendar=Mon *-*-* 07:00:00 Europe/Berlin
    # Caught up with once after the machine was off.
    Persistent=true

    [Install]
    WantedBy=timers.target
    ");
}

#[test]
fn systemd_is_told_the_same_times() {
    assert_eq!(
        calendar("0 7 * * MON-FRI"),
        "Mon,Tue,Wed,Thu,Fri *-*-* 07:00:00 Europe/Berlin"
    );
    assert_eq!(
        calendar("*/20 8-18/5 1,15 JAN *"),
        "*-01-01,15 08,13,18:00,20,40:00 Europe/Berlin"
    );
    assert_eq!(calendar("@daily"), "*-*-* 00:00:00 Europe/Berlin");
    assert_eq!(calendar("5 4 * * 7"), "Sun *-*-* 04:05:00 Europe/Berlin");
}

#[test]
fn either_kind_of_day_is_enough_as_it_is_for_cron() {
    assert_eq!(
        calendar("0 0 13 * FRI"),
        "Fri *-*-* 00:00:00 Europe/Berlin; *-*-13 00:00:00 Europe/Berlin"
    );
}

#[test]
fn a_crontab_escapes_what_cron_and_the_shell_would_take() {
    insta::assert_snapshot!(cron(&[job("0 7 * * MON")]).unwrap().text, @r"
    # CRON_TZ is known to cronie and fcron. Another cron takes the zone of the machine.

    # weekly
    CRON_TZ=Europe/Berlin
    0 7 * * MON cd /var/lib/opencite && /usr/local/bin/opencite schedule run weekly --config 'it'\''s 100'\%'.toml'
    ");
}

#[test]
fn kubernetes_gets_a_cron_job() {
    insta::assert_snapshot!(kubernetes(&job("0 7 * * MON")).unwrap().text, @r#"
    apiVersion: batch/v1
    kind: CronJob
    metadata:
      name: opencite-weekly
    spec:
      schedule: "0 7 * * MON"
      timeZone: "Europe/Berlin"
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
                  command: ["/usr/local/bin/opencite"]
                  args:
                    - "schedule"
                    - "run"
                    - "weekly"
                    - "--config"
                    - "it's 100%.toml"
                  workingDir: "/var/lib/opencite"
                  securityContext:
                    allowPrivilegeEscalation: false
                    readOnlyRootFilesystem: true
                    capabilities:
                      drop: [ALL]
                  volumeMounts:
                    - name: data
                      mountPath: "/var/lib/opencite"
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

#[test]
fn what_only_this_program_understands_is_refused() {
    let refused = systemd(&job("0 7 L * *")).unwrap_err();
    insta::assert_snapshot!(refused, @r#""0 7 L * *" has "L", which only `opencite schedule` understands"#);
    assert_eq!(cron(&[job("0 7 * * FRI#2")]).unwrap_err().part, "FRI#2");
    assert_eq!(kubernetes(&job("0 7 15W * *")).unwrap_err().part, "15W");
}
