//! The elements of a document that a person adds: those of PDSm's simplified publish that say something here.

use crate::sandbox::fhir::datatypes::{
    ADDRESS, CODING, CONCEPT, CONTACT_POINT, EXTENSION, IDENTIFIER, META, NAME, NARRATIVE, PERIOD, REFERENCE, WORDS,
};
use crate::sandbox::fhir::shape::Shape::{Boolean, Code, Data, Date, Group, Instant, Line, Moment, OneOf, Positive, Text};
use crate::sandbox::fhir::shape::{Element, many, may, must, some};

/// Characters of a title, as for those that professionals deposit.
const TITLE: usize = 200;

const NAMED: &[Element] = &[
    may("use", Code),
    may("text", Line(2 * NAME)),
    may("family", Line(NAME)),
    some("given", 10, Line(NAME)),
    some("prefix", 5, Line(NAME)),
    some("suffix", 5, Line(NAME)),
    some("extension", 5, Group(EXTENSION)),
];
const CONTAINED: &[Element] = &[
    must("resourceType", OneOf(&["Patient"])),
    must("id", Code),
    may("meta", Group(META)),
    some("extension", 10, Group(EXTENSION)),
    some("identifier", 10, Group(IDENTIFIER)),
    may("active", Boolean),
    some("name", 5, Group(NAMED)),
    some("telecom", 10, Group(CONTACT_POINT)),
    may("gender", OneOf(&["male", "female", "other", "unknown"])),
    may("birthDate", Date),
    some("address", 5, Group(ADDRESS)),
];
const TIE: &[Element] = &[must("code", OneOf(&["replaces"])), must("target", Group(REFERENCE))];
const ATTACHMENT: &[Element] = &[
    must("contentType", Line(100)),
    may("language", Code),
    must("data", Data),
    may("size", Positive),
    may("hash", Line(100)),
    must("title", Line(TITLE)),
    may("creation", Moment),
];
const CONTENT: &[Element] = &[must("attachment", Group(ATTACHMENT)), may("format", Group(CODING))];
const CONTEXT: &[Element] = &[
    may("period", Group(PERIOD)),
    may("facilityType", Group(CONCEPT)),
    may("practiceSetting", Group(CONCEPT)),
    may("sourcePatientInfo", Group(REFERENCE)),
    some("related", 10, Group(REFERENCE)),
];

pub const DEPOSIT: &[Element] = &[
    must("resourceType", Code),
    may("id", Code),
    may("meta", Group(META)),
    may("language", Code),
    may("text", Group(NARRATIVE)),
    some("contained", 3, Group(CONTAINED)),
    some("extension", 10, Group(EXTENSION)),
    may("masterIdentifier", Group(IDENTIFIER)),
    some("identifier", 10, Group(IDENTIFIER)),
    must("status", OneOf(&["current"])),
    may("docStatus", OneOf(&["final"])),
    must("type", Group(CONCEPT)),
    some("category", 3, Group(CONCEPT)),
    must("subject", Group(REFERENCE)),
    may("date", Instant),
    many("author", 1, Group(REFERENCE)),
    may("authenticator", Group(REFERENCE)),
    may("custodian", Group(REFERENCE)),
    some("relatesTo", 1, Group(TIE)),
    may("description", Text(WORDS)),
    some("securityLabel", 5, Group(CONCEPT)),
    many("content", 1, Group(CONTENT)),
    may("context", Group(CONTEXT)),
];
