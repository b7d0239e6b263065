#!/usr/bin/env bash
# Builds the plugin: example_rust.wasm, in this folder.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

target=wasm32-wasip2
name=example_rust
built=${CARGO_TARGET_DIR:-target}

if [[ ! -d $(rustc --print target-libdir --target "$target") ]]; then
    echo "the standard library for $target is missing: run \`rustup target add $target\`" >&2
    exit 1
fi

# Where a panic is said to have been. Without this it is a path on your machine, and the plugin would have another
# digest on each.
portable_paths="target.$target.rustflags=[\"--remap-path-prefix=${CARGO_HOME:-$HOME/.cargo}=/cargo\"]"
cargo build --release --target "$target" --target-dir "$built" --config "$portable_paths"

# Under another name first, so that nobody sees half of it.
cp "$built/$target/release/$name.wasm" "$name.wasm.new"
mv "$name.wasm.new" "$name.wasm"
