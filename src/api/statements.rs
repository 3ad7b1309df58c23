//! What the person says of their health.

use super::writing::Draft;
use super::{Api, fhir};
use crate::domain::{Flaw, Outcome, Problem, Statement, Statements, Topic};
use crate::wire::fhir::{health, system};

impl Api {
    /// All of it, by topic. A kind that the server does not have is left out; [`Problem::NotOffered`] when it has none of them.
    pub async fn statements(&self) -> Result<Statements, Problem> {
        let blood = format!("{0}|{1},{0}|{2}", system::LOINC, health::BLOOD, health::RHESUS);
        let (mut statements, mut offered) = (Statements::default(), false);
        for topic in [Topic::Illness, Topic::Allergy, Topic::Treatment, Topic::Blood] {
            let more: &[(&str, &str)] = if topic == Topic::Blood { &[("code", &blood)] } else { &[] };
            match self.everything(fhir::statement::kind(topic), more).await {
                Ok(found) => {
                    fhir::statement::add(&mut statements, &found);
                    offered = true;
                }
                Err(Problem::NotOffered | Problem::NotFound) => {}
                Err(problem) => return Err(problem),
            }
        }
        if offered { Ok(statements) } else { Err(Problem::NotOffered) }
    }

    /// Says something, or changes it. `identifier`: `urn:uuid:…`, drawn when the form was opened: sent again, it is said once.
    pub async fn put_statement(&self, identifier: &str, statement: &Statement) -> Outcome {
        let patient = match self.inner.session.patient() {
            Ok(patient) => patient,
            Err(problem) => return Outcome::NotDone(problem),
        };
        if fhir::statement::senseless(statement) {
            return Outcome::NotDone(Problem::Refused { flaw: Some(Flaw::Words) });
        }
        let draft = Draft {
            kind: fhir::statement::kind(statement.topic),
            identifier,
            seen: statement.id.as_ref().map(|id| (id.as_str(), statement.version.as_ref())),
            whole: &|base| match base {
                None => fhir::statement::new(patient.as_str(), identifier, statement),
                Some(base) => fhir::statement::changed(base, statement),
            },
            same: fhir::statement::same,
            explain: &|_, issue| fhir::statement::explain(issue),
        };
        self.put(&draft).await.outcome()
    }

    /// What is no longer said has been removed.
    pub async fn remove_statement(&self, statement: &Statement) -> Outcome {
        match &statement.id {
            Some(id) => self.remove(fhir::statement::kind(statement.topic), id.as_str(), statement.version.as_ref()).await,
            None => Outcome::NotDone(Problem::NotFound),
        }
    }
}
