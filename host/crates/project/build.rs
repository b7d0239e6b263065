//! Lists the files that a project takes over as they are: the contract, and the SDK with a manifest of its own.

use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use toml::{Table, Value};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

const ROOT: &str = "../../..";

fn main() -> Result<()> {
    let root = fs::canonicalize(ROOT)?;
    let out = out_dir()?;
    let sdk = root.join("plugins/sdk");
    let manifest = out.join("sdk.toml");
    fs::write(&manifest, manifest_of_sdk(&root)?)?;
    let mut sources = files(&sdk.join("src"), &sdk, "rs")?;
    sources.insert(0, ("Cargo.toml".to_owned(), manifest));
    let wit = root.join("wit");
    let contract = table("CONTRACT", &files(&wit, &wit, "wit")?)?;
    let sdk = table("SDK", &sources)?;
    fs::write(out.join("embedded.rs"), contract + &sdk)?;
    for watched in ["wit", "plugins/sdk", "Cargo.toml"] {
        println!("cargo::rerun-if-changed={}", root.join(watched).display());
    }
    Ok(())
}

#[expect(clippy::disallowed_methods, reason = "cargo tells it this way")]
fn out_dir() -> Result<PathBuf> {
    let named = std::env::var_os("OUT_DIR").map(PathBuf::from);
    named.ok_or_else(|| "cargo names no OUT_DIR".into())
}

/// The files below a folder that end so, sorted, each with its path below another folder.
fn files(folder: &Path, base: &Path, extension: &str) -> Result<Vec<(String, PathBuf)>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(files(&path, base, extension)?);
        } else if path.extension().is_some_and(|it| it == extension) {
            let below = path
                .strip_prefix(base)?
                .to_str()
                .ok_or("a path is no text")?;
            found.push((below.to_owned(), path));
        }
    }
    found.sort();
    Ok(found)
}

/// The source of a constant with these files.
fn table(name: &str, files: &[(String, PathBuf)]) -> Result<String> {
    let mut text = format!("const {name}: &[(&str, &str)] = &[\n");
    for (path, file) in files {
        let file = file.to_str().ok_or("a path is no text")?;
        writeln!(text, "    ({path:?}, include_str!({file:?})),")?;
    }
    text.push_str("];\n");
    Ok(text)
}

/// The manifest of the SDK without what it has from this workspace, and without its tests' needs.
fn manifest_of_sdk(root: &Path) -> Result<String> {
    let read = |path: &str| -> Result<Table> { Ok(fs::read_to_string(root.join(path))?.parse()?) };
    let mut sdk = read("plugins/sdk/Cargo.toml")?;
    let workspace = read("Cargo.toml")?;
    let workspace = workspace.get("workspace").ok_or("it is a workspace")?;
    sdk.remove("lints");
    sdk.remove("dev-dependencies");
    resolve(&mut sdk, "package", workspace.get("package"))?;
    resolve(&mut sdk, "dependencies", workspace.get("dependencies"))?;
    Ok(sdk.to_string())
}

/// Puts the workspace's values in the place of `{ workspace = true }`.
fn resolve(manifest: &mut Table, section: &str, inherited: Option<&Value>) -> Result<()> {
    let fields = manifest.get_mut(section).and_then(Value::as_table_mut);
    for (name, value) in fields.ok_or("the manifest lacks a section")? {
        if !inherits(value) {
            continue;
        }
        if value.as_table().is_some_and(|keys| keys.len() > 1) {
            return Err(format!("{section}.{name} adds to what it inherits").into());
        }
        let from = inherited.and_then(|inherited| inherited.get(name));
        *value = from.ok_or("the workspace lacks what is inherited")?.clone();
    }
    Ok(())
}

fn inherits(value: &Value) -> bool {
    value.get("workspace").and_then(Value::as_bool) == Some(true)
}
