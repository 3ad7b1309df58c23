//! The questions of a form, one by one.

use super::options::{ValueSets, units};
use super::{CONDITIONS, DEPTH, QUESTIONS};
use crate::api::fhir::answer::{self, Element};
use crate::api::fhir::code::{Coding, Concept};
use crate::api::fhir::lenient::{count, loose, many, some};
use crate::domain::{Answer, Ask, Check, Clean, Condition, Problem, Question, Test, When};
use crate::wire::fhir::form as code;
use serde::Deserialize;
use serde_json::value::RawValue;
use std::collections::HashSet;

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
struct View {
    #[serde(deserialize_with = "loose")]
    link_id: Option<String>,
    #[serde(deserialize_with = "loose")]
    prefix: Option<String>,
    #[serde(deserialize_with = "some")]
    code: Vec<Coding>,
    #[serde(deserialize_with = "loose")]
    text: Option<String>,
    #[serde(rename = "type", deserialize_with = "loose")]
    kind: Option<String>,
    #[serde(deserialize_with = "many")]
    enable_when: Vec<Box<RawValue>>,
    #[serde(deserialize_with = "loose")]
    enable_behavior: Option<String>,
    #[serde(deserialize_with = "loose")]
    required: Option<bool>,
    #[serde(deserialize_with = "loose")]
    repeats: Option<bool>,
    #[serde(deserialize_with = "loose")]
    read_only: Option<bool>,
    #[serde(deserialize_with = "count")]
    max_length: Option<u64>,
    #[serde(deserialize_with = "loose")]
    answer_value_set: Option<String>,
    /// R5.
    #[serde(deserialize_with = "loose")]
    answer_constraint: Option<String>,
    #[serde(deserialize_with = "many")]
    answer_option: Vec<Box<RawValue>>,
    #[serde(deserialize_with = "many")]
    initial: Vec<Box<RawValue>>,
    #[serde(deserialize_with = "some")]
    extension: Vec<Extension>,
    #[serde(deserialize_with = "many")]
    modifier_extension: Vec<Box<RawValue>>,
    #[serde(deserialize_with = "many")]
    item: Vec<Box<RawValue>>,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct Extension {
    #[serde(deserialize_with = "loose")]
    pub url: Option<String>,
    #[serde(deserialize_with = "loose")]
    value_codeable_concept: Option<Concept>,
    #[serde(deserialize_with = "loose")]
    value_boolean: Option<bool>,
    #[serde(deserialize_with = "count")]
    value_integer: Option<u64>,
    #[serde(deserialize_with = "loose")]
    value_string: Option<String>,
    pub value_coding: Option<Box<RawValue>>,
}

/// What was read so far.
pub(super) struct Reader {
    sets: ValueSets,
    links: HashSet<Clean>,
    questions: usize,
    conditions: usize,
    pub left_out: usize,
}

impl Reader {
    pub fn new(contained: &[Box<RawValue>]) -> Self {
        Self { sets: ValueSets::read(contained), links: HashSet::new(), questions: 0, conditions: 0, left_out: 0 }
    }

    /// The questions of a group, and what explains the group itself.
    pub fn items(&mut self, raws: &[Box<RawValue>], depth: usize) -> Result<(Vec<Question>, Vec<Clean>), Problem> {
        if depth >= DEPTH && !raws.is_empty() {
            return Err(Problem::FormTooLarge);
        }
        let (mut questions, mut help) = (Vec::new(), Vec::new());
        for raw in raws {
            self.questions = self.questions.saturating_add(1);
            if self.questions > QUESTIONS {
                return Err(Problem::FormTooLarge);
            }
            let Ok(view) = serde_json::from_str::<View>(raw.get()) else {
                self.left_out = self.left_out.saturating_add(1);
                continue;
            };
            if view.explains() {
                help.extend(view.text.as_deref().map(|text| Clean::new(text.trim())).filter(|text| !text.is_empty()));
            } else if let Some(question) = self.question(&view, depth)? {
                questions.push(question);
            }
        }
        Ok((questions, help))
    }

