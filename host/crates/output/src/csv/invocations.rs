//! Rows of calls.

use std::borrow::Cow;
use std::io::Write;

use opencite_core::{InvocationRecord, Principal};

use super::{cell, count};
use crate::OutputError;

const HEADER: [&str; 19] = [
    "id",
    "time",
    "account",
    "region",
    "operation",
    "model",
    "route",
    "principal",
    "session",
    "source_ip",
    "user_agent",
    "error_code",
    "input_tokens",
    "output_tokens",
    "cache_read_tokens",
    "cache_write_tokens",
    "principal_kind",
    "inference_region",
    "error_message",
];

/// Rows of calls, written as they come.
pub struct InvocationRows<W: Write>(csv::Writer<W>);

impl<W: Write> InvocationRows<W> {
    /// Writes the header.
    ///
    /// # Errors
    ///
    /// When the writer refuses.
    pub fn new(writer: W) -> Result<Self, OutputError> {
        let mut rows = csv::Writer::from_writer(writer);
        rows.write_record(HEADER)?;
        Ok(Self(rows))
    }

    /// Writes one more call.
    ///
    /// # Errors
    ///
    /// When the writer refuses.
    pub fn push(&mut self, invocation: &InvocationRecord) -> Result<(), OutputError> {
        let cells = cells(invocation);
        Ok(self.0.write_record(cells.iter().map(|text| cell(text)))?)
    }

    /// Writes what is still held back.
    ///
    /// # Errors
    ///
    /// When the writer refuses.
    pub fn finish(mut self) -> Result<(), OutputError> {
        Ok(self.0.flush()?)
    }
}

fn cells(record: &InvocationRecord) -> [Cow<'_, str>; HEADER.len()] {
    let (call, tokens) = (&record.invocation, record.invocation.tokens);
    let principal = call.principal.as_ref();
    [
        call.id.as_str().into(),
        call.time.to_string().into(),
        record.account.as_str().into(),
        record.region.as_str().into(),
        text(call.operation.as_deref()),
        text(record.model.as_deref()),
        text(call.model.as_deref()),
        text(principal.map(Principal::arn)),
        text(principal.and_then(Principal::session)),
        text(call.source_ip.as_deref()),
        text(call.user_agent.as_deref()),
        text(call.error_code.as_deref()),
        count(tokens.input).into(),
        count(tokens.output).into(),
        count(tokens.cache_read).into(),
        count(tokens.cache_write).into(),
        text(principal.map(Principal::kind)),
        text(call.inference_region.as_deref()),
        text(call.error_message.as_deref()),
    ]
}

fn text(text: Option<&str>) -> Cow<'_, str> {
    text.unwrap_or_default().into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples;

    fn rows(calls: &[InvocationRecord]) -> String {
        samples::text(|writer| {
            let mut rows = InvocationRows::new(writer)?;
            calls.iter().try_for_each(|call| rows.push(call))?;
            rows.finish()
        })
    }

    #[test]
    fn a_row_holds_what_is_known_of_a_call() {
        insta::assert_snapshot!(rows(&samples::invocations()), @"
        id,time,account,region,operation,model,route,principal,session,source_ip,user_agent,error_code,input_tokens,output_tokens,cache_read_tokens,cache_write_tokens,principal_kind,inference_region,error_message
        6cb96e61-bd36-4b19-a1fe-a2d2b1b2d0a1,2026-11-21T07:00:01Z,111122223333,us-east-1,Converse,anthropic.claude-3-haiku-20240307-v1:0,us.anthropic.claude-3-haiku-20240307-v1:0,arn:aws:iam::111122223333:role/apps/Chat,i-1,203.0.113.7,Boto3/1.44,ThrottlingException,63568,0,18131,,AssumedRole,us-east-2,too many requests
        e-2,2026-11-21T07:00:01Z,111122223333,us-east-1,,,,,,,,,,,,,,,
        ");
    }

    #[test]
    fn a_hostile_caller_stays_in_its_cell() {
        let mut call = samples::invocations().remove(0);
        call.invocation.user_agent = Some(samples::HOSTILE.to_owned());
        let text = rows(&[call]);
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let rows: Vec<_> = reader.records().map(Result::unwrap).collect();
        assert_eq!(rows.len(), 1);
        assert_eq!(rows[0].get(10).unwrap(), cell(samples::HOSTILE));
    }
}
