#!/usr/bin/env python3
"""Writes the WIT of an AWS service and the host's mapping to it, out of the sources of the SDK crate.

    wit/generate.py sagemaker        # or agentcore; `make wit` does all

What is generated is named in `wit/<service>.toml`: the families, their operations, and what is left out and why. The
output is committed: a new release of the SDK shows as a diff, and a field that AWS has added cannot be overlooked.

Reads: the crate's sources, where cargo unpacked them. Writes:
    wit/deps/aws-<service>/<family>.wit
    host/crates/aws/src/<service>/<family>.rs, enums.rs, and the list of families in <service>.rs
    the lines between `generated: <service>` and `end` in the files that list all interfaces
"""

import json
import re
import subprocess
import sys
import tomllib
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WIDTH = 120

WIT_KEYWORDS = set(
    """as async bool borrow char constructor enum error-context export f32 f64 flags from func future import include
    interface list map option own package record resource result s16 s32 s64 s8 static stream string tuple type u16 u32
    u64 u8 use variant with world""".split()
)
RUST_KEYWORDS = {"type", "enum", "static", "use", "match", "async", "mod", "ref", "impl", "final", "override"}
# Fields of every answer that say nothing about an asset.
NEVER = {"next_token", "_request_id", "client_token"}


def snake(camel):
    text = re.sub(r"(.)([A-Z][a-z])", r"\1_\2", camel)
    return re.sub(r"([a-z0-9])([A-Z])", r"\1_\2", text).lower()


def kebab(name):
    """`S3DataSource` or `s3_data_source` as `s3-data-source`; a part that begins with a digit joins the one before."""
    parts = (snake(name) if name[:1].isupper() else name).strip("_").split("_")
    joined = parts[:1]
    for part in parts[1:]:
        if part[0].isdigit():
            joined[-1] += part
        else:
            joined.append(part)
    return "-".join(joined)


def camel(kebab_name):
    return "".join(part[:1].upper() + part[1:] for part in kebab_name.split("-"))


def function(operation):
    """`ListAutoMLJobs` as `list-auto-ML-jobs`: the host makes the IAM action of it by joining the words."""
    words = re.findall(r"[A-Z]+(?=[A-Z][a-z])|[A-Z][a-z0-9]*|[A-Z]+", operation)
    return "-".join(word if len(word) > 1 and word.isupper() and not word[1:].isdigit() else word.lower() for word in words)


def sdk_name(operation):
    """The operation as the SDK's types have it: `ListAutoMlJobs`."""
    return "".join(part.capitalize() for part in snake(operation).split("_"))


def escaped(wit_name):
    return "%" + wit_name if wit_name in WIT_KEYWORDS else wit_name


# --- the SDK's sources ------------------------------------------------------------------------------------------------


class Shape:
    """A type of the SDK: a structure's fields, a union's members or an enum's values."""

    def __init__(self, name, doc):
        self.name, self.doc = name, doc
        self.kind = "structure"
        self.fields = []  # (name, rust type, doc)
        self.values = []


class Sdk:
    def __init__(self, crate):
        metadata = json.loads(
            subprocess.run(
                ["cargo", "metadata", "--format-version", "1", "--locked"],
                cwd=ROOT, check=True, capture_output=True, text=True,
            ).stdout
        )
        package = next(p for p in metadata["packages"] if p["name"] == crate)
        self.source = Path(package["manifest_path"]).parent / "src"
        self.shapes = {}

    def type(self, name):
        if name not in self.shapes:
            self.shapes[name] = parse_shape(self.source / "types" / f"_{type_file(self.source, name)}.rs", name)
        return self.shapes[name]

    def answer(self, operation):
        name = snake(operation)
        folder = self.source / "operation" / name
        if not folder.exists():
            raise SystemExit(f"the SDK has no operation {operation}")
        return parse_shape(folder / f"_{name}_output.rs", f"{sdk_name(operation)}Output")

    def inputs(self, operation):
        name = snake(operation)
        shape = parse_shape(self.source / "operation" / name / f"_{name}_input.rs", f"{sdk_name(operation)}Input")
        return {field: kind for field, kind, _ in shape.fields}

    def is_paged(self, operation):
        return (self.source / "operation" / snake(operation) / "paginator.rs").exists()


def type_file(source, name):
    index = type_file.__dict__.setdefault("index", {})
    if source not in index:
        text = (source / "types.rs").read_text()
        index[source] = dict(
            (found[1], found[0]) for found in re.findall(r"pub use crate::types::_(\w+)::\{?\s*(\w+)", text)
        )
    return index[source][name]


