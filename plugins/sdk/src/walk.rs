//! Walks the listings of AWS and emits what they hold.

use serde::Serialize;

use crate::AwsError;
use crate::asset::Asset;
use crate::generated::opencite::plugin::inventory::{self, Detail, Listed};
use crate::pages::Pages;
use crate::plugin::Failure;

/// The most assets that the host takes at once.
const BATCH: usize = 1_000;

/// How assets of a listing are described, and what is made of both answers.
pub struct Description<S, D, K = String> {
    /// The IAM actions behind: the one that lists and the one that describes.
    pub actions: [&'static str; 2],
    /// The id of the asset that a summary speaks of: the very id that `asset` gives it.
    pub id: fn(&S) -> &str,
    /// What the asset is described by.
    pub key: fn(&S) -> K,
    /// Describes many at once by their keys, answered in order.
    pub describe: fn(&[K]) -> Vec<Result<D, AwsError>>,
    /// The asset: without a detail where describing failed.
    pub asset: fn(&S, Option<&D>) -> Asset,
}

/// Emits one asset for each item of a listing that says all there is.
///
/// # Errors
///
/// When a page cannot be had, or the host refuses an asset.
pub fn list<P: Pages>(pages: &P, asset: impl Fn(&P::Item) -> Asset) -> Result<(), Failure> {
    while let Some(page) = pages.next_page()? {
        emit(page.iter().map(|item| complete(asset(item))))?;
    }
    Ok(())
}

/// Emits the assets of an answer that comes in one piece.
///
/// # Errors
///
/// When the host refuses an asset.
pub fn single(assets: impl IntoIterator<Item = Asset>) -> Result<(), Failure> {
    emit(assets.into_iter().map(complete))
}

/// Emits one asset for each item of a listing, described. An asset whose summary is the same as when it was last
/// described is kept as it is stored, and costs no request.
///
/// # Errors
///
/// When a page cannot be had, or the host refuses an asset. A failed description is no error here: the asset is
/// emitted as its summary, and the host knows.
pub fn list_and_describe<P, D, K>(
    pages: &P,
    description: &Description<P::Item, D, K>,
) -> Result<(), Failure>
where
    P: Pages,
    P::Item: Serialize,
{
    list_and_describe_some(pages, |_| true, description)
}

/// As [`list_and_describe`], but describes only those items of which the listing does not say all there is.
///
/// # Errors
///
/// As [`list_and_describe`].
pub fn list_and_describe_some<P, D, K>(
    pages: &P,
    says_too_little: fn(&P::Item) -> bool,
    description: &Description<P::Item, D, K>,
) -> Result<(), Failure>
where
    P: Pages,
    P::Item: Serialize,
{
    let mut may_describe = true;
    while let Some(page) = pages.next_page()? {
        for batch in page.chunks(BATCH) {
            let items = not_kept(batch, description.id)?.into_iter();
            let (unclear, clear): (Vec<_>, Vec<_>) =
                items.partition(|(item, _)| says_too_little(item));
            emit(clear.into_iter().map(|item| full(item, None, description)))?;
            if may_describe {
                may_describe = describe(unclear, description)?;
            } else {
                emit(
                    unclear
                        .into_iter()
                        .map(|(item, _)| summary(item, description)),
                )?;
            }
        }
    }
    Ok(())
}

/// The items that are new or changed, each with its version token.
fn not_kept<S: Serialize>(items: &[S], id: fn(&S) -> &str) -> Result<Vec<(&S, String)>, Failure> {
    let tokens: Vec<String> = items.iter().map(version_token).collect();
    let listed: Vec<Listed> = items
        .iter()
        .zip(&tokens)
        .map(|(item, token)| Listed {
            id: id(item).to_owned(),
            version_token: token.clone(),
        })
        .collect();
    let kept = inventory::keep(&listed)?;
    Ok(items
        .iter()
        .zip(tokens)
        .zip(kept)
        .filter(|(_, kept)| !kept)
        .map(|(item, _)| item)
        .collect())
}

/// Describes and emits a batch. Returns whether describing more makes sense: a missing permission stays missing.
fn describe<S, D, K>(
    items: Vec<(&S, String)>,
    description: &Description<S, D, K>,
) -> Result<bool, Failure> {
    let keys: Vec<K> = items
        .iter()
        .map(|(item, _)| (description.key)(item))
        .collect();
    let answers = (description.describe)(&keys);
    let mut assets = Vec::with_capacity(answers.len());
    let mut may_describe = true;
    for (item, answer) in items.into_iter().zip(answers) {
        match answer {
            Ok(detail) => assets.push(full(item, Some(&detail), description)),
            Err(AwsError::Cancelled) => return Err(AwsError::Cancelled.into()),
            Err(error) => {
                may_describe &= !matches!(error, AwsError::AccessDenied(_));
                assets.push(summary(item.0, description));
            }
        }
    }
    emit(assets)?;
    Ok(may_describe)
}

/// Says that the unit lists only what was made since then (RFC 3339): what is older and missing is not called removed.
///
/// # Errors
///
/// When the text is no time.
pub fn listed_since(time: &str) -> Result<(), Failure> {
    inventory::listed_since(time).map_err(Failure::Other)
}

/// An asset that is never kept: finding it costs no request of its own.
fn complete(asset: Asset) -> inventory::Asset {
    asset.into_wit(Detail::Full, None)
}

fn full<S, D, K>(
    (item, token): (&S, String),
    detail: Option<&D>,
    description: &Description<S, D, K>,
) -> inventory::Asset {
    (description.asset)(item, detail).into_wit(Detail::Full, Some(token))
}

fn summary<S, D, K>(item: &S, description: &Description<S, D, K>) -> inventory::Asset {
    (description.asset)(item, None).into_wit(Detail::Summary, None)
}

fn emit(assets: impl IntoIterator<Item = inventory::Asset>) -> Result<(), Failure> {
    let assets: Vec<_> = assets.into_iter().collect();
    for batch in assets.chunks(BATCH) {
        inventory::emit(batch)?;
    }
    Ok(())
}

/// What changes whenever the summary does: a 64-bit FNV-1a hash of all its fields.
///
/// Source: <https://datatracker.ietf.org/doc/draft-eastlake-fnv/>
fn version_token(summary: &impl Serialize) -> String {
    let text = serde_json::to_string(summary).unwrap_or_default();
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("{hash:016x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_token_follows_every_field() {
        assert_eq!(version_token(&("a", 1)), version_token(&("a", 1)));
        assert_ne!(version_token(&("a", 1)), version_token(&("a", 2)));
        // FNV-1a of the one byte "9".
        assert_eq!(version_token(&9), "af63b44c8601a894");
    }
}
