//! Runs a job of the config once: scans, reports, and sends.

use std::path::{Path, PathBuf};

use anyhow::anyhow;
use opencite_config::{Config, ScheduleSection};
use opencite_core::{Report, ReportFormat, ReportKind, ScanOutcome, ScanRef, Timestamp};
use opencite_store::{JobEnd, JobLock, Store, StoreError};
use tokio_util::sync::CancellationToken;

use crate::failure::Failure;
use crate::outgoing::{Addressee, Packing, PostOffice};
use crate::render::Renderer;
use crate::report::{self, ReportRequest};
use crate::scan::{self, ScanRequest};
use crate::{moment, news, render, whole_file};

/// A job, resolved: whatever can be wrong with its config was found.
pub(crate) struct Job {
    pub(crate) name: String,
    /// What to scan first, if anything.
    pub(crate) scan: Option<ScanRequest>,
    pub(crate) report: Option<JobReport>,
    pub(crate) db: PathBuf,
    /// The time of its timetable that it runs for; nothing when somebody runs it by hand.
    pub(crate) due: Option<Timestamp>,
    /// The clock.
    pub(crate) now: fn() -> Timestamp,
}

/// What a job reports, and to whom.
pub(crate) struct JobReport {
    kind: ReportKind,
    days: u16,
    only_when_changed: bool,
    files: Vec<ReportFormat>,
    output: Option<PathBuf>,
    addressees: Vec<Addressee>,
    renderer: Renderer,
}

impl JobReport {
    /// What a section of the config says of the report; nothing when it wants none.
    ///
    /// # Errors
    ///
    /// When a destination is unknown, or a template is broken.
    pub(crate) fn of_config(
        config: &Config,
        section: &ScheduleSection,
    ) -> Result<Option<Self>, Failure> {
        let Some(kind) = section.report else {
            return Ok(None);
        };
        let addressees = section.send.iter();
        let addressees = addressees.map(|name| Addressee::of_config(config, name));
        if section.output.is_none() && section.send.is_empty() {
            let nowhere = anyhow!(
                "job {} has a report, and neither output nor send",
                section.name.as_str()
            );
            return Err(Failure::usage(nowhere));
        }
        Ok(Some(Self {
            kind,
            days: section.days.get(),
            only_when_changed: section.only_when_changed,
            files: section.formats.clone(),
            output: section.output.clone(),
            addressees: addressees.collect::<Result<_, _>>()?,
            renderer: Renderer::new(config.report.templates.as_deref())?,
        }))
    }
}

impl Job {
    /// Runs the job: scans, reports, and sends, what an earlier run could not send included.
    ///
    /// # Errors
    ///
    /// When another run of the job is under way, or a step of it fails. What was done by then stays, and what is to be
    /// sent is sent by the next run.
    pub(crate) async fn run(
        mut self,
        config: &Config,
        cancelled: CancellationToken,
    ) -> Result<ScanOutcome, Failure> {
        let _lock = JobLock::acquire(&self.db, &self.name)?;
        let mut store = Store::open(&self.db)?;
        store.begin_job(&self.name, self.due, (self.now)())?;
        let result = self.steps(config, &mut store, cancelled).await;
        let end = JobEnd {
            finished: (self.now)(),
            outcome: *result.as_ref().unwrap_or(&ScanOutcome::Failed),
            error: result.as_ref().err().map(ToString::to_string),
        };
        store.end_job(&self.name, &end)?;
        result
    }

    /// What waits is sent whatever became of the scan: it may be of an earlier run.
    async fn steps(
        &mut self,
        config: &Config,
        store: &mut Store,
        cancelled: CancellationToken,
    ) -> Result<ScanOutcome, Failure> {
        let reported = self.scan_and_report(store, cancelled).await;
        let sent = PostOffice::new(config, self.now)?.send_all(store).await;
        let outcome = reported?;
        sent?.require_all(
            "`opencite deliveries` says why. A running scheduler tries again in a while, and so does the next run.",
        )?;
        Ok(outcome)
    }

    async fn scan_and_report(
        &mut self,
        store: &mut Store,
        cancelled: CancellationToken,
    ) -> Result<ScanOutcome, Failure> {
        let mut outcome = ScanOutcome::Complete;
        if let Some(request) = self.scan.take() {
            let scanned = Box::pin(scan::run(request, cancelled)).await?;
            outcome = scanned.summary.outcome;
        }
        if let Some(report) = &self.report {
            self.report(report, store)?;
        }
        Ok(outcome)
    }

    /// Writes the report, and notes what was reported together with what is to be sent.
    fn report(&self, job: &JobReport, store: &mut Store) -> Result<(), Failure> {
        let Some(report) = self.gather(job, store)? else {
            return Ok(());
        };
        let news = report.changes.as_ref();
        let is_news = news.is_none_or(|news| news.has_changes() || news.comparable == 0);
        if job.only_when_changed && !is_news {
            // Units that could not be seen before may be complete now, with nothing new in them.
            return Ok(store.report_job(&self.name, report.inventory.scan.id, &[])?);
        }
        self.write_files(job, &report)?;
        let packing = Packing {
            report: &report,
            renderer: &job.renderer,
            job: Some(&self.name),
        };
        let parcels = job
            .addressees
            .iter()
            .map(|addressee| packing.pack(addressee));
        let parcels = parcels.collect::<Result<Vec<_>, _>>()?;
        Ok(store.report_job(&self.name, report.inventory.scan.id, &parcels)?)
    }

    /// What there is to report; nothing when nothing was ever scanned. Changes are those since the last report.
    fn gather(&self, job: &JobReport, store: &Store) -> Result<Option<Report>, Failure> {
        if let Err(StoreError::NoScanEnded { .. }) = store.resolve(&ScanRef::Latest) {
            tracing::warn!(
                "job {} has nothing to report: nothing was scanned yet",
                self.name
            );
            return Ok(None);
        }
        let now = (self.now)();
        let mut report = report::gather(
            store,
            &ReportRequest {
                kind: job.kind,
                from: None,
                to: Some(ScanRef::Latest),
                span: moment::past_days(job.days, now)?,
                wants_changes: false,
                now,
            },
        )?;
        report.changes = news::since_last_report(store, &self.name, report.inventory.scan.id)?;
        Ok(Some(report))
    }

    fn write_files(&self, job: &JobReport, report: &Report) -> Result<(), Failure> {
        let Some(directory) = &job.output else {
            return Ok(());
        };
        for format in &job.files {
            let name = render::file_name(report, Some(&self.name), *format);
            self.write_file(job, report, *format, &directory.join(name))?;
        }
        Ok(())
    }

    fn write_file(
        &self,
        job: &JobReport,
        report: &Report,
        format: ReportFormat,
        path: &Path,
    ) -> Result<(), Failure> {
        whole_file::write(path, |out| job.renderer.write(report, format, out))?;
        tracing::info!("job {} wrote {}", self.name, path.display());
        Ok(())
    }
}