def parse_shape(path, name):
    text = path.read_text()
    found = re.search(
        rf"((?:^///[^\n]*\n|^#\[[^\n]*\n)*)^pub (struct|enum) {name} \{{(?:\n(.*?)^)?\}}", text, re.M | re.S
    )
    if not found:
        raise SystemExit(f"cannot find {name} in {path}")
    shape = Shape(name, sentence(doc_of(found[1])))
    if found[3] is None:
        shape.kind = "marker"
        return shape
    if found[2] == "struct":
        for doc, field, kind in re.findall(
            r"((?:^    ///[^\n]*\n|^    #\[[^\n]*\n)*)^    (?:pub )?((?:r#)?\w+): ([^\n]*),\n", found[3], re.M
        ):
            if "#[deprecated" not in doc:
                shape.fields.append((field, clean(kind), sentence(doc_of(doc))))
        return shape
    members = re.findall(r"((?:^    ///[^\n]*\n|^    #\[[^\n]*\n)*)^    (\w+)(?:\(([^\n]*)\))?,?\n", found[3], re.M)
    members = [(doc, member, kind) for doc, member, kind in members if member != "Unknown"]
    if any(kind for _, _, kind in members):
        shape.kind = "union"
        shape.fields = [(member, clean(kind), sentence(doc_of(doc))) for doc, member, kind in members]
    else:
        shape.kind = "enum"
        values = re.search(r"pub const fn values\(\) -> &'static \[&'static str\] \{\s*&\[(.*?)\]", text, re.S)
        shape.values = re.findall(r'"([^"]*)"', values[1]) if values else [member for _, member, _ in members]
    return shape


def clean(kind):
    kind = re.sub(r"::std::option::Option", "Option", kind)
    kind = re.sub(r"::std::vec::Vec", "Vec", kind)
    kind = re.sub(r"::std::collections::HashMap", "HashMap", kind)
    kind = re.sub(r"::std::string::String", "String", kind)
    kind = re.sub(r"::std::boxed::Box", "Box", kind)
    kind = re.sub(r"crate::types::", "", kind)
    kind = re.sub(r"::aws_smithy_types::(date_time::)?", "", kind)
    return kind.strip()


def doc_of(lines):
    return " ".join(line.strip()[3:].strip() for line in lines.splitlines() if line.strip().startswith("///"))


def sentence(html):
    """The first sentence of AWS's documentation, as plain text."""
    text = re.sub(r"</p>.*", "", html, count=1) if "<p>" in html else html
    text = re.sub(r"<code>\s*(.*?)\s*</code>", r"`\1`", text)
    text = re.sub(r"<[^>]*>", "", text)
    text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").replace("&quot;", '"')
    text = re.sub(r"`+", "`", re.sub(r"\s+", " ", text)).strip()
    if text.count("`") % 2:
        text = text.replace("`", "")
    found = re.match(r"(.*?[a-z0-9)`]\.)(?=\s[A-Z]|$)", text)
    text = (found[1] if found else text).strip()
    return text if len(text) <= 300 else ""


# --- types ------------------------------------------------------------------------------------------------------------


