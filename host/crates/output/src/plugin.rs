//! What a plugin is and what it may do, as its file shows.

use std::io::Write;

use opencite_core::{
    AssetTypeDecl, ConfigField, ConfigValue, IamAction, IamPolicy, Manifest, Scope, UsageSource,
    printable,
};

use crate::OutputError;
use crate::words::{count, counted};

/// What a plugin is and what it may do, as its file shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PluginDescription {
    /// What the plugin says of itself.
    pub manifest: Manifest,
    /// The digest of the file: `sha256:` and hex digits.
    pub digest: String,
    /// The size of the file, in bytes.
    pub size: u64,
    /// Where the file lies.
    pub path: String,
    /// The actions that it can call, sorted.
    pub aws: Vec<IamAction>,
    /// The interfaces of WASI that it imports, sorted.
    pub wasi: Vec<String>,
    /// The least policy that lets it work.
    pub policy: IamPolicy,
}

/// Writes `plugin inspect`.
///
/// # Errors
///
/// When the writer refuses.
pub fn inspect(plugin: &PluginDescription, mut writer: impl Write) -> Result<(), OutputError> {
    let manifest = &plugin.manifest;
    writeln!(writer, "{} {}", manifest.id, printable(&manifest.version))?;
    writeln!(writer, "{}\n", printable(&manifest.title))?;
    writeln!(writer, "File    {}", printable(&plugin.path))?;
    writeln!(writer, "Digest  {}", printable(&plugin.digest))?;
    writeln!(writer, "Size    {} bytes", count(plugin.size))?;
    section(
        &mut writer,
        "Discovers",
        manifest.asset_types.iter().map(asset_type),
    )?;
    section(
        &mut writer,
        "Learns of usage from",
        manifest.usage_sources.iter().map(usage_source),
    )?;
    section(&mut writer, "Settings", manifest.config.iter().map(setting))?;
    section(
        &mut writer,
        "Can call on AWS",
        plugin.aws.iter().map(IamAction::to_string),
    )?;
    section(&mut writer, "Imports of WASI", plugin.wasi.iter().cloned())?;
    let policy = serde_json::to_string_pretty(&plugin.policy)?;
    Ok(writeln!(
        writer,
        "\nThe least IAM policy that it needs:\n{policy}"
    )?)
}

fn section(
    mut writer: impl Write,
    title: &str,
    lines: impl ExactSizeIterator<Item = String>,
) -> Result<(), OutputError> {
    if lines.len() == 0 {
        return Ok(writeln!(writer, "\n{title}: nothing.")?);
    }
    writeln!(writer, "\n{title}:")?;
    for line in lines {
        writeln!(writer, "  {}", printable(&line))?;
    }
    Ok(())
}

fn usage_source(source: &UsageSource) -> String {
    let kept = counted(source.retention_days.into(), "day");
    let delay = match source.delay_minutes {
        0 => String::new(),
        minutes => format!(", up to {} late", counted(minutes.into(), "minute")),
    };
    let condition = match &source.setting {
        Some(setting) => format!(", where `{setting}` is set"),
        None => String::new(),
    };
    format!(
        "{} ({kept} back{delay}{condition}): {}",
        source.name, source.title
    )
}

fn asset_type(declared: &AssetTypeDecl) -> String {
    let scope = match declared.scope {
        Scope::Regional => "in each region",
        Scope::Global => "once an account",
    };
    format!("{} ({scope}): {}", declared.name, declared.title)
}

fn setting((name, field): (&String, &ConfigField)) -> String {
    let default = default_text(&field.default);
    format!(
        "{name} ({}, {default} by default): {}",
        field.default.type_name(),
        field.help
    )
}

fn default_text(value: &ConfigValue) -> String {
    match value {
        ConfigValue::Text(text) => format!("{text:?}"),
        ConfigValue::Integer(number) => number.to_string(),
        ConfigValue::Boolean(value) => value.to_string(),
        ConfigValue::Texts(texts) => format!("{texts:?}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples;

    #[test]
    fn a_plugin_is_told_in_full() {
        insta::assert_snapshot!(samples::text(|writer| inspect(&samples::plugin(), writer)), @r#"
        aws_bedrock 0.1.0
        Amazon Bedrock

        File    plugins/aws_bedrock.wasm
        Digest  sha256:00ff
        Size    85,422 bytes

        Discovers:
          custom_model (in each region): Custom models
          model (in each region): The catalogue

        Learns of usage from:
          invocation (90 days back, up to 15 minutes late): Calls in the audit trail
          invocation_log (1 day back, where `cloudwatch_log_group` is set): Calls in the log

        Settings:
          usage_days (a whole number, 7 by default): How far back to look

        Can call on AWS:
          bedrock:GetCustomModel
          bedrock:ListCustomModels

        Imports of WASI:
          wasi:io/streams@0.2.6

        The least IAM policy that it needs:
        {
          "Version": "2012-10-17",
          "Statement": [
            {
              "Effect": "Allow",
              "Action": [
                "bedrock:GetCustomModel",
                "bedrock:ListCustomModels"
              ],
              "Resource": "*"
            }
          ]
        }
        "#);
    }

    #[test]
    fn a_plugin_that_can_do_nothing_is_told_so() {
        let mut plugin = samples::plugin();
        plugin.aws.clear();
        plugin.manifest.title = "\u{1b}[2Jharmless".to_owned();
        let text = samples::text(|writer| inspect(&plugin, writer));
        assert!(text.contains("Can call on AWS: nothing."), "{text}");
        assert!(text.contains("\\u{1b}[2Jharmless"), "{text}");
    }
}
