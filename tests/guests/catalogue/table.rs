//! The catalogue in Markdown.

use super::{Case, Observed};

const HEAD: &str = "
| # | case | what it came to | time | memory |
| --: | --- | --- | --: | --: |
";

/// How much is shown before and after what was expected, in characters.
const MARGIN: usize = 80;

/// The table, with what was expected in bold.
pub(super) fn of(cases: &[&Case], observed: &[Observed]) -> String {
    let rows = cases.iter().zip(observed).map(|(case, it)| row(case, it));
    [HEAD.to_owned()].into_iter().chain(rows).collect()
}

fn row(case: &Case, observed: &Observed) -> String {
    let Case {
        number,
        what,
        run,
        expected,
        ..
    } = case;
    let guest = run.guest().map(|name| format!(" (`{name}`)"));
    format!(
        "| {number} | {what}{} | {} | {} ms | {} MB |\n",
        guest.unwrap_or_default(),
        outcome(&observed.outcome, expected),
        observed.time.as_millis(),
        observed.memory.div_ceil(1024),
    )
}

fn outcome(outcome: &str, expected: &str) -> String {
    let Some((before, after)) = outcome.split_once(expected) else {
        return format!("NOT what was expected: {}", plain(outcome));
    };
    let after = after.lines().next().unwrap_or_default();
    format!(
        "{}**{}**{}",
        plain(&end(before)),
        plain(expected),
        plain(&beginning(after))
    )
}

fn beginning(text: &str) -> String {
    match text.char_indices().nth(MARGIN) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

fn end(text: &str) -> String {
    match text.char_indices().rev().nth(MARGIN) {
        Some((start, _)) => format!("…{}", &text[start..]),
        None => text.to_owned(),
    }
}

/// A text that means nothing in Markdown.
fn plain(text: &str) -> String {
    let special = ['\\', '|', '*', '_', '<', '`', '['];
    special
        .into_iter()
        .fold(text.replace('\n', " "), |text, mark| {
            text.replace(mark, &format!("\\{mark}"))
        })
}
