//! Why a call of a model failed.

/// A failure as Bedrock names it, and as CloudTrail and the log repeat it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    blame: Blame,
    code: &'static str,
    message: String,
}

/// Which of Bedrock's metrics counts a failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Blame {
    Client,
    Server,
    Throttle,
}

impl Failure {
    /// IAM let the caller not do it; CloudTrail then has no parameters of the request.
    pub fn denied() -> Self {
        Self::new(
            Blame::Client,
            "AccessDenied",
            "The caller is not authorized to perform: bedrock:InvokeModel because no identity-based policy allows the \
             bedrock:InvokeModel action",
        )
    }

    /// The request is not what the model takes.
    pub fn invalid(message: &str) -> Self {
        Self::new(Blame::Client, "ValidationException", message)
    }

    /// The account's quota is used up.
    pub fn throttled() -> Self {
        Self::new(
            Blame::Throttle,
            "ThrottlingException",
            "Too many requests, please wait before trying again.",
        )
    }

    /// Bedrock could not.
    pub fn unavailable() -> Self {
        Self::new(
            Blame::Server,
            "ServiceUnavailableException",
            "Bedrock is unable to process your request.",
        )
    }

    pub fn code(&self) -> &'static str {
        self.code
    }

    pub fn message(&self) -> &str {
        &self.message
    }

    pub(crate) fn blame(&self) -> Blame {
        self.blame
    }

    pub(crate) fn is_denial(&self) -> bool {
        self.code == "AccessDenied"
    }

    fn new(blame: Blame, code: &'static str, message: &str) -> Self {
        Self {
            blame,
            code,
            message: message.to_owned(),
        }
    }
}
