//! Manifests of components in a registry.
//!
//! Source: <https://github.com/opencontainers/image-spec/blob/v1.1.0/manifest.md>, and the CNCF's "Wasm OCI Artifact
//! layout", <https://tag-runtime.cncf.io/wgs/wasm/deliverables/wasm-oci-artifact/>.

use std::collections::BTreeMap;

use opencite_core::printable;
use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};

use crate::digest::Digest;

/// The media type of a manifest.
pub(crate) const MANIFEST_TYPE: &str = "application/vnd.oci.image.manifest.v1+json";

/// The media type of the config that says that it is a component.
pub(crate) const CONFIG_TYPE: &str = "application/vnd.wasm.config.v0+json";

/// The media type of the component.
pub(crate) const WASM_TYPE: &str = "application/wasm";

/// The annotation of a manifest that holds the signature of its component: the text that minisign writes.
///
/// An annotation, and no second layer, because the layout has consumers reject what has more than one: whoever does not
/// know the annotation can pull the component all the same. Any tool that pushes can set it.
pub const SIGNATURE_ANNOTATION: &str = "opencite.signature.minisign";

/// Characters of what a manifest calls something, that are kept.
const MAX_NAME: usize = 80;

/// A manifest, as it is written.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Manifest {
    pub(crate) schema_version: u8,
    pub(crate) media_type: &'static str,
    pub(crate) config: Descriptor,
    pub(crate) layers: [Descriptor; 1],
    pub(crate) annotations: BTreeMap<&'static str, String>,
}

/// What a manifest says of bytes that are elsewhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Descriptor {
    pub(crate) media_type: String,
    pub(crate) digest: String,
    pub(crate) size: u64,
}

/// A manifest, as it is read.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Read {
    media_type: Option<String>,
    config: Option<Descriptor>,
    #[serde(default)]
    layers: Vec<Descriptor>,
    #[serde(default)]
    annotations: BTreeMap<String, String>,
    /// What an index has in their place.
    manifests: Option<IgnoredAny>,
}

/// What a manifest says of a component.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Package {
    pub(crate) digest: Digest,
    pub(crate) size: u64,
    pub(crate) signature: Option<String>,
}

/// Why a manifest is none of a component.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ManifestError {
    /// It is no JSON, or not what a manifest must be.
    #[error("it is no manifest of OCI")]
    Malformed,
    /// It lists several manifests, one for each platform; a component is for all.
    #[error("it is an index of several, and a plugin is one for all platforms")]
    Index,
    /// It is a manifest of something else.
    #[error("it is a manifest of type \"{media_type}\"")]
    Other {
        /// What it is of.
        media_type: String,
    },
    /// What it is of is no WebAssembly; a container image, mostly.
    #[error("it is no WebAssembly: its config is of type \"{media_type}\", not {CONFIG_TYPE}")]
    Config {
        /// What its config is.
        media_type: String,
    },
    /// It has no layer, or several.
    #[error("it has {count} layers, and a plugin has one")]
    Layers {
        /// How many.
        count: usize,
    },
    /// Its layer is packed: how large it gets cannot be told from it.
    #[error("its layer is packed, \"{media_type}\"; it must be {WASM_TYPE} as it is")]
    Packed {
        /// What its layer is.
        media_type: String,
    },
    /// Its layer is something else.
    #[error("its layer is of type \"{media_type}\", not {WASM_TYPE}")]
    Layer {
        /// What its layer is.
        media_type: String,
    },
    /// Its layer is named by a digest that is not computed here.
    #[error("its layer has no digest of sha256")]
    Digest,
}

impl Descriptor {
    pub(crate) fn of(media_type: &str, bytes: &[u8]) -> Self {
        Self {
            media_type: media_type.to_owned(),
            digest: Digest::of(bytes).to_string(),
            size: bytes.len() as u64,
        }
    }
}

impl Package {
    /// Reads a manifest, of which its server says of what type it is.
    pub(crate) fn read(bytes: &[u8], content_type: Option<&str>) -> Result<Self, ManifestError> {
        let read: Read = serde_json::from_slice(bytes).map_err(|_| ManifestError::Malformed)?;
        if read.manifests.is_some() {
            return Err(ManifestError::Index);
        }
        let media_type = read.media_type.as_deref().or(content_type.map(essence));
        if media_type != Some(MANIFEST_TYPE) {
            let media_type = name(media_type.unwrap_or_default());
            return Err(ManifestError::Other { media_type });
        }
        let config = read.config.ok_or(ManifestError::Malformed)?;
        if config.media_type != CONFIG_TYPE {
            let media_type = name(&config.media_type);
            return Err(ManifestError::Config { media_type });
        }
        let [layer] = read.layers.as_slice() else {
            let count = read.layers.len();
            return Err(ManifestError::Layers { count });
        };
        check_layer(&layer.media_type)?;
        let mut annotations = read.annotations;
        Ok(Self {
            digest: layer.digest.parse().map_err(|_| ManifestError::Digest)?,
            size: layer.size,
            signature: annotations.remove(SIGNATURE_ANNOTATION),
        })
    }
}

fn check_layer(media_type: &str) -> Result<(), ManifestError> {
    if media_type == WASM_TYPE {
        return Ok(());
    }
    let kept = name(media_type);
    if ["gzip", "zstd", "tar"]
        .iter()
        .any(|packing| media_type.contains(packing))
    {
        return Err(ManifestError::Packed { media_type: kept });
    }
    Err(ManifestError::Layer { media_type: kept })
}

/// A media type without its parameters.
fn essence(text: &str) -> &str {
    text.split(';').next().unwrap_or_default().trim()
}

/// What something is called, safe to show.
fn name(text: &str) -> String {
    let beginning: String = text.chars().take(MAX_NAME).collect();
    printable(&beginning).into_owned()
}

#[cfg(test)]
mod tests;
