//! Who a reference names, as a person says it.

use super::bundle::Bundle;
use super::draft::Draft;
use super::json::Json;
use super::values;
use crate::domain::{Clean, Emphasis, Label, Span, Words};

/// A role leads to a person and an organisation: no further.
const STEPS: usize = 3;

/// Name, profession, organisation, as far as they are known.
#[derive(Default)]
pub struct Who {
    pub name: Option<Clean>,
    pub profession: Option<Label>,
    pub organisation: Option<Clean>,
}

impl Who {
    pub fn words(self) -> Option<Words> {
        let plain = |text: Clean| Span::Text { text, emphasis: Emphasis::default(), link: None };
        let parts = [self.name.map(plain), self.profession.map(Span::Label), self.organisation.map(plain)];
        let mut spans = Vec::new();
        for part in parts.into_iter().flatten() {
            if !spans.is_empty() {
                spans.push(plain(", ".into()));
            }
            spans.push(part);
        }
        (!spans.is_empty()).then_some(Words(spans))
    }
}

pub fn who(draft: &mut Draft, bundle: &Bundle<'_, '_>, reference: &Json<'_>) -> Who {
    let mut who = Who::default();
    if draft.is_full() {
        return who;
    }
    follow(draft, bundle, reference, &mut who, STEPS);
    if who.name.is_none() {
        who.name = reference.said("display").map(|said| draft.line(said));
    }
    if who.name == who.organisation {
        who.organisation = None;
    }
    who
}

fn follow(draft: &mut Draft, bundle: &Bundle<'_, '_>, reference: &Json<'_>, who: &mut Who, steps: usize) {
    let Some(resource) = bundle.resource(reference).filter(|_| steps > 0) else { return };
    match resource.said("resourceType") {
        Some("PractitionerRole") => {
            if let Some(person) = resource.get("practitioner") {
                follow(draft, bundle, person, who, steps - 1);
                who.name = who.name.take().or_else(|| person.said("display").map(|said| draft.line(said)));
            }
            who.profession = who.profession.take().or_else(|| resource.all("code").find_map(|code| profession(draft, code)));
            if let Some(organisation) = resource.get("organization") {
                let named = bundle.resource(organisation).and_then(|o| o.said("name"));
                who.organisation = named.or_else(|| organisation.said("display")).map(|said| draft.line(said));
            }
        }
        Some("Organization" | "HealthcareService" | "Location") => who.name = resource.said("name").map(|said| draft.line(said)),
        Some("Device") => who.name = device(draft, resource),
        Some(_) | None => {
            who.name = resource.all("name").find_map(|name| values::human(draft, name));
            let qualified = resource.all("qualification").filter_map(|qualification| qualification.get("code"));
            who.profession = qualified.into_iter().find_map(|code| profession(draft, code));
        }
    }
}

pub fn device(draft: &mut Draft, device: &Json<'_>) -> Option<Clean> {
    let named = device.at(&["deviceName", "name"]).and_then(Json::text);
    let said = named.or_else(|| device.said("modelNumber")).map(|said| draft.line(said));
    said.or_else(|| device.get("type").and_then(|kind| values::concept(draft, kind)))
}

/// A TRE_G15 profession or a TRE_R38 speciality, with what the document calls it.
fn profession(draft: &mut Draft, code: &Json<'_>) -> Option<Label> {
    let coding = |table: &str| {
        let mine = |coding: &&Json<'_>| coding.said("system").is_some_and(|system| system.contains(table));
        code.all("coding").find(mine).and_then(|coding| coding.said("code"))
    };
    let profession = coding("TRE_G15").map(|code| draft.line(code)).unwrap_or_default();
    let speciality = coding("TRE_R38").map(|code| draft.line(code));
    let said = values::concept(draft, code);
    (said.is_some() || !profession.is_empty()).then_some(Label::ProfessionIs { profession, speciality, said })
}
