//! A file of a project.

use std::borrow::Cow;

/// A text, and where in the project it goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProjectFile {
    /// Below the project's folder, with slashes.
    pub path: String,
    /// What it holds.
    pub text: Cow<'static, str>,
}

impl ProjectFile {
    /// Whether it is a script.
    pub fn is_executable(&self) -> bool {
        self.text.starts_with("#!")
    }
}
