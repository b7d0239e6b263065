//! Columns of text, aligned and fitted into a width.

use std::borrow::Cow;
use std::io::{self, Write};

use opencite_core::printable;
use unicode_width::UnicodeWidthStr as _;

use crate::clip::{keep_end, keep_start};

const GAP: &str = "  ";
/// No column is made narrower than this: better a line that wraps than one that says nothing.
const NARROWEST: usize = 8;

/// A column: its title, and how its texts behave.
pub(crate) struct Column {
    title: Cow<'static, str>,
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
    pub(crate) fn word(title: impl Into<Cow<'static, str>>) -> Self {
        Self::new(title, Style::Word)
    }

    pub(crate) fn text(title: impl Into<Cow<'static, str>>) -> Self {
        Self::new(title, Style::Text)
    }

    pub(crate) fn id(title: impl Into<Cow<'static, str>>) -> Self {
        Self::new(title, Style::Id)
    }

    pub(crate) fn number(title: impl Into<Cow<'static, str>>) -> Self {
        Self::new(title, Style::Number)
    }

    fn new(title: impl Into<Cow<'static, str>>, style: Style) -> Self {
        Self {
            title: title.into(),
            style,
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
pub(crate) fn write<const N: usize>(
    columns: &[Column; N],
    rows: impl IntoIterator<Item = [String; N]>,
    width: Option<usize>,
    writer: impl Write,
) -> io::Result<()> {
    write_rows(columns, rows, width, writer)
}

/// Writes a header and rows whose length nobody knew when this was written. A cell too many is not shown.
pub(crate) fn write_rows<R: AsRef<[String]>>(
    columns: &[Column],
    rows: impl IntoIterator<Item = R>,
    width: Option<usize>,
    mut writer: impl Write,
) -> io::Result<()> {
    let rows: Vec<Vec<String>> = rows.into_iter().map(|row| shown(row.as_ref())).collect();
    let titles = columns.iter().map(|column| column.title.to_string());
    let header = shown(&titles.collect::<Vec<_>>());
    let natural = natural_widths(&header, &rows);
    let widths = width.map_or(natural.clone(), |width| fitted(columns, &natural, width));
    std::iter::once(&header).chain(&rows).try_for_each(|row| {
        let cells = columns.iter().zip(row).zip(&widths);
        let cells = cells.map(|((column, text), width)| column.fit(text, *width));
        writeln!(writer, "{}", cells.collect::<Vec<_>>().join(GAP).trim_end())
    })
}

fn shown(row: &[String]) -> Vec<String> {
    row.iter()
        .map(|text| printable(text).into_owned())
        .collect()
}

fn natural_widths(header: &[String], rows: &[Vec<String>]) -> Vec<usize> {
    let mut widths: Vec<_> = header.iter().map(|title| title.width()).collect();
    for row in rows {
        for (widest, text) in widths.iter_mut().zip(row) {
            *widest = text.width().max(*widest);
        }
    }
    widths
}

/// Cuts the widest of the columns that may be cut down to one width, the largest at which all fit.
fn fitted(columns: &[Column], natural: &[usize], width: usize) -> Vec<usize> {
    let gaps = GAP.len() * columns.len().saturating_sub(1);
    let fits = |cap: &usize| capped(columns, natural, *cap).iter().sum::<usize>() + gaps <= width;
    let widest = natural.iter().copied().max().unwrap_or(NARROWEST);
    let cap = (NARROWEST..=widest).rev().find(fits);
    capped(columns, natural, cap.unwrap_or(NARROWEST))
}

fn capped(columns: &[Column], natural: &[usize], cap: usize) -> Vec<usize> {
    let capped = |(column, width): (&Column, &usize)| {
        if column.may_be_cut() {
            cap.min(*width)
        } else {
            *width
        }
    };
    columns.iter().zip(natural).map(capped).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns() -> [Column; 3] {
        [Column::text("NAME"), Column::number("N"), Column::id("ID")]
    }

    fn table(row: [&str; 3], width: Option<usize>) -> String {
        let mut text = Vec::new();
        write(
            &columns(),
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
