//! AWS Security Token Service.

use aws_sdk_sts::operation::get_caller_identity::GetCallerIdentityOutput;
use opencite_bindings::aws::sts::{self, CallerIdentity};
use opencite_bindings::aws::types::AwsError;

use crate::into_wit::IntoWit;
use crate::session::Session;

impl sts::Host for Session {
    async fn get_caller_identity(&mut self) -> wasmtime::Result<Result<CallerIdentity, AwsError>> {
        let call = Box::pin(self.connection().sts().get_caller_identity().send());
        Ok(self.one("sts:GetCallerIdentity", call).await)
    }
}

impl IntoWit<CallerIdentity> for GetCallerIdentityOutput {
    fn into_wit(self) -> CallerIdentity {
        CallerIdentity {
            account: self.account.unwrap_or_default(),
            arn: self.arn.unwrap_or_default(),
            user_id: self.user_id.unwrap_or_default(),
        }
    }
}
