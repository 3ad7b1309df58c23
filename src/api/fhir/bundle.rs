//! A `Bundle`, and the page of documents that one of type `searchset` is.

use super::author::{Included, type_and_id};
use super::document::{self, Entry as Listed};
use super::lenient::{count, loose, many, some};
use super::{Head, resource};
use crate::domain::{Clean, Listing, Problem};
use serde::Deserialize;
use serde_json::value::RawValue;
use std::collections::HashSet;
use std::sync::Arc;

/// Its entries are kept raw and read one by one.
#[derive(Deserialize)]
pub struct Bundle {
    #[serde(default, rename = "type", deserialize_with = "loose")]
    kind: Option<String>,
    #[serde(default, deserialize_with = "count")]
    total: Option<u64>,
    #[serde(default, deserialize_with = "some")]
    link: Vec<Link>,
    #[serde(default, deserialize_with = "many")]
    entry: Vec<Box<RawValue>>,
}

#[derive(Deserialize)]
struct Link {
    relation: String,
    url: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Entry {
    #[serde(default, deserialize_with = "loose")]
    pub full_url: Option<String>,
    pub resource: Option<Box<RawValue>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Named {
    #[serde(default, deserialize_with = "loose")]
    resource_type: Option<String>,
    #[serde(default, deserialize_with = "loose")]
    id: Option<String>,
    #[serde(default, deserialize_with = "loose")]
    master_identifier: Option<super::code::Identifier>,
}

impl Bundle {
    pub fn read(bytes: &[u8]) -> Result<Self, Problem> {
        resource(bytes, "Bundle")
    }

    /// "searchset", "document", "transaction"…
    pub fn kind(&self) -> Option<&str> {
        self.kind.as_deref()
    }

    pub(super) fn total(&self) -> Option<u64> {
        self.total
    }

    /// Where the next page is.
    pub(super) fn next(&self) -> Option<Arc<str>> {
        self.link.iter().find(|link| link.relation == "next").map(|link| link.url.as_str().into())
    }

    /// One by one; `None` for what is no entry.
    pub(super) fn entries(&self) -> impl Iterator<Item = Option<Entry>> {
        self.entry.iter().map(|raw| serde_json::from_str(raw.get()).ok())
    }

    /// The resources of the entries that have one, as they came.
    pub fn resources(&self) -> impl Iterator<Item = Box<RawValue>> {
        self.entry.iter().filter_map(|raw| serde_json::from_str::<Entry>(raw.get()).ok()?.resource)
    }
}

/// What a search finds: resources as they came, `None` for what is no entry.
pub type Found = Vec<Option<Box<RawValue>>>;

/// A page of a search: its resources of this type, and where the next page is.
pub fn page(bytes: &[u8], kind: &str) -> Result<(Found, Option<Arc<str>>), Problem> {
    let bundle = Bundle::read(bytes)?;
    if bundle.kind().is_some_and(|kind| kind != "searchset") {
        return Err(Problem::Garbled);
    }
    // What comes along, a remark of the server or what is referred to, was not asked for.
    let another = |raw: &RawValue| serde_json::from_str::<Head>(raw.get()).is_ok_and(|head| head.resource_type != kind);
    let found = bundle.entries().map(|entry| entry.and_then(|entry| entry.resource));
    Ok((found.filter(|raw| !raw.as_deref().is_some_and(another)).collect(), bundle.next()))
}

/// A page of documents.
pub fn listing(bytes: &[u8]) -> Result<Listing, Problem> {
    let bundle = Bundle::read(bytes)?;
    if bundle.kind().is_some_and(|kind| kind != "searchset") {
        return Err(Problem::Garbled);
    }
    let entries: Vec<Option<Entry>> = bundle.entries().collect();
    let included = included(&entries);
    let mut listing = Listing { total: bundle.total, next: bundle.next(), ..Listing::default() };
    let mut seen = HashSet::new();
    for (position, (raw, entry)) in bundle.entry.iter().zip(&entries).enumerate() {
        let Some(Entry { full_url, resource: Some(resource) }) = entry else {
            let full_url = entry.as_ref().and_then(|entry| entry.full_url.as_deref());
            refuse(&mut listing, raw, full_url, position);
            continue;
        };
        if serde_json::from_str::<Head>(resource.get()).is_ok_and(|head| head.resource_type != "DocumentReference") {
            continue;
        }
        match document::entry(resource, &included) {
            Some(Listed::Document(document)) if !seen.insert(document.id.clone()) => {}
            Some(Listed::Document(document)) => listing.documents.push(Arc::from(document)),
            Some(Listed::NotShown) => {}
            None => refuse(&mut listing, resource, full_url.as_deref(), position),
        }
    }
    Ok(listing)
}

fn included(entries: &[Option<Entry>]) -> Included<'_> {
    let mut included = Included::new();
    for entry in entries.iter().flatten() {
        let Some(resource) = &entry.resource else { continue };
        if let Ok(Named { resource_type: Some(kind), id: Some(id), .. }) = serde_json::from_str(resource.get()) {
            if kind == "DocumentReference" {
                continue;
            }
            included.insert(format!("{kind}/{id}"), resource);
        }
        if let Some(url) = &entry.full_url {
            included.insert(url.clone(), resource);
        }
    }
    included
}

/// Counts an entry that cannot be understood, under the best name it has, unless the patient must not know of it.
fn refuse(listing: &mut Listing, raw: &RawValue, full_url: Option<&str>, position: usize) {
    if document::kept_from_patient(raw) {
        return;
    }
    let named: Option<Named> = serde_json::from_str(raw.get()).ok();
    let master = || named.as_ref()?.master_identifier.as_ref()?.value.clone();
    let from_url = || full_url.map(|url| type_and_id(url).unwrap_or_else(|| url.to_owned()));
    let name = named.as_ref().and_then(|named| named.id.clone()).or_else(from_url).or_else(master);
    listing
        .unreadable
        .push(name.map_or_else(|| Clean::line(&format!("#{}", position.saturating_add(1))), |name| Clean::line(&name)));
}
