//! Components as text: for what only needs a few instructions, or what no compiler would make.

/// What makes a component a plugin, as far as names go, of a core instance `$i` with a function `f`.
pub(super) const GUEST: &str = r#"
    (func $f (canon lift (core func $i "f")))
    (instance $guest
        (export "manifest" (func $f))
        (export "verify" (func $f))
        (export "discover" (func $f))
        (export "usage" (func $f)))
    (export "opencite:plugin/guest@0.1.0" (instance $guest))"#;

/// A component like a plugin, around a core module with these fields.
pub(super) fn plugin(imports: &str, core: &str) -> Vec<u8> {
    plugin_exporting(imports, core, GUEST)
}

/// A component with a core module `$m` of these fields, its instance `$i`, and these exports.
pub(super) fn plugin_exporting(imports: &str, core: &str, exports: &str) -> Vec<u8> {
    component(&format!(
        r#"{imports}
        (core module $m {core} (func (export "f")))
        (core instance $i (instantiate $m))
        {exports}"#
    ))
}

pub(super) fn component(fields: &str) -> Vec<u8> {
    parse(&format!("(component {fields})"))
}

pub(super) fn module(fields: &str) -> Vec<u8> {
    parse(&format!("(module {fields})"))
}

/// A component like a plugin that imports an interface.
pub(super) fn importing(interface: &str) -> Vec<u8> {
    plugin(&format!(r#"(import "{interface}" (instance))"#), "")
}

/// A component like a plugin that lacks a function.
pub(super) fn without_usage() -> Vec<u8> {
    plugin_exporting("", "", &GUEST.replace("\"usage\"", "\"use\""))
}

/// A component like a plugin that runs these instructions when it is instantiated.
pub(super) fn started(instructions: &str) -> Vec<u8> {
    plugin("", &format!("(func $s {instructions}) (start $s)"))
}

/// A component like a plugin that grows a table until it is refused. It traps when the table is then larger than the
/// 100,000 elements that it may have, or smaller.
pub(super) fn growing_table() -> Vec<u8> {
    let grow = "(loop $again
        (br_if $again (i32.ne (table.grow (ref.null func) (i32.const 1000)) (i32.const -1))))
        (if (i32.ne (table.size) (i32.const 100000)) (then unreachable))";
    plugin(
        "",
        &format!("(table 0 funcref) (func $s {grow}) (start $s)"),
    )
}

/// A component like a plugin with so many more instances of its module.
pub(super) fn instances(count: usize) -> Vec<u8> {
    let more = "(core instance (instantiate $m))".repeat(count);
    plugin_exporting("", "", &[&more, GUEST].concat())
}

/// Components, each within the last, as no parser of text would read them.
pub(super) fn nested_components(depth: usize) -> Vec<u8> {
    const COMPONENT_SECTION: u8 = 4;
    let empty = component("");
    (0..depth).fold(empty.clone(), |inner, _| {
        [
            &empty[..],
            &[COMPONENT_SECTION],
            &leb128(inner.len()),
            &inner,
        ]
        .concat()
    })
}

fn leb128(mut number: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    while number >= 0x80 {
        bytes.push(number.to_le_bytes()[0] | 0x80);
        number >>= 7;
    }
    bytes.push(number.to_le_bytes()[0]);
    bytes
}

/// A few words of type that are 2^60 numbers.
pub(super) fn doubling_types() -> Vec<u8> {
    types("(tuple u8 u8)", 60, |last| format!("(tuple {last} {last})"))
}

pub(super) fn deep_types() -> Vec<u8> {
    types("(list u8)", 5_000, |last| format!("(list {last})"))
}

/// A component like a plugin with types that are each made of the last.
fn types(first: &str, count: usize, next: fn(&str) -> String) -> Vec<u8> {
    let more = (1..=count)
        .map(|number| format!("(type $t{number} {})", next(&format!("$t{}", number - 1))));
    let types: Vec<String> = [format!("(type $t0 {first})")]
        .into_iter()
        .chain(more)
        .collect();
    plugin_exporting(&types.concat(), "", GUEST)
}

fn parse(text: &str) -> Vec<u8> {
    wat::parse_str(text).unwrap_or_else(|error| panic!("{error}"))
}

/// A component whose compilation takes most of a minute, for its nested loops and their many variables.
pub(super) fn compile_bomb() -> Vec<u8> {
    const DEPTH: usize = 3_000;
    const LOCALS: usize = 3_000;
    let locals = "i32 ".repeat(LOCALS);
    let opened: String = (0..DEPTH)
        .map(|number| format!("loop local.get {number} i32.const 1 i32.add local.set {number} "))
        .collect::<Vec<_>>()
        .concat();
    let closed = "local.get 0 br_if 0 end ".repeat(DEPTH);
    plugin("", &format!("(func (local {locals}) {opened} {closed})"))
}

/// A component with so many functions that compiling them takes long, although none does anything.
pub(super) fn many_functions() -> Vec<u8> {
    const FUNCTIONS: usize = 50_000;
    let functions: Vec<String> = (0..FUNCTIONS)
        .map(|number| format!("(func (export \"{number}\"))"))
        .collect();
    plugin("", &functions.concat())
}