class Service:
    def __init__(self, name):
        self.name = name
        self.config = tomllib.loads((ROOT / "wit" / f"{name}.toml").read_text())
        self.sdk = Sdk(self.config["crate"])
        self.iam = self.config["iam"]
        self.package = f"aws-{self.iam}"
        self.left_out = {entry["field"]: entry["why"] for entry in self.config.get("left_out", [])}
        self.hidden = set(self.config.get("fingerprint", []))
        self.arguments = set(self.config.get("arguments", []))
        self.words = self.config.get("docs", {})
        self.used_by = defaultdict(set)  # shape -> families
        self.enums = set()
        self.markers = set()  # structures without fields: that they are there is all they say
        self.maps = {}  # value type -> set of families
        self.cut = []
        self.families = [Family(self, family) for family in self.config["family"]]
        for family in self.families:
            family.collect()

    def visit(self, shape_name, family, path=()):
        """Notes which family uses which shape, and cuts what refers back to itself: WIT has no recursion."""
        shape = self.sdk.type(shape_name)
        if shape.kind == "enum":
            self.enums.add(shape_name)
            return
        if shape.kind == "marker":
            self.markers.add(shape_name)
            return
        self.used_by[shape_name].add(family)
        for field, kind, _ in shape.fields:
            key = f"{shape_name}.{field}"
            if self.skips(shape_name, field):
                continue
            inner = named_in(kind)
            if inner and inner in path + (shape_name,):
                self.cut.append(key)
                self.left_out[key] = "refers back to itself"
                continue
            self.visit_type(kind, key, family, path + (shape_name,))

    def visit_type(self, kind, key, family, path=()):
        inner = named_in(kind)
        if not inner or key in self.hidden:
            return
        if kind.startswith(("Option<HashMap<", "HashMap<")):
            self.maps.setdefault(inner, set()).add(family)
        self.visit(inner, family, path)

    def skips(self, shape, field):
        name = field.removeprefix("r#")
        return name in NEVER or f"{shape}.{name}" in self.left_out

    def wit_type(self, kind, key, needed):
        """The WIT type of a Rust type, and notes in `needed` the records and aliases that it names."""
        if key in self.hidden:
            needed.add("fingerprint")
            return "option<fingerprint>" if kind.startswith("Option<") else "fingerprint"
        if kind.startswith("Option<"):
            inner = kind[len("Option<"):-1]
            if inner.startswith(("Vec<", "HashMap<")):
                return self.wit_type(inner, key, needed)
            return f"option<{self.wit_type(inner, key, needed)}>"
        if kind.startswith("Box<"):
            return self.wit_type(kind[4:-1], key, needed)
        if kind.startswith("Vec<"):
            return f"list<{self.wit_type(kind[4:-1], key, needed)}>"
        if kind == "HashMap<String, String>":
            alias = "tag" if key.rsplit(".", 1)[-1] in ("tags", "propagated_tags") else "setting"
            needed.add(alias)
            return f"list<{alias}>"
        if kind.startswith("HashMap<"):
            value = kind.split(", ", 1)[1][:-1]
            named = f"named-{kebab(value)}"
            needed.add(named)
            return f"list<{named}>"
        plain = {"": "bool", "String": "string", "bool": "bool", "i32": "s32", "i64": "s64", "f32": "f64", "f64": "f64"}
        if kind in plain:
            return plain[kind]
        if kind == "DateTime":
            needed.add("timestamp")
            return "timestamp"
        if kind == "Document":
            needed.add("fingerprint")
            return "fingerprint"
        if self.sdk.type(kind).kind == "enum":
            return "string"
        if self.sdk.type(kind).kind == "marker":
            return "bool"
        needed.add(self.record_name(kind))
        return escaped(self.record_name(kind))

    def record_name(self, shape):
        return self.config.get("rename", {}).get(shape, kebab(shape))

    def is_shared(self, shape):
        return len(self.used_by[shape]) > 1

    def link(self, name):
        return f"<{self.config['reference']}/API_{self.api_name(name)}.html>"

    def api_name(self, name):
        return name.replace("AutoMl", "AutoML")


def named_in(kind):
    """The name of the SDK's own type in a Rust type, if there is one."""
    names = [name for name in re.findall(r"[A-Za-z0-9]+", kind.split(", ")[-1])]
    if not names:
        return None
    last = names[-1]
    known = {"Option", "Vec", "HashMap", "String", "bool", "i32", "i64", "f32", "f64", "DateTime", "Document", "Blob", "Box"}
    return None if last in known else last


class Family:
    """One interface: a family of resources."""

    def __init__(self, service, config):
        self.service, self.config = service, config
        self.name = config["name"]
        self.module = self.name.replace("-", "_")
        self.lists = config.get("list", [])
        self.children = config.get("children", [])
        self.gets = config.get("get", [])

    def collect(self):
        sdk = self.service.sdk
        for entry in self.lists + self.children:
            answer = sdk.answer(entry["operation"])
            entry["member"], entry["item"] = listed(answer, entry["operation"])
            entry["optional"] = next(kind for field, kind, _ in answer.fields if field == entry["member"]).startswith("Option<")
            entry["paged"] = sdk.is_paged(entry["operation"])
            self.service.visit(entry["item"], self.name)
        for entry in self.gets:
            answer = sdk.answer(entry["operation"])
            entry["shape"] = answer
            self.service.sdk.shapes[answer.name] = answer
            for field, kind, _ in answer.fields:
                if not self.service.skips(answer.name, field):
                    self.service.visit_type(kind, f"{answer.name}.{field}", self.name)

    def own_shapes(self):
        mine = [shape for shape, families in self.service.used_by.items() if families == {self.name}]
        return sorted(mine, key=self.service.record_name)


def listed(answer, operation):
    found = [
        (field, re.search(r"Vec<(\w+)>", kind)[1]) for field, kind, _ in answer.fields if re.search(r"Vec<(\w+)>", kind)
    ]
    if len(found) != 1:
        raise SystemExit(f"{operation} lists {found}")
    return found[0]


