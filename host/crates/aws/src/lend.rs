//! Which interfaces of the WIT a session offers.

use opencite_bindings::Lend;
use opencite_bindings::aws::sts;
use wasmtime::component::{HasSelf, Linker};

use crate::session::Session;

impl Lend for Session {
    fn lend<T: Send + 'static>(
        linker: &mut Linker<T>,
        interface: &str,
        session: fn(&mut T) -> &mut Self,
    ) -> wasmtime::Result<bool> {
        match interface.split_once('/') {
            Some(("opencite:aws-sts", "sts")) => {
                sts::add_to_linker::<T, HasSelf<Self>>(linker, session).map(|()| true)
            }
            #[cfg(feature = "bedrock")]
            Some(("opencite:aws-bedrock", family)) => lend_bedrock(linker, family, session),
            _ => Ok(false),
        }
    }
}

#[cfg(feature = "bedrock")]
fn lend_bedrock<T: Send + 'static>(
    linker: &mut Linker<T>,
    family: &str,
    session: fn(&mut T) -> &mut Session,
) -> wasmtime::Result<bool> {
    use opencite_bindings::aws::bedrock;

    macro_rules! families {
        ($($name:literal = $module:ident,)*) => {
            match family {
                $($name => bedrock::$module::add_to_linker::<T, HasSelf<Session>>(linker, session)?,)*
                _ => return Ok(false),
            }
        };
    }

    families! {
        "automated-reasoning-policies" = automated_reasoning_policies,
        "copy-jobs" = copy_jobs,
        "custom-model-deployments" = custom_model_deployments,
        "custom-models" = custom_models,
        "customization-jobs" = customization_jobs,
        "enforced-guardrails" = enforced_guardrails,
        "evaluation-jobs" = evaluation_jobs,
        "foundation-models" = foundation_models,
        "guardrails" = guardrails,
        "import-jobs" = import_jobs,
        "imported-models" = imported_models,
        "inference-profiles" = inference_profiles,
        "invocation-jobs" = invocation_jobs,
        "invocation-logging" = invocation_logging,
        "marketplace-endpoints" = marketplace_endpoints,
        "prompt-optimization-jobs" = prompt_optimization_jobs,
        "prompt-routers" = prompt_routers,
        "provisioned-throughputs" = provisioned_throughputs,
        "tagging" = tagging,
    }
    Ok(true)
}
