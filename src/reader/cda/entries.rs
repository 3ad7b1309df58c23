//! The coded part of a section, in plain words, for sections that have no text. It says only what is coded there.

use super::draft::Draft;
use super::{people, values};
use crate::domain::{Clean, Facts, Label, Piece, Words};
use crate::reader::xml::Element;

/// Statements read in one section, those inside others counted.
const STATEMENTS: usize = 500;
/// Statements inside statements.
const DEPTH: usize = 20;
/// IHE PCC "Immunizations": a medicine that is a vaccine.
const IMMUNIZATION: &str = "1.3.6.1.4.1.19376.1.5.3.1.4.12";
/// LOINC "Annotation comment".
const COMMENT: &str = "48767-8";

struct Entries<'d, 't> {
    draft: &'d mut Draft<'t>,
    pieces: Vec<Piece>,
    facts: Vec<(Label, Words)>,
    left: usize,
}

/// The entries of a section, each as facts.
pub fn read<'t>(draft: &mut Draft<'t>, section: Element<'t>) -> Vec<Piece> {
    let mut entries = Entries { draft, pieces: Vec::new(), facts: Vec::new(), left: STATEMENTS };
    for entry in section.all("entry") {
        entry.elements().for_each(|statement| entries.statement(statement, 0));
        entries.close();
    }
    if entries.left == 0 {
        entries.pieces.push(Piece::Note(Label::EntriesCut));
    }
    entries.pieces
}

