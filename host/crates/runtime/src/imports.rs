//! What a component imports: that bounds what it may do, and is read off the file.

use std::path::Path;

use opencite_core::IamAction;
use wasmtime::Engine;
use wasmtime::component::Component;
use wasmtime::component::types::ComponentItem;

use crate::error::PluginError;

/// The version of all WIT packages of this program.
pub(crate) const WIT_VERSION: &str = "0.1.0";

/// The WASI interfaces that a guest without files, sockets and environment needs.
const WASI: &[&str] = &[
    "wasi:cli/environment",
    "wasi:cli/exit",
    "wasi:cli/stderr",
    "wasi:cli/stdin",
    "wasi:cli/stdout",
    "wasi:cli/terminal-input",
    "wasi:cli/terminal-output",
    "wasi:cli/terminal-stderr",
    "wasi:cli/terminal-stdin",
    "wasi:cli/terminal-stdout",
    "wasi:clocks/monotonic-clock",
    "wasi:clocks/wall-clock",
    "wasi:io/error",
    "wasi:io/poll",
    "wasi:io/streams",
    "wasi:random/insecure",
    "wasi:random/insecure-seed",
    "wasi:random/random",
];

/// What a component imports, sorted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Imports {
    /// The AWS operations it can call, as IAM actions. It cannot call any other.
    pub aws: Vec<IamAction>,
    /// The WASI interfaces, with their versions.
    pub wasi: Vec<String>,
    /// All interfaces of this program, without their versions.
    pub(crate) interfaces: Vec<String>,
}

impl Imports {
    /// All interfaces, with their versions.
    pub fn names(&self) -> Vec<String> {
        let ours = self.interfaces.iter();
        let ours = ours.map(|interface| format!("{interface}@{WIT_VERSION}"));
        ours.chain(self.wasi.iter().cloned()).collect()
    }

    /// Reads the imports, and refuses a component that imports what no plugin is given.
    pub(crate) fn of(
        path: &Path,
        engine: &Engine,
        component: &Component,
    ) -> Result<Self, PluginError> {
        let mut imports = Self::default();
        for (name, import) in component.component_type().imports(engine) {
            let (interface, version) = name.split_once('@').unwrap_or((name, ""));
            if WASI.contains(&interface) {
                imports.wasi.push(name.to_owned());
                continue;
            }
            check(path, name, interface, version)?;
            imports.interfaces.push(interface.to_owned());
            if let ComponentItem::ComponentInstance(instance) = &import.ty {
                let functions = instance
                    .exports(engine)
                    .filter(|(_, item)| is_function(&item.ty));
                imports
                    .aws
                    .extend(functions.filter_map(|(function, _)| action(interface, function)));
            }
        }
        imports.aws.sort();
        imports.wasi.sort();
        imports.interfaces.sort();
        Ok(imports)
    }
}

fn check(path: &Path, name: &str, interface: &str, version: &str) -> Result<(), PluginError> {
    if !interface.starts_with("opencite:") {
        return Err(PluginError::Forbidden {
            path: path.to_owned(),
            interface: name.to_owned(),
        });
    }
    if !is_compatible(version) {
        let interface = name.to_owned();
        return Err(PluginError::OtherVersion {
            path: path.to_owned(),
            interface,
            offered: WIT_VERSION,
        });
    }
    Ok(())
}

/// Before 1.0 the minor version breaks; the patch version only adds.
fn is_compatible(version: &str) -> bool {
    let minor = |version: &str| {
        version
            .rsplit_once('.')
            .map(|(minor, _patch)| minor.to_owned())
    };
    minor(version) == minor(WIT_VERSION)
}

fn is_function(item: &ComponentItem) -> bool {
    matches!(item, ComponentItem::ComponentFunc(_))
}

/// The interface by which a plugin names its operations itself.
const REQUESTS: &str = "opencite:aws-request/requests";

impl Imports {
    /// Whether the component can ask for operations by their names.
    pub(crate) fn has_requests(&self) -> bool {
        self.interfaces
            .iter()
            .any(|interface| interface == REQUESTS)
    }
}

/// `opencite:aws-bedrock/custom-models` and `list-custom-models` make `bedrock:ListCustomModels`. What belongs to a
/// resource (`[method]custom-model-pages.next`) goes on with what a function began.
fn action(interface: &str, function: &str) -> Option<IamAction> {
    let (package, _) = interface.split_once('/')?;
    let service = package.strip_prefix("opencite:aws-")?;
    if interface == REQUESTS {
        return None;
    }
    (!function.starts_with('[')).then(|| IamAction::new(service, pascal_case(function)))
}

fn pascal_case(kebab: &str) -> String {
    let capitalised = |word: &str| {
        let (first, rest) = word.split_at(word.len().min(1));
        first.to_ascii_uppercase() + rest
    };
    kebab.split('-').map(capitalised).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_function_is_an_iam_action() {
        let action =
            |interface, function| action(interface, function).map(|action| action.to_string());
        assert_eq!(
            action("opencite:aws-bedrock/custom-models", "list-custom-models").as_deref(),
            Some("bedrock:ListCustomModels")
        );
        assert_eq!(
            action(
                "opencite:aws-bedrock/custom-models",
                "[method]custom-model-pages.next"
            ),
            None
        );
        assert_eq!(action("opencite:plugin/inventory", "emit"), None);
        assert_eq!(action(REQUESTS, "send"), None);
    }

    #[test]
    fn before_one_only_the_patch_version_may_differ() {
        assert!(is_compatible("0.1.0"));
        assert!(is_compatible("0.1.7"));
        assert!(!is_compatible("0.2.0"));
        assert!(!is_compatible("1.1.0"));
        assert!(!is_compatible(""));
    }
}
