//! Databases that cannot be used as they are: each says why and what to do, and is left as it was.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::Command;

use opencite_sim::bedrock::Kind;
use opencite_sim::{Estate, Fault, FaultKind};
use opencite_store::Store;
use rusqlite::Connection;

use crate::support::{ACCOUNT, Database, Opencite, Run, SimServer, until};

const SCAN: [&str; 3] = ["scan", "--type", "custom_model"];

const READERS: [&[&str]; 4] = [
    &["assets"],
    &["scans"],
    &["units"],
    &["report", "--format", "html", "-o", "report.html"],
];

fn server() -> SimServer {
    SimServer::of(Estate::empty(ACCOUNT).with_custom_models(3))
}

/// A place with a database in a directory of its own.
fn scanned(server: &SimServer) -> Opencite {
    let opencite = Opencite::with_sim(server).env("OPENCITE_DB", "data/opencite.db");
    fs::create_dir(opencite.path("data")).expect("the directory is writable");
    opencite.run(&SCAN).exits(0);
    opencite
}

/// What a command says when it refuses.
fn refusal(opencite: &Opencite, words: &[&str]) -> String {
    let run = opencite.run(words).exits(1);
    assert_eq!(run.stdout, "");
    opencite.redacted(&run.stderr)
}

/// Everything below a directory, to the byte.
fn content(directory: &Path) -> Vec<(String, Vec<u8>)> {
    let files = fs::read_dir(directory).expect("it is a directory");
    let mut content: Vec<_> = files
        .map(|file| file.expect("it can be read").path())
        .map(|path| {
            (
                path.display().to_string(),
                fs::read(path).expect("it is a file"),
            )
        })
        .collect();
    content.sort();
    content
}

/// What scanning and reading say of a file that must not be touched.
fn refusal_untouched(opencite: &Opencite) -> String {
    let lock = opencite.path("data/opencite.db.scan-lock");
    fs::write(&lock, "").expect("the directory is writable");
    let before = content(&opencite.path("data"));
    let said = refusal(opencite, &SCAN);
    for words in READERS {
        assert_eq!(refusal(opencite, words), said, "{words:?}");
    }
    // Who scanned last is written into the lock; that is not the database.
    fs::write(&lock, "").expect("the directory is writable");
    assert!(
        content(&opencite.path("data")) == before,
        "the database was touched"
    );
    said
}

