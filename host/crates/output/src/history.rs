//! The life of one asset, for terminals.

use std::io::{self, Write};

use opencite_core::{AssetLife, FieldChange, LifeEvent, LifeEventKind, printable};

use crate::OutputError;
use crate::clip::keep_start;
use crate::diff::values;
use crate::words::minute;

/// How wide a value may be.
const VALUE: usize = 60;

/// Writes `history --format text`, oldest event first. With a width, no line of an event is wider.
///
/// # Errors
///
/// When the writer refuses.
pub fn text(
    life: &AssetLife,
    width: Option<usize>,
    mut writer: impl Write,
) -> Result<(), OutputError> {
    let unit = &life.unit;
    let (name, id) = (printable(&life.name), printable(life.id.as_str()));
    writeln!(writer, "{name}: {unit}\n{id}\n")?;
    for event in &life.events {
        self::event(event, width, &mut writer)?;
    }
    Ok(writeln!(writer, "{}", standing(life))?)
}

fn event(event: &LifeEvent, width: Option<usize>, writer: &mut impl Write) -> io::Result<()> {
    let (sign, word) = match &event.kind {
        LifeEventKind::Appeared => ("+", "appeared"),
        LifeEventKind::Changed(_) => ("~", "changed"),
        LifeEventKind::Gone => ("-", "gone"),
        LifeEventKind::AgedOut => ("?", "aged out"),
    };
    let time = minute(event.at);
    line(
        &format!("{sign} {time}  {word:<8}  scan {}", event.scan),
        width,
        writer,
    )?;
    let LifeEventKind::Changed(fields) = &event.kind else {
        return Ok(());
    };
    fields
        .iter()
        .try_for_each(|change| field(change, width, writer))
}

fn field(change: &FieldChange, width: Option<usize>, writer: &mut impl Write) -> io::Result<()> {
    let (old, new) = values::shown(change, VALUE);
    let path = change.path.to_string();
    line(
        &format!("      {}: {old} -> {new}", printable(&path)),
        width,
        writer,
    )
}

fn line(line: &str, width: Option<usize>, writer: &mut impl Write) -> io::Result<()> {
    let shown = width.map_or_else(|| line.to_owned(), |width| keep_start(line, width));
    writeln!(writer, "{shown}")
}

/// Whether it is there, and how sure that is.
fn standing(life: &AssetLife) -> String {
    let Some(looked) = life.looked.map(minute) else {
        return "No scan has looked for it to the end.".to_owned();
    };
    match life.events.last().map(|event| &event.kind) {
        Some(LifeEventKind::Gone) => format!("Not there when a scan last looked, {looked}."),
        Some(LifeEventKind::AgedOut) => format!(
            "Too old to be listed when a scan last looked, {looked}: it may well be there still."
        ),
        Some(LifeEventKind::Appeared | LifeEventKind::Changed(_)) | None => {
            format!("There when a scan last looked, {looked}.")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples;

    fn history(life: &AssetLife, width: Option<usize>) -> String {
        samples::text(|writer| text(life, width, writer))
    }

    #[test]
    fn a_life_is_told_from_its_beginning() {
        insta::assert_snapshot!(history(&samples::life(), None), @r#"
        churn: aws_sagemaker endpoint in 111122223333 eu-west-1
        arn:aws:sagemaker:eu-west-1:111122223333:endpoint/churn

        + 2026-11-01 07:00 UTC  appeared  scan 3
        ~ 2026-11-05 07:00 UTC  changed   scan 7
              status: (none) -> "InService"
              properties.variants: (none) -> [{"name":"blue","weight":1}]
        - 2026-11-07 07:00 UTC  gone      scan 9
        + 2026-11-20 07:00 UTC  appeared  scan 11
        ? 2026-11-21 07:00 UTC  aged out  scan 12
        Too old to be listed when a scan last looked, 2026-11-21 07:00 UTC: it may well be there still.
        "#);
    }

    #[test]
    fn whether_it_is_there_is_told_by_what_happened_last() {
        let standing_after = |events: usize| {
            let mut life = samples::life();
            life.events.truncate(events);
            standing(&life)
        };
        let texts: Vec<_> = (1..=5).map(standing_after).collect();
        insta::assert_snapshot!(texts.join("\n"), @"
        There when a scan last looked, 2026-11-21 07:00 UTC.
        There when a scan last looked, 2026-11-21 07:00 UTC.
        Not there when a scan last looked, 2026-11-21 07:00 UTC.
        There when a scan last looked, 2026-11-21 07:00 UTC.
        Too old to be listed when a scan last looked, 2026-11-21 07:00 UTC: it may well be there still.
        ");
    }

    #[test]
    fn an_asset_that_no_scan_looked_for_to_the_end_is_neither_there_nor_gone() {
        let life = AssetLife {
            looked: None,
            events: Vec::new(),
            ..samples::life()
        };
        insta::assert_snapshot!(history(&life, Some(40)), @"
        churn: aws_sagemaker endpoint in 111122223333 eu-west-1
        arn:aws:sagemaker:eu-west-1:111122223333:endpoint/churn

        No scan has looked for it to the end.
        ");
    }

    #[test]
    fn a_hostile_name_is_spelled_out() {
        let life = AssetLife {
            name: samples::HOSTILE.to_owned(),
            ..samples::life()
        };
        let text = history(&life, None);
        assert!(text.lines().all(|line| printable(line) == line), "{text}");
    }
}
