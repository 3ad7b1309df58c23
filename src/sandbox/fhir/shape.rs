//! The elements that a resource may have when a person writes it, said as tables, and what is wrong with one that does not fit.
//! Nothing is ever dropped or altered: what is not in the table is refused, by name.

use super::dates;
use crate::sandbox::http::Remark;
use serde_json::{Map, Value};

/// Remarks made of one resource: more help nobody.
const REMARKS: usize = 100;

pub struct Element {
    pub name: &'static str,
    /// At least so many.
    pub least: usize,
    pub most: Most,
    pub shape: Shape,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Most {
    One,
    /// A list, of so many at most.
    List(usize),
}

#[derive(Clone, Copy)]
pub enum Shape {
    /// Characters of one line, at most.
    Line(usize),
    /// Characters, line feeds included, at most.
    Text(usize),
    /// A code without blanks.
    Code,
    /// One of these codes.
    OneOf(&'static [&'static str]),
    Uri,
    Boolean,
    Integer,
    /// From 1.
    Positive,
    Decimal,
    /// A year, a month or a day.
    Date,
    /// The same, or an instant.
    Moment,
    Instant,
    Time,
    /// Bytes in base 64, whatever their number.
    Data,
    Group(&'static [Element]),
    /// `value[x]`: one of these, which are said by their whole names.
    Choice(&'static [Element]),
}

pub const fn must(name: &'static str, shape: Shape) -> Element {
    Element { name, least: 1, most: Most::One, shape }
}

pub const fn may(name: &'static str, shape: Shape) -> Element {
    Element { name, least: 0, most: Most::One, shape }
}

/// A list, which may be absent.
pub const fn some(name: &'static str, most: usize, shape: Shape) -> Element {
    Element { name, least: 0, most: Most::List(most), shape }
}

/// A list of one at least.
pub const fn many(name: &'static str, most: usize, shape: Shape) -> Element {
    Element { name, least: 1, most: Most::List(most), shape }
}

/// All that is wrong with `resource`, whose type is `kind`.
pub fn check(kind: &str, resource: &Map<String, Value>, elements: &[Element]) -> Vec<Remark> {
    let mut remarks = Vec::new();
    group(kind, resource, elements, &mut remarks);
    remarks
}

fn group(at: &str, members: &Map<String, Value>, elements: &[Element], remarks: &mut Vec<Remark>) {
    for (name, value) in members {
        if remarks.len() >= REMARKS {
            return;
        }
        match named(elements, name) {
            Some(element) => one(&format!("{at}.{name}"), value, element, remarks),
            None => remarks.push(Remark::new(format!("{at}.{name}"), "structure", "this element is not taken here")),
        }
    }
    for element in elements {
        let there = element.said_as().iter().filter(|one| members.contains_key(one.name)).count();
        if there < element.least {
            remarks.push(Remark::new(format!("{at}.{}", element.name), "required", "is missing"));
        } else if there > 1 {
            remarks.push(Remark::new(format!("{at}.{}", element.name), "structure", "only one of these"));
        }
    }
}

impl Element {
    /// Itself, or those that it is a choice of.
    fn said_as(&self) -> &[Self] {
        if let Shape::Choice(choices) = self.shape { choices } else { std::slice::from_ref(self) }
    }
}

fn named<'a>(elements: &'a [Element], name: &str) -> Option<&'a Element> {
    elements.iter().flat_map(Element::said_as).find(|one| one.name == name)
}

fn one(at: &str, value: &Value, element: &Element, remarks: &mut Vec<Remark>) {
    match (element.most, value) {
        (Most::One, value) => fits(at, value, &element.shape, remarks),
        (Most::List(most), Value::Array(list)) if (1..=most).contains(&list.len()) => {
            for (rank, value) in list.iter().enumerate() {
                fits(&format!("{at}[{rank}]"), value, &element.shape, remarks);
            }
        }
        (Most::List(_), Value::Array(list)) if list.is_empty() => {
            remarks.push(Remark::new(at, "structure", "an empty list is left out"));
        }
        (Most::List(most), Value::Array(_)) => remarks.push(Remark::new(at, "too-long", format!("{most} at most"))),
        (Most::List(_), _one) => remarks.push(Remark::new(at, "structure", "a list is expected")),
    }
}

fn fits(at: &str, value: &Value, shape: &Shape, remarks: &mut Vec<Remark>) {
    if let (Shape::Group(elements), Value::Object(members)) = (shape, value) {
        if members.is_empty() {
            remarks.push(Remark::new(at, "structure", "an empty object is left out"));
        }
        return group(at, members, elements, remarks);
    }
    if let Some((issue, text)) = wrong(value, shape) {
        remarks.push(Remark::new(at, issue, text));
    }
}

