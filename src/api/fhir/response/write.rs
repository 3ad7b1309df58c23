//! Answers written: in the order of the form, each of the type that its question wants, decimals as they were typed. What is
//! not understood of the resource is kept.

use super::{Read, read};
use crate::api::fhir::kept::Members;
use crate::api::fhir::outcome::Issue;
use crate::domain::{Answer, Answered, Ask, Check, Clean, Decimal, Form, Problem, Question, Response};
use crate::wire::fhir::{form as code, system};
use jiff::civil;
use jiff::tz::TimeZone;
use serde::Serialize;
use serde_json::value::{RawValue, to_raw_value};
use serde_json::{Value, json};
use std::collections::{BTreeMap, HashMap};

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Item<'a> {
    link_id: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    text: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    answer: Vec<BTreeMap<&'static str, Box<RawValue>>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    item: Vec<Self>,
}

/// A quantity: a decimal of FHIR keeps its digits.
#[derive(Serialize)]
struct Quantity<'a> {
    value: Box<RawValue>,
    #[serde(skip_serializing_if = "str::is_empty")]
    unit: &'a str,
}

#[derive(Serialize)]
struct Coding<'a> {
    #[serde(skip_serializing_if = "str::is_empty")]
    system: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    code: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    display: &'a str,
}

/// New answers, in the record of this patient. [`Problem::AnswerRefused`] for one that its question cannot take.
pub fn new(patient: &str, response: &Response, form: &Form) -> Result<String, Problem> {
    let patient = json!({ "reference": format!("Patient/{patient}") });
    let bare = json!({
        "resourceType": "QuestionnaireResponse",
        "identifier": { "system": system::URI, "value": response.identifier.as_str() },
        "questionnaire": response.canonical.as_str(),
        "subject": patient,
        "author": patient,
        "source": patient,
    });
    changed(&bare.to_string(), response, form)
}

/// The same, as they are now.
pub fn changed(whole: &str, response: &Response, form: &Form) -> Result<String, Problem> {
    let mut members = Members::read(whole)?;
    let mut questions = Questions::default();
    questions.know(&form.items);
    members.set("questionnaire", &response.canonical.as_str())?;
    members.set("status", &if response.completed { code::COMPLETED } else { code::IN_PROGRESS })?;
    if let Some(authored) = response.authored {
        members.set("authored", &authored.to_string())?;
    }
    members.set("item", &questions.items(&response.items)?)?;
    members.text()
}

/// Whether two of them say the same.
pub fn same(one: &str, other: &str) -> bool {
    let bare = |text| match read(text)? {
        Read::Answers(response) => Some((response.canonical, response.completed, response.items)),
        Read::NotShown => None,
    };
    bare(one).is_some_and(|one| bare(other) == Some(one))
}

/// The question that a remark of the server is about, when the form has it.
pub fn explain(sent: &str, issue: &Issue, form: &Form) -> Option<Problem> {
    let mut questions = Questions::default();
    questions.know(&form.items);
    let link = issue.question().or_else(|| counted(sent, issue))?;
    let known = questions.0.contains_key(link.as_str());
    known.then(|| Problem::AnswerRefused { link: Clean::line(&link) })
}

/// The innermost question that the way leads through: `item[0].item[2].answer[0]`.
fn counted(sent: &str, issue: &Issue) -> Option<String> {
    let sent: Value = serde_json::from_str(sent).ok()?;
    let (mut at, mut link) = (&sent, None);
    for (name, rank) in issue.way() {
        let Some(member) = at.get(name) else { break };
        let Some(element) = rank.map_or(Some(member), |rank| member.get(rank)) else { break };
        at = element;
        link = at.get("linkId").and_then(Value::as_str).or(link);
    }
    link.map(str::to_owned)
}

