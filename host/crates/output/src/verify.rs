//! What a verification found: who is signed in, which actions work, and what is missing.

use std::collections::BTreeMap;
use std::io::Write;

use opencite_core::{
    AccountId, ErrorKind, IamAction, IamPolicy, PluginId, Region, UnitError, printable,
};

use crate::OutputError;
use crate::words::{counted, number};

/// What a verification found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verification {
    accounts: Vec<AccountVerification>,
    missing: Option<IamPolicy>,
}

/// What was found of an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountVerification {
    /// What the config calls it.
    pub name: String,
    /// Its id, where it is known.
    pub account: Option<AccountId>,
    /// Who is signed in.
    pub arn: Option<String>,
    /// Why nobody is.
    pub error: Option<String>,
    /// What to do about that.
    pub hint: Option<String>,
    /// Why AWS did not say which regions it has, where it was asked and did not.
    pub regions_unknown: Option<UnitError>,
    /// What was found in its regions.
    pub regions: Vec<RegionVerification>,
}

/// What was found in a region.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegionVerification {
    /// Which region.
    pub region: Region,
    /// Why nothing was tried.
    pub error: Option<UnitError>,
    /// What each plugin found.
    pub plugins: Vec<PluginVerification>,
}

/// What a plugin found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PluginVerification {
    plugin: PluginId,
    checks: Vec<Check>,
    error: Option<UnitError>,
}

/// What trying an action came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// The action: `bedrock:ListCustomModels`.
    pub action: String,
    /// What went wrong.
    pub error: Option<UnitError>,
}

/// What trying an action came to, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CheckOutcome {
    /// It works.
    Ok,
    /// There is nothing to call in the region.
    Unsupported,
    /// Something else is wrong.
    Error,
    /// A permission is missing.
    Denied,
}

impl CheckOutcome {
    /// The name that JSON uses.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Unsupported => "unsupported",
            Self::Error => "error",
            Self::Denied => "denied",
        }
    }
}

impl Check {
    /// What it came to.
    pub fn outcome(&self) -> CheckOutcome {
        match self.error.as_ref().map(|error| error.kind) {
            None => CheckOutcome::Ok,
            Some(ErrorKind::AccessDenied) => CheckOutcome::Denied,
            Some(ErrorKind::UnsupportedRegion | ErrorKind::RegionDisabled) => {
                CheckOutcome::Unsupported
            }
            Some(_) => CheckOutcome::Error,
        }
    }
}

impl PluginVerification {
    /// What a plugin found, each action once: several of its types may have tried it, and the worst of that stays.
    /// `error` is why it did not come to an end.
    pub fn new(
        plugin: PluginId,
        checks: impl IntoIterator<Item = Check>,
        error: Option<UnitError>,
    ) -> Self {
        let mut worst: BTreeMap<String, Check> = BTreeMap::new();
        for check in checks {
            let known = worst.entry(check.action.clone());
            let known = known.or_insert_with(|| check.clone());
            if check.outcome() > known.outcome() {
                *known = check;
            }
        }
        Self {
            plugin,
            checks: worst.into_values().collect(),
            error,
        }
    }

    /// Which plugin.
    pub fn plugin(&self) -> &PluginId {
        &self.plugin
    }

    /// Each action once, sorted.
    pub fn checks(&self) -> &[Check] {
        &self.checks
    }

    /// Why it did not come to an end.
    pub fn error(&self) -> Option<&UnitError> {
        self.error.as_ref()
    }

    /// Whether both found the same, whatever AWS's words.
    fn is_like(&self, other: &Self) -> bool {
        let found = |plugin: &Self| -> Vec<_> {
            let checks = plugin.checks.iter();
            checks
                .map(|check| (check.action.clone(), check.outcome()))
                .collect()
        };
        self.plugin == other.plugin
            && self.error.is_none()
            && other.error.is_none()
            && found(self) == found(other)
    }
}

impl AccountVerification {
    fn plugins(&self) -> impl Iterator<Item = &PluginVerification> {
        self.regions.iter().flat_map(|region| &region.plugins)
    }

    fn checks(&self) -> impl Iterator<Item = &Check> {
        self.plugins().flat_map(|plugin| &plugin.checks)
    }

    /// What is denied, as IAM names it.
    fn missing(&self) -> impl Iterator<Item = IamAction> {
        let errors = self.checks().filter_map(|check| check.error.as_ref());
        let errors = errors.chain(&self.regions_unknown);
        errors.filter_map(|error| error.missing_action().cloned())
    }

    fn all_works(&self) -> bool {
        let works = |check: &Check| check.outcome() <= CheckOutcome::Unsupported;
        self.error.is_none()
            && self.checks().all(works)
            && self.plugins().all(|plugin| plugin.error.is_none())
    }
}

