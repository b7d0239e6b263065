//! One event of a log group.

use serde_json::{Value, json};

use super::record;
use crate::estate::Place;
use crate::estate::calls::{Happening, Key};

/// The stream that Bedrock writes to.
const BEDROCK_STREAM: &str = "aws/bedrock/modelinvocations";

/// The stream of everything else.
const OTHER_STREAM: &str = "other";

/// How long it takes until an event can be read.
const INGESTION_MS: i64 = 1_500;

/// An event, with its text.
pub(super) struct Line<'a> {
    pub(super) key: &'a Key,
    stream: &'static str,
    pub(super) text: String,
}

impl<'a> Line<'a> {
    /// The event of a happening, where the log has one; of records alone where the filter wants them alone.
    pub(super) fn of(
        at: &Place,
        key: &'a Key,
        happening: &Happening,
        records_only: bool,
    ) -> Option<Self> {
        let (stream, text) = match happening {
            Happening::Call(call) => {
                let record = record::document(at, key, call);
                (BEDROCK_STREAM, record.to_string())
            }
            Happening::Line(line) if !records_only || is_record(&line.text) => {
                (OTHER_STREAM, line.text.clone())
            }
            Happening::Line(_) | Happening::Event(_) | Happening::Traffic(_) => return None,
        };
        Some(Self { key, stream, text })
    }

    /// The event as the answer has it.
    pub(super) fn document(&self) -> Value {
        let time = self.key.time.as_millisecond();
        json!({
            "logStreamName": self.stream,
            "timestamp": time,
            "message": self.text,
            "ingestionTime": time + INGESTION_MS,
            "eventId": format!("{:040}{:016}", time, self.key.serial),
        })
    }
}

/// Whether `{ $.schemaType = "ModelInvocationLog" }` matches a line.
fn is_record(text: &str) -> bool {
    let line: Result<Value, serde_json::Error> = serde_json::from_str(text);
    line.is_ok_and(|line| line.get("schemaType") == Some(&json!(record::SCHEMA_TYPE)))
}
