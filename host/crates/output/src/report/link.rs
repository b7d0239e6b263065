//! Where an asset is in a page.

use opencite_core::{AssetRecord, printable};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// What stays as it is: the unreserved characters of RFC 3986.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// The fragment of a page's address that opens an asset: the same in each report, and another for each asset. What AWS
/// shares has one id in many accounts, so the unit is a part of it.
pub(super) fn of(asset: &AssetRecord) -> String {
    let unit = &asset.unit;
    let id = printable(asset.id.as_str());
    format!(
        "asset/{}/{}/{}/{}/{}",
        unit.plugin.as_str(),
        unit.asset_type.as_str(),
        unit.account.as_str(),
        unit.region.as_str(),
        utf8_percent_encode(&id, ESCAPED)
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples;

    #[test]
    fn a_link_names_the_unit_and_the_id() {
        insta::assert_snapshot!(of(&samples::custom_model()), @"asset/aws_bedrock/custom_model/111122223333/us-east-1/arn%3Aaws%3Abedrock%3Aus-east-1%3A111122223333%3Acustom-model%2Fsupport");
    }
}
