#!/usr/bin/env bash
# Gives the active Rust toolchain the standard library of wasm32-wasip2, the target that plugins are built for.
#
# rustup does it where its server can be reached. Where it cannot, this builds the library from Debian's copy of its
# source (package rust-src), which has to be of the very version of the compiler, and Debian's wasi-libc. apt verifies
# both against Debian's keys, from private directories: no root is needed, and the system's own package lists and
# sources stay as they are. Needs about 300 MB in TMPDIR for a minute.
#
# Safe to run again, to interrupt, and to run twice at once: the toolchain gets the whole library or nothing.
set -euo pipefail

readonly target=wasm32-wasip2
# A server that takes the connection and then says nothing must not hold up a build.
readonly rustup_seconds=120
readonly keyring=/usr/share/keyrings/debian-archive-keyring.gpg
# Backports keeps the sources of past compilers; the other two have the newest.
readonly suites='unstable stable-backports experimental'

scratch=
staging=
child=

main() {
    # rust-toolchain.toml chooses the toolchain, but only for those who call from the checkout; from here on rustc and
    # cargo are that toolchain's wherever they are called.
    cd "$(dirname "${BASH_SOURCE[0]}")/.."
    command -v rustc >/dev/null || die "rustc is not in PATH: install Rust with rustup"
    sysroot=$(rustc --print sysroot)
    PATH=$sysroot/bin:$PATH
    readonly sysroot installed=$sysroot/lib/rustlib/$target stamp=built-from-debian-source

    trap cleanup EXIT
    trap 'exit 129' HUP
    trap 'exit 130' INT
    trap 'exit 143' TERM
    scratch=$(mktemp -d "${TMPDIR:-/tmp}/opencite-$target.XXXXXXXX")
    # For what apt and rustc leave lying about when they are ended.
    export TMPDIR=$scratch

    if works_in "$sysroot"; then return; fi
    drop_outdated
    if from_rustup; then return; fi
    from_debian
}

die() {
    echo "$target: $*" >&2
    exit 1
}

note() {
    echo "$target: $*" >&2
}

cleanup() {
    if [[ -n $child ]]; then
        kill -TERM -- "-$child" 2>/dev/null || kill -TERM "$child" 2>/dev/null || true
        wait "$child" 2>/dev/null || true
    fi
    # Processes that were told to end may still be writing.
    rm -rf "$scratch" "$staging" || { sleep 2 && rm -rf "$scratch" "$staging"; }
}

# Runs a command that takes long. In the background, as bash acts on a signal only between foreground commands; in a
# session of its own, so that cleanup can end what the command has started, too. (A Mac has no setsid.)
run() {
    local session=setsid status=0
    command -v setsid >/dev/null || session=env
    "$session" "$@" &
    child=$!
    wait "$child" || status=$?
    child=
    return "$status"
}

# Links a component, as files of the right names prove little: a library of another compiler's has them too.
works_in() {
    local source='#[unsafe(no_mangle)] pub extern "C" fn probe() { println!("works") }'
    rustc --sysroot "$1" --target "$target" --edition 2024 --crate-type cdylib --crate-name probe \
        -o "$scratch/probe.wasm" - <<<"$source" >"$scratch/probe.log" 2>&1
}

# A library of ours from before the compiler was updated. rustup would refuse to install over it.
drop_outdated() {
    [[ -e $installed/$stamp ]] || return 0
    note "the library was built for another compiler; building it anew"
    rm -rf "$installed"
}

from_rustup() {
    command -v rustup >/dev/null || return 1
    local patience=(env)
    if command -v timeout >/dev/null; then patience=(timeout --kill-after=10 "$rustup_seconds"); fi
    run "${patience[@]}" rustup target add "$target" >"$scratch/rustup.log" 2>&1 && works_in "$sysroot"
}

from_debian() {
    note "rustup cannot provide it here; building it from Debian's source of the library"
    check_needs
    version=$(rustc --version | cut -d' ' -f2)
    readonly version library=$scratch/unpacked/usr/src/rustc-$version/library
    local built=$scratch/sysroot/lib/rustlib/$target
    fetch_packages
    build_std
    assemble "$built"
    works_in "$scratch/sysroot" || die "the library that was built does not link: $(cat "$scratch/probe.log")"
    install_from "$built"
    note "installed for rustc $version"
}

