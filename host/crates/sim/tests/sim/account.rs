//! `ListRegions`.

use aws_sdk_account::error::ProvideErrorMetadata as _;
use aws_sdk_account::operation::list_regions::builders::ListRegionsFluentBuilder as List;
use aws_sdk_account::types::RegionOptStatus;
use opencite_sim::{Estate, Principal, Sim};

use crate::sdk_clients::account;

const ACCOUNT: &str = "111122223333";

async fn sim(estate: Estate) -> Sim {
    Sim::builder().estate(estate).start().await.expect("starts")
}

/// All regions with their statuses, in pages of this size.
async fn regions(sim: &Sim, statuses: &[RegionOptStatus], size: i32) -> Vec<(String, String)> {
    let mut all = vec![];
    let mut token = None;
    loop {
        let call = account(sim)
            .list_regions()
            .set_region_opt_status_contains(Some(statuses.to_vec()).filter(|all| !all.is_empty()))
            .max_results(size)
            .set_next_token(token);
        let page = call.send().await.expect("a page");
        assert!(page.regions().len() <= usize::try_from(size).expect("a size"));
        all.extend(page.regions().iter().map(|region| {
            let status = region.region_opt_status().expect("a status");
            let name = region.region_name().expect("a name");
            (name.to_owned(), status.as_str().to_owned())
        }));
        token = page.next_token().map(str::to_owned);
        if token.is_none() {
            return all;
        }
    }
}

#[tokio::test]
async fn regions_are_there_by_default_or_opted_in_to_or_not() {
    let sim = sim(Estate::empty(ACCOUNT).without_region("me-south-1")).await;
    let all = regions(&sim, &[], 7).await;
    assert_eq!(all, regions(&sim, &[], 50).await);
    assert_eq!(all.len(), 34);
    let status = |wanted: &str| {
        let found = all.iter().find(|(name, _)| name == wanted);
        found.map(|(_, status)| status.as_str())
    };
    assert_eq!(status("us-east-1"), Some("ENABLED_BY_DEFAULT"));
    assert_eq!(status("ap-east-1"), Some("ENABLED"));
    assert_eq!(status("me-south-1"), Some("DISABLED"));
    assert_eq!(status("cn-north-1"), None);
}

#[tokio::test]
async fn the_demo_has_opted_in_to_nothing() {
    let sim = Sim::builder().start().await.expect("starts");
    let enabled = [RegionOptStatus::Enabled, RegionOptStatus::EnabledByDefault];
    assert_eq!(regions(&sim, &enabled, 50).await.len(), 17);
    let disabled = regions(&sim, &[RegionOptStatus::Disabled], 5).await;
    assert_eq!(disabled.len(), 17);
    assert!(disabled.iter().all(|(_, status)| status == "DISABLED"));
    assert!(sim.refusals().is_empty());
}

#[tokio::test]
async fn what_is_out_of_bounds_is_refused() {
    let sim = sim(Estate::empty(ACCOUNT)).await;
    let list = || account(&sim).list_regions();
    let code = async |call: List| {
        let error = call.send().await.expect_err("refused").into_service_error();
        error.code().map(str::to_owned)
    };
    let invalid = Some("ValidationException".to_owned());
    assert_eq!(code(list().max_results(51)).await, invalid);
    assert_eq!(code(list().max_results(0)).await, invalid);
    assert_eq!(code(list().next_token("garbage")).await, invalid);
    assert_eq!(
        code(list().region_opt_status_contains("GONE".into())).await,
        invalid
    );
    assert!(sim.refusals().is_empty());
    assert_eq!(code(list().account_id("444455556666")).await, invalid);
    assert_eq!(
        sim.refusals().len(),
        1,
        "another account's regions are not simulated"
    );
}

#[tokio::test]
async fn a_denial_names_the_account() {
    let sim = Sim::builder()
        .estate(Estate::empty(ACCOUNT))
        .principal(Principal::user(ACCOUNT).allowing(["bedrock:*"]))
        .start()
        .await
        .expect("starts");
    let call = account(&sim).list_regions().send().await;
    let error = call.expect_err("denied").into_service_error();
    assert!(error.is_access_denied_exception());
    assert_eq!(
        error.message(),
        Some(
            "User: arn:aws:iam::111122223333:user/opencite is not authorized to perform: account:ListRegions on \
             resource: arn:aws:account::111122223333:account because no identity-based policy allows the \
             account:ListRegions action"
        )
    );
}
