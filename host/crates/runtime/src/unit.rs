//! One call of a plugin in a fresh instance: entered, watched, and left for good.

use std::collections::HashMap;
use std::pin::Pin;
use std::time::Duration;

use opencite_bindings::Lend;
use opencite_bindings::guest::{Check, Failure, Guest};
use opencite_bindings::host::types::Unit;
use opencite_bindings::host::usage_sink::Window;
use opencite_core::{
    Asset, AssetId, Claim, ConfigValue, ErrorKind, Invocation, Measurement, TimeSpan, Timestamp,
    UnitError, UnitKey, printable,
};
use tokio_util::sync::CancellationToken;
use wasmtime::Store;

use crate::cpu::{CpuClock, Timed};
use crate::limits::Limits;
use crate::plugin::Plugin;
use crate::progress::Progress;
use crate::state::UnitState;
use crate::stop::{self, interrupt_after};
use crate::usage::Told;

/// What one call of a plugin is given.
pub struct Task<A> {
    /// What the operator set for the plugin; the manifest's defaults hold for the rest.
    pub config: HashMap<String, ConfigValue>,
    /// What is stored of the unit, with the version tokens it was stored with. Empty for a unit that is to be described
    /// anew, and for calls other than [`Plugin::discover`].
    pub known: HashMap<AssetId, String>,
    /// The AWS calls that are lent to the plugin.
    pub aws: A,
    /// Who is told how far the call is, and what ends it early.
    pub progress: Progress,
    /// The time that stands still for the plugin, in a call that can be repeated: nothing is left to chance in it. By
    /// the machine's clock otherwise.
    pub stands_at: Option<Timestamp>,
}

/// What a plugin discovered in one unit.
#[derive(Debug)]
pub struct Discovery {
    /// What the plugin claims, or why it was stopped.
    pub claim: Claim,
    /// What it emitted, each id once, sorted.
    pub assets: Vec<Asset>,
    /// What it kept, sorted.
    pub kept: Vec<AssetId>,
    /// Since when it lists things; nothing where it lists all.
    pub listed_since: Option<Timestamp>,
    /// Lines of its log that were dropped for their number or length.
    pub dropped_lines: u64,
}

/// What a plugin tells of one window.
#[derive(Debug)]
pub struct UsageReport {
    /// What the plugin claims, or why it was stopped.
    pub claim: Claim,
    /// The calls that it told of.
    pub invocations: Vec<Invocation>,
    /// What it told of hours.
    pub measurements: Vec<Measurement>,
    /// Of which spans it told everything.
    pub covered: Vec<TimeSpan>,
}

type GuestCall<'a, R> = Pin<Box<dyn Future<Output = wasmtime::Result<R>> + Send + 'a>>;

impl<A: Lend> Plugin<A> {
    /// Discovers the assets of one unit.
    pub async fn discover(&self, unit: &UnitKey, task: Task<A>) -> Discovery {
        let unit = wit_unit(unit);
        let (ended, state) = self
            .enter(task, |guest, store| {
                Box::pin(async move { guest.call_discover(store, &unit).await })
            })
            .await;
        let dropped_lines = state.log.close();
        let seen = state.inventory.into_sighting();
        Discovery {
            claim: claim(ended),
            assets: seen.assets,
            kept: seen.kept,
            listed_since: seen.listed_since,
            dropped_lines,
        }
    }

    /// Asks the plugin to try each action that it needs.
    ///
    /// # Errors
    ///
    /// When the plugin crashes or is stopped.
    pub async fn verify(&self, task: Task<A>) -> Result<Vec<Check>, UnitError> {
        let (ended, state) = self
            .enter(task, |guest, store| {
                Box::pin(async move { guest.call_verify(store).await })
            })
            .await;
        state.log.close();
        ended
    }

