#!/usr/bin/env python3
"""Writes operations.txt: what of AWS can be read, out of the models that AWS publishes with botocore.

    python3 -m venv venv && venv/bin/pip install botocore && venv/bin/python generate.py

Left out are operations that do not read by their name, those that hand out a secret or a credential, services whose
endpoint is not one of each region, and those that speak no JSON.
"""

import gzip
import json
import re
from pathlib import Path

import botocore

READS = re.compile(r"(List|Get|Describe|BatchGet|BatchDescribe|Search)[A-Z0-9]")

# What returns something that lets its bearer in somewhere. A listing tells names, and no values.
SECRET = re.compile(
    r"^(BatchGet|Get|Describe).*(Credential|Token|Secret|Password|Passphrase|Presigned|SignedUrl|EmbedUrl|DashboardUrl"
    r"|SessionUrl|AccessKey|ApiKey|PrivateKey|AccessDetails|AuthCode|Otp)"
)
SECRET_TOO = {
    "amplify": ["GetArtifactUrl"],
    "cognito-identity": ["GetId"],
    "emr-serverless": ["GetDashboardForJobRun"],
    "gamelift": ["GetInstanceAccess"],
    "glue": ["GetConnection", "GetConnections"],
    "lambda": ["GetFunction", "GetLayerVersion", "GetLayerVersionByArn"],
    "lightsail": ["GetRelationalDatabaseMasterUserPassword"],
    "secretsmanager": None,
    "signin": None,
    "ssm": ["GetParameter", "GetParameters", "GetParametersByPath", "GetParameterHistory"],
    "sso": None,
    "sso-oidc": None,
    "sts": None,
}

# IAM knows these by other names than those of their operations.
OTHER_ACTIONS = {"apigateway", "apigatewayv2", "apigatewaymanagementapi"}

ENDPOINT = re.compile(r"https://([a-z0-9.-]+)\.\{Region\}\.(\{PartitionResult#(?:dnsSuffix|dualStackDnsSuffix)\}|api\.aws)")


def main():
    root = Path(botocore.__file__).parent / "data"
    services = [service(path) for path in sorted(root.iterdir()) if path.is_dir()]
    lines = [line for lines in services for line in lines]
    head = [
        f"# What of AWS can be read: written by generate.py out of botocore {botocore.__version__}, whose models AWS publishes.",
        "# A service: its name, its name in IAM and in signatures, its host, the suffix of that, and its protocol.",
        "# Below it its operations: method and path, or for services with one path the names alone.",
    ]
    Path(__file__).with_name("operations.txt").write_text("\n".join(head + lines) + "\n")


def service(path):
    version = sorted(child.name for child in path.iterdir() if child.is_dir())[-1]
    model = load(path / version / "service-2.json.gz")
    rules = load(path / version / "endpoint-rule-set-1.json.gz")
    if not model or not rules or path.name in OTHER_ACTIONS or SECRET_TOO.get(path.name, []) is None:
        return []
    meta = model["metadata"]
    protocol = next((p for p in meta.get("protocols", [meta["protocol"]]) if p in ("rest-json", "json")), None)
    host = endpoint(rules)
    if not protocol or not host or "v4" not in meta.get("signatureVersion", "v4"):
        return []
    signing = meta.get("signingName", meta["endpointPrefix"])
    operations = [o for name, o in sorted(model["operations"].items()) if reads(path.name, name, o)]
    if not operations:
        return []
    if protocol == "json":
        spoken = f"json-{meta.get('jsonVersion', '1.1')} {meta['targetPrefix']}"
        below = names(operation["name"] for operation in operations)
    else:
        spoken = "rest"
        below = [f"  {o['http']['method']} {o['http']['requestUri'].split('?')[0]} {o['name']}" for o in operations]
    return [f"{path.name} {signing} {host} {spoken}"] + below


def reads(service, name, operation):
    return (
        READS.match(name)
        and not SECRET.search(name)
        and name not in SECRET_TOO.get(service, [])
        and not operation.get("endpoint")
        and operation.get("authtype") != "none"
        and operation["http"]["method"] in ("GET", "POST")
        and "?" not in operation["http"]["requestUri"]
    )


def names(operations):
    lines, line = [], "  "
    for name in operations:
        if len(line) + len(name) > 118:
            lines.append(line.rstrip())
            line = "  "
        line += name + " "
    return lines + [line.rstrip()]


def endpoint(rules):
    """The host and its suffix, where there is one in each region."""
    found = {match.groups() for url in urls(rules) if (match := ENDPOINT.fullmatch(url))}
    found = sorted((suffix == "{PartitionResult#dnsSuffix}", host) for host, suffix in found if "-fips" not in host)
    if not found:
        return None
    is_plain, host = found[-1]
    return f"{host} {'plain' if is_plain else 'dual'}"


def urls(node):
    if isinstance(node, dict):
        url = node.get("endpoint", {}).get("url") if isinstance(node.get("endpoint"), dict) else None
        if isinstance(url, str):
            yield url
        for child in node.values():
            yield from urls(child)
    elif isinstance(node, list):
        for child in node:
            yield from urls(child)


def load(path):
    return json.loads(gzip.open(path).read()) if path.exists() else None


if __name__ == "__main__":
    main()
