//! A `RelatedPerson` as somebody to call, or to trust, as servers write it.

mod write;

pub use write::{changed, explain, new, same};

use super::Head;
use super::author::HumanName;
use super::code::{Concept, line};
use super::kept::Meta;
use super::lenient::{count, loose, some};
use crate::domain::{Clean, Contact, ContactId, Contacts, Link, Problem};
use crate::wire::fhir::contact as code;
use crate::wire::fhir::extension;
use serde::Deserialize;

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
struct View {
    #[serde(deserialize_with = "loose")]
    meta: Option<Meta>,
    #[serde(deserialize_with = "loose")]
    active: Option<bool>,
    #[serde(deserialize_with = "some")]
    relationship: Vec<Concept>,
    #[serde(deserialize_with = "some")]
    name: Vec<HumanName>,
    #[serde(deserialize_with = "some")]
    telecom: Vec<Telecom>,
    #[serde(deserialize_with = "some")]
    address: Vec<Address>,
    #[serde(deserialize_with = "some")]
    extension: Vec<Extension>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Telecom {
    #[serde(deserialize_with = "loose")]
    system: Option<String>,
    #[serde(deserialize_with = "loose")]
    value: Option<String>,
    #[serde(deserialize_with = "loose")]
    r#use: Option<String>,
    #[serde(deserialize_with = "count")]
    rank: Option<u64>,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
struct Address {
    #[serde(deserialize_with = "loose")]
    r#use: Option<String>,
    #[serde(deserialize_with = "loose")]
    text: Option<String>,
    #[serde(deserialize_with = "some")]
    line: Vec<String>,
    #[serde(deserialize_with = "loose")]
    postal_code: Option<String>,
    #[serde(deserialize_with = "loose")]
    city: Option<String>,
    #[serde(deserialize_with = "loose")]
    country: Option<String>,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
struct Extension {
    #[serde(deserialize_with = "loose")]
    url: Option<String>,
    #[serde(deserialize_with = "count")]
    value_positive_int: Option<u64>,
}

/// What is no longer so.
const OLD: &str = "old";

/// Somebody; nothing when they are no longer a contact. The error is one that cannot be understood.
pub fn contact(text: &str) -> Result<Option<Contact>, Problem> {
    let head: Head = serde_json::from_str(text).map_err(|_| Problem::Garbled)?;
    if head.resource_type != "RelatedPerson" || !head.plain() {
        return Err(Problem::Garbled);
    }
    let view: View = serde_json::from_str(text).map_err(|_| Problem::Garbled)?;
    if view.active == Some(false) {
        return Ok(None);
    }
    let contact = Contact { id: head.id.as_deref().and_then(ContactId::new), ..view.contact() };
    let nobody = contact.family.is_empty() && contact.given.is_empty() && contact.phones.is_empty();
    if nobody { Err(Problem::Garbled) } else { Ok(Some(contact)) }
}

impl View {
    fn contact(&self) -> Contact {
        let has = |wanted: &dyn Fn(&str) -> bool| {
            self.relationship.iter().flat_map(|it| &it.coding).any(|coding| coding.code.as_deref().is_some_and(wanted))
        };
        let links = self.relationship.iter().flat_map(|it| &it.coding);
        let (family, given) = name(&self.name).map(parts).unwrap_or_default();
        let address = address(&self.address);
        let said = |text: Option<&String>| line(text.map(String::as_str)).unwrap_or_default();
        let order = self.extension.iter().find(|it| it.url.as_deref().is_some_and(orders));
        Contact {
            id: None,
            version: self.meta.as_ref().and_then(|meta| line(meta.version_id.as_deref())),
            emergency: has(&|code| code == code::EMERGENCY),
            trusted: has(&trusts),
            link: links.filter_map(|coding| coding.code.as_deref()).find_map(Link::of_code),
            family,
            given,
            phones: phones(&self.telecom),
            email: self.telecom.iter().filter(|it| it.is_email()).find_map(|it| line(it.value.as_deref())),
            street: address.map(Address::street).unwrap_or_default(),
            postcode: said(address.and_then(|it| it.postal_code.as_ref())),
            town: said(address.and_then(|it| it.city.as_ref())),
            country: address.and_then(|it| line(it.country.as_deref())),
            order: order.and_then(|it| u32::try_from(it.value_positive_int?).ok()).filter(|order| *order > 0),
        }
    }
}

/// Whatever the system: each guide has its own (STANDARDS §2.6).
fn trusts(code: &str) -> bool {
    code == code::TRUSTED || code::ALSO_TRUSTED.contains(&code)
}

fn orders(url: &str) -> bool {
    url == extension::CALL_ORDER || url.ends_with("ordre-appel")
}

/// The one of today: official, else usual, else the first.
fn name(names: &[HumanName]) -> Option<&HumanName> {
    let current = || names.iter().filter(|name| name.r#use.as_deref() != Some(OLD));
    let used = |word: &str| current().find(|name| name.r#use.as_deref() == Some(word));
    used("official").or_else(|| used("usual")).or_else(|| current().next()).or_else(|| names.first())
}

/// A name that is only a text is a family name: nothing is guessed of its parts.
fn parts(name: &HumanName) -> (Clean, Clean) {
    match (name.family(), name.given()) {
        (family, given) if family.is_empty() && given.is_empty() => (name.whole().unwrap_or_default(), given),
        parts => parts,
    }
}

/// The first to call first.
fn phones(telecoms: &[Telecom]) -> Vec<Clean> {
    let mut phones: Vec<&Telecom> = telecoms.iter().filter(|it| it.is_phone()).collect();
    phones.sort_by_key(|it| it.rank.unwrap_or(u64::MAX));
    phones.into_iter().filter_map(|it| line(it.value.as_deref())).collect()
}

fn address(addresses: &[Address]) -> Option<&Address> {
    let current = || addresses.iter().filter(|it| it.r#use.as_deref() != Some(OLD));
    current().find(|it| it.r#use.as_deref() == Some("home")).or_else(|| current().next()).or_else(|| addresses.first())
}

impl Telecom {
    fn current(&self) -> bool {
        self.r#use.as_deref() != Some(OLD) && self.value.as_deref().is_some_and(|value| !value.trim().is_empty())
    }

    /// A server that does not say what it is shows it in what it is.
    fn is_email(&self) -> bool {
        let looks = || self.value.as_deref().is_some_and(|value| value.contains('@'));
        self.current() && self.system.as_deref().map_or_else(looks, |system| system == "email")
    }

    fn is_phone(&self) -> bool {
        let looks = || self.value.as_deref().is_some_and(|value| !value.contains('@'));
        self.current() && self.system.as_deref().map_or_else(looks, |system| matches!(system, "phone" | "sms"))
    }
}

impl Address {
    fn street(&self) -> Clean {
        let lines: Vec<Clean> = self.line.iter().map(|line| Clean::line(line)).filter(|line| !line.is_empty()).collect();
        if !lines.is_empty() {
            return Clean::new(&lines.iter().map(Clean::as_str).collect::<Vec<_>>().join("\n"));
        }
        // Without its parts, the text is all that there is.
        let parts = self.postal_code.is_some() || self.city.is_some();
        self.text.as_deref().filter(|_| !parts).map(|text| Clean::new(text.trim())).unwrap_or_default()
    }
}

/// What is read of those of a page, in the order of calling.
pub fn contacts(found: &super::Found) -> Contacts {
    let mut contacts = Contacts::default();
    for raw in found {
        match raw.as_ref().map(|raw| contact(raw.get())) {
            Some(Ok(Some(contact))) if contact.id.is_some() => contacts.all.push(contact),
            Some(Ok(None)) => {}
            Some(Ok(Some(_)) | Err(_)) | None => contacts.unreadable += 1,
        }
    }
    contacts.all.sort_by_key(|contact| contact.order.unwrap_or(u32::MAX));
    contacts
}
