//! What texts of samples say, by the names of the members that have them.

use serde_json::{Map, Value};

use super::{Kind, filter};
use crate::estate::{Place, minute};
use crate::model::Words;

/// With this begins every secret that the simulator hands out.
const SECRET: &str = "sImUlAtEdAwS/SaMpLe";

/// The words of one sample.
pub(super) struct Spoken<'a> {
    pub(super) kind: &'a Kind,
    pub(super) place: &'a Place,
    pub(super) number: usize,
    /// The fields that say which one it is.
    pub(super) own: &'a Map<String, Value>,
}

impl Words for Spoken<'_> {
    fn text(&self, member: &str, item: usize) -> String {
        let own = self.own.get(member).and_then(Value::as_str);
        match own {
            Some(own) => own.to_owned(),
            None => self
                .secret(member)
                .unwrap_or_else(|| self.plain(member, item)),
        }
    }

    fn time(&self, member: &str) -> String {
        let later = if member == self.kind.shape.created {
            0
        } else {
            1 + member.len()
        };
        minute(self.number + later)
    }

    fn entries(&self, member: &str) -> Vec<(String, String)> {
        let entry = |key: &str, value: String| (key.to_owned(), value);
        let name = member.to_ascii_lowercase();
        if name.contains("environment") || name.contains("hyperparameters") {
            return vec![
                entry("LOG_LEVEL", "info".to_owned()),
                entry("BATCH_SIZE", (self.number + 1).to_string()),
                entry("PARTNER_API_KEY", format!("{SECRET}/{:06}", self.number)),
            ];
        }
        vec![entry("team", format!("claims-{}", self.number))]
    }
}

impl Spoken<'_> {
    /// Whether a member says how to answer and not what.
    pub(super) fn is_about_the_request(&self, member: &str) -> bool {
        let is_filter = filter::is_filter(member);
        let is_option = self.kind.options.iter().any(|(name, _)| *name == member);
        let is_id = self
            .kind
            .ids
            .iter()
            .any(|(name, field)| *name == member && name != field);
        let is_told = self.kind.filters.iter().any(|(name, _)| *name == member);
        is_filter || is_option || is_id || is_told || self.kind.refused.contains(&member)
    }

    /// A marked secret, for what is one.
    fn secret(&self, member: &str) -> Option<String> {
        let name = member.to_ascii_lowercase();
        let ends = ["secret", "password", "apikey", "accesstoken"];
        let is_secret = ends.iter().any(|end| name.ends_with(end));
        is_secret.then(|| format!("{SECRET}/{:06}", self.number))
    }

    fn plain(&self, member: &str, item: usize) -> String {
        let name = member.to_ascii_lowercase();
        self.arn(member, &name)
            .or_else(|| self.location(&name))
            .or_else(|| self.network(&name, item))
            .or_else(|| self.value(&name))
            .or_else(|| self.named(member))
            .unwrap_or_else(|| format!("{}-{}-{item}", dashed(member), self.number))
    }

    /// What is named by an ARN.
    fn arn(&self, member: &str, name: &str) -> Option<String> {
        let (region, account) = (self.place.region(), self.place.account());
        let number = self.number;
        if name.contains("kms") || name.contains("encryptionkey") {
            return Some(self.place.kms_key(1));
        }
        if name.ends_with("rolearn") || name.ends_with("role") {
            return Some(self.place.role("ArdentMachineLearning"));
        }
        if name.contains("lambdaarn") {
            return Some(format!(
                "arn:aws:lambda:{region}:{account}:function:ardent-{number}"
            ));
        }
        if name.contains("secretarn") || name == "secretid" {
            return Some(format!(
                "arn:aws:secretsmanager:{region}:{account}:secret:ardent-{number}"
            ));
        }
        let is_arn = name.ends_with("arn") || name.ends_with("arns");
        is_arn.then(|| self.other_arn(member))
    }

    /// Where something lies: an image, an object, a page.
    fn location(&self, name: &str) -> Option<String> {
        let (region, account) = (self.place.region(), self.place.account());
        let (kind, number) = (self.kind.name, self.number);
        let ends = |ends: &[&str]| ends.iter().any(|end| name.ends_with(end));
        if ends(&["image", "imageuri", "containeruri"]) {
            return Some(format!(
                "{account}.dkr.ecr.{region}.amazonaws.com/ardent:{number}"
            ));
        }
        if name.contains("s3") || ends(&["uri", "outputpath", "dataurl"]) {
            return Some(format!("s3://ardent-models/{kind}/{number}/"));
        }
        let host = kind.replace('_', "-");
        let is_page = ends(&["url", "urls", "endpoint", "issuer"]);
        is_page.then(|| format!("https://{host}-{number}.ardent.example/"))
    }

    fn network(&self, name: &str, item: usize) -> Option<String> {
        let number = self.number;
        if name.contains("subnet") {
            return Some(format!("subnet-{number:08x}{item:09x}"));
        }
        let is_group = name.contains("securitygroup");
        is_group.then(|| format!("sg-{number:08x}{item:09x}"))
    }

    fn value(&self, name: &str) -> Option<String> {
        if name == "content" || name.ends_with("definition") {
            return Some(format!("{{\"sample\":{}}}", self.number));
        }
        if name.contains("instancetype") {
            return Some("ml.g5.2xlarge".to_owned());
        }
        if name.ends_with("version") {
            return Some((self.number + 1).to_string());
        }
        let is_account = name.contains("accountid") || name.ends_with("account");
        is_account.then(|| self.place.account().to_owned())
    }

    /// The name or id of a resource of another kind, with the same number.
    fn named(&self, member: &str) -> Option<String> {
        let other =
            self.kind_with(|kind| kind.title == member || kind.ids.contains(&(member, member)))?;
        let own = other.own(self.place, self.number, None);
        own.get(member).and_then(Value::as_str).map(str::to_owned)
    }

    fn other_arn(&self, member: &str) -> String {
        let other = self.kind_with(|kind| kind.identity() == member);
        let own = other.map(|kind| kind.own(self.place, self.number, None));
        let arn = own.and_then(|own| own.get(member)?.as_str().map(str::to_owned));
        let resource = || format!("{}/{}", dashed(member), self.number);
        arn.unwrap_or_else(|| self.kind.arn(self.place, &resource()))
    }

    fn kind_with(&self, is_it: impl Fn(&Kind) -> bool) -> Option<&'static Kind> {
        // Names that all kinds have say nothing.
        self.kind
            .api()
            .kinds
            .iter()
            .find(|kind| is_it(kind) && kind.name != self.kind.name)
    }
}

/// `TrainingJobName` as it stands in names: `training-job-name`.
fn dashed(member: &str) -> String {
    let mut text = String::new();
    for letter in member.chars() {
        if letter.is_ascii_uppercase() && !text.is_empty() && !text.ends_with('-') {
            text.push('-');
        }
        text.push(letter.to_ascii_lowercase());
    }
    text
}
