//! Which units a scan has, and in which order they are begun.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

use opencite_aws::recording::{RecordedScan, RecordingError, UnitHead};
use opencite_core::{
    AccountId, ConfigValue, Manifest, Outcome, PluginId, Region, Scope, TimeSpan, UnitError,
    UnitKey, UsageSource,
};

use super::ScanRequest;
use super::run::{UnitRun, Work};
use super::source::Source;
use super::usage::window;
use crate::accounts::AccountEntry;
use crate::sign_in::{NotSignedIn, Refused, SignIns, SignedIn};
use crate::site::{Site, not_enabled};

/// The units of a scan.
pub(super) struct Plan {
    /// In the order in which they are begun.
    pub(super) units: Vec<UnitRun>,
    /// The accounts that no unit tells of: nobody is signed in, and nobody knows their ids.
    pub(super) unknown: Vec<NotSignedIn>,
}

/// What a unit can be about, within a region of an account.
struct Target<'a> {
    /// The plugin's place in the request.
    plugin: usize,
    id: &'a PluginId,
    name: &'a opencite_core::AssetType,
    scope: Scope,
    /// The window to collect, where it is a source of usage.
    window: Option<TimeSpan>,
}

/// Plans the units: those of a refused account fail, those of a region that is not enabled are skipped. A unit that two
/// accounts share is the first one's.
pub(super) fn plan(request: &ScanRequest, sign_ins: SignIns) -> Plan {
    let mut units = Units::default();
    for signed_in in &sign_ins.accounts {
        if let Some(entry) = request.accounts.get(signed_in.entry) {
            units.add_signed_in(signed_in, &targets(request, entry));
        }
    }
    let mut unknown = Vec::new();
    for refused in sign_ins.refused {
        let entry = request.accounts.get(refused.entry);
        let added = entry.is_some_and(|entry| units.add_refused(&refused, entry, request));
        if !added {
            unknown.push(refused.named(&request.accounts));
        }
    }
    Plan {
        units: interleaved(units.units),
        unknown,
    }
}

/// The units of a recording whose plugins are there.
///
/// # Errors
///
/// When it cannot be read.
pub(super) fn recorded(
    request: &ScanRequest,
    recorded: &RecordedScan,
) -> Result<Plan, RecordingError> {
    let mut units = Vec::new();
    let mut left_out: BTreeSet<PluginId> = BTreeSet::new();
    for path in recorded.files()? {
        let head = UnitHead::read(&path)?;
        let key = head
            .key(None)
            .map_err(|why| RecordingError::new(&path, why))?;
        let mut plugins = request.plugins.iter();
        let Some(plugin) = plugins.position(|plugin| plugin.manifest().id == key.plugin) else {
            left_out.insert(key.plugin);
            continue;
        };
        let work = recorded_work(head, path)?;
        units.push(UnitRun { plugin, key, work });
    }
    for plugin in left_out {
        tracing::warn!(
            "the recording has units of plugin {plugin}, which is not there: they are left out"
        );
    }
    Ok(Plan {
        units,
        unknown: Vec::new(),
    })
}

fn recorded_work(head: UnitHead, path: PathBuf) -> Result<Work, RecordingError> {
    match (head.settled, head.window) {
        (Some(settled), _) => Ok(Work::Settled(settled.outcome())),
        (None, None) => Ok(Work::Discover {
            source: Source::File(path),
        }),
        (None, Some(window)) => match window.span() {
            Some(window) => Ok(Work::Usage {
                source: Source::File(path),
                window,
            }),
            None => Err(RecordingError::new(
                &path,
                "its window ends before it begins",
            )),
        },
    }
}

/// Whether an account asks for anything at all.
pub(super) fn is_empty(request: &ScanRequest) -> bool {
    let mut entries = request.accounts.iter();
    entries.all(|entry| targets(request, entry).is_empty())
}

/// What is asked for in each region of an account.
fn targets<'a>(request: &'a ScanRequest, entry: &AccountEntry) -> Vec<Target<'a>> {
    let plugins = request.plugins.iter().enumerate();
    let mut targets = Vec::new();
    for (plugin, loaded) in plugins.filter(|(_, plugin)| entry.uses(&plugin.manifest().id)) {
        let manifest = loaded.manifest();
        let target = |name, scope, window| Target {
            plugin,
            id: &manifest.id,
            name,
            scope,
            window,
        };
        let types = manifest.asset_types.iter();
        let types = types.filter(|declared| entry.wants(&declared.name));
        targets.extend(types.map(|declared| target(&declared.name, declared.scope, None)));
        let sources = manifest.usage_sources.iter();
        let sources = sources.filter(|source| collects(request, entry, manifest, source));
        targets.extend(sources.filter_map(|source| {
            let window = window(source, &request.usage, request.clock.now())?;
            Some(target(&source.name, Scope::Regional, Some(window)))
        }));
    }
    targets
}

