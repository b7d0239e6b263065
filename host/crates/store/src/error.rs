//! What can go wrong with a database, and the way out.

use std::io;
use std::path::PathBuf;

use opencite_core::{AssetId, Metric, ScanId, ScanTag, Timestamp, UnitKey, printable};

use crate::query::QueryError;
use crate::structure::Alteration;

/// What can go wrong with a database. Whatever it is, what was stored before stays as it was.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Nothing has been stored there.
    #[error("no database at {}", path.display())]
    NoDatabase {
        /// The database.
        path: PathBuf,
    },
    /// There is no directory to create the database in.
    #[error("there is no directory {} to create {} in", directory.display(), path.display())]
    NoDirectory {
        /// The database.
        path: PathBuf,
        /// The directory that is missing.
        directory: PathBuf,
    },
    /// A directory where a file should be.
    #[error("{} is a directory, not a database", path.display())]
    IsDirectory {
        /// The directory.
        path: PathBuf,
    },
    /// The file cannot be opened.
    #[error("{} cannot be read", path.display())]
    Unreadable {
        /// The database.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// The file must not be written.
    #[error("{} is read-only", path.display())]
    ReadOnly {
        /// The database.
        path: PathBuf,
    },
    /// No file can be made where the database is, which SQLite must do even to read one.
    #[error("no file can be created in the directory of {}", path.display())]
    ReadOnlyDirectory {
        /// The database.
        path: PathBuf,
    },
    /// The file holds something else.
    #[error("{} is not a SQLite database", path.display())]
    NotSqlite {
        /// The file.
        path: PathBuf,
    },
    /// A SQLite database, but of another program.
    #[error("{} is a SQLite database of another program", path.display())]
    Foreign {
        /// The file.
        path: PathBuf,
    },
    /// A later version of this program has been at it.
    #[error(
        "{} has schema {found}, newer than the {known} that this program knows",
        path.display()
    )]
    Newer {
        /// The database.
        path: PathBuf,
        /// Its schema version.
        found: u32,
        /// The latest schema version that this program knows.
        known: u32,
    },
    /// The schema must be brought up to date, and the file cannot be written.
    #[error("{} has schema {found}, older than {known}, and is read-only", path.display())]
    Outdated {
        /// The database.
        path: PathBuf,
        /// Its schema version.
        found: u32,
        /// The schema version that this program needs.
        known: u32,
    },
    /// The schema is not as this program makes it: what SQLite would run is another's.
    #[error("{} {}: {object}", path.display(), alteration.as_str())]
    Altered {
        /// The database.
        path: PathBuf,
        /// What is wrong with the object.
        alteration: Alteration,
        /// The object: `view assets`.
        object: String,
    },
    /// The file is damaged.
    #[error("{} is damaged: {detail}", path.display())]
    Corrupt {
        /// The database.
        path: PathBuf,
        /// What is wrong.
        detail: String,
    },
    /// No room for what was to be written.
    #[error("no space left for {}", path.display())]
    DiskFull {
        /// The database.
        path: PathBuf,
    },
    /// Another process has been writing for longer than this one waited.
    #[error("{} is locked by another process", path.display())]
    Locked {
        /// The database.
        path: PathBuf,
    },
    /// The disk failed.
    #[error("{} cannot be read or written", path.display())]
    Io {
        /// The database.
        path: PathBuf,
        /// What SQLite said.
        #[source]
        source: rusqlite::Error,
    },
    /// The database was written while it was read without locks, as only a read-only place forces.
    #[error("{} was changed while it was read", path.display())]
    ChangedWhileReading {
        /// The database.
        path: PathBuf,
    },
    /// Another scan is running on this database.
    #[error("a scan of {} is in progress{}", path.display(), by_process(*.holder))]
    ScanInProgress {
        /// The database.
        path: PathBuf,
        /// The process that scans, where it said so.
        holder: Option<u32>,
    },
    /// Another scheduler runs the jobs of this database.
    #[error("a scheduler for {} is running{}", path.display(), by_process(*.holder))]
    SchedulerRunning {
        /// The database.
        path: PathBuf,
        /// The process that schedules, where it said so.
        holder: Option<u32>,
    },
    /// Another run of a job is under way.
    #[error("job {job} is under way on {}{}", path.display(), by_process(*.holder))]
    JobRunning {
        /// The database.
        path: PathBuf,
        /// The job.
        job: String,
        /// The process that runs it, where it said so.
        holder: Option<u32>,
    },
    /// Another process sends what waits.
    #[error("what waits in {} is being sent{}", path.display(), by_process(*.holder))]
    DeliveryInProgress {
        /// The database.
        path: PathBuf,
        /// The process that sends, where it said so.
        holder: Option<u32>,
    },
    /// There is no delivery of that number.
    #[error("there is no delivery {id}")]
    NoSuchDelivery {
        /// The number.
        id: i64,
    },
    /// The file that keeps scans apart cannot be made or locked.
    #[error("{} cannot be locked", path.display())]
    LockFile {
        /// The lock file.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// The database has no such scan.
    #[error("no scan {scan}")]
    NoSuchScan {
        /// The scan asked for.
        scan: ScanId,
    },
    /// The database has no such scan, and an operator asked for it.
    #[error("no scan {scan}")]
    UnknownScan {
        /// The scan asked for.
        scan: ScanId,
        /// The scan whose number is nearest.
        nearest: Option<ScanId>,
        /// The scan that began last.
        newest: Option<ScanId>,
    },
    /// No scan has the tag.
    #[error("no scan is tagged {tag}")]
    UnknownTag {
        /// The tag asked for.
        tag: ScanTag,
        /// The tag that may have been meant.
        nearest: Option<String>,
    },
    /// Another scan has the tag.
    #[error("scan {scan} is already tagged {tag}")]
    TagTaken {
        /// The tag.
        tag: ScanTag,
        /// The scan that has it.
        scan: ScanId,
    },
    /// No scan had ended by a time.
    #[error("no scan had ended by {time}")]
    NoScanBefore {
        /// The time.
        time: Timestamp,
        /// The oldest scan that has ended, and when it had.
        oldest: Option<(ScanId, Timestamp)>,
    },
    /// No scan has ended.
    #[error("no scan has ended yet")]
    NoScanEnded {
        /// The scan that began last.
        begun: Option<ScanId>,
    },
    /// No scan ended before the last that has.
    #[error("no scan ended before scan {only}")]
    NoPreviousScan {
        /// The only scan that has ended.
        only: ScanId,
    },
    /// The first of two scans to compare is the later one.
    #[error("scan {from} is later than scan {to}")]
    FromAfterTo {
        /// The first.
        from: ScanId,
        /// The second.
        to: ScanId,
    },
    /// No asset of that id or name was ever there.
    #[error("no asset has the id or the name {asked:?}")]
    NoSuchAsset {
        /// What was asked for.
        asked: String,
        /// Ids and names that may have been meant, the most likely first; at most three.
        nearest: Vec<String>,
    },
    /// Something was to be added to a scan that has ended.
    #[error("scan {scan} has already finished")]
    ScanFinished {
        /// The scan.
        scan: ScanId,
    },
    /// Something was to be added to a scan after a later one began.
    #[error("scan {scan} was followed by scan {newer}")]
    ScanSuperseded {
        /// The scan.
        scan: ScanId,
        /// The later scan.
        newer: ScanId,
    },
    /// A unit came twice in a scan.
    #[error("scan {scan} already has a result of {unit}")]
    RecordedTwice {
        /// The scan.
        scan: ScanId,
        /// The unit.
        unit: Box<UnitKey>,
    },
    /// A unit's result names an asset twice.
    #[error("{unit} reported {asset} twice")]
    DuplicateAsset {
        /// The unit.
        unit: Box<UnitKey>,
        /// The asset.
        asset: AssetId,
    },
    /// A unit kept an asset that is not there to keep.
    #[error("{unit} kept {asset}, which is not stored")]
    KeptUnknown {
        /// The unit.
        unit: Box<UnitKey>,
        /// The asset.
        asset: AssetId,
    },
    /// A unit measured something that is no number.
    #[error("{unit} reported a {metric} that is no number, or below 0")]
    NotANumber {
        /// The unit.
        unit: Box<UnitKey>,
        /// What was measured.
        metric: Metric,
    },
    /// A file is where another is to be made.
    #[error("{} exists already", path.display())]
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// A database was to be replaced by a copy of itself.
    #[error("{} is the database itself", path.display())]
    IsSource {
        /// The database.
        path: PathBuf,
    },
    /// A file cannot be made.
    #[error("{} cannot be written", path.display())]
    Unwritable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// Several databases tell of usage in the same place.
    #[error(
        "{} and {} both have usage of account {account} in {region}",
        one.display(),
        other.display()
    )]
    UsageOverlaps {
        /// A database.
        one: PathBuf,
        /// Another one.
        other: PathBuf,
        /// The account of the place.
        account: String,
        /// Its region.
        region: String,
    },
    /// Since scans were chosen to be removed, something happened that may make the choice another one.
    #[error("{} has changed since the plan was made", path.display())]
    PlanOutdated {
        /// The database.
        path: PathBuf,
    },
    /// A question that was asked in SQL was refused, or cost too much.
    #[error(transparent)]
    Query(#[from] QueryError),
    /// SQLite refused a statement: a bug of this program.
    #[error("the database {} refused a statement", path.display())]
    Sql {
        /// The database.
        path: PathBuf,
        /// What SQLite said.
        #[source]
        source: rusqlite::Error,
    },
}

