//! The header of a CDA: what a patient needs first, and the rest for the end. It invents nothing and hides no name.

use super::draft::Draft;
use super::people::{self, Value};
use crate::domain::{Clean, Date, Facts, Ins, Kind, Label, Words, fold};
use crate::reader::Expected;
use crate::reader::xml::Element;
use std::collections::HashSet;

/// Test and production identities of the national health identifier (CI-SIS, "référentiel INS").
const INS_ROOT: &str = "1.2.250.1.213.1.4.";
/// Acts shown before the text; the others are at the end.
const ACTS: usize = 3;
/// How far back a repeated fact is looked for.
const REPEATS: usize = 20;

pub struct Header {
    /// Said before anything else.
    pub warnings: Vec<Label>,
    pub main: Facts,
    pub more: Facts,
    /// People already presented: after that, their name is enough.
    known: HashSet<Clean>,
}

impl Header {
    fn person(&mut self, draft: &mut Draft<'_>, role: Element<'_>) -> Value {
        let name = people::person(draft, role);
        if let Some(name) = name.clone().filter(|name| self.known.contains(name)) {
            return Value::default().text(Some(name));
        }
        self.known.extend(name);
        people::who(draft, role)
    }
}

pub fn read<'t>(draft: &mut Draft<'t>, document: Element<'t>, title: Option<&Clean>, expected: Option<&Expected>) -> Header {
    let mut header = Header { warnings: Vec::new(), main: Facts::default(), more: Facts::default(), known: HashSet::new() };
    patients(draft, document, expected, &mut header);
    let kind = kind(draft, document, title, &mut header);
    put(
        &mut header.main.0,
        Label::WrittenOn,
        document.child("effectiveTime").and_then(|time| people::date(draft, time)).map(Words::label),
    );
    for author in document.all("author").filter_map(|author| author.child("assignedAuthor")) {
        let who = header.person(draft, author);
        put(&mut header.main.0, Label::Author, who.words());
    }
    acts(draft, document, &kind, title, &mut header);
    stay(draft, document, &mut header);
    for recipient in document.all("informationRecipient").filter_map(|r| r.child("intendedRecipient")) {
        let who = header.person(draft, recipient);
        put(&mut header.main.0, Label::Recipient, who.words());
    }
    participants(draft, document, &mut header);
    status(draft, document, &mut header);
    header
}

/// Adds a fact that says something and was not just said.
fn put(facts: &mut Vec<(Label, Words)>, label: Label, words: Option<Words>) {
    if let Some(words) = words
        && !facts.iter().rev().take(REPEATS).any(|(name, value)| *name == label && *value == words)
    {
        facts.push((label, words));
    }
}

fn patients<'t>(draft: &mut Draft<'t>, document: Element<'t>, expected: Option<&Expected>, header: &mut Header) {
    let mut named = false;
    let mut same = false;
    let mut shown = None;
    for role in document.all("recordTarget").filter_map(|target| target.child("patientRole")) {
        let name = role.at(&["patient", "name"]);
        let full = name.and_then(|name| people::name(draft, name));
        let born = role.at(&["patient", "birthTime"]);
        let ins = ins(role);
        if full.is_some() || ins.is_some() {
            named = true;
            let births = born.and_then(|time| time.attribute("value")).and_then(Date::hl7);
            same |= expected.is_none_or(|expected| is_same(draft, expected, name, births, ins.as_ref()));
            shown = shown.or_else(|| full.clone());
        }
        let main = &mut header.main.0;
        put(main, Label::Patient, full.map(Words::plain));
        let used = name.and_then(|name| people::used_family(draft, name));
        let birth = name.and_then(|name| people::part(draft, name, "family", Some("BR")));
        if let Some(birth) = birth.filter(|birth| used.as_ref().is_some_and(|used| fold(used) != fold(birth))) {
            put(main, Label::BirthName, Some(Words::plain(birth)));
        }
        put(main, Label::BornOn, born.and_then(|time| people::date(draft, time)).map(Words::label));
        let more = &mut header.more.0;
        put(more, Label::Sex, role.at(&["patient", "administrativeGenderCode"]).and_then(|sex| sex_said(draft, sex)));
        put(more, Label::NationalId, ins.map(|ins| Words::plain(ins.as_str())));
        for guardian in role.child("patient").into_iter().flat_map(|patient| patient.all("guardian")) {
            let phone = people::phone(draft, guardian);
            put(more, Label::Representative, people::who(draft, guardian).text(phone).words());
        }
    }
    if !named {
        header.warnings.push(Label::NoPatientNamed);
    } else if !same {
        header.warnings.push(Label::AnotherPatient { shown: shown.unwrap_or_default() });
    }
}

