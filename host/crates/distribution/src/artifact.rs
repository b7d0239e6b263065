//! A component as it is published.
//!
//! Source: the CNCF's "Wasm OCI Artifact layout",
//! <https://tag-runtime.cncf.io/wgs/wasm/deliverables/wasm-oci-artifact/>, and for the annotations
//! <https://github.com/opencontainers/image-spec/blob/v1.1.0/annotations.md>.

use std::collections::BTreeMap;
use std::fmt;

use bytes::Bytes;
use opencite_core::Timestamp;
use serde::Serialize;

use crate::digest::Digest;
use crate::manifest::{
    CONFIG_TYPE, Descriptor, MANIFEST_TYPE, Manifest, SIGNATURE_ANNOTATION, WASM_TYPE,
};

/// A component as it is published.
#[derive(Clone)]
pub struct Artifact {
    /// The component.
    pub component: Vec<u8>,
    /// What it imports, such as `wasi:io/streams@0.2.0`.
    pub imports: Vec<String>,
    /// What it exports.
    pub exports: Vec<String>,
    /// When it is published. The same component published at another time has another manifest.
    pub created: Timestamp,
    /// What it is called: the plugin's id.
    pub title: String,
    /// Its version.
    pub version: String,
    /// What it is, in a sentence.
    pub description: Option<String>,
    /// Where its source is: a URL. Some registries link to it.
    pub source: Option<String>,
    /// Under what licences it is: an expression of SPDX.
    pub licenses: Option<String>,
    /// The text of the `.minisig` file of the component.
    pub signature: Option<String>,
}

/// What says of the component what a registry can show.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Config<'a> {
    created: String,
    architecture: &'static str,
    os: &'static str,
    layer_digests: [String; 1],
    component: World<'a>,
}

#[derive(Serialize)]
struct World<'a> {
    exports: &'a [String],
    imports: &'a [String],
}

/// All that is handed over to a registry.
pub(crate) struct Parcel {
    pub(crate) config: Bytes,
    pub(crate) component: Bytes,
    pub(crate) manifest: Bytes,
}

impl Artifact {
    pub(crate) fn pack(&self) -> Result<Parcel, serde_json::Error> {
        let config = serde_json::to_vec(&self.config())?;
        let manifest = Manifest {
            schema_version: 2,
            media_type: MANIFEST_TYPE,
            config: Descriptor::of(CONFIG_TYPE, &config),
            layers: [Descriptor::of(WASM_TYPE, &self.component)],
            annotations: self.annotations(),
        };
        Ok(Parcel {
            manifest: serde_json::to_vec(&manifest)?.into(),
            component: self.component.clone().into(),
            config: config.into(),
        })
    }

    fn config(&self) -> Config<'_> {
        Config {
            created: self.created.to_string(),
            architecture: "wasm",
            os: "wasip2",
            layer_digests: [Digest::of(&self.component).to_string()],
            component: World {
                exports: &self.exports,
                imports: &self.imports,
            },
        }
    }

    fn annotations(&self) -> BTreeMap<&'static str, String> {
        let created = self.created.to_string();
        let given = [
            ("org.opencontainers.image.created", Some(&created)),
            ("org.opencontainers.image.title", Some(&self.title)),
            ("org.opencontainers.image.version", Some(&self.version)),
            (
                "org.opencontainers.image.description",
                self.description.as_ref(),
            ),
            ("org.opencontainers.image.source", self.source.as_ref()),
            ("org.opencontainers.image.licenses", self.licenses.as_ref()),
            (SIGNATURE_ANNOTATION, self.signature.as_ref()),
        ];
        let given = given
            .into_iter()
            .filter_map(|(name, value)| Some((name, value?.clone())));
        given.collect()
    }
}

impl fmt::Debug for Artifact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            component,
            title,
            version,
            ..
        } = self;
        write!(
            f,
            "Artifact({title:?}, {version:?}, {} bytes)",
            component.len()
        )
    }
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::*;

    fn artifact() -> Artifact {
        Artifact {
            component: b"\0asm\x0d\0\x01\0".to_vec(),
            imports: vec!["wasi:io/streams@0.2.0".to_owned()],
            exports: vec!["opencite:plugin/plugin@0.1.0".to_owned()],
            created: "2026-11-27T08:00:00Z".parse().unwrap(),
            title: "aws_example".to_owned(),
            version: "1.0.0".to_owned(),
            description: None,
            source: None,
            licenses: Some("MIT".to_owned()),
            signature: Some("untrusted comment: x\n..".to_owned()),
        }
    }

    #[test]
    fn a_component_is_laid_out_as_other_tools_expect_it() {
        let parcel = artifact().pack().unwrap();
        let text = |bytes: &Bytes| {
            let value: serde_json::Value = serde_json::from_slice(bytes).unwrap();
            serde_json::to_string_pretty(&value).unwrap()
        };
        assert_snapshot!(text(&parcel.config), @r#"
            {
              "architecture": "wasm",
              "component": {
                "exports": [
                  "opencite:plugin/plugin@0.1.0"
                ],
                "imports": [
                  "wasi:io/streams@0.2.0"
                ]
              },
              "created": "2026-11-27T08:00:00Z",
              "layerDigests": [
                "sha256:24eaf3439a60c96764c4f2c92a0a81b52bd4fe5d5b91f090184a0f6486b1bf29"
              ],
              "os": "wasip2"
            }
            "#);
        assert_snapshot!(text(&parcel.manifest), @r#"
            {
              "annotations": {
                "opencite.signature.minisign": "untrusted comment: x\n..",
                "org.opencontainers.image.created": "2026-11-27T08:00:00Z",
                "org.opencontainers.image.licenses": "MIT",
                "org.opencontainers.image.title": "aws_example",
                "org.opencontainers.image.version": "1.0.0"
              },
              "config": {
                "digest": "sha256:6a518a723ff0cef230d64ed5b95cc1a6ead8db8f38b17e843ad79aa0a1b12f2d",
                "mediaType": "application/vnd.wasm.config.v0+json",
                "size": 254
              },
              "layers": [
                {
                  "digest": "sha256:24eaf3439a60c96764c4f2c92a0a81b52bd4fe5d5b91f090184a0f6486b1bf29",
                  "mediaType": "application/wasm",
                  "size": 8
                }
              ],
              "mediaType": "application/vnd.oci.image.manifest.v1+json",
              "schemaVersion": 2
            }
            "#);
    }

    #[test]
    fn the_same_is_published_as_the_same() {
        assert_eq!(
            artifact().pack().unwrap().manifest,
            artifact().pack().unwrap().manifest
        );
    }
}
