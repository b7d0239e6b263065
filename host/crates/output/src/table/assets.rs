//! The table of assets.

use std::io::Write;

use opencite_core::AssetRecord;

use super::grid::{self, Column};
use crate::OutputError;
use crate::words::day;

/// Writes `assets --format table`.
///
/// # Errors
///
/// When the writer refuses.
pub fn assets(
    assets: &[AssetRecord],
    width: Option<usize>,
    mut writer: impl Write,
) -> Result<(), OutputError> {
    if assets.is_empty() {
        return Ok(writeln!(writer, "No assets.")?);
    }
    let columns = [
        Column::id("TYPE"),
        Column::text("NAME"),
        Column::text("STATUS"),
        Column::word("ACCOUNT"),
        Column::word("REGION"),
        Column::word("LAST SEEN"),
        Column::id("ID"),
    ];
    Ok(grid::write(
        &columns,
        assets.iter().map(row),
        width,
        writer,
    )?)
}

fn row(asset: &AssetRecord) -> [String; 7] {
    [
        format!("{}/{}", asset.unit.plugin, asset.unit.asset_type),
        asset.name.clone(),
        asset.status.clone().unwrap_or_else(|| "-".to_owned()),
        asset.unit.account.to_string(),
        asset.unit.region.to_string(),
        day(asset.last_seen),
        asset.id.to_string(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples;

    fn table(assets: &[AssetRecord], width: Option<usize>) -> String {
        samples::text(|writer| super::assets(assets, width, writer))
    }

    #[test]
    fn assets_are_listed() {
        let assets = [samples::custom_model(), samples::endpoint()];
        insta::assert_snapshot!(table(&assets, None), @"
        TYPE                      NAME     STATUS  ACCOUNT       REGION     LAST SEEN   ID
        aws_bedrock/custom_model  support  Active  111122223333  us-east-1  2026-11-21  arn:aws:bedrock:us-east-1:111122223333:custom-model/support
        aws_sagemaker/endpoint    churn    -       111122223333  eu-west-1  2026-11-21  arn:aws:sagemaker:eu-west-1:111122223333:endpoint/churn
        ");
        insta::assert_snapshot!(table(&assets, Some(100)), @"
        TYPE                    NAME     STATUS  ACCOUNT       REGION     LAST SEEN   ID
        …_bedrock/custom_model  support  Active  111122223333  us-east-1  2026-11-21  …:custom-model/support
        aws_sagemaker/endpoint  churn    -       111122223333  eu-west-1  2026-11-21  …223333:endpoint/churn
        ");
    }

    #[test]
    fn nothing_is_said_in_words() {
        assert_eq!(table(&[], Some(80)), "No assets.\n");
    }

    #[test]
    fn a_hostile_name_is_spelled_out() {
        insta::assert_snapshot!(table(&[samples::hostile()], None), @r"
        TYPE                    NAME                                                                                                                                                        STATUS                                                                                                                                                      ACCOUNT       REGION     LAST SEEN   ID
        aws_sagemaker/endpoint  =1+1\u{1b}[31m</td><script>alert(1)</script>](javascript:x) `a`|b\|*_~ https://evil.example www.evil.example a@evil.example \u{202e}txt.exe\u{200b}\n# h\n  =1+1\u{1b}[31m</td><script>alert(1)</script>](javascript:x) `a`|b\|*_~ https://evil.example www.evil.example a@evil.example \u{202e}txt.exe\u{200b}\n# h\n  111122223333  eu-west-1  2026-11-21  arn:aws:sagemaker:eu-west-1:111122223333:endpoint/churn
        ");
    }
}