impl StoreError {
    /// What to do next, a sentence for the operator.
    #[expect(
        clippy::unnecessary_wraps,
        reason = "an error without a way out would have none"
    )]
    pub fn hint(&self) -> Option<String> {
        let hint = match self {
            Self::Query(error) => return Some(error.hint()),
            Self::NoDatabase { .. } => "Run `opencite scan` first, or name another file with --db.",
            Self::NoDirectory { .. } => "Create the directory, or name another file with --db.",
            Self::IsDirectory { .. } => "Name a file in it with --db.",
            Self::Unreadable { .. } => "Check the permissions of the file and of its directory.",
            Self::ReadOnly { .. } => "Make the file writable, or name another file with --db.",
            Self::ReadOnlyDirectory { .. } => {
                "Make the directory writable, name another file with --db, or copy the database \
                 and its -wal file elsewhere."
            }
            Self::NotSqlite { .. } | Self::Foreign { .. } => {
                "Name another file with --db; this one was left as it is."
            }
            Self::Newer { .. } => {
                "Update opencite, or name another file with --db; this one was left as it is."
            }
            Self::Outdated { .. } => {
                "Make the file and its directory writable for once, or read a copy of it."
            }
            Self::Altered { alteration, .. } => alteration.hint(),
            Self::Corrupt { .. } => {
                "Keep a copy, then try `sqlite3 FILE .recover`, or scan into a new file with --db."
            }
            Self::DiskFull { .. } => {
                "Free some space, then scan again; what was stored before is intact."
            }
            Self::Locked { .. } => "Try again when the other process is done.",
            Self::Io { .. } => "Check the disk, its quota and its file system, then try again.",
            Self::ChangedWhileReading { .. } => "Try again when the scan is over.",
            Self::ScanInProgress { .. } => {
                "Wait until it is over, or scan into another file with --db."
            }
            Self::SchedulerRunning { .. } => {
                "One is enough: it runs all jobs of its config. Stop it first to use another config."
            }
            Self::JobRunning { .. } => "Wait until it is over.",
            Self::DeliveryInProgress { .. } => {
                "Nothing is lost: `opencite deliveries` lists what waits, and `--send` sends it."
            }
            Self::NoSuchDelivery { .. } => "`opencite deliveries` lists those there are.",
            Self::LockFile { .. } => {
                "Check that files can be created and locked next to the database."
            }
            Self::NoSuchScan { .. } => "`opencite scans` lists the scans there are.",
            Self::UnknownScan {
                nearest, newest, ..
            } => return Some(which_scan(nearest.zip(*newest))),
            Self::UnknownTag { nearest, .. } => return Some(which_tag(nearest.as_deref())),
            Self::TagTaken { tag, .. } => return Some(free_tag(tag)),
            Self::NoScanBefore { oldest, .. } => return Some(first_scan(*oldest)),
            Self::NoScanEnded { begun } => return Some(wait_for(*begun)),
            Self::NoPreviousScan { .. } => "Scan again, so that there are two scans to compare.",
            Self::FromAfterTo { from, to } => {
                return Some(format!("Swap them: `opencite diff {to} {from}`."));
            }
            Self::NoSuchAsset { nearest, .. } => return Some(which_asset(nearest)),
            Self::Exists { .. } => "Name another file; this one was left as it is.",
            Self::UsageOverlaps { .. } => {
                "Merge only one of the two: calls of one place cannot be put together yet."
            }
            Self::IsSource { .. } => "Name another file.",
            Self::Unwritable { .. } => {
                "Check the directory, its permissions and the room on its disk."
            }
            Self::PlanOutdated { .. } => "Run `opencite prune` again.",
            Self::ScanFinished { .. } | Self::ScanSuperseded { .. } => "Begin a new scan.",
            Self::RecordedTwice { .. } | Self::KeptUnknown { .. } | Self::Sql { .. } => {
                "This is a bug of opencite: please report it."
            }
            Self::DuplicateAsset { .. } | Self::NotANumber { .. } => {
                "Report this to the author of the plugin."
            }
        };
        Some(hint.to_owned())
    }
}

