//! What came from a cloud stays text, whatever it is.

use comrak::nodes::NodeValue;
use opencite_core::{ErrorKind, Inventory, Outcome, UnitError};

use super::{html, html_of, mail_of, markdown, markdown_of, reports};
use crate::samples::{self, HOSTILE};

/// The tags of a document, in order.
fn tags(html: &str) -> Vec<&str> {
    html.split('<')
        .skip(1)
        .filter_map(|piece| piece.split([' ', '>', '\n']).next())
        .collect()
}

/// The kinds of the nodes of a document, and its links.
fn nodes(markdown: &str) -> (Vec<&'static str>, usize) {
    let arena = comrak::Arena::new();
    let root = comrak::parse_document(&arena, markdown, &samples::github());
    let mut blocks = Vec::new();
    let mut forbidden = 0;
    for node in root.descendants() {
        match &node.data.borrow().value {
            NodeValue::Heading(_) => blocks.push("heading"),
            NodeValue::TableRow(_) => blocks.push("row"),
            NodeValue::TableCell => blocks.push("cell"),
            NodeValue::Item(_) => blocks.push("item"),
            NodeValue::CodeBlock(_) => blocks.push("block"),
            NodeValue::Link(_)
            | NodeValue::Image(_)
            | NodeValue::HtmlBlock(_)
            | NodeValue::HtmlInline(_)
            | NodeValue::FootnoteReference(_)
            | NodeValue::Math(_) => forbidden += 1,
            _ => {}
        }
    }
    (blocks, forbidden)
}

#[test]
fn hostile_texts_are_text_in_html() {
    let html = html_of(&reports::hostile());
    assert_eq!(
        tags(&html),
        tags(&html_of(&reports::all_called("harmless")))
    );
    assert!(
        !html.contains("<script>alert") && !html.contains('\u{202e}') && !html.contains('\u{1b}')
    );
    assert!(html.contains("&lt;script&gt;alert(1)&lt;&#x2f;script&gt;"));
}

#[test]
fn hostile_texts_are_text_in_markdown() {
    let (blocks, forbidden) = nodes(&markdown_of(&reports::hostile()));
    assert_eq!(forbidden, 0);
    assert_eq!(
        blocks,
        nodes(&markdown_of(&reports::all_called("harmless"))).0
    );
}

#[test]
fn hostile_texts_are_text_in_a_mail() {
    let (html, text) = mail_of(&reports::hostile());
    let (harmless, plain) = mail_of(&reports::all_called("harmless"));
    assert_eq!(tags(&html), tags(&harmless));
    assert_eq!(text.lines().count(), plain.lines().count());
    for mail in [html, text] {
        assert!(!mail.contains('\u{202e}') && !mail.contains('\u{1b}'));
    }
}

#[test]
fn hostile_errors_are_text_in_both() {
    let units = |text: &str| {
        let error = UnitError {
            code: Some(text.to_owned()),
            request_id: Some(text.to_owned()),
            ..UnitError::new(ErrorKind::Other, text)
        };
        let unit = samples::unit(samples::complete(0).key, Outcome::Failed(error), 0);
        let mut inventory = Inventory {
            units: vec![unit],
            ..samples::inventory()
        };
        inventory.scan.error = Some(text.to_owned());
        inventory
    };
    let (hostile, harmless) = (units(HOSTILE), units("x"));
    assert_eq!(tags(&html(&hostile)), tags(&html(&harmless)));
    let (blocks, forbidden) = nodes(&markdown(&hostile));
    assert_eq!((blocks, forbidden), nodes(&markdown(&harmless)));
    assert_eq!(forbidden, 0);
}

#[test]
fn the_page_loads_nothing_and_runs_only_its_own_script() {
    let html = html_of(&reports::hostile());
    let (page, scripts) = html.split_once("<script").unwrap();
    assert!(page.contains("content=\"default-src 'none'; style-src 'sha256-"));
    assert!(page.contains("; script-src 'sha256-"));
    assert!(!page.contains("url(") && !page.contains("@import"));
    let tags = page.split('<').filter_map(|piece| piece.split('>').next());
    let mut attributes = tags.flat_map(|tag| tag.split(' ').skip(1));
    let acts = |attribute: &str| {
        ["on", "src=", "style="]
            .iter()
            .any(|bad| attribute.starts_with(bad))
    };
    assert!(!attributes.any(|attribute| attribute.contains("=\"") && acts(attribute)));
    let targets = page.split("href=\"").skip(1);
    let local = |target: &str| target.starts_with('#') || target.starts_with("data:,\"");
    assert!(targets.into_iter().all(local));
    let run = scripts.matches("<script>").count();
    assert_eq!(
        run, 1,
        "data are in scripts that have a type, and are not run"
    );
}

#[test]
fn the_script_writes_no_markup_and_asks_nobody() {
    let script = include_str!("../../../../../../templates/report.js");
    let banned = [
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "eval(",
        "new Function",
        "fetch(",
        "XMLHttpRequest",
        "WebSocket",
        "import(",
        "</script",
    ];
    for word in banned {
        assert!(!script.contains(word), "{word}");
    }
}
