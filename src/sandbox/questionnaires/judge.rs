//! Answers before their form (FHIR R4 §2.36): each answers a question that is asked, in its type, and nothing required is missing.
//! Unfinished answers are not judged: only what they are answers to is looked at.

use super::form::{Form, Item, When, choice};
use crate::sandbox::fhir::dates;
use crate::sandbox::http::Remark;
use crate::wire::fhir::form::{COMPLETED, IN_PROGRESS};
use serde_json::{Map, Value};
use std::cmp::Ordering;

/// Remarks made of one set of answers: more help nobody.
const REMARKS: usize = 100;

pub fn judge(form: &Form, answers: &Map<String, Value>, remarks: &mut Vec<Remark>) {
    let status = answers.get("status").and_then(Value::as_str).unwrap_or_default();
    let mut judge = Judge { whole: status == COMPLETED || status == "amended", given: Vec::new(), remarks };
    let items = list(answers.get("item"));
    judge.gather(items);
    judge.level("QuestionnaireResponse", &form.items, items, status == IN_PROGRESS);
}

struct Judge<'a> {
    /// It is finished: everything is looked at.
    whole: bool,
    /// Every answer, with its question: what conditions are about.
    given: Vec<(&'a str, Value)>,
    remarks: &'a mut Vec<Remark>,
}

