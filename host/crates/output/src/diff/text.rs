//! What changed, for terminals.

use std::io::{self, BufWriter, Write};

use opencite_core::{AssetRecord, ChangedAsset, Comparison, FieldChange, printable};
use unicode_width::UnicodeWidthStr as _;

use super::{headline, reason, values};
use crate::OutputError;
use crate::clip::{keep_end, keep_start};
use crate::place::Place;
use crate::words::{counted, number};

/// How wide a value may be.
const VALUE: usize = 60;
/// A narrower id says nothing: it is left out.
const NARROWEST_ID: usize = 12;

/// What happened to an asset, and the letter that a line begins with.
#[derive(Clone, Copy)]
struct Mark(&'static str, &'static str);

const ADDED: Mark = Mark("+", "added");
const REMOVED: Mark = Mark("-", "removed");
const CHANGED: Mark = Mark("~", "changed");
const AGED_OUT: Mark = Mark("?", "aged out");

/// Writes `diff --format text`. With a width, no line is wider.
///
/// # Errors
///
/// When the writer refuses.
pub fn text(
    comparison: &Comparison,
    width: Option<usize>,
    writer: impl Write,
) -> Result<(), OutputError> {
    let writer = BufWriter::new(writer);
    let mut page = Page { width, writer };
    page.head(comparison)?;
    page.assets(ADDED, &comparison.added)?;
    page.assets(REMOVED, &comparison.removed)?;
    page.changed(&comparison.changed)?;
    page.aged_out(&comparison.aged_out)?;
    page.incomparable(comparison)?;
    page.notes(comparison)?;
    Ok(page.writer.flush()?)
}

struct Page<W> {
    width: Option<usize>,
    writer: W,
}

impl<W: Write> Page<W> {
    fn line(&mut self, line: &str) -> io::Result<()> {
        let shown = self
            .width
            .map_or_else(|| line.to_owned(), |width| keep_start(line, width));
        writeln!(self.writer, "{shown}")
    }

    /// Sentences are never cut: a terminal breaks them.
    fn sentence(&mut self, sentence: &str) -> io::Result<()> {
        writeln!(self.writer, "{sentence}")
    }

    fn head(&mut self, comparison: &Comparison) -> io::Result<()> {
        for warning in headline::warnings(comparison) {
            self.sentence(&warning)?;
        }
        let (from, to) = (
            headline::scan(&comparison.from),
            headline::scan(&comparison.to),
        );
        self.sentence(&format!(
            "From {from} to {to}: {}",
            headline::totals(comparison)
        ))
    }

    fn assets(&mut self, mark: Mark, assets: &[AssetRecord]) -> io::Result<()> {
        if !assets.is_empty() {
            self.sentence("")?;
        }
        assets.iter().try_for_each(|asset| self.asset(mark, asset))
    }

    fn asset(&mut self, Mark(sign, word): Mark, asset: &AssetRecord) -> io::Result<()> {
        let unit = &asset.unit;
        let head = format!(
            "{sign} {word:<8} {}/{}  {}  {} {}",
            unit.plugin,
            unit.asset_type,
            printable(&asset.name),
            unit.account,
            unit.region
        );
        let id = printable(asset.id.as_str());
        let room = self
            .width
            .map_or(usize::MAX, |width| width.saturating_sub(head.width() + 2));
        if room < NARROWEST_ID.min(id.width()) {
            return self.line(&head);
        }
        self.line(&format!("{head}  {}", keep_end(&id, room)))
    }

    fn changed(&mut self, changes: &[ChangedAsset]) -> io::Result<()> {
        if !changes.is_empty() {
            self.sentence("")?;
        }
        for change in changes {
            self.asset(CHANGED, &change.asset)?;
            change
                .fields
                .iter()
                .try_for_each(|field| self.field(field))?;
        }
        Ok(())
    }

    fn field(&mut self, field: &FieldChange) -> io::Result<()> {
        let path = field.path.to_string();
        let path = printable(&path);
        let spent = path.width() + "      :  -> ".len();
        let room = self
            .width
            .map_or(VALUE, |width| width.saturating_sub(spent) / 2);
        let (old, new) = values::shown(field, room.clamp(NARROWEST_ID, VALUE));
        self.line(&format!("      {path}: {old} -> {new}"))
    }

    fn aged_out(&mut self, assets: &[AssetRecord]) -> io::Result<()> {
        self.assets(AGED_OUT, assets)?;
        if assets.is_empty() {
            return Ok(());
        }
        self.sentence("  Aged out: too old to be listed now; they may well be there still.")
    }

    fn incomparable(&mut self, comparison: &Comparison) -> io::Result<()> {
        let units = &comparison.not_comparable;
        if units.is_empty() {
            return Ok(());
        }
        let count = counted(number(units.len()), "unit");
        self.sentence(&format!(
            "\nNot comparable, so nothing is said of what is in them: {count}."
        ))?;
        for group in reason::group(units) {
            self.sentence(&format!("! {}", printable(&group.reason)))?;
            group
                .places
                .iter()
                .try_for_each(|place| self.place(place))?;
        }
        Ok(())
    }

    fn place(&mut self, Place { what, regions }: &Place) -> io::Result<()> {
        self.line(&format!("      {what}: {}", regions.join(", ")))
    }

