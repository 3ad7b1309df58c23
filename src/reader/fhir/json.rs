//! JSON as it is written: numbers keep their digits, members their order. Depth and number are bounded before anything is built.

use crate::domain::Damage;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::fmt;

/// Real documents stay below 20.
pub const DEPTH: usize = 40;
/// Members and items in all.
const VALUES: usize = 500_000;
/// Bytes of source.
const SIZE: usize = 64 * 1024 * 1024;

#[derive(Debug)]
pub enum Json<'s> {
    Null,
    Bool(bool),
    /// As written: `14.60` stays `14.60`, since its digits are the precision (FHIR `decimal`).
    Number(&'s str),
    Text(Cow<'s, str>),
    List(Vec<Json<'s>>),
    Object(Vec<(Cow<'s, str>, Json<'s>)>),
}

/// The whole of a source.
pub fn parse(source: &str) -> Result<Json<'_>, Damage> {
    measure(source)?;
    let raw: &RawValue = serde_json::from_str(source).map_err(|_| Damage::Malformed)?;
    build(raw)
}

impl<'s> Json<'s> {
    pub fn get(&self, name: &str) -> Option<&Json<'s>> {
        match self {
            Self::Object(members) => members.iter().find(|(key, _)| key == name).map(|(_, value)| value),
            Self::Null | Self::Bool(_) | Self::Number(_) | Self::Text(_) | Self::List(_) => None,
        }
    }

    /// The value at the end of this path of names; the first item of a list on the way.
    pub fn at(&self, path: &[&str]) -> Option<&Json<'s>> {
        path.iter().try_fold(self, |value, name| value.all_or_self().next()?.get(name))
    }

    /// The items of a list of this name; a single value counts as a list of one.
    pub fn all(&self, name: &str) -> impl Iterator<Item = &Json<'s>> {
        self.get(name).into_iter().flat_map(Json::all_or_self)
    }

    fn all_or_self(&self) -> std::slice::Iter<'_, Json<'s>> {
        match self {
            Self::List(items) => items.iter(),
            Self::Null | Self::Bool(_) | Self::Number(_) | Self::Text(_) | Self::Object(_) => std::slice::from_ref(self).iter(),
        }
    }

    pub fn members(&self) -> &[(Cow<'s, str>, Json<'s>)] {
        match self {
            Self::Object(members) => members,
            Self::Null | Self::Bool(_) | Self::Number(_) | Self::Text(_) | Self::List(_) => &[],
        }
    }

    /// A text or a number as it is written. Blank ones say nothing.
    pub fn text(&self) -> Option<&str> {
        let said = match self {
            Self::Text(text) => text.as_ref(),
            Self::Number(number) => number,
            Self::Null | Self::Bool(_) | Self::List(_) | Self::Object(_) => return None,
        };
        Some(said).filter(|said| !said.trim().is_empty())
    }

    /// The text of a member.
    pub fn said(&self, name: &str) -> Option<&str> {
        self.get(name)?.text()
    }

    pub fn flag(&self, name: &str) -> Option<bool> {
        match self.get(name)? {
            Self::Bool(flag) => Some(*flag),
            Self::Text(text) => text.trim().parse().ok(),
            Self::Null | Self::Number(_) | Self::List(_) | Self::Object(_) => None,
        }
    }
}

/// Counts what a source would make and how deep it goes, without building anything.
fn measure(source: &str) -> Result<(), Damage> {
    if source.len() > SIZE {
        return Err(Damage::TooBig);
    }
    let (mut depth, mut values, mut quoted, mut escaped) = (0_usize, 0_usize, false, false);
    for byte in source.bytes() {
        if quoted {
            quoted = escaped || byte != b'"';
            escaped = !escaped && byte == b'\\';
            continue;
        }
        match byte {
            b'"' => quoted = true,
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth = depth.saturating_sub(1),
            b',' => values += 1,
            _ => {}
        }
        if depth > DEPTH {
            return Err(Damage::TooDeep);
        }
        // An opening without a comma counts too: `[[[[…]]]]`.
        values += usize::from(matches!(byte, b'{' | b'['));
        if values > VALUES {
            return Err(Damage::TooBig);
        }
    }
    Ok(())
}

