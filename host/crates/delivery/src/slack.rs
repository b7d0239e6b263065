//! A report in Slack's words, for an incoming webhook of Slack or of a chat that speaks as Slack does.
//!
//! It says what changed, who used how much, what is there and how sure that is, each within Slack's limits; the report
//! itself comes by mail or is a file.

mod sections;
mod text;

use opencite_core::Report;
use serde::Serialize;

use sections::sections;
use text::{plain, shortened};

/// Characters of a header.
///
/// Source: Slack's reference of Block Kit, as for the other limits.
const MAX_HEADER: usize = 150;

#[derive(Serialize)]
struct Message {
    text: String,
    blocks: Vec<Block>,
}

/// What a message is built of; there may be 50 of them, and there are never more than a few here.
#[derive(Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum Block {
    Header { text: Text },
    Section { text: Text },
}

#[derive(Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum Text {
    PlainText {
        text: String,
        emoji: bool,
    },
    /// Verbatim, so that nothing in a name becomes a link, a channel or a call for someone.
    Mrkdwn {
        text: String,
        verbatim: bool,
    },
}

/// The report under a title, as the JSON that Slack takes.
///
/// # Panics
///
/// Never: the message is made of texts and lists alone.
pub fn message(report: &Report, title: &str) -> Vec<u8> {
    let sections = sections(report);
    let title = shortened(&plain(title), MAX_HEADER);
    let text = match sections.first() {
        Some(first) => format!("{}: {}", text::escaped(&title), first.headline),
        None => text::escaped(&title),
    };
    let header = Block::Header {
        text: Text::PlainText {
            text: title,
            emoji: false,
        },
    };
    let sections = sections.into_iter().map(|section| Block::Section {
        text: Text::Mrkdwn {
            text: section.into_text(),
            verbatim: true,
        },
    });
    let blocks = std::iter::once(header).chain(sections).collect();
    serde_json::to_vec(&Message { text, blocks }).expect("texts and lists are always JSON")
}

#[cfg(test)]
mod tests;
