//! What a plugin author depends on: the interfaces of OpenCITE, and the little that every plugin would write again.
//!
//! A plugin is a type that implements [`Plugin`], exported with [`export!`]. It lists its asset types ([`AssetKind`]),
//! and for each a function that walks the listings of AWS: [`list`] where a listing says all, [`list_and_describe`]
//! where each asset must be described as well. Mapping functions return an [`Asset`] and touch nothing, so that they
//! are tested natively.
//!
//! Build for `wasm32-wasip2` with `crate-type = ["cdylib", "rlib"]`.

mod asset;
mod children;
mod hourly_metrics;
mod identified;
mod pages;
mod plugin;
mod properties;
pub mod request;
mod time;
mod verify;
mod walk;

pub use asset::Asset;
pub use children::{Child, Children, Listed, Parent, each_child, with_children};
pub use generated::exports::opencite::plugin::guest::Check;
pub use generated::opencite::aws_types::types::{AwsError, Fault, Setting};
pub use generated::opencite::plugin::types::{ConfigValue, Scope, Unit};
pub use generated::opencite::plugin::usage_sink;
pub use generated::opencite::plugin::{config, log, progress};
pub use hourly_metrics::{HourlyMetric, HourlyMetrics};
pub use identified::{Identified, identified, one_a_page, only};
pub use pages::Pages;
pub use plugin::{AssetKind, ConfigField, Failure, Plugin, UsageKind};
pub use properties::Properties;
pub use time::{days_ago, days_of, hour_of, second_after};
pub use verify::{tried, try_children, try_list, try_list_and_describe};
pub use walk::{
    Description, list, list_and_describe, list_and_describe_some, listed_since, single,
};

/// The AWS services, a module each; every function is one operation and one IAM action.
pub mod aws {
    pub use crate::generated::opencite::aws_bedrock as bedrock;
    pub use crate::generated::opencite::aws_bedrock_agentcore as agentcore;
    pub use crate::generated::opencite::aws_cloudtrail::events as cloudtrail;
    pub use crate::generated::opencite::aws_cloudwatch::metrics as cloudwatch;
    pub use crate::generated::opencite::aws_logs::model_invocations as logs;
    pub use crate::generated::opencite::aws_sagemaker as sagemaker;
    pub use crate::generated::opencite::aws_sts::sts;
}

#[doc(hidden)]
pub mod __private {
    pub use crate::generated::exports::opencite::plugin::guest::{Guest, PluginManifest};
    pub use crate::generated::{__export_plugin as export, exports};
    pub use crate::plugin::Exported;
}

/// What `wit-bindgen` makes of the WIT, with these derives.
macro_rules! generated {
    ($($derive:path),*) => {
        #[expect(
            missing_docs,
            clippy::pedantic,
            reason = "generated from documented WIT"
        )]
        mod generated {
            wit_bindgen::generate!({
                path: "wit",
                world: "opencite:plugin/plugin",
                additional_derives: [$($derive),*],
                generate_all,
                pub_export_macro: true,
                export_macro_name: "__export_plugin",
                default_bindings_module: "opencite_plugin_sdk::__private",
            });
        }
    };
}

// The mapping tests of plugins read records from JSON. A component does not, and is built in half the time without.
#[cfg(feature = "fixtures")]
generated!(serde::Serialize, serde::Deserialize);
#[cfg(not(feature = "fixtures"))]
generated!(serde::Serialize);

/// Exports a type that implements [`Plugin`] as the component's plugin.
///
/// Only a component has exports: a native build, as tests make, leaves them out.
#[macro_export]
macro_rules! export {
    ($plugin:ty) => {
        #[cfg(target_family = "wasm")]
        const _: () = {
            type Exported = $crate::__private::Exported<$plugin>;
    $crate::__private::export!(Exported with_types_in $crate::__private);
        };
        // Natively nothing calls the plugin; this keeps its parts from counting as unused.
        #[cfg(not(target_family = "wasm"))]
        const _: fn() -> $crate::__private::PluginManifest =
            <$crate::__private::Exported<$plugin> as $crate::__private::Guest>::manifest;
    };
}