fn ins(role: Element<'_>) -> Option<Ins> {
    let national = |id: &Element<'_>| id.attribute("root").is_some_and(|root| root.starts_with(INS_ROOT));
    role.all("id").filter(national).find_map(|id| Ins::new(id.attribute("extension")?))
}

fn is_same(draft: &mut Draft<'_>, expected: &Expected, name: Option<Element<'_>>, born: Option<Date>, ins: Option<&Ins>) -> bool {
    let families: Vec<Clean> =
        name.into_iter().flat_map(|name| name.all("family")).filter_map(|family| draft.said(family)).collect();
    expected.is_named(&families, born, ins)
}

fn sex_said<'t>(draft: &mut Draft<'t>, sex: Element<'t>) -> Option<Words> {
    match sex.attribute("code").map(str::trim) {
        Some("F") => Some(Words::label(Label::Woman)),
        Some("M") => Some(Words::label(Label::Man)),
        Some(_) | None => people::coded(draft, sex).map(Words::plain),
    }
}

/// What kind of document it is; not said when the title says the same.
fn kind(draft: &mut Draft<'_>, document: Element<'_>, title: Option<&Clean>, header: &mut Header) -> Option<Clean> {
    let code = document.child("code")?;
    let said = code.attribute("displayName").map(|said| draft.line(said)).filter(|said| !said.is_empty());
    let kind = Kind { code: draft.line(code.attribute("code").unwrap_or_default()), class: Clean::empty(), said: said.clone() };
    if said.as_ref().map(|said| fold(said)) != title.map(|title| fold(title)) {
        put(&mut header.main.0, Label::Kind, Some(Words::label(Label::KindIs(kind))));
    }
    said
}

fn acts<'t>(draft: &mut Draft<'t>, document: Element<'t>, kind: &Option<Clean>, title: Option<&Clean>, header: &mut Header) {
    let mut shown = 0;
    for event in document.all("documentationOf").filter_map(|about| about.child("serviceEvent")) {
        let name = event.child("code").and_then(|code| people::coded(draft, code));
        let known = |said: &Clean| [kind.as_ref(), title].into_iter().flatten().any(|other| fold(other) == fold(said));
        let name = name.filter(|name| !known(name));
        let when = event.child("effectiveTime").and_then(|time| people::interval(draft, time)).map(started);
        if name.is_none() && shown > 0 {
            continue;
        }
        let information = event.attribute("classCode") == Some("INFO");
        let facts = if shown < ACTS && !information { &mut header.main.0 } else { &mut header.more.0 };
        shown += usize::from(!information);
        let label = if name.is_some() { Label::Act } else { Label::ActOn };
        put(facts, label, Value::default().text(name).label(when).words());
        for performer in event.all("performer").filter_map(|p| p.child("assignedEntity")) {
            let who = header.person(draft, performer);
            put(&mut header.more.0, Label::Performer, who.words());
        }
    }
}

/// An act or a stay of which only the beginning is known is told by that day: whether it lasts is not said.
fn started(when: Label) -> Label {
    if let Label::Since(day) = when { Label::Date(day) } else { when }
}

