//! The usage of the sample: a month of eight models and three callers.

use opencite_core::{
    AccountId, CallCounts, EndpointUsage, ErrorKind, ModelDay, Outcome, Region, Route, TimeSpan,
    Timestamp, TokenCounts, UnitError, UsageCoverage, UsageDetail, UsageReport, UsageRow,
    UsageSummary,
};

use crate::kinds::CUSTOM_MODEL;
use crate::{Fallible, NOW, PROD, RESEARCH, key, time};

const BEGIN: &str = "2026-10-22T00:00:00Z";
const DAYS: u64 = 30;
const MODELS: [(&str, u64); 8] = [
    ("anthropic.claude-sonnet-4-v1:0", 4_200),
    ("amazon.nova-pro-v1:0", 2_600),
    ("amazon.nova-lite-v1:0", 1_900),
    ("anthropic.claude-haiku-4-v1:0", 1_450),
    ("meta.llama4-maverick-17b-v1:0", 620),
    ("cohere.embed-v4:0", 410),
    ("mistral.pixtral-large-2502-v1:0", 120),
    ("stability.sd3-5-large-v1:0", 35),
];

pub(crate) fn report() -> Fallible<UsageReport> {
    let model_days = model_days()?;
    let models: Vec<_> = MODELS
        .iter()
        .map(|(model, _)| model_row(model, &model_days))
        .collect::<Fallible<_>>()?;
    let total = models
        .iter()
        .fold(CallCounts::default(), |sum, row| sum.plus(row.counts));
    Ok(UsageReport {
        summary: UsageSummary {
            span: span()?,
            endpoints: Some(7),
            active_endpoints: Some(2),
            endpoint_invocations: Some(1_204_518),
            models: Some(7),
            model_packages: Some(6),
            training_jobs: Some(12),
            models_called: Some(8),
            invocations: total.invocations,
            errors: total.errors,
            principals: Some(3),
        },
        principals: principals(total)?,
        profiles: models.iter().take(1).map(profile).collect(),
        days: Vec::new(),
        models,
        model_days,
        endpoints: vec![
            endpoint("churn-scoring", Some(1_204_500))?,
            endpoint("pricing", Some(18))?,
        ],
        coverage: coverage()?,
    })
}

fn span() -> Fallible<TimeSpan> {
    Ok(TimeSpan::new(time(BEGIN)?, time("2026-11-21T00:00:00Z")?).ok_or("no span")?)
}

fn model_days() -> Fallible<Vec<ModelDay>> {
    let first = time(BEGIN)?.as_second();
    let mut days = Vec::new();
    for (number, (model, calls)) in (1..).zip(MODELS) {
        for day in 0..DAYS {
            let at = Timestamp::from_second(first + i64::try_from(day)? * 86_400)?;
            let weekend = if matches!((day + 4) % 7, 2 | 3) { 5 } else { 1 };
            let calls = calls * (40 + day + (day * number * 7) % 13) / 50 / weekend;
            days.push(ModelDay {
                model: Some(model.to_owned()),
                day: at.strftime("%Y-%m-%d").to_string(),
                counts: counts(calls, number),
            });
        }
    }
    Ok(days)
}

fn counts(calls: u64, number: u64) -> CallCounts {
    CallCounts {
        invocations: Some(calls),
        errors: Some(calls / 90),
        tokens: TokenCounts {
            input: Some(calls * 1_850 / number),
            output: Some(calls * 420 / number),
            cache_read: (number == 1).then_some(calls * 900),
            cache_write: None,
        },
    }
}

fn model_row(model: &str, days: &[ModelDay]) -> Fallible<UsageRow> {
    let own = days
        .iter()
        .filter(|day| day.model.as_deref() == Some(model));
    row(
        model,
        own.fold(CallCounts::default(), |sum, day| sum.plus(day.counts)),
        UsageDetail::Model,
    )
}

fn row(key: &str, counts: CallCounts, detail: UsageDetail) -> Fallible<UsageRow> {
    Ok(UsageRow {
        key: Some(key.to_owned()),
        counts,
        principals: Some(2),
        first_seen: Some(time(BEGIN)?),
        last_seen: Some(time(NOW)?),
        detail,
    })
}

fn principals(total: CallCounts) -> Fallible<Vec<UsageRow>> {
    let callers = [
        (format!("arn:aws:iam::{PROD}:role/apps/support-copilot"), 2),
        (format!("arn:aws:iam::{PROD}:role/apps/claims-batch"), 3),
        (
            format!("arn:aws:iam::{RESEARCH}:user/{}", crate::assets::HOSTILE),
            900,
        ),
    ];
    let caller = |(name, part): (String, u64)| {
        let calls = total.invocations.map(|calls| calls / part);
        let detail = UsageDetail::Principal {
            kind: Some("AssumedRole".to_owned()),
            sessions: 400 / part,
            models: 8 / part,
        };
        let counts = CallCounts {
            invocations: calls,
            ..CallCounts::default()
        };
        row(&name, counts, detail)
    };
    callers.into_iter().map(caller).collect()
}

fn profile(model: &UsageRow) -> UsageRow {
    UsageRow {
        key: Some("us.anthropic.claude-sonnet-4-v1:0".to_owned()),
        detail: UsageDetail::Profile {
            model: model.key.clone(),
            route: Route::Geo("us".to_owned()),
        },
        ..model.clone()
    }
}

fn endpoint(name: &str, invocations: Option<u64>) -> Fallible<EndpointUsage> {
    Ok(EndpointUsage {
        account: AccountId::new(PROD)?,
        region: Region::known("eu-west-1")?,
        endpoint: name.to_owned(),
        variant: Some("blue".to_owned()),
        invocations,
        errors_4xx: Some(12),
        errors_5xx: Some(0),
        model_errors: Some(0),
        model_latency_ms: Some(21.4),
        overhead_latency_ms: Some(3.1),
        first_seen: Some(time(BEGIN)?),
        last_seen: Some(time(NOW)?),
    })
}

/// One source that was throttled half the time.
fn coverage() -> Fallible<Vec<UsageCoverage>> {
    let late = TimeSpan::new(time("2026-11-05T00:00:00Z")?, time("2026-11-21T00:00:00Z")?);
    let throttled = UnitError::new(ErrorKind::Throttled, "Rate exceeded");
    let source = |region, latest, covered: Option<TimeSpan>| -> Fallible<UsageCoverage> {
        Ok(UsageCoverage {
            key: key(&CUSTOM_MODEL, PROD, region)?,
            latest,
            covered: covered.into_iter().collect(),
        })
    };
    Ok(vec![
        source("us-east-1", Outcome::Complete, Some(span()?))?,
        source("eu-west-1", Outcome::Partial(throttled), late)?,
    ])
}
