//! The table by which a service finds an operation: its name, method, path and handler.

use std::collections::BTreeMap;

use crate::call::Call;
use crate::problem::Problem;
use crate::protocol::Reply;
use crate::world::World;

/// Answers one call.
pub(crate) type Handler = fn(&Call, &mut World) -> Result<Reply, Problem>;

/// One operation.
pub(crate) struct Route {
    pub(crate) operation: &'static str,
    pub(crate) method: &'static str,
    /// `/custom-models/{modelIdentifier}`; empty for a protocol that has one path for all.
    pub(crate) path: &'static str,
    pub(crate) handler: Handler,
}

impl Route {
    pub(crate) const fn new(
        operation: &'static str,
        method: &'static str,
        path: &'static str,
        handler: Handler,
    ) -> Self {
        Self {
            operation,
            method,
            path,
            handler,
        }
    }

    /// The labels of the path, when it is this route's.
    pub(crate) fn labels(&self, segments: &[String]) -> Option<BTreeMap<&'static str, String>> {
        let template: Vec<&'static str> = self.path.trim_start_matches('/').split('/').collect();
        if template.len() != segments.len() {
            return None;
        }
        let mut labels = BTreeMap::new();
        for (part, segment) in template.into_iter().zip(segments) {
            match label(part) {
                Some(name) if !segment.is_empty() => drop(labels.insert(name, segment.clone())),
                None if part == segment => {}
                Some(_) | None => return None,
            }
        }
        Some(labels)
    }
}

fn label(part: &'static str) -> Option<&'static str> {
    part.strip_prefix('{')?.strip_suffix('}')
}

#[cfg(test)]
mod tests {
    use super::Route;
    use crate::protocol::Reply;

    fn labels(path: &'static str, segments: &[&str]) -> Option<Vec<String>> {
        let route = Route::new("X", "GET", path, |_, _| Ok(Reply::Xml(String::new())));
        let segments: Vec<String> = segments.iter().map(ToString::to_string).collect();
        route
            .labels(&segments)
            .map(|labels| labels.into_values().collect())
    }

    #[test]
    fn a_label_takes_one_whole_segment() {
        let arn = "arn:aws:bedrock:us-east-1:111122223333:guardrail/abc";
        assert_eq!(
            labels("/guardrails/{id}", &["guardrails", arn]),
            Some(vec![arn.to_owned()])
        );
        assert_eq!(labels("/guardrails", &["guardrails"]), Some(vec![]));
    }

    #[test]
    fn other_paths_do_not_match() {
        assert_eq!(labels("/guardrails/{id}", &["guardrails", ""]), None);
        assert_eq!(labels("/guardrails/{id}", &["guardrails", "a", "b"]), None);
        assert_eq!(labels("/guardrails", &["guardrail"]), None);
    }
}
