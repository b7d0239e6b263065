//! Texts of the program without what is different in every run.

/// Asserts a text in which times, durations and digests are replaced.
macro_rules! assert_shape {
    ($text:expr, @$shape:literal) => {
        insta::with_settings!({filters => vec![
            (r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d+)?Z| \d\d:\d\d( UTC)?)", "@@TIME@@"),
            (r"\d{4}-\d\d-\d\d", "@@DATE@@"),
            (r#""seconds":[\d.]+"#, r#""seconds":@@SECONDS@@"#),
            (r#""size":\d+"#, r#""size":@@SIZE@@"#),
            (r"[0-9a-f]{64}", "@@DIGEST@@"),
            (r"5130c0de-[0-9a-f-]+", "@@ID@@"),
        ]}, { insta::assert_snapshot!($text, @$shape) });
    };
}

pub(crate) use assert_shape;
