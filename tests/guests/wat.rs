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
