//! What a project takes over as it is: the contract, and the SDK. The lists are made by `build.rs`.

use std::borrow::Cow;

use crate::{Language, ProjectFile};

include!(concat!(env!("OUT_DIR"), "/embedded.rs"));

pub(crate) fn files(language: Language) -> Vec<ProjectFile> {
    let contract = CONTRACT
        .iter()
        .map(|&(path, text)| file(place(language, path), text));
    match language {
        Language::Rust => {
            let sdk = SDK
                .iter()
                .map(|&(path, text)| file(format!("sdk/{path}"), text));
            contract.chain(sdk).collect()
        }
        Language::Python | Language::JavaScript => contract.collect(),
    }
}

/// Where a file of the contract goes: in Rust it is the SDK's, else `wit` has the plugin's own world, and what that
/// imports from is a package each below `wit/deps`.
fn place(language: Language, path: &str) -> String {
    match language {
        Language::Rust => format!("sdk/wit/{path}"),
        Language::Python | Language::JavaScript if path.starts_with("deps/") => {
            format!("wit/{path}")
        }
        Language::Python | Language::JavaScript => format!("wit/deps/opencite-plugin/{path}"),
    }
}

fn file(path: String, text: &'static str) -> ProjectFile {
    ProjectFile {
        path,
        text: Cow::Borrowed(text),
    }
}
