//! What changed between two scans, for people: text for terminals, Markdown for pull requests.
//!
//! Long values are shortened around the place where they differ; JSON has them whole.

pub(crate) mod headline;
mod markdown;
pub(crate) mod reason;
mod text;
pub(crate) mod values;

pub use markdown::markdown;
pub use text::text;
