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
    ("asks_for_600_000_details", asks_for_600_000_details),
    ("asks_the_same_often", asks_the_same_often),
    ("asks_anew_without_end", asks_anew_without_end),
    ("reads_a_listing_to_its_end", reads_a_listing_to_its_end),
    ("reads_on_after_the_end", reads_on_after_the_end),
    ("drops_what_another_has_read", drops_what_another_has_read),
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

/// As many as the host takes in one call: each is to be answered.
fn asks_for_600_000_details() -> Result<(), Failure> {
    let answers = custom_models::get_custom_model(&vec![String::new(); 600_000]);
    Err(Failure::Other(format!("{} answers", answers.len())))
}

fn asks_the_same_often() -> Result<(), Failure> {
    let listing = custom_models::list_custom_models();
    let mut names = Vec::new();
    while let Some(page) = listing.next().map_err(Failure::Aws)? {
        names.extend(page.into_iter().map(|model| model.model_arn));
    }
    let names = vec![names.swap_remove(0); 1_000];
    (0..20).for_each(|_| drop(custom_models::get_custom_model(&names)));
    emit(&[asset(&names[0])])
}

fn asks_anew_without_end() -> Result<(), Failure> {
    emit(&[asset("before")])?;
    for batch in 0.. {
        let names: Vec<String> = (0..1_000)
            .map(|number| format!("no-such-model-{batch}-{number}"))
            .collect();
        drop(custom_models::get_custom_model(&names));
    }
    Ok(())
}

/// Wherever that is: AWS, or what stands in its place, may always have another page.
fn reads_a_listing_to_its_end() -> Result<(), Failure> {
    let listing = custom_models::list_custom_models();
    while listing.next().map_err(Failure::Aws)?.is_some() {}
    Ok(())
}

/// Where nothing comes any more.
fn reads_on_after_the_end() -> Result<(), Failure> {
    let listing = custom_models::list_custom_models();
    loop {
        listing.next().map_err(Failure::Aws)?;
    }
}

/// Who begins the same listing twice is given the same pages: those that one has read are the other's, until it is
/// dropped.
fn drops_what_another_has_read() -> Result<(), Failure> {
    let slow = custom_models::list_custom_models();
    let read = reads_a_listing_to_its_end();
    drop(slow);
    read
}
