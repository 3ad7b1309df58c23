//! A form, read with indulgence: what is not known in it is served as it is, and asks nothing of the answers.

use crate::wire::fhir::form::DIRECTIVES_CODE;
use serde_json::value::{RawValue, to_raw_value};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The only version there is, for HTTP.
pub const VERSION: u32 = 1;
/// Questions within questions, at most.
const DEEP: usize = 32;

#[derive(Debug)]
pub struct Form {
    pub id: String,
    /// The canonical address, without its version.
    pub url: String,
    pub version: Option<String>,
    pub name: String,
    pub title: String,
    /// Of advance directives.
    pub directives: bool,
    pub items: Vec<Item>,
    /// As it is served.
    pub text: String,
}

#[derive(Debug, Default)]
pub struct Item {
    pub link: String,
    pub kind: String,
    pub required: bool,
    pub repeats: bool,
    /// Characters.
    pub longest: Option<usize>,
    /// The values to choose from; none: any of the type, or a value set that this server has not.
    pub options: Vec<Value>,
    pub when: Vec<When>,
    /// One of the conditions is enough.
    pub any: bool,
    pub items: Vec<Item>,
}

#[derive(Debug)]
pub struct When {
    pub link: String,
    pub operator: String,
    pub answer: Value,
}

impl Form {
    /// Why it is refused, in English.
    pub fn read(bytes: &[u8]) -> Result<Self, &'static str> {
        let value: Value = serde_json::from_slice(bytes).map_err(|_| "it is not JSON")?;
        let text = |member: &str| value.get(member).and_then(Value::as_str).unwrap_or_default().to_owned();
        if text("resourceType") != "Questionnaire" {
            return Err("it is not a Questionnaire");
        }
        let mut links = Vec::new();
        let items = items(&value, 0, &mut links)?;
        if items.is_empty() {
            return Err("it has no questions");
        }
        let id = text("id");
        let fits = |one: char| one.is_ascii_alphanumeric() || "-.".contains(one);
        if id.is_empty() || id.len() > 64 || !id.chars().all(fits) {
            return Err("its id is not one");
        }
        let url = Some(text("url")).filter(|url| !url.is_empty()).unwrap_or_else(|| format!("urn:dmp:questionnaire:{id}"));
        let codes = value.get("code").and_then(Value::as_array);
        let directives = codes.into_iter().flatten().any(|code| code.get("code").is_some_and(|code| code == DIRECTIVES_CODE));
        Ok(Self {
            version: Some(text("version")).filter(|version| !version.is_empty()),
            name: text("name"),
            title: text("title"),
            text: served(bytes, &url)?,
            id,
            url,
            directives,
            items,
        })
    }

    /// By its address, with its version or without.
    pub fn is_named(&self, canonical: &str) -> bool {
        match canonical.split_once('|') {
            Some((url, version)) => url == self.url && Some(version) == self.version.as_deref(),
            None => canonical == self.url,
        }
    }
}

/// As it was written, with an address and the version of the server.
fn served(bytes: &[u8], url: &str) -> Result<String, &'static str> {
    let mut members: BTreeMap<String, Box<RawValue>> = serde_json::from_slice(bytes).map_err(|_| "it is not JSON")?;
    let mut meta = members.get("meta").and_then(|meta| serde_json::from_str::<Value>(meta.get()).ok()).unwrap_or(json!({}));
    if let Some(meta) = meta.as_object_mut() {
        meta.insert("versionId".to_owned(), VERSION.to_string().into());
    }
    for (member, value) in [("meta", meta), ("url", url.into())] {
        members.insert(member.to_owned(), to_raw_value(&value).map_err(|_| "it is not JSON")?);
    }
    serde_json::to_string(&members).map_err(|_| "it is not JSON")
}

fn items(of: &Value, depth: usize, links: &mut Vec<String>) -> Result<Vec<Item>, &'static str> {
    let list = of.get("item").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    if depth > DEEP {
        return Err("its questions are too deep");
    }
    list.iter().map(|item| one(item, depth, links)).collect()
}

fn one(item: &Value, depth: usize, links: &mut Vec<String>) -> Result<Item, &'static str> {
    let text = |member: &str| item.get(member).and_then(Value::as_str).unwrap_or_default().to_owned();
    let is = |member: &str| item.get(member).and_then(Value::as_bool).unwrap_or_default();
    let list = |member: &str| item.get(member).and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let link = text("linkId");
    if link.is_empty() || text("type").is_empty() {
        return Err("a question has no linkId or no type");
    }
    if links.contains(&link) {
        return Err("two questions have the same linkId");
    }
    links.push(link.clone());
    let when = |when: &Value| {
        let text = |member: &str| when.get(member).and_then(Value::as_str).unwrap_or_default().to_owned();
        let (_, answer) = choice(when, "answer").unwrap_or(("", Value::Null));
        When { link: text("question"), operator: text("operator"), answer }
    };
    Ok(Item {
        link,
        kind: text("type"),
        required: is("required"),
        repeats: is("repeats"),
        longest: item.get("maxLength").and_then(Value::as_u64).and_then(|most| usize::try_from(most).ok()),
        options: list("answerOption").iter().filter_map(|option| choice(option, "value")).map(|(_, value)| value).collect(),
        when: list("enableWhen").iter().map(when).collect(),
        any: text("enableBehavior") == "any",
        items: items(item, depth + 1, links)?,
    })
}

/// The type and the value of `value[x]` or `answer[x]`.
pub fn choice<'a>(of: &'a Value, prefix: &str) -> Option<(&'a str, Value)> {
    let members = of.as_object()?;
    members.iter().find_map(|(name, value)| {
        let kind = name.strip_prefix(prefix)?;
        kind.starts_with(|first: char| first.is_ascii_uppercase()).then(|| (kind, value.clone()))
    })
}
