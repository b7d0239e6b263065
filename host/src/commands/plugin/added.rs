//! `opencite plugin add`, `remove`, `grant`, `revoke` and `verify`.

use std::collections::BTreeSet;
use std::io::Write as _;
use std::process::ExitCode;

use anyhow::anyhow;
use opencite_core::IamAction;
use opencite_distribution::Pinned;
use opencite_output::plugin as output;
use opencite_runtime::Limits;

use super::{describe, load};
use crate::cli::AddArgs;
use crate::failure::Failure;
use crate::plugin_home::PluginHome;
use crate::plugin_source::{self, Fetch};
use crate::plugins::{self, LoadedPlugin};
use crate::terminal;

/// Adds a plugin, or takes its next version in. What it asks for beyond what it was granted is held until that is granted.
pub(super) fn add(args: &AddArgs, limits: Limits) -> Result<ExitCode, Failure> {
    let key = args.public_key.as_deref();
    let key = key.map(plugin_source::public_key).transpose()?;
    let fetched = plugin_source::fetch(&args.reference, key.as_ref(), &limits)?;
    let plugin = load(&fetched.file, limits)?;
    let mut home = PluginHome::open()?;
    let id = &plugin.manifest().id;
    let known = home.find(id.as_str()).cloned();
    let granted = match &known {
        Some(known) if known.digest == plugin.digest().to_string() => {
            return say(&format!("{id} is added already, as {}\n", known.digest));
        }
        Some(known) if args.replace && !is_of_the_same(known, &fetched) => {
            first(&plugin, args.yes)?
        }
        Some(known) => {
            check_author(known, &fetched)?;
            update(&plugin, known, args.yes)?
        }
        None => first(&plugin, args.yes)?,
    };
    let pinned = Pinned {
        id: id.clone(),
        version: plugin.manifest().version.clone(),
        source: fetched.source,
        digest: plugin.digest().to_string(),
        signed_by: fetched.signed_by,
        granted,
    };
    let (version, digest) = (pinned.version.clone(), pinned.digest.clone());
    home.put(&plugin.bytes(&fetched.file)?, pinned)?;
    say(&format!("{id} {version} is added, as {digest}\n"))
}

/// Forgets a plugin. What it found stays in the databases.
pub(super) fn remove(id: &str) -> Result<ExitCode, Failure> {
    PluginHome::open()?.remove(id)?;
    say(&format!("{id} is removed\n"))
}

/// Grants a plugin actions that it asks for; without any, all of them.
pub(super) fn grant(id: &str, actions: &[String], limits: Limits) -> Result<ExitCode, Failure> {
    let mut home = PluginHome::open()?;
    let plugin = load(&home.file(&home.require(id)?.id), limits)?;
    let wanted = plugin.wanted();
    let more = if actions.is_empty() {
        wanted.to_vec()
    } else {
        let named = |action: &String| {
            of(wanted, action).ok_or_else(|| {
                let unwanted = anyhow!("{id} does not ask for {action}");
                Failure::usage(unwanted).hint(format!("It asks for {}.", listed(wanted)))
            })
        };
        actions.iter().map(named).collect::<Result<_, _>>()?
    };
    home.grant(id, |granted| granted.extend(more))?;
    told(&home, id)
}

/// Takes actions back.
pub(super) fn revoke(id: &str, actions: &[String]) -> Result<ExitCode, Failure> {
    let mut home = PluginHome::open()?;
    let granted = &home.require(id)?.granted;
    let named = |action: &String| {
        of(granted, action).ok_or_else(|| Failure::usage(anyhow!("{id} was not granted {action}")))
    };
    let less: Vec<IamAction> = actions.iter().map(named).collect::<Result<_, _>>()?;
    home.grant(id, |granted| {
        granted.retain(|action| !less.contains(action));
    })?;
    told(&home, id)
}

/// Checks that each added plugin is what was added.
pub(super) fn verify(limits: Limits) -> Result<ExitCode, Failure> {
    let home = PluginHome::open()?;
    let runtime = plugins::runtime(limits)?;
    let mut lines = Vec::new();
    for pinned in home.plugins() {
        let plugin = super::super::block_on(plugins::added(&home, pinned, &runtime))?;
        let (asked, granted) = (plugin.wanted().len(), plugin.granted().len());
        lines.push(format!(
            "{} {}: whole, granted {granted} of {asked} actions\n",
            pinned.id, pinned.version
        ));
    }
    say(&lines.concat())
}