    /// Asks the plugin what was used within a window. What it told by the time that it ended, or was stopped, is kept.
    pub async fn usage(&self, unit: &UnitKey, window: TimeSpan, task: Task<A>) -> UsageReport {
        let (unit, window) = (wit_unit(unit), wit_window(window));
        let (ended, state) = self
            .enter(task, |guest, store| {
                Box::pin(async move { guest.call_usage(store, &unit, &window).await })
            })
            .await;
        state.log.close();
        let Told {
            invocations,
            measurements,
            covered,
        } = state.usage.into_told();
        UsageReport {
            claim: claim(ended),
            invocations,
            measurements,
            covered,
        }
    }

    /// Instantiates the plugin and makes one call. The instance is never used again.
    async fn enter<R>(
        &self,
        task: Task<A>,
        call: impl for<'a> FnOnce(&'a Guest, &'a mut Store<UnitState<A>>) -> GuestCall<'a, R> + Send,
    ) -> (Result<R, UnitError>, UnitState<A>) {
        let cancelled = task.progress.cancelled_token().clone();
        let (mut store, clock) = self.store(task);
        let guest_run = Timed::new(clock, async {
            let plugin = self.pre.instantiate_async(&mut store).await?;
            call(plugin.opencite_plugin_guest(), &mut store).await
        });
        let ended = watched(guest_run, &cancelled, &self.limits).await;
        let state = store.into_data();
        state.end_output();
        let ended = match ended {
            Ok(answer) => {
                answer.map_err(|error| stop::crashed(&error, state.log.last_words().as_deref()))
            }
            Err(stopped) => Err(stopped),
        };
        (ended, state)
    }

    fn store(&self, task: Task<A>) -> (Store<UnitState<A>>, CpuClock) {
        let state = UnitState::new(task, self.manifest(), &self.limits);
        let mut store = Store::new(&self.engine, state);
        store.limiter(|state| &mut state.limits);
        store.set_hostcall_fuel(self.limits.call_bytes);
        store.set_max_component_handles(self.limits.handles);
        let clock = CpuClock::new();
        interrupt_after(&mut store, clock.clone(), self.limits.cpu_time);
        (store, clock)
    }
}

/// Runs a guest until it ends, its time is up, or the scan is cancelled and the grace is over.
async fn watched<R>(
    guest: impl Future<Output = R>,
    cancelled: &CancellationToken,
    limits: &Limits,
) -> Result<R, UnitError> {
    let grace_over = async {
        cancelled.cancelled().await;
        tokio::time::sleep(limits.grace).await;
    };
    tokio::select! {
        biased;
        ended = guest => Ok(ended),
        () = grace_over => Err(UnitError::new(ErrorKind::Cancelled, "the scan was cancelled")),
        () = tokio::time::sleep(limits.unit_time) => Err(out_of_time(limits.unit_time)),
    }
}

fn out_of_time(limit: Duration) -> UnitError {
    UnitError::new(ErrorKind::Limit, format!("{limit:?} from the unit's start"))
}

fn claim(ended: Result<Result<(), Failure>, UnitError>) -> Claim {
    match ended {
        Ok(Ok(())) => Claim::Done,
        Ok(Err(Failure::Aws(_))) => Claim::AwsFailed,
        Ok(Err(Failure::Other(words))) => Claim::GaveUp(words_of(&words)),
        Err(stopped) => Claim::Stopped(stopped),
    }
}

/// The longest message of a plugin, in bytes.
const MAX_WORDS: usize = 1024;

fn words_of(words: &str) -> String {
    let end = words.floor_char_boundary(MAX_WORDS);
    printable(words.get(..end).unwrap_or_default()).into_owned()
}

fn wit_unit(key: &UnitKey) -> Unit {
    Unit {
        asset_type: key.asset_type.to_string(),
        account: key.account.to_string(),
        region: key.region.to_string(),
        partition: key.region.partition().as_str().to_owned(),
    }
}

fn wit_window(window: TimeSpan) -> Window {
    Window {
        from: window.from().to_string(),
        to: window.to().to_string(),
    }
}
