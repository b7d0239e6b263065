//! Invents values of shapes, with every member filled: the same number gives the same value.
//!
//! Of a union, or an enum, one sample can have only one member, or value. They take turns: the samples of as many
//! numbers as a shape has unions with members, multiplied, have every member of all of them.

use serde_json::{Map, Value, json};

use super::{Bounds, Model, Shape, ShapeId, Structure, Text};

/// What texts and times say, by the name of the member that has them.
pub(crate) trait Words {
    /// A text, or the number of an item in a list of texts.
    fn text(&self, member: &str, item: usize) -> String;
    /// A time in RFC 3339.
    fn time(&self, member: &str) -> String;
    /// What a map from text to text has under this name.
    fn entries(&self, member: &str) -> Vec<(String, String)>;
}

/// Invents values.
pub(crate) struct Sampler<'a, W> {
    pub(crate) model: &'a Model,
    pub(crate) words: &'a W,
    pub(crate) number: usize,
}

/// Where in a value the sampler is.
#[derive(Clone, Copy)]
struct Spot<'a> {
    member: &'a str,
    item: usize,
    /// Whose turn it is in the unions below.
    turn: usize,
    /// The structures around this one, the nearest first: none is put into itself twice.
    around: Option<&'a Around<'a>>,
}

struct Around<'a> {
    id: ShapeId,
    outer: Option<&'a Self>,
}

impl<W: Words> Sampler<'_, W> {
    /// A value for a member of this name.
    pub(crate) fn value(&self, id: ShapeId, member: &str) -> Option<Value> {
        let spot = Spot {
            member,
            item: 0,
            turn: self.number,
            around: None,
        };
        self.fill(id, spot)
    }

    fn fill(&self, id: ShapeId, spot: Spot) -> Option<Value> {
        match self.model.shape(id) {
            Shape::Structure(_) if spot.is_deep_inside(id) => None,
            Shape::Structure(structure) => {
                let outer = spot.around;
                let around = Some(&Around { id, outer });
                self.structure(structure, Spot { around, ..spot })
            }
            Shape::List { member, length } => self.list(*member, *length, spot),
            Shape::Map { key, value } => self.map(*key, *value, spot),
            Shape::Text(text) if text.values.is_empty() => {
                Some(Value::String(self.words.text(spot.member, spot.item)))
            }
            Shape::Text(Text { values, .. }) => {
                let at = mixed(self.number + spot.item, spot.member) % values.len();
                values.get(at).map(|value| Value::from(value.as_str()))
            }
            Shape::Number { whole, bounds } => Some(self.number_in(*whole, *bounds, spot.member)),
            Shape::Boolean => Some(Value::Bool(
                mixed(self.number, spot.member).is_multiple_of(2),
            )),
            Shape::Time(_) => Some(Value::String(self.words.time(spot.member))),
            Shape::Document => Some(json!({"type": "object", "sample": self.number})),
        }
    }

    fn structure(&self, structure: &Structure, spot: Spot) -> Option<Value> {
        if structure.union {
            return self.union(structure, spot);
        }
        let mut fields = Map::new();
        for member in &structure.members {
            let inner = Spot {
                member: &member.name,
                item: 0,
                ..spot
            };
            match self.fill(member.shape, inner) {
                Some(value) => drop(fields.insert(member.name.clone(), value)),
                // Half a structure is none.
                None if member.required => return None,
                None => {}
            }
        }
        Some(Value::Object(fields))
    }

    /// The member whose turn it is, or the next that can be filled.
    fn union(&self, structure: &Structure, spot: Spot) -> Option<Value> {
        let count = structure.members.len();
        let members = structure
            .members
            .iter()
            .cycle()
            .skip(spot.turn % count.max(1));
        let filled = members.take(count).find_map(|member| {
            let inner = Spot {
                member: &member.name,
                item: 0,
                turn: spot.turn / count,
                ..spot
            };
            Some((member.name.clone(), self.fill(member.shape, inner)?))
        });
        Some(Value::Object(Map::from_iter([filled?])))
    }

    fn list(&self, member: ShapeId, length: Bounds, spot: Spot) -> Option<Value> {
        let most = if length.max == Some(1.0) { 1 } else { 2 };
        let count = 1 + mixed(self.number, spot.member) % most;
        let items = (0..count).map(|item| {
            let turn = spot.turn + item;
            self.fill(member, Spot { item, turn, ..spot })
        });
        let items: Vec<Value> = items.collect::<Option<_>>()?;
        Some(Value::Array(items))
    }

    fn map(&self, key: ShapeId, value: ShapeId, spot: Spot) -> Option<Value> {
        let is_free =
            |id| matches!(self.model.shape(id), Shape::Text(text) if text.values.is_empty());
        if is_free(key) && is_free(value) {
            let entries = self.words.entries(spot.member).into_iter();
            let entries = entries.map(|(key, value)| (key, Value::String(value)));
            return Some(Value::Object(entries.collect()));
        }
        let name = self.fill(key, spot)?.as_str()?.to_owned();
        let value = self.fill(value, spot)?;
        Some(Value::Object(Map::from_iter([(name, value)])))
    }

    #[expect(
        clippy::cast_possible_truncation,
        reason = "the bounds of whole numbers are whole, and samples are small"
    )]
    fn number_in(&self, whole: bool, bounds: Bounds, member: &str) -> Value {
        let least = bounds.min.unwrap_or(0.0);
        let step = u32::try_from(mixed(self.number, member) % 7).unwrap_or_default();
        let most = bounds.max.unwrap_or(f64::MAX);
        if whole {
            return Value::from((least.max(1.0) + f64::from(step)).min(most) as i64);
        }
        Value::from((least.max(0.25) + f64::from(step) / 8.0).min(most))
    }
}

impl Spot<'_> {
    /// Whether the structure is around itself already, and once more would be too often.
    fn is_deep_inside(&self, id: ShapeId) -> bool {
        let mut next = self.around;
        let mut times = 0;
        while let Some(around) = next {
            times += usize::from(around.id == id);
            next = around.outer;
        }
        times > 1
    }
}

/// A number that looks like chance, so that what takes turns in one member does not keep step with another.
fn mixed(number: usize, member: &str) -> usize {
    let start = 0x9e37_79b9 ^ number.wrapping_mul(0x85eb_ca6b);
    let mixed = member.bytes().fold(start, |hash, byte| {
        (hash ^ usize::from(byte)).wrapping_mul(0x0100_0193)
    });
    (mixed ^ (mixed >> 15)).wrapping_mul(0x2c1b_3c6d) >> 12 & 0xffff
}
