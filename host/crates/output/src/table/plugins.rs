//! The table of plugins.

use std::io::Write;

use super::grid::{self, Column};
use crate::words::{count, number};
use crate::{OutputError, PluginDescription};

/// Writes `plugin list`.
///
/// # Errors
///
/// When the writer refuses.
pub fn plugins(
    plugins: &[PluginDescription],
    width: Option<usize>,
    mut writer: impl Write,
) -> Result<(), OutputError> {
    if plugins.is_empty() {
        return Ok(writeln!(writer, "No plugins.")?);
    }
    let columns = [
        Column::word("PLUGIN"),
        Column::word("VERSION"),
        Column::number("ACTIONS"),
        Column::text("TYPES"),
        Column::id("FILE"),
    ];
    Ok(grid::write(
        &columns,
        plugins.iter().map(row),
        width,
        writer,
    )?)
}

fn row(plugin: &PluginDescription) -> [String; 5] {
    let types = plugin
        .manifest
        .asset_types
        .iter()
        .map(|declared| declared.name.as_str());
    [
        plugin.manifest.id.to_string(),
        plugin.manifest.version.clone(),
        count(number(plugin.aws.len())),
        types.collect::<Vec<_>>().join(", "),
        plugin.path.clone(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples;

    #[test]
    fn a_plugin_is_a_line() {
        let table = samples::text(|writer| plugins(&[samples::plugin()], Some(90), writer));
        insta::assert_snapshot!(table, @"
        PLUGIN       VERSION  ACTIONS  TYPES                FILE
        aws_bedrock  0.1.0          2  custom_model, model  plugins/aws_bedrock.wasm
        ");
    }
}