# --- WIT --------------------------------------------------------------------------------------------------------------


def doc_lines(text, indent):
    lines, line = [], ""
    for word in text.split():
        if len(indent) + 4 + len(line) + 1 + len(word) > WIDTH and line:
            lines.append(f"{indent}/// {line}")
            line = word
        else:
            line = f"{line} {word}".strip()
    return lines + [f"{indent}/// {line}"] if line else lines


def field_doc(service, kind, doc, key):
    """A field has a doc where its name does not say its values, unit or range."""
    if key in service.words:
        return service.words[key]
    inner = named_in(kind)
    if inner and service.sdk.type(inner).kind == "enum":
        values = service.sdk.type(inner).values
        shown = ", ".join(f"`{value}`" for value in values[:6])
        return shown + (", ..." if len(values) > 6 else ".") if values else ""
    if re.search(r"\b(i32|i64|f32|f64)\b", kind):
        return doc
    return ""


def record(service, name, wit_name, shape, needed, doc):
    indent = "    "
    lines = doc_lines(doc, indent) if doc else []
    if lines:
        lines.append(f"{indent}///")
    lines.append(f"{indent}/// {service.link(name)}")
    if shape.kind == "union":
        lines += [f"{indent}///", f"{indent}/// A union: at most one is there, none where AWS has added a kind."]
    lines.append(f"{indent}record {escaped(wit_name)} {{")
    for field, kind, field_text in shape.fields:
        if service.skips(shape.name, field):
            continue
        plain = field.removeprefix("r#")
        key = f"{shape.name}.{plain}"
        wit_type = service.wit_type(kind, key, needed)
        if shape.kind == "union":
            plain = snake(plain)
            wit_type = wit_type if wit_type.startswith("option<") else f"option<{wit_type}>"
        text = field_doc(service, kind, field_text, key)
        lines += doc_lines(text, indent * 2) if text else []
        lines.append(f"{indent * 2}{escaped(kebab(plain))}: {wit_type},")
    return lines + [f"{indent}}}"]


def named_record(service, value, needed):
    inner = service.wit_type(value, "", needed)
    return [
        f"    /// An entry of a map by name.",
        f"    record named-{kebab(value)} {{",
        f"        name: string,",
        f"        value: {inner},",
        f"    }}",
    ]


def shared_maps(service):
    return sorted(value for value, families in service.maps.items() if len(families) > 1 or service.is_shared(value))


def uses(service, needed, defined, with_shapes=True):
    needed = {name for name in needed if name not in defined}
    common = sorted(name for name in needed if name in ("timestamp", "setting", "tag", "fingerprint", "aws-error"))
    rest = sorted(needed - set(common))
    lines = []
    if common:
        lines += use_line("opencite:aws-types/types@0.1.0", common)
    if rest:
        if not with_shapes:
            raise SystemExit(f"shapes need {rest}")
        lines += use_line("shapes", rest)
    return lines


def use_line(package, names):
    names = ", ".join(escaped(name) for name in names)
    return [f"    use {package}.{{{names}}};"]


def key_of(service, family, entry):
    """What names the resource that is asked for: one text, or a record of several."""
    fields = entry["by"]
    inputs = service.sdk.inputs(entry["operation"])
    if len(fields) == 1:
        return None
    return [(field, inputs[field]) for field in fields]


def wit_family(service, family):
    needed, defined, body = set(), set(), []
    for shape_name in family.own_shapes():
        name = service.record_name(shape_name)
        defined.add(name)
        shape = service.sdk.type(shape_name)
        body += record(service, shape_name, name, shape, needed, shape.doc) + [""]
    for value, families in sorted(service.maps.items()):
        if families == {family.name} and value not in shared_maps(service):
            defined.add(f"named-{kebab(value)}")
            body += named_record(service, value, needed) + [""]
    for entry in family.gets:
        detail = entry["detail"]
        defined.add(detail)
        operation = entry["operation"]
        doc = entry.get("doc", "")
        body += record(service, operation, detail, entry["shape"], needed, doc) + [""]
        fields = key_of(service, family, entry)
        if fields:
            defined.add(entry["key"])
            body += [f"    /// What names one to `{service.iam}:{operation}`.", f"    record {entry['key']} {{"]
            body += [f"        {escaped(kebab(f))}: {key_type(kind, f, entry)}," for f, kind in fields] + ["    }", ""]
    for entry in family.lists:
        item = service.record_name(entry["item"])
        needed.add(item)
        entry["pages"] = pages_name(entry)
        body += [
            f"    /// A listing under way.", f"    resource {entry['pages']} {{", "        /// The next page; none after the last.",
            f"        next: func() -> result<option<list<{escaped(item)}>>, aws-error>;", "    }", "",
        ]
    body += functions(service, family, needed)
    needed.add("aws-error")
    head = [f"package opencite:{service.package}@0.1.0;", ""] + [line[4:] for line in doc_lines(family.config["doc"], "    ")]
    head += [f"interface {family.name} {{"] + uses(service, needed, defined)
    return "\n".join(head + [""] + body).rstrip() + "\n}\n"