/// The questions of a form by their link, and their rank in it.
#[derive(Default)]
struct Questions<'f>(HashMap<&'f str, (usize, &'f Question)>);

impl<'f> Questions<'f> {
    fn know(&mut self, items: &'f [Question]) {
        for question in items {
            self.0.insert(question.link.as_str(), (self.0.len(), question));
            self.know(&question.items);
        }
    }

    /// What has no answer is not written.
    fn items<'a>(&self, answered: &'a [Answered]) -> Result<Vec<Item<'a>>, Problem> {
        let mut sorted: Vec<&Answered> = answered.iter().collect();
        sorted.sort_by_key(|it| self.0.get(it.link.as_str()).map_or(usize::MAX, |(rank, _)| *rank));
        let mut items = Vec::new();
        for Answered { link, text, answers, items: under } in sorted {
            let question = self.0.get(link.as_str()).map(|(_, question)| *question);
            let refused = || Problem::AnswerRefused { link: link.clone() };
            let mut answer = Vec::new();
            for one in answers {
                let (kind, value) = value(one, question.map(|question| &question.ask)).ok_or_else(refused)?;
                answer.push(BTreeMap::from([(kind, value)]));
            }
            let mut item = self.items(under)?;
            // What was asked under an answer goes with it.
            if let Some(first) = answer.first_mut() {
                let under = std::mem::take(&mut item);
                if !under.is_empty() {
                    first.insert("item", to_raw_value(&under).map_err(|_| refused())?);
                }
            }
            if !answer.is_empty() || !item.is_empty() {
                items.push(Item { link_id: link.as_str(), text: text.as_str(), answer, item });
            }
        }
        Ok(items)
    }
}

fn value(answer: &Answer, ask: Option<&Ask>) -> Option<(&'static str, Box<RawValue>)> {
    let (kind, value) = match answer {
        Answer::Boolean(yes) => ("valueBoolean", to_raw_value(yes)),
        Answer::Code { system, code, said } => {
            // A name that is only the code again was none.
            let display = if said == code { "" } else { said.as_str() };
            ("valueCoding", to_raw_value(&Coding { system: system.as_str(), code: code.as_str(), display }))
        }
        Answer::Text(text) => return self::text(text, ask),
        Answer::Integer(number) if ask == Some(&Ask::Decimal) => ("valueDecimal", to_raw_value(number)),
        // FHIR's integers have 32 bits.
        Answer::Integer(number) => ("valueInteger", to_raw_value(&i32::try_from(*number).ok()?)),
        Answer::Decimal(number) => return Some(("valueDecimal", decimal(*number)?)),
        Answer::Date(day) if ask == Some(&Ask::Line(Check::Moment)) => ("valueDateTime", to_raw_value(&day.to_string())),
        Answer::Date(day) => ("valueDate", to_raw_value(&day.to_string())),
        Answer::Quantity { value, unit } => {
            ("valueQuantity", to_raw_value(&Quantity { value: decimal(*value)?, unit: unit.as_str() }))
        }
    };
    value.ok().map(|value| (kind, value))
}

fn text(text: &Clean, ask: Option<&Ask>) -> Option<(&'static str, Box<RawValue>)> {
    let trimmed = text.trim();
    if trimmed.is_empty() {
        return None;
    }
    let (kind, said) = match ask {
        Some(Ask::Line(Check::Time)) => ("valueTime", trimmed.parse::<civil::Time>().ok()?.strftime("%H:%M:%S").to_string()),
        Some(Ask::Line(Check::Moment)) => ("valueDateTime", moment(trimmed)?),
        Some(Ask::Line(Check::Address)) => ("valueUri", trimmed.to_owned()),
        // A year, or a month: as it was read.
        Some(Ask::Date(_)) => ("valueDate", partial(trimmed)?.to_owned()),
        Some(
            Ask::Group
            | Ask::Display
            | Ask::Boolean
            | Ask::Choice
            | Ask::OpenChoice
            | Ask::Line(Check::Any | Check::Name | Check::Phone | Check::Email | Check::Postcode | Check::Town)
            | Ask::Text
            | Ask::Integer
            | Ask::Decimal
            | Ask::Quantity
            | Ask::Unknown(_),
        )
        | None => ("valueString", text.as_str().to_owned()),
    };
    Some((kind, to_raw_value(&said).ok()?))
}

/// A date and a time of Paris when no other zone is said, or a date alone, whole or not.
fn moment(text: &str) -> Option<String> {
    if let Ok(instant) = text.parse::<jiff::Timestamp>() {
        let whole = text.contains(['Z', 'z']) || text.len() >= "2026-03-04T14:30:00+01:00".len();
        return Some(if whole { text.to_owned() } else { instant.to_string() });
    }
    match text.parse::<civil::DateTime>().ok().filter(|_| text.contains(['T', ' '])) {
        Some(at) => {
            let zone = TimeZone::get("Europe/Paris").ok()?;
            Some(at.to_zoned(zone).ok()?.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string())
        }
        None => partial(text).map(str::to_owned),
    }
}

fn partial(text: &str) -> Option<&str> {
    let date = crate::domain::Date::fhir(text)?;
    (date.precision() <= crate::domain::Precision::Day).then_some(text)
}

fn decimal(number: Decimal) -> Option<Box<RawValue>> {
    RawValue::from_string(number.to_string()).ok()
}
