#!/usr/bin/env python3
"""Cuts AWS's own models down to what the simulator answers with.

    pip download --no-deps --dest /tmp/botocore botocore
    unzip -q -d /tmp/botocore /tmp/botocore/botocore-*.whl
    python3 host/crates/sim/model/generate.py /tmp/botocore/botocore

writes sagemaker.json, bedrock-agentcore.json and bedrock-agent.json beside itself: for the operations below, the shapes
of their requests and answers, without documentation, one line a shape, so that what a release of AWS changed can be read
in the diff. Run it again when AWS releases something. To answer another operation, add its name here and a line to the
table of kinds (src/sagemaker/kinds.rs, src/agentcore/kinds.rs, src/bedrock_agent/kinds.rs).
"""

import glob
import gzip
import json
import os
import re
import sys

SAGEMAKER = {
    "Algorithms": "Algorithm", "AppImageConfigs": "AppImageConfig", "Apps": "App", "Artifacts": "Artifact",
    "AutoMLJobs": "AutoMLJobV2", "Clusters": "Cluster", "CodeRepositories": "CodeRepository",
    "CompilationJobs": "CompilationJob", "DataQualityJobDefinitions": "DataQualityJobDefinition",
    "Domains": "Domain", "EndpointConfigs": "EndpointConfig", "Endpoints": "Endpoint", "Experiments": "Experiment",
    "FeatureGroups": "FeatureGroup", "FlowDefinitions": "FlowDefinition", "Hubs": "Hub",
    "HyperParameterTuningJobs": "HyperParameterTuningJob", "Images": "Image",
    "InferenceComponents": "InferenceComponent", "InferenceExperiments": "InferenceExperiment",
    "InferenceRecommendationsJobs": "InferenceRecommendationsJob", "LabelingJobs": "LabelingJob",
    "MlflowApps": "MlflowApp", "MlflowTrackingServers": "MlflowTrackingServer",
    "ModelBiasJobDefinitions": "ModelBiasJobDefinition", "ModelCards": "ModelCard",
    "ModelExplainabilityJobDefinitions": "ModelExplainabilityJobDefinition",
    "ModelPackageGroups": "ModelPackageGroup", "ModelPackages": "ModelPackage",
    "ModelQualityJobDefinitions": "ModelQualityJobDefinition", "Models": "Model",
    "MonitoringSchedules": "MonitoringSchedule",
    "NotebookInstanceLifecycleConfigs": "NotebookInstanceLifecycleConfig", "NotebookInstances": "NotebookInstance",
    "OptimizationJobs": "OptimizationJob", "PartnerApps": "PartnerApp", "Pipelines": "Pipeline",
    "ProcessingJobs": "ProcessingJob", "Projects": "Project", "Spaces": "Space",
    "StudioLifecycleConfigs": "StudioLifecycleConfig", "TrainingJobs": "TrainingJob",
    "TrainingPlans": "TrainingPlan", "TransformJobs": "TransformJob", "Trials": "Trial",
    "UserProfiles": "UserProfile", "Workteams": "Workteam",
}

AGENTCORE = {
    "AgentInsightStores": "AgentInsightStore", "AgentRuntimeEndpoints": "AgentRuntimeEndpoint",
    "AgentRuntimeVersions": None, "AgentRuntimes": "AgentRuntime",
    "ApiKeyCredentialProviders": "ApiKeyCredentialProvider", "BrowserProfiles": "BrowserProfile",
    "Browsers": "Browser", "CapacityProviders": "CapacityProvider", "CodeInterpreters": "CodeInterpreter",
    "ConfigurationBundleVersions": "ConfigurationBundleVersion", "ConfigurationBundles": "ConfigurationBundle",
    "ConsentPortals": "ConsentPortal", "DatasetVersions": None, "Datasets": "Dataset", "Evaluators": "Evaluator",
    "GatewayRateLimits": "GatewayRateLimit", "GatewayRules": "GatewayRule", "GatewayTargets": "GatewayTarget",
    "Gateways": "Gateway", "HarnessEndpoints": "HarnessEndpoint", "HarnessVersions": None, "Harnesses": "Harness",
    "Memories": "Memory", "Oauth2CredentialProviders": "Oauth2CredentialProvider",
    "OnlineEvaluationConfigs": "OnlineEvaluationConfig", "PaymentConnectors": "PaymentConnector",
    "PaymentCredentialProviders": "PaymentCredentialProvider", "PaymentManagers": "PaymentManager",
    "Policies": "Policy", "PolicyEngines": "PolicyEngine", "Registries": "Registry",
    "RegistryRecords": "RegistryRecord", "WorkloadIdentities": "WorkloadIdentity",
}

