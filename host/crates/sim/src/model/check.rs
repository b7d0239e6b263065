//! Holds values against the model: what a client sends, and what an estate is made of.

use std::fmt;

use jiff::Timestamp;
use serde_json::{Map, Value};

use super::{Bounds, Model, Shape, ShapeId, Structure, Text};
use crate::problem::Problem;

/// What is wrong with a value, and where: `input.s3Uri`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Flaw {
    Unknown {
        path: String,
    },
    Missing {
        path: String,
    },
    Type {
        path: String,
        expected: &'static str,
    },
    Constraint {
        path: String,
        value: String,
        constraint: String,
    },
}

impl fmt::Display for Flaw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown { path } => write!(f, "{path} is not in the model"),
            Self::Missing { path } => write!(f, "{path} is required"),
            Self::Type { path, expected } => write!(f, "{path} is no {expected}"),
            Self::Constraint {
                path,
                value,
                constraint,
            } => write!(f, "{path} is {value}: {constraint}"),
        }
    }
}

impl Flaw {
    /// The answer to a request that has this flaw. AWS ignores what it does not know, the simulator does not.
    pub(crate) fn problem(&self, operation: &str) -> Problem {
        match self {
            Self::Unknown { path } => {
                Problem::unimplemented(&format!("the parameter {path} of {operation}"))
            }
            Self::Missing { path } => Problem::missing(&lower(path)),
            Self::Type { path, expected } => {
                Problem::mistyped(format!("{} must be a {expected}", lower(path)))
            }
            Self::Constraint {
                path,
                value,
                constraint,
            } => Problem::constraint(value, &lower(path), constraint),
        }
    }
}

/// AWS names members in small letters first, whatever the model calls them.
fn lower(path: &str) -> String {
    let mut letters = path.chars();
    let first = letters.next().map(|letter| letter.to_ascii_lowercase());
    first.into_iter().chain(letters).collect()
}

impl Model {
    /// Finds what is wrong with the members of a structure, if anything.
    pub(crate) fn check_members(
        &self,
        structure: &Structure,
        fields: &Map<String, Value>,
    ) -> Result<(), Flaw> {
        self.members(structure, fields, "")
    }

    /// Finds what is wrong with a value, if anything.
    pub(crate) fn check(&self, id: ShapeId, value: &Value, path: &str) -> Result<(), Flaw> {
        let mistyped = |expected| Flaw::Type {
            path: path.to_owned(),
            expected,
        };
        match (self.shape(id), value) {
            (Shape::Structure(structure), Value::Object(fields)) => {
                self.members(structure, fields, path)
            }
            (Shape::Structure(_), _) => Err(mistyped("structure")),
            (Shape::List { member, length }, Value::Array(items)) => {
                length.check(items.len(), path, "length")?;
                let mut items = items.iter().enumerate();
                items.try_for_each(|(at, item)| self.check(*member, item, &format!("{path}.{at}")))
            }
            (Shape::List { .. }, _) => Err(mistyped("list")),
            (Shape::Map { key, value: shape }, Value::Object(entries)) => {
                let mut entries = entries.iter();
                entries.try_for_each(|(name, value)| {
                    let path = format!("{path}.{name}");
                    self.check(*key, &Value::from(name.as_str()), &path)?;
                    self.check(*shape, value, &path)
                })
            }
            (Shape::Map { .. }, _) => Err(mistyped("map")),
            (Shape::Text(it), Value::String(text)) => it.check(text, path),
            (Shape::Text(_), _) => Err(mistyped("string")),
            (Shape::Number { whole, bounds }, Value::Number(number)) => {
                if *whole && number.as_i64().is_none() {
                    return Err(mistyped("whole number"));
                }
                bounds.check_number(number.as_f64().unwrap_or_default(), path, "value")
            }
            (Shape::Number { .. }, _) => Err(mistyped("number")),
            (Shape::Boolean, Value::Bool(_))
            | (Shape::Document, _)
            | (Shape::Time(_), Value::Number(_)) => Ok(()),
            (Shape::Boolean, _) => Err(mistyped("boolean")),
            (Shape::Time(_), Value::String(text)) if text.parse::<Timestamp>().is_ok() => Ok(()),
            (Shape::Time(_), _) => Err(mistyped("timestamp")),
        }
    }

    fn members(
        &self,
        structure: &Structure,
        fields: &Map<String, Value>,
        path: &str,
    ) -> Result<(), Flaw> {
        let at = |name: &str| match path {
            "" => name.to_owned(),
            path => format!("{path}.{name}"),
        };
        if let Some(name) = fields.keys().find(|name| structure.member(name).is_none()) {
            return Err(Flaw::Unknown { path: at(name) });
        }
        if structure.union && fields.len() != 1 {
            let expected = "union of one member";
            return Err(Flaw::Type {
                path: at("?"),
                expected,
            });
        }
        for member in &structure.members {
            match fields.get(&member.name) {
                Some(value) => self.check(member.shape, value, &at(&member.name))?,
                None if member.required => {
                    return Err(Flaw::Missing {
                        path: at(&member.name),
                    });
                }
                None => {}
            }
        }
        Ok(())
    }
}

impl Bounds {
    fn check(self, length: usize, path: &str, what: &str) -> Result<(), Flaw> {
        let length = u32::try_from(length).unwrap_or(u32::MAX);
        self.check_number(f64::from(length), path, what)
    }

    fn check_number(self, value: f64, path: &str, what: &str) -> Result<(), Flaw> {
        let broken = |how: &str, bound: f64| Flaw::Constraint {
            path: path.to_owned(),
            value: value.to_string(),
            constraint: format!("Member must have {what} {how} than or equal to {bound}"),
        };
        match self {
            Self { min: Some(min), .. } if value < min => Err(broken("greater", min)),
            Self { max: Some(max), .. } if value > max => Err(broken("less", max)),
            _ => Ok(()),
        }
    }
}

impl Text {
    fn check(&self, text: &str, path: &str) -> Result<(), Flaw> {
        let broken = |constraint: String| Flaw::Constraint {
            path: path.to_owned(),
            value: text.to_owned(),
            constraint,
        };
        if !self.values.is_empty() && !self.values.iter().any(|value| value == text) {
            let values = self.values.join(", ");
            let constraint = format!("Member must satisfy enum value set: [{values}]");
            return Err(broken(constraint));
        }
        // Of the form it only matters here whether an ARN may stand for a name.
        let pattern = self.pattern.as_ref().filter(|it| !it.contains(':'));
        if let (Some(pattern), true) = (pattern, text.starts_with("arn:")) {
            let constraint = format!("Member must satisfy regular expression pattern: {pattern}");
            return Err(broken(constraint));
        }
        self.length.check(text.chars().count(), path, "length")
    }
}