fn list(of: Option<&Value>) -> &[Value] {
    of.and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

fn link(item: &Value) -> &str {
    item.get("linkId").and_then(Value::as_str).unwrap_or_default()
}

impl<'a> Judge<'a> {
    fn gather(&mut self, items: &'a [Value]) {
        for item in items {
            for answer in list(item.get("answer")) {
                self.given.extend(choice(answer, "value").map(|(_, value)| (link(item), value)));
                self.gather(list(answer.get("item")));
            }
            self.gather(list(item.get("item")));
        }
    }

    fn remark(&mut self, at: &str, issue: &'static str, text: impl Into<String>) {
        if self.remarks.len() < REMARKS {
            self.remarks.push(Remark::new(at, issue, text));
        }
    }

    /// The items of one level, before the questions of that level.
    fn level(&mut self, at: &str, asked: &[Item], items: &[Value], draft: bool) {
        for item in items {
            let at = place(at, link(item));
            match asked.iter().find(|asked| asked.link == link(item)) {
                None => self.remark(&at, "value", "the form has no such question here"),
                Some(asked) if draft => self.below(&at, asked, item, true),
                Some(asked) => self.item(&at, asked, item),
            }
        }
        if !self.whole {
            return;
        }
        for asked in asked {
            let found: Vec<&Value> = items.iter().filter(|item| link(item) == asked.link).collect();
            if found.len() > 1 && !(asked.kind == "group" && asked.repeats) {
                self.remark(&place(at, &asked.link), "structure", "is there more than once");
            }
            if found.is_empty() && self.is_asked(asked) {
                self.missing(at, asked);
            }
        }
    }

    /// What is required in what was left out.
    fn missing(&mut self, at: &str, asked: &Item) {
        let at = place(at, &asked.link);
        if asked.required && asked.kind != "display" {
            self.remark(&at, "required", "is missing");
        } else if asked.kind == "group" {
            for inner in asked.items.iter().filter(|inner| self.is_asked(inner)).collect::<Vec<_>>() {
                self.missing(&at, inner);
            }
        }
    }

    fn item(&mut self, at: &str, asked: &Item, item: &Value) {
        let answers = list(item.get("answer"));
        if self.whole && !self.is_asked(asked) {
            return self.remark(at, "business-rule", "is answered and is not asked");
        }
        if asked.kind == "group" || asked.kind == "display" {
            if !answers.is_empty() {
                self.remark(at, "structure", "is not a question");
            }
            return self.below(at, asked, item, false);
        }
        if item.get("item").is_some() {
            self.remark(at, "structure", "questions below this one are in its answer");
        }
        if self.whole && asked.required && answers.is_empty() {
            self.remark(at, "required", "is missing");
        }
        if answers.len() > 1 && !asked.repeats {
            self.remark(at, "structure", "takes one answer");
        }
        for (rank, answer) in answers.iter().enumerate() {
            let at = format!("{at}.answer[{rank}]");
            if let Some((kind, value)) = choice(answer, "value")
                && let Some((issue, text)) = wrong(asked, kind, &value)
            {
                self.remark(&at, issue, text);
            }
            self.level(&at, &asked.items, list(answer.get("item")), false);
        }
        // Questions below one that has no answer are not asked.
    }

    /// What is in a group or, of a draft, in anything.
    fn below(&mut self, at: &str, asked: &Item, item: &Value, draft: bool) {
        self.level(at, &asked.items, list(item.get("item")), draft);
        for answer in list(item.get("answer")).iter().filter(|_| draft) {
            self.level(at, &asked.items, list(answer.get("item")), true);
        }
    }

    fn is_asked(&self, asked: &Item) -> bool {
        let holds = |when: &When| self.holds(when);
        asked.when.is_empty() || if asked.any { asked.when.iter().any(holds) } else { asked.when.iter().all(holds) }
    }

    fn holds(&self, when: &When) -> bool {
        let mut given = self.given.iter().filter(|(link, _)| *link == when.link).map(|(_, value)| value);
        let compares = |wanted: &[Ordering]| {
            given.clone().any(|value| compare(value, &when.answer).is_some_and(|order| wanted.contains(&order)))
        };
        match when.operator.as_str() {
            "exists" => given.next().is_some() == (when.answer != Value::Bool(false)),
            "=" => given.any(|value| same(value, &when.answer)),
            "!=" => given.any(|value| !same(value, &when.answer)),
            ">" => compares(&[Ordering::Greater]),
            ">=" => compares(&[Ordering::Greater, Ordering::Equal]),
            "<" => compares(&[Ordering::Less]),
            "<=" => compares(&[Ordering::Less, Ordering::Equal]),
            // A condition that nobody understands hides nothing.
            _unknown => true,
        }
    }
}

/// FHIRPath, by question: a rank in a list says nothing to whoever shows the form.
fn place(at: &str, link: &str) -> String {
    format!("{at}.item.where(linkId='{}')", link.replace('\'', "\\'"))
}

/// A coding is its system and its code, whatever is displayed.
fn same(one: &Value, other: &Value) -> bool {
    let part = |value: &Value, member: &str| value.get(member).cloned().unwrap_or(Value::Null);
    match (one, other) {
        (Value::Object(_), Value::Object(_)) if one.get("code").is_some() || other.get("code").is_some() => {
            part(one, "code") == part(other, "code") && part(one, "system") == part(other, "system")
        }
        (Value::Number(one), Value::Number(other)) => one.as_f64() == other.as_f64(),
        (one, other) => one == other,
    }
}

fn compare(one: &Value, other: &Value) -> Option<Ordering> {
    let number = |value: &Value| value.as_f64().or_else(|| value.get("value")?.as_f64());
    match (one.as_str(), other.as_str()) {
        (Some(one), Some(other)) => match (dates::instant(one), dates::instant(other)) {
            (Some(one), Some(other)) => Some(one.cmp(&other)),
            (_, _) => Some(one.cmp(other)),
        },
        (_, _) => number(one)?.partial_cmp(&number(other)?),
    }
}

/// What is wrong with the value of one answer.
fn wrong(asked: &Item, kind: &str, value: &Value) -> Option<(&'static str, String)> {
    let kinds: &[&str] = match asked.kind.as_str() {
        "boolean" => &["Boolean"],
        "decimal" => &["Decimal"],
        "integer" => &["Integer"],
        "date" => &["Date"],
        "dateTime" => &["DateTime", "Date"],
        "time" => &["Time"],
        "string" | "text" => &["String"],
        "url" => &["Uri"],
        "quantity" => &["Quantity"],
        "reference" => &["Reference"],
        "choice" => &["Coding", "String", "Integer", "Date", "Time", "Reference"],
        "open-choice" => &["Coding", "String", "Integer", "Date", "Time", "Reference"],
        _unknown => return None,
    };
    if !kinds.contains(&kind) {
        return Some(("value", format!("value{} is expected", kinds.join(" or value"))));
    }
    let own_words = asked.kind == "open-choice" && kind == "String";
    if !asked.options.is_empty() && !own_words && !asked.options.iter().any(|option| same(option, value)) {
        return Some(("code-invalid", "is not one of the options".to_owned()));
    }
    let length = value.as_str().map_or(0, |text| text.chars().count());
    let longest = asked.longest.filter(|longest| length > *longest)?;
    Some(("too-long", format!("{longest} characters at most")))
}
