//! `opencite plugin push`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::anyhow;
use opencite_distribution::{Artifact, Client, OciReference, PushError, Reference};
use opencite_runtime::{Limits, Runtime};

use super::load;
use crate::cli::PushArgs;
use crate::commands::scan::clock;
use crate::failure::{Failure, IntoFailure};
use crate::plugins::LoadedPlugin;
use crate::{plugin_source, terminal};

/// How the file of a signature ends.
const SIGNATURE: &str = "minisig";

/// Publishes a plugin that this program would load, and says by which reference it is had for ever.
pub(super) fn run(args: &PushArgs, limits: &Limits) -> Result<ExitCode, Failure> {
    let reference = registry(&args.reference)?;
    let plugin = load(&args.file, limits.clone())?;
    let artifact = artifact(&plugin, args)?;
    let client = Client {
        credentials: plugin_source::credentials(&reference)?,
        ..plugin_source::client(limits)?
    };
    let digest = super::super::block_on(async { Ok(client.push(&reference, &artifact).await?) })?;
    let pinned = Reference::Oci(reference.pinned(digest));
    let signed = match artifact.signature {
        Some(_) => "with its signature",
        None => "without a signature",
    };
    terminal::print(|out| {
        std::io::Write::write_fmt(out, format_args!("{pinned}\npublished {signed}\n"))
    })?;
    Ok(ExitCode::SUCCESS)
}

fn registry(text: &str) -> Result<OciReference, Failure> {
    match text.parse().map_err(Failure::usage)? {
        Reference::Oci(reference) => Ok(reference),
        Reference::File(_) | Reference::Url(_) => {
            Err(Failure::usage(anyhow!("{text} is no registry"))
                .hint("Name one as oci://registry/repository:tag."))
        }
    }
}

fn artifact(plugin: &LoadedPlugin, args: &PushArgs) -> Result<Artifact, Failure> {
    let manifest = plugin.manifest();
    let title = manifest.title.clone();
    Ok(Artifact {
        component: plugin.bytes(&args.file)?,
        imports: plugin.imports().names(),
        exports: vec![format!("opencite:plugin/guest@{}", Runtime::WIT_VERSION)],
        created: clock(),
        title: manifest.id.to_string(),
        version: manifest.version.clone(),
        description: (!title.is_empty()).then_some(title),
        source: None,
        licenses: None,
        signature: signature(args)?,
    })
}

fn signature(args: &PushArgs) -> Result<Option<String>, Failure> {
    let beside = beside(&args.file);
    let path = match &args.signature {
        Some(named) => named,
        None if beside.is_file() => &beside,
        None => return Ok(None),
    };
    plugin_source::read(path).map(Some)
}

fn beside(file: &Path) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(format!(".{SIGNATURE}"));
    name.into()
}

impl IntoFailure for PushError {
    fn into_failure(self) -> Failure {
        let hint = self.hint();
        Failure::failed(self).hint(hint)
    }
}
