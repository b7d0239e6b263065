//! A plugin in JSON.

use opencite_core::{IamAction, IamPolicy};
use serde::Serialize;

use crate::PluginDescription;

#[derive(Serialize)]
pub(crate) struct PluginWire<'a> {
    id: &'a str,
    version: &'a str,
    digest: &'a str,
    size: u64,
    types: Vec<&'a str>,
    imports: ImportsWire<'a>,
    /// An IAM policy document as AWS takes it.
    policy: &'a IamPolicy,
}

#[derive(Serialize)]
struct ImportsWire<'a> {
    aws: &'a [IamAction],
    wasi: &'a [String],
}

impl<'a> From<&'a PluginDescription> for PluginWire<'a> {
    fn from(plugin: &'a PluginDescription) -> Self {
        let types = plugin.manifest.asset_types.iter();
        Self {
            id: plugin.manifest.id.as_str(),
            version: &plugin.manifest.version,
            digest: &plugin.digest,
            size: plugin.size,
            types: types.map(|declared| declared.name.as_str()).collect(),
            imports: ImportsWire {
                aws: &plugin.aws,
                wasi: &plugin.wasi,
            },
            policy: &plugin.policy,
        }
    }
}
