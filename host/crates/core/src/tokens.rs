//! Numbers of tokens.

/// Numbers of tokens, by kind. One that nobody reported is absent, which is not 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct TokenCounts {
    /// Tokens of the prompt, without those that a cache has to do with.
    pub input: Option<u64>,
    /// Tokens of the answer.
    pub output: Option<u64>,
    /// Tokens of the prompt that a cache had.
    pub cache_read: Option<u64>,
    /// Tokens of the prompt that a cache took in.
    pub cache_write: Option<u64>,
}
