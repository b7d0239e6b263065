//! A kind of resource: all that the model of its service does not say.

use std::fmt;

use serde_json::{Map, Value};

use super::Api;
use crate::estate::Shape;

/// A kind of resource, of a service that is answered out of its model.
///
/// A request's members that no answer has (`gatewayIdentifier` of a target) are fields of a record, too.
pub struct Kind {
    pub(crate) service: &'static str,
    pub(crate) name: &'static str,
    /// The operation that lists it, or nothing.
    pub(crate) list: &'static str,
    /// The operation that describes it.
    pub(crate) describe: &'static str,
    /// The members of the describe's request that say which one is meant, each with the record's field of that value.
    pub(crate) ids: &'static [(&'static str, &'static str)],
    /// By what a record is found: first the ARN, then the fields of `ids`, with a slash between them.
    pub(crate) shape: Shape,
    /// The service in its ARN.
    pub(crate) arn_service: &'static str,
    /// The field that a name is searched in and sorted by.
    pub(crate) title: &'static str,
    pub(crate) status: &'static str,
    pub(crate) modified: &'static str,
    /// What AWS makes up, field by field, of those before it: `{#6}` is the number of the sample, in so many digits.
    /// What a field of an ARN has here stands behind `arn:aws:SERVICE:REGION:ACCOUNT:`.
    pub(crate) made: &'static [(&'static str, &'static str)],
    /// Members of answers that another field of the record has.
    pub(crate) renamed: &'static [(&'static str, &'static str)],
    /// What the filters compare that do not say it by their names.
    pub(crate) filters: &'static [(&'static str, &'static str)],
    /// Parameters that change nothing here, with the values that are taken for them.
    pub(crate) options: &'static [(&'static str, &'static [&'static str])],
    /// Parameters that the simulator does not implement.
    pub(crate) refused: &'static [&'static str],
    /// The kind that this one is a part of, and the member that names it, in requests and in the record.
    pub(crate) parent: Option<(&'static str, &'static str)>,
    /// What AWS takes for a member of a describe's request that is absent.
    pub(crate) default: Option<(&'static str, &'static str)>,
    /// Makes a sample believable where its members exclude each other.
    pub(crate) vary: fn(usize, &mut Map<String, Value>),
    /// What a list keeps beside what its filters say.
    pub(crate) keeps: fn(&Map<String, Value>, &crate::estate::Record) -> bool,
    /// Whether a list of versions has what they are versions of, too: its draft.
    pub(crate) lists_draft: bool,
}

impl Kind {
    /// A kind of which a table says the rest.
    pub(crate) const PLAIN: Self = Self {
        service: "",
        name: "",
        list: "",
        describe: "",
        ids: &[],
        shape: Shape {
            created: "",
            aliases: &[],
            version: None,
        },
        arn_service: "",
        title: "",
        status: "",
        modified: "",
        made: &[],
        renamed: &[],
        filters: &[],
        options: &[],
        refused: &[],
        parent: None,
        default: None,
        vary: |_, _| {},
        keeps: |_, _| true,
        lists_draft: false,
    };

    /// All kinds of all services.
    pub fn all() -> impl Iterator<Item = &'static Self> {
        Api::ALL.into_iter().flat_map(|api| api.kinds)
    }

    /// A kind by its full name: `sagemaker:endpoint`, `bedrock-agentcore:gateway_target`.
    pub fn find(name: &str) -> Option<&'static Self> {
        let (service, name) = name.split_once(':')?;
        Self::all().find(|kind| kind.service == service && kind.name == name)
    }

    /// The name of the service: `sagemaker`.
    pub fn service(&self) -> &'static str {
        self.service
    }

    /// The name in its service: `endpoint`.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The field of a record that no other of its kind shares: the ARN, where there is one.
    pub fn identity(&self) -> &'static str {
        self.shape.aliases.first().copied().unwrap_or_default()
    }

    /// The kind that this one is a part of.
    pub(crate) fn parent_kind(&self) -> Option<&'static Self> {
        let (_, name) = self.parent?;
        self.api().kinds.iter().find(|kind| kind.name == name)
    }

    /// The kind whose ARN IAM knows one of this kind by: its own, or that of what it is a part of.
    pub(crate) fn owner(&'static self) -> &'static Self {
        let identity = self.identity();
        let has_arn = self.made.iter().any(|(field, _)| *field == identity);
        let parent = self.parent_kind().filter(|_| !has_arn);
        parent.map_or(self, Self::owner)
    }

    /// Whether a request has all that it takes to find one of these.
    pub(crate) fn is_named_by(&self, document: &Map<String, Value>) -> bool {
        let names = |alias: &str| {
            alias.split('/').all(|field| {
                self.ids
                    .iter()
                    .any(|(member, of)| *of == field && document.contains_key(*member))
            })
        };
        self.shape.aliases.iter().any(|alias| names(alias))
    }
}

impl fmt::Debug for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.service, self.name)
    }
}

impl PartialEq for Kind {
    fn eq(&self, other: &Self) -> bool {
        (self.service, self.name) == (other.service, other.name)
    }
}

impl Eq for Kind {}
