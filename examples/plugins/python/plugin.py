"""Guardrails of Amazon Bedrock: an OpenCITE plugin in Python.

A unit is one region of one account. The plugin lists the guardrails there, keeps those that are stored as they are,
describes the others in batches, and emits them.

A call of the host's that fails raises Err with the error of the WIT in it. The component has no stderr: an exception
that leaves this module ends the plugin without a word.
"""

import hashlib
import json
from dataclasses import asdict

from componentize_py_types import Err, Ok
from wit_world import exports
from wit_world.exports.guest import AssetType, Check, ConfigField, Failure_Aws, Failure_Other, PluginManifest
from wit_world.imports import config, log, progress
from wit_world.imports.guardrails import GuardrailReference, get_guardrail, list_guardrails
from wit_world.imports.inventory import Asset, Detail, Listed, Refusal_Invalid, Refusal_Limit, Relation, emit, keep
from wit_world.imports.opencite_aws_types_types import AwsError_AccessDenied, AwsError_Cancelled, AwsError_NotFound
from wit_world.imports.opencite_plugin_types import ConfigValue_Integer, Scope

ASSET_TYPE = "guardrail"

# How many guardrails are described at once where the operator says nothing: the host asks for many side by side, and
# takes at most 1,000 assets in a batch.
BATCH = 100
MAX_BATCH = 1_000


class Guest(exports.Guest):
    """What the host calls. Each call is in a fresh instance: nothing is remembered between calls."""

    def manifest(self):
        return PluginManifest(
            id="example_python",
            version="0.1.0",
            title="Guardrails of Amazon Bedrock, by a plugin in Python",
            asset_types=[AssetType(ASSET_TYPE, Scope.REGIONAL, "Guardrails")],
            config=[ConfigField("batch", ConfigValue_Integer(BATCH), "How many guardrails are described at once")],
            usage_sources=[],
            actions=["bedrock:GetGuardrail", "bedrock:ListGuardrails"],
        )

    def verify(self):
        try:
            with list_guardrails(None) as pages:
                page = pages.next()
        except Err as error:
            return [tried("bedrock:ListGuardrails", error)]
        # Where there is no guardrail, describing one cannot be tried.
        described = [tried("bedrock:GetGuardrail", answer) for answer in describe((page or [])[:1])]
        return [Check("bedrock:ListGuardrails", None), *described]

    def discover(self, unit):
        if unit.asset_type != ASSET_TYPE:
            raise Err(Failure_Other(f"{unit.asset_type} is no asset type of example_python"))
        try:
            discover(batch_size())
        except Exception as error:
            raise Err(failure(error)) from None

    def usage(self, unit, window):
        raise Err(Failure_Other("example_python has no source of usage"))


def discover(size):
    done, may_describe = 0, True
    with list_guardrails(None) as pages:
        while (page := pages.next()) is not None:
            for start in range(0, len(page), size):
                batch = page[start : start + size]
                may_describe = add(batch, may_describe)
                done += len(batch)
                progress.report(done, None)


def add(batch, may_describe):
    """Keeps or emits a batch. Returns whether describing more makes sense: a missing permission stays missing."""
    tokens = [version_token(summary) for summary in batch]
    kept = keep([Listed(summary.arn, token) for summary, token in zip(batch, tokens)])
    new = [(summary, token) for summary, token, is_kept in zip(batch, tokens, kept) if not is_kept]
    answers = describe([summary for summary, _ in new]) if may_describe else [None] * len(new)
    assets = []
    for (summary, token), answer in zip(new, answers):
        match answer:
            case Ok(detail):
                assets.append(asset(summary, detail, token))
            case Err(AwsError_Cancelled()):
                raise answer
            case Err(AwsError_AccessDenied(denial)) if may_describe:
                log.write(log.Level.WARN, f"guardrails are not described: {denial.action} is denied")
                may_describe = False
                assets.append(asset(summary, None, None))
            case _:
                assets.append(asset(summary, None, None))
    emit(assets)
    return may_describe


def describe(summaries):
    return get_guardrail([GuardrailReference(summary.arn, None) for summary in summaries])


def asset(summary, detail, token):
    """The asset: without a detail, as the listing has it, where describing failed."""
    return Asset(
        id=summary.arn,
        name=summary.name,
        status=summary.status,
        created=summary.created_at,
        modified=summary.updated_at,
        version_token=token,
        detail=Detail.FULL if detail else Detail.SUMMARY,
        properties=json.dumps(present(asdict(summary)) | present(asdict(detail) if detail else {})),
        relations=[Relation("kms-key", detail.kms_key_arn)] if detail and detail.kms_key_arn else [],
    )


def present(value):
    """A record of AWS's without the fields that are absent."""
    match value:
        case dict():
            return {name: present(field) for name, field in value.items() if field is not None}
        case list():
            return [present(item) for item in value]
        case _:
            return value


def version_token(summary):
    """What changes whenever the summary does."""
    return hashlib.sha256(json.dumps(asdict(summary)).encode()).hexdigest()


def batch_size():
    match config.get("batch"):
        case ConfigValue_Integer(size) if 1 <= size <= MAX_BATCH:
            return size
        case _:
            raise Err(Failure_Other(f"the setting batch is to be from 1 to {MAX_BATCH}"))


def tried(action, answer):
    """What trying an action came to. A thing that does not exist could only be asked for as the action is allowed."""
    match answer:
        case Ok() | Err(AwsError_NotFound()):
            return Check(action, None)
        case Err(error):
            return Check(action, error)


def failure(error):
    """Why a unit could not be finished, for the operator."""
    match error:
        case Err(Failure_Other() as reason):
            return reason
        case Err(Refusal_Invalid((index, rule))):
            return Failure_Other(f"asset {index} of a batch was refused: {rule}")
        case Err(Refusal_Limit(limit)):
            return Failure_Other(f"limit reached: {limit}")
        case Err(aws_error):
            return Failure_Aws(aws_error)
        case _:
            return Failure_Other(repr(error))
