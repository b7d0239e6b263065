//! The operations that call a model and that CloudTrail records as management events.

/// How a model is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operation {
    InvokeModel,
    InvokeModelWithResponseStream,
    Converse,
    ConverseStream,
}

impl Operation {
    pub const ALL: [Self; 4] = [
        Self::InvokeModel,
        Self::InvokeModelWithResponseStream,
        Self::Converse,
        Self::ConverseStream,
    ];

    /// The name in CloudTrail's `eventName` and in the log's `operation`.
    pub fn name(self) -> &'static str {
        match self {
            Self::InvokeModel => "InvokeModel",
            Self::InvokeModelWithResponseStream => "InvokeModelWithResponseStream",
            Self::Converse => "Converse",
            Self::ConverseStream => "ConverseStream",
        }
    }
}