/// What is wrong with a value that holds no others.
fn wrong(value: &Value, shape: &Shape) -> Option<(&'static str, String)> {
    let text = value.as_str();
    let unless = |fits: bool, what: &str| (!fits).then(|| ("value", format!("{what} is expected")));
    let is = |what: fn(&str) -> bool| text.is_some_and(what);
    match shape {
        Shape::Line(most) => words(text, *most, |one| one.is_control()),
        Shape::Text(most) => words(text, *most, |one| one.is_control() && !matches!(one, '\n' | '\r' | '\t')),
        Shape::Code => unless(is(|text| !text.is_empty() && text.len() <= 100 && !text.contains([' ', '\t', '\n'])), "a code"),
        Shape::OneOf(codes) => unless(text.is_some_and(|text| codes.contains(&text)), &format!("one of {}", codes.join(", "))),
        Shape::Uri => {
            unless(is(|text| !text.is_empty() && text.len() <= 500 && !text.contains(|one: char| one <= ' ')), "an URI")
        }
        Shape::Boolean => unless(value.is_boolean(), "true or false"),
        Shape::Integer => unless(value.as_i64().is_some_and(|number| i32::try_from(number).is_ok()), "a whole number"),
        Shape::Positive => {
            unless(value.as_u64().is_some_and(|number| number > 0 && i32::try_from(number).is_ok()), "a whole number from 1")
        }
        Shape::Decimal => unless(value.is_number(), "a number"),
        Shape::Date => unless(is(|text| !text.contains('T') && dates::interval(text).is_some()), "a date"),
        Shape::Moment => unless(is(|text| dates::interval(text).is_some() && zoned(text)), "a date, or an instant with its zone"),
        Shape::Instant => unless(is(|text| text.contains('T') && dates::interval(text).is_some() && zoned(text)), "an instant"),
        Shape::Time => {
            unless(is(|text| dates::interval(&format!("2000-01-01T{text}Z")).is_some() && text.len() >= 8), "hh:mm:ss")
        }
        Shape::Data => unless(is(|text| !text.is_empty()), "base 64"),
        Shape::Group(_) | Shape::Choice(_) => Some(("structure", "an object is expected".to_owned())),
    }
}

/// FHIR: a time of a day has its seconds and its zone.
fn zoned(text: &str) -> bool {
    text.split_once('T').is_none_or(|(_, clock)| {
        let zone = clock.ends_with('Z') || clock.contains(['+', '-']);
        zone && clock.get(5..6) == Some(":")
    })
}

fn words(text: Option<&str>, most: usize, stray: fn(char) -> bool) -> Option<(&'static str, String)> {
    match text {
        None => Some(("value", "a text is expected".to_owned())),
        Some(text) if text.trim().is_empty() => Some(("value", "an empty text is left out".to_owned())),
        Some(text) if text.contains(stray) => Some(("value", "a control character is not taken".to_owned())),
        Some(text) if text.chars().count() > most => Some(("too-long", format!("{most} characters at most"))),
        Some(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const INNER: &[Element] = &[must("name", Shape::Line(5)), may("day", Shape::Date)];
    const CHOICE: &[Element] = &[may("valueInteger", Shape::Integer), may("valueString", Shape::Text(9))];
    const OUTER: &[Element] = &[
        must("status", Shape::OneOf(&["on", "off"])),
        some("part", 2, Shape::Group(INNER)),
        Element { name: "value[x]", least: 1, most: Most::One, shape: Shape::Choice(CHOICE) },
        may("at", Shape::Moment),
        may("time", Shape::Time),
    ];

    fn remarks(resource: Value) -> Vec<(String, &'static str)> {
        let found = check("Thing", resource.as_object().unwrap(), OUTER);
        found.into_iter().map(|remark| (remark.expression, remark.issue)).collect()
    }

    #[test]
    fn each_element_that_does_not_fit_is_named_and_the_others_are_not() {
        let good = json!({ "status": "on", "part": [{ "name": "Zoé" }, { "name": "é", "day": "2026-02" }], "valueString": "a\nb",
            "at": "2026-11-22T20:00:00+01:00", "time": "08:30:00" });
        assert!(remarks(good.clone()).is_empty(), "{:?}", remarks(good));
        let bad = json!({ "status": "of", "part": [{ "name": "six six" }, { "day": "2026-02-30" }], "other": 1,
            "valueString": "a\u{1b}", "valueInteger": 1.5, "at": "2026-11-22T20:00", "time": "8h30" });
        let mut expected = vec![
            ("Thing.status", "value"),
            ("Thing.part[0].name", "too-long"),
            ("Thing.part[1].name", "required"),
            ("Thing.part[1].day", "value"),
            ("Thing.other", "structure"),
            ("Thing.valueString", "value"),
            ("Thing.valueInteger", "value"),
            ("Thing.value[x]", "structure"),
            ("Thing.at", "value"),
            ("Thing.time", "value"),
        ];
        let mut found = remarks(bad);
        found.sort();
        expected.sort();
        assert_eq!(found.iter().map(|(at, issue)| (at.as_str(), *issue)).collect::<Vec<_>>(), expected);
        let empty = remarks(json!({ "status": "on", "valueString": " ", "part": [] }));
        assert_eq!(empty.len(), 2, "{empty:?}");
        assert_eq!(remarks(json!({ "status": null, "part": {} })).len(), 3);
    }
}
