//! What the coded data of a section says, in plain words, for sections that have no text. It says only what is coded there.

use super::bundle::Bundle;
use super::draft::Draft;
use super::json::Json;
use super::subject::{self, Subject};
use super::trust::{changes_its_meaning, in_error};
use super::{dosage, observations, people, raw, values};
use crate::domain::{Clean, Facts, Label, Piece, Words};
use std::collections::HashSet;

/// Questions inside questions.
const DEPTH: usize = 12;

/// States that say nothing more than that the data stands.
const ORDINARY: [&str; 5] = ["active", "final", "completed", "confirmed", "current"];

/// Intents of a request that nobody has to follow yet.
pub const IDEAS: [&str; 3] = ["proposal", "plan", "option"];

/// What these entries say: results together in a table, each other resource as facts. `subject` is the patient.
pub fn read(draft: &mut Draft, bundle: &Bundle<'_, '_>, subject: Option<&Subject<'_, '_>>, entries: &[usize]) -> Vec<Piece> {
    let mut said = Said { draft, bundle, subject, other: None, pieces: Vec::new(), results: Vec::new(), shown: HashSet::new() };
    entries.iter().for_each(|index| said.entry(*index));
    said.close();
    said.pieces
}

struct Said<'d, 'j, 's> {
    draft: &'d mut Draft,
    bundle: &'d Bundle<'j, 's>,
    subject: Option<&'d Subject<'j, 's>>,
    /// Whom the data being said is about, when that is not the patient.
    other: Option<Subject<'j, 's>>,
    pieces: Vec<Piece>,
    /// Results not yet in a table.
    results: Vec<&'j Json<'s>>,
    shown: HashSet<usize>,
}

/// What is known of a resource that is not a result.
#[derive(Default)]
struct Gathered(Vec<(Label, Words)>);

impl Gathered {
    fn put(&mut self, label: Label, words: Option<Words>) {
        self.0.extend(words.filter(|words| !words.is_empty()).map(|words| (label, words)));
    }

    fn text(&mut self, label: Label, text: Option<Clean>) {
        self.put(label, text.map(Words::plain));
    }
}

