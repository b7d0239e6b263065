//! A `CronJob` for Kubernetes.

use super::calendar::{self, Calendar, NotPlain};
use super::{PrintedFile, PrintedJob};

/// The `CronJob` of a job, of batch/v1 (`timeZone` needs Kubernetes 1.27). Credentials come from the service account, as
/// EKS gives a role to one; the database is on a volume, the config in a config map: both are the operator's to make.
///
/// # Errors
///
/// When the timetable is more than Kubernetes can say.
pub fn kubernetes(job: &PrintedJob) -> Result<PrintedFile, NotPlain> {
    Calendar::of(&job.timetable)?;
    let arguments = job.arguments.iter();
    let arguments = arguments.map(|argument| format!("                - {}\n", quoted(argument)));
    let arguments = arguments.collect::<Vec<_>>().concat();
    let text = format!(
        r"apiVersion: batch/v1
kind: CronJob
metadata:
  name: opencite-{name}
spec:
  schedule: {schedule}
  timeZone: {zone}
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
              command: [{program}]
              args:
{arguments}              workingDir: {directory}
              securityContext:
                allowPrivilegeEscalation: false
                readOnlyRootFilesystem: true
                capabilities:
                  drop: [ALL]
              volumeMounts:
                - name: data
                  mountPath: {directory}
                - name: tmp
                  mountPath: /tmp
          volumes:
            - name: data
              persistentVolumeClaim:
                claimName: opencite
            - name: tmp
              emptyDir: {{}}
",
        name = job.name,
        schedule = quoted(calendar::plain(job.timetable.expression())),
        zone = quoted(job.timetable.zone()),
        program = quoted(&job.program),
        directory = quoted(&job.directory),
    );
    Ok(PrintedFile {
        name: format!("opencite-{}.cronjob.yaml", job.name),
        text,
    })
}

/// A double-quoted scalar of YAML 1.2.
fn quoted(text: &str) -> String {
    let escaped = text.replace('\\', "\\\\").replace('"', "\\\"");
    format!("\"{escaped}\"")
}
