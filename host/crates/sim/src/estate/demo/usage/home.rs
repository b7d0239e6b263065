//! Who calls models in us-east-1, and in the laboratory.

use super::habits::Habit;
use crate::estate::{Caller, Operation};

const SONNET: &str = "anthropic.claude-sonnet-4-5-20250929-v1:0";

/// Where the American profiles send calls.
const AMERICAN: &[&str] = &["us-east-1", "us-east-2", "us-west-2"];

const BOTO3: &str =
    "Boto3/1.40.61 md/Botocore#1.40.61 ua/2.1 os/linux#6.12 md/arch#x86_64 lang/python#3.12.11";
const JAVA: &str =
    "aws-sdk-java/2.37.2 md/io#sync md/http#Apache ua/2.1 os/Linux#6.12 lang/java#21.0.9";
const CLI: &str =
    "aws-cli/2.31.13 md/awscrt#0.28.1 ua/2.1 os/macos#25.0 md/arch#arm64 lang/python#3.13.7";
const CONSOLE: &str =
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko)";

/// The people of the data science team.
const PEOPLE: [&str; 4] = [
    "ana.ortiz@ardent.example",
    "bo.lindqvist@ardent.example",
    "chidi.obi@ardent.example",
    "dana.weiss@ardent.example",
];

/// A habit of nothing special.
const PLAIN: Habit = Habit {
    share: 1,
    caller: |_| Caller::root(),
    model: |_| SONNET.to_owned(),
    operation: Operation::Converse,
    tokens: (900, 260),
    is_cached: false,
    regions: &[],
    user_agent: BOTO3,
};

pub(super) const HABITS: &[Habit] = &[
    Habit {
        share: 30,
        caller: portal,
        model: |at| at.arn("application-inference-profile", "d0f3g6h9j2k5"),
        operation: Operation::Converse,
        tokens: (1_400, 320),
        user_agent: JAVA,
        ..PLAIN
    },
    Habit {
        share: 22,
        caller: portal,
        model: |_| format!("us.{SONNET}"),
        operation: Operation::ConverseStream,
        tokens: (2_600, 540),
        is_cached: true,
        regions: AMERICAN,
        user_agent: JAVA,
    },
    Habit {
        share: 16,
        caller: desk,
        model: |at| at.arn("application-inference-profile", "l8z1x4c7v0b3"),
        operation: Operation::InvokeModel,
        regions: AMERICAN,
        ..PLAIN
    },
    Habit {
        share: 8,
        caller: desk,
        model: |_| "us.anthropic.claude-haiku-4-5-20251001-v1:0".to_owned(),
        operation: Operation::InvokeModel,
        tokens: (600, 90),
        regions: AMERICAN,
        ..PLAIN
    },
    Habit {
        share: 9,
        caller: person,
        model: |_| format!("global.{SONNET}"),
        operation: Operation::InvokeModelWithResponseStream,
        tokens: (3_200, 900),
        is_cached: true,
        regions: &["us-east-1", "eu-west-1", "ap-northeast-1"],
        user_agent: CONSOLE,
    },
    Habit {
        share: 5,
        caller: |_| Caller::user("claims-migration").path("/services/"),
        model: |_| "amazon.titan-embed-text-v2:0".to_owned(),
        operation: Operation::InvokeModel,
        tokens: (410, 1),
        ..PLAIN
    },
    Habit {
        share: 4,
        caller: |_| Caller::service("bedrock.amazonaws.com"),
        model: |at| at.foundation_model("amazon.nova-pro-v1:0"),
        ..PLAIN
    },
    Habit {
        share: 3,
        caller: portal,
        model: |at| at.arn("custom-model-deployment", "m3n6b9v2c5x8"),
        user_agent: JAVA,
        ..PLAIN
    },
    Habit {
        caller: |_| Caller::user("dana.weiss").path("/people/"),
        model: |at| at.arn("imported-model", "t1y4u7i0o3p6"),
        operation: Operation::InvokeModel,
        user_agent: CLI,
        ..PLAIN
    },
    Habit {
        caller: |_| {
            Caller::identity_center_user("94482488-3041-7098-4d1c-8b0d1ec2a6f1", "d-9067642ac7")
        },
        ..PLAIN
    },
    Habit {
        caller: |_| Caller::federated_user("auditor", "federation-broker"),
        model: |_| "amazon.nova-micro-v1:0".to_owned(),
        ..PLAIN
    },
    Habit {
        caller: |_| Caller::web_identity_user("accounts.google.com", "partner-portal"),
        model: |_| "amazon.nova-lite-v1:0".to_owned(),
        ..PLAIN
    },
    Habit {
        caller: |_| Caller::account(super::LAB_ACCOUNT),
        model: |at| at.arn("prompt-router", "n6m9q2w5e8r1"),
        ..PLAIN
    },
    Habit {
        user_agent: CONSOLE,
        ..PLAIN
    },
];

pub(super) const LABORATORY: &[Habit] = &[Habit {
    caller: person,
    model: |_| format!("us.{SONNET}"),
    regions: AMERICAN,
    user_agent: CLI,
    ..PLAIN
}];

/// The claims portal, a session for each task that it runs as.
fn portal(number: u64) -> Caller {
    Caller::role("ClaimsPortal", &format!("task-{:04x}", number % 180)).path("/service/")
}

/// The policy desk, a Lambda function.
fn desk(_number: u64) -> Caller {
    let function = "arn:aws:lambda:us-east-1:111122223333:function:policy-desk";
    Caller::role("PolicyDesk", "policy-desk").for_function(function)
}

fn person(number: u64) -> Caller {
    let number = usize::try_from(number % PEOPLE.len() as u64).unwrap_or_default();
    let name = PEOPLE.get(number).copied().unwrap_or_default();
    Caller::permission_set("DataScientist", "us-east-1", name)
}