impl<'t> Entries<'_, 't> {
    fn statement(&mut self, statement: Element<'t>, depth: usize) {
        if self.left == 0 || depth >= DEPTH {
            self.left = 0;
            return;
        }
        match statement.name() {
            "observation" => self.observation(statement),
            "substanceAdministration" => self.medicine(statement),
            "supply" => self.supply(statement),
            "act" | "procedure" | "encounter" => self.act(statement),
            "organizer" => self.organizer(statement),
            "observationMedia" => {
                if let Some(value) = statement.child("value") {
                    let name = self.draft.reading.title.clone();
                    let label = self.draft.file(value, name);
                    self.close();
                    self.pieces.push(Piece::Note(label));
                }
            }
            _ => return,
        }
        self.left -= 1;
        for inner in statement.elements().filter(|e| e.is("entryRelationship") || e.is("component")) {
            let reason = inner.attribute("typeCode").map(str::trim) == Some("RSON");
            for statement in inner.elements() {
                if reason { self.reason(statement) } else { self.statement(statement, depth + 1) }
            }
        }
    }

    fn put(&mut self, label: Label, words: Option<Words>) {
        if let Some(words) = words {
            self.facts.push((label, words));
        }
    }

    /// What was gathered is one block of facts.
    fn close(&mut self) {
        if !self.facts.is_empty() {
            let facts = std::mem::take(&mut self.facts);
            self.pieces.push(Piece::Facts(Facts(facts)));
        }
    }

    fn named(&mut self, element: Option<Element<'t>>) -> Option<Words> {
        let element = element?;
        people::coded(self.draft, element).map(Words::plain)
    }

    fn quantity(&mut self, label: Label, statement: Element<'t>, name: &str) {
        let words = statement.child(name).and_then(|quantity| values::quantity(self.draft, quantity));
        self.put(label, words);
    }

    /// `Glycémie : 5.2 mmol/l`, or `Résultat : …` when the test has no name.
    fn observation(&mut self, observation: Element<'t>) {
        let name = observation.child("code").and_then(|code| people::coded(self.draft, code));
        let mut said = false;
        for value in observation.all("value") {
            if let Some(words) = values::said(self.draft, value) {
                self.put(name.clone().map_or(Label::Value, Label::Said), Some(words));
                said = true;
            }
        }
        if let Some(name) = name.filter(|_| !said) {
            self.put(Label::Test, Some(Words::plain(name)));
        }
        for range in observation.all("referenceRange").filter_map(|range| range.child("observationRange")) {
            let value = range.child("value").and_then(|value| values::said(self.draft, value));
            let words = value.or_else(|| range.child("text").and_then(|t| people::text_of(self.draft, t)).map(Words::plain));
            self.put(Label::NormalRange, words);
        }
        for code in observation.all("interpretationCode") {
            let words = self.interpretation(code);
            self.put(Label::Interpretation, words);
        }
        self.common(observation);
    }

    fn interpretation(&mut self, code: Element<'t>) -> Option<Words> {
        let label = match code.attribute("code").map(str::trim) {
            Some("N") => Label::WithinRange,
            Some("H" | "HH") => Label::Above,
            Some("L" | "LL") => Label::Below,
            Some("A" | "AA") => Label::Abnormal,
            Some(_) | None => return self.named(Some(code)),
        };
        Some(Words::label(label))
    }

    /// Why something was done: only what it is called.
    fn reason(&mut self, reason: Element<'t>) {
        let value = reason.child("value").and_then(|value| values::said(self.draft, value));
        let words = value.or_else(|| self.named(reason.child("code")));
        self.put(Label::Reason, words);
    }

    fn medicine(&mut self, medicine: Element<'t>) {
        let vaccine = medicine.all("templateId").any(|id| id.attribute("root") == Some(IMMUNIZATION));
        let label = if vaccine { Label::Vaccine } else { Label::Medicine };
        let product = medicine.at(&["consumable", "manufacturedProduct"]);
        self.product(label, product);
        self.quantity(Label::Dose, medicine, "doseQuantity");
        self.quantity(Label::Rate, medicine, "rateQuantity");
        for time in medicine.all("effectiveTime") {
            let label = if time.child("period").is_some() { Label::Frequency } else { Label::When };
            let words = values::time(self.draft, time);
            self.put(label, words);
        }
        let route = self.named(medicine.child("routeCode"));
        self.put(Label::Route, route);
        let site = self.named(medicine.child("approachSiteCode"));
        self.put(Label::Site, site);
        self.quantity(if vaccine { Label::Rank } else { Label::Renewals }, medicine, "repeatNumber");
        self.rest(medicine);
    }

    fn supply(&mut self, supply: Element<'t>) {
        self.product(Label::Medicine, supply.at(&["product", "manufacturedProduct"]));
        self.quantity(Label::Quantity, supply, "quantity");
        self.quantity(Label::Renewals, supply, "repeatNumber");
        self.common(supply);
    }

    fn product(&mut self, label: Label, product: Option<Element<'t>>) {
        let kinds = ["manufacturedMaterial", "manufacturedLabeledDrug"];
        let Some(material) = product.and_then(|product| kinds.iter().find_map(|kind| product.child(kind))) else { return };
        let called = material.child("name").and_then(|name| self.draft.said(name)).map(Words::plain);
        let words = called.or_else(|| self.named(material.child("code")));
        self.put(label, words);
        let batch = material.child("lotNumberText").and_then(|lot| self.draft.said(lot)).map(Words::plain);
        self.put(Label::Batch, batch);
    }

    fn act(&mut self, act: Element<'t>) {
        let code = act.child("code");
        if code.is_some_and(|code| code.attribute("code") == Some(COMMENT)) {
            return self.rest(act);
        }
        let name = self.named(code);
        self.put(Label::Procedure, name);
        self.common(act);
    }

    /// A group: its name, then what it groups.
    fn organizer(&mut self, organizer: Element<'t>) {
        let relative = self.named(organizer.at(&["subject", "relatedSubject", "code"]));
        self.put(Label::Relative, relative);
        let name = self.named(organizer.child("code"));
        self.put(Label::Test, name);
        self.common(organizer);
    }

    /// When, where on the body, and what every statement may say.
    fn common(&mut self, statement: Element<'t>) {
        let when = statement.child("effectiveTime").and_then(|time| values::time(self.draft, time));
        self.put(Label::When, when);
        let site = self.named(statement.child("targetSiteCode"));
        self.put(Label::Site, site);
        self.rest(statement);
    }

    fn rest(&mut self, statement: Element<'t>) {
        if statement.attribute("negationInd").map(str::trim) == Some("true") {
            self.put(Label::Status, Some(Words::label(Label::NotDone)));
        }
        for participant in statement.all("participant").filter_map(|p| p.at(&["participantRole", "playingEntity"])) {
            let called = participant.child("name").and_then(|name| self.draft.said(name)).map(Words::plain);
            let words = called.or_else(|| self.named(participant.child("code")));
            self.put(Label::Substance, words);
        }
        for performer in statement.all("performer").filter_map(|p| p.child("assignedEntity")) {
            let who = people::who(self.draft, performer).words();
            self.put(Label::Performer, who);
        }
        let comment = statement.child("text").and_then(|text| people::text_of(self.draft, text));
        let known = |said: &Clean| self.facts.iter().any(|(_, words)| *words == Words::plain(said.clone()));
        let comment = comment.filter(|said| !known(said));
        self.put(Label::Comment, comment.map(Words::plain));
    }
}
