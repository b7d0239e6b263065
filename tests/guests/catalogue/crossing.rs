//! Crashes, and lies about pointers, lengths and handles at the border of the sandbox.

use opencite_runtime::Limits;

use super::places::usual;
use super::run::Run::{Other, Scan, Unit};
use super::{Case, case};
use crate::guests::limits::{calls_counted_around_a_crash, little_processor_time};

const TOO_MUCH: &str = "trap: too much data is being copied between the host and the guest";
const OUTSIDE: &str = "trap: string pointer/length out of bounds of memory";

pub(super) const CASES: &[Case] = &[
    case(
        10,
        "executes `unreachable`",
        Unit("executes_unreachable", Limits::default),
        "trap: wasm trap: wasm `unreachable` instruction executed",
    ),
    case(
        10,
        "divides by zero",
        Unit("divides_by_zero", Limits::default),
        "trap: wasm trap: integer divide by zero",
    ),
    case(
        10,
        "calls a function of another type",
        Unit("calls_what_is_no_such_function", Limits::default),
        "trap: wasm trap: indirect call type mismatch",
    ),
    case(
        10,
        "panics, having emitted two assets",
        Unit("panics_after_emitting", Limits::default),
        "partial, 2 assets; trap: wasm trap: wasm `unreachable` instruction executed; its last words: panicked at",
    ),
    case(
        10,
        "ends the process",
        Unit("exits", Limits::default),
        "trap: Exited with i32 exit status 0",
    ),
    case(
        11,
        "counts how often it is entered, before and after a crash",
        Other(calls_counted_around_a_crash),
        r#"{"calls":1}, crashed, {"calls":1}"#,
    ),
    case(
        12,
        "calls the host while the host asks it for memory",
        Unit("allocates_with_a_call", Limits::default),
        "trap: wasm trap: cannot leave component instance",
    ),
    case(
        13,
        "hands over a text of 17 MB",
        Unit("hands_over_17_mb", Limits::default),
        TOO_MUCH,
    ),
    case(
        13,
        "gives up with a text of 17 MB",
        Unit("gives_up_with_17_mb", Limits::default),
        TOO_MUCH,
    ),
    case(
        14,
        "hands over a million texts",
        Unit("hands_over_a_million_texts", Limits::default),
        TOO_MUCH,
    ),
    case(
        14,
        "says that a list is 4,294,967,295 long",
        Unit("lies_about_the_length_of_a_list", Limits::default),
        "trap: list pointer/length out of bounds of memory",
    ),
    case(
        14,
        "hands over 1 MiB of its memory as 16 GiB of texts",
        Unit("hands_over_one_text_many_times", Limits::default),
        TOO_MUCH,
    ),
    case(
        14,
        "asks for as many details as fit into one call",
        Scan("asks_for_600_000_details", usual),
        "limit at bedrock:GetCustomModel: 10000 descriptions in one batch",
    ),
    case(
        14,
        "sends as many requests as fit into one call",
        Scan("sends_200_000_at_once", usual),
        "limit at bedrock:GetAgent: 10000 descriptions in one batch",
    ),
    case(
        14,
        "sends as many requests of no operation",
        Scan("sends_200_000_of_no_operation", usual),
        "not-granted at bedrock-agent:NoSuchOperation: not sent:",
    ),
    case(
        15,
        "points outside its memory",
        Unit("points_outside", Limits::default),
        OUTSIDE,
    ),
    case(
        15,
        "says that a text is longer than its memory",
        Unit("lies_about_a_length", Limits::default),
        OUTSIDE,
    ),
    case(
        15,
        "points between two numbers",
        Unit("points_between", Limits::default),
        "trap: list pointer is not aligned",
    ),
    case(
        15,
        "gives the host memory that is not there",
        Unit("allocates_outside", Limits::default),
        "trap: realloc return: beyond end of memory",
    ),
    case(
        15,
        "gives the host memory between two numbers",
        Unit("allocates_between", Limits::default),
        "trap: realloc return: result not aligned",
    ),
    case(
        15,
        "never gives the host the memory that it asks for",
        Unit("allocates_for_ever", little_processor_time),
        "limit: 200ms of processor time",
    ),
    case(
        15,
        "returns, and never takes back the memory of its words",
        Unit("frees_for_ever", little_processor_time),
        "limit: 200ms of processor time",
    ),
    case(
        16,
        "hands over a text that is no UTF-8",
        Unit("writes_invalid_utf8", Limits::default),
        "trap: invalid utf-8 sequence of 1 bytes from index 0",
    ),
    case(
        17,
        "uses a handle that nobody gave it",
        Unit("forges_a_handle", Limits::default),
        "trap: unknown handle index 42",
    ),
    case(
        17,
        "takes a stream for a listing",
        Unit("takes_a_handle_for_another", Limits::default),
        "trap: handle index 1 used with the wrong type",
    ),
    case(
        18,
        "opens 2,000 listings",
        Scan("opens_many_listings", usual),
        "trap: resource table has no free keys",
    ),
    case(
        18,
        "opens 5,000 streams",
        Unit("opens_many_streams", Limits::default),
        "trap: resource table has no free keys",
    ),
    case(
        19,
        "uses a handle that it gave back",
        Scan("uses_a_dropped_handle", usual),
        "trap: unknown handle index 1",
    ),
    case(
        19,
        "gives a handle back twice",
        Scan("drops_a_handle_twice", usual),
        "trap: unknown handle index 1",
    ),
];
