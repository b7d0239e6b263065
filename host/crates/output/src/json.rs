//! JSON for programs: one document, a newline at its end.
//!
//! An array has one element a line, so that it can be written and read as a stream. All that [`printable`] would spell
//! out in a terminal is a `\u` escape here: the value is the same, and a terminal that shows the document stays sane.
//!
//! [`printable`]: opencite_core::printable

mod history;
mod report;

use std::borrow::{Borrow, Cow};
use std::io::{self, Write};

use opencite_core::{
    AssetRecord, EndpointUsage, InvocationRecord, ScanRecord, ScanSummary, UnitRecord, UsageRow,
    UsageSummary, printable,
};
use serde::Serialize;

use crate::verify::Verification;
use crate::wire::{
    AssetWire, EndpointUsageWire, InvocationWire, PluginWire, ScanWire, SummaryWire, UnitWire,
    UsageSummaryWire, UsageWire, VerificationWire,
};
use crate::{OutputError, PluginDescription};

pub use history::{comparison, lives};
pub use report::{REPORT_SCHEMA, report};

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

/// Writes `verify --format json`.
///
/// # Errors
///
/// When the writer refuses.
pub fn verification(verification: &Verification, writer: impl Write) -> Result<(), OutputError> {
    document(&VerificationWire::from(verification), writer)
}

/// Writes `usage --format json`.
///
/// # Errors
///
/// When the writer refuses.
pub fn usage(rows: &[UsageRow], writer: impl Write) -> Result<(), OutputError> {
    array(rows.iter().map(UsageWire::from), writer)
}

/// Writes `usage --by endpoint --format json`.
///
/// # Errors
///
/// When the writer refuses.
pub fn endpoint_usage(endpoints: &[EndpointUsage], writer: impl Write) -> Result<(), OutputError> {
    array(endpoints.iter().map(EndpointUsageWire::from), writer)
}

/// Writes `usage --summary --format json`.
///
/// # Errors
///
/// When the writer refuses.
pub fn usage_summary(summary: &UsageSummary, writer: impl Write) -> Result<(), OutputError> {
    document(&UsageSummaryWire::from(summary), writer)
}

/// An array of calls, written as they come.
#[derive(Debug)]
#[must_use = "an array that is not finished is not JSON"]
pub struct InvocationArray<W: Write>(Array<W>);

impl<W: Write> InvocationArray<W> {
    /// Begins the array.
    ///
    /// # Errors
    ///
    /// When the writer refuses.
    pub fn new(writer: W) -> Result<Self, OutputError> {
        Array::new(writer).map(Self)
    }

