//! Model cards: what people write down about a model. Of the text itself only a fingerprint is known, so that a change
//! shows.

use opencite_plugin_sdk::aws::sagemaker::model_cards::{
    ModelCardDetail, ModelCardSummary, describe_model_card, list_model_cards,
};
use opencite_plugin_sdk::{
    Asset, AssetKind, Description, Properties, Scope, list_and_describe, try_list_and_describe,
};

use crate::shapes::maker;

pub(crate) const KIND: AssetKind = AssetKind {
    name: "model_card",
    title: "Model cards",
    scope: Scope::Regional,
    discover: |_| list_and_describe(&list_model_cards(), &DESCRIPTION),
    verify: || try_list_and_describe(&list_model_cards(), &DESCRIPTION),
};

const DESCRIPTION: Description<ModelCardSummary, ModelCardDetail> = Description {
    actions: ["sagemaker:ListModelCards", "sagemaker:DescribeModelCard"],
    id: |card| card.model_card_arn.as_deref().unwrap_or_default(),
    key: |card| card.model_card_name.clone().unwrap_or_default(),
    describe: describe_model_card,
    asset,
};

fn asset(card: &ModelCardSummary, detail: Option<&ModelCardDetail>) -> Asset {
    let arn = card.model_card_arn.as_deref().unwrap_or_default();
    let name = card.model_card_name.as_deref().unwrap_or_default();
    let security = detail.and_then(|it| it.security_config.as_ref());
    let maker = detail.and_then(|it| maker(it.created_by.as_ref()));
    Asset::new(arn, name)
        .status(card.model_card_status.as_deref())
        .created(card.creation_time.as_deref())
        .modified(card.last_modified_time.as_deref())
        .relation("kms-key", security.and_then(|it| it.kms_key_id.as_deref()))
        .relation("user-profile", maker)
        .properties(Properties::default().record(card).record(&detail))
}

#[cfg(test)]
mod tests;
