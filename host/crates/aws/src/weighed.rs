//! What an answer weighs.

use opencite_bindings::aws::types::AwsError;

/// The most bytes that AWS may answer a batch with: what is made of them takes several times as much memory.
pub(crate) const MAX_BATCH_BYTES: usize = 64 * 1024 * 1024;

/// An answer, with the bytes of AWS's that it was made of.
#[derive(Debug, Clone, Default)]
pub(crate) struct Weighed<T> {
    pub(crate) answer: T,
    pub(crate) bytes: usize,
}

impl<T> Weighed<T> {
    pub(crate) fn map<U>(self, make: impl FnOnce(T) -> U) -> Weighed<U> {
        Weighed {
            answer: make(self.answer),
            bytes: self.bytes,
        }
    }
}

/// Room for what is held at once.
pub(crate) struct Room(usize);

impl Room {
    /// Room for the answers of a batch.
    pub(crate) fn of_batch() -> Self {
        Self(MAX_BATCH_BYTES)
    }

    /// The answer, if there is room for it. There is none for any after it otherwise.
    pub(crate) fn take<T>(&mut self, weighed: Weighed<T>) -> Result<T, AwsError> {
        match self.0.checked_sub(weighed.bytes) {
            Some(left) => {
                self.0 = left;
                Ok(weighed.answer)
            }
            None => Err(self.fill()),
        }
    }

    /// Whether an answer found no room.
    pub(crate) fn is_full(&self) -> bool {
        self.0 == 0
    }

    fn fill(&mut self) -> AwsError {
        self.0 = 0;
        too_much()
    }
}

/// What is said of a batch in the place of the answers that there was no room for.
pub(crate) fn too_much() -> AwsError {
    let mib = MAX_BATCH_BYTES / 1024 / 1024;
    AwsError::Limit(format!("{mib} MiB of answers in one batch"))
}
