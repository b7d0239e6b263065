//! The units of the sample: most are complete, and everything that can go wrong goes wrong once.

use opencite_core::{
    AssetRecord, ErrorKind, IamAction, Outcome, ScanId, UnitError, UnitKey, UnitRecord,
};

use crate::kinds::{KINDS, Kind, REGIONS};
use crate::{Fallible, NOW, PROD, RESEARCH, YESTERDAY, key, time};

pub(crate) fn all(assets: &[AssetRecord]) -> Fallible<Vec<UnitRecord>> {
    let mut units = Vec::new();
    for account in [PROD, RESEARCH] {
        for region in REGIONS {
            for kind in KINDS {
                units.push(unit(kind, key(kind, account, region)?, assets)?);
            }
        }
    }
    Ok(units)
}

fn unit(kind: &Kind, key: UnitKey, assets: &[AssetRecord]) -> Fallible<UnitRecord> {
    let seen = assets.iter().filter(|asset| asset.unit == key).count();
    let outcome = outcome(kind, &key);
    let seen = match &outcome {
        Outcome::Complete => seen.try_into()?,
        Outcome::Partial(_) => 3,
        Outcome::Failed(_) | Outcome::Skipped(_) => 0,
    };
    let left_out = kind.asset_type == "gateway" && key.account.as_str() == RESEARCH;
    let (scan, day) = if left_out { (41, YESTERDAY) } else { (42, NOW) };
    Ok(UnitRecord {
        scan: ScanId(scan),
        key,
        outcome,
        assets: seen,
        requests: 2 + seen,
        started: time(day)?,
        finished: time(day)?,
        listed_since: None,
    })
}

fn outcome(kind: &Kind, key: &UnitKey) -> Outcome {
    match (kind.resource, key.account.as_str(), key.region.as_str()) {
        ("guardrail", RESEARCH, _) | ("guardrail", PROD, "eu-west-1") => {
            Outcome::Failed(denied(kind))
        }
        ("memory", RESEARCH, "us-east-1") => Outcome::Failed(denied(kind)),
        ("training-job", RESEARCH, "us-west-2") => Outcome::Partial(throttled(kind)),
        ("endpoint", RESEARCH, "eu-west-1") => Outcome::Failed(expired(kind)),
        ("model-package", PROD, "us-west-2") => Outcome::Failed(broken(kind)),
        ("model", RESEARCH, "eu-west-1") => failed(ErrorKind::Timeout, "no answer in 60 s"),
        ("custom-model", RESEARCH, "us-west-2") => {
            failed(ErrorKind::Network, "connection reset by peer")
        }
        ("provisioned-model", RESEARCH, "us-west-2") => failed(
            ErrorKind::MalformedResponse,
            "expected JSON, got <html><body>Captive portal",
        ),
        ("runtime" | "memory" | "gateway", _, "eu-west-1") => Outcome::Skipped(UnitError::new(
            ErrorKind::UnsupportedRegion,
            "bedrock-agentcore has no endpoint in eu-west-1",
        )),
        _ => Outcome::Complete,
    }
}

fn failed(kind: ErrorKind, message: &str) -> Outcome {
    Outcome::Failed(UnitError::new(kind, message))
}

fn at(kind: &Kind, error: UnitError, code: &str, attempts: u32) -> UnitError {
    UnitError {
        code: Some(code.to_owned()),
        operation: Some(IamAction::new(kind.service, kind.list)),
        request_id: Some("5f1c2e0a-4d9b-4b7e-9a57-0c6c1f3e8d21".to_owned()),
        attempts,
        ..error
    }
}

fn denied(kind: &Kind) -> UnitError {
    let message = format!(
        "User: arn:aws:sts::{PROD}:assumed-role/opencite/opencite is not authorized to perform: {}:{} on \
         resource: * because no identity-based policy allows the action",
        kind.service, kind.list
    );
    at(
        kind,
        UnitError::new(ErrorKind::AccessDenied, message),
        "AccessDeniedException",
        1,
    )
}

fn throttled(kind: &Kind) -> UnitError {
    at(
        kind,
        UnitError::new(ErrorKind::Throttled, "Rate exceeded"),
        "ThrottlingException",
        8,
    )
}

fn expired(kind: &Kind) -> UnitError {
    let message = "The security token included in the request is expired";
    at(
        kind,
        UnitError::new(ErrorKind::ExpiredCredentials, message),
        "ExpiredTokenException",
        1,
    )
}

fn broken(kind: &Kind) -> UnitError {
    let message = "The request processing has failed because of an unknown error";
    at(
        kind,
        UnitError::new(ErrorKind::Other, message),
        "InternalFailure",
        5,
    )
}