    /// Nothing for one that is not to be shown, or that would be shown with another meaning.
    fn question(&mut self, view: &View, depth: usize) -> Result<Option<Question>, Problem> {
        let ask = view.ask();
        let link = match super::super::code::line(view.link_id.as_deref()) {
            Some(link) => link,
            // A text needs no name.
            None if ask == Ask::Display => Clean::line(&format!("#{}", self.questions)),
            None => Clean::empty(),
        };
        let hidden = view.extension.iter().any(|it| it.is(HIDDEN) && it.value_boolean == Some(true));
        if hidden || link.is_empty() || !view.modifier_extension.is_empty() || !self.links.insert(link.clone()) {
            self.left_out = self.left_out.saturating_add(1);
            return Ok(None);
        }
        let options = self.options(view, &ask);
        // A list that is elsewhere cannot be chosen from; of one's own words, one can still make an answer.
        let unknown = ask == Ask::Choice && options.all.is_empty();
        let ask = if unknown { Ask::Unknown(Clean::line("choice")) } else { ask };
        let shown_when = self.conditions(view)?;
        let (items, mut help) = self.items(&view.item, depth.saturating_add(1))?;
        help.extend(
            view.extension.iter().filter(|it| it.is(FORMAT)).filter_map(|it| Some(Clean::line(it.value_string.as_deref()?))),
        );
        let mut initial: Vec<Answer> = view.initial.iter().filter_map(|raw| value(raw)).collect();
        if initial.is_empty() {
            initial = options.selected;
        }
        let repeats = view.repeats.unwrap_or(false);
        if !repeats {
            initial.truncate(1);
        }
        let units = units(&view.extension);
        let unit = match units.first() {
            Some(Answer::Code { said, .. }) if ask == Ask::Quantity => Some(said.clone()),
            Some(_) | None => None,
        };
        let at_least = view.extension.iter().any(|it| it.is(MIN_OCCURS) && it.value_integer.is_some_and(|least| least > 0));
        Ok(Some(Question {
            link,
            prefix: super::super::code::line(view.prefix.as_deref()),
            text: view.text(),
            help,
            required: view.required.unwrap_or(false) || at_least,
            repeats,
            read_only: view.read_only.unwrap_or(false),
            limit: view.max_length.and_then(|limit| u32::try_from(limit).ok()).filter(|limit| *limit > 0),
            options: if ask == Ask::Quantity && units.len() > 1 { units } else { options.all },
            unit,
            shown_when,
            any: view.enable_behavior.as_deref() == Some("any"),
            initial,
            items,
            ask,
        }))
    }

    fn options(&mut self, view: &View, ask: &Ask) -> Options {
        let mut options = Options::default();
        if !matches!(ask, Ask::Choice | Ask::OpenChoice) {
            for raw in &view.answer_option {
                // Some forms give their numbers and their texts as a list too.
                options.add(raw);
            }
            return options;
        }
        for raw in &view.answer_option {
            if !options.add(raw) {
                self.left_out = self.left_out.saturating_add(1);
            }
        }
        if let Some(set) = &view.answer_value_set {
            match self.sets.get(set) {
                Some(codes) => options.all.extend(codes.iter().cloned()),
                None => self.left_out = self.left_out.saturating_add(1),
            }
        }
        options
    }

