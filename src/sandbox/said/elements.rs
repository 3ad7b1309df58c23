//! The elements that each kind of resource may have (FHIR R4; FR Core for contacts). What is in none of these tables is refused, so
//! that nothing is kept that nobody here understands.

use crate::sandbox::fhir::shape::Shape::{
    Boolean, Choice, Code, Date, Decimal, Group, Instant, Integer, Line, Moment, OneOf, Positive, Text, Time, Uri,
};
use crate::sandbox::fhir::shape::{Element, many, may, must, some};

/// Characters of a name, of a line of an address.
const NAME: usize = 250;
/// Of a few words.
const WORDS: usize = 1_000;
/// Of an answer or a note: a person may paste a book.
const WRITING: usize = 200_000;

const CODING: &[Element] = &[
    may("system", Uri),
    may("version", Line(NAME)),
    may("code", Code),
    may("display", Line(WORDS)),
    may("userSelected", Boolean),
];
const CONCEPT: &[Element] = &[some("coding", 20, Group(CODING)), may("text", Text(WRITING))];
const PERIOD: &[Element] = &[may("start", Moment), may("end", Moment)];
const IDENTIFIER: &[Element] = &[
    may("use", OneOf(&["usual", "official", "temp", "secondary", "old"])),
    may("type", Group(CONCEPT)),
    may("system", Uri),
    must("value", Line(NAME)),
    may("period", Group(PERIOD)),
];
const REFERENCE: &[Element] =
    &[may("reference", Uri), may("type", Code), may("identifier", Group(IDENTIFIER)), may("display", Line(WORDS))];
