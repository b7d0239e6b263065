#!/usr/bin/env bash
# Builds the plugin into python-guardrails.wasm, beside this folder. Tools go to the user's cache.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
contract=${OPENCITE_WIT:-$here/../../../wit}
cache=${XDG_CACHE_HOME:-$HOME/.cache}/opencite/examples/python
mkdir -p "$cache"

if ! cmp -s "$here/requirements.txt" "$cache/venv/requirements.txt"; then
    python3 -m venv --clear "$cache/venv"
    "$cache/venv/bin/pip" install --quiet --disable-pip-version-check --require-hashes -r "$here/requirements.txt"
    cp "$here/requirements.txt" "$cache/venv/requirements.txt"
fi

work=$(mktemp -d "$cache/build.XXXXXX")
trap 'rm -rf "$work"' EXIT

# The plugin's world, with the packages that it imports from.
cp -r "$here/wit" "$work/wit"
mkdir -p "$work/wit/deps/opencite-plugin"
cp "$contract"/*.wit "$work/wit/deps/opencite-plugin"
cp -r "$contract/deps/." "$work/wit/deps"

# Without --stub-wasi the component asks for files and sockets, which no plugin is given. The source is copied, as
# Python writes compiled files beside it.
mkdir "$work/source"
cp "$here/plugin.py" "$work/source"
"$cache/venv/bin/componentize-py" --quiet --wit-path "$work/wit" --world guardrails \
    componentize --stub-wasi --python-path "$work/source" --output "$work/plugin.wasm" plugin
mv "$work/plugin.wasm" "$here/../python-guardrails.wasm"