fn told(home: &PluginHome, id: &str) -> Result<ExitCode, Failure> {
    let granted = &home.require(id)?.granted;
    say(&match granted.len() {
        0 => format!("{id} is granted nothing\n"),
        _ => format!("{id} is granted {}\n", listed(granted)),
    })
}

/// The action of a name.
fn of<'a>(actions: impl IntoIterator<Item = &'a IamAction>, name: &str) -> Option<IamAction> {
    let named = IamAction::parse(name)?;
    actions
        .into_iter()
        .find(|action| **action == named)
        .cloned()
}

fn listed<'a>(actions: impl IntoIterator<Item = &'a IamAction>) -> String {
    let names: Vec<String> = actions.into_iter().map(ToString::to_string).collect();
    names.join(", ")
}

/// A plugin that was never added from there: all that it asks for is shown.
fn first(plugin: &LoadedPlugin, yes: bool) -> Result<BTreeSet<IamAction>, Failure> {
    if !yes {
        terminal::print(|out| output::inspect(&describe(plugin), out))?;
        let id = &plugin.manifest().id;
        confirm(
            &format!("Add {id}, and grant it these actions?"),
            id.as_str(),
        )?;
    }
    Ok(plugin.wanted().iter().cloned().collect())
}

/// A next version keeps what was granted, and is held when it asks for more.
fn update(
    plugin: &LoadedPlugin,
    known: &Pinned,
    yes: bool,
) -> Result<BTreeSet<IamAction>, Failure> {
    let (old, new) = (known.granted_of(plugin.wanted()), plugin.wanted());
    let mut granted: BTreeSet<IamAction> = old.into_iter().collect();
    let is_more = |action: &&IamAction| !granted.contains(*action);
    let more: Vec<&IamAction> = new.iter().filter(is_more).collect();
    if more.is_empty() {
        return Ok(granted);
    }
    if !yes {
        let id = &plugin.manifest().id;
        terminal::say_on_stderr(&format!(
            "{id} {} asks for more than {} was granted: {}\n",
            plugin.manifest().version,
            known.version,
            listed(more.iter().copied())
        ))?;
        confirm("Grant it these, too?", id.as_str())?;
    }
    granted.extend(more.into_iter().cloned());
    Ok(granted)
}

fn confirm(question: &str, id: &str) -> Result<(), Failure> {
    if terminal::confirms(question)? {
        return Ok(());
    }
    Err(
        Failure::usage(anyhow!("{id} is held: nobody granted what it asks for"))
            .hint("Say --yes to grant it; what was added before is as it was."),
    )
}

/// Whether it is the author of what was added: whoever has the same key, or, without one, is at the same place.
fn is_of_the_same(known: &Pinned, fetched: &Fetch) -> bool {
    known.signed_by == fetched.signed_by
        && (known.signed_by.is_some() || known.source == fetched.source)
}

fn check_author(known: &Pinned, fetched: &Fetch) -> Result<(), Failure> {
    let (id, old, new) = (&known.id, &known.source, &fetched.source);
    let other = match &known.signed_by {
        _ if is_of_the_same(known, fetched) => return Ok(()),
        Some(key) => {
            anyhow!("{id} was signed with key {key}, and this one was not verified with it")
        }
        // A key that nobody asked for before is no reason to distrust the same place.
        None if old == new => return Ok(()),
        None => anyhow!("{id} was added from {old}, and this one is from {new}"),
    };
    let hint = match known.signed_by {
        Some(_) => {
            "Name the key with --public-key, or say --replace if another author's is to take its place."
        }
        None => {
            "Say --replace if it is to take its place: then it is granted what it asks for anew."
        }
    };
    Err(Failure::usage(other).hint(hint))
}

fn say(text: &str) -> Result<ExitCode, Failure> {
    terminal::print(|out| out.write_all(text.as_bytes()))?;
    Ok(ExitCode::SUCCESS)
}
