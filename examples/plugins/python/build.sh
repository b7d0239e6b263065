#!/usr/bin/env bash
# Builds the plugin: example_python.wasm, in this folder. The tool goes to the user's cache.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

name=example_python
lock=$(cksum <requirements.txt)
tools=${XDG_CACHE_HOME:-$HOME/.cache}/opencite/tools/python-${lock%% *}
componentize=$tools/bin/componentize-py

if ! "$componentize" --version >/dev/null 2>&1; then
    mkdir -p "${tools%/*}"
    python3 -m venv --clear "$tools"
    "$tools/bin/pip" install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
fi

# Without --stub-wasi the component asks for files and sockets, which no plugin is given. Under another name first, so
# that nobody sees half of it.
"$componentize" --quiet --wit-path wit --world guardrails \
    componentize --stub-wasi --python-path . --output "$name.wasm.new" plugin
mv "$name.wasm.new" "$name.wasm"
