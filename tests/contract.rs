//! The contract with plugins, against every version of it that was released: what was built on one goes on working.
//!
//! `contract/<version>/` holds what was released: the WIT in `wit/`, and components that were built on it.

use std::fs;
use std::path::{Path, PathBuf};

use wit_parser::{Resolve, WorldId};

use crate::support::{Opencite, SimServer};
use opencite_sim::Estate;

const WIT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../wit");
const RELEASES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/contract");
/// What the versions of a released package end with while it is compared: two of one name and version cannot be.
const RELEASED: &str = "-released";

fn paths_in(directory: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(directory).expect("it is a directory");
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| entry.expect("it can be read").path())
        .collect();
    paths.sort();
    paths
}

fn releases() -> Vec<PathBuf> {
    let releases = paths_in(Path::new(RELEASES));
    assert!(!releases.is_empty());
    releases
}

/// Copies a WIT, with other versions: `@0.1.0` becomes `@0.1.0-released`.
fn copy_as_released(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("it is writable");
    for path in paths_in(from) {
        let copy = to.join(path.file_name().expect("it has a name"));
        if path.is_dir() {
            copy_as_released(&path, &copy);
        } else {
            let text = fs::read_to_string(&path).expect("it is a text");
            fs::write(copy, with_released_versions(&text)).expect("it is writable");
        }
    }
}

fn with_released_versions(wit: &str) -> String {
    let mut parts = wit.split('@');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| {
        let is_version = |letter: char| letter.is_ascii_digit() || letter == '.';
        let end = part
            .find(|letter| !is_version(letter))
            .unwrap_or(part.len());
        // A dot that ends a sentence is none of a version.
        let version = part[..end].trim_end_matches('.');
        match version {
            "" => format!("{text}@{part}"),
            version => format!("{text}@{version}{RELEASED}{}", &part[version.len()..]),
        }
    })
}

fn world(resolve: &mut Resolve, wit: &Path) -> WorldId {
    let (package, _) = resolve.push_dir(wit).expect("it is a WIT");
    let world = resolve.select_world(&[package], Some("plugin"));
    world.expect("it has a world for plugins")
}

/// Why what was built on a released WIT may not work with another one.
fn breaks(released: &Path, now: &Path) -> Result<(), String> {
    let copy = tempfile::tempdir().expect("a temporary directory");
    copy_as_released(released, copy.path());
    let mut resolve = Resolve::default();
    let old = world(&mut resolve, copy.path());
    let new = world(&mut resolve, now);
    wit_component::semver_check(resolve, old, new).map_err(|error| format!("{error:#}"))
}

#[test]
fn the_wit_goes_on_offering_what_was_released() {
    for release in releases() {
        assert_eq!(
            breaks(&release.join("wit"), Path::new(WIT)),
            Ok(()),
            "{}",
            release.display()
        );
    }
}

/// The WIT with some text of a file replaced.
fn changed(file: &str, from: &str, to: &str) -> tempfile::TempDir {
    let copy = tempfile::tempdir().expect("a temporary directory");
    copy_plainly(Path::new(WIT), copy.path());
    let path = copy.path().join(file);
    let text = fs::read_to_string(&path).expect("it is there");
    assert!(text.contains(from), "{file} says {from:?}");
    fs::write(&path, text.replacen(from, to, 1)).expect("it is writable");
    copy
}

fn copy_plainly(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("it is writable");
    for path in paths_in(from) {
        let copy = to.join(path.file_name().expect("it has a name"));
        match path.extension().and_then(|extension| extension.to_str()) {
            _ if path.is_dir() => copy_plainly(&path, &copy),
            Some("wit") => drop(fs::copy(&path, copy).expect("it is writable")),
            _ => {}
        }
    }
}

#[test]
fn a_change_that_breaks_plugins_is_noticed_and_one_that_does_not_is_not() {
    let verdict = |changed: tempfile::TempDir| breaks(Path::new(WIT), changed.path()).is_ok();
    let progress = "report: func(done: u64, total: option<u64>);";
    let more = format!("{progress}\n    /// More.\n    more: func();");
    assert!(
        verdict(changed("progress.wit", progress, &more)),
        "a function more"
    );
    let renamed = progress.replace("report", "tell");
    assert!(
        !verdict(changed("progress.wit", progress, &renamed)),
        "a function less"
    );
    let longer = progress.replace("done: u64", "done: u64, of: u64");
    assert!(
        !verdict(changed("progress.wit", progress, &longer)),
        "another parameter"
    );
}

#[test]
fn versions_are_told_from_other_uses_of_their_sign() {
    let wit =
        "/// `@0.1.0`, a@b.\npackage a:b@0.1.0;\nuse c:d/e@12.3.4.{f};\n@since(version = 0.1.0)";
    insta::assert_snapshot!(with_released_versions(wit), @"
    /// `@0.1.0-released`, a@b.
    package a:b@0.1.0-released;
    use c:d/e@12.3.4-released.{f};
    @since(version = 0.1.0)
    ");
}

#[test]
fn components_of_every_release_load_and_scan() {
    let server = SimServer::of(Estate::demo());
    for release in releases() {
        let components = paths_in(&release);
        let components = components.iter().filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "wasm")
        });
        let mut count = 0;
        for component in components {
            let component = component.to_str().expect("UTF-8");
            let opencite = Opencite::with_sim(&server);
            opencite.scan_well(&["--plugins", component]);
            assert!(
                !opencite.assets(&[]).is_empty(),
                "{component} finds nothing"
            );
            count += 1;
        }
        assert!(count > 0, "{}", release.display());
    }
}