def pages_name(entry):
    """`ListMemories` gives `memory-pages`."""
    many = kebab(sdk_name(entry["operation"])).removeprefix("list-")
    for ending, singular in (("ies", "y"), ("sses", "ss"), ("s", "")):
        if many.endswith(ending):
            return many.removesuffix(ending) + singular + "-pages"
    raise SystemExit(f"{entry['operation']} has no plural")


def key_type(kind, field, entry):
    base = "string"
    return f"option<{base}>" if field in entry.get("optional", []) else base


def functions(service, family, needed):
    lines = []
    for entry in family.lists:
        operation, name = entry["operation"], function(entry["operation"])
        lines += doc_lines(f"`{service.iam}:{operation}`: {entry['doc']}", "    ")
        inputs = service.sdk.inputs(operation)
        parameters = []
        for field in entry.get("filter", []):
            if "DateTime" in inputs[field]:
                needed.add("timestamp")
                parameters.append(f"{escaped(kebab(field.removeprefix('r#')))}: option<timestamp>")
            else:
                parameters.append(f"{escaped(kebab(field.removeprefix('r#')))}: option<string>")
        lines += [f"    {escaped(name)}: func({', '.join(parameters)}) -> {entry['pages']};", ""]
    for entry in family.children:
        operation, name = entry["operation"], function(entry["operation"])
        item = service.record_name(entry["item"])
        needed.add(item)
        lines += doc_lines(f"`{service.iam}:{operation}` for each parent, all pages, answered in order: {entry['doc']}", "    ")
        parent = kebab(entry["by"][0].removeprefix("r#")) + "s"
        lines += [f"    {name}: func({parent}: list<string>) -> list<result<list<{escaped(item)}>, aws-error>>;", ""]
    for entry in family.gets:
        operation, name = entry["operation"], function(entry["operation"])
        lines += doc_lines(f"`{service.iam}:{operation}` for each, answered in order.", "    ")
        if key_of(service, family, entry):
            parameter = f"keys: list<{entry['key']}>"
        else:
            parameter = f"{kebab(entry['by'][0].removeprefix('r#'))}s: list<string>"
        lines += [f"    {name}: func({parameter}) -> list<result<{entry['detail']}, aws-error>>;", ""]
    return lines


def wit_shapes(service):
    needed, defined, body = set(), set(), []
    shared = sorted((s for s in service.used_by if service.is_shared(s)), key=service.record_name)
    for shape_name in shared:
        name = service.record_name(shape_name)
        defined.add(name)
        shape = service.sdk.type(shape_name)
        body += record(service, shape_name, name, shape, needed, shape.doc) + [""]
    for value in shared_maps(service):
        defined.add(f"named-{kebab(value)}")
        body += named_record(service, value, needed) + [""]
    head = [f"package opencite:{service.package}@0.1.0;", "", "/// The shapes that several families share.", "interface shapes {"]
    return "\n".join(head + uses(service, needed, defined, with_shapes=False) + [""] + body).rstrip() + "\n}\n"


# --- Rust -------------------------------------------------------------------------------------------------------------


def rust_table(service, module, shape_name, wit_name, shape, sdk_path):
    fields = []
    for field, kind, _ in shape.fields:
        if service.skips(shape.name, field):
            continue
        plain = field.removeprefix("r#")
        key = f"{shape.name}.{plain}"
        if shape.kind == "union":
            wit_field = rust_field(kebab(snake(plain)))
            how = ": hidden" if key in service.hidden else "" if kind else ": unit"
            fields.append(f"{plain} => {wit_field}{how}")
            continue
        wit_field = rust_field(kebab(plain))
        of = wit_field if wit_field == field else f"{wit_field} = {field}"
        fields.append(of + how_of(service, key, kind, plain))
    return wrapped_table(f"{module}::{camel(wit_name)} of {sdk_path}", fields)


