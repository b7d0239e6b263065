//! The program as a whole, in a process of its own.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use opencite_sim::{Estate, Sim};
use tempfile::TempDir;
use wait4::Wait4 as _;

use crate::{Figure, median, millis};

pub(crate) const PLUGINS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../plugins");
const RUNS: usize = 25;
/// The assets of a large scan. Of a mixed estate, fewer are listed: some jobs are too old.
const ASSETS: usize = 2_000;
/// As many as the design speaks of.
const MODELS: usize = 1_000;

/// A directory, an environment, and a simulated AWS.
pub(crate) struct Bench {
    pub(crate) directory: TempDir,
    runtime: tokio::runtime::Runtime,
    sim: Sim,
    started: Instant,
}

impl Bench {
    pub(crate) fn new(estate: Estate, latency: Duration) -> Self {
        let runtime = tokio::runtime::Runtime::new().expect("a runtime");
        let sim = runtime
            .block_on(Sim::builder().estate(estate).latency(latency).start())
            .expect("a simulated AWS");
        let started = Instant::now();
        Self {
            directory: tempfile::tempdir().expect("a directory"),
            runtime,
            sim,
            started,
        }
    }

    fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_opencite"));
        command
            .args(words)
            .current_dir(self.directory.path())
            .env_clear()
            .env("HOME", self.directory.path())
            .env("OPENCITE_PLUGIN_DIR", PLUGINS)
            .env("AWS_ACCESS_KEY_ID", self.sim.access_key_id())
            .env("AWS_SECRET_ACCESS_KEY", self.sim.secret_access_key())
            .env("AWS_ENDPOINT_URL", self.sim.endpoint_url())
            .env("AWS_EC2_METADATA_DISABLED", "true")
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        command
    }

    pub(crate) fn run(&self, words: &[&str]) -> Usage {
        let began = Instant::now();
        let mut child = self.command(words).spawn().expect("the program starts");
        let peak = watch_memory(child.id());
        let ended = child.wait4().expect("the program ends");
        assert!(
            ended.status.success(),
            "{words:?} ended with {:?}",
            ended.status
        );
        Usage {
            wall: began.elapsed(),
            cpu: ended.rusage.utime + ended.rusage.stime,
            peak_kilobytes: peak.join().expect("the watch ends with the program"),
        }
    }

    pub(crate) fn stop(self) {
        self.runtime.block_on(self.sim.stop());
    }
}

pub(crate) struct Usage {
    wall: Duration,
    pub(crate) cpu: Duration,
    peak_kilobytes: u64,
}

/// The peak of a process's memory, read until it ends. What `wait4` reports begins with the memory of the parent.
fn watch_memory(process: u32) -> std::thread::JoinHandle<u64> {
    std::thread::spawn(move || {
        let mut peak = 0;
        while let Ok(status) = std::fs::read_to_string(format!("/proc/{process}/status")) {
            let Some(line) = status.lines().find_map(|line| line.strip_prefix("VmHWM:")) else {
                break;
            };
            let kilobytes = line.trim().trim_end_matches(" kB").parse().unwrap_or(0);
            peak = peak.max(kilobytes);
            std::thread::sleep(Duration::from_millis(2));
        }
        peak
    })
}

/// From nothing to the first instruction of a guest, and to the first request.
pub(crate) fn start() -> Vec<Figure> {
    let bench = Bench::new(Estate::empty("111122223333"), Duration::ZERO);
    let first = bench.run(&["plugin", "list"]).wall;
    let walls = |words: &[&str]| median((0..RUNS).map(|_| bench.run(words).wall).collect());
    let nothing = walls(&["--version"]);
    let listed = walls(&["plugin", "list"]);
    let requested = median((0..RUNS).map(|_| first_request(&bench)).collect());
    bench.stop();
    vec![
        Figure {
            what: "first-ever start: compile the three plugins".to_owned(),
            measured: millis(first),
            goal: "250 ms for 500 KB on 8 cores",
        },
        Figure {
            what: "process that does nothing (`--version`)".to_owned(),
            measured: millis(nothing),
            goal: "",
        },
        Figure {
            what: "warm start, main to the first guest instruction and back".to_owned(),
            measured: millis(listed.saturating_sub(nothing)),
            goal: "3 ms",
        },
        Figure {
            what: "process start to the first AWS request".to_owned(),
            measured: millis(requested),
            goal: "50 ms",
        },
    ]
}

