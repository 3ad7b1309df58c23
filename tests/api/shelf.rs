//! What a person writes, kept as FHIR wants it: created once for each identifier, changed and removed on condition.

use crate::fake::{Reply, Seen, fhir, http};
use crate::samples::searchset;
use serde_json::{Value, json};

pub const KINDS: [&str; 7] = [
    "RelatedPerson",
    "Questionnaire",
    "QuestionnaireResponse",
    "Condition",
    "AllergyIntolerance",
    "MedicationStatement",
    "Observation",
];

#[derive(Default)]
pub struct Shelf {
    pub kept: Vec<Value>,
    made: usize,
    /// What changed something.
    pub effects: usize,
}

impl Shelf {
    /// Nothing when it is not of its business.
    pub fn answer(&mut self, seen: &Seen) -> Option<Reply> {
        let path = seen.path().strip_prefix("/fhir/")?;
        let (kind, id) = path.split_once('/').map_or((path, None), |(kind, id)| (kind, Some(id)));
        let deposits = kind == "DocumentReference" && (seen.method == "POST" || seen.query().contains_key("identifier"));
        if !KINDS.contains(&kind) && !deposits {
            return None;
        }
        let at = self.kept.iter().position(|it| it["resourceType"] == kind && Some(it["id"].as_str().unwrap()) == id);
        let missing = || fhir(404, &json!({"resourceType": "OperationOutcome"}));
        Some(match (seen.method.as_str(), id, at) {
            ("GET", None, _) => fhir(200, &self.search(kind, seen)),
            ("POST", None, _) => self.create(kind, seen),
            ("GET", Some(_), Some(at)) => fhir(200, &self.kept[at]),
            ("PUT", Some(_), Some(at)) if self.matches(at, seen) => {
                let version = self.version(at) + 1;
                let mut resource: Value = serde_json::from_str(&seen.body).unwrap();
                resource["meta"]["versionId"] = version.to_string().into();
                self.kept[at] = resource;
                self.effects += 1;
                fhir(200, &self.kept[at])
            }
            ("DELETE", Some(_), Some(at)) if self.matches(at, seen) => {
                self.kept.remove(at);
                self.effects += 1;
                http(204, "application/fhir+json", "")
            }
            ("PUT" | "DELETE", Some(_), Some(_)) => fhir(412, &json!({"resourceType": "OperationOutcome"})),
            (_, _, _) => missing(),
        })
    }

    fn version(&self, at: usize) -> u32 {
        self.kept[at]["meta"]["versionId"].as_str().unwrap().parse().unwrap()
    }

    fn matches(&self, at: usize, seen: &Seen) -> bool {
        seen.headers.get("if-match") == Some(&format!("W/\"{}\"", self.version(at)))
    }

    fn named(&self, kind: &str, search: &str) -> Option<&Value> {
        let value = search.split_once('|').unwrap().1;
        let names = |it: &&Value| {
            let names = [&it["identifier"], &it["identifier"][0], &it["masterIdentifier"]];
            it["resourceType"] == kind && names.iter().any(|name| name.get("value").is_some_and(|it| it == value))
        };
        self.kept.iter().find(names)
    }

    fn create(&mut self, kind: &str, seen: &Seen) -> Reply {
        let search = seen.headers["if-none-exist"].strip_prefix("identifier=").unwrap();
        if let Some(first) = self.named(kind, search) {
            return fhir(200, first);
        }
        self.made += 1;
        self.effects += 1;
        let mut resource: Value = serde_json::from_str(&seen.body).unwrap();
        assert_eq!(resource["resourceType"], kind);
        resource["id"] = format!("made-{}", self.made).into();
        resource["meta"]["versionId"] = "1".into();
        // A file is at an address of its own.
        if let Some(attachment) = resource.pointer_mut("/content/0/attachment").and_then(Value::as_object_mut) {
            attachment.remove("data");
            attachment.insert("url".into(), "Binary/x".into());
        }
        self.kept.push(resource.clone());
        fhir(201, &resource)
    }

    fn search(&self, kind: &str, seen: &Seen) -> Value {
        let query = seen.query();
        let fits = |it: &&Value| {
            it["resourceType"] == kind
                && ["name", "url"].iter().all(|name| query.get(*name).is_none_or(|wanted| it[name] == *wanted))
        };
        let found: Vec<&Value> = match query.get("identifier") {
            Some(search) => self.named(kind, search).into_iter().collect(),
            None => self.kept.iter().filter(fits).collect(),
        };
        searchset(found.into_iter().map(|it| json!({"resource": it})).collect())
    }
}
