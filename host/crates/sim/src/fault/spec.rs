//! Reads a fault as it is written on a command line: `bedrock:ListCustomModels@eu-west-1=throttle/first:3`.

use std::str::FromStr;
use std::time::Duration;

use super::{Fault, FaultKind, Times};

/// Why a fault cannot be read.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum FaultSpecError {
    #[error("a fault is written SERVICE:OPERATION[@REGION][#ACCOUNT]=KIND[/TIMES], not {0:?}")]
    Form(String),
    #[error(
        "no fault is called {0:?}; there are deny, scp, throttle, internal-error, hang, reset, html, html-error:STATUS, \
         malformed, expired-token, unknown-operation, unknown-operation-as-validation, not-supported-in-region, \
         slow-body, delay:MS and status:STATUS[:CODE]"
    )]
    Kind(String),
    #[error("{0:?} says not how often; there are always, first:N, after:N, nth:N and every:N")]
    Times(String),
}

impl FromStr for Fault {
    type Err = FaultSpecError;

    fn from_str(text: &str) -> Result<Self, FaultSpecError> {
        let form = || FaultSpecError::Form(text.to_owned());
        let (calls, what) = text.split_once('=').ok_or_else(form)?;
        let (calls, account) = split_last(calls, '#');
        let (calls, region) = split_last(calls, '@');
        let (service, operation) = calls.split_once(':').ok_or_else(form)?;
        if service.is_empty() || operation.is_empty() {
            return Err(form());
        }
        let (kind, times) = split_last(what, '/');
        Ok(Self {
            region,
            account,
            times: times_of(times.as_deref())?,
            ..Self::on(service, operation, kind_of(kind)?)
        })
    }
}

fn split_last(text: &str, mark: char) -> (&str, Option<String>) {
    text.rsplit_once(mark)
        .map_or((text, None), |(head, tail)| (head, Some(tail.to_owned())))
}

fn kind_of(text: &str) -> Result<FaultKind, FaultSpecError> {
    let error = || FaultSpecError::Kind(text.to_owned());
    let (name, argument) = text.split_once(':').unwrap_or((text, ""));
    Ok(match (name, argument) {
        ("deny", "") => FaultKind::Deny,
        ("scp", "") => FaultKind::DenyByServiceControlPolicy,
        ("throttle", "") => FaultKind::Throttle,
        ("internal-error", "") => FaultKind::InternalError,
        ("hang", "") => FaultKind::Hang,
        ("reset", "") => FaultKind::Reset,
        ("html", "") => FaultKind::Html,
        ("html-error", status) => FaultKind::HtmlError(status.parse().map_err(|_| error())?),
        ("malformed", "") => FaultKind::Malformed,
        ("expired-token", "") => FaultKind::ExpiredToken,
        ("unknown-operation", "") => FaultKind::UnknownOperation,
        ("unknown-operation-as-validation", "") => FaultKind::UnknownOperationAsValidation,
        ("not-supported-in-region", "") => FaultKind::NotSupportedInRegion,
        ("slow-body", "") => FaultKind::SlowBody,
        ("delay", ms) => FaultKind::Delay(Duration::from_millis(ms.parse().map_err(|_| error())?)),
        ("status", rest) => status_of(rest).ok_or_else(error)?,
        _ => return Err(error()),
    })
}

fn status_of(text: &str) -> Option<FaultKind> {
    let (status, code) = split_last(text, ':');
    Some(FaultKind::Status {
        status: status.parse().ok()?,
        code,
    })
}

fn times_of(text: Option<&str>) -> Result<Times, FaultSpecError> {
    let Some(text) = text else {
        return Ok(Times::Always);
    };
    let error = || FaultSpecError::Times(text.to_owned());
    let (name, number) = text.split_once(':').unwrap_or((text, "0"));
    let number: u64 = number.parse().map_err(|_| error())?;
    match name {
        "always" => Ok(Times::Always),
        "first" => Ok(Times::First(number)),
        "after" => Ok(Times::After(number)),
        "nth" => Ok(Times::Nth(number)),
        "every" => Ok(Times::Every(number)),
        _ => Err(error()),
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::super::{Fault, FaultKind, Times};
    use super::FaultSpecError;

    #[test]
    fn a_fault_names_its_calls_and_its_kind() {
        let plain = Fault::on("bedrock", "ListCustomModels", FaultKind::Deny);
        assert_eq!("bedrock:ListCustomModels=deny".parse(), Ok(plain.clone()));
        assert_eq!(
            "bedrock:ListCustomModels@eu-west-1=deny".parse(),
            Ok(plain.clone().in_region("eu-west-1"))
        );
        assert_eq!(
            "bedrock:ListCustomModels@eu-west-1#111122223333=deny/first:3".parse(),
            Ok(plain
                .in_region("eu-west-1")
                .in_account("111122223333")
                .times(Times::First(3)))
        );
    }

    #[test]
    fn kinds_take_arguments() {
        let kind = |text: &str| {
            format!("*:*={text}")
                .parse::<Fault>()
                .map(|fault| fault.kind)
        };
        assert_eq!(kind("html-error:503"), Ok(FaultKind::HtmlError(503)));
        assert_eq!(
            kind("delay:250"),
            Ok(FaultKind::Delay(Duration::from_millis(250)))
        );
        assert_eq!(
            kind("status:503"),
            Ok(FaultKind::Status {
                status: 503,
                code: None
            })
        );
        let code = Some("ServiceUnavailableException".to_owned());
        assert_eq!(
            kind("status:503:ServiceUnavailableException"),
            Ok(FaultKind::Status { status: 503, code })
        );
    }

    #[test]
    fn what_is_no_fault_says_what_is_wrong_with_it() {
        let error = |text: &str| text.parse::<Fault>().expect_err("no fault");
        assert_eq!(error("deny"), FaultSpecError::Form("deny".into()));
        assert_eq!(
            error("bedrock=deny"),
            FaultSpecError::Form("bedrock=deny".into())
        );
        assert_eq!(
            error("bedrock:X=denied"),
            FaultSpecError::Kind("denied".into())
        );
        assert_eq!(
            error("bedrock:X=deny:2"),
            FaultSpecError::Kind("deny:2".into())
        );
        assert_eq!(
            error("bedrock:X=html-error"),
            FaultSpecError::Kind("html-error".into())
        );
        assert_eq!(
            error("bedrock:X=deny/often"),
            FaultSpecError::Times("often".into())
        );
    }
}
