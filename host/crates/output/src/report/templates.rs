//! The templates, and how they escape.
//!
//! A template's name decides its format: `.html.j2`, `.md.j2` or `.txt.j2`. In all of them, every text that a template
//! prints is made [`printable`] and escaped. There is no way out: the filter `safe` is taken away.
//!
//! - [`bounded`]: how long a page may be. [`budget`], [`filters`]: how much a template may make on the way to it.
//! - [`language`]: what a template may not say, because nothing would bound it.

mod bounded;
mod budget;
mod filters;
mod language;

use std::io::Write;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Serde, ValueKind};
use minijinja::{
    AutoEscape, Environment, Error, HtmlEscape, Output, State, UndefinedBehavior, Value,
};
use opencite_core::printable;
use serde::Serialize;
use sha2::{Digest as _, Sha256};

use super::markdown;
use crate::OutputError;
use bounded::Bounded;

macro_rules! templates {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("../../../../../templates/", $name)))),*]
    };
}

const TEMPLATES: &[(&str, &str)] = templates![
    "layout.html.j2",
    "macros.html.j2",
    "mail.html.j2",
    "mail.txt.j2",
    "report.html.j2",
    "report.md.j2",
    "sections/assets.html.j2",
    "sections/assets.md.j2",
    "sections/changes.html.j2",
    "sections/changes.md.j2",
    "sections/coverage.html.j2",
    "sections/coverage.md.j2",
    "sections/notable.html.j2",
    "sections/summary.html.j2",
    "sections/usage.html.j2",
    "sections/usage.md.j2",
];

const STYLE_NAME: &str = "report.css";
const STYLE: &str = include_str!("../../../../../templates/report.css");
const SCRIPT: &str = include_str!("../../../../../templates/report.js");

const MARKDOWN: &str = "markdown";
const TEXT: &str = "text";

/// How many steps a template may take: several times what the longest report of our own takes.
const MAX_STEPS: u64 = 10_000_000;

/// How deep templates, macros and loops may stand in one another, as minijinja counts it.
const MAX_DEPTH: usize = 100;

/// The templates that reports are made of: those of the program, or others in their place.
#[derive(Debug)]
pub struct Templates(Environment<'static>);

impl Templates {
    /// The templates of the program.
    ///
    /// # Errors
    ///
    /// When one of them is broken: a fault of this program.
    pub fn built_in() -> Result<Self, OutputError> {
        Self::with([])
    }

    /// The templates of the program, some of them replaced: pairs of a name, as in `templates/`, and a source. The
    /// style sheet `report.css` can be replaced as well.
    ///
    /// # Errors
    ///
    /// When there is no template of such a name, or a source is broken: then with its name and line.
    pub fn with(replaced: impl IntoIterator<Item = (String, String)>) -> Result<Self, OutputError> {
        let mut templates = Self(environment(STYLE)?);
        for (name, source) in replaced {
            templates.replace(name, source)?;
        }
        Ok(templates)
    }

    /// The names that can be replaced, sorted.
    pub fn names() -> impl Iterator<Item = &'static str> {
        let templates = TEMPLATES.iter().map(|(name, _)| *name);
        let (before, after): (Vec<_>, Vec<_>) = templates.partition(|name| *name < STYLE_NAME);
        before.into_iter().chain([STYLE_NAME]).chain(after)
    }

    fn replace(&mut self, name: String, source: String) -> Result<(), OutputError> {
        if !Self::names().any(|known| known == name) {
            return Err(OutputError::UnknownTemplate { name });
        }
        if name != STYLE_NAME {
            return self.replace_template(name, source);
        }
        let is_end = |line: &str| line.to_ascii_lowercase().contains("</style");
        if let Some(place) = source.lines().position(is_end) {
            return Err(OutputError::BrokenTemplate {
                name,
                line: place + 1,
                reason: "a style sheet cannot hold </style".to_owned(),
            });
        }
        set_style(&mut self.0, &source);
        Ok(())
    }

    fn replace_template(&mut self, name: String, source: String) -> Result<(), OutputError> {
        let refusal = language::refusal(&source, syntax()?);
        // What is not a template at all is told first.
        self.0.add_template_owned(name.clone(), source)?;
        match refusal {
            Some((line, reason)) => Err(OutputError::BrokenTemplate { name, line, reason }),
            None => Ok(()),
        }
    }

    /// Writes what a template makes of a view.
    pub(super) fn fill(
        &self,
        name: &str,
        view: &impl Serialize,
        writer: impl Write,
    ) -> Result<(), OutputError> {
        let view = Value::from(Serde(view));
        let template = self.0.get_template(name)?;
        template.render_captured_to(view, Bounded::new(writer))?;
        Ok(())
    }
}

