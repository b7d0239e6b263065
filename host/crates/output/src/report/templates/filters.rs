//! The filters of templates: those of minijinja, each of which says how much it will make before it makes it.

use minijinja::value::{Rest, ValueOrKwargs};
use minijinja::{Environment, Error, State, Value, filters};

use super::budget::{ITEM_BYTES, MAX_MADE_BYTES, charge, list_bytes, text_bytes};
use crate::report::markdown;

/// How many bytes a filter makes of its arguments, at most.
type Bound = fn(&[Value]) -> usize;

/// How many times its length a text may have in letters of the other case.
const OTHER_CASE: usize = 3;
/// How many times its length a text may have when it is escaped.
const ESCAPED: usize = 8;

/// Binds every filter that makes something; the others only choose, count, or pass on one after another. `safe` would
/// turn the escaping off, and `pprint`, like the function `debug`, shows all there is. A `namespace` is what would let a
/// loop add to what it made before.
pub(super) fn bind_all(environment: &mut Environment<'_>) {
    for name in ["safe", "pprint"] {
        environment.remove_filter(name);
    }
    for name in ["namespace", "debug"] {
        environment.remove_global(name);
    }
    for (name, filter, bound) in texts().into_iter().chain(lists()) {
        environment.add_filter(name, bounded(name, filter, bound));
    }
}

