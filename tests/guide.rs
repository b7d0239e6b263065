//! The author's guide: its commands work as they stand there, one after the other, in an account that is simulated.

use opencite_sim::Estate;

use crate::support::{Opencite, SimServer};

const GUIDE: &str = include_str!("../docs/plugins.md");

/// What the head of a block may say that it needs; such blocks are not run here.
const NEEDS: &[(&str, &str)] = &[
    ("needs-checkout", "the program is built already"),
    ("needs-network", "the target is set up already"),
    ("needs-pip", "tests/new_plugin.rs builds that project"),
    ("needs-npm", "tests/new_plugin.rs builds that project"),
    ("needs-minisign", "the tool is no part of this repository"),
    ("needs-registry", "there is none here"),
    ("waits", "it never ends by itself"),
];

/// Commands that are not run either, by what they begin with or hold.
const SKIPPED: &[(&str, &str)] = &[
    ("opencite plugin check", "the program does not have it yet"),
    ("opencite plugin test", "the program does not have it yet"),
    ("--record", "the program does not have it yet"),
    ("--replay", "the program does not have it yet"),
];

/// A block of commands, and what it says that it needs.
struct Block {
    needs: Option<&'static str>,
    lines: Vec<&'static str>,
}

fn blocks() -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut lines = GUIDE.lines();
    while let Some(line) = lines.next() {
        let Some(info) = line.strip_prefix("```sh") else {
            continue;
        };
        blocks.push(Block {
            needs: Some(info.trim()).filter(|info| !info.is_empty()),
            lines: lines.by_ref().take_while(|line| *line != "```").collect(),
        });
    }
    blocks
}

/// The commands that can be run here; says which are not, and why.
fn commands() -> Vec<&'static str> {
    let skip = |command: &str, reason: &str| eprintln!("SKIPPED: {command}: {reason}");
    let mut commands = Vec::new();
    for Block { needs, lines } in blocks() {
        let reason = needs.map(reason_of);
        for line in lines {
            let held = SKIPPED.iter().find(|(part, _)| line.contains(part));
            match reason.or(held.map(|(_, reason)| *reason)) {
                Some(reason) => skip(line, reason),
                None => commands.push(line),
            }
        }
    }
    commands
}

fn reason_of(needs: &str) -> &'static str {
    let found = NEEDS.iter().find(|(known, _)| *known == needs);
    found.unwrap_or_else(|| panic!("nobody knows {needs}")).1
}

#[test]
fn the_commands_of_the_guide_work_as_they_stand_there() {
    let server = SimServer::of(Estate::demo());
    let opencite = Opencite::with_sim(&server).without_env("OPENCITE_PLUGIN_DIR");
    let commands = commands();
    assert!(commands.len() > 15, "{commands:?}");
    let run = opencite.shell(&commands.join("\n")).exits(0);
    assert!(
        run.stdout.contains("acme_guardrails/guardrail"),
        "{}",
        run.stdout
    );
}

#[test]
fn what_is_skipped_is_in_the_guide() {
    for (part, _) in SKIPPED {
        assert!(GUIDE.contains(part), "{part} is skipped for nothing");
    }
}
