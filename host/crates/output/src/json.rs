//! JSON for programs: one document, a newline at its end.
//!
//! An array has one element a line, so that it can be written and read as a stream. All that [`printable`] would spell
//! out in a terminal is a `\u` escape here: the value is the same, and a terminal that shows the document stays sane.
//!
//! [`printable`]: opencite_core::printable

use std::borrow::{Borrow, Cow};
use std::io::{self, Write};

use opencite_core::{AssetRecord, ScanRecord, ScanSummary, UnitRecord, printable};
use serde::Serialize;

use crate::wire::{AssetWire, PluginWire, ScanWire, SummaryWire, UnitWire};
use crate::{OutputError, PluginDescription};

/// An array of assets, written as they come: it needs no memory for those that it has seen.
#[derive(Debug)]
#[must_use = "an array that is not finished is not JSON"]
pub struct AssetArray<W: Write>(Array<W>);

impl<W: Write> AssetArray<W> {
    /// Begins the array.
    ///
    /// # Errors
    ///
    /// When the writer refuses.
    pub fn new(writer: W) -> Result<Self, OutputError> {
        Array::new(writer).map(Self)
    }

    /// Writes one more asset.
    ///
    /// # Errors
    ///
    /// When the writer refuses.
    pub fn push(&mut self, asset: &AssetRecord) -> Result<(), OutputError> {
        self.0.push(&AssetWire::from(asset))
    }

    /// Ends the array.
    ///
    /// # Errors
    ///
    /// When the writer refuses.
    pub fn finish(self) -> Result<(), OutputError> {
        self.0.finish()
    }
}

/// Writes `assets --format json`.
///
/// # Errors
///
/// When the writer refuses.
pub fn assets<A>(assets: A, writer: impl Write) -> Result<(), OutputError>
where
    A: IntoIterator<Item: Borrow<AssetRecord>>,
{
    let mut array = AssetArray::new(writer)?;
    for asset in assets {
        array.push(asset.borrow())?;
    }
    array.finish()
}

/// Writes `units --format json`.
///
/// # Errors
///
/// When the writer refuses.
pub fn units(units: &[UnitRecord], writer: impl Write) -> Result<(), OutputError> {
    array(units.iter().map(UnitWire::from), writer)
}

/// Writes `scan --format json`.
///
/// # Errors
///
/// When the writer refuses.
pub fn scan(summary: &ScanSummary, writer: impl Write) -> Result<(), OutputError> {
    document(&SummaryWire::from(summary), writer)
}

/// Writes `scans --format json`.
///
/// # Errors
///
/// When the writer refuses.
pub fn scans(scans: &[ScanRecord], writer: impl Write) -> Result<(), OutputError> {
    array(scans.iter().map(ScanWire::from), writer)
}

/// Writes `plugin inspect --format json`.
///
/// # Errors
///
/// When the writer refuses.
pub fn plugin(plugin: &PluginDescription, writer: impl Write) -> Result<(), OutputError> {
    document(&PluginWire::from(plugin), writer)
}

/// Writes `plugin list --format json`.
///
/// # Errors
///
/// When the writer refuses.
pub fn plugins(plugins: &[PluginDescription], writer: impl Write) -> Result<(), OutputError> {
    array(plugins.iter().map(PluginWire::from), writer)
}

fn document(value: &impl Serialize, mut writer: impl Write) -> Result<(), OutputError> {
    write_value(value, &mut writer)?;
    Ok(writer.write_all(b"\n")?)
}

fn array<T: Serialize>(
    values: impl Iterator<Item = T>,
    writer: impl Write,
) -> Result<(), OutputError> {
    let mut array = Array::new(writer)?;
    for value in values {
        array.push(&value)?;
    }
    array.finish()
}

#[derive(Debug)]
struct Array<W: Write> {
    writer: W,
    is_empty: bool,
}

impl<W: Write> Array<W> {
    fn new(mut writer: W) -> Result<Self, OutputError> {
        writer.write_all(b"[")?;
        Ok(Self {
            writer,
            is_empty: true,
        })
    }

    fn push(&mut self, value: &impl Serialize) -> Result<(), OutputError> {
        let separator: &[u8] = if self.is_empty { b"\n" } else { b",\n" };
        self.is_empty = false;
        self.writer.write_all(separator)?;
        write_value(value, &mut self.writer)
    }

