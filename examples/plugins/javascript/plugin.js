// Guardrails of Amazon Bedrock: an OpenCITE plugin in JavaScript.
//
// A unit is one region of one account. The plugin lists the guardrails there, keeps those that are stored as they are,
// describes the others in batches, and emits them.
//
// A call of the host's that fails throws the error of the WIT. The component has no stderr: an exception that leaves
// this module ends the plugin without a word.

import guardrails from "opencite:aws-bedrock/guardrails@0.1.0";
import config from "opencite:plugin/config@0.1.0";
import inventory from "opencite:plugin/inventory@0.1.0";
import log from "opencite:plugin/log@0.1.0";
import progress from "opencite:plugin/progress@0.1.0";

const ASSET_TYPE = "guardrail";

// How many guardrails are described at once where the operator says nothing: the host asks for many side by side, and
// takes at most 1,000 assets in a batch.
const BATCH = 100;
const MAX_BATCH = 1_000;

// What the host calls. Each call is in a fresh instance: nothing is remembered between calls.
export const guest = {
  manifest() {
    return {
      id: "example_javascript",
      version: "0.1.0",
      title: "Guardrails of Amazon Bedrock, by a plugin in JavaScript",
      assetTypes: [{ name: ASSET_TYPE, scope: "regional", title: "Guardrails" }],
      config: [
        {
          name: "batch",
          default: { tag: "integer", val: BATCH },
          help: "How many guardrails are described at once",
        },
      ],
      usageSources: [],
      actions: ["bedrock:GetGuardrail", "bedrock:ListGuardrails"],
    };
  },

  verify() {
    let page;
    try {
      page = guardrails.listGuardrails(null).next() ?? [];
    } catch (error) {
      return [tried("bedrock:ListGuardrails", { tag: "err", val: error })];
    }
    // Where there is no guardrail, describing one cannot be tried.
    const described = describe(page.slice(0, 1)).map((answer) => tried("bedrock:GetGuardrail", answer));
    return [{ action: "bedrock:ListGuardrails", error: null }, ...described];
  },

  discover(unit) {
    if (unit.assetType !== ASSET_TYPE) {
      throw other(`${unit.assetType} is no asset type of example_javascript`);
    }
    const size = batchSize();
    try {
      discover(size);
    } catch (error) {
      throw failure(error);
    }
  },

  usage() {
    throw other("example_javascript has no source of usage");
  },
};

function discover(size) {
  const pages = guardrails.listGuardrails(null);
  let done = 0;
  let mayDescribe = true;
  for (let page = pages.next(); page !== null; page = pages.next()) {
    for (let start = 0; start < page.length; start += size) {
      const batch = page.slice(start, start + size);
      mayDescribe = add(batch, mayDescribe);
      done += batch.length;
      progress.report(done, null);
    }
  }
}

// Keeps or emits a batch. Returns whether describing more makes sense: a missing permission stays missing.
function add(batch, mayDescribe) {
  const listed = batch.map((summary) => ({ id: summary.arn, versionToken: versionToken(summary), summary }));
  const kept = inventory.keep(listed);
  const fresh = listed.filter((_, index) => !kept[index]);
  const answers = mayDescribe ? describe(fresh.map(({ summary }) => summary)) : [];
  const errorOf = (kind) => answers.find(({ tag, val }) => tag === "err" && val.tag === kind)?.val;
  const cancelled = errorOf("cancelled");
  if (cancelled) {
    throw cancelled;
  }
  const denied = errorOf("access-denied");
  if (denied) {
    log.write("warn", `guardrails are not described: ${denied.val.action} is denied`);
  }
  const assets = fresh.map(({ summary, versionToken }, index) =>
    answers[index]?.tag === "ok" ? asset(summary, answers[index].val, versionToken) : asset(summary, null, null),
  );
  inventory.emit(assets);
  return mayDescribe && !denied;
}

function describe(summaries) {
  return guardrails.getGuardrail(summaries.map(({ arn }) => ({ guardrailIdentifier: arn, guardrailVersion: null })));
}

// The asset: without a detail, as the listing has it, where describing failed.
function asset(summary, detail, versionToken) {
  return {
    id: summary.arn,
    name: summary.name,
    status: summary.status,
    created: summary.createdAt,
    modified: summary.updatedAt,
    versionToken,
    detail: detail ? "full" : "summary",
    properties: JSON.stringify({ ...awsFields(summary), ...awsFields(detail ?? {}) }),
    relations: detail?.kmsKeyArn ? [{ kind: "kms-key", target: detail.kmsKeyArn }] : [],
  };
}

// A record of AWS's under AWS's names in snake_case, without the fields that are absent.
function awsFields(value) {
  if (Array.isArray(value)) {
    return value.map(awsFields);
  }
  if (value === null || typeof value !== "object") {
    return value;
  }
  const present = Object.entries(value).filter(([, field]) => field !== null);
  return Object.fromEntries(present.map(([name, field]) => [snakeCase(name), awsFields(field)]));
}

function snakeCase(name) {
  return name.replace(/[A-Z]/g, (capital) => `_${capital.toLowerCase()}`);
}

// What changes whenever the summary does: when AWS changed it, and a 32-bit FNV-1a hash of all its fields.
// Source: https://datatracker.ietf.org/doc/draft-eastlake-fnv/
function versionToken(summary) {
  let hash = 0x811c9dc5;
  for (const character of JSON.stringify(summary)) {
    hash = Math.imul(hash ^ character.codePointAt(0), 0x01000193);
  }
  return `${summary.updatedAt} ${(hash >>> 0).toString(16)}`;
}

function batchSize() {
  const size = config.get("batch")?.val;
  if (!(size >= 1 && size <= MAX_BATCH)) {
    throw other(`the setting batch is to be from 1 to ${MAX_BATCH}`);
  }
  return size;
}

// What trying an action came to. A thing that does not exist could only be asked for as the action is allowed.
function tried(action, { tag, val }) {
  return { action, error: tag === "err" && val.tag !== "not-found" ? val : null };
}

// Why a unit could not be finished, for the operator.
function failure(error) {
  if (error instanceof Error) {
    return other(String(error));
  }
  switch (error.tag) {
    case "invalid":
      return other(`asset ${error.val[0]} of a batch was refused: ${error.val[1]}`);
    // The host's refusal of assets, or an error of a call to AWS: either text names the limit.
    case "limit":
      return other(`limit reached: ${error.val}`);
    default:
      return { tag: "aws", val: error };
  }
}

function other(words) {
  return { tag: "other", val: words };
}