def wrapped_table(head, fields):
    """rustfmt leaves the inside of a macro as it is."""
    one = f"    {head} {{ {', '.join(fields)} }}"
    if len(one) <= 100:
        return one
    lines, line = [], ""
    for field in fields:
        if line and len(line) + len(field) + 11 > 100:
            lines.append(f"        {line},")
            line = field
        else:
            line = f"{line}, {field}" if line else field
    return "\n".join([f"    {head} {{", *lines, f"        {line}", "    }"])


def how_of(service, key, kind, plain):
    if key in service.hidden:
        return ": hidden"
    if key in service.arguments:
        return ": arguments"
    return ": tags" if is_tags(kind, plain) else ""


def is_tags(kind, plain):
    return "HashMap<String, String>" in kind and plain in ("tags", "propagated_tags")


def rust_field(wit_name):
    name = wit_name.replace("-", "_")
    return name + "_" if name in RUST_KEYWORDS else name


def rust_tables(service, module, shapes, details):
    records, unions = [], []
    for shape_name in shapes:
        shape = service.sdk.type(shape_name)
        table = rust_table(service, module, shape_name, service.record_name(shape_name), shape, f"types::{shape_name}")
        (unions if shape.kind == "union" else records).append(table)
    for entry in details:
        records.append(
            rust_table(service, module, entry["shape"].name, entry["detail"], entry["shape"], entry["shape"].name)
        )
    return records, unions


def named_maps(service, module, values):
    return [f"    {module}::{camel('named-' + kebab(value))} of {value}" for value in values]


def rust_family(service, family):
    module, name = family.module, service.name
    own = family.own_shapes()
    records, unions = rust_tables(service, module, own, family.gets)
    own_maps = sorted(v for v, f in service.maps.items() if f == {family.name} and v not in shared_maps(service))
    out = [f"//! {family.config['doc']}", "", GENERATED, ""]
    for entry in family.gets:
        out.append(f"use {service.config['crate'].replace('-', '_')}::operation::{snake(entry['operation'])}::{entry['shape'].name};")
    if records or unions:
        out.append(f"use {service.config['crate'].replace('-', '_')}::types;")
    names = ["self"]
    names += [camel(entry["detail"]) for entry in family.gets]
    names += [camel(entry["key"]) for entry in family.gets if key_of(service, family, entry)]
    names += [camel(entry["pages"]) for entry in family.lists]
    own_names = {service.record_name(shape) for shape in own}
    shared_items = set()
    for entry in family.lists + family.children:
        item = service.record_name(entry["item"])
        (names.append(camel(item)) if item in own_names else shared_items.add(camel(item)))
    out.append(f"use opencite_bindings::aws::{name}::{module}::{{{', '.join(dict.fromkeys(names))}}};")
    for item in sorted(shared_items):
        out.append(f"use opencite_bindings::aws::{name}::shapes::{item};")
    if family.children or family.gets:
        out.append("use opencite_bindings::aws::types::AwsError;")
    if family.lists:
        out.append("use wasmtime::component::Resource;")
    out.append("")
    macros = ["IntoWit"] if (family.lists or family.children or records or unions) else []
    macros += ["records"] if records else []
    macros += ["unions"] if unions else []
    macros += ["named"] if own_maps else []
    if macros:
        out.append(f"use crate::into_wit::{{{', '.join(macros)}}};")
    if not all(entry["paged"] for entry in family.lists):
        out.append("use crate::calls::by_token;")
    out += [f"use crate::session::{{Session, listing_resource}};" if family.lists else "use crate::session::Session;", "", f"impl {module}::Host for Session {{"]
    for entry in family.lists:
        out += rust_list(service, entry)
    for entry in family.children:
        out += rust_children(service, entry)
    for entry in family.gets:
        out += rust_get(service, family, entry)
    out += ["}", ""]
    for entry in family.lists:
        item = camel(service.record_name(entry["item"]))
        out += [f"listing_resource!({module}::Host{camel(entry['pages'])}, {camel(entry['pages'])}, {item});", ""]
    out += tables("records", records) + tables("unions", unions)
    if own_maps:
        out += tables("named", named_maps(service, module, own_maps))
    return "\n".join(out).rstrip() + "\n"


GENERATED = "// Generated by wit/generate.py: change that, or the .toml beside it."


def tables(macro, rows):
    return [f"{macro}! {{", *rows, "}", ""] if rows else []


