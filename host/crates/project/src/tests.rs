//! What every project has, and that nothing of this repository is forgotten or left in it.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::*;

const ALL: [(Language, &str); 3] = [
    (Language::Rust, "rust"),
    (Language::Python, "python"),
    (Language::JavaScript, "javascript"),
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../..")
}

fn project(language: Language) -> Vec<ProjectFile> {
    files(language, &PluginId::new("acme").unwrap())
}

fn text(files: &[ProjectFile], path: &str) -> String {
    let file = files.iter().find(|file| file.path == path);
    file.unwrap_or_else(|| panic!("there is no {path}"))
        .text
        .to_string()
}

/// The files of an example that git has: neither built ones nor those that are links.
fn files_of_example(folder: &str) -> BTreeSet<String> {
    let folder = root().join("examples/plugins").join(folder);
    let mut found = BTreeSet::new();
    collect(&folder, &folder, &mut found);
    found
}

fn collect(folder: &Path, base: &Path, found: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        let is_built = name.contains(".wasm") || ["target", "__pycache__"].contains(&name);
        if is_built || path.is_symlink() {
            continue;
        }
        if path.is_dir() {
            collect(&path, base, found);
        } else {
            let below = path.strip_prefix(base).unwrap();
            found.insert(below.to_str().unwrap().to_owned());
        }
    }
}

#[test]
fn no_file_of_an_example_is_forgotten() {
    for (language, folder) in ALL {
        let listed = template::files(language, "acme").into_iter();
        let listed: BTreeSet<String> = listed.map(|file| file.path).collect();
        assert_eq!(listed, files_of_example(folder), "{folder}");
    }
}

#[test]
fn an_example_has_links_to_the_whole_contract() {
    for folder in ["python", "javascript"] {
        let links = root()
            .join("examples/plugins")
            .join(folder)
            .join("wit/deps");
        let linked = project(Language::Python);
        let linked = linked
            .iter()
            .filter_map(|file| file.path.strip_prefix("wit/deps/"));
        for path in linked {
            assert!(links.join(path).exists(), "{folder} lacks a link to {path}");
        }
    }
}

#[test]
fn the_author_s_name_is_in_and_the_example_s_is_not() {
    for (language, folder) in ALL {
        let files = project(language);
        for file in &files {
            for left in ["example_", "../../..", "workspace = true"] {
                assert!(!file.text.contains(left), "{folder}/{}: {left}", file.path);
            }
        }
        assert!(text(&files, "build.sh").contains("name=acme\n"));
        assert!(text(&files, "README.md").starts_with("# acme\n"));
    }
}

#[test]
fn scripts_can_be_run_and_nothing_else_can() {
    for (language, _) in ALL {
        let files = project(language);
        let scripts = files.iter().filter(|file| file.is_executable());
        let scripts: Vec<&str> = scripts.map(|file| file.path.as_str()).collect();
        assert_eq!(scripts, ["build.sh"]);
    }
}

#[test]
fn a_plugin_in_rust_is_under_40_lines() {
    let source = text(&project(Language::Rust), "src/lib.rs");
    assert!(source.lines().count() < 40);
}

#[test]
fn the_manifest_of_the_sdk_stands_by_itself() {
    let manifest = text(&project(Language::Rust), "sdk/Cargo.toml");
    let manifest: toml::Table = manifest.parse().unwrap();
    let sections: Vec<&String> = manifest.keys().collect();
    assert_eq!(sections, ["dependencies", "features", "package"]);
    let version = &manifest["dependencies"]["wit-bindgen"]["version"];
    assert!(version.is_str(), "{version}");
    assert_eq!(manifest["package"]["edition"].as_str(), Some("2024"));
}

#[test]
fn a_lock_file_names_no_package_that_the_workspace_does_not() {
    let packages = |lock: &str| -> BTreeSet<String> {
        let lock: toml::Table = lock.parse().unwrap();
        let packages = lock["package"].as_array().unwrap().iter();
        let registry = packages.filter(|package| package.get("source").is_some());
        let words = |package: &toml::Value| format!("{} {}", package["name"], package["version"]);
        registry.map(words).collect()
    };
    let workspace = fs::read_to_string(root().join("Cargo.lock")).unwrap();
    let project = text(&project(Language::Rust), "Cargo.lock");
    let stranger = &packages(&project) - &packages(&workspace);
    assert!(stranger.is_empty(), "update it: {stranger:?}");
}

#[test]
fn a_lock_file_is_sorted_as_cargo_does() {
    for name in ["acme", "z", "serde_x"] {
        let files = files(Language::Rust, &PluginId::new(name).unwrap());
        let lock: toml::Table = text(&files, "Cargo.lock").parse().unwrap();
        let packages = lock["package"].as_array().unwrap().iter();
        let names: Vec<&str> = packages.map(|it| it["name"].as_str().unwrap()).collect();
        assert!(names.is_sorted() && names.contains(&name), "{names:?}");
    }
}

#[test]
fn an_example_s_lock_file_comes_out_as_it_went_in() {
    let there = fs::read_to_string(root().join("examples/plugins/rust/Cargo.lock")).unwrap();
    let files = files(Language::Rust, &PluginId::new("example_rust").unwrap());
    assert_eq!(text(&files, "Cargo.lock"), there);
}
