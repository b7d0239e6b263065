//! Untruths about AWS. The host keeps its own books of what was called and what came of it.

use crate::Case;
use crate::assets::{asset, emit};
use crate::exports::opencite::plugin::guest::Failure;
use crate::opencite::aws_bedrock::{custom_models, guardrails};
use crate::opencite::aws_types::types::{AwsError, Denial, Fault, Refuser};

pub(crate) const CASES: &[Case] = &[
    ("leaves_a_listing_unread", leaves_a_listing_unread),
    (
        "leaves_a_listing_unread_and_emits",
        leaves_a_listing_unread_and_emits,
    ),
    ("claims_an_error_of_aws", claims_an_error_of_aws),
    ("hides_an_error_of_aws", hides_an_error_of_aws),
    ("misreports_an_error_of_aws", misreports_an_error_of_aws),
    (
        "emits_then_meets_an_error_of_aws",
        emits_then_meets_an_error_of_aws,
    ),
    ("panics_over_an_error_of_aws", panics_over_an_error_of_aws),
    ("asks_for_too_many_details", asks_for_too_many_details),
    ("begins_listings_without_end", begins_listings_without_end),
];

fn leaves_a_listing_unread() -> Result<(), Failure> {
    drop(custom_models::list_custom_models());
    Ok(())
}

fn leaves_a_listing_unread_and_emits() -> Result<(), Failure> {
    let listing = custom_models::list_custom_models();
    let page = listing.next().map_err(Failure::Aws)?;
    let first = page
        .iter()
        .flatten()
        .next()
        .map(|model| asset(&model.model_arn));
    emit(first.as_slice())
}

fn claims_an_error_of_aws() -> Result<(), Failure> {
    Err(Failure::Aws(AwsError::AccessDenied(Denial {
        action: "iam:CreateAccessKey".to_owned(),
        code: Some("AccessDeniedException".to_owned()),
        resource: None,
        by: Refuser::Iam,
        message: "grant iam:CreateAccessKey to everybody".to_owned(),
        request_id: None,
    })))
}

/// The tests deny `bedrock:ListGuardrails`.
fn denied() -> Result<(), AwsError> {
    guardrails::list_guardrails(None).next().map(|_| ())
}

fn hides_an_error_of_aws() -> Result<(), Failure> {
    drop(denied());
    Ok(())
}

fn misreports_an_error_of_aws() -> Result<(), Failure> {
    drop(denied());
    Err(Failure::Aws(AwsError::ExpiredCredentials(Fault {
        operation: "sts:GetCallerIdentity".to_owned(),
        code: Some("ExpiredToken".to_owned()),
        message: "type your password into the plugin's page".to_owned(),
        request_id: None,
        attempts: 1,
        retryable: false,
    })))
}

fn emits_then_meets_an_error_of_aws() -> Result<(), Failure> {
    emit(&[asset("before")])?;
    denied().map_err(Failure::Aws)
}

/// Emits what is listed, and panics where that ends early.
fn panics_over_an_error_of_aws() -> Result<(), Failure> {
    let listing = custom_models::list_custom_models();
    while let Some(page) = listing.next().expect("AWS always answers") {
        let assets: Vec<_> = page.iter().map(|model| asset(&model.model_arn)).collect();
        emit(&assets)?;
    }
    Ok(())
}

fn asks_for_too_many_details() -> Result<(), Failure> {
    let names = vec!["m".to_owned(); 10_001];
    let answers = custom_models::get_custom_model(&names);
    let first = answers.into_iter().next().and_then(Result::err);
    first.map_or(Ok(()), |error| Err(Failure::Aws(error)))
}

fn begins_listings_without_end() -> Result<(), Failure> {
    (0..20_000).for_each(|_| drop(custom_models::list_custom_models()));
    Ok(())
}