fn texts() -> [(&'static str, Value, Bound); 18] {
    let code = |text: &str| Value::from_safe_string(markdown::code(text));
    let fenced = |lines: Vec<String>, language: &str| {
        Value::from_safe_string(markdown::fenced(&lines, language))
    };
    [
        ("code", Value::from_function(code), escaped),
        ("fenced", Value::from_function(fenced), escaped),
        ("escape", Value::from_function(filters::escape), escaped),
        ("e", Value::from_function(filters::escape), escaped),
        ("upper", Value::from_function(filters::upper), other_case),
        ("lower", Value::from_function(filters::lower), other_case),
        ("title", Value::from_function(filters::title), other_case),
        (
            "capitalize",
            Value::from_function(filters::capitalize),
            other_case,
        ),
        ("string", Value::from_function(filters::string), text),
        ("trim", Value::from_function(filters::trim), text),
        (
            "reverse",
            Value::from_function(filters::reverse),
            text_or_list,
        ),
        ("split", Value::from_function(filters::split), split),
        ("lines", Value::from_function(filters::lines), lines),
        ("replace", Value::from_function(filters::replace), replace),
        ("join", Value::from_function(filters::join), join),
        ("indent", Value::from_function(filters::indent), indent),
        ("format", Value::from_function(filters::format), format),
        ("sum", Value::from_function(filters::sum), join),
    ]
}

fn lists() -> [(&'static str, Value, Bound); 12] {
    [
        ("list", Value::from_function(filters::list), list),
        ("sort", Value::from_function(filters::sort), list),
        ("dictsort", Value::from_function(filters::dictsort), list),
        ("unique", Value::from_function(filters::unique), list),
        ("groupby", Value::from_function(filters::groupby), list),
        ("map", Value::from_function(filters::map), list),
        ("select", Value::from_function(filters::select), list),
        ("reject", Value::from_function(filters::reject), list),
        (
            "selectattr",
            Value::from_function(filters::selectattr),
            list,
        ),
        (
            "rejectattr",
            Value::from_function(filters::rejectattr),
            list,
        ),
        ("batch", Value::from_function(filters::batch), parts),
        ("slice", Value::from_function(filters::slice), parts),
    ]
}

fn bounded(
    name: &'static str,
    filter: Value,
    bound: Bound,
) -> impl Fn(&mut State<'_, '_>, Rest<ValueOrKwargs>) -> Result<Value, Error> {
    move |state, arguments| {
        let arguments = arguments.into_values();
        charge(state, &format!("the filter {name}"), bound(&arguments))?;
        filter.call(state, &arguments)
    }
}

fn text(arguments: &[Value]) -> usize {
    arguments.first().map_or(0, text_bytes)
}

fn list(arguments: &[Value]) -> usize {
    arguments.first().map_or(0, list_bytes)
}

fn text_or_list(arguments: &[Value]) -> usize {
    let is_text = arguments
        .first()
        .is_some_and(|value| value.as_str().is_some());
    if is_text {
        text(arguments)
    } else {
        list(arguments)
    }
}

fn other_case(arguments: &[Value]) -> usize {
    text(arguments).saturating_mul(OTHER_CASE)
}

fn escaped(arguments: &[Value]) -> usize {
    text(arguments).saturating_mul(ESCAPED)
}

fn lines(arguments: &[Value]) -> usize {
    pieces(arguments, "\n")
}

fn split(arguments: &[Value]) -> usize {
    match arguments.get(1).and_then(Value::as_str) {
        Some(separator) => pieces(arguments, separator),
        None => pieces(arguments, " ").max(lines(arguments)),
    }
}

fn pieces(arguments: &[Value], separator: &str) -> usize {
    let text = arguments
        .first()
        .and_then(Value::as_str)
        .unwrap_or_default();
    let pieces = text.matches(separator).count() + 1;
    text.len().saturating_add(pieces.saturating_mul(ITEM_BYTES))
}

fn replace(arguments: &[Value]) -> usize {
    let [value, from, to, ..] = arguments else {
        return 0;
    };
    let bytes = match (value.as_str(), from.as_str()) {
        (Some(value), Some(from)) => {
            let count = value.matches(from).count();
            value
                .len()
                .saturating_add(count.saturating_mul(text_bytes(to)))
        }
        // Of other values, at most every byte is replaced.
        _ => text_bytes(value).saturating_mul(text_bytes(to).saturating_add(1)),
    };
    if [value, from, to].iter().any(|value| value.is_safe()) {
        return bytes.saturating_mul(ESCAPED);
    }
    bytes
}

fn join(arguments: &[Value]) -> usize {
    let [list, between @ ..] = arguments else {
        return 0;
    };
    let between: usize = between
        .iter()
        .map(text_bytes)
        .fold(0, usize::saturating_add);
    let Ok(items) = list.try_iter() else {
        return 0;
    };
    let mut bytes: usize = 0;
    for item in items {
        bytes = bytes
            .saturating_add(text_bytes(&item))
            .saturating_add(between);
        if bytes > MAX_MADE_BYTES {
            break;
        }
    }
    bytes
}

fn indent(arguments: &[Value]) -> usize {
    let Some(value) = arguments.first() else {
        return 0;
    };
    let lines = value
        .as_str()
        .map_or_else(|| text_bytes(value), |text| text.matches('\n').count());
    let width = number(arguments, "width").unwrap_or(4);
    let indentation = lines.saturating_add(1).saturating_mul(width);
    text_bytes(value).saturating_add(indentation)
}

/// As many parts as a number says may be made, also of nothing.
fn parts(arguments: &[Value]) -> usize {
    let count = number(arguments, "count").unwrap_or(0);
    list(arguments).saturating_add(count.saturating_mul(ITEM_BYTES))
}

/// A number among the arguments: the second, or one of that name.
fn number(arguments: &[Value], name: &str) -> Option<usize> {
    let given = arguments.iter().skip(1).find_map(Value::as_usize);
    let named = || arguments.last()?.get_attr(name).ok()?.as_usize();
    given.or_else(named)
}

/// Each `%` prints an argument, as wide as a number says that stands there or among the arguments.
fn format(arguments: &[Value]) -> usize {
    let [format, values @ ..] = arguments else {
        return 0;
    };
    let text = format.as_str().unwrap_or_default();
    let numbers = text.split(|character: char| !character.is_ascii_digit());
    let written = numbers.map(|digits| match digits {
        "" => 0,
        digits => digits.parse().unwrap_or(usize::MAX),
    });
    let given = values.iter().map(|value| {
        let number = if text.contains('*') {
            value.as_usize()
        } else {
            None
        };
        text_bytes(value).max(number.unwrap_or(0))
    });
    let widest = written.chain(given).max().unwrap_or(0);
    let places = text.matches('%').count();
    let bytes = places.saturating_mul(widest.saturating_mul(2).saturating_add(400));
    text.len().saturating_add(bytes)
}
