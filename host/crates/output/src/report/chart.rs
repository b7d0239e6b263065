//! Charts over time, as shapes in a box that is 100 wide and 100 high: the page stretches it, and writes the labels around
//! it as text.

mod columns;
mod line;
mod scale;

pub(super) use columns::{ColumnChart, Series};
pub(super) use line::LineChart;

use serde::Serialize;

/// A line across a chart, with what it stands for.
#[derive(Debug, Serialize)]
pub(super) struct Tick {
    label: String,
    /// How far from the top.
    y: String,
}
