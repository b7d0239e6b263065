//! The views and their columns, in the order of `migrations/0004_upkeep.sql`.

use super::ColumnKind::{Day, Integer, Json, Text, Time};
use super::{ColumnDoc, ColumnKind, ViewDoc};

const fn column(name: &'static str, kind: ColumnKind, meaning: &'static str) -> ColumnDoc {
    ColumnDoc {
        name,
        kind,
        meaning,
    }
}

const PLUGIN: ColumnDoc = column("plugin", Text, "The plugin: aws_bedrock.");
const TYPE: ColumnDoc = column("type", Text, "The asset type: custom_model.");
const ACCOUNT: ColumnDoc = column("account", Text, "The AWS account.");
const REGION: ColumnDoc = column("region", Text, "The region.");
const ASSET: ColumnDoc = column("id", Text, "The asset's ARN where it has one.");
const NAME: ColumnDoc = column("name", Text, "What people call the asset.");
const MODEL: ColumnDoc = column(
    "model",
    Text,
    "The model, whatever the way to it; NULL where no source named it.",
);
const CALLED: ColumnDoc = column("called", Text, "The model as the caller named it.");
const ROUTE: ColumnDoc = column(
    "route",
    Text,
    "The way to the model: on-demand, geo:us, application, ...",
);
const PRINCIPAL: ColumnDoc = column(
    "principal",
    Text,
    "The role, user or service that called; NULL where no source named it.",
);
const PRINCIPAL_KIND: ColumnDoc = column(
    "principal_kind",
    Text,
    "AWS's word for what the principal is: AssumedRole.",
);
const CALLS: ColumnDoc = column(
    "invocations",
    Integer,
    "Calls, whether they failed or not; NULL where nobody counted.",
);
const ERRORS: ColumnDoc = column("errors", Integer, "Those that failed.");
const INPUT: ColumnDoc = column(
    "input_tokens",
    Integer,
    "Tokens of prompts; NULL where no source reported any.",
);
const OUTPUT: ColumnDoc = column("output_tokens", Integer, "Tokens of answers.");
const CACHE_READ: ColumnDoc = column(
    "cache_read_tokens",
    Integer,
    "Tokens of prompts that a cache had.",
);
const CACHE_WRITE: ColumnDoc = column(
    "cache_write_tokens",
    Integer,
    "Tokens of prompts that a cache took in.",
);

const RUN: &[ColumnDoc] = &[
    column("scan", Integer, "The scan that it ran in."),
    PLUGIN,
    TYPE,
    ACCOUNT,
    REGION,
    column(
        "outcome",
        Text,
        "complete (all was listed), partial, failed, or skipped (nothing to ask).",
    ),
    column(
        "assets",
        Integer,
        "Assets seen; of a source of usage, what it reported.",
    ),
    column(
        "requests",
        Integer,
        "Requests sent to AWS, retries included.",
    ),
    column("started", Time, "When it began."),
    column("finished", Time, "When it ended."),
    column(
        "error_kind",
        Text,
        "Why it is not complete: access-denied, throttled, ...",
    ),
    column("error_code", Text, "AWS's error code."),
    column(
        "error_operation",
        Text,
        "The operation that failed, bedrock:ListCustomModels; when denied, the missing permission.",
    ),
    column("error_message", Text, "What happened."),
    column("error_request_id", Text, "AWS's id of the request."),
];

