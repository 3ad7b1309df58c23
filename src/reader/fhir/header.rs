//! What a Composition says of itself: what a patient needs first, and the rest for the end. It invents nothing and hides no name.

use super::bundle::Bundle;
use super::draft::Draft;
use super::json::Json;
use super::subject::Subject;
use super::{people, values};
use crate::domain::{Clean, Facts, Kind, Label, Words, fold};
use crate::reader::Expected;

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
    subject: Option<&Subject<'_, '_>>,
    title: Option<&Clean>,
    expected: Option<&Expected>,
) -> Header {
    let mut header = Header::default();
    patient(draft, subject, expected, &mut header);
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

fn patient(draft: &mut Draft, subject: Option<&Subject<'_, '_>>, expected: Option<&Expected>, header: &mut Header) {
    let (name, ins) = (subject.and_then(|subject| subject.named(draft)), subject.and_then(Subject::ins));
    let (Some(subject), false) = (subject, name.is_none() && ins.is_none()) else {
        return header.warnings.push(Label::NoPatientNamed);
    };
    let known = subject.patient().is_some() || ins.is_some();
    header.warnings.extend(expected.filter(|_| known).and_then(|expected| subject.another(draft, expected)));
    put(&mut header.main, Label::Patient, name.map(Words::plain));
    let patient = subject.patient();
    let born = patient.and_then(|patient| patient.said("birthDate")).map(|raw| Words::label(values::date(draft, raw)));
    put(&mut header.main, Label::BornOn, born);
    let sex = match patient.and_then(|patient| patient.said("gender")) {
        Some("female") => Some(Words::label(Label::Woman)),
        Some("male") => Some(Words::label(Label::Man)),
        Some(_) | None => None,
    };
    put(&mut header.more, Label::Sex, sex);
    put(&mut header.more, Label::NationalId, ins.map(|ins| Words::plain(ins.as_str())));
}
