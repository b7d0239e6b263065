//! `opencite iam-policy`.

use std::collections::BTreeSet;
use std::process::ExitCode;

use anyhow::anyhow;
use opencite_config::Config;
use opencite_core::{AccountId, IamAction};
use opencite_output::policy::{self, PolicyRequest, Trust};

use crate::cli::{IamPolicyArgs, PolicyFormat};
use crate::failure::Failure;
use crate::plugins::LoadedPlugin;
use crate::{plugins, terminal};

pub(super) fn run(args: &IamPolicyArgs) -> Result<ExitCode, Failure> {
    let limits = plugins::limits(&Config::read(args.config.as_deref())?)?;
    let runtime = plugins::runtime(limits)?;
    let plugins = super::block_on(plugins::load(&runtime, &args.plugins))?;
    let granted = plugins.iter().flat_map(LoadedPlugin::granted);
    let actions: BTreeSet<IamAction> = granted.cloned().collect();
    let request = PolicyRequest {
        actions: actions.into_iter().collect(),
        trust: trust(args)?,
    };
    terminal::print(|out| match args.format {
        PolicyFormat::Json => policy::json(&request, out),
        PolicyFormat::Cloudformation => policy::cloudformation(&request, out),
        PolicyFormat::Terraform => policy::terraform(&request, out),
    })?;
    Ok(ExitCode::SUCCESS)
}

fn trust(args: &IamPolicyArgs) -> Result<Option<Trust>, Failure> {
    let Some(account) = &args.trust else {
        return Ok(None);
    };
    if args.format == PolicyFormat::Json {
        let policy = anyhow!("a policy trusts nobody: that is what a role does");
        return Err(Failure::usage(policy).hint("Say --format cloudformation or terraform."));
    }
    Ok(Some(Trust {
        account: AccountId::new(account.as_str()).map_err(Failure::usage)?,
        external_id: args.external_id.clone(),
    }))
}
