# How OpenCITE is built, tried and checked. `make` lists the targets.

SHELL := bash
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help wit demo test test-doc test-run browser catalogue fuzz wasm-target plugins guests lint fmt clippy docs deny bench clean doctor

cache := $(or $(XDG_CACHE_HOME),$(HOME)/.cache)/opencite

# One folder of built things for all targets and all checkouts.
export CARGO_TARGET_DIR ?= $(cache)/target

wasm_target := wasm32-wasip2
guests := $(wildcard tests/guests/Cargo.toml)

help:
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-9s%s\n", $$1, $$2 }' Makefile

demo: plugins ## scan a simulated AWS account: needs no account and no network
	$(build_program)
	"$$CARGO_TARGET_DIR/debug/opencite" demo --plugin-dir plugins

# Builds the program as the tests do: these ask shared dependencies for more features, and with fewer the AWS SDK would be
# built twice. One test, whichever, has Cargo take both for one build.
build_program = cargo build --locked --workspace --bins --test distribution

test: test-doc test-run ## build everything and run all tests

test-doc: plugins guests
	cargo test --doc --workspace --locked

# After the doctests, as the last lines ought to be these.
test-run: test-doc
	$(if $(shell cargo nextest --version 2>/dev/null), \
	    cargo nextest run --workspace --locked $(if $(CI),--profile ci), \
	    cargo test --workspace --locked --lib --bins --tests)

browser: doctor ## open the reports in headless Chromium, which is installed where it may be
	tests/browser/run.sh

catalogue: plugins guests ## run every hostile plugin of the tests, and print what each came to
	cargo test --workspace --locked --test integration --quiet -- the_catalogue_as_a_table --ignored --nocapture

# The folders below $(1) that hold a plugin.
components = $(filter-out sdk,$(patsubst $(1)/%/Cargo.toml,%,$(wildcard $(1)/*/Cargo.toml)))

# The name of the package in the folder $(1).
package = $(shell sed -n '/^name *=/ { s/.*"\(.*\)".*/\1/p; q; }' $(1)/Cargo.toml)

# Where a panic is said to have been. Without this it is a path on the machine of the build, and a plugin would have
# another digest on each.
portable_paths := target.$(wasm_target).rustflags=["--remap-path-prefix=$(or $(CARGO_HOME),$(HOME)/.cargo)=/cargo"]

# Builds the components below the folder $(1), of the workspace $(2), and puts each beside its folder: x/ is x.wasm.
# One that comes out the same is left as it is, and so is its age.
define build_components
cargo build --locked --manifest-path $(2) --config '$(portable_paths)' --profile plugin --target $(wasm_target) \
    $(foreach name,$(call components,$(1)),--package $(call package,$(1)/$(name)))
@$(foreach name,$(call components,$(1)), \
    built="$$CARGO_TARGET_DIR/$(wasm_target)/plugin/$(subst -,_,$(call package,$(1)/$(name))).wasm" && \
    { cmp -s "$$built" $(1)/$(name).wasm || \
        { cp "$$built" $(1)/$(name).wasm.new && mv $(1)/$(name).wasm.new $(1)/$(name).wasm; }; } &&) true
endef

wasm-target: doctor
	plugins/wasm32-wasip2.sh

plugins: wasm-target ## build the plugins, into plugins/*.wasm
	$(call build_components,plugins,Cargo.toml)

# The guests that the tests need, hostile ones among them: a workspace of its own, so that none is ever shipped.
guests: wasm-target
	$(if $(guests),$(call build_components,tests/guests,$(guests)))

wit: doctor ## write the generated WIT and its mapping anew, from the SDK crates
	@command -v python3 >/dev/null || { echo 'python3 is missing' >&2; exit 1; }
	cargo fetch --locked
	wit/generate.py agentcore sagemaker

cargo_fuzz_version := 0.13.2
cargo_fuzz := $(cache)/tools/bin/cargo-fuzz
fuzz_targets := $(basename $(notdir $(wildcard fuzz/targets/*.rs)))
# Those that need the feature of that name.
fuzz_host_targets := aws_answers cache_files manifests recordings

# Needs a nightly toolchain.
fuzz: doctor ## feed a parser with what nobody has thought of: TARGET=queries SECONDS=60
	@case ' $(fuzz_targets) ' in *' $(or $(TARGET),?) '*) ;; *) echo 'TARGET is one of: $(fuzz_targets)' >&2; exit 1;; esac
	@"$(cargo_fuzz)" --version 2>/dev/null | grep -qxF 'cargo-fuzz $(cargo_fuzz_version)' || \
	    env -u CARGO_TARGET_DIR cargo install --locked cargo-fuzz --version $(cargo_fuzz_version) --root "$(cache)/tools"
	mkdir -p fuzz/corpus/$(TARGET)
	RUSTUP_TOOLCHAIN=nightly CARGO_TARGET_DIR="$(cache)/target-fuzz" ASAN_OPTIONS=detect_odr_violation=0 \
	    "$(cargo_fuzz)" run $(if $(filter $(TARGET),$(fuzz_host_targets)),--features host) $(TARGET) fuzz/corpus/$(TARGET) fuzz/seeds/$(TARGET) -- -timeout=20 \
	    -max_total_time=$(or $(SECONDS),60) $(addprefix -dict=,$(wildcard fuzz/dictionaries/$(TARGET).dict))

lint: fmt clippy docs deny ## check format, lints, documentation, licences and advisories

fmt: doctor
	cargo fmt --all --check
	$(if $(guests),cargo fmt --all --check --manifest-path $(guests))
	cargo fmt --check --manifest-path examples/plugins/rust/Cargo.toml

clippy: doctor
	cargo clippy --workspace --all-targets --locked -- -D warnings

docs: doctor
	RUSTDOCFLAGS='-D warnings' cargo doc --no-deps --workspace --locked

deny_version := 0.20.2
deny := $(cache)/tools/bin/cargo-deny

deny: doctor
	@"$(deny)" --version 2>/dev/null | grep -qxF 'cargo-deny $(deny_version)' || \
	    env -u CARGO_TARGET_DIR cargo install --locked cargo-deny --version $(deny_version) --root "$(cache)/tools"
	"$(deny)" --locked check --hide-inclusion-graph bans licenses sources
	@if $(if $(shell command -v timeout),timeout 120) "$(deny)" --locked fetch db; then \
	    "$(deny)" --locked --offline check advisories; \
	else \
	    echo 'advisories NOT checked: their database cannot be fetched from here' >&2; \
	fi

bench: plugins ## run the benchmarks
	cargo bench --locked -p opencite --bench main

clean: ## remove what was built
	cargo clean
	rm -f $(foreach folder,plugins tests/guests,$(patsubst %,$(folder)/%.wasm,$(call components,$(folder))))

doctor:
	@command -v cargo >/dev/null || { echo 'cargo is missing: install Rust with rustup' >&2; exit 1; }
	@command -v cc >/dev/null || { echo 'cc is missing: install a C compiler (gcc or clang)' >&2; exit 1; }