    /// Writes one more call.
    ///
    /// # Errors
    ///
    /// When the writer refuses.
    pub fn push(&mut self, invocation: &InvocationRecord) -> Result<(), OutputError> {
        self.0.push(&InvocationWire::from(invocation))
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

pub(crate) fn document(value: &impl Serialize, mut writer: impl Write) -> Result<(), OutputError> {
    write_value(value, &mut writer)?;
    Ok(writer.write_all(b"\n")?)
}

pub(crate) fn array<T: Serialize>(
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
pub(crate) struct Array<W: Write> {
    writer: W,
    is_empty: bool,
}

impl<W: Write> Array<W> {
    pub(crate) fn new(mut writer: W) -> Result<Self, OutputError> {
        writer.write_all(b"[")?;
        Ok(Self {
            writer,
            is_empty: true,
        })
    }

    pub(crate) fn push(&mut self, value: &impl Serialize) -> Result<(), OutputError> {
        let separator: &[u8] = if self.is_empty { b"\n" } else { b",\n" };
        self.is_empty = false;
        self.writer.write_all(separator)?;
        write_value(value, &mut self.writer)
    }

    pub(crate) fn finish(mut self) -> Result<(), OutputError> {
        let end: &[u8] = if self.is_empty { b"]\n" } else { b"\n]\n" };
        Ok(self.writer.write_all(end)?)
    }
}

/// A value on one line, with nothing in it that a terminal acts upon.
pub(crate) fn text(value: &impl Serialize) -> Result<String, OutputError> {
    let mut bytes = Vec::new();
    write_value(value, &mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
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
        {"id":12,"started":"2026-11-21T07:00:00Z","finished":"2026-11-21T07:00:04Z","outcome":"partial","units":{"complete":2,"partial":1,"failed":7,"skipped":1},"assets":48,"requests":22,"error":null,"tags":[]},
        {"id":12,"started":"2026-11-21T07:00:00Z","finished":null,"outcome":"unfinished","units":{"complete":2,"partial":1,"failed":7,"skipped":1},"assets":48,"requests":22,"error":null,"tags":[]}
        ]
        "#);
    }

    #[test]
    fn a_plugin_says_what_it_may_do() {
        insta::assert_snapshot!(text(|w| super::plugin(&samples::plugin(), w)), @r#"{"id":"aws_bedrock","version":"0.1.0","digest":"sha256:00ff","size":85422,"types":["custom_model","model"],"imports":{"aws":["bedrock:GetCustomModel","bedrock:ListCustomModels"],"wasi":["wasi:io/streams@0.2.6"]},"policy":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["bedrock:GetCustomModel","bedrock:ListCustomModels"],"Resource":"*"}]}}"#);
    }

    #[test]
    fn usage_begins_with_the_same_fields_whatever_it_is_counted_by() {
        let rows = samples::usage_by_model();
        insta::assert_snapshot!(text(|w| super::usage(&rows, w)), @r#"
        [
        {"key":"anthropic.claude-3-haiku-20240307-v1:0","invocations":1500,"errors":150,"input_tokens":63568,"output_tokens":0,"cache_read_tokens":18131,"cache_write_tokens":null,"principals":7,"first_seen":"2026-11-01T00:30:00Z","last_seen":"2026-11-21T07:00:00Z"},
        {"key":null,"invocations":3,"errors":0,"input_tokens":null,"output_tokens":null,"cache_read_tokens":null,"cache_write_tokens":null,"principals":null,"first_seen":"2026-11-01T00:30:00Z","last_seen":"2026-11-21T07:00:00Z"},
        {"key":"amazon.nova-lite-v1:0","invocations":null,"errors":null,"input_tokens":63568,"output_tokens":0,"cache_read_tokens":18131,"cache_write_tokens":null,"principals":null,"first_seen":null,"last_seen":null}
        ]
        "#);
        let rows = samples::usage_by_principal();
        insta::assert_snapshot!(text(|w| super::usage(&rows, w)), @r#"
        [
        {"key":"arn:aws:iam::111122223333:role/apps/Chat","invocations":1500,"errors":150,"input_tokens":63568,"output_tokens":0,"cache_read_tokens":18131,"cache_write_tokens":null,"principals":1,"first_seen":"2026-11-01T00:30:00Z","last_seen":"2026-11-21T07:00:00Z","kind":"AssumedRole","sessions":1000,"models":2}
        ]
        "#);
        let rows = samples::usage_by_profile();
        insta::assert_snapshot!(text(|w| super::usage(&rows, w)), @r#"
        [
        {"key":"us.anthropic.claude-3-haiku-20240307-v1:0","invocations":1500,"errors":150,"input_tokens":63568,"output_tokens":0,"cache_read_tokens":18131,"cache_write_tokens":null,"principals":7,"first_seen":"2026-11-01T00:30:00Z","last_seen":"2026-11-21T07:00:00Z","model":"anthropic.claude-3-haiku-20240307-v1:0","route":"geo:us"}
        ]
        "#);
        let endpoints = samples::endpoint_usage();
        insta::assert_snapshot!(text(|w| super::endpoint_usage(&endpoints, w)), @r#"
        [
        {"key":"churn/blue","invocations":12000,"errors":3,"input_tokens":null,"output_tokens":null,"cache_read_tokens":null,"cache_write_tokens":null,"principals":null,"first_seen":"2026-11-01T00:00:00Z","last_seen":"2026-11-21T07:00:00Z","account":"111122223333","region":"eu-west-1","endpoint":"churn","variant":"blue","errors_4xx":3,"errors_5xx":null,"model_errors":0,"model_latency_avg_ms":20.25,"overhead_latency_avg_ms":null},
        {"key":"churn","invocations":0,"errors":null,"input_tokens":null,"output_tokens":null,"cache_read_tokens":null,"cache_write_tokens":null,"principals":null,"first_seen":null,"last_seen":null,"account":"111122223333","region":"eu-west-1","endpoint":"churn","variant":null,"errors_4xx":null,"errors_5xx":null,"model_errors":0,"model_latency_avg_ms":20.25,"overhead_latency_avg_ms":null}
        ]
        "#);
    }

    #[test]
    fn a_summary_of_usage_is_one_object() {
        let summary = samples::usage_summary();
        insta::assert_snapshot!(text(|w| super::usage_summary(&summary, w)), @r#"{"from":"2026-11-14T00:00:00Z","to":"2026-11-21T00:00:00Z","summary":{"endpoints":60,"active_endpoints":0,"total_invocations_last_n_days":null,"models":1000,"model_packages":null,"training_jobs":3,"models_called":2,"model_invocations":1500,"model_errors":150,"principals":7}}"#);
    }

    #[test]
    fn a_call_tells_what_is_known_of_it() {
        let calls = samples::invocations();
        let write = |w: &mut Vec<u8>| {
            let mut array = InvocationArray::new(w)?;
            calls.iter().try_for_each(|call| array.push(call))?;
            array.finish()
        };
        insta::assert_snapshot!(text(write), @r#"
        [
        {"id":"6cb96e61-bd36-4b19-a1fe-a2d2b1b2d0a1","time":"2026-11-21T07:00:01Z","account":"111122223333","region":"us-east-1","operation":"Converse","model":"anthropic.claude-3-haiku-20240307-v1:0","route":"us.anthropic.claude-3-haiku-20240307-v1:0","principal":"arn:aws:iam::111122223333:role/apps/Chat","session":"i-1","source_ip":"203.0.113.7","user_agent":"Boto3/1.44","error_code":"ThrottlingException","input_tokens":63568,"output_tokens":0,"cache_read_tokens":18131,"cache_write_tokens":null,"principal_kind":"AssumedRole","inference_region":"us-east-2","error_message":"too many requests"},
        {"id":"e-2","time":"2026-11-21T07:00:01Z","account":"111122223333","region":"us-east-1","operation":null,"model":null,"route":null,"principal":null,"session":null,"source_ip":null,"user_agent":null,"error_code":null,"input_tokens":null,"output_tokens":null,"cache_read_tokens":null,"cache_write_tokens":null,"principal_kind":null,"inference_region":null,"error_message":null}
        ]
        "#);
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