const QUANTITY: &[Element] = &[
    may("value", Decimal),
    may("comparator", OneOf(&["<", "<=", ">=", ">"])),
    may("unit", Line(NAME)),
    may("system", Uri),
    may("code", Code),
];
const EXTENDED: &[Element] = &[
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
const EXTENSION: &[Element] = &[must("url", Uri), must("value[x]", Choice(EXTENDED))];
/// What the server writes anew; of it, only the label that hides is looked at.
const META: &[Element] = &[
    may("versionId", Line(NAME)),
    may("lastUpdated", Instant),
    may("source", Uri),
    some("profile", 10, Uri),
    some("security", 10, Group(CODING)),
    some("tag", 10, Group(CODING)),
];
const NARRATIVE: &[Element] = &[must("status", Code), must("div", Text(WRITING))];
const NOTE: &[Element] = &[
    must("text", Text(WRITING)),
    may("time", Moment),
    may("author[x]", Choice(&[may("authorString", Line(NAME)), may("authorReference", Group(REFERENCE))])),
];

const HUMAN_NAME: &[Element] = &[
    may("use", OneOf(&["usual", "official", "temp", "nickname", "anonymous", "old", "maiden"])),
    may("text", Line(2 * NAME)),
    must("family", Line(NAME)),
    many("given", 10, Line(NAME)),
    some("prefix", 5, Line(NAME)),
    some("suffix", 5, Line(NAME)),
    may("period", Group(PERIOD)),
];
const CONTACT_POINT: &[Element] = &[
    must("system", OneOf(&["phone", "email", "fax", "pager", "url", "sms", "other"])),
    must("value", Line(NAME)),
    may("use", OneOf(&["home", "work", "temp", "old", "mobile"])),
    may("rank", Positive),
    may("period", Group(PERIOD)),
];
const ADDRESS: &[Element] = &[
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

pub const CONTACT: &[Element] = &[
    must("resourceType", Code),
    may("id", Code),
    may("meta", Group(META)),
    may("language", Code),
    may("text", Group(NARRATIVE)),
    some("extension", 20, Group(EXTENSION)),
    some("identifier", 10, Group(IDENTIFIER)),
    may("active", Boolean),
    must("patient", Group(REFERENCE)),
    many("relationship", 10, Group(CONCEPT)),
    many("name", 3, Group(HUMAN_NAME)),
    some("telecom", 10, Group(CONTACT_POINT)),
    may("gender", OneOf(&["male", "female", "other", "unknown"])),
    may("birthDate", Date),
    some("address", 5, Group(ADDRESS)),
    may("period", Group(PERIOD)),
];

const ANSWERED: &[Element] = &[
    may("valueBoolean", Boolean),
    may("valueDecimal", Decimal),
    may("valueInteger", Integer),
    may("valueDate", Date),
    may("valueDateTime", Moment),
    may("valueTime", Time),
    may("valueString", Text(WRITING)),
    may("valueUri", Uri),
    may("valueCoding", Group(CODING)),
    may("valueQuantity", Group(QUANTITY)),
    may("valueReference", Group(REFERENCE)),
];
static ANSWER: [Element; 3] =
    [must("value[x]", Choice(ANSWERED)), some("extension", 10, Group(EXTENSION)), some("item", 1_000, Group(&ITEM))];
/// Questions hold answers, which hold questions: as deep as the JSON reader goes.
static ITEM: [Element; 6] = [
    must("linkId", Line(NAME)),
    may("definition", Uri),
    may("text", Text(WRITING)),
    some("extension", 10, Group(EXTENSION)),
    some("answer", 1_000, Group(&ANSWER)),
    some("item", 1_000, Group(&ITEM)),
];

pub const ANSWERS: &[Element] = &[
    must("resourceType", Code),
    may("id", Code),
    may("meta", Group(META)),
    may("language", Code),
    may("text", Group(NARRATIVE)),
    some("extension", 20, Group(EXTENSION)),
    may("identifier", Group(IDENTIFIER)),
    must("questionnaire", Uri),
    must("status", OneOf(&["in-progress", "completed", "amended", "entered-in-error", "stopped"])),
    must("subject", Group(REFERENCE)),
    may("authored", Moment),
    may("author", Group(REFERENCE)),
    may("source", Group(REFERENCE)),
    some("item", 1_000, Group(&ITEM)),
];

const ONSET: &[Element] = &[may("onsetDateTime", Moment), may("onsetString", Line(WORDS)), may("onsetPeriod", Group(PERIOD))];

pub const ILLNESS: &[Element] = &[
    must("resourceType", Code),
    may("id", Code),
    may("meta", Group(META)),
    may("language", Code),
    may("text", Group(NARRATIVE)),
    some("extension", 20, Group(EXTENSION)),
    some("identifier", 10, Group(IDENTIFIER)),
    may("clinicalStatus", Group(CONCEPT)),
    may("verificationStatus", Group(CONCEPT)),
    some("category", 5, Group(CONCEPT)),
    may("severity", Group(CONCEPT)),
    must("code", Group(CONCEPT)),
    must("subject", Group(REFERENCE)),
    may("onset[x]", Choice(ONSET)),
    may("abatement[x]", Choice(&[may("abatementDateTime", Moment), may("abatementString", Line(WORDS))])),
    may("recordedDate", Moment),
    may("recorder", Group(REFERENCE)),
    may("asserter", Group(REFERENCE)),
    some("note", 10, Group(NOTE)),
];

const REACTION: &[Element] = &[
    many("manifestation", 10, Group(CONCEPT)),
    may("description", Text(WRITING)),
    may("onset", Moment),
    may("severity", OneOf(&["mild", "moderate", "severe"])),
];

pub const ALLERGY: &[Element] = &[
    must("resourceType", Code),
    may("id", Code),
    may("meta", Group(META)),
    may("language", Code),
    may("text", Group(NARRATIVE)),
    some("extension", 20, Group(EXTENSION)),
    some("identifier", 10, Group(IDENTIFIER)),
    may("clinicalStatus", Group(CONCEPT)),
    may("verificationStatus", Group(CONCEPT)),
    may("type", OneOf(&["allergy", "intolerance"])),
    some("category", 4, OneOf(&["food", "medication", "environment", "biologic"])),
    may("criticality", OneOf(&["low", "high", "unable-to-assess"])),
    must("code", Group(CONCEPT)),
    must("patient", Group(REFERENCE)),
    may("onset[x]", Choice(ONSET)),
    may("recordedDate", Moment),
    may("recorder", Group(REFERENCE)),
    may("asserter", Group(REFERENCE)),
    may("lastOccurrence", Moment),
    some("note", 10, Group(NOTE)),
    some("reaction", 10, Group(REACTION)),
];

const DOSAGE: &[Element] = &[may("text", Text(WRITING)), may("patientInstruction", Text(WRITING))];

pub const TREATMENT: &[Element] = &[
    must("resourceType", Code),
    may("id", Code),
    may("meta", Group(META)),
    may("language", Code),
    may("text", Group(NARRATIVE)),
    some("extension", 20, Group(EXTENSION)),
    some("identifier", 10, Group(IDENTIFIER)),
    must("status", OneOf(&["active", "completed", "intended", "stopped", "on-hold", "unknown", "not-taken"])),
    may("category", Group(CONCEPT)),
    must("medicationCodeableConcept", Group(CONCEPT)),
    must("subject", Group(REFERENCE)),
    may("effective[x]", Choice(&[may("effectiveDateTime", Moment), may("effectivePeriod", Group(PERIOD))])),
    may("dateAsserted", Moment),
    may("informationSource", Group(REFERENCE)),
    some("reasonCode", 10, Group(CONCEPT)),
    some("note", 10, Group(NOTE)),
    some("dosage", 10, Group(DOSAGE)),
];

pub const OBSERVATION: &[Element] = &[
    must("resourceType", Code),
    may("id", Code),
    may("meta", Group(META)),
    may("language", Code),
    may("text", Group(NARRATIVE)),
    some("extension", 20, Group(EXTENSION)),
    some("identifier", 10, Group(IDENTIFIER)),
    must("status", OneOf(&["final", "preliminary", "amended", "corrected"])),
    some("category", 5, Group(CONCEPT)),
    must("code", Group(CONCEPT)),
    must("subject", Group(REFERENCE)),
    may("effective[x]", Choice(&[may("effectiveDateTime", Moment), may("effectivePeriod", Group(PERIOD))])),
    may("issued", Instant),
    some("performer", 5, Group(REFERENCE)),
    must("valueCodeableConcept", Group(CONCEPT)),
    some("note", 10, Group(NOTE)),
];
