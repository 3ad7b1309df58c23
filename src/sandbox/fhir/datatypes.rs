//! The data types of FHIR R4 that several resources have, as tables of elements.

use super::shape::Shape::{
    Boolean, Choice, Code, Date, Decimal, Group, Instant, Integer, Line, Moment, OneOf, Positive, Text, Uri,
};
use super::shape::{Element, many, may, must, some};

/// Characters of a name, of a line of an address.
pub const NAME: usize = 250;
/// Of a few words.
pub const WORDS: usize = 1_000;
/// Of an answer or a note: a person may paste a book.
pub const WRITING: usize = 200_000;

pub const CODING: &[Element] = &[
    may("system", Uri),
    may("version", Line(NAME)),
    may("code", Code),
    may("display", Line(WORDS)),
    may("userSelected", Boolean),
];
pub const CONCEPT: &[Element] = &[some("coding", 20, Group(CODING)), may("text", Text(WRITING))];
pub const PERIOD: &[Element] = &[may("start", Moment), may("end", Moment)];
pub const IDENTIFIER: &[Element] = &[
    may("use", OneOf(&["usual", "official", "temp", "secondary", "old"])),
    may("type", Group(CONCEPT)),
    may("system", Uri),
    must("value", Line(NAME)),
    may("period", Group(PERIOD)),
];
pub const REFERENCE: &[Element] =
    &[may("reference", Uri), may("type", Code), may("identifier", Group(IDENTIFIER)), may("display", Line(WORDS))];
pub const QUANTITY: &[Element] = &[
    may("value", Decimal),
    may("comparator", OneOf(&["<", "<=", ">=", ">"])),
    may("unit", Line(NAME)),
    may("system", Uri),
    may("code", Code),
];
pub const EXTENDED: &[Element] = &[
    may("valueString", Text(WRITING)),
    may("valueBoolean", Boolean),
    may("valueInteger", Integer),
    may("valuePositiveInt", Positive),
    may("valueDecimal", Decimal),
    may("valueCode", Code),
    may("valueDate", Date),
    may("valueDateTime", Moment),
    may("valueUri", Uri),
    may("valueCoding", Group(CODING)),
    may("valueCodeableConcept", Group(CONCEPT)),
];
pub const EXTENSION: &[Element] = &[must("url", Uri), must("value[x]", Choice(EXTENDED))];
/// What the server writes anew; of it, only the label that hides is looked at.
pub const META: &[Element] = &[
    may("versionId", Line(NAME)),
    may("lastUpdated", Instant),
    may("source", Uri),
    some("profile", 10, Uri),
    some("security", 10, Group(CODING)),
    some("tag", 10, Group(CODING)),
];
pub const NARRATIVE: &[Element] = &[must("status", Code), must("div", Text(WRITING))];
pub const NOTE: &[Element] = &[
    must("text", Text(WRITING)),
    may("time", Moment),
    may("author[x]", Choice(&[may("authorString", Line(NAME)), may("authorReference", Group(REFERENCE))])),
];

pub const HUMAN_NAME: &[Element] = &[
    may("use", OneOf(&["usual", "official", "temp", "nickname", "anonymous", "old", "maiden"])),
    may("text", Line(2 * NAME)),
    must("family", Line(NAME)),
    many("given", 10, Line(NAME)),
    some("prefix", 5, Line(NAME)),
    some("suffix", 5, Line(NAME)),
    may("period", Group(PERIOD)),
];
pub const CONTACT_POINT: &[Element] = &[
    must("system", OneOf(&["phone", "email", "fax", "pager", "url", "sms", "other"])),
    must("value", Line(NAME)),
    may("use", OneOf(&["home", "work", "temp", "old", "mobile"])),
    may("rank", Positive),
    may("period", Group(PERIOD)),
];
pub const ADDRESS: &[Element] = &[
    may("use", OneOf(&["home", "work", "temp", "old", "billing"])),
    may("type", OneOf(&["postal", "physical", "both"])),
    may("text", Text(WORDS)),
    some("line", 10, Line(NAME)),
    may("city", Line(NAME)),
    may("district", Line(NAME)),
    may("state", Line(NAME)),
    may("postalCode", Line(20)),
    may("country", Line(NAME)),
    may("period", Group(PERIOD)),
];