pub(super) const VIEWS: &[ViewDoc] = &[
    ViewDoc {
        name: "scans",
        purpose: "The scans that are stored.",
        columns: &[
            column(
                "id",
                Integer,
                "The scan's number: later scans have higher ones.",
            ),
            column("started", Time, "When it began."),
            column(
                "finished",
                Time,
                "When it ended; NULL while it runs, and when it was killed.",
            ),
            column("outcome", Text, "complete, partial or failed."),
            column("error", Text, "Why no unit could be run, where that is so."),
            column("complete", Integer, "Units listed to the end."),
            column("partial", Integer, "Units that ended early."),
            column("failed", Integer, "Units of which nothing was learned."),
            column("skipped", Integer, "Units with nothing to ask."),
            column("assets", Integer, "Assets seen."),
            column(
                "requests",
                Integer,
                "Requests sent to AWS, retries included.",
            ),
            column(
                "simulated",
                Integer,
                "1 when it was of the built-in simulated account.",
            ),
            column(
                "program_version",
                Text,
                "The version of opencite that scanned.",
            ),
            column(
                "tags",
                Text,
                "Its tags, with a space between; NULL when it has none.",
            ),
        ],
    },
    ViewDoc {
        name: "unit_runs",
        purpose: "What came of every unit (plugin, type, account, region) in every scan.",
        columns: RUN,
    },
    ViewDoc {
        name: "units",
        purpose: "What came of every unit the last time that it ran: how sure the inventory is.",
        columns: RUN,
    },
    ViewDoc {
        name: "assets",
        purpose: "The assets that are there now.",
        columns: &[
            PLUGIN,
            TYPE,
            ASSET,
            NAME,
            column("status", Text, "AWS's word for the state it is in."),
            ACCOUNT,
            REGION,
            column("created", Time, "When AWS says it was made."),
            column("modified", Time, "When AWS says it was last changed."),
            column(
                "properties",
                Json,
                "Everything else: properties ->> 'base_model_arn'.",
            ),
            column("first_seen", Time, "When a scan first saw it."),
            column("last_seen", Time, "When a scan last saw it."),
        ],
    },
    ViewDoc {
        name: "asset_changes",
        purpose: "What scans found to have happened to assets since the stored scan before.",
        columns: &[
            PLUGIN,
            TYPE,
            ASSET,
            column("name", Text, "What people called it then."),
            ACCOUNT,
            REGION,
            column("scan", Integer, "The first stored scan that shows it."),
            column("at", Time, "When it was found."),
            column("change", Text, "appeared, changed or disappeared."),
        ],
    },
    ViewDoc {
        name: "relations",
        purpose: "What the assets that are there now have to do with other things.",
        columns: &[
            PLUGIN,
            TYPE,
            column("id", Text, "The asset's id."),
            NAME,
            ACCOUNT,
            REGION,
            column(
                "kind",
                Text,
                "What the other thing is to the asset: base-model.",
            ),
            column(
                "target",
                Text,
                "The other thing's id; it need not be an asset.",
            ),
        ],
    },
    ViewDoc {
        name: "usage_daily",
        purpose: "How much each model was used on each day, as `opencite usage` counts: of calls and metrics the larger.",
        columns: &[
            column("day", Day, "The day, in UTC."),
            MODEL,
            ACCOUNT,
            REGION,
            CALLS,
            ERRORS,
            INPUT,
            OUTPUT,
            CACHE_READ,
            CACHE_WRITE,
            column("first_seen", Time, "When the first call was."),
            column("last_seen", Time, "When the last call was."),
        ],
    },
    ViewDoc {
        name: "usage_callers",
        purpose: "Who called which model on each day, by which name: from calls alone, since metrics know neither.",
        columns: &[
            column("day", Day, "The day, in UTC."),
            PRINCIPAL,
            PRINCIPAL_KIND,
            MODEL,
            CALLED,
            ROUTE,
            ACCOUNT,
            REGION,
            CALLS,
            ERRORS,
            INPUT,
            OUTPUT,
            CACHE_READ,
            CACHE_WRITE,
            column("first_seen", Time, "When the first call was."),
            column("last_seen", Time, "When the last call was."),
        ],
    },
    ViewDoc {
        name: "invocations",
        purpose: "The single calls of models that have not been removed.",
        columns: &[
            column("time", Time, "When it was made."),
            ACCOUNT,
            REGION,
            column("id", Text, "AWS's id of the request."),
            MODEL,
            CALLED,
            ROUTE,
            column("operation", Text, "The operation of the API: Converse."),
            PRINCIPAL,
            PRINCIPAL_KIND,
            column("session", Text, "The session of the role."),
            column(
                "source_ip",
                Text,
                "The address that it came from, or the service.",
            ),
            column("user_agent", Text, "The program that called."),
            column(
                "inference_region",
                Text,
                "The region that the model ran in.",
            ),
            column(
                "error_code",
                Text,
                "AWS's error code; NULL when it succeeded.",
            ),
            column("error_message", Text, "What went wrong."),
            INPUT,
            OUTPUT,
            CACHE_READ,
            CACHE_WRITE,
        ],
    },
];
