//! The elements that each kind of resource may have (FHIR R4; FR Core for contacts). What is in none of these tables is refused, so
//! that nothing is kept that nobody here understands.

use crate::sandbox::fhir::datatypes::{
    ADDRESS, CODING, CONCEPT, CONTACT_POINT, EXTENSION, HUMAN_NAME, IDENTIFIER, META, NAME, NARRATIVE, NOTE, PERIOD, QUANTITY,
    REFERENCE, WORDS, WRITING,
};
use crate::sandbox::fhir::shape::Shape::{
    Boolean, Choice, Code, Date, Decimal, Group, Instant, Integer, Line, Moment, OneOf, Text, Time, Uri,
};
use crate::sandbox::fhir::shape::{Element, many, may, must, some};

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
