#!/usr/bin/env bash
# Opens the HTML reports in headless Chromium: tests/browser/run.sh [--screenshots DIR].
#
# Needs Node 20 or newer and a chromium. Where apt and root are at hand, a missing chromium is installed; where it cannot
# be, this fails and says what to do. The package that drives the browser is locked in package-lock.json and goes to the
# user's cache, not into the checkout.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

cache=${XDG_CACHE_HOME:-$HOME/.cache}/opencite
export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$cache/target}

main() {
    local shots=
    if [[ ${1:-} == --screenshots ]]; then
        shots=$(realpath -m "${2:?--screenshots needs a folder}")
        mkdir -p "$shots"
    fi
    need_node
    need_chromium
    install_modules
    make_pages
    OPENCITE_PAGES=$pages OPENCITE_SCREENSHOTS=$shots node --test --test-reporter=spec ./*.test.mjs
}

need_node() {
    local version
    version=$(node --version 2>/dev/null | sed 's/^v\([0-9]*\).*/\1/') || true
    if ((${version:-0} < 20)); then
        echo "Node 20 or newer is needed, with npm: https://nodejs.org" >&2
        exit 1
    fi
}

need_chromium() {
    local name
    if [[ -z ${CHROMIUM:-} ]]; then
        for name in chromium chromium-browser google-chrome; do
            CHROMIUM=$(command -v "$name") && break
        done
    fi
    if [[ -z ${CHROMIUM:-} && $(id -u) == 0 ]] && command -v apt-get >/dev/null; then
        apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium >&2
        CHROMIUM=$(command -v chromium)
    fi
    if [[ -z ${CHROMIUM:-} ]]; then
        echo "No chromium is here: install one (apt-get install chromium), or name it: CHROMIUM=/path/to/chrome" >&2
        exit 1
    fi
    export CHROMIUM
}

# One folder for each state of the lock file.
install_modules() {
    local hash modules
    hash=$(sha256sum package-lock.json | cut -c1-16)
    modules=$cache/browser-tests/$hash
    if [[ ! -d $modules/node_modules/playwright-core ]]; then
        mkdir -p "$modules"
        cp package.json package-lock.json "$modules/"
        npm ci --prefix "$modules" --ignore-scripts --no-audit --no-fund >&2
    fi
    export OPENCITE_BROWSER_MODULES=$modules/
}

make_pages() {
    local sample
    pages=$(mktemp -d)
    trap 'rm -rf "$pages"' EXIT
    cargo build --locked --quiet --manifest-path ../../Cargo.toml -p opencite-output --example sample_report
    sample=$CARGO_TARGET_DIR/debug/examples/sample_report
    "$sample" >"$pages/full.html"
    "$sample" simulated inventory >"$pages/simulated.html"
    "$sample" changes >"$pages/changes.html"
    "$sample" mail >"$pages/mail.html"
    "$sample" large >"$pages/large.html"
}

main "$@"