impl Verification {
    /// What was found, account by account.
    pub fn new(accounts: Vec<AccountVerification>) -> Self {
        let missing: Vec<_> = accounts
            .iter()
            .flat_map(AccountVerification::missing)
            .collect();
        Self {
            missing: (!missing.is_empty()).then(|| IamPolicy::allowing(missing)),
            accounts,
        }
    }

    /// The accounts.
    pub fn accounts(&self) -> &[AccountVerification] {
        &self.accounts
    }

    /// The least policy that allows what is denied.
    pub fn missing(&self) -> Option<&IamPolicy> {
        self.missing.as_ref()
    }

    /// Whether nothing is missing or wrong. What a region does not offer is neither.
    pub fn all_works(&self) -> bool {
        self.missing.is_none() && self.accounts.iter().all(AccountVerification::all_works)
    }
}

/// Writes `verify` for people: who is signed in, every action, and the policy to attach.
///
/// # Errors
///
/// When the writer refuses.
pub fn text(verification: &Verification, mut writer: impl Write) -> Result<(), OutputError> {
    for account in &verification.accounts {
        account_text(account, &mut writer)?;
    }
    match &verification.missing {
        Some(policy) => {
            let policy = serde_json::to_string_pretty(policy)?;
            let whom = "the principals that were denied";
            Ok(writeln!(
                writer,
                "Missing. Attach this IAM policy to {whom}:\n{policy}"
            )?)
        }
        None if verification.all_works() => {
            Ok(writeln!(writer, "Everything that the plugins need works.")?)
        }
        None => Ok(writeln!(
            writer,
            "No permission is missing, but not everything works."
        )?),
    }
}

fn account_text(account: &AccountVerification, mut writer: impl Write) -> Result<(), OutputError> {
    let id = account
        .account
        .as_ref()
        .map_or(&*account.name, |id| id.as_str());
    let Some(arn) = &account.arn else {
        let why = account.error.as_deref().unwrap_or_default();
        writeln!(writer, "Account {}: not signed in", printable(id))?;
        writeln!(writer, "  What happened: {}", printable(why))?;
        let hint = account.hint.as_deref().unwrap_or_default();
        return Ok(writeln!(writer, "  What to do: {hint}\n")?);
    };
    writeln!(writer, "Account {id}, as {}", printable(arn))?;
    if let Some(error) = &account.regions_unknown {
        writeln!(
            writer,
            "  The regions are not known: {}",
            printable(&error.to_string())
        )?;
    }
    for (regions, plugin) in alike(&account.regions) {
        writeln!(writer, "  {}: {}", plugin.plugin, regions.join(", "))?;
        plugin_text(plugin, &mut writer)?;
    }
    for region in &account.regions {
        if let Some(error) = &region.error {
            writeln!(
                writer,
                "  {}: nothing to try: {}",
                region.region,
                printable(&error.message)
            )?;
        }
    }
    Ok(writeln!(writer)?)
}

/// What the plugins found, with the regions where they found the same.
fn alike(regions: &[RegionVerification]) -> Vec<(Vec<&str>, &PluginVerification)> {
    let mut groups: Vec<(Vec<&str>, &PluginVerification)> = Vec::new();
    for region in regions {
        for plugin in &region.plugins {
            let code = region.region.as_str();
            match groups.iter_mut().find(|(_, other)| plugin.is_like(other)) {
                Some((regions, _)) => regions.push(code),
                None => groups.push((vec![code], plugin)),
            }
        }
    }
    groups.sort_by(|(_, one), (_, other)| one.plugin.cmp(&other.plugin));
    groups
}

