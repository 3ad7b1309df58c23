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
        let entries = found.into_iter().map(|(mode, resource)| {
            let part = |name: &str| resource.get(name).and_then(Value::as_str).unwrap_or_default();
            entry(self.base, part("resourceType"), part("id"), mode, &resource.to_string())
        });
        self.with(entries.collect())
    }

    /// The same of resources of the type that is searched, which are kept as they are written: why, id and text.
    pub fn of_texts(self, found: impl IntoIterator<Item = (&'static str, String, String)>) -> Response {
        let entries = found.into_iter().map(|(mode, id, text)| entry(self.base, self.kind, &id, mode, &text));
        self.with(entries.collect())
    }

    fn with(self, entries: Vec<String>) -> Response {
        let link =
            |relation: &str, more| json!({ "relation": relation, "url": query::link(self.base, self.kind, self.used, more) });
        let mut links = vec![link("self", None)];
        links.extend(self.next.map(|next| link("next", Some((CURSOR, next.text())))));
        let head = json!({ "resourceType": "Bundle", "type": "searchset", "total": self.total, "link": links }).to_string();
        if entries.is_empty() {
            return resource(head);
        }
        resource(format!("{},\"entry\":[{}]}}", head.strip_suffix('}').unwrap_or(&head), entries.join(",")))
    }
}

fn entry(base: &str, kind: &str, id: &str, mode: &str, resource: &str) -> String {
    let full = json!(format!("{base}/{kind}/{id}"));
    format!("{{\"fullUrl\":{full},\"resource\":{resource},\"search\":{{\"mode\":\"{mode}\"}}}}")
}
