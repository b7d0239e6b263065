//! A file in the cache of compiled code that is not what was compiled: the plugin is loaded all the same, and says the
//! same of itself.
//!
//! The first byte chooses what stands there: the rest of the input, the beginning of the code, as long as the next four
//! bytes say, or the code with changes to its header and to what it says of the engine: two bytes for a place, and one
//! to put there. The instructions are never others: who can write those needs no flaw of ours.

#![no_main]

use std::fs;
use std::ops::Range;
use std::path::PathBuf;
use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use object::read::elf::ElfFile64;
use object::{Endianness, Object as _, ObjectSection as _};
use opencite_fuzz::plugin::{self, Host};

/// The length of the header of an ELF file.
const HEADER: usize = 64;

/// A plugin, and the code that it was compiled to.
struct Compiled {
    host: Host,
    path: PathBuf,
    code: Vec<u8>,
    /// Where the code says which engine it is for.
    engine: Range<usize>,
    _compiler: Host,
}

static COMPILED: LazyLock<Compiled> = LazyLock::new(|| {
    let component = plugin::component(&plugin::sound_memory());
    let compiler = Host::compiling(&component);
    compiler.load().expect("its manifest is in order");
    let host = Host::copying(&compiler.code(), &component);
    host.load().expect("its manifest is in order");
    let code = fs::read(host.code()).expect("it is there");
    Compiled {
        path: host.code(),
        host,
        engine: engine(&code),
        code,
        _compiler: compiler,
    }
});

fn engine(code: &[u8]) -> Range<usize> {
    let file = ElfFile64::<Endianness>::parse(code).expect("it is an ELF file");
    let section = file.section_by_name(".wasmtime.engine");
    let range = section.and_then(|section| section.file_range());
    let (start, length) = range.expect("it says which engine it is for");
    let place = |offset| usize::try_from(offset).expect("it is in memory");
    place(start)..place(start + length)
}

/// Compiles, for the runtime or for the target, before the time of an input begins.
fn prepare() {
    plugin::compile_when_asked();
    LazyLock::force(&COMPILED);
}

fuzz_target!(init: prepare(), |input: &[u8]| {
    let Some((&kind, rest)) = input.split_first() else {
        return;
    };
    let planted = match kind % 3 {
        0 => rest.to_vec(),
        1 => cut(rest),
        _ => changed(rest),
    };
    plugin::plant(&COMPILED.path, &planted);
    // What was put there, and what it was replaced with.
    for _ in 0..2 {
        let plugin = COMPILED.host.load().expect("it is compiled again");
        let manifest = plugin.manifest();
        assert_eq!((manifest.id.as_str(), manifest.title.as_str()), ("plain", "Plain"));
    }
    let kept = fs::read(&COMPILED.path).expect("it is there");
    assert!(kept == COMPILED.code || kept == planted, "what is kept is whole");
});

fn cut(input: &[u8]) -> Vec<u8> {
    let code = &COMPILED.code;
    let length = input
        .first_chunk()
        .map_or(0, |length| u32::from_le_bytes(*length));
    let length = usize::try_from(length).unwrap_or_default() % code.len();
    code.iter().take(length).copied().collect()
}

fn changed(changes: &[u8]) -> Vec<u8> {
    let mut code = COMPILED.code.clone();
    let places: Vec<usize> = (0..HEADER).chain(COMPILED.engine.clone()).collect();
    for change in changes.as_chunks::<3>().0 {
        let [low, high, byte] = *change;
        let place = usize::from(u16::from_le_bytes([low, high])) % places.len();
        let place = places.get(place).and_then(|place| code.get_mut(*place));
        *place.expect("it is in the code") = byte;
    }
    code
}
