//! What the word for an asset's state means, roughly: AWS has hundreds of them.

/// The tone of a status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Tone {
    Good,
    Busy,
    Bad,
    Plain,
}

const GOOD: &[&str] = &[
    "active",
    "inservice",
    "ready",
    "completed",
    "available",
    "enabled",
    "approved",
    "prepared",
    "succeeded",
];
const BUSY: &[&str] = &[
    "creating",
    "updating",
    "inprogress",
    "pending",
    "deleting",
    "starting",
    "stopping",
    "submitted",
    "validating",
    "preparing",
];
const BAD: &[&str] = &["fail", "error", "impaired", "unhealthy", "rejected"];

impl Tone {
    pub(super) fn of(status: &str) -> Self {
        let letters = status.chars().filter(char::is_ascii_alphabetic);
        let word = letters.collect::<String>().to_ascii_lowercase();
        if BAD.iter().any(|bad| word.contains(bad)) {
            return Self::Bad;
        }
        if BUSY.iter().any(|busy| word.contains(busy)) {
            return Self::Busy;
        }
        if GOOD.contains(&word.as_str()) {
            Self::Good
        } else {
            Self::Plain
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_words_have_a_tone_and_the_rest_have_none() {
        assert_eq!(Tone::of("InService"), Tone::Good);
        assert_eq!(Tone::of("CREATE_FAILED"), Tone::Bad);
        assert_eq!(Tone::of("UPDATE_IN_PROGRESS"), Tone::Busy);
        assert_eq!(Tone::of("PendingManualApproval"), Tone::Busy);
        assert_eq!(Tone::of("LEGACY"), Tone::Plain);
        assert_eq!(Tone::of("INACTIVE"), Tone::Plain);
    }
}
