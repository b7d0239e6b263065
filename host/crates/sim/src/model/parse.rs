//! Reads a model as `model/generate.py` writes it.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::{
    Bounds, Location, Member, Model, Operation, Shape, ShapeId, Structure, Text, TimeFormat,
};

impl Model {
    /// Reads a model.
    ///
    /// # Panics
    ///
    /// When it is none: it is compiled in, so this is a fault of the generator, which every test meets.
    pub(crate) fn parse(text: &str) -> Self {
        let document: Value = serde_json::from_str(text).expect("the generator writes JSON");
        let mut reader = Reader {
            written: object(at(&document, "shapes")),
            ids: BTreeMap::new(),
            shapes: vec![],
        };
        let operations = object(at(&document, "operations")).iter();
        let operations = operations.map(|(name, it)| (name.clone(), reader.operation(name, it)));
        Self {
            operations: operations.collect(),
            shapes: reader.shapes,
        }
    }
}

/// The shapes that are read so far, by their names.
struct Reader<'a> {
    written: &'a Map<String, Value>,
    ids: BTreeMap<String, ShapeId>,
    shapes: Vec<Shape>,
}

impl<'a> Reader<'a> {
    fn written(&self, name: &str) -> &'a Value {
        self.written
            .get(name)
            .expect("the generator writes every shape that it names")
    }

    fn operation(&mut self, name: &str, it: &Value) -> Operation {
        let (method, path) = text(at(it, "http")).split_once(' ').unwrap_or_default();
        Operation {
            name: name.to_owned(),
            method: method.to_owned(),
            path: path.to_owned(),
            input: at(it, "input")
                .as_str()
                .map(|input| self.structure(self.written(input)))
                .unwrap_or_default(),
            output: self.id(text(at(it, "output"))),
            not_found: at(it, "errors")
                .get(0)
                .and_then(Value::as_str)
                .map(str::to_owned),
            page: count(at(it, "page")),
            most: count(at(it, "most")),
        }
    }

    /// The id of a shape; it is read when it is first named. Shapes may name themselves.
    fn id(&mut self, name: &str) -> ShapeId {
        if let Some(id) = self.ids.get(name) {
            return *id;
        }
        let id = ShapeId(self.shapes.len());
        self.ids.insert(name.to_owned(), id);
        self.shapes.push(Shape::Document);
        let shape = self.shape(name);
        if let Some(place) = self.shapes.get_mut(id.0) {
            *place = shape;
        }
        id
    }

    fn shape(&mut self, name: &str) -> Shape {
        if let Some(plain) = name.strip_prefix('#') {
            return scalar(plain, &Value::Null);
        }
        if let Some(member) = inside(name, '[', ']') {
            let (member, length) = (self.id(member), Bounds::default());
            return Shape::List { member, length };
        }
        if let Some(value) = inside(name, '{', '}') {
            let (key, value) = (self.id("#string"), self.id(value));
            return Shape::Map { key, value };
        }
        self.named(self.written(name))
    }

    fn named(&mut self, it: &Value) -> Shape {
        if at(it, "members").is_object() {
            return Shape::Structure(self.structure(it));
        }
        if let Some(member) = at(it, "member").as_str() {
            let (member, length) = (self.id(member), bounds(it));
            return Shape::List { member, length };
        }
        if let Some(value) = at(it, "value").as_str() {
            let (key, value) = (self.id(text(at(it, "key"))), self.id(value));
            return Shape::Map { key, value };
        }
        scalar(at(it, "type").as_str().unwrap_or("string"), it)
    }

    fn structure(&mut self, it: &Value) -> Structure {
        let members = object(at(it, "members")).iter();
        Structure {
            members: members.map(|(name, it)| self.member(name, it)).collect(),
            union: at(it, "union") == true,
        }
    }

    fn member(&mut self, name: &str, it: &Value) -> Member {
        let (name, required) = match name.strip_suffix('!') {
            Some(name) => (name, true),
            None => (name, false),
        };
        let wire = || text(at(it, "as")).to_owned();
        Member {
            name: name.to_owned(),
            wire: at(it, "as").as_str().unwrap_or(name).to_owned(),
            shape: self.id(it.as_str().unwrap_or_else(|| text(at(it, "shape")))),
            required,
            location: match at(it, "in").as_str() {
                Some("uri") => Location::Path(wire()),
                Some("querystring") => Location::Query(wire()),
                _ => Location::Body,
            },
        }
    }
}

fn scalar(kind: &str, it: &Value) -> Shape {
    match kind {
        "boolean" => Shape::Boolean,
        "integer" | "long" => Shape::Number {
            whole: true,
            bounds: bounds(it),
        },
        "float" | "double" => Shape::Number {
            whole: false,
            bounds: bounds(it),
        },
        "timestamp" if at(it, "timestampFormat") == "iso8601" => Shape::Time(TimeFormat::Iso8601),
        "timestamp" => Shape::Time(TimeFormat::Epoch),
        "string" => {
            let values = at(it, "enum").as_array().into_iter().flatten().map(text);
            Shape::Text(Text {
                values: values.map(str::to_owned).collect(),
                length: bounds(it),
                pattern: at(it, "pattern").as_str().map(str::to_owned),
            })
        }
        _ => Shape::Document,
    }
}

fn bounds(it: &Value) -> Bounds {
    Bounds {
        min: at(it, "min").as_f64(),
        max: at(it, "max").as_f64(),
    }
}

fn count(value: &Value) -> Option<usize> {
    value.as_u64()?.try_into().ok()
}

/// A member, or null.
fn at<'a>(it: &'a Value, name: &str) -> &'a Value {
    it.get(name).unwrap_or(&Value::Null)
}

fn inside(name: &str, open: char, close: char) -> Option<&str> {
    name.strip_prefix(open)?.strip_suffix(close)
}

fn object(value: &Value) -> &Map<String, Value> {
    value.as_object().expect("the generator writes an object")
}

fn text(value: &Value) -> &str {
    value.as_str().expect("the generator writes text")
}