    fn conditions(&mut self, view: &View) -> Result<Vec<Condition>, Problem> {
        self.conditions = self.conditions.saturating_add(view.enable_when.len());
        if self.conditions > CONDITIONS {
            return Err(Problem::FormTooLarge);
        }
        let read: Vec<Condition> = view.enable_when.iter().filter_map(|raw| condition(raw)).collect();
        let missing = view.enable_when.len().saturating_sub(read.len());
        self.left_out = self.left_out.saturating_add(missing);
        // One that is not understood may be the one that is enough.
        let any = view.enable_behavior.as_deref() == Some("any");
        Ok(if any && missing > 0 { Vec::new() } else { read })
    }
}

#[derive(Default)]
struct Options {
    all: Vec<Answer>,
    selected: Vec<Answer>,
}

impl Options {
    /// Whether it is understood.
    fn add(&mut self, raw: &RawValue) -> bool {
        let Some(option) = value(raw) else { return false };
        let selected = serde_json::from_str::<Selected>(raw.get()).is_ok_and(|it| it.initial_selected == Some(true));
        self.selected.extend(selected.then(|| option.clone()));
        self.all.push(option);
        true
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Selected {
    #[serde(default, deserialize_with = "loose")]
    initial_selected: Option<bool>,
}

fn value(raw: &RawValue) -> Option<Answer> {
    let element: Element = serde_json::from_str(raw.get()).ok()?;
    if element.contains_key("modifierExtension") { None } else { answer::answer(&element, "value") }
}

fn condition(raw: &RawValue) -> Option<Condition> {
    #[derive(Deserialize)]
    struct View {
        question: String,
        operator: String,
    }
    let element: Element = serde_json::from_str(raw.get()).ok()?;
    let View { question, operator } = serde_json::from_str(raw.get()).ok()?;
    if element.contains_key("modifierExtension") {
        return None;
    }
    let answer = answer::answer(&element, "answer")?;
    let test = match (operator.as_str(), answer) {
        ("exists", Answer::Boolean(exists)) => Test::Answered(exists),
        ("=", answer) => Test::Equal(answer),
        ("!=", answer) => Test::NotEqual(answer),
        (">", answer) => Test::More(answer),
        (">=", answer) => Test::MoreOrEqual(answer),
        ("<", answer) => Test::Less(answer),
        ("<=", answer) => Test::LessOrEqual(answer),
        (_, _) => return None,
    };
    Some(Condition { link: Clean::line(&question), test })
}

impl Extension {
    fn is(&self, url: &str) -> bool {
        self.url.as_deref() == Some(url)
    }
}

impl View {
    /// A text that explains the question it stands under.
    fn explains(&self) -> bool {
        let control =
            self.extension.iter().filter(|it| it.is(code::ITEM_CONTROL)).find_map(|it| it.value_codeable_concept.as_ref());
        self.kind.as_deref() == Some("display")
            && self.enable_when.is_empty()
            && control.is_some_and(|control| control.has(code::HELP) || control.has("flyover"))
    }

    /// A question without words is called as its code is.
    fn text(&self) -> Clean {
        let text = self.text.as_deref().map(|text| Clean::new(text.trim())).filter(|text| !text.is_empty());
        text.or_else(|| self.code.iter().find_map(Coding::said)).unwrap_or_default()
    }

    fn ask(&self) -> Ask {
        match self.kind.as_deref().unwrap_or_default() {
            "group" => Ask::Group,
            "display" => Ask::Display,
            "boolean" => Ask::Boolean,
            "choice" => Ask::Choice,
            "open-choice" => Ask::OpenChoice,
            // R5.
            "coding" if self.answer_constraint.as_deref() == Some("optionsOrString") => Ask::OpenChoice,
            "coding" => Ask::Choice,
            "string" => Ask::Line(Check::Any),
            "text" => Ask::Text,
            "integer" => Ask::Integer,
            "decimal" => Ask::Decimal,
            "date" => Ask::Date(When::Any),
            "dateTime" => Ask::Line(Check::Moment),
            "time" => Ask::Line(Check::Time),
            "url" => Ask::Line(Check::Address),
            "quantity" => Ask::Quantity,
            other => Ask::Unknown(Clean::line(other)),
        }
    }
}

const HIDDEN: &str = "http://hl7.org/fhir/StructureDefinition/questionnaire-hidden";
const FORMAT: &str = "http://hl7.org/fhir/StructureDefinition/entryFormat";
const MIN_OCCURS: &str = "http://hl7.org/fhir/StructureDefinition/questionnaire-minOccurs";
