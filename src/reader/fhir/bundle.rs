//! The resources of a document, found by the references between them. A reference never leads out of the document.

use super::json::Json;
use std::collections::{HashMap, HashSet};

/// Entries of which something is shown.
pub const ENTRIES: usize = 5_000;

pub struct Entry<'j, 's> {
    pub resource: &'j Json<'s>,
    pub kind: &'j str,
}

pub struct Bundle<'j, 's> {
    pub entries: Vec<Entry<'j, 's>>,
    /// Where entries that are no resource stand.
    pub unreadable: Vec<usize>,
    pub cut: bool,
    by_address: HashMap<&'j str, usize>,
    by_kind_and_id: HashMap<(&'j str, &'j str), usize>,
}

impl<'j, 's> Bundle<'j, 's> {
    pub fn of(bundle: &'j Json<'s>) -> Self {
        let mut made = Self {
            entries: Vec::new(),
            unreadable: Vec::new(),
            cut: false,
            by_address: HashMap::new(),
            by_kind_and_id: HashMap::new(),
        };
        for (place, entry) in bundle.all("entry").enumerate() {
            if place >= ENTRIES {
                made.cut = true;
                break;
            }
            let resource = entry.get("resource").filter(|resource| resource.said("resourceType").is_some());
            match resource {
                Some(resource) => made.add(resource, entry.said("fullUrl")),
                None => made.unreadable.push(place + 1),
            }
        }
        made
    }

    /// A resource by itself.
    pub fn single(resource: &'j Json<'s>) -> Self {
        let empty = Self {
            entries: Vec::new(),
            unreadable: Vec::new(),
            cut: false,
            by_address: HashMap::new(),
            by_kind_and_id: HashMap::new(),
        };
        let mut made = empty;
        made.add(resource, None);
        made
    }

    fn add(&mut self, resource: &'j Json<'s>, address: Option<&'j str>) {
        let kind = resource.said("resourceType").unwrap_or_default();
        let index = self.entries.len();
        if let Some(address) = address {
            self.by_address.entry(address.trim()).or_insert(index);
        }
        if let Some(id) = resource.said("id") {
            self.by_kind_and_id.entry((kind, id)).or_insert(index);
        }
        self.entries.push(Entry { resource, kind });
    }

    /// The entry to which a `Reference` leads.
    pub fn find(&self, reference: &Json<'_>) -> Option<usize> {
        self.at(reference.said("reference")?)
    }

    pub fn at(&self, reference: &str) -> Option<usize> {
        let reference = reference.trim().split("/_history/").next().unwrap_or_default();
        self.by_address.get(reference).copied().or_else(|| {
            let mut parts = reference.rsplit('/');
            let (id, kind) = (parts.next()?, parts.next()?);
            self.by_kind_and_id.get(&(kind, id)).copied()
        })
    }

    pub fn resource(&self, reference: &Json<'_>) -> Option<&'j Json<'s>> {
        self.find(reference).and_then(|index| self.entries.get(index)).map(|entry| entry.resource)
    }

    pub fn of_kind(&self, kind: &str) -> Option<usize> {
        self.entries.iter().position(|entry| entry.kind == kind)
    }

    /// The entries to which some other one refers.
    pub fn referred(&self) -> HashSet<usize> {
        let mut found = HashSet::new();
        let mut left: Vec<&Json<'_>> = self.entries.iter().map(|entry| entry.resource).collect();
        while let Some(value) = left.pop() {
            match value {
                Json::Object(members) => {
                    for (key, value) in members {
                        if matches!(key.as_ref(), "reference" | "url")
                            && let Some(text) = value.text()
                        {
                            found.extend(self.at(text));
                        }
                        left.push(value);
                    }
                }
                Json::List(items) => left.extend(items),
                Json::Null | Json::Bool(_) | Json::Number(_) | Json::Text(_) => {}
            }
        }
        found
    }
}
