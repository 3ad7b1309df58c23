//! A FHIR resource in XML as the JSON that says the same (FHIR R4 §2.6.1), so that everything after reads one shape only.
//! Nothing but FHIR's own elements and the XHTML of narratives is taken.

use super::json::{DEPTH, Json};
use crate::domain::Damage;
use crate::reader::xml::{Child, Element};
use std::borrow::Cow;
use std::collections::HashMap;

/// The document whose root this is.
pub fn json<'t>(root: Element<'t>) -> Result<Json<'t>, Damage> {
    if !root.is_fhir() {
        return Err(Damage::OtherKind);
    }
    resource(root, 0)
}

fn resource<'t>(element: Element<'t>, depth: usize) -> Result<Json<'t>, Damage> {
    let kind = (Cow::Borrowed("resourceType"), Json::Text(Cow::Borrowed(element.name())));
    let mut members = vec![kind];
    members.extend(self::members(element, depth)?);
    Ok(Json::Object(members))
}

/// The values of one name: what is a primitive may have a twin for what is said about it (`_birthDate`).
#[derive(Default)]
struct Named<'t> {
    name: &'t str,
    values: Vec<Json<'t>>,
    twins: Vec<Json<'t>>,
}

type Member<'t> = (Cow<'t, str>, Json<'t>);

/// One call deeper for each level of the source, which is bounded.
fn members<'t>(element: Element<'t>, depth: usize) -> Result<Vec<Member<'t>>, Damage> {
    if depth >= DEPTH {
        return Err(Damage::TooDeep);
    }
    let mut members: Vec<Member<'t>> = Vec::new();
    for name in ["id", "url"] {
        members.extend(element.attribute(name).map(|value| (Cow::Borrowed(name), Json::Text(Cow::Borrowed(value)))));
    }
    let mut all: Vec<Named<'t>> = Vec::new();
    let mut places: HashMap<&str, usize> = HashMap::new();
    for child in element.elements() {
        let name = child.name();
        let (value, twin) = if child.is_html() && name == "div" {
            (Json::Text(Cow::Owned(markup(child))), Json::Null)
        } else if child.is_fhir() {
            self::value(child, depth + 1)?
        } else {
            continue;
        };
        if matches!((&value, &twin), (Json::Null, Json::Null)) {
            continue;
        }
        let place = *places.entry(name).or_insert(all.len());
        if place == all.len() {
            all.push(Named { name, ..Named::default() });
        }
        if let Some(named) = all.get_mut(place) {
            named.values.push(value);
            named.twins.push(twin);
        }
    }
    for Named { name, values, twins } in all {
        let says = |list: &[Json<'_>]| list.iter().any(|value| !matches!(value, Json::Null));
        let (plain, about) = (says(&values), says(&twins));
        members.extend(plain.then(|| (Cow::Borrowed(name), one_or_many(values))));
        members.extend(about.then(|| (Cow::Owned(format!("_{name}")), one_or_many(twins))));
    }
    Ok(members)
}

/// What repeats is a list. One alone stays one, since XML does not say whether it could: every reader takes both.
fn one_or_many<'t>(mut values: Vec<Json<'t>>) -> Json<'t> {
    match (values.len(), values.pop()) {
        (1, Some(one)) => one,
        (_, last) => {
            values.extend(last);
            Json::List(values)
        }
    }
}

/// The value of an element, and what is said about it when it is a primitive.
fn value<'t>(element: Element<'t>, depth: usize) -> Result<(Json<'t>, Json<'t>), Damage> {
    // The names of elements begin with a small letter, those of resources do not: `entry.resource`, `contained`.
    let inner = element.elements().find(|child| child.is_fhir() && child.name().starts_with(|c: char| c.is_ascii_uppercase()));
    if let Some(inner) = inner {
        return Ok((resource(inner, depth)?, Json::Null));
    }
    let members = members(element, depth)?;
    let object = if members.is_empty() { Json::Null } else { Json::Object(members) };
    Ok(match element.attribute("value") {
        Some(value) => (Json::Text(Cow::Borrowed(value)), object),
        // An extension in the place of a value: the same in JSON, where the name has an underscore.
        None if only_about(&object) => (Json::Null, object),
        None => (object, Json::Null),
    })
}

/// A primitive that has no value, but a reason for that: nothing except `id` and `extension`, without an address.
fn only_about(object: &Json<'_>) -> bool {
    let members = object.members();
    !members.is_empty() && members.iter().all(|(name, _)| matches!(name.as_ref(), "id" | "extension"))
}

/// The markup of a narrative again, which is read by the same reader as that of JSON. Written without recursion.
fn markup(div: Element<'_>) -> String {
    enum Left<'t> {
        Element(Element<'t>),
        Text(&'t str),
        End(&'t str),
    }
    let mut out = String::new();
    let mut left = vec![Left::Element(div)];
    while let Some(part) = left.pop() {
        match part {
            Left::Text(text) => escape(text, &mut out),
            Left::End(name) => {
                out.push_str("</");
                out.push_str(name);
                out.push('>');
            }
            Left::Element(element) => {
                out.push('<');
                out.push_str(element.name());
                for (name, value) in element.attributes() {
                    out.push(' ');
                    out.push_str(name);
                    out.push_str("=\"");
                    escape(value, &mut out);
                    out.push('"');
                }
                out.push('>');
                left.push(Left::End(element.name()));
                let children: Vec<Child<'_>> = element.children().collect();
                left.extend(children.into_iter().rev().map(|child| match child {
                    Child::Element(element) => Left::Element(element),
                    Child::Text(text) => Left::Text(text),
                }));
            }
        }
    }
    out
}

fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            _ => out.push(c),
        }
    }
}
