//! The model behind the name that a caller used.
//!
//! One model is called by its id, through a profile of a geography, by ARNs of either, or through a profile of an
//! application that only the account knows. [`CalledModel::resolve`] finds the model's one id, and the way to it.
//! It never fails: a name that it does not know is a model of that name.

use std::fmt;
use std::str::FromStr;

/// A model as somebody called it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalledModel {
    /// The model's one id: a bare id, or an ARN of the account's own.
    pub model: String,
    /// The way to it.
    pub route: Route,
}

/// The way to a model.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Route {
    /// The model of the region itself.
    OnDemand,
    /// A profile that spreads calls over a geography: `us`.
    Geo(String),
    /// A profile that spreads calls over the world.
    Global,
    /// A profile of the account's own.
    Application,
    /// Throughput that was bought.
    Provisioned,
    /// A model that the account trained.
    Custom,
    /// A model that the account brought.
    Imported,
    /// A router that chooses among models.
    Router,
    /// Anything else: a prompt, an endpoint, a name that says nothing.
    Other,
}

/// What the inventory knows of an inference profile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// The ARN of a model that it leads to; all that it leads to are one model in several regions.
    pub model_arn: String,
    /// Whether it is the account's own.
    pub is_application: bool,
}

/// Prefixes of the profiles that AWS has defined, as of 2026-11, without the one for the world.
///
/// Source: <https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-support.html>
const GEOGRAPHIES: &[&str] = &[
    "af", "apac", "au", "ca", "eu", "il", "jp", "me", "mx", "sa", "us", "us-gov",
];
/// The prefix of profiles that spread calls over the world.
const GLOBAL: &str = "global";

/// First segments of the ids of models, as of 2026-11: what stands before one of them is a geography, also when it is
/// newer than this program.
///
/// Source: <https://docs.aws.amazon.com/bedrock/latest/userguide/models-supported.html>
const VENDORS: &[&str] = &[
    "ai21",
    "amazon",
    "anthropic",
    "cohere",
    "deepseek",
    "google",
    "luma",
    "meta",
    "minimax",
    "mistral",
    "moonshot",
    "moonshotai",
    "nvidia",
    "openai",
    "qwen",
    "stability",
    "twelvelabs",
    "writer",
    "zai",
];

impl CalledModel {
    /// Finds the model behind the name that a caller used. `profile` looks a profile up, by its ARN or its id.
    pub fn resolve(called: &str, profile: impl Fn(&str) -> Option<Profile>) -> Self {
        match Arn::parse(called) {
            Some(arn) => arn.resolve(called, profile),
            None if called.starts_with("arn:") => Self::itself(called, Route::Other),
            None => Self::of_id(called, profile(called)),
        }
    }

    /// The model behind an id, and a profile of that id where there is one.
    fn of_id(id: &str, profile: Option<Profile>) -> Self {
        let by_name = Self::of_name(id);
        let Some(profile) = profile else {
            return by_name;
        };
        let route = match (profile.is_application, by_name.route) {
            (true, _) => Route::Application,
            (false, Route::OnDemand | Route::Other) => Route::Other,
            (false, named) => named,
        };
        Self {
            model: model_of_arn(&profile.model_arn).unwrap_or(by_name.model),
            route,
        }
    }

    /// What an id says by itself.
    fn of_name(id: &str) -> Self {
        let Some((prefix, rest)) = id.split_once('.') else {
            return Self::itself(id, Route::Other);
        };
        let route = match prefix {
            GLOBAL if !rest.is_empty() => Route::Global,
            _ if is_geography(prefix, rest) => Route::Geo(prefix.to_owned()),
            _ => return Self::itself(id, Route::OnDemand),
        };
        Self {
            model: rest.to_owned(),
            route,
        }
    }

    fn itself(called: &str, route: Route) -> Self {
        Self {
            model: called.to_owned(),
            route,
        }
    }
}

fn is_geography(prefix: &str, rest: &str) -> bool {
    let vendor = rest.split('.').next().unwrap_or_default();
    let names_more = rest.contains('.');
    names_more
        && !VENDORS.contains(&prefix)
        && (GEOGRAPHIES.contains(&prefix) || VENDORS.contains(&vendor))
}

/// The id of the model that an ARN of a model names.
fn model_of_arn(text: &str) -> Option<String> {
    let arn = Arn::parse(text)?;
    (arn.kind == "foundation-model").then(|| arn.name.to_owned())
}

