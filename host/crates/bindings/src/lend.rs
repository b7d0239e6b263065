//! How AWS calls reach a plugin.

use opencite_core::IamAction;
use wasmtime::component::Linker;

/// A provider of AWS calls: it implements AWS interfaces of the WIT and links those that a plugin imports.
pub trait Lend: Sized + Send + 'static {
    /// Links one interface, named without its version: `opencite:aws-bedrock/custom-models`. Returns false when this
    /// provider does not offer it.
    ///
    /// # Errors
    ///
    /// When the interface is linked twice.
    fn lend<T: Send + 'static>(
        linker: &mut Linker<T>,
        interface: &str,
        provider: fn(&mut T) -> &mut Self,
    ) -> wasmtime::Result<bool>;

    /// Whether the action is that of an operation that a plugin can ask for by its name.
    fn has_action(action: &IamAction) -> bool;
}
