//! Serves the simulated AWS by itself, for demonstrations and for clients that are not written in Rust.

use std::io::{Read as _, Write as _};
use std::process::ExitCode;
use std::time::Duration;

use clap::Parser;
use opencite_sim::{EstateSpec, Fault, Principal, Sim, SimBuilder, SimError};
use serde_json::json;
use tokio::sync::oneshot;

/// A strict simulated AWS on the loopback interface.
///
/// Prints one line of JSON with the endpoint and the keys to use, then serves until standard input ends or it is
/// interrupted.
#[derive(Parser)]
#[command(name = "opencite-sim", version)]
struct Args {
    /// The port to listen on; without it, a free one
    #[arg(long, default_value_t = 0)]
    port: u16,
    /// What there is: demo, empty, scaled:N, mixed:N, custom-models:N or sagemaker-models:N
    #[arg(long, default_value = "demo", value_name = "ESTATE")]
    estate: EstateSpec,
    /// How long every call takes at least
    #[arg(long, default_value_t = 0, value_name = "MS")]
    latency_ms: u64,
    /// What goes wrong: SERVICE:OPERATION[@REGION][#ACCOUNT]=KIND[/TIMES]; may be repeated
    #[arg(long, value_name = "FAULT")]
    fault: Vec<Fault>,
    /// The only actions that the principal is allowed, as in an IAM policy
    #[arg(long, num_args = 1.., value_name = "ACTION")]
    allow: Vec<String>,
    /// Let the estate drift when this many requests have been answered
    #[arg(long, value_name = "REQUESTS")]
    drift_after_requests: Option<u64>,
    /// How many lookups of CloudTrail an account may make a second in each region, if not as many as AWS allows
    #[arg(long, value_name = "LOOKUPS")]
    lookups_per_second: Option<u32>,
    /// Go on serving when standard input ends
    #[arg(long)]
    detached: bool,
}

/// Why the program ends early.
#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error("failed to {0}")]
    Start(#[from] SimError),
    #[error("failed to write to standard output")]
    Output(#[from] std::io::Error),
}

#[tokio::main]
async fn main() -> ExitCode {
    match run(Args::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            let mut stderr = std::io::stderr().lock();
            writeln!(stderr, "error: {failure}").map_or(ExitCode::FAILURE, |()| ExitCode::FAILURE)
        }
    }
}

async fn run(args: Args) -> Result<(), Failure> {
    let detached = args.detached;
    let sim = builder(args).start().await?;
    announce(&sim)?;
    tokio::select! {
        () = input_ended(), if !detached => {}
        () = interrupted() => {}
    }
    sim.stop().await;
    Ok(())
}

fn builder(args: Args) -> SimBuilder {
    let estate = args.estate.build();
    let principal = Principal::user(estate.first_account());
    let principal = if args.allow.is_empty() {
        principal
    } else {
        principal.allowing(args.allow)
    };
    let latency = Duration::from_millis(args.latency_ms);
    let builder = Sim::builder()
        .estate(estate)
        .principal(principal)
        .latency(latency)
        .port(args.port);
    let builder = match args.lookups_per_second {
        Some(lookups) => builder.lookups_per_second(lookups),
        None => builder,
    };
    let builder = args.fault.into_iter().fold(builder, SimBuilder::fault);
    match args.drift_after_requests {
        Some(requests) => builder.drift_after(requests),
        None => builder,
    }
}

fn announce(sim: &Sim) -> std::io::Result<()> {
    let line = json!({
        "endpoint_url": sim.endpoint_url(),
        "access_key_id": sim.access_key_id(),
        "secret_access_key": sim.secret_access_key(),
    });
    let mut stdout = std::io::stdout().lock();
    writeln!(stdout, "{line}")?;
    stdout.flush()
}

/// Returns when standard input ends: whoever started us has gone.
async fn input_ended() {
    let (sender, receiver) = oneshot::channel::<()>();
    // A thread of its own: a read of standard input cannot be cancelled and must not keep the runtime from ending.
    std::thread::spawn(move || {
        let mut buffer = [0_u8; 1024];
        while std::io::stdin()
            .read(&mut buffer)
            .is_ok_and(|bytes| bytes > 0)
        {}
        drop(sender);
    });
    if receiver.await.is_err() {
        tracing::debug!("standard input has ended");
    }
}

#[cfg(unix)]
async fn interrupted() {
    use tokio::signal::unix::{SignalKind, signal};
    let Ok(mut terminated) = signal(SignalKind::terminate()) else {
        return;
    };
    tokio::select! {
        _ = terminated.recv() => {}
        ended = tokio::signal::ctrl_c() => tracing::debug!(?ended, "interrupted"),
    }
}

#[cfg(not(unix))]
async fn interrupted() {
    let ended = tokio::signal::ctrl_c().await;
    tracing::debug!(?ended, "interrupted");
}