/// Whether a source of usage is one to collect from: asked for by its name, or with all others; and set up.
fn collects(
    request: &ScanRequest,
    entry: &AccountEntry,
    manifest: &Manifest,
    source: &UsageSource,
) -> bool {
    let is_asked_for =
        entry.names(&source.name) || entry.types.is_empty() && request.usage.days.is_some();
    let set = request.plugin_config.get(&manifest.id);
    let is_set_up = source.setting.as_ref().is_none_or(|name| {
        let set = set.and_then(|settings| settings.get(name));
        let default = || manifest.config.get(name).map(|field| &field.default);
        set.or_else(default).is_some_and(says_something)
    });
    is_asked_for && is_set_up
}

fn says_something(value: &ConfigValue) -> bool {
    match value {
        ConfigValue::Text(text) => !text.is_empty(),
        ConfigValue::Texts(texts) => !texts.is_empty(),
        ConfigValue::Boolean(value) => *value,
        ConfigValue::Integer(_) => true,
    }
}

#[derive(Default)]
struct Units {
    units: Vec<UnitRun>,
    keys: BTreeSet<UnitKey>,
}

impl Units {
    fn add_signed_in(&mut self, signed_in: &SignedIn, targets: &[Target<'_>]) {
        let account = &signed_in.account.identity().account;
        let mut first = true;
        for place in &signed_in.regions {
            let site = place
                .enabled
                .then(|| Arc::new(Site::new(&signed_in.account, &place.region)));
            for target in targets {
                match &site {
                    Some(site) if first || target.scope == Scope::Regional => {
                        self.add(target, account, &place.region, target.work(site));
                    }
                    None if target.scope == Scope::Regional => {
                        let skipped = Outcome::Skipped(not_enabled(&place.region));
                        self.add(target, account, &place.region, Work::Settled(skipped));
                    }
                    Some(_) | None => {}
                }
            }
            first &= site.is_none();
        }
    }

    /// Whether there were units to add: not when the account is unknown, or another entry looks at all of it.
    fn add_refused(
        &mut self,
        refused: &Refused,
        entry: &AccountEntry,
        request: &ScanRequest,
    ) -> bool {
        let Some(account) = &entry.id else {
            return false;
        };
        let (before, error) = (self.units.len(), refused.reason.unit_error(entry));
        for target in targets(request, entry) {
            let regions = match target.scope {
                Scope::Regional => refused.regions.as_slice(),
                Scope::Global => refused.regions.get(..1).unwrap_or_default(),
            };
            for region in regions {
                self.add(&target, account, region, failed(&error));
            }
        }
        self.units.len() > before
    }

    fn add(&mut self, target: &Target<'_>, account: &AccountId, region: &Region, work: Work) {
        let key = UnitKey {
            plugin: target.id.clone(),
            asset_type: target.name.clone(),
            account: account.clone(),
            region: region.clone(),
        };
        if self.keys.insert(key.clone()) {
            self.units.push(UnitRun {
                plugin: target.plugin,
                key,
                work,
            });
        }
    }
}

impl Target<'_> {
    fn work(&self, site: &Arc<Site>) -> Work {
        let source = Source::Site(Arc::clone(site));
        match self.window {
            Some(window) => Work::Usage { source, window },
            None => Work::Discover { source },
        }
    }
}

fn failed(error: &UnitError) -> Work {
    Work::Settled(Outcome::Failed(error.clone()))
}

/// One unit of each account and region in turn: AWS limits the rate of calls in each, so that all have work at all
/// times.
fn interleaved(units: Vec<UnitRun>) -> Vec<UnitRun> {
    let mut turns: BTreeMap<(AccountId, Region), usize> = BTreeMap::new();
    let mut units: Vec<(usize, UnitRun)> = units
        .into_iter()
        .map(|unit| {
            let place = (unit.key.account.clone(), unit.key.region.clone());
            let turn = turns.entry(place).or_default();
            *turn += 1;
            (*turn, unit)
        })
        .collect();
    units.sort_by_key(|(turn, _)| *turn);
    units.into_iter().map(|(_, unit)| unit).collect()
}

#[cfg(test)]
mod tests {
    use opencite_core::{AssetType, ErrorKind};

    use super::*;

    fn unit(asset_type: &str, account: &str, region: &str) -> UnitRun {
        UnitRun {
            plugin: 0,
            key: UnitKey {
                plugin: PluginId::new("p").unwrap(),
                asset_type: AssetType::new(asset_type).unwrap(),
                account: AccountId::new(account).unwrap(),
                region: Region::known(region).unwrap(),
            },
            work: failed(&UnitError::new(ErrorKind::Other, "x")),
        }
    }

    #[test]
    fn accounts_and_regions_take_turns() {
        let (one, other) = ("111122223333", "444455556666");
        let units = interleaved(vec![
            unit("a", one, "us-east-1"),
            unit("b", one, "us-east-1"),
            unit("c", one, "us-east-1"),
            unit("a", one, "eu-west-1"),
            unit("b", one, "eu-west-1"),
            unit("a", other, "us-east-1"),
        ]);
        let order: Vec<_> = units.iter().map(|unit| unit.key.to_string()).collect();
        insta::assert_snapshot!(order.join("\n"), @"
        p a in 111122223333 us-east-1
        p a in 111122223333 eu-west-1
        p a in 444455556666 us-east-1
        p b in 111122223333 us-east-1
        p b in 111122223333 eu-west-1
        p c in 111122223333 us-east-1
        ");
    }
}
