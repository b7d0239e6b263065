//! What a plugin author depends on: the interfaces of OpenCITE, and the little that every plugin would write again.
//!
//! A plugin is a type that implements [`Plugin`], exported with [`export!`]. It lists its asset types ([`AssetKind`]),
//! and for each a function that walks the listings of AWS: [`list`] where a listing says all, [`list_and_describe`]
//! where each asset must be described as well. Mapping functions return an [`Asset`] and touch nothing, so that they
//! are tested natively.
//!
//! Build for `wasm32-wasip2` with `crate-type = ["cdylib", "rlib"]`.

mod asset;
mod pages;
mod plugin;
mod properties;
mod verify;
mod walk;

pub use asset::Asset;
pub use generated::exports::opencite::plugin::guest::Check;
pub use generated::opencite::aws_types::types::{AwsError, Setting};
pub use generated::opencite::plugin::types::{ConfigValue, Scope, Unit};
pub use generated::opencite::plugin::usage_sink;
pub use generated::opencite::plugin::{config, log, progress};
pub use pages::Pages;
pub use plugin::{AssetKind, ConfigField, Failure, Plugin};
pub use properties::Properties;
pub use verify::{tried, try_list, try_list_and_describe};
pub use walk::{Description, list, list_and_describe, list_and_describe_some, single};

/// The AWS services, a module each; every function is one operation and one IAM action.
pub mod aws {
    pub use crate::generated::opencite::aws_bedrock as bedrock;
    pub use crate::generated::opencite::aws_sts::sts;
}

#[doc(hidden)]
pub mod __private {
    pub use crate::generated::exports::opencite::plugin::guest::{Guest, PluginManifest};
    pub use crate::generated::{__export_plugin as export, exports};
    pub use crate::plugin::Exported;
}

#[expect(
    missing_docs,
    clippy::pedantic,
    reason = "generated from documented WIT"
)]
mod generated {
    wit_bindgen::generate!({
        path: "../../wit",
        world: "opencite:plugin/plugin",
        // The mapping tests of plugins read records from JSON.
        additional_derives: [serde::Serialize, serde::Deserialize],
        generate_all,
        pub_export_macro: true,
        export_macro_name: "__export_plugin",
        default_bindings_module: "opencite_plugin_sdk::__private",
    });
}

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