fn by_process(holder: Option<u32>) -> String {
    holder.map_or_else(String::new, |pid| format!(" (process {pid})"))
}

fn which_scan(known: Option<(ScanId, ScanId)>) -> String {
    known.map_or_else(
        || "Run `opencite scan` first.".to_owned(),
        |(nearest, newest)| {
            format!("The nearest is scan {nearest}, the newest is scan {newest}; `opencite scans` lists all.")
        },
    )
}

fn which_tag(nearest: Option<&str>) -> String {
    nearest.map_or_else(
        || "`opencite scans` lists the scans and their tags.".to_owned(),
        |nearest| format!("Did you mean {nearest}?"),
    )
}

fn free_tag(tag: &ScanTag) -> String {
    format!("Choose another tag, or take this one away with `opencite tag --remove {tag}`.")
}

fn first_scan(oldest: Option<(ScanId, Timestamp)>) -> String {
    oldest.map_or_else(
        || "Run `opencite scan` first.".to_owned(),
        |(scan, ended)| format!("The oldest is scan {scan}, which ended at {ended}."),
    )
}

fn wait_for(begun: Option<ScanId>) -> String {
    begun.map_or_else(
        || "Run `opencite scan` first.".to_owned(),
        |scan| format!("Scan {scan} is running or was killed: wait for its end, or scan again."),
    )
}

/// The names came from AWS.
fn which_asset(nearest: &[String]) -> String {
    if nearest.is_empty() {
        return "`opencite assets` lists the assets that are there.".to_owned();
    }
    let names: Vec<_> = nearest.iter().map(|name| printable(name)).collect();
    format!("Did you mean {}?", names.join(" or "))
}