    fn notes(&mut self, comparison: &Comparison) -> io::Result<()> {
        for note in headline::notes(comparison) {
            self.sentence(&format!("\n{note}"))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples;

    fn diff(comparison: &Comparison, width: Option<usize>) -> String {
        samples::text(|writer| text(comparison, width, writer))
    }

    #[test]
    fn every_kind_of_change_has_its_sign_and_its_word() {
        insta::assert_snapshot!(diff(&samples::comparison(), None), @r#"
        From scan 11 (2026-11-20 07:00 UTC, before-migration) to scan 12 (2026-11-21 07:00 UTC): 1 added, 1 removed, 1 changed, in 3 units complete at both scans.

        + added    aws_bedrock/custom_model  support  111122223333 us-east-1  arn:aws:bedrock:us-east-1:111122223333:custom-model/support

        - removed  aws_sagemaker/endpoint  churn  111122223333 eu-west-1  arn:aws:sagemaker:eu-west-1:111122223333:endpoint/churn

        ~ changed  aws_sagemaker/endpoint  churn  111122223333 eu-west-1  arn:aws:sagemaker:eu-west-1:111122223333:endpoint/churn
              status: (none) -> "InService"
              properties.variants: (none) -> [{"name":"blue","weight":1}]

        ? aged out aws_sagemaker/training_job  churn-1  111122223333 eu-west-1  arn:aws:sagemaker:eu-west-1:111122223333:training-job/churn-1
          Aged out: too old to be listed now; they may well be there still.

        Not comparable, so nothing is said of what is in them: 2 units.
        ! failed as of the later scan: access-denied at bedrock:ListGuardrails (AccessDeniedException): no identity-based policy allows it
              aws_bedrock/guardrail in 111122223333: us-east-1
        ! it had not run by the earlier scan
              aws_bedrock/flow in 111122223333: us-east-1

        The scans used different builds of aws_bedrock: what they describe may differ by that alone.

        Nothing but times that tick, such as the last modification, differs in 1 more asset: the JSON has them.
        "#);
    }

    #[test]
    fn a_narrow_terminal_sees_the_end_of_ids_and_both_values() {
        insta::assert_snapshot!(diff(&samples::comparison(), Some(80)), @r#"
        From scan 11 (2026-11-20 07:00 UTC, before-migration) to scan 12 (2026-11-21 07:00 UTC): 1 added, 1 removed, 1 changed, in 3 units complete at both scans.

        + added    aws_bedrock/custom_model  support  111122223333 us-east-1

        - removed  aws_sagemaker/endpoint  churn  111122223333 eu-west-1  …ndpoint/churn

        ~ changed  aws_sagemaker/endpoint  churn  111122223333 eu-west-1  …ndpoint/churn
              status: (none) -> "InService"
              properties.variants: (none) -> [{"name":"blue","weight…

        ? aged out aws_sagemaker/training_job  churn-1  111122223333 eu-west-1
          Aged out: too old to be listed now; they may well be there still.

        Not comparable, so nothing is said of what is in them: 2 units.
        ! failed as of the later scan: access-denied at bedrock:ListGuardrails (AccessDeniedException): no identity-based policy allows it
              aws_bedrock/guardrail in 111122223333: us-east-1
        ! it had not run by the earlier scan
              aws_bedrock/flow in 111122223333: us-east-1

        The scans used different builds of aws_bedrock: what they describe may differ by that alone.

        Nothing but times that tick, such as the last modification, differs in 1 more asset: the JSON has them.
        "#);
    }

    #[test]
    fn that_nothing_can_be_compared_is_said_first() {
        insta::assert_snapshot!(diff(&samples::nothing_comparable(), None), @"
        Nothing can be compared: no unit is complete at both scans. What changed, if anything did, cannot be said.
        Simulated: these assets are of the built-in simulated account.
        From scan 11 (2026-11-20 07:00 UTC, before-migration) to scan 12 (2026-11-21 07:00 UTC): nothing that could be compared.

        Not comparable, so nothing is said of what is in them: 1 unit.
        ! failed as of the later scan: access-denied at bedrock:ListGuardrails (AccessDeniedException): no identity-based policy allows it
              aws_bedrock/guardrail in 111122223333: us-east-1
        ");
    }

    #[test]
    fn no_change_is_said_in_words() {
        insta::assert_snapshot!(diff(&samples::unchanged(), None), @"From scan 11 (2026-11-20 07:00 UTC, before-migration) to scan 12 (2026-11-21 07:00 UTC): no changes in 3 units complete at both scans.");
    }

    #[test]
    fn long_values_are_shown_where_they_differ() {
        insta::assert_snapshot!(diff(&samples::long_change(), Some(100)), @r#"
        From scan 11 (2026-11-20 07:00 UTC, before-migration) to scan 12 (2026-11-21 07:00 UTC): 0 added, 0 removed, 1 changed, in 3 units complete at both scans.

        ~ changed  aws_sagemaker/endpoint  churn  111122223333 eu-west-1  …est-1:111122223333:endpoint/churn
              properties.prompt: …xxxxxxxx1" -> …xxxxxxxx2"
        "#);
    }

    #[test]
    fn no_line_of_an_asset_is_wider_than_asked() {
        for width in 40..160 {
            let text = diff(&samples::comparison(), Some(width));
            let is_listed = |line: &&str| {
                ["+ ", "- ", "~ ", "      "]
                    .iter()
                    .any(|sign| line.starts_with(sign))
            };
            for line in text.lines().filter(is_listed) {
                assert!(line.width() <= width, "{width}: {line}");
            }
        }
    }

    #[test]
    fn no_terminal_acts_upon_a_hostile_name() {
        let text = diff(&samples::hostile_comparison(), Some(120));
        assert!(text.contains("evil.example"), "{text}");
        let unsafe_lines: Vec<_> = text
            .lines()
            .filter(|line| printable(line) != *line)
            .collect();
        assert!(unsafe_lines.is_empty(), "{unsafe_lines:?}");
    }
}
