//! Everything that bounds a plugin, in one place.

use std::time::Duration;

const MIB: usize = 1024 * 1024;

/// A limit, for people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limit {
    /// What the operator's config calls it.
    pub name: &'static str,
    /// The number.
    pub value: u64,
    /// What the number counts.
    pub unit: LimitUnit,
    /// What is bounded by it.
    pub meaning: &'static str,
}

/// What the number of a limit counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LimitUnit {
    /// Bytes.
    Bytes,
    /// Milliseconds.
    Milliseconds,
    /// Things: lines, assets, tables.
    Things,
}

/// How a limit is written as a number: times are milliseconds.
trait Number: Sized {
    fn number(&self) -> u64;
    fn of_number(number: u64) -> Option<Self>;
}

impl Number for usize {
    fn number(&self) -> u64 {
        u64::try_from(*self).unwrap_or(u64::MAX)
    }

    fn of_number(number: u64) -> Option<Self> {
        Self::try_from(number).ok()
    }
}

impl Number for u64 {
    fn number(&self) -> u64 {
        *self
    }

    fn of_number(number: u64) -> Option<Self> {
        Some(number)
    }
}

impl Number for Duration {
    fn number(&self) -> u64 {
        u64::try_from(self.as_millis()).unwrap_or(u64::MAX)
    }

    fn of_number(number: u64) -> Option<Self> {
        Some(Self::from_millis(number))
    }
}

/// Declares the limits once: as fields, as what holds by default, and as what people read and set.
macro_rules! limits {
    ($($(#[doc = $meaning:literal])+ $name:ident: $kind:ty = $default:expr, $unit:ident;)*) => {
        /// Everything that bounds a plugin. Overrun ends that unit with its reason; others go on.
        #[derive(Debug, Clone)]
        pub struct Limits {
            $($(#[doc = $meaning])+ pub $name: $kind,)*
        }

        impl Default for Limits {
            fn default() -> Self {
                Self { $($name: $default,)* }
            }
        }

        impl Limits {
            /// All limits, in the order in which a plugin meets them.
            pub fn list(&self) -> Vec<Limit> {
                vec![$(Limit {
                    name: stringify!($name),
                    value: self.$name.number(),
                    unit: LimitUnit::$unit,
                    meaning: concat!($($meaning),+).trim_ascii(),
                },)*]
            }

            /// Sets a limit by its name. Nothing has that name, or no such number can be had, when this is false.
            #[must_use]
            pub fn set(&mut self, name: &str, value: u64) -> bool {
                match name {
                    $(stringify!($name) => match Number::of_number(value) {
                        Some(value) => self.$name = value,
                        None => return false,
                    },)*
                    _ => return false,
                }
                true
            }
        }
    };
}

limits! {
    /// The size of a component's file. Rust plugins are under 1 MiB; those with an
    /// interpreter inside are 2 to 40.
    file_bytes: usize = 32 * MIB, Bytes;
    /// Time for compiling one component: a 73 KiB file can be made to cost 40 s, and one in Python costs as much.
    compile_time: Duration = Duration::from_mins(5), Milliseconds;
    /// Time on processors for the same, all threads together.
    compile_cpu_time: Duration = Duration::from_mins(4), Milliseconds;
    /// Address space of the compiling process.
    compile_memory: u64 = 4 * 1024 * MIB as u64, Bytes;
    /// One linear memory.
    memory_bytes: usize = 256 * MIB, Bytes;
    /// Linear memories of one instance.
    memories: usize = 4, Things;
    /// Elements of one table.
    table_elements: usize = 100_000, Things;
    /// Tables of one instance.
    tables: usize = 16, Things;
    /// Core instances in a component: a plugin in Rust has 4 to 8, one in Python 38.
    instances: usize = 64, Things;
    /// Resource handles held at once.
    handles: usize = 1_000, Things;
    /// Bytes handed to the host in one call.
    call_bytes: usize = 16 * MIB, Bytes;
    /// Random bytes asked for in one call.
    random_bytes: u64 = 64 * 1024, Bytes;
    /// Time on a processor, for one unit.
    cpu_time: Duration = Duration::from_mins(1), Milliseconds;
    /// Time from a unit's start to its end, waiting for AWS included.
    unit_time: Duration = Duration::from_hours(1), Milliseconds;
    /// Time between the cancellation of a scan and the forced end of its units.
    grace: Duration = Duration::from_secs(2), Milliseconds;
    /// Assets of one unit.
    assets: usize = 1_000_000, Things;
    /// Memory that all assets of one unit take, in bytes, estimated from above: parsed JSON takes several times its
    /// text.
    asset_bytes: usize = 4 * 1024 * MIB, Bytes;
    /// Lines logged by one unit, stdout and stderr included.
    log_lines: usize = 1_000, Things;
    /// Bytes of one logged line.
    log_line_bytes: usize = 4 * 1024, Bytes;
    /// Calls and measurements that one call of `usage` tells of.
    usage_records: usize = 1_000_000, Things;
    /// Memory that those take, in bytes.
    usage_bytes: usize = 512 * MIB, Bytes;
    /// One linear memory while the manifest is read.
    sealed_memory_bytes: usize = 16 * MIB, Bytes;
    /// Time on a processor while the manifest is read.
    sealed_cpu_time: Duration = Duration::from_millis(100), Milliseconds;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_limit_has_a_meaning_and_is_set_by_its_name() {
        let mut limits = Limits::default();
        for limit in Limits::default().list() {
            assert!(
                limit.meaning.ends_with('.') || limit.meaning.contains(". "),
                "{limit:?}"
            );
            assert!(limits.set(limit.name, limit.value + 1), "{limit:?}");
        }
        let raised = limits.list().into_iter().zip(Limits::default().list());
        assert!(
            raised
                .into_iter()
                .all(|(new, old)| new.value == old.value + 1)
        );
        assert!(!limits.set("no_such_limit", 1));
    }
}
