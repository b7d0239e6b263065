//! What the fuzz targets share.
//!
//! - [`words`]: the texts that an input is made of.
//! - [`shown`]: what must hold of all that is written for people.
//! - [`estate`]: reports in which every text is the input's.
//! - [`database`]: a small database, and all that can be read of one.
//! - [`server`]: a server that says what the input says, and its client.
//! - [`processor`]: the time that a thread spends on a processor.
//! - [`waiting`]: where futures are waited for.
//! - `plugin`, with the feature `runtime`: a plugin that says what its memory holds.

pub mod database;
pub mod estate;
#[cfg(feature = "runtime")]
pub mod plugin;
pub mod processor;
pub mod server;
pub mod shown;
pub mod waiting;
pub mod words;
