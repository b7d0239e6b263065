#!/usr/bin/env bash
# Builds the plugin into javascript-guardrails.wasm, beside this folder. Tools go to the user's cache.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
contract=${OPENCITE_WIT:-$here/../../../wit}
cache=${XDG_CACHE_HOME:-$HOME/.cache}/opencite/examples/javascript
mkdir -p "$cache"

if ! cmp -s "$here/package-lock.json" "$cache/node_modules/package-lock.json"; then
    cp "$here/package.json" "$here/package-lock.json" "$cache"
    npm ci --prefix "$cache" --silent --no-audit --no-fund
    cp "$here/package-lock.json" "$cache/node_modules/package-lock.json"
fi

work=$(mktemp -d "$cache/build.XXXXXX")
trap 'rm -rf "$work"' EXIT

# The plugin's world, with the packages that it imports from.
cp -r "$here/wit" "$work/wit"
mkdir -p "$work/wit/deps/opencite-plugin"
cp "$contract"/*.wit "$work/wit/deps/opencite-plugin"
cp -r "$contract/deps/." "$work/wit/deps"

# Without --stub-wasi the component asks for files, which no plugin is given; without --sync it is asynchronous, which
# the host does not offer.
"$cache/node_modules/.bin/componentize-qjs" --wit "$work/wit" --world guardrails --sync --stub-wasi \
    --js "$here/plugin.js" --output "$work/plugin.wasm" >&2
mv "$work/plugin.wasm" "$here/../javascript-guardrails.wasm"
