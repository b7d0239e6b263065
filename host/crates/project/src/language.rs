//! The languages that there is a project in.

/// What a plugin is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// Rust, with the SDK.
    Rust,
    /// Python, on componentize-py.
    Python,
    /// JavaScript, on componentize-qjs.
    JavaScript,
}
