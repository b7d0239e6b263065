//! What changed, as Markdown that GitHub shows in a pull request.

use std::io::{self, Write};

use opencite_core::{AssetRecord, ChangedAsset, Comparison, FieldChange};

use super::{headline, reason, values};
use crate::OutputError;
use crate::clip::{keep_end, keep_start};
use crate::report::markdown::{code, escape};
use crate::words::{count, counted, number};

/// How wide a value, a path or an id may be: a table of wider ones is read by nobody.
const WIDEST: usize = 100;
/// How many rows a table may have. A comment on GitHub ends at 65,536 characters.
const MAX_ROWS: usize = 200;

/// Writes `diff --format markdown`.
///
/// # Errors
///
/// When the writer refuses.
pub fn markdown(comparison: &Comparison, mut writer: impl Write) -> Result<(), OutputError> {
    let writer = &mut writer;
    head(comparison, writer)?;
    assets("Added", &comparison.added, writer)?;
    assets("Removed", &comparison.removed, writer)?;
    changed(&comparison.changed, writer)?;
    assets("Aged out", &comparison.aged_out, writer)?;
    if !comparison.aged_out.is_empty() {
        writeln!(
            writer,
            "\nToo old to be listed now; they may well be there still."
        )?;
    }
    incomparable(comparison, writer)?;
    for note in headline::notes(comparison) {
        writeln!(writer, "\n{}", escape(&note))?;
    }
    Ok(())
}

fn head(comparison: &Comparison, writer: &mut impl Write) -> io::Result<()> {
    writeln!(writer, "## What changed\n")?;
    for warning in headline::warnings(comparison) {
        writeln!(writer, "> [!WARNING]\n> {}\n", escape(&warning))?;
    }
    let (from, to) = (
        headline::scan(&comparison.from),
        headline::scan(&comparison.to),
    );
    writeln!(
        writer,
        "From {} to {}: {}",
        escape(&from),
        escape(&to),
        headline::totals(comparison)
    )
}

fn assets(title: &str, assets: &[AssetRecord], writer: &mut impl Write) -> io::Result<()> {
    if assets.is_empty() {
        return Ok(());
    }
    heading(title, assets.len(), writer)?;
    writeln!(
        writer,
        "| Type | Name | Account | Region | Id |\n|---|---|---|---|---|"
    )?;
    for asset in assets.iter().take(MAX_ROWS) {
        writeln!(writer, "| {} |", identity(asset).join(" | "))?;
    }
    rest(assets.len(), writer)
}

fn identity(asset: &AssetRecord) -> [String; 5] {
    let unit = &asset.unit;
    [
        code(&format!("{}/{}", unit.plugin, unit.asset_type)),
        code(&keep_end(&asset.name, WIDEST)),
        code(unit.account.as_str()),
        code(unit.region.as_str()),
        code(&keep_end(asset.id.as_str(), WIDEST)),
    ]
}

fn changed(changes: &[ChangedAsset], writer: &mut impl Write) -> io::Result<()> {
    if changes.is_empty() {
        return Ok(());
    }
    heading("Changed", changes.len(), writer)?;
    writeln!(
        writer,
        "| Type | Name | Field | Old | New |\n|---|---|---|---|---|"
    )?;
    let fields = changes.iter().flat_map(|change| {
        let asset = &change.asset;
        change.fields.iter().map(move |field| (asset, field))
    });
    let total = fields.clone().count();
    for (asset, field) in fields.take(MAX_ROWS) {
        writeln!(writer, "{}", field_row(asset, field))?;
    }
    rest(total, writer)
}

fn field_row(asset: &AssetRecord, field: &FieldChange) -> String {
    let [kind, name, ..] = identity(asset);
    let path = code(&keep_end(&field.path.to_string(), WIDEST));
    let (old, new) = values::shown(field, WIDEST);
    format!(
        "| {kind} | {name} | {path} | {} | {} |",
        code(&old),
        code(&new)
    )
}

fn incomparable(comparison: &Comparison, writer: &mut impl Write) -> io::Result<()> {
    let units = &comparison.not_comparable;
    if units.is_empty() {
        return Ok(());
    }
    heading("Not comparable", units.len(), writer)?;
    writeln!(writer, "Nothing is said of what is in these.\n")?;
    writeln!(writer, "| Unit | Regions | Why |\n|---|---|---|")?;
    let groups = reason::group(units);
    let rows = groups.iter().flat_map(|group| {
        let why = code(&keep_start(&group.reason, WIDEST * 3));
        group.places.iter().map(move |place| (place, why.clone()))
    });
    let total = rows.clone().count();
    for (place, why) in rows.take(MAX_ROWS) {
        let regions = code(&place.regions.join(", "));
        writeln!(writer, "| {} | {regions} | {why} |", code(&place.what))?;
    }
    rest(total, writer)
}

