//! Names, professions, organisations and dates of a CDA header, as a person says them.

use super::draft::Draft;
use crate::domain::{Clean, Date, Emphasis, Label, Span, Words};
use crate::reader::xml::Element;

/// The parts of a value, said one after the other with commas.
#[derive(Default)]
pub struct Value(Vec<Span>);

impl Value {
    pub fn text(mut self, text: Option<Clean>) -> Self {
        if let Some(text) = text.filter(|text| !text.is_empty()) {
            self.comma();
            self.0.push(plain(text));
        }
        self
    }

    pub fn label(mut self, label: Option<Label>) -> Self {
        if let Some(label) = label {
            self.comma();
            self.0.push(Span::Label(label));
        }
        self
    }

    pub fn words(self) -> Option<Words> {
        (!self.0.is_empty()).then_some(Words(self.0))
    }

    fn comma(&mut self) {
        if !self.0.is_empty() {
            self.0.push(plain(", ".into()));
        }
    }
}

pub fn plain(text: Clean) -> Span {
    Span::Text { text, emphasis: Emphasis::default(), link: None }
}

/// A person's names in the order in which they are said: `DR Charles MULLER`.
pub fn name(draft: &mut Draft<'_>, name: Element<'_>) -> Option<Clean> {
    let title = part(draft, name, "suffix", None).or_else(|| part(draft, name, "prefix", None));
    let given = part(draft, name, "given", Some("CL"))
        .or_else(|| part(draft, name, "given", Some("BR")))
        .or_else(|| part(draft, name, "given", None));
    let family = used_family(draft, name);
    let said: Vec<_> = [title, given, family].into_iter().flatten().map(|part| part.to_string()).collect();
    if said.is_empty() { draft.said(name) } else { Some(Clean::line(&said.join(" "))) }
}

/// The family name in use (`CL`), else that of birth, else the only one.
pub fn used_family(draft: &mut Draft<'_>, name: Element<'_>) -> Option<Clean> {
    part(draft, name, "family", Some("CL"))
        .or_else(|| part(draft, name, "family", None))
        .or_else(|| part(draft, name, "family", Some("BR")))
}

/// A part of a name with this qualifier; `None` asks for one without.
pub fn part(draft: &mut Draft<'_>, name: Element<'_>, part: &str, qualifier: Option<&str>) -> Option<Clean> {
    // Software that must fill in every part of a name writes a full stop.
    let names = |e: &Element<'_>| e.texts().any(|text| text.contains(char::is_alphanumeric));
    let found = name.all(part).find(|e| e.attribute("qualifier").map(str::trim) == qualifier && names(e))?;
    draft.said(found)
}

/// Whoever a role names: person or software, then profession, then organisation.
pub fn who(draft: &mut Draft<'_>, role: Element<'_>) -> Value {
    let shown = person(draft, role);
    let profession = role.child("code").and_then(|code| profession(draft, code));
    let organisation = organisation(draft, role).filter(|organisation| Some(organisation) != shown.as_ref());
    Value::default().text(shown).label(profession).text(organisation)
}

/// The name of the person, or of the software, in a role.
pub fn person(draft: &mut Draft<'_>, role: Element<'_>) -> Option<Clean> {
    const PERSONS: [&str; 5] = ["assignedPerson", "associatedPerson", "informationRecipient", "relatedPerson", "guardianPerson"];
    let person = PERSONS.iter().find_map(|person| role.at(&[person, "name"])).and_then(|e| name(draft, e));
    let software = || role.at(&["assignedAuthoringDevice", "softwareName"]);
    person.or_else(|| software().and_then(|e| draft.said(e)))
}

pub fn organisation(draft: &mut Draft<'_>, role: Element<'_>) -> Option<Clean> {
    const ORGANISATIONS: [&str; 6] = [
        "representedOrganization",
        "scopingOrganization",
        "receivedOrganization",
        "representedCustodianOrganization",
        "guardianOrganization",
        "serviceProviderOrganization",
    ];
    let name = ORGANISATIONS.iter().find_map(|organisation| role.at(&[organisation, "name"]))?;
    draft.said(name)
}

/// `G15_10/SM26` is profession 10 with speciality SM26 (TRE_A01).
fn profession(draft: &mut Draft<'_>, code: Element<'_>) -> Option<Label> {
    let said = code.attribute("displayName").map(|said| draft.line(said)).filter(|said| !said.is_empty());
    let raw = code.attribute("code").unwrap_or_default();
    let (profession, speciality) = raw.split_once('/').unwrap_or((raw, ""));
    let profession = draft.line(profession.strip_prefix("G15_").unwrap_or_default());
    let speciality = Some(draft.line(speciality)).filter(|speciality| !speciality.is_empty());
    (said.is_some() || !profession.is_empty()).then_some(Label::ProfessionIs { profession, speciality, said })
}

/// The name that a coded value shows: what was originally written, else the code's own name.
pub fn coded<'t>(draft: &mut Draft<'t>, code: Element<'t>) -> Option<Clean> {
    let shown = code.attribute("displayName").map(|shown| draft.line(shown)).filter(|shown| !shown.is_empty());
    shown.or_else(|| original(draft, code))
}

/// `originalText`, itself or the part of the narrative to which it refers.
pub fn original<'t>(draft: &mut Draft<'t>, code: Element<'t>) -> Option<Clean> {
    let text = code.child("originalText")?;
    text_of(draft, text)
}

/// A text, or the part of the narrative to which it refers.
pub fn text_of(draft: &mut Draft<'_>, text: Element<'_>) -> Option<Clean> {
    let reference = text.child("reference").and_then(|reference| reference.attribute("value"));
    reference.and_then(|reference| draft.referred(reference)).or_else(|| draft.said(text))
}

/// The first telephone number.
pub fn phone(draft: &mut Draft<'_>, role: Element<'_>) -> Option<Clean> {
    let number = role.all("telecom").find_map(|telecom| telecom.attribute("value")?.trim().strip_prefix("tel:"))?;
    Some(draft.line(number))
}

/// A date as the document gives it; one that is no date is shown as it stands.
pub fn date(draft: &mut Draft<'_>, time: Element<'_>) -> Option<Label> {
    let raw = time.attribute("value")?;
    if let Some(date) = Date::hl7(raw) {
        return Some(Label::Date(date));
    }
    let said = draft.line(raw);
    (!said.is_empty()).then_some(Label::Said(said))
}

/// An interval, or the moment it is reduced to.
pub fn interval(draft: &mut Draft<'_>, time: Element<'_>) -> Option<Label> {
    let bound = |name: &str| time.child(name).and_then(|e| e.attribute("value")).and_then(Date::hl7);
    match (bound("low"), bound("high")) {
        (Some(low), Some(high)) if same_day(low, high) => Some(Label::Date(low)),
        (Some(low), Some(high)) => Some(Label::Between(low, high)),
        (Some(low), None) => Some(Label::Since(low)),
        (None, Some(high)) => Some(Label::Until(high)),
        (None, None) => date(draft, time.child("center").unwrap_or(time)),
    }
}

fn same_day(a: Date, b: Date) -> bool {
    a.civil().date() == b.civil().date()
        && a.precision() >= crate::domain::Precision::Day
        && b.precision() >= crate::domain::Precision::Day
}
