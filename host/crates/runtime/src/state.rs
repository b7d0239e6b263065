//! What stands behind one instance of a plugin: everything it can reach, and nothing else.

use opencite_core::{Manifest, Timestamp};
use wasmtime::component::ResourceTable;
use wasmtime::{StoreLimits, StoreLimitsBuilder};
use wasmtime_wasi::{Deterministic, WasiCtx, WasiCtxView, WasiView};

use crate::clock::{CoarseClock, CoarseTimeOfDay};
use crate::config::Settings;
use crate::inventory::Inventory;
use crate::limits::Limits;
use crate::log::Log;
use crate::progress::Progress;
use crate::stdio::LineStream;
use crate::unit::Task;
use crate::usage::UsageSink;

pub(crate) struct UnitState<A> {
    pub(crate) aws: A,
    pub(crate) inventory: Inventory,
    pub(crate) usage: UsageSink,
    pub(crate) settings: Settings,
    pub(crate) log: Log,
    pub(crate) progress: Progress,
    pub(crate) wasi: WasiCtx,
    output: [LineStream; 2],
    pub(crate) table: ResourceTable,
    pub(crate) limits: StoreLimits,
}

impl<A> UnitState<A> {
    pub(crate) fn new(task: Task<A>, manifest: &Manifest, limits: &Limits) -> Self {
        let Task {
            config,
            known,
            aws,
            progress,
            stands_at,
        } = task;
        let log = Log::new(manifest.id.clone(), limits);
        let output = ["stdout", "stderr"]
            .map(|name| LineStream::new(log.clone(), name, limits.log_line_bytes));
        let mut table = ResourceTable::new();
        table.set_max_capacity(limits.handles);
        Self {
            aws,
            inventory: Inventory::new(known, limits),
            usage: UsageSink::new(limits),
            settings: Settings::new(manifest, config),
            wasi: wasi(&output, stands_at, limits),
            output,
            log,
            progress,
            table,
            limits: store_limits(limits),
        }
    }

    /// Logs what the guest wrote last without ending the line.
    pub(crate) fn end_output(&self) {
        self.output.iter().for_each(LineStream::finish);
    }
}

impl<A: Send> WasiView for UnitState<A> {
    fn ctx(&mut self) -> WasiCtxView<'_> {
        WasiCtxView {
            ctx: &mut self.wasi,
            table: &mut self.table,
        }
    }
}

fn wasi(
    [stdout, stderr]: &[LineStream; 2],
    stands_at: Option<Timestamp>,
    limits: &Limits,
) -> WasiCtx {
    let mut wasi = WasiCtx::builder();
    wasi.stdout(stdout.clone())
        .stderr(stderr.clone())
        .monotonic_clock(CoarseClock::new())
        .wall_clock(CoarseTimeOfDay::new(stands_at))
        .max_random_size(limits.random_bytes)
        .allow_tcp(false)
        .allow_udp(false);
    if stands_at.is_some() {
        wasi.secure_random(same_again())
            .insecure_random(same_again())
            .insecure_random_seed(0);
    }
    wasi.build()
}

/// Bytes that are the same in each call, in the place of chance.
fn same_again() -> Deterministic {
    Deterministic::new((0..=u8::MAX).collect())
}

fn store_limits(limits: &Limits) -> StoreLimits {
    StoreLimitsBuilder::new()
        .memory_size(limits.memory_bytes)
        .memories(limits.memories)
        .table_elements(limits.table_elements)
        .tables(limits.tables)
        .instances(limits.instances)
        .build()
}
