//! `opencite plugin check`: what a plugin's author wants to know before anybody else does.

use std::path::Path;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use opencite_core::Manifest;
use opencite_runtime::{Limits, Runtime};

use crate::failure::Failure;
use crate::plugins::{self, LoadedPlugin};
use crate::terminal;

/// Larger than what an interpreter takes, in bytes: worth a second look.
const LARGE: u64 = 24 * 1024 * 1024;
/// Longer than what whoever adds a plugin wants to wait.
const SLOW: Duration = Duration::from_secs(30);

/// One thing that was looked at.
struct Finding {
    is_fine: bool,
    text: String,
}

pub(super) fn run(file: &Path, limits: &Limits) -> Result<ExitCode, Failure> {
    let (plugin, took) = compile(file, limits.clone())?;
    let findings = findings(&plugin, took, limits);
    terminal::print(|out| {
        findings.iter().try_for_each(|finding| {
            let word = if finding.is_fine { "ok  " } else { "WARN" };
            std::io::Write::write_fmt(out, format_args!("{word}  {}\n", finding.text))
        })
    })?;
    Ok(ExitCode::SUCCESS)
}

/// Loads the plugin as who adds it does, who has never compiled it.
fn compile(file: &Path, limits: Limits) -> Result<(LoadedPlugin, Duration), Failure> {
    let cache = tempfile::tempdir().map_err(Failure::failed)?;
    let runtime = plugins::runtime_in(cache.path().to_owned(), limits)?;
    let began = Instant::now();
    let plugin = super::super::block_on(plugins::named(&runtime, file))?;
    Ok((plugin, began.elapsed()))
}

fn findings(plugin: &LoadedPlugin, took: Duration, limits: &Limits) -> Vec<Finding> {
    let (manifest, size) = (plugin.manifest(), plugin.size());
    let wasi = plugin.imports().wasi.join(", ");
    vec![
        fine(format!(
            "it fits the world opencite:plugin/plugin@{}",
            Runtime::WIT_VERSION
        )),
        discovers(manifest),
        Finding {
            is_fine: !manifest.title.is_empty(),
            text: match manifest.title.as_str() {
                "" => format!("{} {} has no title", manifest.id, manifest.version),
                title => format!("{} {}: {title}", manifest.id, manifest.version),
            },
        },
        asks_for(plugin),
        fine(match wasi.as_str() {
            "" => "it imports nothing of WASI".to_owned(),
            wasi => format!("of WASI it imports {wasi}"),
        }),
        Finding {
            is_fine: size <= LARGE,
            text: format!("{size} bytes, of at most {}", limits.file_bytes),
        },
        Finding {
            is_fine: took <= SLOW,
            text: format!(
                "it is compiled and loaded in {:.1} s, once",
                took.as_secs_f64()
            ),
        },
    ]
}

fn discovers(manifest: &Manifest) -> Finding {
    let types = manifest
        .asset_types
        .iter()
        .map(|declared| declared.name.as_str());
    let sources = manifest
        .usage_sources
        .iter()
        .map(|source| source.name.as_str());
    let all: Vec<&str> = types.chain(sources).collect();
    match all.as_slice() {
        [] => Finding {
            is_fine: false,
            text: "it has neither an asset type nor a source of usage: no scan will run it"
                .to_owned(),
        },
        all => fine(format!("it discovers {}", all.join(", "))),
    }
}

fn asks_for(plugin: &LoadedPlugin) -> Finding {
    let wanted: Vec<String> = plugin.wanted().iter().map(ToString::to_string).collect();
    let unused: Vec<String> = plugin
        .imports()
        .aws
        .iter()
        .filter(|action| !plugin.wanted().contains(action))
        .map(ToString::to_string)
        .collect();
    let more = match unused.as_slice() {
        [] => String::new(),
        unused => format!(
            "; it imports {} as well, which its manifest leaves out",
            unused.join(", ")
        ),
    };
    match wanted.as_slice() {
        [] => fine("it asks for nothing of AWS".to_owned()),
        wanted => fine(format!("it asks for {}{more}", wanted.join(", "))),
    }
}

fn fine(text: String) -> Finding {
    Finding {
        is_fine: true,
        text,
    }
}
