//! `opencite tag`.

use std::io::Write as _;
use std::process::ExitCode;

use opencite_core::{ScanRef, ScanTag};
use opencite_store::Store;

use super::scan::clock;
use crate::cli::TagArgs;
use crate::failure::Failure;
use crate::{moment, terminal};

pub(super) fn run(args: &TagArgs) -> Result<ExitCode, Failure> {
    let tag = ScanTag::new(args.tag.as_str()).map_err(Failure::usage)?;
    // A database that is not there is not made.
    drop(Store::open_existing(&args.db.db)?);
    let mut store = Store::open(&args.db.db)?;
    let done = if args.remove {
        let scan = store.untag(&tag)?;
        format!("scan {scan} is no longer tagged {tag}\n")
    } else {
        let named = args.scan.as_deref();
        let named = named
            .map(|text| moment::scan_ref(text, clock()))
            .transpose()?;
        let scan = store.resolve(&named.unwrap_or(ScanRef::Latest))?.id;
        store.tag(scan, &tag)?;
        format!("scan {scan} is tagged {tag}\n")
    };
    terminal::print(|out| out.write_all(done.as_bytes()))?;
    Ok(ExitCode::SUCCESS)
}