fn environment(style: &str) -> Result<Environment<'static>, Error> {
    let mut environment = Environment::new();
    environment.set_syntax(syntax()?);
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(format_of);
    environment.set_formatter(print);
    environment.set_fuel(Some(MAX_STEPS));
    environment.set_recursion_limit(MAX_DEPTH);
    filters::bind_all(&mut environment);
    set_style(&mut environment, style);
    environment.add_global("script", Value::from_safe_string(SCRIPT.to_owned()));
    environment.add_global("script_hash", hash(SCRIPT));
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

fn set_style(environment: &mut Environment<'_>, style: &str) {
    environment.add_global("style", Value::from_safe_string(style.to_owned()));
    environment.add_global("style_hash", hash(style));
}

/// What the content security policy knows a style sheet or a script by.
fn hash(source: &str) -> String {
    format!("sha256-{}", BASE64_STANDARD.encode(Sha256::digest(source)))
}

fn format_of(name: &str) -> AutoEscape {
    if name.ends_with(".md.j2") {
        AutoEscape::Custom(MARKDOWN.into())
    } else if name.ends_with(".txt.j2") {
        AutoEscape::Custom(TEXT.into())
    } else {
        AutoEscape::Html
    }
}

fn print(output: &mut Output<'_>, state: &mut State<'_, '_>, value: &Value) -> Result<(), Error> {
    let is_plain = matches!(
        value.kind(),
        ValueKind::Number | ValueKind::Bool | ValueKind::None | ValueKind::Undefined
    );
    if is_plain {
        return write!(output, "{value}").map_err(Error::from);
    }
    // What lists and maps hold is as hostile as what stands alone.
    let text = budget::text_of(state, value)?;
    if value.is_safe() {
        return output.write_str(&text).map_err(Error::from);
    }
    let text = printable(&text);
    let written = match state.auto_escape() {
        AutoEscape::Custom(format) if format == TEXT => output.write_str(&text),
        AutoEscape::Custom(_) => output.write_str(&markdown::escape(&text)),
        _ => write!(output, "{}", HtmlEscape(&text)),
    };
    written.map_err(Error::from)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::samples as reports;
    use crate::samples;

    fn rendered(name: &str, source: &str, text: &str) -> String {
        let environment = environment("").unwrap();
        let template = environment.template_from_named_str(name, source).unwrap();
        template.render(minijinja::context! { text }).unwrap()
    }

    /// What goes wrong with a page template in the place of our own.
    fn fault(name: &str, source: &str) -> String {
        let filled =
            Templates::with([(name.to_owned(), source.to_owned())]).and_then(|templates| {
                super::super::html(&reports::full(), &templates, std::io::sink())
            });
        filled.unwrap_err().to_string()
    }

    #[test]
    fn what_a_list_or_a_map_holds_is_escaped_as_well() {
        for source in ["{{ [text] }}", "{{ {\"a\": text} }}"] {
            let html = rendered("x.html.j2", source, "<zqx>\u{202e}");
            assert!(
                !html.contains("<zqx>") && !html.contains('\u{202e}'),
                "{html}"
            );
            let markdown = rendered("x.md.j2", source, "<zqx> [x](y)");
            assert!(!markdown.contains("[x](y)"), "{markdown}");
        }
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
        assert_eq!(rendered("x.txt.j2", "{{ text }}", text), r"<b>\u{202e}|");
    }

    #[test]
    fn no_template_can_turn_the_escaping_off() {
        let rendered_unescaped = environment("").unwrap().render_str("{{ 'x'|safe }}", ());
        let error = rendered_unescaped.unwrap_err().to_string();
        assert!(error.contains("unknown filter"), "{error}");
        let source = "{% autoescape false %}{{ text }}{% endautoescape %}";
        assert_eq!(rendered("x.html.j2", source, "<b>"), "&lt;b&gt;");
    }

    #[test]
    fn a_broken_template_is_told_with_its_name_line_and_reason() {
        insta::assert_snapshot!(fault("report.html.j2", "one\ntwo {% if %}"), @"template report.html.j2, line 2: syntax error: unexpected end of block");
        insta::assert_snapshot!(fault("report.html.j2", "one\n{{ titel }}"), @"template report.html.j2, line 2: undefined value: `titel` is undefined");
        insta::assert_snapshot!(fault("sections/notable.html.j2", "one\n\n{{ 'x'|safe }}"), @"template sections/notable.html.j2, line 3: unknown filter: filter safe is unknown");
        insta::assert_snapshot!(fault("report.css", "p { }\n</STYLE><script>"), @"template report.css, line 2: a style sheet cannot hold </style");
        insta::assert_snapshot!(fault("inventory.html.j2", ""), @"there is no template inventory.html.j2 to replace");
    }

    #[test]
    fn a_template_that_does_not_end_is_stopped() {
        let loops =
            "{% for a in range(100000) %}{% for b in range(100000) %}{% endfor %}{% endfor %}";
        insta::assert_snapshot!(fault("report.html.j2", loops), @"template report.html.j2, line 1: engine ran out of fuel");
        let writes = "{% for a in range(100000) %}{{ '%01000d'|format(a) }}{% endfor %}";
        insta::assert_snapshot!(fault("report.html.j2", writes), @"the report would be over 15000000 bytes");
        let calls_itself = "{% include 'report.html.j2' %}";
        insta::assert_snapshot!(fault("report.html.j2", calls_itself), @"template report.html.j2, line 1: invalid operation: recursion limit exceeded");
    }

    /// Each is a few steps, and would take gigabytes.
    #[test]
    fn no_filter_makes_more_than_a_template_may() {
        let sources = [
            "{% set x = '%099999999d'|format(1) %}{{ x }}",
            "{{ '%*d'|format(2000000000, 1) }}",
            "{{ 'x'|indent(4000000000, true) }}",
            "{{ 'x'|indent(width=4000000000, first=true) }}",
            "{{ [1]|batch(2000000000, 0) }}",
            "{{ [1]|slice(2000000000) }}",
            "{% for a in range(100000) %}{% set x = range(100000)|list %}{% endfor %}",
            "{% macro twice(x, n) %}{% if n %}{{ twice(x|replace('', x), n - 1) }}{% endif %}{% endmacro %}{{ twice('0123456789', 9) }}",
            "{% macro twice(x, n) %}{% if n %}{{ twice([x, x]|join, n - 1) }}{% else %}{{ x|length }}{% endif %}{% endmacro %}{{ twice('%09999d'|format(1), 18) }}",
            "{% macro twice(x) %}{{ x }}{{ x }}{% endmacro %}{% macro more(x) %}{{ twice(twice(twice(twice(x)))) }}{% endmacro %}{{ more(more(more(more(more(more('0123456789')))))) }}",
            "{% macro more(x, n) %}{% if n %}{{ more([x, x, x, x, x, x, x, x], n - 1) }}{% else %}{{ x|string|length }}{% endif %}{% endmacro %}{{ more(1, 9) }}",
        ];
        let told = sources.map(|source| fault("report.html.j2", source));
        insta::assert_snapshot!(told.join("\n"), @"
        template report.html.j2, line 1: invalid operation: with the filter format, the template makes more than 90000000 bytes of texts and lists; let it print less, or cut what is long before it is repeated
        template report.html.j2, line 1: invalid operation: with the filter format, the template makes more than 90000000 bytes of texts and lists; let it print less, or cut what is long before it is repeated
        template report.html.j2, line 1: invalid operation: with the filter indent, the template makes more than 90000000 bytes of texts and lists; let it print less, or cut what is long before it is repeated
        template report.html.j2, line 1: invalid operation: with the filter indent, the template makes more than 90000000 bytes of texts and lists; let it print less, or cut what is long before it is repeated
        template report.html.j2, line 1: invalid operation: with the filter batch, the template makes more than 90000000 bytes of texts and lists; let it print less, or cut what is long before it is repeated
        template report.html.j2, line 1: invalid operation: with the filter slice, the template makes more than 90000000 bytes of texts and lists; let it print less, or cut what is long before it is repeated
        template report.html.j2, line 1: invalid operation: with the filter list, the template makes more than 90000000 bytes of texts and lists; let it print less, or cut what is long before it is repeated
        template report.html.j2, line 1: invalid operation: with the filter replace, the template makes more than 90000000 bytes of texts and lists; let it print less, or cut what is long before it is repeated
        template report.html.j2, line 1: invalid operation: with the filter join, the template makes more than 90000000 bytes of texts and lists; let it print less, or cut what is long before it is repeated
        template report.html.j2, line 1: invalid operation: with what is printed, the template makes more than 90000000 bytes of texts and lists; let it print less, or cut what is long before it is repeated
        template report.html.j2, line 1: invalid operation: with the filter string, the template makes more than 90000000 bytes of texts and lists; let it print less, or cut what is long before it is repeated
        ");
    }

    #[test]
    fn no_template_computes_what_nothing_bounds() {
        insta::assert_snapshot!(fault("report.html.j2", "one\n{{ 'x' * 100000000 }}"), @"template report.html.j2, line 2: a template cannot compute with *; [a, b]|join puts texts together, and [a, b]|sum adds numbers");
        insta::assert_snapshot!(fault("report.html.j2", "{{ title ~ title }}"), @"template report.html.j2, line 1: a template cannot compute with ~; [a, b]|join puts texts together, and [a, b]|sum adds numbers");
        insta::assert_snapshot!(fault("report.html.j2", "{%+ if title + title +%}{% endif %}"), @"template report.html.j2, line 1: a template cannot compute with +; [a, b]|join puts texts together, and [a, b]|sum adds numbers");
        insta::assert_snapshot!(fault("report.html.j2", "{% set ns = namespace(x=1) %}"), @"template report.html.j2, line 1: unknown function: namespace is unknown");
        let bound = "{% set x = [1] %}".repeat(21);
        insta::assert_snapshot!(fault("report.html.j2", &bound), @"template report.html.j2, line 1: a template cannot bind more than 20 names with set and with; print the values where they are");
        insta::assert_snapshot!(fault("report.html.j2", "{{ [[[[1]]]] }}"), @"template report.html.j2, line 1: lists cannot stand in one another deeper than 3 levels; take the inner ones out");
        let text = "1 + 1 ~ 2 * 3 {# ~ #}{% raw %}{{ a ~ b }}{% endraw %}{{ 'a ~ b * c + d' }}";
        assert_eq!(language::refusal(text, syntax().unwrap()), None);
    }

    /// How often a macro may be in itself.
    const DEEPEST: usize = 15;

    /// As deep as the rules let it be, on the stack that a thread has.
    #[test]
    fn what_is_nested_as_deep_as_may_be_is_taken_apart_again() {
        let nested = "{% set x = [[[x]]] %}".repeat(20);
        for depth in [1, 10, 15, 20, 30] {
            let source = format!(
                "{{% macro deep(x, n) %}}{nested}{{% if n %}}{{{{ deep([[[x]]], n - 1) }}}}{{% else %}}{{{{ x }}}}{{{{ x == [x] }}}}\
                 {{% endif %}}{{% endmacro %}}{{{{ deep(1, {depth}) }}}}"
            );
            let source = [("report.html.j2".to_owned(), source)];
            let templates = Templates::with(source).unwrap();
            let filled = super::super::html(&reports::full(), &templates, std::io::sink());
            assert_eq!(filled.is_ok(), depth <= DEEPEST, "{depth}: {filled:?}");
        }
    }

    #[test]
    fn the_templates_of_the_program_say_only_what_others_may() {
        for (name, source) in TEMPLATES {
            assert_eq!(language::refusal(source, syntax().unwrap()), None, "{name}");
        }
    }

    #[test]
    fn a_style_sheet_of_ones_own_is_let_in_by_the_policy() {
        let style = "body { color: teal }".to_owned();
        let templates = Templates::with([("report.css".to_owned(), style.clone())]).unwrap();
        let html = samples::text(|writer| super::super::html(&reports::full(), &templates, writer));
        assert!(html.contains(&format!("<style>{style}</style>")));
        assert!(html.contains(&format!("style-src '{}'", hash(&style))));
    }

    #[test]
    fn the_names_are_sorted() {
        assert!(Templates::names().is_sorted());
        assert_eq!(Templates::names().count(), TEMPLATES.len() + 1);
    }
}