fn plugin_text(plugin: &PluginVerification, mut writer: impl Write) -> Result<(), OutputError> {
    for check in &plugin.checks {
        let outcome = check.outcome().as_str();
        let action = printable(&check.action);
        match &check.error {
            None => writeln!(writer, "    {outcome:11}  {action}")?,
            Some(error) => {
                let message = printable(&error.message);
                writeln!(writer, "    {outcome:11}  {action}: {message}")?;
            }
        }
    }
    if let Some(error) = &plugin.error {
        writeln!(
            writer,
            "    the plugin did not end: {}",
            printable(&error.to_string())
        )?;
    }
    if plugin.checks.is_empty() && plugin.error.is_none() {
        writeln!(writer, "    {} to try", counted(number(0), "action"))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{json, samples};

    fn check(action: &str, kind: Option<ErrorKind>) -> Check {
        let (service, operation) = action.split_once(':').unwrap();
        Check {
            action: action.to_owned(),
            error: kind.map(|kind| UnitError {
                operation: Some(IamAction::new(service, operation)),
                ..UnitError::new(kind, "because")
            }),
        }
    }

    fn region(code: &str, checks: Vec<Check>) -> RegionVerification {
        let plugin = PluginId::new("aws_bedrock").unwrap();
        RegionVerification {
            region: Region::known(code).unwrap(),
            error: None,
            plugins: vec![PluginVerification::new(plugin, checks, None)],
        }
    }

    fn account(regions: Vec<RegionVerification>) -> AccountVerification {
        AccountVerification {
            name: "audit".to_owned(),
            account: Some(AccountId::new("111122223333").unwrap()),
            arn: Some("arn:aws:iam::111122223333:user/opencite".to_owned()),
            error: None,
            hint: None,
            regions_unknown: None,
            regions,
        }
    }

    fn shown(accounts: Vec<AccountVerification>) -> String {
        let verification = Verification::new(accounts);
        samples::text(|writer| text(&verification, writer))
    }

    const LIST: &str = "bedrock:ListGuardrails";
    const GET: &str = "bedrock:GetGuardrail";

    #[test]
    fn what_works_everywhere_is_said_once() {
        let checks = || vec![check(LIST, None), check(GET, None)];
        let regions = vec![region("eu-west-1", checks()), region("us-east-1", checks())];
        insta::assert_snapshot!(shown(vec![account(regions)]), @"
        Account 111122223333, as arn:aws:iam::111122223333:user/opencite
          aws_bedrock: eu-west-1, us-east-1
            ok           bedrock:GetGuardrail
            ok           bedrock:ListGuardrails

        Everything that the plugins need works.
        ");
    }

    #[test]
    fn what_is_denied_is_a_policy_to_paste() {
        let denied = vec![
            check(LIST, Some(ErrorKind::AccessDenied)),
            check(GET, Some(ErrorKind::UnsupportedRegion)),
        ];
        insta::assert_snapshot!(shown(vec![account(vec![region("us-east-1", denied)])]), @r#"
        Account 111122223333, as arn:aws:iam::111122223333:user/opencite
          aws_bedrock: us-east-1
            unsupported  bedrock:GetGuardrail: because
            denied       bedrock:ListGuardrails: because

        Missing. Attach this IAM policy to the principals that were denied:
        {
          "Version": "2012-10-17",
          "Statement": [
            {
              "Effect": "Allow",
              "Action": [
                "bedrock:ListGuardrails"
              ],
              "Resource": "*"
            }
          ]
        }
        "#);
    }

    #[test]
    fn an_account_that_nobody_is_signed_in_to_says_why() {
        let refused = AccountVerification {
            arn: None,
            account: None,
            error: Some("access-denied at sts:AssumeRole: no".to_owned()),
            hint: Some("Check the role.".to_owned()),
            ..account(Vec::new())
        };
        insta::assert_snapshot!(shown(vec![refused]), @"
        Account audit: not signed in
          What happened: access-denied at sts:AssumeRole: no
          What to do: Check the role.

        No permission is missing, but not everything works.
        ");
    }

    #[test]
    fn an_action_that_several_types_tried_is_as_good_as_the_worst() {
        let plugin = PluginId::new("p").unwrap();
        let tried = [
            check(LIST, Some(ErrorKind::AccessDenied)),
            check(LIST, None),
            check(LIST, Some(ErrorKind::Throttled)),
        ];
        let found = PluginVerification::new(plugin, tried, None);
        let outcomes: Vec<_> = found.checks().iter().map(Check::outcome).collect();
        assert_eq!(outcomes, [CheckOutcome::Denied]);
    }

    #[test]
    fn the_json_has_the_shape_that_scripts_rely_on() {
        let denied = vec![check(LIST, Some(ErrorKind::AccessDenied)), check(GET, None)];
        let verification = Verification::new(vec![account(vec![region("us-east-1", denied)])]);
        let written = samples::text(|writer| json::verification(&verification, writer));
        insta::assert_snapshot!(written, @r#"{"accounts":[{"account":"111122223333","arn":"arn:aws:iam::111122223333:user/opencite","regions":[{"region":"us-east-1","plugins":[{"plugin":"aws_bedrock","checks":[{"action":"bedrock:GetGuardrail","outcome":"ok","error":null},{"action":"bedrock:ListGuardrails","outcome":"denied","error":{"kind":"access-denied","code":null,"operation":"bedrock:ListGuardrails","message":"because","action":"bedrock:ListGuardrails","attempts":0,"request_id":null}}]}]}]}],"missing":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["bedrock:ListGuardrails"],"Resource":"*"}]}}"#);
    }
}
