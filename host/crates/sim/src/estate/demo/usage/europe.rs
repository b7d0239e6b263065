//! Who calls models in eu-west-1.

use super::habits::Habit;
use crate::estate::{Caller, Operation};

/// Where the European profiles send calls.
const EUROPEAN: &[&str] = &["eu-west-1", "eu-central-1", "eu-north-1"];

const NODE: &str =
    "aws-sdk-js/3.918.0 ua/2.1 os/linux#6.12 lang/js md/nodejs#22.20.0 api/bedrock-runtime#3.918.0";

pub(super) const HABITS: &[Habit] = &[
    Habit {
        share: 6,
        caller: letters,
        model: |at| at.arn("application-inference-profile", "t6z9u2i5o8p1"),
        operation: Operation::Converse,
        tokens: (800, 420),
        is_cached: false,
        regions: &[],
        user_agent: NODE,
    },
    Habit {
        share: 3,
        caller: letters,
        model: |_| "eu.anthropic.claude-sonnet-4-5-20250929-v1:0".to_owned(),
        operation: Operation::ConverseStream,
        tokens: (1_900, 610),
        is_cached: true,
        regions: EUROPEAN,
        user_agent: NODE,
    },
    Habit {
        share: 1,
        caller: |_| {
            Caller::permission_set("Datenschutz", "eu-west-1", "juergen.gross@ardent.example")
        },
        model: |_| "mistral.mistral-large-2402-v1:0".to_owned(),
        operation: Operation::InvokeModel,
        tokens: (500, 300),
        is_cached: false,
        regions: &[],
        user_agent: NODE,
    },
];

fn letters(number: u64) -> Caller {
    Caller::role("Kundenbriefe", &format!("pod-{}", number % 12)).path("/dienste/")
}
