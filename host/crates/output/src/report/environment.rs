//! The templates, and how they escape.
//!
//! A template's name decides its format: `.html.j2` and `.md.j2`. In both, every text that a template prints is made
//! [`printable`] and escaped. There is no way out: the filter `safe` is taken away.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use minijinja::syntax::SyntaxConfig;
use minijinja::value::ValueKind;
use minijinja::{
    AutoEscape, Environment, Error, HtmlEscape, Output, State, UndefinedBehavior, Value,
};
use opencite_core::printable;
use sha2::{Digest as _, Sha256};

use super::markdown;

macro_rules! templates {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("../../../../../templates/", $name)))),*]
    };
}

const TEMPLATES: &[(&str, &str)] = templates![
    "inventory.html.j2",
    "inventory.md.j2",
    "layout.html.j2",
    "macros.html.j2",
    "sections/assets.html.j2",
    "sections/coverage.html.j2",
    "sections/notable.html.j2",
    "sections/summary.html.j2",
];

const STYLE: &str = include_str!("../../../../../templates/report.css");
const MARKDOWN: &str = "markdown";

pub(super) fn environment() -> Result<Environment<'static>, Error> {
    let mut environment = Environment::new();
    environment.set_syntax(syntax()?);
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(format_of);
    environment.set_formatter(print);
    environment.remove_filter("safe");
    environment.add_filter("code", |text: &str| {
        Value::from_safe_string(markdown::code(text))
    });
    environment.add_filter("fenced", |lines: Vec<String>, language: &str| {
        Value::from_safe_string(markdown::fenced(&lines, language))
    });
    environment.add_global("style", Value::from_safe_string(STYLE.to_owned()));
    environment.add_global("style_hash", style_hash());
    TEMPLATES
        .iter()
        .try_for_each(|(name, source)| environment.add_template(name, source))?;
    Ok(environment)
}

/// A tag on a line of its own leaves nothing behind.
fn syntax() -> Result<SyntaxConfig, Error> {
    SyntaxConfig::builder()
        .trim_blocks(true)
        .lstrip_blocks(true)
        .keep_trailing_newline(true)
        .build()
}

/// What the content security policy knows the style sheet by.
fn style_hash() -> String {
    format!("sha256-{}", BASE64_STANDARD.encode(Sha256::digest(STYLE)))
}

fn format_of(name: &str) -> AutoEscape {
    if name.ends_with(".md.j2") {
        AutoEscape::Custom(MARKDOWN.into())
    } else {
        AutoEscape::Html
    }
}

fn print(output: &mut Output<'_>, state: &mut State<'_, '_>, value: &Value) -> Result<(), Error> {
    if value.is_safe() || value.kind() != ValueKind::String {
        return write!(output, "{value}").map_err(Error::from);
    }
    let text = printable(value.as_str().unwrap_or_default());
    if matches!(state.auto_escape(), AutoEscape::Custom(_)) {
        return output
            .write_str(&markdown::escape(&text))
            .map_err(Error::from);
    }
    write!(output, "{}", HtmlEscape(&text)).map_err(Error::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rendered(name: &str, source: &str, text: &str) -> String {
        let environment = environment().unwrap();
        let template = environment.template_from_named_str(name, source).unwrap();
        template.render(minijinja::context! { text }).unwrap()
    }

    #[test]
    fn a_text_is_escaped_for_the_format_of_the_template() {
        let text = "<b>\u{202e}|";
        assert_eq!(
            rendered("x.html.j2", "{{ text }}", text),
            "&lt;b&gt;\\u{202e}|"
        );
        assert_eq!(
            rendered("x.md.j2", "{{ text }}", text),
            r"\<b\>\\u\{202e\}&#124;"
        );
        assert_eq!(
            rendered("x.md.j2", "{{ text|code }}", text),
            r"`<b>\u{202e}`&#124;"
        );
    }

    #[test]
    fn no_template_can_turn_the_escaping_off() {
        let environment = environment().unwrap();
        let rendered = environment.render_str("{{ 'x'|safe }}", ());
        assert!(rendered.unwrap_err().to_string().contains("unknown filter"));
    }

    #[test]
    fn a_missing_value_is_an_error_and_not_a_gap() {
        assert!(
            environment()
                .unwrap()
                .render_str("{{ nothing }}", ())
                .is_err()
        );
    }
}
