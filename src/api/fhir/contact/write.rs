//! A contact written: what is not understood of the resource is kept, and what has not changed stays as its server wrote it.

use super::super::author::HumanName;
use super::super::code::line;
use super::super::kept::Members;
use super::super::outcome::Issue;
use super::{Address, Telecom, View, address, contact, name, orders, trusts};
use crate::domain::{Clean, Contact, Flaw, Link, Problem};
use crate::wire::fhir::contact as code;
use crate::wire::fhir::{extension, profile, system};
use serde::Deserialize;
use serde_json::{Map, Value, json};

/// A new one. `identifier`: `urn:uuid:…`.
pub fn new(patient: &str, identifier: &str, contact: &Contact) -> Result<String, Problem> {
    let bare = json!({
        "resourceType": "RelatedPerson",
        "meta": { "profile": [profile::CONTACT] },
        "identifier": [{ "system": system::URI, "value": identifier }],
        "active": true,
        "patient": { "reference": format!("Patient/{patient}") },
    });
    write(&bare.to_string(), &Contact::default(), contact)
}

/// The same, as it is wanted now: only what differs is written, so that all else stays as its server keeps it.
pub fn changed(whole: &str, contact: &Contact) -> Result<String, Problem> {
    let view: View = serde_json::from_str(whole).map_err(|_| Problem::Garbled)?;
    write(whole, &view.contact(), contact)
}

fn write(whole: &str, before: &Contact, now: &Contact) -> Result<String, Problem> {
    let mut members = Members::read(whole)?;
    let list = |members: &Members, name: &str| match members.get(name) {
        Some(Value::Array(list)) => list,
        Some(Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Object(_)) | None => Vec::new(),
    };
    if (before.emergency, before.trusted, before.link) != (now.emergency, now.trusted, now.link) {
        members.set("relationship", &relationships(list(&members, "relationship"), now))?;
    }
    if (&before.family, &before.given) != (&now.family, &now.given) {
        members.set("name", &names(list(&members, "name"), before, now))?;
    }
    if (&before.phones, &before.email) != (&now.phones, &now.email) {
        members.set("telecom", &telecoms(list(&members, "telecom"), before, now))?;
    }
    let place = |contact: &Contact| {
        let Contact { street, postcode, town, country, .. } = contact;
        (street.clone(), postcode.clone(), town.clone(), country.clone())
    };
    if place(before) != place(now) {
        members.set("address", &addresses(list(&members, "address"), now))?;
    }
    if before.order != now.order {
        let mut extensions = list(&members, "extension");
        extensions.retain(|it| !it.get("url").and_then(Value::as_str).is_some_and(orders));
        extensions.extend(now.order.map(|order| json!({ "url": extension::CALL_ORDER, "valuePositiveInt": order })));
        members.set("extension", &extensions)?;
    }
    members.text()
}

fn relationships(before: Vec<Value>, now: &Contact) -> Vec<Value> {
    let understood = |coding: &Value| {
        let code = coding.get("code").and_then(Value::as_str);
        code.is_some_and(|code| code == code::EMERGENCY || trusts(code) || Link::of_code(code).is_some())
    };
    let concept = |system: &str, code: &str| json!({ "coding": [{ "system": system, "code": code }] });
    let mut all = Vec::new();
    all.extend(now.emergency.then(|| concept(system::CONTACT_ROLE, code::EMERGENCY)));
    all.extend(now.trusted.then(|| concept(system::CONTACT_ROLE, code::TRUSTED)));
    all.extend(now.link.map(|link| {
        let system = if link.legal() { system::CONTACT_LEGAL } else { system::CONTACT_LINK };
        concept(system, link.code())
    }));
    for mut other in before {
        let codings = other.get_mut("coding").and_then(Value::as_array_mut);
        let none_left = codings.is_some_and(|codings| {
            let had = codings.len();
            codings.retain(|coding| !understood(coding));
            had > 0 && codings.is_empty()
        });
        all.extend((!none_left).then_some(other));
    }
    all
}

/// Where the one that is read stands in its list, among others that may be no such thing.
fn rank_of<T: for<'a> Deserialize<'a>>(list: &[Value], best: impl Fn(&[T]) -> Option<&T>) -> Option<usize> {
    let (ranks, views): (Vec<usize>, Vec<T>) =
        list.iter().enumerate().filter_map(|(rank, it)| Some((rank, T::deserialize(it).ok()?))).unzip();
    let best = best(&views)?;
    ranks.get(views.iter().position(|it| std::ptr::eq(it, best))?).copied()
}

fn put(element: &mut Map<String, Value>, member: &str, value: Value) {
    let empty = match &value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(list) => list.is_empty(),
        Value::Bool(_) | Value::Number(_) | Value::Object(_) => false,
    };
    if empty { drop(element.remove(member)) } else { drop(element.insert(member.to_owned(), value)) }
}