#[test]
fn of_a_newer_version() {
    let server = server();
    let opencite = scanned(&server);
    Database::open(&opencite.path("data/opencite.db")).execute("PRAGMA user_version = 99");
    insta::assert_snapshot!(refusal_untouched(&opencite), @"
    error: data/opencite.db has schema 99, newer than the 5 that this program knows
    hint: Update opencite, or name another file with --db; this one was left as it is.
    ");
}

#[test]
fn of_another_program() {
    let server = server();
    let opencite = Opencite::with_sim(&server).env("OPENCITE_DB", "data/opencite.db");
    opencite.file("data/README", "a directory");
    Database::open(&opencite.path("data/opencite.db")).execute("CREATE TABLE bookmark (url TEXT)");
    insta::assert_snapshot!(refusal_untouched(&opencite), @"
    error: data/opencite.db is a SQLite database of another program
    hint: Name another file with --db; this one was left as it is.
    ");
}

#[test]
fn that_is_none() {
    let server = server();
    let opencite = Opencite::with_sim(&server).env("OPENCITE_DB", "data/opencite.db");
    opencite.file(
        "data/opencite.db",
        "my notes: nothing that SQLite has ever seen".repeat(100),
    );
    insta::assert_snapshot!(refusal_untouched(&opencite), @"
    error: data/opencite.db is not a SQLite database
    hint: Name another file with --db; this one was left as it is.
    ");
}

#[test]
fn that_is_damaged() {
    let server = server();
    let opencite = scanned(&server);
    let path = opencite.path("data/opencite.db");
    // All but the first page, which says whose database it is.
    let mut bytes = fs::read(&path).expect("it is there");
    bytes[4096..].fill(0xa5);
    fs::write(&path, &bytes).expect("it is writable");
    insta::assert_snapshot!(refusal(&opencite, &["assets"]), @"
    error: data/opencite.db is damaged: database disk image is malformed
    hint: Keep a copy, then try `sqlite3 FILE .recover`, or scan into a new file with --db.
    ");
    insta::assert_snapshot!(refusal(&opencite, &SCAN), @"
    error: data/opencite.db is damaged: database disk image is malformed
    hint: Keep a copy, then try `sqlite3 FILE .recover`, or scan into a new file with --db.
    ");
    assert!(
        fs::read(&path).expect("it is there") == bytes,
        "the database was touched"
    );
}

#[test]
fn of_a_scan_that_has_ended_is_one_file() {
    let server = server();
    let opencite = scanned(&server);
    for _ in 0..10 {
        opencite.run(&SCAN).exits(0);
        let files: Vec<_> = content(&opencite.path("data"))
            .into_iter()
            .filter_map(|(path, _)| Some(path.rsplit_once("data/")?.1.to_owned()))
            .collect();
        assert_eq!(files, ["opencite.db", "opencite.db.scan-lock"]);
    }
}

#[test]
fn that_is_a_directory() {
    let opencite = Opencite::new().env("OPENCITE_DB", "data");
    opencite.file("data/README", "a directory");
    insta::assert_snapshot!(refusal(&opencite, &SCAN), @"
    error: data is a directory, not a database
    hint: Name a file in it with --db.
    ");
    insta::assert_snapshot!(refusal(&opencite, &["assets"]), @"
    error: data is a directory, not a database
    hint: Name a file in it with --db.
    ");
}

#[test]
fn that_is_a_device() {
    let opencite = Opencite::new().env("OPENCITE_DB", "/dev/null");
    insta::assert_snapshot!(refusal(&opencite, &SCAN), @"
    error: /dev/null is not a SQLite database
    hint: Name another file with --db; this one was left as it is.
    ");
    insta::assert_snapshot!(refusal(&opencite, &["assets"]), @"
    error: /dev/null is not a SQLite database
    hint: Name another file with --db; this one was left as it is.
    ");
}

#[test]
fn in_a_directory_that_is_not_there() {
    let opencite = Opencite::new().env("OPENCITE_DB", "nowhere/opencite.db");
    insta::assert_snapshot!(refusal(&opencite, &SCAN), @"
    error: there is no directory nowhere to create nowhere/opencite.db in
    hint: Create the directory, or name another file with --db.
    ");
}

#[test]
fn that_is_not_there_is_not_made_by_reading() {
    let opencite = Opencite::new();
    for words in READERS {
        insta::allow_duplicates! {
            insta::assert_snapshot!(refusal(&opencite, words), @"
            error: no database at opencite.db
            hint: Run `opencite scan` first, or name another file with --db.
            ");
        }
    }
    assert!(content(opencite.directory()).is_empty());
}

#[test]
fn that_holds_no_scan_yet() {
    let opencite = Opencite::new();
    drop(Store::open(&opencite.path("opencite.db")).expect("it is made"));
    assert_eq!(opencite.assets(&[]), []);
    assert_eq!(opencite.units(), []);
    let words = ["report", "--format", "html", "-o", "report.html"];
    insta::assert_snapshot!(refusal(&opencite, &words), @"
    error: no scan has ended yet
    hint: Run `opencite scan` first.
    ");
    insta::assert_snapshot!(refusal(&opencite, &["assets", "--at", "1"]), @"
    error: no scan 1
    hint: Run `opencite scan` first.
    ");
}

#[test]
fn that_another_process_keeps_locked_can_be_read_and_not_scanned_into() {
    let server = server();
    let opencite = scanned(&server);
    let other = Connection::open(opencite.path("data/opencite.db")).expect("SQLite opens it");
    other
        .execute_batch("BEGIN EXCLUSIVE")
        .expect("nobody else has it");
    assert_eq!(opencite.assets(&[]).len(), 3);
    insta::assert_snapshot!(refusal(&opencite, &SCAN), @"
    error: data/opencite.db is locked by another process
    hint: Try again when the other process is done.
    ");
    other.execute_batch("ROLLBACK").expect("it is ours");
    opencite.run(&SCAN).exits(0);
}

#[test]
fn that_is_being_scanned_into_takes_no_second_scan() {
    let server = server();
    let opencite = scanned(&server);
    server.clear_requests();
    server.inject(Fault::on("bedrock", "ListCustomModels", FaultKind::Hang));
    let first = opencite.start(&SCAN);
    until(|| server.count("bedrock:ListCustomModels") > 0);
    let said = refusal(&opencite, &SCAN).replace(&first.id().to_string(), "@@PID@@");
    insta::assert_snapshot!(said, @"
    error: a scan of data/opencite.db is in progress (process @@PID@@)
    hint: Wait until it is over, or scan into another file with --db.
    ");
    assert_eq!(opencite.assets(&[]).len(), 3, "it can still be read");
    assert!(first.kill());
    server.clear_faults();
    opencite.run(&SCAN).exits(0);
    let outcomes: Vec<_> = opencite
        .json(&["scans"])
        .as_array()
        .expect("an array")
        .iter()
        .map(|scan| scan["outcome"].clone())
        .collect();
    assert_eq!(outcomes, ["complete", "unfinished", "complete"]);
}

mod read_only {
    use super::*;

    /// Words that start a program which is bound by permissions, as root is not.
    fn bound() -> Option<Vec<&'static str>> {
        if !rustix::process::geteuid().is_root() {
            return Some(vec!["env"]);
        }
        let words = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"];
        works(&words).then(|| words.to_vec())
    }

    /// The scan's refusal where a file or directory may not be written; reading must go on.
    fn refusal(path: &str, mode: u32) -> Option<String> {
        let Some(bound) = bound() else {
            eprintln!("SKIPPED: root is not bound by permissions here, and there is no setpriv");
            return None;
        };
        let server = server();
        let opencite = scanned(&server);
        fs::remove_file(opencite.path("data/opencite.db.scan-lock")).expect("a scan leaves it");
        let (path, run) = (opencite.path(path), |words: &[&str]| {
            Run::of(&mut opencite.command_by(&bound, words))
        });
        let before = opencite.assets(&[]);
        fs::set_permissions(&path, Permissions::from_mode(mode)).expect("it is ours");
        let scan = run(&SCAN).exits(1);
        let assets = run(&["assets", "--format", "json"]).exits(0);
        fs::set_permissions(&path, Permissions::from_mode(0o755)).expect("it is ours");
        assert_eq!(assets.json().as_array().map(Vec::len), Some(before.len()));
        assert_eq!(opencite.assets(&[]), before);
        Some(opencite.redacted(&scan.stderr))
    }

    #[test]
    fn file() {
        if let Some(said) = refusal("data/opencite.db", 0o444) {
            insta::assert_snapshot!(said, @"
            error: data/opencite.db is read-only
            hint: Make the file writable, or name another file with --db.
            ");
        }
    }

    #[test]
    fn directory() {
        if let Some(said) = refusal("data", 0o555) {
            insta::assert_snapshot!(said, @"
            error: @@DIR@@/data/opencite.db.scan-lock cannot be locked: Permission denied (os error 13)
            hint: Check that files can be created and locked next to the database.
            ");
        }
    }
}

/// Whether a program can be started by these words.
fn works(launcher: &[&str]) -> bool {
    let (program, arguments) = launcher.split_first().expect("a launcher has a name");
    let ended = Command::new(program).args(arguments).arg("true").output();
    ended.is_ok_and(|ended| ended.status.success())
}

mod full {
    use super::*;

    /// A place that was scanned into when it had room, and an estate that has grown beyond it.
    fn outgrown(server: &SimServer) -> Opencite {
        let opencite = scanned(server);
        server.edit(|estate| *estate = estate.clone().with(Kind::CustomModel, 1_000));
        opencite
    }

    /// What was stored before must be there, and sound.
    fn assert_intact(path: &Path) {
        let database = Database::open(path);
        assert_eq!(database.text("PRAGMA integrity_check"), "ok");
        assert_eq!(database.number("SELECT count(*) FROM asset_version"), 3);
    }

    /// Words that start a program with a disk of 400 KiB, of its own, at `small`, and copy what is in there to `data`.
    const SMALL_DISK: [&str; 8] = [
        "unshare",
        "--user",
        "--map-root-user",
        "--mount",
        "sh",
        "-c",
        "mount -t tmpfs -o size=400k none small && cp data/opencite.db small/ || exit 99
         \"$@\"; status=$?; cp small/opencite.db* data/; exit $status",
        "sh",
    ];

    #[test]
    fn disk() {
        if !works(&SMALL_DISK[..4]) {
            eprintln!("SKIPPED: this system lets nobody have a file system of his own");
            return;
        }
        let server = server();
        let opencite = outgrown(&server);
        fs::create_dir(opencite.path("small")).expect("the directory is writable");
        let words = [&SCAN[..], &["--db", "small/opencite.db"]].concat();
        let run = Run::of(&mut opencite.command_by(&SMALL_DISK, &words)).exits(1);
        insta::assert_snapshot!(run.stderr, @"
        error: no space left for small/opencite.db
        hint: Free some space, then scan again; what was stored before is intact.
        ");
        assert_intact(&opencite.path("data/opencite.db"));
        assert_eq!(opencite.assets(&[]).len(), 3);
    }

    /// Words that start a program which may make no file larger than 300 KiB: what a quota comes to.
    const LIMITED: [&str; 4] = [
        "bash",
        "-c",
        "trap '' XFSZ; ulimit -f 300; exec \"$@\"",
        "bash",
    ];

    #[test]
    fn quota() {
        let server = server();
        let opencite = outgrown(&server);
        let run = Run::of(&mut opencite.command_by(&LIMITED, &SCAN)).exits(1);
        insta::assert_snapshot!(run.stderr, @"
        error: data/opencite.db cannot be read or written: disk I/O error: Error code 778: disk I/O error
        hint: Check the disk, its quota and its file system, then try again.
        ");
        assert_intact(&opencite.path("data/opencite.db"));
        opencite.run(&SCAN).exits(0);
        assert_eq!(opencite.assets(&[]).len(), 1_003);
    }
}