/// The parts of an ARN of Bedrock or SageMaker that say what it names.
struct Arn<'a> {
    service: &'a str,
    kind: &'a str,
    name: &'a str,
}

impl<'a> Arn<'a> {
    fn parse(text: &'a str) -> Option<Self> {
        let mut fields = text.splitn(6, ':');
        let mut field = || fields.next();
        let (scheme, partition, service) = (field()?, field()?, field()?);
        let (_region, _account, resource) = (field()?, field()?, field()?);
        let (kind, name) = resource.split_once('/')?;
        let is_arn = scheme == "arn" && partition.starts_with("aws") && !name.is_empty();
        is_arn.then_some(Self {
            service,
            kind,
            name,
        })
    }

    fn resolve(&self, called: &str, profile: impl Fn(&str) -> Option<Profile>) -> CalledModel {
        let itself = |route| CalledModel::itself(called, route);
        if self.service != "bedrock" {
            return itself(Route::Other);
        }
        match self.kind {
            "foundation-model" => CalledModel::itself(self.name, Route::OnDemand),
            "inference-profile" => CalledModel::of_id(self.name, profile(called)),
            "application-inference-profile" => CalledModel {
                model: profile(called)
                    .and_then(|profile| model_of_arn(&profile.model_arn))
                    .unwrap_or_else(|| called.to_owned()),
                route: Route::Application,
            },
            "provisioned-model" => itself(Route::Provisioned),
            "custom-model" | "custom-model-deployment" => itself(Route::Custom),
            "imported-model" => itself(Route::Imported),
            "prompt-router" | "default-prompt-router" => itself(Route::Router),
            _ => itself(Route::Other),
        }
    }
}

/// What stands before the name of a geography.
const GEO: &str = "geo:";

impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OnDemand => f.pad("on-demand"),
            Self::Geo(geography) => f.pad(&format!("{GEO}{geography}")),
            Self::Global => f.pad("global"),
            Self::Application => f.pad("application"),
            Self::Provisioned => f.pad("provisioned"),
            Self::Custom => f.pad("custom"),
            Self::Imported => f.pad("imported"),
            Self::Router => f.pad("router"),
            Self::Other => f.pad("other"),
        }
    }
}

/// A text that names no way to a model.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no way to a model")]
pub struct RouteError(String);

impl FromStr for Route {
    type Err = RouteError;

