//! Templates that an operator puts in the place of the program's: they end, write no more than a page may have, and
//! escape what they print, whatever they say.

#![no_main]

use libfuzzer_sys::fuzz_target;
use opencite_core::ReportKind;
use opencite_fuzz::estate::Texts;
use opencite_output::report::{self, MAX_PAGE_BYTES, Templates};

/// What no escaping leaves as it is, and no template of an input is let write by itself.
const MARKUP: &str = "<zqx>";

fuzz_target!(|source: &str| {
    let (page, style) = (("mail.html.j2", source), ("report.css", source));
    for (name, source) in [
        page,
        style,
        ("mail.txt.j2", source),
        ("report.md.j2", source),
    ] {
        let Ok(templates) = Templates::with([(name.to_owned(), source.to_owned())]) else {
            continue;
        };
        write(&templates, source);
    }
});

fn write(templates: &Templates, source: &str) {
    let texts = Texts {
        name: MARKUP,
        id: "id",
        status: MARKUP,
        key: MARKUP,
        value: MARKUP,
        message: MARKUP,
    };
    let report = texts.report(ReportKind::Full);
    let (mut html, mut text, mut markdown) = (Vec::new(), Vec::new(), Vec::new());
    drop(report::mail_html(&report, templates, &mut html));
    drop(report::mail_text(&report, templates, &mut text));
    drop(report::markdown(&report, templates, &mut markdown));
    assert!(
        [&html, &text, &markdown]
            .iter()
            .all(|page| page.len() <= MAX_PAGE_BYTES)
    );
    let is_unescaped = html
        .windows(MARKUP.len())
        .any(|window| window == MARKUP.as_bytes());
    assert!(
        !is_unescaped || source.contains("zqx"),
        "a template printed markup"
    );
}
