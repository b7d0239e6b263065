//! Makes answers of what an estate has: the members that the model gives a shape, and no others.

use jiff::Timestamp;
use serde_json::{Map, Number, Value};

use super::{Model, Shape, ShapeId, TimeFormat};

impl Model {
    /// The members of a structure as the wire has them, of fields that `field` knows.
    pub(crate) fn show_members<'a>(
        &self,
        id: ShapeId,
        field: impl Fn(&str) -> Option<&'a Value>,
    ) -> Map<String, Value> {
        let members = self.structure(id).members.iter();
        let shown = members.filter_map(|member| {
            let value = self.show(member.shape, field(&member.name)?);
            Some((member.wire.clone(), value))
        });
        shown.collect()
    }

    /// A value as the wire has it. Estates have times in RFC 3339; what is no value of the shape stays as it is.
    pub(crate) fn show(&self, id: ShapeId, value: &Value) -> Value {
        match (self.shape(id), value) {
            (Shape::Structure(_), Value::Object(fields)) => {
                Value::Object(self.show_members(id, |name| fields.get(name)))
            }
            (Shape::List { member, .. }, Value::Array(items)) => {
                items.iter().map(|item| self.show(*member, item)).collect()
            }
            (Shape::Map { value: shape, .. }, Value::Object(entries)) => {
                let shown = entries.iter();
                let shown = shown.map(|(key, value)| (key.clone(), self.show(*shape, value)));
                Value::Object(shown.collect::<Map<_, _>>())
            }
            (Shape::Time(TimeFormat::Epoch), Value::String(text)) => epoch(text),
            (_, value) => value.clone(),
        }
    }
}

fn epoch(text: &str) -> Value {
    let Ok(time) = text.parse::<Timestamp>() else {
        return Value::String(text.to_owned());
    };
    if time.subsec_nanosecond() == 0 {
        return Value::from(time.as_second());
    }
    Number::from_f64(time.as_duration().as_secs_f64()).map_or(Value::Null, Value::Number)
}