    fn from_str(text: &str) -> Result<Self, RouteError> {
        Ok(match text {
            "on-demand" => Self::OnDemand,
            "global" => Self::Global,
            "application" => Self::Application,
            "provisioned" => Self::Provisioned,
            "custom" => Self::Custom,
            "imported" => Self::Imported,
            "router" => Self::Router,
            "other" => Self::Other,
            _ => match text.strip_prefix(GEO) {
                Some(geography) => Self::Geo(geography.to_owned()),
                None => return Err(RouteError(text.to_owned())),
            },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HAIKU: &str = "anthropic.claude-3-haiku-20240307-v1:0";
    const OWN: &str =
        "arn:aws:bedrock:us-west-2:111122223333:application-inference-profile/1arbu5hu2sjr";

    /// An account with a profile of its own, and one of AWS's that is named like no other.
    fn profiles(name: &str) -> Option<Profile> {
        let (region, is_application) = match name {
            OWN | "1arbu5hu2sjr" => ("us-west-2", true),
            "mars.new.thing" => ("us-east-1", false),
            _ => return None,
        };
        Some(Profile {
            model_arn: format!("arn:aws:bedrock:{region}::foundation-model/{HAIKU}"),
            is_application,
        })
    }

    fn table(names: &[&str], profile: fn(&str) -> Option<Profile>) -> String {
        let line = |name: &&str| {
            let CalledModel { model, route } = CalledModel::resolve(name, profile);
            let model = if model == **name { "itself" } else { &model };
            format!("{name} -> {route} {model}")
        };
        names.iter().map(line).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn ids_of_models_and_of_profiles_by_geography() {
        let names = [
            "anthropic.claude-sonnet-4-20250514-v1:0",
            "us.anthropic.claude-sonnet-4-20250514-v1:0",
            "us-gov.anthropic.claude-3-5-sonnet-20240620-v1:0",
            "eu.meta.llama3-2-1b-instruct-v1:0",
            "apac.amazon.nova-lite-v1:0",
            "au.anthropic.claude-sonnet-4-5-20250929-v1:0",
            "jp.anthropic.claude-haiku-4-5-20251001-v1:0",
            "ca.amazon.nova-lite-v1:0",
            "global.anthropic.claude-opus-4-6-v1",
            "moon.anthropic.claude-sonnet-9-v1:0",
            "us.deepseek.r1-v1:0",
            "us.twelvelabs.pegasus-1-2-v1:0",
            "us.newcomer.model-1-v1:0",
            "deepseek.v3.1-v1:0",
            "zai.glm-4.6",
            "openai.gpt-oss-120b-1:0",
            "qwen.qwen3-coder-480b-a35b-v1:0",
            "newcomer.model-1.5-v1:0",
            "amazon.titan-text-express-v1:0:8k",
            "cohere.command-r-plus-v1:0",
        ];
        insta::assert_snapshot!(table(&names, |_| None), @"
        anthropic.claude-sonnet-4-20250514-v1:0 -> on-demand itself
        us.anthropic.claude-sonnet-4-20250514-v1:0 -> geo:us anthropic.claude-sonnet-4-20250514-v1:0
        us-gov.anthropic.claude-3-5-sonnet-20240620-v1:0 -> geo:us-gov anthropic.claude-3-5-sonnet-20240620-v1:0
        eu.meta.llama3-2-1b-instruct-v1:0 -> geo:eu meta.llama3-2-1b-instruct-v1:0
        apac.amazon.nova-lite-v1:0 -> geo:apac amazon.nova-lite-v1:0
        au.anthropic.claude-sonnet-4-5-20250929-v1:0 -> geo:au anthropic.claude-sonnet-4-5-20250929-v1:0
        jp.anthropic.claude-haiku-4-5-20251001-v1:0 -> geo:jp anthropic.claude-haiku-4-5-20251001-v1:0
        ca.amazon.nova-lite-v1:0 -> geo:ca amazon.nova-lite-v1:0
        global.anthropic.claude-opus-4-6-v1 -> global anthropic.claude-opus-4-6-v1
        moon.anthropic.claude-sonnet-9-v1:0 -> geo:moon anthropic.claude-sonnet-9-v1:0
        us.deepseek.r1-v1:0 -> geo:us deepseek.r1-v1:0
        us.twelvelabs.pegasus-1-2-v1:0 -> geo:us twelvelabs.pegasus-1-2-v1:0
        us.newcomer.model-1-v1:0 -> geo:us newcomer.model-1-v1:0
        deepseek.v3.1-v1:0 -> on-demand itself
        zai.glm-4.6 -> on-demand itself
        openai.gpt-oss-120b-1:0 -> on-demand itself
        qwen.qwen3-coder-480b-a35b-v1:0 -> on-demand itself
        newcomer.model-1.5-v1:0 -> on-demand itself
        amazon.titan-text-express-v1:0:8k -> on-demand itself
        cohere.command-r-plus-v1:0 -> on-demand itself
        ");
    }

    #[test]
    fn arns_of_every_kind() {
        let names = [
            "arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0",
            "arn:aws:bedrock:::foundation-model/anthropic.claude-opus-4-6-v1",
            "arn:aws-us-gov:bedrock:us-gov-west-1::foundation-model/amazon.titan-text-lite-v1",
            "arn:aws-cn:bedrock:cn-north-1::foundation-model/amazon.nova-lite-v1:0",
            "arn:aws:bedrock:us-east-1:111122223333:inference-profile/us.amazon.nova-lite-v1:0",
            "arn:aws:bedrock:us-east-1:111122223333:inference-profile/global.anthropic.claude-opus-4-6-v1",
            "arn:aws-us-gov:bedrock:us-gov-west-1:111122223333:inference-profile/us-gov.anthropic.claude-3-haiku-20240307-v1:0",
            OWN,
            "arn:aws:bedrock:us-east-1:111122223333:provisioned-model/abcd1234efgh",
            "arn:aws:bedrock:us-east-1:111122223333:custom-model/amazon.nova-lite-v1:0:300k/a1b2c3",
            "arn:aws:bedrock:us-east-1:111122223333:custom-model-deployment/a1b2c3",
            "arn:aws:bedrock:us-east-1:111122223333:imported-model/a1b2c3",
            "arn:aws:bedrock:us-east-1:111122223333:prompt-router/a1b2c3",
            "arn:aws:bedrock:us-east-1:111122223333:default-prompt-router/anthropic.claude:1",
            "arn:aws:bedrock:us-east-1:111122223333:prompt/PROMPT1:2",
            "arn:aws:sagemaker:us-east-1:111122223333:endpoint/churn",
        ];
        insta::assert_snapshot!(table(&names, |_| None), @"
        arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0 -> on-demand amazon.nova-lite-v1:0
        arn:aws:bedrock:::foundation-model/anthropic.claude-opus-4-6-v1 -> on-demand anthropic.claude-opus-4-6-v1
        arn:aws-us-gov:bedrock:us-gov-west-1::foundation-model/amazon.titan-text-lite-v1 -> on-demand amazon.titan-text-lite-v1
        arn:aws-cn:bedrock:cn-north-1::foundation-model/amazon.nova-lite-v1:0 -> on-demand amazon.nova-lite-v1:0
        arn:aws:bedrock:us-east-1:111122223333:inference-profile/us.amazon.nova-lite-v1:0 -> geo:us amazon.nova-lite-v1:0
        arn:aws:bedrock:us-east-1:111122223333:inference-profile/global.anthropic.claude-opus-4-6-v1 -> global anthropic.claude-opus-4-6-v1
        arn:aws-us-gov:bedrock:us-gov-west-1:111122223333:inference-profile/us-gov.anthropic.claude-3-haiku-20240307-v1:0 -> geo:us-gov anthropic.claude-3-haiku-20240307-v1:0
        arn:aws:bedrock:us-west-2:111122223333:application-inference-profile/1arbu5hu2sjr -> application itself
        arn:aws:bedrock:us-east-1:111122223333:provisioned-model/abcd1234efgh -> provisioned itself
        arn:aws:bedrock:us-east-1:111122223333:custom-model/amazon.nova-lite-v1:0:300k/a1b2c3 -> custom itself
        arn:aws:bedrock:us-east-1:111122223333:custom-model-deployment/a1b2c3 -> custom itself
        arn:aws:bedrock:us-east-1:111122223333:imported-model/a1b2c3 -> imported itself
        arn:aws:bedrock:us-east-1:111122223333:prompt-router/a1b2c3 -> router itself
        arn:aws:bedrock:us-east-1:111122223333:default-prompt-router/anthropic.claude:1 -> router itself
        arn:aws:bedrock:us-east-1:111122223333:prompt/PROMPT1:2 -> other itself
        arn:aws:sagemaker:us-east-1:111122223333:endpoint/churn -> other itself
        ");
    }

    #[test]
    fn the_inventory_knows_better_than_a_name() {
        let names = [OWN, "1arbu5hu2sjr", "mars.new.thing", HAIKU];
        insta::assert_snapshot!(table(&names, profiles), @"
        arn:aws:bedrock:us-west-2:111122223333:application-inference-profile/1arbu5hu2sjr -> application anthropic.claude-3-haiku-20240307-v1:0
        1arbu5hu2sjr -> application anthropic.claude-3-haiku-20240307-v1:0
        mars.new.thing -> other anthropic.claude-3-haiku-20240307-v1:0
        anthropic.claude-3-haiku-20240307-v1:0 -> on-demand itself
        ");
    }

    #[test]
    fn what_is_malformed_stays_as_it_is() {
        let names = [
            "",
            ".",
            "us.",
            "us.anthropic",
            "arn:",
            "arn:aws:bedrock",
            "arn:aws:bedrock:us-east-1::foundation-model",
            "arn:aws:bedrock:us-east-1::foundation-model/",
            "arn:azure:bedrock:us-east-1::foundation-model/x",
            "ARN:aws:bedrock:us-east-1::foundation-model/x",
            "模型",
            "no such model",
        ];
        for name in names {
            assert_eq!(CalledModel::resolve(name, profiles).model, name);
        }
    }

    #[test]
    fn a_route_is_read_as_it_is_written() {
        let routes = [
            Route::OnDemand,
            Route::Geo("us-gov".to_owned()),
            Route::Global,
            Route::Application,
            Route::Provisioned,
            Route::Custom,
            Route::Imported,
            Route::Router,
            Route::Other,
        ];
        for route in routes {
            assert_eq!(route.to_string().parse(), Ok(route));
        }
        assert!("on demand".parse::<Route>().is_err());
    }
}
