//! Tells a region's name from anything else, without a list that would grow old.

/// Whether `name` has the form of a region: `us-east-1`, `ap-southeast-5`, `us-gov-west-1`.
pub(crate) fn is_region(name: &str) -> bool {
    let mut parts: Vec<&str> = name.split('-').collect();
    let number = parts.pop().unwrap_or_default();
    let words = parts
        .iter()
        .all(|part| part.len() >= 2 && part.bytes().all(|byte| byte.is_ascii_lowercase()));
    parts.len() >= 2
        && words
        && number.len() == 1
        && number.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::is_region;

    #[test]
    fn regions_of_every_partition_are_regions() {
        for name in [
            "us-east-1",
            "ap-southeast-5",
            "us-gov-west-1",
            "cn-north-1",
            "us-iso-east-1",
        ] {
            assert!(is_region(name), "{name}");
        }
    }

    #[test]
    fn other_words_are_not_regions() {
        for name in [
            "",
            "us",
            "us-east",
            "us-east-",
            "us-east-x",
            "US-EAST-1",
            "eu--1",
            "global",
            "us-east-11",
        ] {
            assert!(!is_region(name), "{name}");
        }
    }
}
