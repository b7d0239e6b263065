//! `opencite verify`.

use std::process::ExitCode;

use opencite_config::Config;
use opencite_core::ScanOutcome;
use opencite_output::verify::Verification;

use super::scan::{cancel_on_ctrl_c, install_fingerprint_key, plugin_config};
use crate::cli::{TextFormat, VerifyArgs};
use crate::failure::{Failure, exit_code};
use crate::verify::VerifyRequest;
use crate::{accounts, plugins, terminal, verify};

pub(super) fn run(args: &VerifyArgs) -> Result<ExitCode, Failure> {
    let verification = super::block_on(async {
        let cancelled = cancel_on_ctrl_c();
        let request = request(args).await?;
        Ok(Box::pin(verify::run(&request, &cancelled)).await?)
    })?;
    show(&verification, args.format)?;
    Ok(exit_code(if verification.all_works() {
        ScanOutcome::Complete
    } else {
        ScanOutcome::Partial
    }))
}

async fn request(args: &VerifyArgs) -> Result<VerifyRequest, Failure> {
    let config = Config::read(args.accounts.config.as_deref())?;
    let accounts = accounts::resolve(&args.accounts, &config).await?;
    let runtime = plugins::runtime(plugins::limits(&config)?)?;
    let plugins = plugins::load(&runtime, &args.plugins).await?;
    accounts::check(&accounts, &plugins)?;
    install_fingerprint_key()?;
    Ok(VerifyRequest {
        plugin_config: plugin_config(&config, &plugins)?,
        plugins,
        accounts,
    })
}

fn show(verification: &Verification, format: TextFormat) -> Result<(), Failure> {
    terminal::print(|out| match format {
        TextFormat::Json => opencite_output::json::verification(verification, out),
        TextFormat::Text => opencite_output::verify::text(verification, out),
    })
}