/// The element at this rank, or a new one at the end.
fn element(list: &mut Vec<Value>, rank: Option<usize>, new: Value) -> Option<&mut Map<String, Value>> {
    let rank = rank.unwrap_or_else(|| {
        list.push(new);
        list.len().saturating_sub(1)
    });
    list.get_mut(rank).and_then(Value::as_object_mut)
}

fn names(mut list: Vec<Value>, before: &Contact, now: &Contact) -> Vec<Value> {
    let rank = rank_of::<HumanName>(&list, name);
    if let Some(name) = element(&mut list, rank, json!({ "use": "official" })) {
        name.remove("text");
        put(name, "family", now.family.as_str().into());
        // Several names that are not touched stay several.
        if before.given != now.given {
            let given: Vec<&str> = Some(now.given.as_str()).into_iter().filter(|given| !given.is_empty()).collect();
            put(name, "given", given.into());
        }
    }
    list.retain(|name| name.get("family").is_some() || name.get("given").is_some() || name.get("text").is_some());
    list
}

/// The phones in their order, then the e-mail address, then what is neither or is no longer so.
fn telecoms(list: Vec<Value>, before: &Contact, now: &Contact) -> Vec<Value> {
    let view = |value: &Value| Telecom::deserialize(value).unwrap_or_default();
    let said = |value: &Value| line(value.get("value").and_then(Value::as_str));
    let known = |wanted: &Clean, is: fn(&Telecom) -> bool| {
        list.iter().find(|it| is(&view(it)) && said(it).as_ref() == Some(wanted)).cloned()
    };
    let mut all: Vec<Value> = Vec::new();
    for (rank, phone) in (1_u64..).zip(&now.phones) {
        let mut telecom = known(phone, Telecom::is_phone).unwrap_or_else(|| {
            let kind = mobile(phone).then_some("mobile");
            let mut new = json!({ "system": "phone", "value": phone.as_str() });
            if let Some(members) = new.as_object_mut() {
                put(members, "use", kind.into());
            }
            new
        });
        if let Some(members) = telecom.as_object_mut() {
            put(members, "rank", rank.into());
        }
        all.push(telecom);
    }
    let email = |email| known(email, Telecom::is_email).unwrap_or_else(|| json!({ "system": "email", "value": email.as_str() }));
    all.extend(now.email.as_ref().map(email));
    // Of several e-mail addresses one is shown: the others are not touched.
    let shown = |it: &&Value| {
        let telecom = view(it);
        telecom.is_phone() || telecom.is_email() && (said(it) == before.email || said(it) == now.email)
    };
    all.extend(list.iter().filter(|it| !shown(it)).cloned());
    all
}

/// 06 and 07 in France.
fn mobile(phone: &Clean) -> bool {
    let digits: String = phone.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
    ["06", "07", "+336", "+337", "00336", "00337"].iter().any(|start| digits.starts_with(start))
}

fn addresses(mut list: Vec<Value>, now: &Contact) -> Vec<Value> {
    let rank = rank_of::<Address>(&list, address);
    if let Some(address) = element(&mut list, rank, json!({ "use": "home" })) {
        address.remove("text");
        let lines: Vec<&str> = now.street.split('\n').map(str::trim).filter(|line| !line.is_empty()).collect();
        put(address, "line", lines.into());
        put(address, "postalCode", now.postcode.as_str().into());
        put(address, "city", now.town.as_str().into());
        put(address, "country", now.country.as_deref().into());
    }
    let parts = ["line", "text", "city", "postalCode", "country", "district", "state"];
    list.retain(|address| parts.iter().any(|part| address.get(part).is_some()));
    list
}

/// Whether two of them say the same.
pub fn same(one: &str, other: &str) -> bool {
    let bare = |text| Some(Contact { id: None, version: None, ..contact(text).ok()?? });
    bare(one).is_some_and(|one| bare(other) == Some(one))
}

/// What a remark of the server is about.
pub fn explain(sent: &str, issue: &Issue) -> Option<Problem> {
    let sent: Value = serde_json::from_str(sent).ok()?;
    let names = issue.names();
    let flaw = match names.first().copied()? {
        "relationship" if issue.code.as_deref() == Some("business-rule") => Flaw::SecondTrusted,
        "relationship" => Flaw::Link,
        "name" => Flaw::Name,
        "telecom" => match issue.element(&sent).and_then(|telecom| telecom.get("system")).and_then(Value::as_str) {
            Some("email") => Flaw::Email,
            Some(_) | None => Flaw::Phone,
        },
        "address" => match names.get(1).copied() {
            Some("postalCode") => Flaw::Postcode,
            Some("city") => Flaw::Town,
            Some(_) | None => Flaw::Street,
        },
        _ => return None,
    };
    Some(Problem::Refused { flaw: Some(flaw) })
}
