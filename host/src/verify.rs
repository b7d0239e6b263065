//! Tries what the plugins need, in each region of each account.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use futures_util::StreamExt as _;
use futures_util::stream;
use opencite_aws::{Ledger, Session, Tape};
use opencite_core::{ConfigValue, PluginId, Region, UnitError};
use opencite_output::verify::{
    AccountVerification, Check, PluginVerification, RegionVerification, Verification,
};
use opencite_runtime::{Progress, Task};
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;

use crate::accounts::{AccountEntry, type_names};
use crate::plugins::LoadedPlugin;
use crate::sign_in::{self, Refused, SignInFailure, SignedIn};
use crate::site::{Site, not_enabled};

/// Plugins that try their actions at once.
const AT_ONCE: usize = 8;

/// Requests under way at once.
const REQUESTS: usize = 32;

/// What to try, and as whom.
pub(crate) struct VerifyRequest {
    pub(crate) plugins: Vec<LoadedPlugin>,
    pub(crate) plugin_config: HashMap<PluginId, HashMap<String, ConfigValue>>,
    /// At least one.
    pub(crate) accounts: Vec<AccountEntry>,
}

/// One plugin in one region of an account, given by their places.
struct Trial<'a> {
    signed_in: &'a SignedIn,
    region: &'a Region,
    plugin: &'a LoadedPlugin,
    site: Arc<Site>,
}

/// Tries everything, in the order in which it is shown.
///
/// # Errors
///
/// When nobody can be signed in to any account.
pub(crate) async fn run(
    request: &VerifyRequest,
    cancelled: &CancellationToken,
) -> Result<Verification, SignInFailure> {
    let sign_ins = sign_in::to_all(&request.accounts).await?;
    let requests = Arc::new(Semaphore::new(REQUESTS));
    let trials = sign_ins
        .accounts
        .iter()
        .flat_map(|signed_in| trials(request, signed_in));
    let results: Vec<(usize, Region, PluginVerification)> = stream::iter(trials)
        .map(|trial| trial.run(request, &requests, cancelled))
        .buffered(AT_ONCE)
        .collect()
        .await;
    let mut accounts: BTreeMap<usize, AccountVerification> = sign_ins
        .accounts
        .iter()
        .map(|signed_in| (signed_in.entry, verified(request, signed_in)))
        .collect();
    for (entry, region, result) in results {
        let regions = accounts.get_mut(&entry).map(|account| &mut account.regions);
        let mut regions = regions.into_iter().flatten();
        if let Some(place) = regions.find(|place| place.region == region) {
            place.plugins.push(result);
        }
    }
    for refused in sign_ins.refused {
        accounts.insert(refused.entry, not_verified(request, &refused));
    }
    Ok(Verification::new(accounts.into_values().collect()))
}

fn trials<'a>(
    request: &'a VerifyRequest,
    signed_in: &'a SignedIn,
) -> impl Iterator<Item = Trial<'a>> {
    let entry = request.accounts.get(signed_in.entry);
    let regions = signed_in.regions.iter().filter(|place| place.enabled);
    regions.flat_map(move |place| {
        let site = Arc::new(Site::new(&signed_in.account, &place.region));
        let plugins = request.plugins.iter();
        let plugins = plugins.filter(move |plugin| entry.is_some_and(|entry| wants(entry, plugin)));
        plugins.map(move |plugin| Trial {
            signed_in,
            region: &place.region,
            plugin,
            site: Arc::clone(&site),
        })
    })
}

/// Whether an account is looked at with a plugin.
fn wants(entry: &AccountEntry, plugin: &LoadedPlugin) -> bool {
    let manifest = plugin.manifest();
    entry.uses(&manifest.id) && type_names(manifest).any(|name| entry.wants(name))
}

impl Trial<'_> {
    async fn run(
        self,
        request: &VerifyRequest,
        requests: &Arc<Semaphore>,
        cancelled: &CancellationToken,
    ) -> (usize, Region, PluginVerification) {
        let id = &self.plugin.manifest().id;
        let task = Task {
            config: request.plugin_config.get(id).cloned().unwrap_or_default(),
            known: HashMap::new(),
            aws: Session::new(
                self.site.connection(),
                Ledger::default(),
                Arc::clone(requests),
                cancelled.clone(),
                self.plugin.granted().iter().collect(),
                Tape::Off,
            ),
            progress: Progress::new(|_, _| {}, cancelled.clone()),
            stands_at: None,
        };
        let (checks, error) = match self.plugin.verify(task).await {
            Ok(checks) => (checks, None),
            Err(error) => (Vec::new(), Some(error)),
        };
        let mut judged = Vec::with_capacity(checks.len());
        for check in checks {
            let error = check
                .error
                .map(|error| opencite_aws::unit_error(&check.action, &error));
            judged.push(Check {
                error: self.judge(error).await,
                action: check.action,
            });
        }
        let plugin = PluginVerification::new(id.clone(), judged, error);
        (self.signed_in.entry, self.region.clone(), plugin)
    }

    async fn judge(&self, error: Option<UnitError>) -> Option<UnitError> {
        Some(self.site.judge(error?).await)
    }
}

/// Who is signed in, before anything was tried.
fn verified(request: &VerifyRequest, signed_in: &SignedIn) -> AccountVerification {
    let identity = signed_in.account.identity();
    let region = |place: &opencite_aws::AccountRegion| RegionVerification {
        region: place.region.clone(),
        error: (!place.enabled).then(|| not_enabled(&place.region)),
        plugins: Vec::new(),
    };
    AccountVerification {
        name: name(request, signed_in.entry),
        account: Some(identity.account.clone()),
        arn: Some(identity.arn.clone()),
        error: None,
        hint: None,
        regions_unknown: signed_in.regions_unknown.clone(),
        regions: signed_in.regions.iter().map(region).collect(),
    }
}

fn not_verified(request: &VerifyRequest, refused: &Refused) -> AccountVerification {
    let entry = request.accounts.get(refused.entry);
    AccountVerification {
        name: name(request, refused.entry),
        account: entry.and_then(|entry| entry.id.clone()),
        arn: None,
        error: Some(refused.reason.to_string()),
        hint: Some(refused.reason.hint()),
        regions_unknown: None,
        regions: Vec::new(),
    }
}

fn name(request: &VerifyRequest, entry: usize) -> String {
    let entry = request.accounts.get(entry);
    entry.map_or_else(String::new, |entry| entry.name.clone())
}