/// One call deeper for each level, of which [`measure`] has bounded the number.
fn build(raw: &RawValue) -> Result<Json<'_>, Damage> {
    let source = raw.get();
    let malformed = |_| Damage::Malformed;
    Ok(match source.bytes().next() {
        Some(b'{') => {
            let Members(members) = serde_json::from_str(source).map_err(malformed)?;
            let built = members.into_iter().map(|(key, value)| Ok((key, build(value)?)));
            Json::Object(built.collect::<Result<_, Damage>>()?)
        }
        Some(b'[') => {
            let items: Vec<&RawValue> = serde_json::from_str(source).map_err(malformed)?;
            Json::List(items.into_iter().map(build).collect::<Result<_, _>>()?)
        }
        Some(b'"') => Json::Text(text(source)?),
        Some(b't') => Json::Bool(true),
        Some(b'f') => Json::Bool(false),
        Some(b'n') | None => Json::Null,
        Some(_) => Json::Number(source),
    })
}

/// Borrowed where nothing is escaped, so that a large file carried inside is not held twice.
fn text(source: &str) -> Result<Cow<'_, str>, Damage> {
    if !source.contains('\\') {
        return Ok(Cow::Borrowed(source.get(1..source.len().saturating_sub(1)).unwrap_or_default()));
    }
    // Half a surrogate pair is no letter: it is shown as the sign for that.
    let owned = serde_json::from_str(source).or_else(|_| serde_json::from_str(&without_surrogates(source)));
    owned.map(Cow::Owned).map_err(|_| Damage::Malformed)
}

fn without_surrogates(source: &str) -> String {
    let mut out = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(at) = rest.find("\\u") {
        let (before, from) = rest.split_at(at);
        let escape = from.get(..6).unwrap_or(from);
        let code = escape.get(2..).and_then(|digits| u16::from_str_radix(digits, 16).ok());
        out.push_str(before);
        out.push_str(if code.is_some_and(|code| (0xd800..0xe000).contains(&code)) { "\\ufffd" } else { escape });
        rest = from.get(escape.len()..).unwrap_or_default();
    }
    out.push_str(rest);
    out
}

struct Members<'s>(Vec<(Cow<'s, str>, &'s RawValue)>);

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Each;
        impl<'de> Visitor<'de> for Each {
            type Value = Members<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = Vec::new();
                while let Some((key, value)) = map.next_entry::<Key<'de>, &'de RawValue>()? {
                    members.push((key.0, value));
                }
                Ok(Members(members))
            }
        }
        deserializer.deserialize_map(Each)
    }
}

/// A name, borrowed where it can be.
#[derive(serde::Deserialize)]
struct Key<'s>(#[serde(borrow)] Cow<'s, str>);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_keep_their_digits_and_members_their_order() {
        let json = parse(r#"{"b": 14.60, "a": ["x", 2e3], "c": {"\u0064": "é\n"}, "e": "\ud800!"}"#).unwrap();
        assert_eq!(json.said("b"), Some("14.60"));
        assert_eq!(json.all("a").filter_map(Json::text).collect::<Vec<_>>(), ["x", "2e3"]);
        assert_eq!(json.at(&["c", "d"]).and_then(Json::text), Some("é\n"));
        assert_eq!(json.said("e"), Some("\u{fffd}!"));
        assert_eq!(json.members().first().map(|(key, _)| key.as_ref()), Some("b"));
    }

    #[test]
    fn s58_depth_and_number_are_refused_before_anything_is_built() {
        assert_eq!(parse(&"[".repeat(1_000_000)).unwrap_err(), Damage::TooDeep);
        assert_eq!(parse(&format!("[{}1]", "1,".repeat(1_000_000))).unwrap_err(), Damage::TooBig);
        assert_eq!(parse(&format!("[{}1]", "[],".repeat(300_000))).unwrap_err(), Damage::TooBig);
        for cut in ["{", "{\"a\"", "{\"a\": 1", "[1,", "\"", "", "{} x"] {
            assert_eq!(parse(cut).unwrap_err(), Damage::Malformed, "{cut}");
        }
        assert!(parse(r#"{"a": "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[\"["}"#).is_ok());
    }
}
