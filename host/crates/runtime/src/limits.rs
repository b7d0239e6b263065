//! Everything that bounds a plugin, in one place.

use std::time::Duration;

const MIB: usize = 1024 * 1024;

/// Everything that bounds a plugin. Overrun ends that unit with its reason; others go on.
#[derive(Debug, Clone)]
pub struct Limits {
    /// The size of a component's file. Rust plugins are under 1 MiB; those with an
    /// interpreter inside are 2 to 40.
    pub file_bytes: usize,
    /// Time for compiling one component: a 73 KiB file can be made to cost 40 s, and one in Python costs as much.
    pub compile_time: Duration,
    /// Time on processors for the same, all threads together.
    pub compile_cpu_time: Duration,
    /// Address space of the compiling process.
    pub compile_memory: u64,
    /// One linear memory.
    pub memory_bytes: usize,
    /// Linear memories of one instance.
    pub memories: usize,
    /// Elements of one table.
    pub table_elements: usize,
    /// Tables of one instance.
    pub tables: usize,
    /// Core instances in a component: a plugin in Rust has 4 to 8, one in Python 38.
    pub instances: usize,
    /// Resource handles held at once.
    pub handles: usize,
    /// Bytes handed to the host in one call.
    pub call_bytes: usize,
    /// Random bytes asked for in one call.
    pub random_bytes: u64,
    /// Time on a processor, for one unit.
    pub cpu_time: Duration,
    /// Time from a unit's start to its end, waiting for AWS included.
    pub unit_time: Duration,
    /// Time between the cancellation of a scan and the forced end of its units.
    pub grace: Duration,
    /// Assets of one unit.
    pub assets: usize,
    /// Memory that all assets of one unit take, in bytes, estimated from above: parsed JSON takes several times its
    /// text.
    pub asset_bytes: usize,
    /// Lines logged by one unit, stdout and stderr included.
    pub log_lines: usize,
    /// Bytes of one logged line.
    pub log_line_bytes: usize,
    /// Calls and measurements that one call of `usage` tells of.
    pub usage_records: usize,
    /// Memory that those take, in bytes.
    pub usage_bytes: usize,
    /// One linear memory while the manifest is read.
    pub sealed_memory_bytes: usize,
    /// Time on a processor while the manifest is read.
    pub sealed_cpu_time: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_bytes: 32 * MIB,
            compile_time: Duration::from_mins(5),
            compile_cpu_time: Duration::from_mins(4),
            compile_memory: 4 * 1024 * MIB as u64,
            memory_bytes: 256 * MIB,
            memories: 4,
            table_elements: 100_000,
            tables: 16,
            instances: 64,
            handles: 1_000,
            call_bytes: 16 * MIB,
            random_bytes: 64 * 1024,
            cpu_time: Duration::from_mins(1),
            unit_time: Duration::from_hours(1),
            grace: Duration::from_secs(2),
            assets: 1_000_000,
            asset_bytes: 4 * 1024 * MIB,
            log_lines: 1_000,
            log_line_bytes: 4 * 1024,
            usage_records: 1_000_000,
            usage_bytes: 512 * MIB,
            sealed_memory_bytes: 16 * MIB,
            sealed_cpu_time: Duration::from_millis(100),
        }
    }
}
