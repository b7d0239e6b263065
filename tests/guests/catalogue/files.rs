//! Files that are no plugins, or lie about what they are.

use opencite_runtime::Limits;

use super::run::Run::{File, Other};
use super::{Case, case};
use crate::guests::compiling::{
    code_of_a_cache_of_others, code_of_two_at_once, code_that_was_tampered_with,
    little_compiling_time, one_second_on_processors,
};
use crate::guests::files::{endless_file, native_program, precompiled};
use crate::guests::manifests::liar;
use crate::guests::scans::plugins_of_one_id;
use crate::guests::{bytes_of, edited, wat};

const UNREACHABLE: &str = "wasm `unreachable` instruction executed";

pub(super) const CASES: &[Case] = &[
    case(
        2,
        "loops while it says what it is",
        File(|| liar("loops"), Limits::default),
        "unusable manifest: 100ms of processor time",
    ),
    case(
        3,
        "loops when it is started",
        File(|| wat::started("(loop $again br $again)"), Limits::default),
        "unusable manifest: 100ms of processor time",
    ),
    case(
        3,
        "traps when it is started",
        File(|| wat::started("unreachable"), Limits::default),
        UNREACHABLE,
    ),
    case(
        6,
        "begins with 1 GiB of memory",
        File(|| wat::plugin("", "(memory 16384)"), Limits::default),
        "memory minimum size of 16384 pages exceeds memory limits",
    ),
    case(
        7,
        "begins with a table of 10,000,000",
        File(
            || wat::plugin("", "(table 10000000 funcref)"),
            Limits::default,
        ),
        "table minimum size of 10000000 elements exceeds table limits",
    ),
    case(
        7,
        "grows a table until it is refused, and traps unless that is at 100,000",
        File(wat::growing_table, Limits::default),
        "type mismatch",
    ),
    case(
        8,
        "70 instances",
        File(|| wat::instances(70), Limits::default),
        "instance count too high at 65",
    ),
    case(
        8,
        "40 memories",
        File(
            || wat::plugin("", &"(memory 1)".repeat(40)),
            Limits::default,
        ),
        "memory count too high at 40",
    ),
    case(
        8,
        "40 tables",
        File(
            || wat::plugin("", &"(table 1 funcref)".repeat(40)),
            Limits::default,
        ),
        "table count too high at 40",
    ),
    case(
        26,
        "imports sockets",
        File(|| wat::importing("wasi:sockets/tcp@0.2.6"), Limits::default),
        "imports wasi:sockets/tcp@0.2.6, which plugins are not given",
    ),
    case(
        26,
        "imports HTTP",
        File(
            || wat::importing("wasi:http/outgoing-handler@0.2.6"),
            Limits::default,
        ),
        "imports wasi:http/outgoing-handler@0.2.6, which plugins are not given",
    ),
    case(
        26,
        "imports files",
        File(
            || wat::importing("wasi:filesystem/types@0.2.6"),
            Limits::default,
        ),
        "imports wasi:filesystem/types@0.2.6, which plugins are not given",
    ),
    case(
        27,
        "imports a function that nobody lends",
        File(
            || edited("hostile", "list-custom-models", "stop-custom-models"),
            Limits::default,
        ),
        "`stop-custom-models` has the wrong type: function implementation is missing",
    ),
    case(
        27,
        "asks for an action that it imports no function for",
        File(|| liar("asks for more"), Limits::default),
        "it asks for iam:CreateUser, which it imports no function for",
    ),
    case(
        31,
        "was built for a newer patch, with the same functions",
        File(|| edited("hostile", "@0.1.0", "@0.1.9"), Limits::default),
        "taken as hostile",
    ),
    case(
        31,
        "was built for a newer minor version",
        File(|| edited("hostile", "@0.1.0", "@0.2.0"), Limits::default),
        "needs opencite:aws-types/types@0.2.0, and this program offers version 0.1.0",
    ),
    case(
        31,
        "was built for a newer major version",
        File(|| edited("hostile", "@0.1.0", "@1.1.0"), Limits::default),
        "needs opencite:aws-types/types@1.1.0, and this program offers version 0.1.0",
    ),
    case(
        31,
        "imports a function under another type",
        File(|| edited("hostile", "emit", "keep"), Limits::default),
        "has the wrong type",
    ),
    case(
        31,
        "exports no `usage`",
        File(wat::without_usage, Limits::default),
        "does not have export `usage`",
    ),
    case(
        32,
        "a core module",
        File(|| wat::module(""), Limits::default),
        "not a WebAssembly component but a core WebAssembly module",
    ),
    case(
        32,
        "an empty file",
        File(Vec::new, Limits::default),
        "not a WebAssembly component but an empty file",
    ),
    case(
        32,
        "garbage",
        File(|| b"\x00\x01garbage".to_vec(), Limits::default),
        "not a WebAssembly component but something unknown",
    ),
    case(
        32,
        "the first half of a plugin",
        File(
            || bytes_of("liar")[..bytes_of("liar").len() / 2].to_vec(),
            Limits::default,
        ),
        "not a valid WebAssembly component",
    ),
    case(
        33,
        "compiled code",
        File(precompiled, Limits::default),
        "not a WebAssembly component but code compiled by Wasmtime",
    ),
    case(
        33,
        "a native program",
        File(native_program, Limits::default),
        "not a WebAssembly component but a native program",
    ),
    case(
        34,
        "a file of 33 MiB",
        File(|| vec![0; 33 * 1024 * 1024], Limits::default),
        "has 34603008 bytes, over the limit of 33554432",
    ),
    case(
        34,
        "a file that has no end",
        Other(endless_file),
        "has 65537 bytes, over the limit of 65536",
    ),
    case(
        34,
        "a file that is packed",
        File(|| b"\x1f\x8b\x08packed".to_vec(), Limits::default),
        "not a WebAssembly component but a gzip file",
    ),
    case(
        35,
        "3,000 loops within each other, for a compiler with half a second",
        File(wat::compile_bomb, little_compiling_time),
        "is too complex",
    ),
    case(
        35,
        "3,000 loops within each other, for a compiler with a second on processors",
        File(wat::compile_bomb, one_second_on_processors),
        "is too complex",
    ),
    case(
        35,
        "50,000 exported functions, for a compiler with half a second",
        File(wat::many_functions, little_compiling_time),
        "is too complex",
    ),
    case(
        35,
        "1,000 components within each other",
        File(|| wat::nested_components(1_000), Limits::default),
        "a component, but not a plugin",
    ),
    case(
        35,
        "a type that doubles 60 times",
        File(wat::doubling_types, Limits::default),
        "not a valid WebAssembly component",
    ),
    case(
        35,
        "a type 5,000 levels deep",
        File(wat::deep_types, Limits::default),
        "not a valid WebAssembly component",
    ),
    case(
        36,
        "compiled code in the cache that somebody else may have put there",
        Other(code_that_was_tampered_with),
        "writable by the group: not used; writable by all: not used; a symbolic link: not used; a file of another kind: not used",
    ),
    case(
        36,
        "a cache that others can write to",
        Other(code_of_a_cache_of_others),
        "the directory is not the operator's alone (mode 0700)",
    ),
    case(
        36,
        "two programs that compile the same at once",
        Other(code_of_two_at_once),
        "both run, one file is kept",
    ),
    case(
        39,
        "takes the id of another plugin",
        Other(plugins_of_one_id),
        "plugin id liar is used by both guests/one.wasm and guests/other.wasm",
    ),
    case(
        39,
        "an id that is a path and an escape sequence",
        File(|| liar("bad id"), Limits::default),
        r#"plugin id "../../\u{1b}[31mBad" is not a lower-case word"#,
    ),
    case(
        39,
        "a title that clears the screen",
        File(|| liar("misleading title"), Limits::default),
        r"taken as liar: Safe\u{1b}[2J\u{202e}\nerror: x",
    ),
    case(
        39,
        "an id of 4 MiB",
        File(|| liar("long id"), Limits::default),
        "its id has 4194304 bytes, over the limit of 500",
    ),
    case(
        39,
        "a title of 32 MiB",
        File(|| liar("allocates"), Limits::default),
        "unusable manifest",
    ),
    case(
        39,
        "asks the host something while it says what it is",
        File(|| liar("asks the host"), Limits::default),
        "unknown import: `opencite:plugin/config@0.1.0#get` has not been defined",
    ),
    case(
        43,
        "64-bit memory",
        File(|| wat::plugin("", "(memory i64 1)"), Limits::default),
        "memory64 must be enabled",
    ),
    case(
        43,
        "shared memory",
        File(|| wat::plugin("", "(memory 1 1 shared)"), Limits::default),
        "threads must be enabled",
    ),
];
