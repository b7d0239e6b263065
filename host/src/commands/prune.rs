//! `opencite prune`.

use std::process::ExitCode;

use anyhow::anyhow;
use opencite_core::{Retention, ScanId, ScanRecord};
use opencite_output::retention::{self, PruneView, PrunedScan};
use opencite_store::{PrunePlan, ScanLock, Store};

use crate::cli::{PruneArgs, TextFormat};
use crate::failure::Failure;
use crate::terminal;

pub(super) fn run(args: &PruneArgs) -> Result<ExitCode, Failure> {
    let store = Store::open_existing(&args.db.db)?;
    let plan = store.prune_plan(&retention(args))?;
    let scans = store.scans()?;
    drop(store);
    if args.dry_run {
        show(&plan, &scans, false, args.format)?;
        return Ok(ExitCode::SUCCESS);
    }
    if !args.yes && !plan.scans.removed.is_empty() {
        show(&plan, &scans, false, args.format)?;
        confirm(plan.scans.removed.len())?;
    }
    let _lock = ScanLock::acquire(&args.db.db)?;
    Store::open(&args.db.db)?.prune(&plan)?;
    show(&plan, &scans, true, args.format)?;
    Ok(ExitCode::SUCCESS)
}

fn retention(args: &PruneArgs) -> Retention {
    Retention {
        last: args.keep_last,
        hourly: args.keep_hourly,
        daily: args.keep_daily,
        weekly: args.keep_weekly,
        monthly: args.keep_monthly,
    }
}

fn show(
    plan: &PrunePlan,
    scans: &[ScanRecord],
    done: bool,
    format: TextFormat,
) -> Result<(), Failure> {
    let pruned = |scan| PrunedScan {
        scan,
        kept_for: reasons(plan, scan.id),
    };
    let scans: Vec<_> = scans.iter().map(pruned).collect();
    let view = PruneView {
        scans: &scans,
        rows_freed: Some(plan.frees.runs + plan.frees.versions),
        done,
    };
    terminal::print(|out| match format {
        TextFormat::Text => retention::text(&view, terminal::width(), out),
        TextFormat::Json => retention::json(&view, out),
    })
}

fn reasons(plan: &PrunePlan, scan: ScanId) -> Vec<String> {
    let reasons = plan.scans.kept.get(&scan).into_iter().flatten();
    reasons.map(ToString::to_string).collect()
}

/// What is removed does not come back.
fn confirm(scans: usize) -> Result<(), Failure> {
    if terminal::confirms(&format!("Remove {scans} scans?"))? {
        return Ok(());
    }
    Err(
        Failure::usage(anyhow!("nothing was removed, as nobody said yes"))
            .hint("Say --yes to remove them, or --dry-run to only see the plan."),
    )
}
