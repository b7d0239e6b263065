//! Lies about what there is, and what a guest may ask of AWS.

use opencite_runtime::Limits;

use super::places::{endless, hurried, throttled, usual};
use super::run::Run::{Other, Scan, Unit};
use super::{Case, case, slow_case};
use crate::guests::memory_search;

pub(super) const CASES: &[Case] = &[
    case(
        24,
        "says that its assets are another account's; names that are SQL, HTML and formulas",
        Scan("forges", usual),
        "complete, 4",
    ),
    case(
        25,
        "relates assets in circles, and to what is not there",
        Scan("relates_in_circles", usual),
        "complete, 4",
    ),
    case(
        27,
        "sends an operation that it was not granted",
        Scan("sends_what_is_not_granted", usual),
        "not-granted at bedrock:ListAgents: the plugin was not granted this",
    ),
    case(
        28,
        "sends an operation that writes",
        Scan("sends_a_write", usual),
        "not-granted at bedrock-agent:DeleteAgent: not sent:",
    ),
    case(
        28,
        "sends an operation that hands out a secret",
        Scan("sends_for_a_secret", usual),
        "not-granted at secretsmanager:GetSecretValue: not sent:",
    ),
    case(
        28,
        "leaves the path of the operation by `..`",
        Scan("sends_to_another_path", usual),
        "not-granted at bedrock:GetAgent: not sent: a parameter is empty or leads elsewhere",
    ),
    case(
        28,
        "names another host",
        Scan("sends_to_another_host", usual),
        "not-granted at bedrock:GetAgent: not sent: it is not the path of the operation",
    ),
    case(
        28,
        "ends the line, and begins a header",
        Scan("sends_a_second_header", usual),
        "not-granted at bedrock:GetAgent: not sent: a parameter holds a character that has to be percent-encoded",
    ),
    case(
        28,
        "brings a signature of its own",
        Scan("sends_a_signature", usual),
        r#"not-granted at bedrock:GetAgent: not sent: "X-Amz-Signature" is no parameter"#,
    ),
    case(
        29,
        "asks AWS the same 20,000 times",
        Scan("asks_the_same_often", usual),
        "complete, 1",
    ),
    case(
        29,
        "asks AWS without end, which throttles it",
        Scan("asks_anew_without_end", throttled),
        "limit: 2s from the unit's start",
    ),
    slow_case(
        30,
        "reads a listing that never ends",
        Scan("reads_a_listing_to_its_end", endless),
        "limit at bedrock:ListCustomModels: 10000 pages of one listing",
    ),
    case(
        30,
        "reads on after the end of a listing, for ever",
        Scan("reads_on_after_the_end", hurried),
        "limit: 500ms of processor time",
    ),
    slow_case(
        30,
        "drops the beginning of a listing of which it has read 10,000 pages",
        Scan("drops_what_another_has_read", endless),
        "limit at bedrock:ListCustomModels: 10000 pages of one listing",
    ),
    case(
        30,
        "begins 20,000 listings and drops them",
        Scan("begins_listings_without_end", usual),
        "incomplete: the plugin did not read bedrock:ListCustomModels to its end",
    ),
    case(
        38,
        "looks for variables, arguments, files and input",
        Unit("reads_its_surroundings", Limits::default),
        r#"{"arguments":0,"directory":false,"stdin":false,"undeclared":false,"variables":0}"#,
    ),
    case(
        41,
        "searches its memory for credentials, after answers and errors of every kind",
        Other(memory_search::verdict),
        "no secret found, all that AWS said found",
    ),
    case(
        42,
        "hides that a call failed",
        Scan("hides_an_error_of_aws", usual),
        "failed, 0; access-denied at bedrock:ListGuardrails",
    ),
    case(
        42,
        "claims that a call failed that it never made",
        Scan("claims_an_error_of_aws", usual),
        "failed, 0; incomplete: the plugin reports a failed call, but none failed",
    ),
    case(
        42,
        "leaves a listing unread and says that it is done",
        Scan("leaves_a_listing_unread_and_emits", usual),
        "partial, 1; incomplete: the plugin did not read bedrock:ListCustomModels to its end",
    ),
];
