//! An asset in the making.

use std::fmt;

use crate::generated::opencite::plugin::inventory;
use crate::properties::Properties;

/// Something discovered. Account, region, plugin and type are the host's to say.
#[derive(Debug, Clone, PartialEq)]
#[must_use = "an asset counts once it is emitted"]
pub struct Asset {
    pub(crate) id: String,
    name: String,
    status: Option<String>,
    created: Option<String>,
    modified: Option<String>,
    properties: Properties,
    relations: Vec<(&'static str, String)>,
    is_whole: bool,
}

impl Asset {
    /// An asset by its ARN (or, where there is none, an id that is unique within the unit) and the name that people
    /// know it by.
    pub fn new(id: impl Into<String>, name: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            name: name.into(),
            status: None,
            created: None,
            modified: None,
            properties: Properties::default(),
            relations: Vec::new(),
            is_whole: true,
        }
    }

    /// AWS's word for the state it is in.
    pub fn status<'a>(mut self, status: impl Into<Option<&'a str>>) -> Self {
        self.status = status.into().map(str::to_owned);
        self
    }

    /// When AWS says it was made.
    pub fn created<'a>(mut self, created: impl Into<Option<&'a str>>) -> Self {
        self.created = created.into().map(str::to_owned);
        self
    }

    /// When AWS says it was last changed.
    pub fn modified<'a>(mut self, modified: impl Into<Option<&'a str>>) -> Self {
        self.modified = modified.into().map(str::to_owned);
        self
    }

    /// Everything AWS says of it.
    pub fn properties(mut self, properties: Properties) -> Self {
        self.properties = properties;
        self
    }

    /// Says that a part of it could not be had: a fuller version that is already stored stays as it is.
    pub fn in_part(mut self) -> Self {
        self.is_whole = false;
        self
    }

    /// An edge to another thing, if AWS names one.
    pub fn relation<'a>(mut self, kind: &'static str, target: impl Into<Option<&'a str>>) -> Self {
        let target = target.into().filter(|target| !target.is_empty());
        self.relations
            .extend(target.map(|target| (kind, target.to_owned())));
        self
    }

    /// Edges of one kind.
    pub fn relations<'a, T: AsRef<str> + ?Sized + 'a>(
        self,
        kind: &'static str,
        targets: impl IntoIterator<Item = &'a T>,
    ) -> Self {
        self.edges(targets.into_iter().map(|target| (kind, target.as_ref())))
    }

    /// Edges of any kind, each a kind and a target.
    pub fn edges<'a>(self, edges: impl IntoIterator<Item = (&'static str, &'a str)>) -> Self {
        edges
            .into_iter()
            .fold(self, |asset, (kind, target)| asset.relation(kind, target))
    }

    pub(crate) fn into_wit(
        self,
        detail: inventory::Detail,
        version_token: Option<String>,
    ) -> inventory::Asset {
        let (detail, version_token) = if self.is_whole {
            (detail, version_token)
        } else {
            (inventory::Detail::Summary, None)
        };
        let relation = |(kind, target): (&str, String)| inventory::Relation {
            kind: kind.to_owned(),
            target,
        };
        inventory::Asset {
            id: self.id,
            name: self.name,
            status: self.status,
            created: self.created,
            modified: self.modified,
            version_token,
            detail,
            properties: self.properties.to_text(),
            relations: self.relations.into_iter().map(relation).collect(),
        }
    }
}

/// What a mapping test shows: a line for each thing that is known.
impl fmt::Display for Asset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}: {}", self.name, self.id)?;
        let told = [
            ("status", &self.status),
            ("created", &self.created),
            ("modified", &self.modified),
        ];
        for (what, told) in told
            .iter()
            .filter_map(|(what, told)| Some((what, told.as_ref()?)))
        {
            writeln!(f, "{what}: {told}")?;
        }
        for (kind, target) in &self.relations {
            writeln!(f, "{kind} -> {target}")?;
        }
        self.properties.fmt(f)
    }
}
