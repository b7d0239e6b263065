//! Reports about hostile names, in all formats: each stays what it is, whatever an asset is called.

#![no_main]

use std::sync::LazyLock;

use comrak::nodes::NodeValue;
use libfuzzer_sys::fuzz_target;
use opencite_core::{Report, ReportKind};
use opencite_fuzz::estate::Texts;
use opencite_fuzz::shown::{assert_csv, assert_harmless, assert_json, text};
use opencite_output::report::Templates;
use opencite_output::{OutputError, csv, cyclonedx, diff, export, history, json, report, table};

static TEMPLATES: LazyLock<Templates> =
    LazyLock::new(|| Templates::built_in().expect("they are sound"));

/// What all that opens a tag or ends an attribute becomes: it names a tag, or an attribute, that no page of ours has.
const MARK: &str = "zqx=";

fuzz_target!(|input: &str| {
    let marked = ['<', '"', '\'']
        .iter()
        .fold(input.to_owned(), |text, mark| {
            text.replace(*mark, &format!("{mark}{MARK}"))
        });
    let texts = Texts::of(&marked);
    let report = texts.report(ReportKind::Full);
    documents(&report);
    programs(&report);
    rows(&texts);
    terminals(&texts, &report);
});

fn documents(report: &Report) {
    let written = |write: fn(&Report, &Templates, &mut Vec<u8>) -> Result<(), OutputError>| {
        let text = text(|writer| write(report, &TEMPLATES, writer));
        assert_harmless(&text);
        text
    };
    assert_page(&written(|report, templates, writer| {
        report::html(report, templates, writer)
    }));
    assert_page(&written(|report, templates, writer| {
        report::mail_html(report, templates, writer)
    }));
    written(|report, templates, writer| report::mail_text(report, templates, writer));
    let markdown = written(|report, templates, writer| report::markdown(report, templates, writer));
    assert_plain(&markdown);
    let comparison = report.changes.as_ref().expect("a full report has changes");
    let markdown = text(|writer| diff::markdown(comparison, writer));
    assert_harmless(&markdown);
    assert_plain(&markdown);
}

/// Fails when a text has become a tag, or left its attribute.
fn assert_page(page: &str) {
    for mark in ['<', '"', '\''] {
        let at = page.find(&format!("{mark}{MARK}"));
        let near = at
            .and_then(|at| page.get(at..))
            .map(|rest| rest.chars().take(100).collect::<String>());
        assert_eq!(near, None, "a text is more than a text");
    }
    assert!(page.matches("<script>").count() <= 1, "data are not run");
}

/// Fails when a Markdown text has what no text of ours is meant to make.
fn assert_plain(markdown: &str) {
    let mut options = comrak::Options::default();
    options.extension.table = true;
    options.extension.autolink = true;
    options.extension.strikethrough = true;
    options.extension.footnotes = true;
    options.extension.math_dollars = true;
    let arena = comrak::Arena::new();
    let root = comrak::parse_document(&arena, markdown, &options);
    let is_forbidden = |value: &NodeValue| {
        matches!(
            value,
            NodeValue::Link(_)
                | NodeValue::Image(_)
                | NodeValue::HtmlBlock(_)
                | NodeValue::HtmlInline(_)
                | NodeValue::FootnoteReference(_)
                | NodeValue::Math(_)
        )
    };
    let mut nodes = root.descendants();
    let found = nodes.find(|node| is_forbidden(&node.data.borrow().value));
    assert!(
        found.is_none(),
        "Markdown makes more than a text of it: {found:?}"
    );
}

fn programs(report: &Report) {
    let comparison = report.changes.as_ref().expect("a full report has changes");
    assert_json(&text(|writer| json::report(report, writer)));
    assert_json(&text(|writer| json::comparison(comparison, writer)));
    assert_json(&text(|writer| json::lives(&report.lives, writer)));
    assert_json(&text(|writer| {
        cyclonedx::cyclonedx(&report.inventory, writer)
    }));
    assert_json(&text(|writer| export::opencite_1(report, writer)));
    let slack = opencite_delivery::slack::message(
        report,
        &report.inventory.scan.error.clone().unwrap_or_default(),
    );
    let slack: serde_json::Value = serde_json::from_slice(&slack).expect("JSON is written");
    assert!(
        !slack["text"]
            .as_str()
            .is_none_or(|text| text.contains(['<', '>'])),
        "Slack reads markup: {slack}"
    );
    let assets = json::assets(&report.inventory.assets, Vec::new());
    assert!(assets.is_ok());
}

fn rows(texts: &Texts<'_>) {
    let comparison = texts.comparison();
    let is_nothing = |_: &str| false;
    let assets = [texts.asset(), texts.asset()];
    assert_csv(
        &text(|writer| csv::assets(&assets, writer)),
        Some(2),
        is_nothing,
    );
    assert_csv(
        &text(|writer| csv::changes(Some(&comparison), writer)),
        None,
        is_nothing,
    );
    assert_csv(
        &text(|writer| csv::usage(&texts.usage_rows(), writer)),
        Some(2),
        is_nothing,
    );
    assert_csv(
        &text(|writer| csv::endpoint_usage(&texts.endpoints(), writer)),
        Some(1),
        is_nothing,
    );
    let calls = text(|writer| {
        let mut rows = csv::InvocationRows::new(writer)?;
        texts.calls().iter().try_for_each(|call| rows.push(call))?;
        rows.finish()
    });
    assert_csv(&calls, Some(1), is_nothing);
    let array = text(|writer| {
        let mut array = json::InvocationArray::new(writer)?;
        texts.calls().iter().try_for_each(|call| array.push(call))?;
        array.finish()
    });
    assert_json(&array);
}

fn terminals(texts: &Texts<'_>, report: &Report) {
    for width in [None, Some(20), Some(80)] {
        let inventory = &report.inventory;
        let comparison = texts.comparison();
        for text in [
            text(|writer| table::assets(&inventory.assets, width, writer)),
            text(|writer| table::units(&inventory.units, width, writer)),
            text(|writer| table::invocations(&texts.calls(), width, writer)),
            text(|writer| table::endpoint_usage(&texts.endpoints(), width, writer)),
            text(|writer| diff::text(&comparison, width, writer)),
            text(|writer| history::text(&texts.life(), width, writer)),
        ] {
            assert_harmless(&text);
        }
    }
}
