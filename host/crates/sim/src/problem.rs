//! What is wrong with a request, before a protocol gives it its name and shape (see `protocol`).

/// One failure, as the services of AWS share them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Problem {
    pub(crate) kind: ProblemKind,
    pub(crate) message: String,
    /// The simulator does not know what was asked: a test may demand that this never happens.
    pub(crate) refusal: bool,
}

/// The kinds of failure that have a name of their own in every protocol.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum ProblemKind {
    MissingToken,
    IncompleteSignature,
    BadSignature,
    UnknownKey,
    ExpiredToken,
    AccessDenied,
    Throttled,
    Internal,
    Invalid,
    NotFound,
    UnknownOperation,
    Named { status: u16, code: String },
}

impl Problem {
    pub(crate) fn new(kind: ProblemKind, message: impl Into<String>) -> Self {
        let message = message.into();
        Self {
            kind,
            message,
            refusal: false,
        }
    }

    /// The request is understood and not allowed by the API's own rules.
    pub(crate) fn invalid(message: impl Into<String>) -> Self {
        Self::new(ProblemKind::Invalid, message)
    }

    /// A value breaks a constraint of the API's model, in the words that AWS uses for all of them.
    pub(crate) fn constraint(value: &str, member: &str, constraint: &str) -> Self {
        Self::invalid(format!(
            "1 validation error detected: Value '{value}' at '{member}' failed to satisfy constraint: {constraint}"
        ))
    }

    /// The body is not what the protocol wants.
    pub(crate) fn serialization() -> Self {
        let code = "SerializationException".to_owned();
        let kind = ProblemKind::Named { status: 400, code };
        Self::new(kind, "Unable to parse the request body as a JSON object")
    }

    /// A member of the body has another type than the model gives it.
    pub(crate) fn mistyped(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            ..Self::serialization()
        }
    }

    /// A required member is absent, in the words that AWS uses for all of them.
    pub(crate) fn missing(member: &str) -> Self {
        Self::invalid(format!(
            "1 validation error detected: Value null at '{member}' failed to satisfy constraint: Member must not be null"
        ))
    }

    /// The simulator does not implement an operation that AWS may well have.
    pub(crate) fn unknown_operation(what: &str) -> Self {
        let message = format!("the simulated AWS does not implement {what}");
        Self {
            refusal: true,
            ..Self::new(ProblemKind::UnknownOperation, message)
        }
    }

    /// The simulator does not implement a parameter that AWS may well have.
    pub(crate) fn unimplemented(what: &str) -> Self {
        let message = format!("the simulated AWS does not implement {what}");
        Self {
            refusal: true,
            ..Self::invalid(message)
        }
    }

    pub(crate) fn expired_token() -> Self {
        Self::new(
            ProblemKind::ExpiredToken,
            "The security token included in the request is expired",
        )
    }

    pub(crate) fn unknown_key() -> Self {
        Self::new(
            ProblemKind::UnknownKey,
            "The security token included in the request is invalid.",
        )
    }
}
