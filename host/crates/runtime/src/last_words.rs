//! The last that a guest wrote to stderr: why it crashed, if it says so anywhere.

/// The most that is kept, in bytes.
const MAX_BYTES: usize = 1024;

/// How Rust begins to say why it panics, after the name of the thread; the reason is on the lines that follow.
const PANIC: &str = "panicked at ";
/// How Rust ends it: with advice that no operator can follow.
const ADVICE: &str = "note: run with `RUST_BACKTRACE";

/// The last line, or the last panic with all of its lines.
#[derive(Default)]
pub(crate) struct LastWords {
    text: String,
    within_panic: bool,
}

impl LastWords {
    /// One more line.
    pub(crate) fn hear(&mut self, line: &str) {
        if line.starts_with(ADVICE) {
            self.within_panic = false;
            return;
        }
        let panic = line.find(PANIC).and_then(|start| line.get(start..));
        if panic.is_none() && self.within_panic {
            self.text.push(' ');
            self.text.push_str(line);
        } else {
            panic.unwrap_or(line).clone_into(&mut self.text);
            self.within_panic = panic.is_some();
        }
        let end = self.text.floor_char_boundary(MAX_BYTES);
        self.text.truncate(end);
    }

    /// What was heard last, if anything.
    pub(crate) fn text(&self) -> Option<&str> {
        Some(self.text.as_str()).filter(|text| !text.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heard(lines: &[&str]) -> Option<String> {
        let mut words = LastWords::default();
        for line in lines {
            words.hear(line);
        }
        words.text().map(str::to_owned)
    }

    #[test]
    fn the_last_line_counts() {
        assert_eq!(heard(&[]), None);
        assert_eq!(heard(&["one", "two"]).as_deref(), Some("two"));
    }

    #[test]
    fn of_a_panic_all_lines_count_and_the_advice_does_not() {
        let panic = [
            "before",
            "thread 'main' (1) panicked at src/lib.rs:1:2:",
            "first",
            "second",
            "note: run with `RUST_BACKTRACE=1` environment variable to display a backtrace",
        ];
        assert_eq!(
            heard(&panic).as_deref(),
            Some("panicked at src/lib.rs:1:2: first second")
        );
        let after = [&panic[..], &["after"]].concat();
        assert_eq!(heard(&after).as_deref(), Some("after"));
    }

    #[test]
    fn they_are_bounded() {
        let long = "é".repeat(MAX_BYTES);
        let words = heard(&["panicked at here:", &long, &long]).expect("there are words");
        assert!(words.len() <= MAX_BYTES, "{}", words.len());
    }
}
