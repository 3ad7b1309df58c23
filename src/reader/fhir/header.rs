//! What a Composition says of itself: what a patient needs first, and the rest for the end. It invents nothing and hides no name.

use super::bundle::Bundle;
use super::draft::Draft;
use super::json::Json;
use super::{people, values};
use crate::domain::{Clean, Date, Facts, Ins, Kind, Label, Words, fold};
use crate::reader::Expected;

/// Test and production identities of the national health identifier (CI-SIS, "référentiel INS").
const INS_ROOT: &str = "1.2.250.1.213.1.4.";

#[derive(Default)]
pub struct Header {
    /// Said before anything else.
    pub warnings: Vec<Label>,
    pub main: Facts,
    pub more: Facts,
}

fn put(facts: &mut Facts, label: Label, words: Option<Words>) {
    if let Some(words) = words
        && !facts.0.iter().rev().take(20).any(|(name, value)| *name == label && *value == words)
    {
        facts.0.push((label, words));
    }
}

pub fn read(
    draft: &mut Draft,
    bundle: &Bundle<'_, '_>,
    composition: &Json<'_>,
    title: Option<&Clean>,
    expected: Option<&Expected>,
) -> Header {
    let mut header = Header::default();
    patient(draft, bundle, composition, expected, &mut header);
    if let Some(code) = composition.get("type") {
        let said = values::concept(draft, code);
        if said.as_ref().map(|said| fold(said)) != title.map(|title| fold(title)) {
            let kind = Kind {
                code: code.at(&["coding", "code"]).and_then(Json::text).map(|code| draft.line(code)).unwrap_or_default(),
                class: Clean::empty(),
                said,
            };
            put(&mut header.main, Label::Kind, Some(Words::label(Label::KindIs(kind))));
        }
    }
    let date = composition.said("date").map(|raw| Words::label(values::date(draft, raw)));
    put(&mut header.main, Label::WrittenOn, date);
    for author in composition.all("author") {
        let who = people::who(draft, bundle, author).words();
        put(&mut header.main, Label::Author, who);
    }
    for event in composition.all("event") {
        let name = values::named(draft, event, "code").map(Words::plain);
        put(&mut header.main, Label::Act, name);
        let when = event.get("period").and_then(|period| values::period(draft, period)).map(Words::label);
        put(&mut header.main, Label::ActOn, when);
    }
    for related in composition.all("relatesTo") {
        let label = match related.said("code") {
            Some("replaces") => Label::Replaces,
            Some("appends") => Label::Completes,
            Some(_) | None => continue,
        };
        put(&mut header.main, label, Some(Words::label(Label::OtherDocument)));
    }
    let confidentiality = match composition.said("confidentiality").map(str::trim) {
        Some("R") => Some(Words::label(Label::Restricted)),
        Some("V") => Some(Words::label(Label::VeryRestricted)),
        Some(_) | None => None,
    };
    put(&mut header.main, Label::Confidentiality, confidentiality);
    let status = composition.said("status").filter(|status| !matches!(*status, "final" | "entered-in-error"));
    let status = status.map(|status| Words::label(Label::StatusIs(draft.line(status))));
    put(&mut header.main, Label::Status, status);
    for attester in composition.all("attester") {
        let who = attester.get("party").and_then(|party| people::who(draft, bundle, party).words());
        put(&mut header.more, Label::Signatory, who);
    }
    let custodian = composition.get("custodian").and_then(|custodian| people::who(draft, bundle, custodian).words());
    put(&mut header.more, Label::Custodian, custodian);
    header
}

fn patient(draft: &mut Draft, bundle: &Bundle<'_, '_>, composition: &Json<'_>, expected: Option<&Expected>, header: &mut Header) {
    let reference = composition.get("subject");
    let Some(patient) = reference.and_then(|reference| bundle.resource(reference)) else {
        let named = reference.and_then(|reference| reference.said("display")).map(|said| draft.line(said));
        if named.is_none() {
            header.warnings.push(Label::NoPatientNamed);
        }
        return put(&mut header.main, Label::Patient, named.map(Words::plain));
    };
    let official = patient.all("name").find(|name| name.said("use") == Some("official"));
    let usual = patient.all("name").find(|name| name.said("use") == Some("usual"));
    let name = usual.or(official).or_else(|| patient.all("name").next()).and_then(|name| values::human(draft, name));
    let born = patient.said("birthDate");
    let national = |id: &&Json<'_>| id.said("system").is_some_and(|system| system.contains(INS_ROOT));
    let ins = patient.all("identifier").filter(national).find_map(|id| Ins::new(id.said("value")?));
    if name.is_none() && ins.is_none() {
        header.warnings.push(Label::NoPatientNamed);
    } else if let Some(expected) = expected {
        let families: Vec<Clean> = patient
            .all("name")
            .flat_map(|name| name.all("family"))
            .filter_map(Json::text)
            .map(|family| draft.line(family))
            .collect();
        let born = born.and_then(|raw| Date::fhir(raw.trim()));
        if !expected.is_named(&families, born, ins.as_ref()) {
            header.warnings.push(Label::AnotherPatient { shown: name.clone().unwrap_or_default() });
        }
    }
    put(&mut header.main, Label::Patient, name.map(Words::plain));
    let born = born.map(|raw| Words::label(values::date(draft, raw)));
    put(&mut header.main, Label::BornOn, born);
    let sex = match patient.said("gender") {
        Some("female") => Some(Words::label(Label::Woman)),
        Some("male") => Some(Words::label(Label::Man)),
        Some(_) | None => None,
    };
    put(&mut header.more, Label::Sex, sex);
    put(&mut header.more, Label::NationalId, ins.map(|ins| Words::plain(ins.as_str())));
}