BEDROCK_AGENT = {
    "AgentActionGroups": "AgentActionGroup", "AgentAliases": "AgentAlias", "AgentCollaborators": "AgentCollaborator",
    "AgentKnowledgeBases": "AgentKnowledgeBase", "AgentVersions": "AgentVersion", "Agents": "Agent",
    "DataSources": "DataSource", "FlowAliases": "FlowAlias", "FlowVersions": "FlowVersion", "Flows": "Flow",
    "IngestionJobs": "IngestionJob", "KnowledgeBases": "KnowledgeBase", "Prompts": "Prompt",
}

# Where the SDK for Rust (aws-sdk-bedrockagentcorecontrol 1.97) speaks otherwise than botocore: what the SDK sends is
# what comes in. What botocore has in the body stands in the query then, as far as a query can have it.
SPOKEN = {
    "ListDatasets": "GET /datasets",
    "ListDatasetVersions": "GET /datasets/{datasetId}/versions",
}

SERVICES = [
    ("sagemaker", "sagemaker", "Describe", SAGEMAKER, ["ListTags"]),
    ("bedrock-agentcore-control", "bedrock-agentcore", "Get", AGENTCORE, ["GetTokenVault", "ListTagsForResource"]),
    ("bedrock-agent", "bedrock-agent", "Get", BEDROCK_AGENT, ["ListTagsForResource"]),
]

# What a shape keeps. The rest (documentation, Java names) changes no answer of the simulator.
# A required member has a mark behind its name.
KEPT = ["pattern", "enum", "min", "max", "union", "timestampFormat", "member", "key", "value"]

# Values that say nothing.
ANYTHING = [[], ".*", "\\S*", "[\\s\\S]*"]

# Of what form and how long a text or a list of an answer is, is AWS's business; of a request, it is the client's.
FORMS = ["min", "max", "pattern"]


def operations(verb, families, others):
    for listed, one in families.items():
        yield "List" + listed
        if one:
            yield verb + one
    yield from others


def references(shape):
    """The names of the shapes that a shape is made of."""
    members = list(shape.get("members", {}).values())
    return [it["shape"] for it in members + [shape[key] for key in ("member", "key", "value") if key in shape]]


def reachable(shapes, names):
    """All shapes that these are made of, themselves included."""
    seen, todo = set(), list(names)
    while todo:
        name = todo.pop()
        if name not in seen:
            seen.add(name)
            todo += references(shapes[name])
    return seen


def without_forms(shapes, names):
    """The same shapes, where the texts and lists beside `names` (the requests') may have any form and length."""
    long = ("string", "list", "map", "blob")
    free = {name for name, shape in shapes.items() if name not in names and shape["type"] in long}
    bare = {name: {key: value for key, value in shapes[name].items() if key not in FORMS} for name in free}
    return {**shapes, **bare}


def is_bare(shape):
    """Whether a shape says no more than its type and what it is made of."""
    if shape.get("pattern") not in [None, *ANYTHING]:
        return False
    return not any(key in shape for key in ("enum", "min", "max", "members", "timestampFormat", "document"))


def is_open(name, shape):
    """Types of instances are many and new ones come every week: any is taken."""
    return name.endswith("InstanceType") and len(shape.get("enum", [])) > 40


def written(shapes, name):
    """How a shape is named where it is used: what is bare is written out, `#string`, `[Tag]`, `{#string}` (a map)."""
    shape = shapes[name]
    if is_open(name, shape):
        return "#string"
    if not is_bare(shape) or shape["type"] == "structure":
        return name
    if shape["type"] == "list":
        return f"[{written(shapes, shape['member']['shape'])}]"
    if shape["type"] == "map" and "enum" not in shapes[shape["key"]["shape"]]:
        return f"{{{written(shapes, shape['value']['shape'])}}}"
    return name if shape["type"] == "map" else "#" + shape["type"]


