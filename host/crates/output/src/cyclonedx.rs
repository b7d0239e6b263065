//! The inventory as a bill of materials: `CycloneDX` 1.7 with model cards, as JSON.
//!
//! Where an asset goes is in the private module `place`: a model is a component with a model card, data a component of
//! data, what answers calls a service, and a job a workflow of the formulation, because it made something and is none of
//! the parts. Relations between components and services are dependencies; every relation is a property as well. A
//! composition says whether the whole is complete, and a property of the metadata how each unit of work ended.
//!
//! Of an asset's properties only those that `CycloneDX` has a place for are here; the JSON report has all.

mod bom;
mod card;
mod component;
mod graph;
mod place;
mod provenance;
mod serial;
mod service;
mod workflow;

#[cfg(test)]
mod tests;

use std::io::{BufWriter, Write};

use opencite_core::Inventory;

use crate::OutputError;
use crate::json::document;
use bom::Bom;
use graph::Graph;

/// Writes `report --format cyclonedx`. The same inventory at the same time is the same document, serial number included.
///
/// # Errors
///
/// When the writer refuses.
pub fn cyclonedx(inventory: &Inventory, writer: impl Write) -> Result<(), OutputError> {
    let graph = Graph::of(&inventory.assets);
    let bom = Bom::of(inventory, &graph);
    let serial_number = serial::of(&bom)?;
    let mut writer = BufWriter::new(writer);
    document(&bom.numbered(serial_number), &mut writer)?;
    Ok(writer.flush()?)
}