/// The simulated AWS keeps time in whole milliseconds since it started.
fn first_request(bench: &Bench) -> Duration {
    bench.sim.clear_requests();
    let spawned = bench.started.elapsed();
    bench.run(&["scan", "--type", "custom_model"]);
    let arrived = bench
        .sim
        .requests()
        .first()
        .map_or(0, |request| request.at_ms);
    Duration::from_millis(arrived).saturating_sub(spawned)
}

/// Large estates: first, unchanged, and against the latency of a real network.
pub(crate) fn scans() -> Vec<Figure> {
    let mut figures = of_estate("Bedrock", || Estate::scaled(ASSETS));
    figures.extend(of_estate("all services", || Estate::mixed(ASSETS)));
    let models = || Estate::empty("111122223333").with_resources("sagemaker:model", MODELS);
    figures.push(Figure {
        what: format!("{MODELS} SageMaker models, 50 ms a call: wall time"),
        measured: millis(far(models())),
        goal: "3,000 ms",
    });
    figures
}

fn of_estate(services: &str, estate: impl Fn() -> Estate) -> Vec<Figure> {
    let bench = Bench::new(estate(), Duration::ZERO);
    bench.run(&["plugin", "list"]);
    let first = bench.run(&["scan"]);
    let first_requests = bench.sim.requests().len();
    bench.sim.clear_requests();
    let again = bench.run(&["scan"]);
    let again_requests = bench.sim.requests().len();
    let assets = stored_assets(&bench);
    let size = database_bytes(bench.directory.path());
    bench.stop();
    let per_asset = |requests: usize| {
        let thousandths = requests * 1_000 / assets.max(1);
        format!("{}.{:03}", thousandths / 1_000, thousandths % 1_000)
    };
    let megabytes = |usage: &Usage| format!("{} MB", usage.peak_kilobytes / 1_000);
    [
        ("first scan: processor time", millis(first.cpu), "1,000 ms"),
        ("first scan: wall time", millis(first.wall), ""),
        ("first scan: peak memory", megabytes(&first), "120 MB"),
        (
            "first scan: requests an asset",
            per_asset(first_requests),
            "1.1",
        ),
        (
            "unchanged scan: requests an asset",
            per_asset(again_requests),
            "0.15",
        ),
        ("unchanged scan: processor time", millis(again.cpu), ""),
        ("unchanged scan: peak memory", megabytes(&again), "120 MB"),
        (
            "first scan, 50 ms a call: wall time",
            millis(far(estate())),
            "",
        ),
        ("database after both", format!("{} KB", size / 1_000), ""),
    ]
    .map(|(what, measured, goal)| Figure {
        what: format!("{assets} assets of {services}, {what}"),
        measured,
        goal,
    })
    .into()
}

/// How long a scan takes against the latency of a real network.
fn far(estate: Estate) -> Duration {
    let bench = Bench::new(estate, Duration::from_millis(50));
    bench.run(&["plugin", "list"]);
    let wall = bench.run(&["scan"]).wall;
    bench.stop();
    wall
}

fn stored_assets(bench: &Bench) -> usize {
    let listed = bench
        .command(&["assets", "--format", "csv"])
        .stdout(Stdio::piped())
        .output()
        .expect("assets");
    String::from_utf8_lossy(&listed.stdout)
        .lines()
        .count()
        .saturating_sub(1)
}

fn database_bytes(directory: &Path) -> u64 {
    let path: PathBuf = directory.join("opencite.db");
    std::fs::metadata(path).map_or(0, |meta| meta.len())
}