fn heading(title: &str, members: usize, writer: &mut impl Write) -> io::Result<()> {
    writeln!(writer, "\n### {title} ({})\n", count(number(members)))
}

fn rest(total: usize, writer: &mut impl Write) -> io::Result<()> {
    let hidden = total.saturating_sub(MAX_ROWS);
    if hidden == 0 {
        return Ok(());
    }
    let rows = counted(number(hidden), "more row");
    writeln!(writer, "\n… and {rows}: the JSON has them.")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples;

    fn diff(comparison: &Comparison) -> String {
        samples::text(|writer| markdown(comparison, writer))
    }

    fn html(comparison: &Comparison) -> String {
        comrak::markdown_to_html(&diff(comparison), &samples::github())
    }

    #[test]
    fn a_pull_request_shows_every_kind_of_change() {
        insta::assert_snapshot!(diff(&samples::comparison()), @r#"
        ## What changed

        From scan 11 (2026-11-20 07:00 UTC, before-migration) to scan 12 (2026-11-21 07:00 UTC): 1 added, 1 removed, 1 changed, in 3 units complete at both scans.

        ### Added (1)

        | Type | Name | Account | Region | Id |
        |---|---|---|---|---|
        | `aws_bedrock/custom_model` | `support` | `111122223333` | `us-east-1` | `arn:aws:bedrock:us-east-1:111122223333:custom-model/support` |

        ### Removed (1)

        | Type | Name | Account | Region | Id |
        |---|---|---|---|---|
        | `aws_sagemaker/endpoint` | `churn` | `111122223333` | `eu-west-1` | `arn:aws:sagemaker:eu-west-1:111122223333:endpoint/churn` |

        ### Changed (1)

        | Type | Name | Field | Old | New |
        |---|---|---|---|---|
        | `aws_sagemaker/endpoint` | `churn` | `status` | `(none)` | `"InService"` |
        | `aws_sagemaker/endpoint` | `churn` | `properties.variants` | `(none)` | `[{"name":"blue","weight":1}]` |

        ### Aged out (1)

        | Type | Name | Account | Region | Id |
        |---|---|---|---|---|
        | `aws_sagemaker/training_job` | `churn-1` | `111122223333` | `eu-west-1` | `arn:aws:sagemaker:eu-west-1:111122223333:training-job/churn-1` |

        Too old to be listed now; they may well be there still.

        ### Not comparable (2)

        Nothing is said of what is in these.

        | Unit | Regions | Why |
        |---|---|---|
        | `aws_bedrock/guardrail in 111122223333` | `us-east-1` | `failed as of the later scan: access-denied at bedrock:ListGuardrails (AccessDeniedException): no identity-based policy allows it` |
        | `aws_bedrock/flow in 111122223333` | `us-east-1` | `it had not run by the earlier scan` |

        The scans used different builds of aws\_bedrock: what they describe may differ by that alone.

        Nothing but times that tick, such as the last modification, differs in 1 more asset: the JSON has them.
        "#);
    }

    #[test]
    fn that_nothing_can_be_compared_is_said_first() {
        insta::assert_snapshot!(diff(&samples::nothing_comparable()), @"
        ## What changed

        > [!WARNING]
        > Nothing can be compared: no unit is complete at both scans. What changed, if anything did, cannot be said.

        > [!WARNING]
        > Simulated: these assets are of the built-in simulated account.

        From scan 11 (2026-11-20 07:00 UTC, before-migration) to scan 12 (2026-11-21 07:00 UTC): nothing that could be compared.

        ### Not comparable (1)

        Nothing is said of what is in these.

        | Unit | Regions | Why |
        |---|---|---|
        | `aws_bedrock/guardrail in 111122223333` | `us-east-1` | `failed as of the later scan: access-denied at bedrock:ListGuardrails (AccessDeniedException): no identity-based policy allows it` |
        ");
    }

    #[test]
    fn hostile_names_and_values_stay_in_their_cells() {
        let html = html(&samples::hostile_comparison());
        for active in ["<script", "<a ", "<img", "javascript:x\"", "<h1"] {
            assert!(!html.contains(active), "{active} in {html}");
        }
        let rows = html.matches("<tr>").count();
        let tables = html.matches("<table>").count();
        let cells = html.matches("<td>").count();
        assert_eq!((tables, cells), (4, (rows - tables) * 5), "{html}");
    }

    #[test]
    fn a_table_that_nobody_would_read_ends() {
        let mut comparison = samples::comparison();
        comparison.added = vec![samples::endpoint(); MAX_ROWS + 7];
        let text = diff(&comparison);
        assert!(
            text.contains("… and 7 more rows: the JSON has them."),
            "{text}"
        );
        assert!(text.len() < 65_536, "{}", text.len());
    }
}