check_needs() {
    local tool
    for tool in apt-get apt-cache dpkg-deb; do
        command -v "$tool" >/dev/null || die_without_debian "$tool is missing"
    done
    [[ -e $keyring ]] || die_without_debian "$keyring is missing (package debian-archive-keyring)"
    command -v cc >/dev/null || die "cc, which links cargo's build scripts, is missing: install gcc"
    [[ -w ${installed%/*} ]] || die "${installed%/*} is not writable: run this once as the owner of the toolchain"
    [[ ! -e $installed ]] || die "$installed is there and does not work: $(grep -m 1 '^error' "$scratch/probe.log")
remove it (\`rustup target remove $target\` or \`rm -r\`) and run this again"
}

die_without_debian() {
    if [[ -s $scratch/rustup.log ]]; then cat "$scratch/rustup.log" >&2; fi
    die "$1, so the library cannot be built from Debian's source; run \`rustup target add $target\` where rustup works"
}

fetch_packages() {
    local mirror found
    configure_apt
    for mirror in $(mirrors); do
        if read_index "$mirror"; then
            found=$(rust_src_version)
            download "$found"
            return
        fi
    done
    if [[ -e $scratch/apt.log ]]; then cat "$scratch/apt.log" >&2; fi
    die "none of apt's sources gave the suites $suites of Debian; add a mirror of it, or use rustup where it works"
}

configure_apt() {
    mkdir -p "$scratch"/apt/{sources,preferences,lists/partial,cache/archives/partial,packages}
    # The system's hooks and pins are its own business.
    cat >"$scratch/apt/conf" <<CONF
#clear APT::Update::Post-Invoke;
#clear APT::Update::Post-Invoke-Success;
Acquire::Retries "3";
Acquire::http::Timeout "30";
Acquire::https::Timeout "30";
APT::Sandbox::User "root";
APT::Update::Error-Mode "any";
Dir::Etc::SourceList "/dev/null";
Dir::Etc::SourceParts "$scratch/apt/sources";
Dir::Etc::Preferences "/dev/null";
Dir::Etc::PreferencesParts "$scratch/apt/preferences";
Dir::State::Lists "$scratch/apt/lists";
Dir::Cache "$scratch/apt/cache";
CONF
}

# The archives that apt is set up with, whether or not it has ever read them.
mirrors() {
    apt-get update --print-uris -o "Dir::State::Lists=$scratch/apt/lists" -o Debug::NoLocking=1 2>/dev/null |
        sed -n "s|^'\(.*\)/dists/[^']*/InRelease'.*|\1|p" | awk '!seen[$0]++'
}

read_index() {
    cat >"$scratch/apt/sources/debian.sources" <<SOURCES
Types: deb
URIs: $1
Suites: $suites
Components: main
Targets: Packages
Signed-By: $keyring
SOURCES
    run apt-get update -c "$scratch/apt/conf" >"$scratch/apt.log" 2>&1
}

rust_src_version() {
    local offered found
    offered=$(apt-cache madison -c "$scratch/apt/conf" rust-src | awk '{ print $3 }')
    found=$(awk -v v="$version" 'index($0, v "+") == 1 || index($0, v "-") == 1' <<<"$offered" | head -n 1)
    [[ -n $found ]] ||
        die "Debian has no rust-src of version $version, which rustc here is; it has ${offered//$'\n'/ }"
    echo "$found"
}

download() {
    cd "$scratch/apt/packages"
    run apt-get download -c "$scratch/apt/conf" "rust-src=$1" wasi-libc >"$scratch/apt.log" 2>&1 ||
        die "cannot download rust-src $1 and wasi-libc: $(cat "$scratch/apt.log")"
}

build_std() {
    local commit flags
    mkdir -p "$scratch/unpacked"
    # Of the compiler's source, only the library is needed.
    dpkg-deb --fsys-tarfile "$scratch"/apt/packages/rust-src_*.deb |
        tar -x -C "$scratch/unpacked" "./usr/src/rustc-$version/library"
    dpkg-deb -x "$scratch"/apt/packages/wasi-libc_*.deb "$scratch/unpacked"
    cd "$library"

    # The paths that rustup's library has: these end up in plugins, which would differ from machine to machine. Cargo
    # names the library's own files from the folder it is in; the empty prefix stands for those.
    commit=$(rustc -vV | sed -n 's/^commit-hash: //p')
    flags=(
        -Zforce-unstable-if-unmarked
        -Cembed-bitcode=yes
        "--remap-path-prefix==/rustc/$commit/library"
        "--remap-path-prefix=${CARGO_HOME:-$HOME/.cargo}/registry/src=/rust/deps"
    )
    note "building (about a minute)"
    run env -u CARGO_BUILD_TARGET -u RUSTC -u RUSTFLAGS \
        CARGO_TARGET_DIR="$scratch/target" \
        CARGO_ENCODED_RUSTFLAGS="$(IFS=$'\x1f' && echo "${flags[*]}")" \
        RUSTC_BOOTSTRAP=1 \
        cargo build --release --locked --target "$target" --features std/panic-unwind \
        -p std -p alloc -p core -p panic_abort -p proc_macro -p test >"$scratch/cargo.log" 2>&1 ||
        die "cannot build the library: $(cat "$scratch/cargo.log")"
}

# Lays out a sysroot of links around the new library, so that it is tried before anyone else sees it.
assemble() {
    mkdir -p "$1/lib/self-contained"
    cp "$scratch/target/$target"/release/deps/*.rlib "$1/lib/"
    cp "$scratch/unpacked/usr/lib/$target"/* "$1/lib/self-contained/" ||
        die "Debian's wasi-libc has no files for $target"
    rustc -vV >"$1/$stamp"
    find "$sysroot/lib/rustlib" -mindepth 1 -maxdepth 1 ! -name "$target" -exec ln -s {} "${1%/*}/" ';'
}

install_from() {
    # What a run that was killed outright may have left.
    find "${installed%/*}" -maxdepth 1 -name ".$target.*" -mmin +60 -exec rm -rf {} +
    staging=$(mktemp -d "${installed%/*}/.$target.XXXXXXXX")
    cp -R "$1/." "$staging/"
    chmod 755 "$staging"
    # Renaming fails where another run was faster; then its library serves.
    mv -T "$staging" "$installed" 2>/dev/null || works_in "$sysroot" || die "cannot move the library to $installed"
}

main "$@"
