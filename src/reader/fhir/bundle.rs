//! The resources of a document, found by the references between them. A reference never leads out of the document.

use super::json::Json;
use std::collections::{HashMap, HashSet};

/// Entries of which something is shown.
pub const ENTRIES: usize = 5_000;

pub struct Entry<'j, 's> {
    pub resource: &'j Json<'s>,
    pub kind: &'j str,
    /// It stands inside another resource (`contained`), and means something only where that one refers to it.
    pub inside: bool,
}

pub struct Bundle<'j, 's> {
    pub entries: Vec<Entry<'j, 's>>,
    /// Where entries that are no resource stand.
    pub unreadable: Vec<usize>,
    pub cut: bool,
    by_address: HashMap<&'j str, usize>,
    by_kind_and_id: HashMap<(&'j str, &'j str), usize>,
    /// References to what stands inside the same resource (`#id`), by where they are written: two resources may use one name.
    by_place: HashMap<*const Json<'s>, usize>,
}

impl<'j, 's> Bundle<'j, 's> {
    fn empty() -> Self {
        Self {
            entries: Vec::new(),
            unreadable: Vec::new(),
            cut: false,
            by_address: HashMap::new(),
            by_kind_and_id: HashMap::new(),
            by_place: HashMap::new(),
        }
    }

    pub fn of(bundle: &'j Json<'s>) -> Self {
        let mut made = Self::empty();
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
        let mut made = Self::empty();
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
        self.entries.push(Entry { resource, kind, inside: false });
        self.add_contained(resource);
    }

    fn add_contained(&mut self, owner: &'j Json<'s>) {
        let mut inside = HashMap::new();
        for resource in owner.all("contained").take(ENTRIES) {
            if let (Some(kind), Some(id)) = (resource.said("resourceType"), resource.said("id"))
                && self.entries.len() < 2 * ENTRIES
            {
                inside.entry(id).or_insert(self.entries.len());
                self.entries.push(Entry { resource, kind, inside: true });
            }
        }
        if inside.is_empty() {
            return;
        }
        for reference in references(owner) {
            let id = reference.text().and_then(|text| text.trim().strip_prefix('#'));
            if let Some(index) = id.and_then(|id| inside.get(id)) {
                self.by_place.insert(std::ptr::from_ref(reference), *index);
            }
        }
    }

    /// The entry to which a `Reference` leads.
    pub fn find(&self, reference: &Json<'s>) -> Option<usize> {
        self.target(reference.get("reference")?)
    }

    /// The same for the text of the reference, where it is written.
    fn target(&self, written: &Json<'s>) -> Option<usize> {
        self.by_place.get(&std::ptr::from_ref(written)).copied().or_else(|| self.at(written.text()?))
    }

    pub fn at(&self, reference: &str) -> Option<usize> {
        let reference = reference.trim().split("/_history/").next().unwrap_or_default();
        self.by_address.get(reference).copied().or_else(|| {
            let mut parts = reference.rsplit('/');
            let (id, kind) = (parts.next()?, parts.next()?);
            self.by_kind_and_id.get(&(kind, id)).copied()
        })
    }

    pub fn resource(&self, reference: &Json<'s>) -> Option<&'j Json<'s>> {
        self.find(reference).and_then(|index| self.entries.get(index)).map(|entry| entry.resource)
    }

    pub fn of_kind(&self, kind: &str) -> Option<usize> {
        self.entries.iter().position(|entry| entry.kind == kind && !entry.inside)
    }

    /// Every entry that stands by itself.
    pub fn own(&self) -> impl Iterator<Item = usize> {
        self.entries.iter().enumerate().filter(|(_, entry)| !entry.inside).map(|(index, _)| index)
    }

    /// The entries to which some other one refers.
    pub fn referred(&self) -> HashSet<usize> {
        let own = self.entries.iter().filter(|entry| !entry.inside);
        own.flat_map(|entry| references(entry.resource)).filter_map(|written| self.target(written)).collect()
    }
}

/// Every address written in a resource: those of references, and those of attachments.
fn references<'j, 's>(resource: &'j Json<'s>) -> Vec<&'j Json<'s>> {
    let mut found = Vec::new();
    let mut left = vec![resource];
    while let Some(value) = left.pop() {
        match value {
            Json::Object(members) => {
                let addresses = members.iter().filter(|(key, _)| matches!(key.as_ref(), "reference" | "url"));
                found.extend(addresses.map(|(_, value)| value));
                left.extend(members.iter().map(|(_, value)| value));
            }
            Json::List(items) => left.extend(items),
            Json::Null | Json::Bool(_) | Json::Number(_) | Json::Text(_) => {}
        }
    }
    found
}