def rust_list(service, entry):
    operation, name = entry["operation"], snake(entry["operation"])
    inputs = service.sdk.inputs(operation)
    parameters, calls = [], []
    for field in entry.get("filter", []):
        if "DateTime" in inputs[field]:
            parameters.append(f"{field}: Option<String>")
            calls.append(f".set_{field}({field}.as_deref().map(crate::into_wit::time).transpose()?)")
        elif "String" in inputs[field]:
            parameters.append(f"{field}: Option<String>")
            calls.append(f".set_{field}({field})")
        else:
            parameter = rust_field(field.removeprefix("r#"))
            parameters.append(f"{parameter}: Option<String>")
            calls.append(f".set_{field.removeprefix('r#')}({parameter}.as_deref().map(Into::into))")
    fixed = [f".{k}({v})" for k, v in entry.get("set", {}).items()]
    largest = [f".max_results({entry.get('largest', service.config['largest'])})"] if "max_results" in inputs else []
    asked, given = [], "()"
    if parameters:
        names = [parameter.split(":")[0] for parameter in parameters]
        asked, given = [f"        let asked = ({''.join(f'{name}.clone(),' for name in names)});"], "asked"
    pages = "request.into_paginator().send()"
    if not entry["paged"]:
        pages = "by_token(move |token| request.clone().set_next_token(token).send(), |page| page.next_token.clone())"
    return [
        f"    async fn {name}(&mut self{''.join(', ' + p for p in parameters)}) -> wasmtime::Result<Resource<{camel(entry['pages'])}>> {{",
        *asked,
        f"        let request = self.{service.name}().{name}(){''.join(largest + fixed + calls)};",
        f"        self.listing(\"{service.iam}:{operation}\", {given}, {pages}, |page| (page.{entry['member']}.into_wit(), page.next_token))",
        "    }", "",
    ]


def rust_children(service, entry):
    operation, name, by = entry["operation"], snake(entry["operation"]), entry["by"][0]
    inputs = service.sdk.inputs(operation)
    largest = f".max_results({entry.get('largest', service.config['largest'])})" if "max_results" in inputs else ""
    parents = by.removeprefix("r#") + "s"
    item = camel(service.record_name(entry["item"]))
    return [
        f"    async fn {name}(&mut self, {parents}: Vec<String>) -> wasmtime::Result<Vec<Result<Vec<{item}>, AwsError>>> {{",
        f"        let client = self.{service.name}();",
        f"        let list = |id: String| client.{name}().{by}(id){largest}.into_paginator().send();",
        f"        Ok(self.each_listing(\"{service.iam}:{operation}\", {parents}, list, |page| (page.{entry['member']}.into_wit(), page.next_token)).await)",
        "    }", "",
    ]


def rust_get(service, family, entry):
    operation, name = entry["operation"], snake(entry["operation"])
    inputs = service.sdk.inputs(operation)
    fields = key_of(service, family, entry)
    fixed = "".join(f".{k}({v})" for k, v in entry.get("set", {}).items())
    detail = camel(entry["detail"])
    if fields:
        key = camel(entry["key"])
        sets = "".join(key_set(f, kind, entry) for f, kind in fields)
        call = f"|key: {key}| client.{name}(){sets}{fixed}.send()"
        parameter, argument = f"keys: Vec<{key}>", "keys"
    else:
        by = entry["by"][0]
        argument = by.removeprefix("r#") + "s"
        parameter = f"{argument}: Vec<String>"
        call = f"|id: String| client.{name}().{by}(id){fixed}.send()"
    return [
        f"    async fn {name}(&mut self, {parameter}) -> wasmtime::Result<Vec<Result<{detail}, AwsError>>> {{",
        f"        let client = self.{service.name}();",
        f"        let get = {call};",
        f"        Ok(self.each(\"{service.iam}:{operation}\", {argument}, get).await)",
        "    }", "",
    ]


def key_set(field, kind, entry):
    wit = rust_field(kebab(field.removeprefix("r#")))
    if field in entry.get("optional", []):
        return f".set_{field.removeprefix('r#')}(key.{wit})"
    if "String" in kind:
        return f".{field}(key.{wit})"
    return f".{field}(key.{wit}.as_str().into())"


def rust_shapes(service):
    shared = sorted((s for s in service.used_by if service.is_shared(s)), key=service.record_name)
    records, unions = rust_tables(service, "shapes", shared, [])
    maps = named_maps(service, "shapes", shared_maps(service))
    crate = service.config["crate"].replace("-", "_")
    macros = ["IntoWit", "records"] + (["unions"] if unions else []) + (["named"] if maps else [])
    out = ["//! The shapes that several families share.", "", GENERATED, "", f"use {crate}::types;"]
    out += [f"use opencite_bindings::aws::{service.name}::shapes;", "", f"use crate::into_wit::{{{', '.join(macros)}}};", ""]
    return "\n".join(out + tables("records", records) + tables("unions", unions) + tables("named", maps)).rstrip() + "\n"


