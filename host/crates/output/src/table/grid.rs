//! Columns of text, aligned and fitted into a width.

use std::io::{self, Write};

use opencite_core::printable;
use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

const GAP: &str = "  ";
/// No column is made narrower than this: better a line that wraps than one that says nothing.
const NARROWEST: usize = 8;

/// A column: its title, and how its texts behave.
pub(super) struct Column {
    title: &'static str,
    style: Style,
}

enum Style {
    /// Short and never cut: accounts, regions, dates.
    Word,
    /// Never cut, to the right.
    Number,
    /// Loses its end when it must.
    Text,
    /// Loses its beginning when it must: the end of an ARN says which one it is.
    Id,
}

impl Column {
    pub(super) fn word(title: &'static str) -> Self {
        Self {
            title,
            style: Style::Word,
        }
    }

    pub(super) fn text(title: &'static str) -> Self {
        Self {
            title,
            style: Style::Text,
        }
    }

    pub(super) fn id(title: &'static str) -> Self {
        Self {
            title,
            style: Style::Id,
        }
    }

    pub(super) fn number(title: &'static str) -> Self {
        Self {
            title,
            style: Style::Number,
        }
    }

    fn may_be_cut(&self) -> bool {
        matches!(self.style, Style::Text | Style::Id)
    }

    fn fit(&self, text: &str, width: usize) -> String {
        let shown = match self.style {
            Style::Word | Style::Number | Style::Text => keep_start(text, width),
            Style::Id => keep_end(text, width),
        };
        let padding = " ".repeat(width.saturating_sub(shown.width()));
        match self.style {
            Style::Word | Style::Text | Style::Id => shown + &padding,
            Style::Number => padding + &shown,
        }
    }
}

/// Writes a header and rows.
pub(super) fn write<const N: usize>(
    columns: &[Column; N],
    rows: impl IntoIterator<Item = [String; N]>,
    width: Option<usize>,
    mut writer: impl Write,
) -> io::Result<()> {
    let rows: Vec<_> = rows
        .into_iter()
        .map(|row| row.map(|text| shown(&text)))
        .collect();
    let natural = natural_widths(columns, &rows);
    let widths = width.map_or(natural, |width| fitted(columns, natural, width));
    let header = columns.each_ref().map(|column| column.title.to_owned());
    std::iter::once(&header).chain(&rows).try_for_each(|row| {
        let cells = columns.iter().zip(row).zip(widths);
        let cells = cells.map(|((column, text), width)| column.fit(text, width));
        writeln!(writer, "{}", cells.collect::<Vec<_>>().join(GAP).trim_end())
    })
}

fn shown(text: &str) -> String {
    printable(text).into_owned()
}

fn natural_widths<const N: usize>(columns: &[Column; N], rows: &[[String; N]]) -> [usize; N] {
    let mut widths = columns.each_ref().map(|column| column.title.width());
    for row in rows {
        for (widest, text) in widths.iter_mut().zip(row) {
            *widest = text.width().max(*widest);
        }
    }
    widths
}

/// Cuts the widest of the columns that may be cut down to one width, the largest at which all fit.
fn fitted<const N: usize>(columns: &[Column; N], natural: [usize; N], width: usize) -> [usize; N] {
    let gaps = GAP.len() * N.saturating_sub(1);
    let capped = |cap| capped(columns, natural, cap);
    let fits = |cap: &usize| capped(*cap).iter().sum::<usize>() + gaps <= width;
    let widest = natural.iter().copied().max().unwrap_or(NARROWEST);
    capped((NARROWEST..=widest).rev().find(fits).unwrap_or(NARROWEST))
}

fn capped<const N: usize>(columns: &[Column; N], mut widths: [usize; N], cap: usize) -> [usize; N] {
    for (column, width) in columns.iter().zip(&mut widths) {
        *width = if column.may_be_cut() {
            cap.min(*width)
        } else {
            *width
        };
    }
    widths
}

fn keep_start(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    letters_within(text.chars(), width.saturating_sub(1))
        .into_iter()
        .chain(['…'])
        .collect()
}

fn keep_end(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let kept = letters_within(text.chars().rev(), width.saturating_sub(1));
    std::iter::once('…').chain(kept.into_iter().rev()).collect()
}

fn letters_within(letters: impl Iterator<Item = char>, width: usize) -> Vec<char> {
    let within = |used: &mut usize, letter: char| {
        *used += letter.width().unwrap_or(0);
        (*used <= width).then_some(letter)
    };
    letters.scan(0, within).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMNS: [Column; 3] = [
        Column {
            title: "NAME",
            style: Style::Text,
        },
        Column {
            title: "N",
            style: Style::Number,
        },
        Column {
            title: "ID",
            style: Style::Id,
        },
    ];

    fn table(row: [&str; 3], width: Option<usize>) -> String {
        let mut text = Vec::new();
        write(
            &COLUMNS,
            [row.map(str::to_owned), ["b", "12", "i"].map(str::to_owned)],
            width,
            &mut text,
        )
        .unwrap();
        String::from_utf8(text).unwrap()
    }

    #[test]
    fn columns_are_aligned_by_what_a_terminal_shows() {
        insta::assert_snapshot!(table(["模型", "7", "arn:aws:x"], None), @"
        NAME   N  ID
        模型   7  arn:aws:x
        b     12  i
        ");
    }

    #[test]
    fn a_narrow_terminal_gets_the_start_of_names_and_the_end_of_ids() {
        let row = [
            "a-very-long-name-for-a-model",
            "7",
            "arn:aws:bedrock:us-east-1:1:model/x",
        ];
        insta::assert_snapshot!(table(row, Some(30)), @"
        NAME           N  ID
        a-very-long…   7  …1:1:model/x
        b             12  i
        ");
    }

    #[test]
    fn no_line_is_wider_than_asked_while_columns_can_give_way() {
        let (name, id) = ("模型".repeat(30), "é".repeat(90));
        for width in 22..120 {
            let table = table([&name, "1", &id], Some(width));
            assert!(
                table.lines().all(|line| line.width() <= width),
                "{width}\n{table}"
            );
        }
    }

    #[test]
    fn a_width_of_nothing_still_says_something() {
        let row = ["a-very-long-name", "7", "arn:aws:bedrock"];
        insta::assert_snapshot!(table(row, Some(0)), @"
        NAME       N  ID
        a-very-…   7  …bedrock
        b         12  i
        ");
    }
}
