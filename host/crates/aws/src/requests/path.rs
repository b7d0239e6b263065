//! Whether a path is that of an operation.

use std::fmt;

/// Why a path is not sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PathProblem {
    /// Another operation may be meant, or none.
    OtherShape,
    /// A parameter has a character that has to be percent-encoded.
    NotEncoded,
    /// A parameter means another place.
    Climbs,
}

/// Checks a path against that of its operation: `/agents/ABC/` against `/agents/{agentId}/`.
pub(super) fn check(template: &str, path: &str) -> Result<(), PathProblem> {
    let (wanted, given) = (segments(template), segments(path));
    let greedy = wanted.iter().position(|segment| segment.ends_with("+}"));
    let parameters = match greedy {
        None if wanted.len() != given.len() => return Err(PathProblem::OtherShape),
        None => wanted.iter().copied().zip(given).collect(),
        Some(place) => around(&wanted, &given, place).ok_or(PathProblem::OtherShape)?,
    };
    parameters
        .into_iter()
        .try_for_each(|(wanted, given)| check_segment(wanted, given))
}

fn segments(path: &str) -> Vec<&str> {
    path.split('/').collect()
}

/// Pairs what a template has with what a path has, where one parameter takes several segments.
fn around<'a>(
    wanted: &[&'a str],
    given: &[&'a str],
    place: usize,
) -> Option<Vec<(&'a str, &'a str)>> {
    let taken = (given.len() + 1).checked_sub(wanted.len())?;
    let (before, rest) = given.split_at_checked(place)?;
    let (greedy, after) = rest.split_at_checked(taken.max(1))?;
    let pairs = wanted.iter().copied().zip(before.iter().copied());
    let greedy = greedy.iter().map(|segment| ("{}", *segment));
    let after = wanted
        .iter()
        .copied()
        .skip(place + 1)
        .zip(after.iter().copied());
    (taken > 0).then(|| pairs.chain(greedy).chain(after).collect())
}

fn check_segment(wanted: &str, given: &str) -> Result<(), PathProblem> {
    if !wanted.starts_with('{') {
        let same = wanted == given;
        return same.then_some(()).ok_or(PathProblem::OtherShape);
    }
    let decoded = decode(given).ok_or(PathProblem::NotEncoded)?;
    let mut parts = decoded.split(|byte| *byte == b'/');
    if decoded.is_empty() || parts.any(|part| part == b"." || part == b"..") {
        return Err(PathProblem::Climbs);
    }
    if decoded.iter().any(u8::is_ascii_control) {
        return Err(PathProblem::NotEncoded);
    }
    Ok(())
}

/// The bytes that a segment stands for; nothing when it holds what has to be encoded.
///
/// Source: RFC 3986 section 2.3 has the characters that need not be.
fn decode(segment: &str) -> Option<Vec<u8>> {
    let mut decoded = Vec::with_capacity(segment.len());
    let mut bytes = segment.bytes();
    while let Some(byte) = bytes.next() {
        decoded.push(match byte {
            b'%' => hex(bytes.next()?)? * 16 + hex(bytes.next()?)?,
            b'-' | b'.' | b'_' | b'~' => byte,
            _ if byte.is_ascii_alphanumeric() => byte,
            _ => return None,
        });
    }
    Some(decoded)
}

fn hex(digit: u8) -> Option<u8> {
    let value = char::from(digit).to_digit(16)?;
    u8::try_from(value).ok()
}

impl fmt::Display for PathProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::OtherShape => "it is not the path of the operation",
            Self::NotEncoded => "a parameter holds a character that has to be percent-encoded",
            Self::Climbs => "a parameter is empty or leads elsewhere",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const AGENT: &str = "/agents/{agentId}/agentversions/{agentVersion}/";

    #[test]
    fn a_path_with_its_parameters_filled_in_is_the_operations() {
        assert_eq!(check(AGENT, "/agents/ABC/agentversions/DRAFT/"), Ok(()));
        assert_eq!(check("/", "/"), Ok(()));
        let arn = "/tags/arn%3Aaws%3Abedrock%3Aus-east-1%3A111122223333%3Aagent%2FABC";
        assert_eq!(check("/tags/{resourceArn}", arn), Ok(()));
    }

    #[test]
    fn another_path_is_not() {
        for path in [
            "/agents/ABC/",
            "/agents/ABC/agentversions/DRAFT",
            "/agents/ABC/agentversions/DRAFT/x",
            "/agents/ABC/DELETE/DRAFT/",
            "agents/ABC/agentversions/DRAFT/",
            "//agents/ABC/agentversions/DRAFT/",
            "",
        ] {
            assert_eq!(check(AGENT, path), Err(PathProblem::OtherShape), "{path}");
        }
    }

    #[test]
    fn a_parameter_leads_nowhere_else() {
        let with = |parameter: &str| check(AGENT, &format!("/agents/{parameter}/agentversions/1/"));
        for parameter in ["", ".", "..", "%2e%2E", "a%2F..%2Fb", "..%2F"] {
            assert_eq!(with(parameter), Err(PathProblem::Climbs), "{parameter}");
        }
        for parameter in [
            "a b",
            "a?x=1",
            "a#b",
            "a%0d%0aHost:x",
            "a%0d%0aHost%3Ax",
            "a%",
            "a%2",
            "é",
            "a:b",
            "a\\b",
            "a;b",
        ] {
            assert_eq!(with(parameter), Err(PathProblem::NotEncoded), "{parameter}");
        }
    }

    #[test]
    fn a_parameter_of_several_segments_takes_what_is_left() {
        let template = "/objects/{key+}/tags";
        assert_eq!(check(template, "/objects/a/tags"), Ok(()));
        assert_eq!(check(template, "/objects/a/b/c/tags"), Ok(()));
        assert_eq!(
            check(template, "/objects/a/../tags"),
            Err(PathProblem::Climbs)
        );
        assert_eq!(
            check(template, "/objects/tags"),
            Err(PathProblem::OtherShape)
        );
        assert_eq!(
            check(template, "/objects/a/b"),
            Err(PathProblem::OtherShape)
        );
    }

    proptest::proptest! {
        #[test]
        fn what_is_sent_is_the_operations_own_path(path in "(/|agents|[.]|[.][.]|%2[eEfF]|%00|[?#;]|[a-z]|.){0,12}") {
            if check("/agents/{agentId}/versions/", &path).is_ok() {
                let segments = segments(&path);
                proptest::prop_assert_eq!(segments.len(), 5);
                proptest::prop_assert_eq!([segments[0], segments[1], segments[3], segments[4]], ["", "agents", "versions", ""]);
                let id = decode(segments[2]).expect("it was checked");
                proptest::prop_assert!(!id.is_empty() && !id.split(|byte| *byte == b'/').any(|part| part == b".."));
                proptest::prop_assert!(!path.contains(['?', '#', ' ', '\\']), "{}", path);
            }
        }
    }
}
