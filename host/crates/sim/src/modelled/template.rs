//! Fills templates: `{AgentRuntimeName}-{#10}`.

/// What a template says, where `value` knows all that stands in braces.
pub(crate) fn fill(template: &str, value: impl Fn(&str) -> Option<String>) -> Option<String> {
    let mut text = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}')?;
        text.push_str(before);
        text.push_str(&value(name)?);
        rest = after;
    }
    text.push_str(rest);
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::fill;

    #[test]
    fn what_stands_in_braces_is_looked_up() {
        let value = |name: &str| (name != "b").then(|| name.to_uppercase());
        assert_eq!(fill("x/{a}/{c}-1", value).as_deref(), Some("x/A/C-1"));
        assert_eq!(fill("x/{a}/{b}", value), None);
    }
}
