//! How elements are read that are allowed to be odd.

use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

/// An ornament: anything that is not of the expected shape is as if it were absent.
pub(super) fn loose<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: for<'a> Deserialize<'a>,
{
    let raw = Option::<Box<RawValue>>::deserialize(deserializer)?;
    Ok(raw.and_then(|raw| serde_json::from_str(raw.get()).ok()))
}

/// A list: `null` is an empty one, and an element that is not of the expected shape fails the whole.
pub(super) fn many<'de, D, T>(deserializer: D) -> Result<Vec<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    Ok(Option::deserialize(deserializer)?.unwrap_or_default())
}

/// A list of ornaments: elements that are not of the expected shape are left out, and so is a list that is not one.
pub(super) fn some<'de, D, T>(deserializer: D) -> Result<Vec<T>, D::Error>
where
    D: Deserializer<'de>,
    T: for<'a> Deserialize<'a>,
{
    let raw: Option<Vec<Box<RawValue>>> = loose(deserializer)?;
    Ok(raw.unwrap_or_default().iter().filter_map(|raw| serde_json::from_str(raw.get()).ok()).collect())
}

/// A size: an integer, or text that is one, as R5 writes it.
pub(super) fn count<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u64>, D::Error> {
    let raw = Option::<Box<RawValue>>::deserialize(deserializer)?;
    Ok(raw.and_then(|raw| raw.get().trim_matches('"').parse().ok()))
}
