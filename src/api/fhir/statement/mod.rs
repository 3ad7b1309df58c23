//! What a person says of their health, in the four resources that FHIR has for it: nothing is shown as so that a server says is
//! not, or no longer.

mod blood;
mod write;

pub use write::{changed, explain, new, same, senseless};

use super::Head;
use super::author::{Around, Included, author};
use super::code::{Concept, Reference, line};
use super::kept::Meta;
use super::lenient::{loose, many, some};
use crate::domain::{Clean, Date, Problem, Said, Statement, StatementId, Statements, Topic};
use crate::wire::fhir::{health as code, system, visibility};
use serde::Deserialize;
use serde_json::value::RawValue;

/// The resource of each topic.
pub fn kind(topic: Topic) -> &'static str {
    match topic {
        Topic::Illness => "Condition",
        Topic::Allergy => "AllergyIntolerance",
        Topic::Treatment => "MedicationStatement",
        Topic::Blood | Topic::Rhesus => "Observation",
    }
}

/// The union of the four.
#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
struct View {
    #[serde(deserialize_with = "loose")]
    meta: Option<Meta>,
    #[serde(deserialize_with = "many")]
    contained: Vec<Box<RawValue>>,
    /// Each of these three changes what all the rest means: it is never skipped over when malformed.
    status: Option<String>,
    verification_status: Option<Concept>,
    clinical_status: Option<Concept>,
    #[serde(deserialize_with = "loose")]
    code: Option<Concept>,
    #[serde(deserialize_with = "loose")]
    medication_codeable_concept: Option<Concept>,
    #[serde(deserialize_with = "loose")]
    medication_reference: Option<Reference>,
    #[serde(deserialize_with = "loose")]
    value_codeable_concept: Option<Concept>,
    #[serde(deserialize_with = "loose")]
    value_string: Option<String>,
    #[serde(deserialize_with = "loose")]
    onset_date_time: Option<String>,
    #[serde(deserialize_with = "loose")]
    onset_period: Option<Period>,
    #[serde(deserialize_with = "loose")]
    effective_date_time: Option<String>,
    #[serde(deserialize_with = "loose")]
    effective_period: Option<Period>,
    #[serde(deserialize_with = "loose")]
    recorder: Option<Reference>,
    #[serde(deserialize_with = "loose")]
    asserter: Option<Reference>,
    #[serde(deserialize_with = "loose")]
    information_source: Option<Reference>,
    #[serde(deserialize_with = "some")]
    performer: Vec<Reference>,
    #[serde(deserialize_with = "some")]
    note: Vec<Note>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Period {
    #[serde(deserialize_with = "loose")]
    start: Option<String>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Note {
    #[serde(deserialize_with = "loose")]
    text: Option<String>,
}

/// One statement; nothing for one that is withdrawn, over, or of something else. The error is one that cannot be understood.
pub fn statement(text: &str) -> Result<Option<Statement>, Problem> {
    let head: Head = serde_json::from_str(text).map_err(|_| Problem::Garbled)?;
    let view: View = serde_json::from_str(text).map_err(|_| Problem::Garbled)?;
    if !head.plain() {
        return Err(Problem::Garbled);
    }
    let Some(topic) = view.topic(&head.resource_type)? else { return Ok(None) };
    if !view.stands(topic)? {
        return Ok(None);
    }
    let Some(said) = view.said(topic)? else { return Ok(None) };
    Ok(Some(Statement {
        id: head.id.as_deref().and_then(StatementId::new),
        version: view.meta.as_ref().and_then(|meta| line(meta.version_id.as_deref())),
        topic,
        said,
        since: view.since(),
        note: view.note(),
        hidden: view.meta.iter().flat_map(|meta| &meta.security).any(|it| it.code.as_deref() == Some(visibility::MASKED)),
        by: view.by(),
    }))
}

impl View {
    /// Nothing for an observation of something else.
    fn topic(&self, kind: &str) -> Result<Option<Topic>, Problem> {
        let observed = |code: &str| self.code.as_ref().is_some_and(|concept| concept.has(code));
        Ok(match kind {
            "Condition" => Some(Topic::Illness),
            "AllergyIntolerance" => Some(Topic::Allergy),
            "MedicationStatement" => Some(Topic::Treatment),
            "Observation" if observed(code::BLOOD) => Some(Topic::Blood),
            "Observation" if observed(code::RHESUS) => Some(Topic::Rhesus),
            "Observation" => None,
            _other => return Err(Problem::Garbled),
        })
    }

    fn stands(&self, topic: Topic) -> Result<bool, Problem> {
        let status = self.status.as_deref();
        match topic {
            Topic::Illness | Topic::Allergy => {
                let is = |concept: &Option<Concept>, code: &str| concept.as_ref().is_some_and(|concept| concept.has(code));
                let wrong = ["entered-in-error", "refuted"].into_iter().any(|code| is(&self.verification_status, code));
                // An illness that is over is an antecedent.
                let over = ["resolved", "inactive"].into_iter().any(|code| is(&self.clinical_status, code));
                Ok(!(wrong || over && topic == Topic::Allergy))
            }
            Topic::Treatment => match status.ok_or(Problem::Garbled)? {
                "active" | "unknown" | "on-hold" => Ok(true),
                "completed" | "entered-in-error" | "intended" | "stopped" | "not-taken" => Ok(false),
                _other => Err(Problem::Garbled),
            },
            Topic::Blood | Topic::Rhesus => match status.ok_or(Problem::Garbled)? {
                "final" | "preliminary" | "registered" | "amended" | "corrected" => Ok(true),
                "cancelled" | "entered-in-error" | "unknown" => Ok(false),
                _other => Err(Problem::Garbled),
            },
        }
    }

    /// Nothing when it says that nobody knows.
    fn said(&self, topic: Topic) -> Result<Option<Said>, Problem> {
        let value = self.value_codeable_concept.as_ref();
        let text = || value.and_then(|concept| concept.said(None)).or_else(|| line(self.value_string.as_deref()));
        match topic {
            Topic::Blood => blood::group(value, text().as_deref()).map(|group| Some(Said::Blood(group))).ok_or(Problem::Garbled),
            Topic::Rhesus => blood::rhesus(value, text().as_deref()).map(|is| Some(Said::Rhesus(is))).ok_or(Problem::Garbled),
            Topic::Illness | Topic::Allergy | Topic::Treatment => {
                let concept =
                    self.code.as_ref().filter(|_| topic != Topic::Treatment).or(self.medication_codeable_concept.as_ref());
                if let Some(nothing) = concept.and_then(absent) {
                    return Ok(nothing.then_some(Said::Nothing));
                }
                let named = || line(self.medication_reference.as_ref()?.display.as_deref());
                let said = concept.and_then(|concept| concept.said(None)).or_else(named).ok_or(Problem::Garbled)?;
                Ok(Some(Said::Words(said)))
            }
        }
    }

    fn since(&self) -> Option<Date> {
        let start = |period: &Option<Period>| period.as_ref().and_then(|period| period.start.clone());
        let onset = self.onset_date_time.clone().or_else(|| start(&self.onset_period));
        let effective = self.effective_date_time.clone().or_else(|| start(&self.effective_period));
        onset.or(effective).as_deref().and_then(Date::fhir)
    }

    fn note(&self) -> Option<Clean> {
        let texts = self.note.iter().filter_map(|note| note.text.as_deref());
        let all = texts.map(str::trim).filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n");
        (!all.is_empty()).then(|| Clean::new(&all))
    }

    /// Who wrote it, when it is not the patient: by name, else as they are referred to.
    fn by(&self) -> Option<Clean> {
        let mut writers = self.recorder.iter().chain(&self.information_source).chain(&self.performer).chain(&self.asserter);
        let reference = writers.next()?;
        let around = Around { contained: &self.contained, included: &Included::new() };
        let writer = author(std::slice::from_ref(reference), &around);
        if writer.patient {
            return None;
        }
        let identifier = || line(reference.identifier.as_ref()?.value.as_deref());
        writer.name.or(writer.organisation).or(writer.said).or_else(identifier).or_else(|| line(reference.reference.as_deref()))
    }
}

/// Whether it says that there is nothing of the kind; none when it is about something.
fn absent(concept: &Concept) -> Option<bool> {
    let coding = concept.of(&[system::ABSENT])?;
    Some(coding.code.as_deref().is_some_and(|code| code.starts_with("no-known-")))
}

/// Those of a search.
pub fn add(statements: &mut Statements, found: &super::Found) {
    for raw in found {
        match raw.as_ref().map(|raw| statement(raw.get())) {
            Some(Ok(Some(statement))) if statement.id.is_some() => statements.all.push(statement),
            Some(Ok(None)) => {}
            Some(Ok(Some(_)) | Err(_)) | None => statements.unreadable += 1,
        }
    }
}
