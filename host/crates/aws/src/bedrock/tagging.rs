//! Tags of any resource of Bedrock.

use aws_sdk_bedrock::operation::list_tags_for_resource::ListTagsForResourceOutput;
use aws_sdk_bedrock::types;
use opencite_bindings::aws::bedrock::tagging;
use opencite_bindings::aws::types::{AwsError, Tag};

use crate::into_wit::IntoWit;
use crate::session::Session;

impl tagging::Host for Session {
    async fn list_tags_for_resource(
        &mut self,
        resource_arns: Vec<String>,
    ) -> wasmtime::Result<Vec<Result<Vec<Tag>, AwsError>>> {
        let client = self.bedrock();
        let get = |arn| client.list_tags_for_resource().resource_arn(arn).send();
        Ok(self
            .each("bedrock:ListTagsForResource", resource_arns, get)
            .await)
    }
}

impl IntoWit<Vec<Tag>> for ListTagsForResourceOutput {
    fn into_wit(self) -> Vec<Tag> {
        self.tags.into_wit()
    }
}

impl IntoWit<Tag> for types::Tag {
    fn into_wit(self) -> Tag {
        Tag {
            key: self.key,
            value: self.value,
        }
    }
}