    fn finish(mut self) -> Result<(), OutputError> {
        let end: &[u8] = if self.is_empty { b"]\n" } else { b"\n]\n" };
        Ok(self.writer.write_all(end)?)
    }
}

fn write_value(value: &impl Serialize, writer: impl Write) -> Result<(), OutputError> {
    let mut serializer = serde_json::Serializer::with_formatter(writer, TerminalSafe);
    Ok(value.serialize(&mut serializer)?)
}

/// Compact JSON that holds no character that a terminal acts upon.
struct TerminalSafe;

impl serde_json::ser::Formatter for TerminalSafe {
    fn write_string_fragment<W: Write + ?Sized>(
        &mut self,
        writer: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        if is_safe(fragment) {
            return writer.write_all(fragment.as_bytes());
        }
        fragment
            .chars()
            .try_for_each(|letter| write_letter(writer, letter))
    }
}

fn is_safe(text: &str) -> bool {
    matches!(printable(text), Cow::Borrowed(_))
}

fn write_letter<W: Write + ?Sized>(writer: &mut W, letter: char) -> io::Result<()> {
    let mut bytes = [0; 4];
    let text: &str = letter.encode_utf8(&mut bytes);
    if is_safe(text) {
        return writer.write_all(text.as_bytes());
    }
    text.encode_utf16()
        .try_for_each(|unit| write!(writer, "\\u{unit:04x}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples;

    fn text(write: impl FnOnce(&mut Vec<u8>) -> Result<(), OutputError>) -> String {
        samples::text(write)
    }

    #[test]
    fn assets_come_one_a_line_with_their_keys_in_order() {
        let assets = [samples::custom_model(), samples::endpoint()];
        insta::assert_snapshot!(text(|w| super::assets(&assets, w)), @r#"
        [
        {"plugin":"aws_bedrock","type":"custom_model","id":"arn:aws:bedrock:us-east-1:111122223333:custom-model/support","name":"support","account":"111122223333","region":"us-east-1","status":"Active","properties":{"base_model":{"name":"Nova","tags":["a","b"]},"customization_type":"FINE_TUNING"},"relations":[{"kind":"base-model","target":"arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0"}],"first_seen":"2026-11-01T00:00:00Z","last_seen":"2026-11-21T07:00:00Z"},
        {"plugin":"aws_sagemaker","type":"endpoint","id":"arn:aws:sagemaker:eu-west-1:111122223333:endpoint/churn","name":"churn","account":"111122223333","region":"eu-west-1","status":null,"properties":{},"relations":[],"first_seen":"2026-11-21T07:00:00Z","last_seen":"2026-11-21T07:00:00Z"}
        ]
        "#);
    }

    #[test]
    fn no_assets_are_an_empty_array() {
        assert_eq!(
            text(|w| super::assets(Vec::<AssetRecord>::new(), w)),
            "[]\n"
        );
    }

    #[test]
    fn units_keep_every_way_to_end_apart() {
        insta::assert_snapshot!(text(|w| super::units(&samples::every_outcome(), w)), @r#"
        [
        {"plugin":"aws_bedrock","type":"custom_model","account":"111122223333","region":"us-east-1","outcome":"complete","assets":41,"requests":2,"error":null},
        {"plugin":"aws_bedrock","type":"agent","account":"111122223333","region":"us-east-1","outcome":"complete","assets":0,"requests":2,"error":null},
        {"plugin":"aws_bedrock","type":"guardrail","account":"111122223333","region":"us-east-1","outcome":"failed","assets":0,"requests":2,"error":{"kind":"access-denied","code":"AccessDeniedException","operation":"bedrock:ListGuardrails","message":"no identity-based policy allows it","action":"bedrock:ListGuardrails","attempts":1,"request_id":"5f1c"}},
        {"plugin":"aws_bedrock","type":"prompt","account":"111122223333","region":"us-east-1","outcome":"partial","assets":7,"requests":2,"error":{"kind":"throttled","code":"ThrottlingException","operation":"bedrock:GetCustomModel","message":"too many requests","attempts":6,"request_id":null}},
        {"plugin":"aws_bedrock","type":"imported_model","account":"111122223333","region":"us-east-1","outcome":"failed","assets":0,"requests":2,"error":{"kind":"other","code":"InternalServerException","operation":"bedrock:ListImportedModels","message":"an internal error occurred","attempts":4,"request_id":"9a0b"}},
        {"plugin":"aws_bedrock","type":"flow","account":"111122223333","region":"us-east-1","outcome":"failed","assets":0,"requests":2,"error":{"kind":"expired-credentials","code":null,"operation":null,"message":"the token has expired","attempts":0,"request_id":null}},
        {"plugin":"aws_bedrock","type":"job","account":"111122223333","region":"us-east-1","outcome":"failed","assets":0,"requests":2,"error":{"kind":"timeout","code":null,"operation":null,"message":"no answer in 60 s","attempts":0,"request_id":null}},
        {"plugin":"aws_bedrock","type":"profile","account":"111122223333","region":"us-east-1","outcome":"failed","assets":0,"requests":2,"error":{"kind":"network","code":null,"operation":null,"message":"connection reset","attempts":0,"request_id":null}},
        {"plugin":"aws_bedrock","type":"router","account":"111122223333","region":"us-east-1","outcome":"failed","assets":0,"requests":2,"error":{"kind":"malformed-response","code":null,"operation":null,"message":"not JSON","attempts":0,"request_id":null}},
        {"plugin":"aws_bedrock","type":"trap","account":"111122223333","region":"us-east-1","outcome":"failed","assets":0,"requests":2,"error":{"kind":"trap","code":null,"operation":null,"message":"wasm unreachable","attempts":0,"request_id":null}},
        {"plugin":"aws_bedrock","type":"blueprint","account":"111122223333","region":"us-east-1","outcome":"skipped","assets":0,"requests":2,"error":{"kind":"unsupported-region","code":null,"operation":null,"message":"no such endpoint","attempts":0,"request_id":null}}
        ]
        "#);
    }

    #[test]
    fn a_finished_scan_is_one_object() {
        insta::assert_snapshot!(text(|w| super::scan(&samples::summary(), w)), @r#"{"scan":12,"outcome":"partial","units":{"complete":2,"partial":1,"failed":7,"skipped":1},"assets":48,"requests":22,"seconds":3.25}"#);
    }

    #[test]
    fn a_scan_that_never_ended_is_unfinished() {
        let killed = ScanRecord {
            finished: None,
            outcome: None,
            ..samples::scan()
        };
        insta::assert_snapshot!(text(|w| super::scans(&[samples::scan(), killed], w)), @r#"
        [
        {"id":12,"started":"2026-11-21T07:00:00Z","finished":"2026-11-21T07:00:04Z","outcome":"partial","units":{"complete":2,"partial":1,"failed":7,"skipped":1},"assets":48,"requests":22,"error":null},
        {"id":12,"started":"2026-11-21T07:00:00Z","finished":null,"outcome":"unfinished","units":{"complete":2,"partial":1,"failed":7,"skipped":1},"assets":48,"requests":22,"error":null}
        ]
        "#);
    }

    #[test]
    fn a_plugin_says_what_it_may_do() {
        insta::assert_snapshot!(text(|w| super::plugin(&samples::plugin(), w)), @r#"{"id":"aws_bedrock","version":"0.1.0","digest":"sha256:00ff","size":85422,"types":["custom_model","model"],"imports":{"aws":["bedrock:GetCustomModel","bedrock:ListCustomModels"],"wasi":["wasi:io/streams@0.2.6"]},"policy":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["bedrock:GetCustomModel","bedrock:ListCustomModels"],"Resource":"*"}]}}"#);
    }

    #[test]
    fn a_hostile_name_is_the_same_value_and_no_terminal_acts_upon_it() {
        let asset = samples::hostile();
        let text = text(|w| super::assets([&asset], w));
        assert!(
            text.trim_end_matches('\n').split('\n').all(is_safe),
            "{text}"
        );
        let value: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(value.pointer("/0/name").unwrap(), &asset.name);
    }

    #[test]
    fn a_closed_pipe_is_told_from_a_fault() {
        let error = super::assets([samples::endpoint()], samples::ClosedPipe).unwrap_err();
        assert!(error.is_broken_pipe(), "{error:?}");
    }
}
