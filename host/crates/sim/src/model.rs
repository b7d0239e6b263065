//! AWS's own model of a service, cut down by `model/generate.py`: what its operations take and answer.
//!
//! - `parse` reads it; [`Model`] is read once and lives for ever.
//! - `check` holds a request, or a resource of an estate, against it.
//! - `show` makes an answer of a resource: the members that a shape has, times as the wire has them.
//! - `sample` invents a resource with every member filled.

mod check;
mod parse;
mod sample;
mod show;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

pub(crate) use sample::{Sampler, Words};

/// The operations and shapes of one service.
#[derive(Debug)]
pub(crate) struct Model {
    operations: BTreeMap<String, Operation>,
    shapes: Vec<Shape>,
}

/// One operation.
#[derive(Debug)]
pub(crate) struct Operation {
    pub(crate) name: String,
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) input: Structure,
    pub(crate) output: ShapeId,
    /// The name of the error for what is not there, where the operation has one.
    pub(crate) not_found: Option<String>,
    /// How many a page of a list has where the request does not say, where AWS's documentation says it.
    pub(crate) page: Option<usize>,
    /// How many a page has at most, where the answer's list allows for fewer than the request does.
    pub(crate) most: Option<usize>,
}

/// Where a shape is in its model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ShapeId(usize);

/// What a value may be.
#[derive(Clone, Debug)]
pub(crate) enum Shape {
    Structure(Structure),
    List {
        member: ShapeId,
        length: Bounds,
    },
    Map {
        key: ShapeId,
        value: ShapeId,
    },
    Text(Text),
    Number {
        whole: bool,
        bounds: Bounds,
    },
    Boolean,
    Time(TimeFormat),
    /// Any JSON.
    Document,
}

/// What a text may be.
#[derive(Clone, Debug, Default)]
pub(crate) struct Text {
    /// Its values, where they are all known.
    pub(crate) values: Vec<String>,
    pub(crate) length: Bounds,
    /// A regular expression, which a request's text must match.
    pub(crate) pattern: Option<String>,
}

/// A structure, or a union: a structure of which one member is present.
#[derive(Clone, Debug, Default)]
pub(crate) struct Structure {
    pub(crate) members: Vec<Member>,
    pub(crate) union: bool,
}

/// A member of a structure.
#[derive(Clone, Debug)]
pub(crate) struct Member {
    pub(crate) name: String,
    pub(crate) shape: ShapeId,
    pub(crate) required: bool,
    pub(crate) location: Location,
    /// Its name in the documents of the wire.
    pub(crate) wire: String,
}

/// Where a request has a member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Location {
    Body,
    /// In the path, as the label of this name.
    Path(String),
    /// In the query string, as the parameter of this name.
    Query(String),
}

/// The least and the most that a number, or a length, may be.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Bounds {
    pub(crate) min: Option<f64>,
    pub(crate) max: Option<f64>,
}

/// How the wire has a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TimeFormat {
    /// Seconds since 1970, a number.
    Epoch,
    Iso8601,
}

impl Model {
    pub(crate) fn operation(&self, name: &str) -> Option<&Operation> {
        self.operations.get(name)
    }

    pub(crate) fn operations(&self) -> impl Iterator<Item = &Operation> {
        self.operations.values()
    }

    pub(crate) fn shape(&self, id: ShapeId) -> &Shape {
        self.shapes
            .get(id.0)
            .expect("an id is made with the shape that it is of")
    }

    /// A shape that is a structure; any other has no members.
    pub(crate) fn structure(&self, id: ShapeId) -> &Structure {
        const NONE: &Structure = &Structure {
            members: Vec::new(),
            union: false,
        };
        match self.shape(id) {
            Shape::Structure(structure) => structure,
            _ => NONE,
        }
    }

    /// The member of a list's answer that has the summaries, with the shape of one.
    pub(crate) fn summaries(&self, list: &Operation) -> Option<(&str, ShapeId)> {
        let mut members = self.structure(list.output).members.iter();
        members.find_map(|member| match self.shape(member.shape) {
            Shape::List { member: item, .. } => Some((member.name.as_str(), *item)),
            _ => None,
        })
    }

    /// The shape of a described resource, and the member of the answer that it stands in, if not at the top.
    pub(crate) fn detail(&self, describe: &Operation) -> (Option<&str>, ShapeId) {
        match self.structure(describe.output).members.as_slice() {
            [only] if matches!(self.shape(only.shape), Shape::Structure(_)) => {
                (Some(only.name.as_str()), only.shape)
            }
            _ => (None, describe.output),
        }
    }
}

impl Structure {
    pub(crate) fn member(&self, name: &str) -> Option<&Member> {
        self.members.iter().find(|member| member.name == name)
    }
}
