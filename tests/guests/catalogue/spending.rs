//! Time, memory and words: what a guest can take too much of.

use opencite_runtime::Limits;

use super::run::Run::{Cancelled, Unit};
use super::{Case, case};
use crate::guests::limits::{little_processor_time, little_room, little_time, short_grace};

const SPENT: &str = "partial, 1 asset; limit: 200ms of processor time";
const LATE: &str = "partial, 1 asset; limit: 1s from the unit's start";
const CANCELLED: &str = "partial, 1 asset; cancelled: the scan was cancelled";

pub(super) const CASES: &[Case] = &[
    case(
        1,
        "never returns",
        Unit("loops", little_processor_time),
        SPENT,
    ),
    case(
        1,
        "calls the host for ever",
        Unit("loops_in_host_calls", little_processor_time),
        SPENT,
    ),
    case(
        1,
        "copies 32 MiB at once, for ever",
        Unit("loops_in_bulk_copies", little_processor_time),
        SPENT,
    ),
    case(
        1,
        "gives the processor back after each step",
        Unit("naps_without_end", little_processor_time),
        SPENT,
    ),
    case(4, "sleeps", Unit("sleeps", little_time), LATE),
    case(
        4,
        "sleeps for longer than clocks can count",
        Unit("sleeps_past_the_end_of_time", little_time),
        LATE,
    ),
    case(
        4,
        "waits for an answer that never comes",
        Unit("waits_for_aws", little_time),
        LATE,
    ),
    case(
        5,
        "grows its memory until it is refused",
        Unit("grows_until_refused", Limits::default),
        r#"complete, 1 asset: {"mib":255}"#,
    ),
    case(
        5,
        "allocates until nothing is left",
        Unit("allocates_without_end", Limits::default),
        "memory allocation of 1048576 bytes failed",
    ),
    case(
        9,
        "recurses without end",
        Unit("recurses_without_end", Limits::default),
        "trap: wasm trap: call stack exhausted",
    ),
    case(
        20,
        "logs 50,000 lines",
        Unit("floods_the_log", Limits::default),
        "complete, 0 assets; 49000 lines dropped",
    ),
    case(
        21,
        "writes 50,000 lines to stdout",
        Unit("floods_stdout_in_lines", Limits::default),
        "complete, 0 assets; 49000 lines dropped",
    ),
    case(
        21,
        "writes one line of 4 MB",
        Unit("floods_stdout_without_a_line", Limits::default),
        "complete, 0 assets; 1 lines dropped",
    ),
    case(
        21,
        "clears the screen, turns the direction of writing",
        Unit("misleads", Limits::default),
        r"plugin: gave up \u{1b}[2J\u{202e}evil\r\u{7}\u{9b}1A\u{200b}\n",
    ),
    case(
        22,
        "writes nothing 100,000 times",
        Unit("writes_nothing_often", Limits::default),
        "complete, 0 assets",
    ),
    case(
        22,
        "writes a terabyte of zeroes in one call",
        Unit("writes_a_terabyte_of_zeroes", Limits::default),
        "trap: cannot write more zeroes than `check_write` allows",
    ),
    case(
        22,
        "reports its progress 100,000 times",
        Unit("reports_progress_often", Limits::default),
        "complete, 0 assets",
    ),
    case(
        23,
        "emits assets without end",
        Unit("emits_without_end", little_room),
        "partial, 5000 assets; plugin: limit: 5000 assets in one unit",
    ),
    case(
        23,
        "emits the same asset without end",
        Unit("emits_twins_without_end", little_room),
        "partial, 1 asset; plugin: limit: 16777216 bytes of assets in one unit",
    ),
    case(
        23,
        "emits the same asset 10,000 times",
        Unit("emits_duplicates", Limits::default),
        "complete, 1 asset",
    ),
    case(
        23,
        "emits properties of 1 MiB each",
        Unit("emits_heavy_properties", little_room),
        "partial, 15 assets; plugin: limit: 16777216 bytes of assets in one unit",
    ),
    case(
        23,
        "emits 3 MB of relations each",
        Unit("emits_heavy_relations", little_room),
        "partial, 5 assets; plugin: limit: 16777216 bytes of assets in one unit",
    ),
    case(
        23,
        "emits JSON that is many times its size in memory",
        Unit("emits_json_that_swells", little_room),
        "failed, 0 assets; plugin: limit: 16777216 bytes of assets in one unit",
    ),
    case(
        23,
        "emits 100 MB in one call",
        Unit("emits_100_mb_at_once", Limits::default),
        "trap: too much data is being copied",
    ),
    case(
        23,
        "emits JSON 100,000 levels deep, and 15 more bad assets",
        Unit("emits_bad_assets", Limits::default),
        "bottomless: asset 1: properties are not JSON",
    ),
    case(
        37,
        "looks for a clock that measures more finely than 1 ms",
        Unit("measures_time", Limits::default),
        "complete, 1 asset",
    ),
    case(
        37,
        "draws 1 GiB of random bytes",
        Unit("drains_random", Limits::default),
        "trap: requested len 1073741824 exceeds limit 65536",
    ),
    case(
        40,
        "calls the host for ever in a scan that is cancelled",
        Cancelled("loops_in_host_calls", short_grace),
        CANCELLED,
    ),
    case(
        40,
        "sleeps in a scan that is cancelled",
        Cancelled("sleeps", short_grace),
        CANCELLED,
    ),
];
