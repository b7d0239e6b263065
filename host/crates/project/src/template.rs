//! The plugins of `examples/plugins`, as they become an author's.

use crate::{Language, ProjectFile};

/// A plugin's folder: the name of the plugin, and the files.
struct Template {
    name: &'static str,
    files: &'static [(&'static str, &'static str)],
}

/// The files of a folder, each by its path.
macro_rules! files_in {
    ($folder:literal: $($path:literal),* $(,)?) => {
        &[$((
            $path,
            include_str!(concat!("../../../../examples/plugins/", $folder, "/", $path)),
        )),*]
    };
}

const RUST: Template = Template {
    name: "example_rust",
    files: files_in!("rust":
        ".gitignore",
        "Cargo.lock",
        "Cargo.toml",
        "README.md",
        "build.sh",
        "src/lib.rs",
        "tests/denied/answers.jsonl",
        "tests/denied/expected.json",
        "tests/lists/answers.jsonl",
        "tests/lists/expected.json",
    ),
};

const PYTHON: Template = Template {
    name: "example_python",
    files: files_in!("python":
        ".gitignore",
        "README.md",
        "build.sh",
        "plugin.py",
        "requirements.txt",
        "tests/denied/answers.jsonl",
        "tests/denied/expected.json",
        "tests/lists/answers.jsonl",
        "tests/lists/expected.json",
        "wit/world.wit",
    ),
};

const JAVASCRIPT: Template = Template {
    name: "example_javascript",
    files: files_in!("javascript":
        ".gitignore",
        "README.md",
        "build.sh",
        "package-lock.json",
        "package.json",
        "plugin.js",
        "tests/denied/answers.jsonl",
        "tests/denied/expected.json",
        "tests/lists/answers.jsonl",
        "tests/lists/expected.json",
        "wit/world.wit",
    ),
};

/// Where the SDK is: in this repository, and in a project.
const SDK: [&str; 2] = ["\"../../../plugins/sdk\"", "\"sdk\""];

/// The files of a plugin of this name.
pub(crate) fn files(language: Language, name: &str) -> Vec<ProjectFile> {
    let template = match language {
        Language::Rust => RUST,
        Language::Python => PYTHON,
        Language::JavaScript => JAVASCRIPT,
    };
    let file = |&(path, text): &(&str, &str)| ProjectFile {
        path: path.to_owned(),
        text: named(path, &text.replace(template.name, name)).into(),
    };
    template.files.iter().map(file).collect()
}

fn named(path: &str, text: &str) -> String {
    match path {
        "Cargo.toml" => text.replace(SDK[0], SDK[1]),
        "Cargo.lock" => sorted(text),
        _ => text.to_owned(),
    }
}

/// A lock file with its packages sorted by their names, as cargo writes it: the plugin's is another now.
fn sorted(lock: &str) -> String {
    const PACKAGE: &str = "\n[[package]]\n";
    let mut parts = lock.trim_end().split(PACKAGE);
    let head = parts.next().unwrap_or_default();
    let mut packages: Vec<&str> = parts.map(str::trim_end).collect();
    packages.sort_unstable();
    let packages: Vec<String> = packages
        .iter()
        .map(|package| format!("{PACKAGE}{package}\n"))
        .collect();
    format!("{}\n{}", head.trim_end(), packages.concat())
}
