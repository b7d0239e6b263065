//! Invents resources that have every member which an answer may have.

use serde_json::{Map, Value, json};

use super::page::is_paging;
use super::words::Spoken;
use super::{Api, Kind, fill};
use crate::estate::{Place, Record};
use crate::model::{Member, Model, Sampler};

impl Kind {
    /// A resource told from others by its number; a part of `parent`, where its kind is one.
    pub(crate) fn sample(&self, place: &Place, number: usize, parent: Option<&Record>) -> Record {
        let own = self.own(place, number, parent);
        let words = Spoken {
            kind: self,
            place,
            number,
            own: &own,
        };
        let model = (self.api().model)();
        let sampler = Sampler {
            model,
            words: &words,
            number,
        };
        let mut fields = Map::new();
        for member in self.members(model, &words) {
            if fields.contains_key(&member.name) || self.is_renamed(&member.name) {
                continue;
            }
            if let Some(value) = sampler.value(member.shape, &member.name) {
                fields.insert(member.name.clone(), value);
            }
        }
        fields.extend(own);
        (self.vary)(number, &mut fields);
        let record = Record::new(Value::Object(fields));
        record
            .tag("owner", "claims-automation")
            .tag("sample", &number.to_string())
    }

    /// The same record with the ARNs that follow from its other fields.
    pub(crate) fn complete(&self, place: &Place, record: Record) -> Record {
        let mut record = record;
        for (field, template) in self.made {
            let value = |name: &str| record.text(name).map(str::to_owned);
            let made =
                fill(template, value).filter(|_| is_arn(field) && record.field(field).is_none());
            if let Some(resource) = made {
                record = record.with(json!({*field: self.arn(place, &resource)}));
            }
        }
        record
    }

    /// The fields that say which one it is.
    pub(super) fn own(
        &self,
        place: &Place,
        number: usize,
        parent: Option<&Record>,
    ) -> Map<String, Value> {
        let mut own = Map::new();
        let title = format!("{}-{number:06}", self.name.replace('_', "-"));
        own.insert(self.title.to_owned(), Value::from(title));
        if let Some(kind) = self.parent_kind() {
            own.extend(kind.names(place, parent));
        }
        for (field, template) in self.made {
            let value = |name: &str| part(name, number, &own);
            let mut made = fill(template, value).unwrap_or_default();
            if is_arn(field) {
                made = self.arn(place, &made);
            }
            own.insert((*field).to_owned(), Value::from(made));
        }
        own
    }

    /// What requests call a resource of this kind: the given one, or the first sample.
    fn names(&self, place: &Place, given: Option<&Record>) -> Map<String, Value> {
        let own = match given {
            Some(_) => Map::new(),
            None => self.own(place, 0, None),
        };
        let field = |name: &str| given.map_or_else(|| own.get(name), |record| record.field(name));
        let names = self.ids.iter();
        let names =
            names.filter_map(|(member, name)| Some(((*member).to_owned(), field(name)?.clone())));
        names.collect()
    }

    /// What a record has: the members of the detail and the summary, and what requests ask by beside.
    fn members<'a>(&self, model: &'a Model, words: &Spoken) -> Vec<&'a Member> {
        let describe = model.operation(self.describe);
        let list = model.operation(self.list);
        let detail = describe.map(|describe| model.detail(describe).1);
        let summary = list.and_then(|list| Some(model.summaries(list)?.1));
        let answers = detail.into_iter().chain(summary);
        let answers = answers.flat_map(|id| &model.structure(id).members);
        let answers = answers.filter(|member| !is_paging(&member.name));
        let requests = list.into_iter().chain(describe);
        let requests = requests.flat_map(|it| &it.input.members);
        let requests = requests.filter(|member| !words.is_about_the_request(&member.name));
        answers.chain(requests).collect()
    }

    fn is_renamed(&self, member: &str) -> bool {
        self.renamed.iter().any(|(name, _)| *name == member)
    }

    pub(super) fn api(&self) -> &'static Api {
        let mut all = Api::ALL.into_iter();
        all.find(|api| api.service == self.service)
            .expect("a kind stands in the table of its service")
    }
}

fn is_arn(field: &str) -> bool {
    field.to_ascii_lowercase().ends_with("arn")
}

/// What stands for a name in a template: the number in so many digits, or a field.
fn part(name: &str, number: usize, own: &Map<String, Value>) -> Option<String> {
    if let Some(width) = name.strip_prefix('#') {
        let width: usize = width.parse().ok()?;
        return Some(format!("{number:0width$}"));
    }
    if name == "+" {
        return Some((number + 1).to_string());
    }
    own.get(name)?.as_str().map(str::to_owned)
}