fn stay<'t>(draft: &mut Draft<'t>, document: Element<'t>, header: &mut Header) {
    let Some(stay) = document.at(&["componentOf", "encompassingEncounter"]) else { return };
    let name = stay.child("code").and_then(|code| people::coded(draft, code));
    let when = stay.child("effectiveTime").and_then(|time| people::interval(draft, time)).map(started);
    let lasts = matches!(when, Some(Label::Between(..)));
    let place = stay.at(&["location", "healthCareFacility"]);
    let place = place.and_then(|facility| {
        let named = facility.at(&["location", "name"]).and_then(|name| draft.said(name));
        named
            .or_else(|| people::organisation(draft, facility))
            .or_else(|| facility.child("code").and_then(|c| people::coded(draft, c)))
    });
    let facts = if lasts { &mut header.main.0 } else { &mut header.more.0 };
    put(facts, Label::Stay, Value::default().text(name).text(place).label(when).words());
}

fn participants<'t>(draft: &mut Draft<'t>, document: Element<'t>, header: &mut Header) {
    for participant in document.all("participant") {
        let Some(entity) = participant.child("associatedEntity") else { continue };
        let function = participant.child("functionCode");
        let code = function.and_then(|f| f.attribute("code")).map(str::trim);
        let who = header.person(draft, entity);
        match (participant.attribute("typeCode").map(str::trim), code) {
            (_, Some("PCP")) => put(&mut header.main.0, Label::TreatingDoctor, who.words()),
            (Some("REF"), _) => put(&mut header.main.0, Label::Prescriber, who.words()),
            _ => {
                let role = function.and_then(|f| people::coded(draft, f));
                put(&mut header.more.0, Label::Participant, who.text(role).words());
            }
        }
    }
    for informant in document.all("informant") {
        let Some(entity) = informant.child("relatedEntity").or_else(|| informant.child("assignedEntity")) else { continue };
        let label = match entity.attribute("classCode").map(str::trim) {
            Some("ECON") => Label::EmergencyContact,
            Some("NOK") => Label::TrustedPerson,
            Some(_) | None => Label::Informant,
        };
        let phone = people::phone(draft, entity);
        put(&mut header.more.0, label, people::who(draft, entity).text(phone).words());
    }
    for signatory in ["legalAuthenticator", "authenticator"].iter().flat_map(|name| document.all(name)) {
        let when = signatory.child("time").and_then(|time| people::date(draft, time));
        let Some(entity) = signatory.child("assignedEntity") else { continue };
        let who = header.person(draft, entity);
        put(&mut header.more.0, Label::Signatory, who.label(when).words());
    }
    if let Some(custodian) = document.at(&["custodian", "assignedCustodian"]) {
        put(&mut header.more.0, Label::Custodian, people::organisation(draft, custodian).map(Words::plain));
    }
}

fn status<'t>(draft: &mut Draft<'t>, document: Element<'t>, header: &mut Header) {
    for related in document.all("relatedDocument") {
        let label = match related.attribute("typeCode").map(str::trim) {
            Some("RPLC") => Label::Replaces,
            Some("APND") => Label::Completes,
            Some(_) | None => continue,
        };
        put(&mut header.main.0, label, Some(Words::label(Label::OtherDocument)));
    }
    if let Some(code) = document.child("confidentialityCode") {
        let words = match code.attribute("code").map(str::trim) {
            Some("N") | None => None,
            Some("R") => Some(Words::label(Label::Restricted)),
            Some("V") => Some(Words::label(Label::VeryRestricted)),
            Some(_) => people::coded(draft, code).map(Words::plain),
        };
        put(&mut header.main.0, Label::Confidentiality, words);
    }
    let version = document.child("versionNumber").and_then(|version| version.attribute("value")).map(|v| draft.line(v));
    put(&mut header.more.0, Label::Version, version.map(Words::plain));
}