def reference(shapes, ref, member=None):
    """A shape in its use; what does not stand in the body, or has another name there, has its place, too."""
    name = written(shapes, ref["shape"])
    member = member or ref.get("locationName")
    place = {"in": ref["location"]} if "location" in ref else {}
    if ref.get("locationName", member) != member or place:
        place["as"] = ref["locationName"]
    return {"shape": name, **place} if place else name


def type_of(shape):
    """The type, where what else the shape keeps does not tell it."""
    if shape.get("document"):
        # A mark on a structure without members: any JSON.
        return {"type": "document"}
    told = any(key in shape for key in ("members", "member", "value", "enum"))
    return {} if told else {"type": shape["type"]}


def cut(shapes, name):
    """A shape without what the simulator does not need."""
    shape = shapes[name]
    kept = type_of(shape)
    if "members" in shape and not kept:
        mark = {key: key + "!" for key in shape.get("required", [])}
        kept["members"] = {mark.get(key, key): reference(shapes, ref, key) for key, ref in shape["members"].items()}
    for key in KEPT:
        if key in shape and shape[key] not in ANYTHING and shape[key] is not False:
            kept[key] = reference(shapes, shape[key]) if key in ("member", "key", "value") else shape[key]
    return kept


def speak(model):
    """Changes a model to what the SDK speaks."""
    for name, http in SPOKEN.items():
        if name not in model["operations"]:
            continue
        operation, shapes = model["operations"][name], model["shapes"]
        operation["http"]["method"], operation["http"]["requestUri"] = http.split(" ")
        members = shapes[operation["input"]["shape"]]["members"]
        for key, ref in list(members.items()):
            if "location" not in ref and shapes[ref["shape"]]["type"] in ("structure", "list", "map"):
                del members[key]
            elif "location" not in ref:
                ref.update(location="querystring", locationName=key)


def documented(text, pattern):
    found = re.search(pattern, re.sub(r"<[^>]*>", "", text))
    return found.group(1) if found else None


def most(shapes, output, size):
    """How many a page has at most, where the answer's list allows for fewer than the request does."""
    listed = [shapes[ref["shape"]] for ref in shapes[output]["members"].values()]
    bound = next((shape.get("max") for shape in listed if shape["type"] == "list"), None)
    return bound if size and bound and bound < shapes[size["shape"]].get("max", 0) else None


def operation(model, name):
    found, shapes = model["operations"][name], model["shapes"]
    entry = {"http": f"{found['http']['method']} {found['http']['requestUri']}"}
    entry["input"] = found["input"]["shape"] if "input" in found else None
    entry["output"] = found["output"]["shape"]
    entry["errors"] = [it["shape"] for it in found.get("errors", []) if "NotFound" in it["shape"]]
    members = shapes[entry["input"]]["members"] if entry["input"] else {}
    size = members.get("MaxResults") or members.get("maxResults")
    default = size and documented(size.get("documentation", ""), r"[Dd]efaults?[^.0-9]*(\d+)")
    if default:
        entry["page"] = int(default)
    if bound := most(shapes, entry["output"], size):
        entry["most"] = bound
    return entry


def lines(entries):
    texts = [f"{json.dumps(key)}:{json.dumps(value, separators=(',', ':'))}" for key, value in sorted(entries.items())]
    return "{\n" + ",\n".join(texts) + "\n}"


def generate(botocore, service, verb, families, others):
    path = max(glob.glob(os.path.join(botocore, "data", service, "*", "service-2.json.gz")))
    with gzip.open(path) as file:
        model = json.load(file)
    speak(model)
    entries = {name: operation(model, name) for name in operations(verb, families, others)}
    asked, answered = ([entry[key] for entry in entries.values() if entry[key]] for key in ("input", "output"))
    shapes = without_forms(model["shapes"], reachable(model["shapes"], asked))
    kept = {name: cut(shapes, name) for name in reachable(shapes, asked + answered) if written(shapes, name) == name}
    return f'{{"operations":{lines(entries)},\n"shapes":{lines(kept)}}}\n'


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: generate.py BOTOCORE, the folder that has data/")
    here = os.path.dirname(os.path.abspath(__file__))
    for service, target, verb, families, others in SERVICES:
        with open(os.path.join(here, target + ".json"), "w", encoding="utf-8") as file:
            file.write(generate(sys.argv[1], service, verb, families, others))


if __name__ == "__main__":
    main()
