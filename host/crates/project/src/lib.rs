//! The projects that authors of plugins begin with: what `opencite plugin new` writes.
//!
//! A project is one of the plugins in `examples/plugins` under another name, with the contract of `wit/` and, in Rust, the
//! SDK: all that it takes to build it without this repository. This crate says which [`files`] those are, and writes none.

mod embedded;
mod file;
mod language;
mod template;

pub use file::ProjectFile;
pub use language::Language;
use opencite_core::PluginId;

/// The files of a new project, sorted by their paths.
pub fn files(language: Language, name: &PluginId) -> Vec<ProjectFile> {
    let mut files = template::files(language, name.as_str());
    files.extend(embedded::files(language));
    files.sort_by(|one, other| one.path.cmp(&other.path));
    files
}

/// The code of the author's guide.
#[cfg(doctest)]
#[doc = include_str!("../../../../docs/plugins.md")]
struct Guide;

#[cfg(test)]
mod tests;