impl<'j, 's> Said<'_, 'j, 's> {
    fn entry(&mut self, index: usize) {
        if self.draft.is_full() || !self.shown.insert(index) {
            return;
        }
        let Some(entry) = self.bundle.entries.get(index) else { return };
        let resource = entry.resource;
        self.about(resource);
        if changes_its_meaning(resource) {
            self.close();
            let kind = self.draft.line(entry.kind);
            self.pieces.push(Piece::Note(Label::NotInterpreted { kind }));
            let lines = raw::read(self.draft, resource);
            self.pieces.extend(lines);
            return;
        }
        if in_error(resource) {
            self.close();
            let what = self.name(resource).unwrap_or_else(|| entry.kind.into());
            self.pieces.push(Piece::Note(Label::EnteredInError { what }));
            return;
        }
        match entry.kind {
            "Observation" => {
                self.results.push(resource);
                self.inside(resource, "hasMember");
            }
            "DiagnosticReport" => {
                self.facts(resource, Self::report);
                self.inside(resource, "result");
                self.close();
            }
            "List" => {
                for item in resource.all("entry").filter_map(|entry| entry.get("item")) {
                    if let Some(index) = self.bundle.find(item) {
                        self.entry(index);
                    }
                }
            }
            "MedicationRequest" | "MedicationStatement" | "MedicationAdministration" | "MedicationDispense" => {
                self.facts(resource, Self::medicine);
            }
            "Immunization" => self.facts(resource, Self::vaccine),
            "Condition" => self.facts(resource, Self::condition),
            "AllergyIntolerance" => self.facts(resource, Self::allergy),
            "Patient" | "RelatedPerson" | "Practitioner" | "PractitionerRole" | "Organization" | "Location" | "Device" => {
                self.facts(resource, Self::person);
            }
            // Its bytes are among the files carried inside.
            "Binary" => {}
            "Procedure"
            | "Encounter"
            | "ServiceRequest"
            | "CarePlan"
            | "Goal"
            | "ImagingStudy"
            | "DocumentReference"
            | "Media"
            | "FamilyMemberHistory"
            | "Specimen"
            | "Consent"
            | "Medication"
            | "QuestionnaireResponse"
            | "ClinicalImpression"
            | "Appointment"
            | "CareTeam"
            | "Coverage"
            | "DeviceUseStatement"
            | "Flag"
            | "Communication" => {
                self.facts(resource, Self::other);
            }
            _ => {
                self.draft.unknown_kinds += 1;
                self.facts(resource, Self::other);
            }
        }
    }

    /// Says whom the data that follows is about, each time that changes: what is another's is never read as the patient's.
    fn about(&mut self, resource: &'j Json<'s>) {
        let other = self.subject.and_then(|patient| subject::of(self.bundle, resource).filter(|other| !patient.is(other)));
        let same = match (&self.other, &other) {
            (Some(one), Some(two)) => one.is(two),
            (None, None) => true,
            (Some(_), None) | (None, Some(_)) => false,
        };
        if same {
            return;
        }
        self.close();
        let label = match &other {
            Some(other) => Label::AboutAnother { who: other.named(self.draft) },
            None => Label::AboutPatient,
        };
        self.pieces.push(Piece::Note(label));
        self.other = other;
    }

    fn inside(&mut self, resource: &'j Json<'s>, name: &str) {
        for reference in resource.all(name) {
            match self.bundle.find(reference) {
                Some(index) => self.entry(index),
                None => {
                    if let Some(said) = reference.said("display").map(|said| self.draft.line(said)) {
                        self.pieces.push(Piece::Paragraph(Words::plain(said)));
                    }
                }
            }
        }
    }

    /// The results gathered so far are one table.
    fn close(&mut self) {
        let results = std::mem::take(&mut self.results);
        if !results.is_empty() {
            let pieces = observations::table(self.draft, &results);
            self.pieces.extend(pieces);
        }
    }

    fn facts(&mut self, resource: &'j Json<'s>, gather: fn(&mut Self, &mut Gathered, &'j Json<'s>)) {
        self.close();
        let mut gathered = Gathered::default();
        gather(self, &mut gathered, resource);
        self.status(&mut gathered, resource);
        let notes =
            resource.all("note").filter_map(|note| note.said("text")).map(|note| self.draft.line(note)).collect::<Vec<_>>();
        notes.into_iter().for_each(|note| gathered.text(Label::Comment, Some(note)));
        if !gathered.0.is_empty() {
            self.pieces.push(Piece::Facts(Facts(gathered.0)));
        }
    }

    fn status(&mut self, gathered: &mut Gathered, resource: &Json<'_>) {
        let codes = [
            resource.said("status"),
            values::code(resource, "clinicalStatus"),
            values::code(resource, "verificationStatus"),
            resource.said("docStatus"),
            resource.said("intent").filter(|intent| IDEAS.contains(intent)),
        ];
        for code in codes.into_iter().flatten().filter(|code| !ORDINARY.contains(code)) {
            let code = self.draft.line(code);
            gathered.put(Label::Status, Some(Words::label(Label::StatusIs(code))));
        }
        if resource.flag("doNotPerform") == Some(true) {
            gathered.put(Label::Status, Some(Words::label(Label::NotDone)));
        }
    }

    fn when(&mut self, gathered: &mut Gathered, resource: &Json<'_>, names: &[&str]) {
        let date = |draft: &mut Draft, name: &&str| {
            let plain = resource.said(name).map(|raw| Words::label(values::date(draft, raw)));
            plain
                .or_else(|| resource.get(name).and_then(|period| values::period(draft, period)).map(Words::label))
                .or_else(|| values::any(draft, resource, name))
        };
        let when = names.iter().find_map(|name| date(self.draft, name));
        gathered.put(Label::When, when);
    }

    fn named(&mut self, gathered: &mut Gathered, label: Label, resource: &Json<'_>, name: &str) {
        let text = values::named(self.draft, resource, name);
        gathered.text(label, text);
    }

    fn people(&mut self, gathered: &mut Gathered, label: &Label, resource: &Json<'_>, path: &[&str]) {
        for value in path.first().into_iter().flat_map(|name| resource.all(name)) {
            let reference = path.get(1).map_or(Some(value), |name| value.get(name));
            let words = reference.and_then(|reference| people::who(self.draft, self.bundle, reference).words());
            gathered.put(label.clone(), words);
        }
    }

    fn medicine(&mut self, gathered: &mut Gathered, medicine: &'j Json<'s>) {
        let name = self::medicine(self.draft, self.bundle, medicine);
        gathered.text(Label::Medicine, name);
        let mut doses = Vec::new();
        for dosage in ["dosageInstruction", "dosage"].into_iter().flat_map(|name| medicine.all(name)) {
            let said = dosage::told(self.draft, dosage).map(Words::plain);
            doses.extend(said.or_else(|| dosage::coded(self.draft, dosage)));
        }
        gathered.put(Label::Dose, values::joined(doses, "\n"));
        self.when(gathered, medicine, &["effective", "authoredOn", "whenHandedOver", "dateAsserted"]);
        let quantities = [medicine.at(&["dispenseRequest", "quantity"]), medicine.get("quantity")];
        let quantity = quantities.into_iter().flatten().find_map(|quantity| values::quantity(self.draft, quantity));
        gathered.put(Label::Quantity, quantity.map(|quantity| Words::label(Label::ResultIs(quantity))));
        let renewals = medicine.at(&["dispenseRequest", "numberOfRepeatsAllowed"]).and_then(Json::text);
        gathered.text(Label::Renewals, renewals.map(|said| self.draft.line(said)));
        self.named(gathered, Label::Reason, medicine, "reasonCode");
        self.people(gathered, &Label::Prescriber, medicine, &["requester"]);
    }

    fn vaccine(&mut self, gathered: &mut Gathered, vaccine: &'j Json<'s>) {
        self.named(gathered, Label::Vaccine, vaccine, "vaccineCode");
        self.when(gathered, vaccine, &["occurrence"]);
        let dose = vaccine.get("doseQuantity").and_then(|dose| values::quantity(self.draft, dose));
        gathered.put(Label::Dose, dose.map(|dose| Words::label(Label::ResultIs(dose))));
        let rank = vaccine.all("protocolApplied").next();
        let rank = rank.and_then(|protocol| values::any(self.draft, protocol, "doseNumber"));
        gathered.put(Label::Rank, rank);
        let batch = vaccine.said("lotNumber").map(|batch| self.draft.line(batch));
        gathered.text(Label::Batch, batch);
        self.named(gathered, Label::Site, vaccine, "site");
        self.named(gathered, Label::Route, vaccine, "route");
        self.people(gathered, &Label::Performer, vaccine, &["performer", "actor"]);
    }

    fn condition(&mut self, gathered: &mut Gathered, condition: &'j Json<'s>) {
        self.named(gathered, Label::Condition, condition, "code");
        self.when(gathered, condition, &["onset", "recordedDate"]);
        let end = values::any(self.draft, condition, "abatement");
        gathered.put(Label::EndedOn, end);
        self.named(gathered, Label::Site, condition, "bodySite");
        self.named(gathered, Label::Severity, condition, "severity");
    }

    fn allergy(&mut self, gathered: &mut Gathered, allergy: &'j Json<'s>) {
        self.named(gathered, Label::Allergy, allergy, "code");
        for reaction in allergy.all("reaction") {
            self.named(gathered, Label::Reaction, reaction, "manifestation");
        }
        let grave = allergy.said("criticality").map(|code| Words::label(Label::StatusIs(self.draft.line(code))));
        gathered.put(Label::Severity, grave);
        self.when(gathered, allergy, &["onset", "recordedDate"]);
    }

    fn report(&mut self, gathered: &mut Gathered, report: &'j Json<'s>) {
        self.named(gathered, Label::Report, report, "code");
        self.when(gathered, report, &["effective", "issued"]);
        let conclusion = report.said("conclusion").map(|said| self.draft.line(said));
        gathered.text(Label::Conclusion, conclusion);
        self.named(gathered, Label::Conclusion, report, "conclusionCode");
        self.people(gathered, &Label::Performer, report, &["performer"]);
    }

    fn person(&mut self, gathered: &mut Gathered, person: &'j Json<'s>) {
        let label = match person.said("resourceType") {
            Some("Patient") => Label::Patient,
            Some("RelatedPerson") => Label::Informant,
            Some("Device") => Label::Device,
            Some(_) | None => Label::Participant,
        };
        let name = self.name(person);
        gathered.text(label, name);
        let born = person.said("birthDate").map(|raw| Words::label(values::date(self.draft, raw)));
        gathered.put(Label::BornOn, born);
        self.named(gathered, Label::Relative, person, "relationship");
    }

    fn other(&mut self, gathered: &mut Gathered, resource: &'j Json<'s>) {
        let kind = Label::ResourceIs(self.draft.line(resource.said("resourceType").unwrap_or_default()));
        let name = self.name(resource);
        gathered.put(kind.clone(), name.map(Words::plain));
        self.when(
            gathered,
            resource,
            &[
                "performed",
                "period",
                "effective",
                "occurrence",
                "authoredOn",
                "dateTime",
                "date",
                "created",
                "started",
                "recorded",
            ],
        );
        self.named(gathered, Label::Site, resource, "bodySite");
        self.named(gathered, Label::Reason, resource, "reasonCode");
        self.named(gathered, Label::Relative, resource, "relationship");
        for answer in resource.all("item").filter(|_| resource.said("resourceType") == Some("QuestionnaireResponse")) {
            self.question(gathered, answer, 0);
        }
        if gathered.0.is_empty() {
            let text = resource.at(&["text", "div"]).and_then(Json::text).map(|div| plain(self.draft, div));
            let words = text.filter(|text| !text.is_empty()).map(Words::plain);
            gathered.put(kind, words.or_else(|| Some(Words::label(Label::NotSaid))));
        }
    }

    fn question(&mut self, gathered: &mut Gathered, item: &Json<'_>, depth: usize) {
        let asked = item.said("text").map(|said| self.draft.line(said));
        for answer in item.all("answer") {
            let words = values::any(self.draft, answer, "value");
            gathered.put(asked.clone().map_or(Label::Value, Label::Said), words);
        }
        if depth < DEPTH {
            item.all("item").for_each(|inner| self.question(gathered, inner, depth + 1));
        }
    }

    /// What a resource is called.
    fn name(&mut self, resource: &'j Json<'s>) -> Option<Clean> {
        let coded = ["code", "vaccineCode", "type", "description", "scope", "category", "title"];
        let draft = &mut *self.draft;
        let human = resource.all("name").find_map(|name| match name.text() {
            Some(said) => Some(draft.line(said)),
            None => values::human(draft, name),
        });
        human
            .or_else(|| people::device(self.draft, resource).filter(|_| resource.said("resourceType") == Some("Device")))
            .or_else(|| coded.iter().find_map(|name| self.called(resource, name)))
            .or_else(|| medicine(self.draft, self.bundle, resource))
    }

    fn called(&mut self, resource: &Json<'_>, name: &str) -> Option<Clean> {
        let value = resource.get(name)?;
        value.text().map(|said| self.draft.line(said)).or_else(|| values::named(self.draft, resource, name))
    }
}

/// The medicine that a resource names, coded in place or described elsewhere in the document.
pub fn medicine(draft: &mut Draft, bundle: &Bundle<'_, '_>, resource: &Json<'_>) -> Option<Clean> {
    if let Some(said) = values::named(draft, resource, "medicationCodeableConcept") {
        return Some(said);
    }
    let reference = resource.get("medicationReference")?;
    let described = bundle.resource(reference).filter(|medication| !in_error(medication));
    let described = described.and_then(|medication| values::named(draft, medication, "code"));
    described.or_else(|| reference.said("display").map(|said| draft.line(said)))
}

/// The words of a narrative, without their layout.
fn plain(draft: &mut Draft, div: &str) -> Clean {
    let mut out = String::new();
    for part in div.split('<') {
        out.push_str(part.split_once('>').map_or(part, |(_, text)| text));
        out.push(' ');
        if out.len() > 4_000 {
            break;
        }
    }
    draft.line(&out)
}
