//! Why a server refuses: the places that an `OperationOutcome` names. Its words are for developers, and go nowhere.

use super::lenient::{loose, some};
use serde::Deserialize;
use serde_json::Value;

/// What is wrong with one element.
#[derive(Deserialize, Debug)]
pub struct Issue {
    /// A code of FHIR's `issue-type`.
    #[serde(default, deserialize_with = "loose")]
    pub code: Option<String>,
    #[serde(default, deserialize_with = "some")]
    expression: Vec<String>,
}

/// The first ones: nobody is told of a hundred mistakes at once.
const ENOUGH: usize = 20;

pub fn issues(bytes: &[u8]) -> Vec<Issue> {
    #[derive(Deserialize)]
    struct Outcome {
        #[serde(default, deserialize_with = "some")]
        issue: Vec<Issue>,
    }
    let mut issues = super::resource::<Outcome>(bytes, "OperationOutcome").map(|it| it.issue).unwrap_or_default();
    issues.truncate(ENOUGH);
    issues
}

impl Issue {
    /// The way to the element, without the type: `RelatedPerson.telecom[1].value` is `telecom` 1, `value`.
    pub fn way(&self) -> Vec<(&str, Option<usize>)> {
        let Some(expression) = self.expression.first() else { return Vec::new() };
        let step = |step| match str::split_once(step, '[') {
            Some((name, rank)) => (name, rank.trim_end_matches(']').parse().ok()),
            None => (step, None),
        };
        let typed = expression.starts_with(|first: char| first.is_ascii_uppercase());
        expression.split('.').skip(usize::from(typed)).map(step).collect()
    }

    /// The names of the way: `["telecom", "value"]`.
    pub fn names(&self) -> Vec<&str> {
        self.way().into_iter().map(|(name, _)| name).collect()
    }

    /// The last question that is named rather than counted: `item.where(linkId='1.2')`.
    pub fn question(&self) -> Option<String> {
        let (_, named) = self.expression.first()?.rsplit_once("linkId='")?;
        let mut link = String::new();
        let mut letters = named.chars();
        while let Some(letter) = letters.next() {
            match letter {
                '\'' => return Some(link),
                '\\' => link.extend(letters.next()),
                letter => link.push(letter),
            }
        }
        None
    }

    /// The element of this resource that the first step of the way leads to.
    pub fn element<'v>(&self, sent: &'v Value) -> Option<&'v Value> {
        let (name, rank) = *self.way().first()?;
        let member = sent.get(name)?;
        rank.map_or(Some(member), |rank| member.get(rank))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_way_to_an_element_is_read_and_nonsense_leads_nowhere() {
        let issue = |expression: &str| Issue { code: None, expression: vec![expression.into()] };
        let sent = json!({ "telecom": [{ "system": "phone" }, { "system": "email" }] });
        let found = issue("RelatedPerson.telecom[1].value");
        assert_eq!(found.names(), ["telecom", "value"]);
        assert_eq!(found.element(&sent).unwrap()["system"], "email");
        assert!(issue("telecom[0]").element(&sent).is_some());
        for nonsense in ["", "RelatedPerson", "a[", "telecom[9]", "telecom[-1].x]", "é[1]", "...."] {
            assert!(issue(nonsense).element(&sent).is_none_or(Value::is_array), "{nonsense}");
        }
        for (said, link) in [
            ("R.item.where(linkId='1').item.where(linkId='1.2').answer[0]", Some("1.2")),
            (r"R.item.where(linkId='l\'autre')", Some("l'autre")),
            ("R.item.where(linkId='x", None),
            ("R.item[0]", None),
        ] {
            assert_eq!(issue(said).question().as_deref(), link, "{said}");
        }
        assert!(issues(b"<html>").is_empty() && issues(b"{\"resourceType\":\"OperationOutcome\",\"issue\":[3]}").is_empty());
    }
}
