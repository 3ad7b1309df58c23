//! A page of a search: a `Bundle` of what was found, with the links to itself and to the page after it.

use super::answer::resource;
use super::cursor::Cursor;
use super::query::{self, Parameter};
use super::search::CURSOR;
use axum::response::Response;
use serde_json::{Value, json};

pub struct Searchset<'a> {
    pub base: &'a str,
    /// The type that is searched.
    pub kind: &'a str,
    /// What was understood of the search, for the links.
    pub used: &'a [Parameter],
    pub total: u32,
    /// Where the page after this one begins.
    pub next: Option<Cursor>,
}

impl Searchset<'_> {
    /// Each resource with why it is there: "match" or "include". A page of nothing has no `entry` (FHIR has no empty lists).
    pub fn of(self, found: impl IntoIterator<Item = (&'static str, Value)>) -> Response {
        let link =
            |relation: &str, more| json!({ "relation": relation, "url": query::link(self.base, self.kind, self.used, more) });
        let mut links = vec![link("self", None)];
        links.extend(self.next.map(|next| link("next", Some((CURSOR, next.text())))));
        let mut bundle = json!({ "resourceType": "Bundle", "type": "searchset", "total": self.total, "link": links });
        let entries: Vec<Value> = found.into_iter().map(|(mode, resource)| entry(self.base, mode, &resource)).collect();
        if let (Some(members), false) = (bundle.as_object_mut(), entries.is_empty()) {
            members.insert("entry".to_owned(), entries.into());
        }
        resource(bundle.to_string())
    }
}

fn entry(base: &str, mode: &str, resource: &Value) -> Value {
    let part = |name: &str| resource.get(name).and_then(Value::as_str).unwrap_or_default();
    let full = format!("{base}/{}/{}", part("resourceType"), part("id"));
    json!({ "fullUrl": full, "resource": resource, "search": { "mode": mode } })
}
