#!/usr/bin/env bash
# Builds the plugin: example_javascript.wasm, in this folder. The tool goes to the user's cache.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

name=example_javascript
lock=$(cksum <package-lock.json)
tools=${XDG_CACHE_HOME:-$HOME/.cache}/opencite/tools/javascript-${lock%% *}
componentize=$tools/node_modules/.bin/componentize-qjs

if ! "$componentize" --help >/dev/null 2>&1; then
    mkdir -p "$tools"
    cp package.json package-lock.json "$tools"
    npm ci --prefix "$tools" --silent --no-audit --no-fund
fi

# Without --stub-wasi the component asks for files, which no plugin is given; without --sync it is asynchronous, which
# the host does not offer. Under another name first, so that nobody sees half of it.
"$componentize" --wit wit --world guardrails --sync --stub-wasi --js plugin.js --output "$name.wasm.new" >&2
mv "$name.wasm.new" "$name.wasm"