def rust_enums(service):
    crate = service.config["crate"].replace("-", "_")
    out = ["//! AWS's enums: texts, since AWS adds values.", "", GENERATED, "", f"use {crate}::types;", ""]
    out += [f"use crate::into_wit::{{IntoWit, enums{', markers' if service.markers else ''}}};", "", "enums! {"]
    out += [f"    types::{name}," for name in sorted(service.enums)] + ["}"]
    if service.markers:
        out += ["", "markers! {"] + [f"    types::{name}," for name in sorted(service.markers)] + ["}"]
    return "\n".join(out) + "\n"


# --- files ------------------------------------------------------------------------------------------------------------


def formatted(rust):
    return subprocess.run(
        ["rustfmt", "--edition", "2024"], input=rust, check=True, capture_output=True, text=True
    ).stdout


def write(path, text):
    """Leaves a file alone that is as it should be: a build looks at its age."""
    if path.suffix == ".rs":
        text = formatted(text)
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists() or path.read_text() != text:
        path.write_text(text)


def between(path, mark, lines, comment="//"):
    """Replaces the lines between two marks."""
    text = path.read_text()
    begin, end = f"{comment} generated: {mark}", f"{comment} end: {mark}"
    pattern = re.compile(rf"(^[ \t]*)({re.escape(begin)}\n).*?(^[ \t]*{re.escape(end)}\n)", re.M | re.S)
    if not pattern.search(text):
        raise SystemExit(f"{path} has no mark '{begin}'")
    inside = lambda m: m[1] + m[2] + "".join(f"{m[1]}{line}\n" for line in lines) + m[3]
    write(path, pattern.sub(inside, text))


def generate(name):
    service = Service(name)
    aws = ROOT / "host/crates/aws/src"
    wit = ROOT / "wit/deps" / service.package
    written = []
    for family in service.families:
        written.append((wit / f"{family.name}.wit", wit_family(service, family)))
        written.append((aws / name / f"{family.module}.rs", rust_family(service, family)))
    written.append((wit / "shapes.wit", wit_shapes(service)))
    written.append((aws / name / "shapes.rs", rust_shapes(service)))
    written.append((aws / name / "enums.rs", rust_enums(service)))
    for path, text in written:
        write(path, text)
    kept = {path for path, _ in written}
    for stale in [*wit.glob("*.wit"), *(aws / name).glob("*.rs")]:
        if stale not in kept:
            stale.unlink()
    lists(service)
    print(f"{name}: {len(service.families)} families, {len(service.used_by)} records, {len(service.enums)} enums")
    for key in sorted(set(service.cut)):
        print(f"  left out, refers back to itself: {key}")


def lists(service):
    """Names the interfaces wherever all of them are named."""
    name, families = service.name, sorted(service.families, key=lambda family: family.name)
    package = f"opencite:{service.package}"
    aws, bindings = ROOT / "host/crates/aws/src", ROOT / "host/crates/bindings/src"
    between(ROOT / "wit/world.wit", name, [f"import {package}/{f.name}@0.1.0;" for f in families])
    modules = sorted([f.module for f in families] + ["enums", "shapes"])
    between(aws / f"{name}.rs", name, [f"mod {module};" for module in modules])
    between(aws / "lend.rs", name, [f'"{f.name}" = {f.module},' for f in families])
    pages = [(f, entry) for f in families for entry in f.lists]
    between(bindings / "lib.rs", name, [
        f'"{package}/{f.name}.{entry["pages"]}": crate::listings::{name}::{camel(entry["pages"])},' for f, entry in pages
    ])
    item = lambda f, entry: (
        f"{f.module}::{camel(service.record_name(entry['item']))}"
        if not service.is_shared(entry["item"]) else f"shapes::{camel(service.record_name(entry['item']))}"
    )
    between(bindings / "listings.rs", name, [
        f"pub type {camel(entry['pages'])} = Pages<crate::aws::{name}::{item(f, entry)}>;" for f, entry in pages
    ])
    between(ROOT / "plugins/sdk/src/pages.rs", name, [
        f"{service.package.replace('-', '_')}::{f.module} {{ {camel(entry['pages'])} of {item(f, entry).split('::')[1]} }}"
        for f, entry in pages
    ])


if __name__ == "__main__":
    for each in sys.argv[1:]:
        generate(each)
