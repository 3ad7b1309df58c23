//! The parameters of a search as they came: names, modifiers, values; alternatives split on commas, escapes undone.

use crate::sandbox::http::Refusal;
use axum::http::HeaderMap;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parameter {
    pub name: String,
    pub modifier: Option<String>,
    pub value: String,
}

/// From the URL, then from the form of a `_search`.
pub fn parse(url: Option<&str>, form: &[u8]) -> Vec<Parameter> {
    url::form_urlencoded::parse(url.unwrap_or("").as_bytes())
        .chain(url::form_urlencoded::parse(form))
        .map(|(name, value)| {
            let (name, modifier) = match name.split_once(':') {
                Some((name, modifier)) => (name.to_owned(), Some(modifier.to_owned())),
                None => (name.into_owned(), None),
            };
            Parameter { name, modifier, value: value.into_owned() }
        })
        .collect()
}

/// `Prefer: handling=strict`: what is not known is refused rather than ignored.
pub fn strict(headers: &HeaderMap) -> bool {
    headers
        .get_all("prefer")
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split([',', ';']))
        .any(|part| part.trim() == "handling=strict")
}

impl Parameter {
    /// The alternatives of the value: `a,b` is two; `\,` is a comma.
    pub fn alternatives(&self) -> Vec<String> {
        let mut values = vec![String::new()];
        let mut characters = self.value.chars();
        while let Some(character) = characters.next() {
            match character {
                ',' => values.push(String::new()),
                // `\|` and `\$` keep their escape: see `unescape`.
                '\\' => match characters.next() {
                    Some(',') => add(&mut values, ","),
                    Some(escaped) => add(&mut values, &format!("\\{escaped}")),
                    None => {}
                },
                other => add(&mut values, other.encode_utf8(&mut [0; 4])),
            }
        }
        values.retain(|value| !value.is_empty());
        values
    }

    pub fn named(&self) -> String {
        match &self.modifier {
            Some(modifier) => format!("{}:{modifier}", self.name),
            None => self.name.clone(),
        }
    }

    pub fn refused(&self, why: &str) -> Refusal {
        Refusal::invalid(format!("{}: {why}", self.named()))
    }
}

fn add(values: &mut [String], text: &str) {
    if let Some(last) = values.last_mut() {
        last.push_str(text);
    }
}

/// `system|code`, cut at the first bar that is not escaped.
pub fn token(value: &str) -> (Option<String>, String) {
    let mut escaped = false;
    for (at, character) in value.char_indices() {
        if character == '|' && !escaped {
            let (system, code) = value.split_at(at);
            return (Some(unescape(system)), unescape(code.get(1..).unwrap_or("")));
        }
        escaped = character == '\\' && !escaped;
    }
    (None, unescape(value))
}

pub fn unescape(value: &str) -> String {
    let mut text = String::with_capacity(value.len());
    let mut characters = value.chars();
    while let Some(character) = characters.next() {
        text.extend(if character == '\\' { characters.next() } else { Some(character) });
    }
    text
}

/// A link to a search: what was understood of it, and `more`.
pub fn link(base: &str, resource: &str, used: &[Parameter], more: Option<(&str, String)>) -> String {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    for parameter in used {
        query.append_pair(&parameter.named(), &parameter.value);
    }
    if let Some((name, value)) = more {
        query.append_pair(name, &value);
    }
    format!("{base}/{resource}?{}", query.finish())
}
