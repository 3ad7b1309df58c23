//! Who is to be called, and who is trusted.

use super::writing::Draft;
use super::{Api, fhir};
use crate::domain::{Contact, Contacts, Outcome, Problem};

const KIND: &str = "RelatedPerson";

impl Api {
    /// Everybody, in the order of calling. [`Problem::NotOffered`] when the server has no contacts.
    pub async fn contacts(&self) -> Result<Contacts, Problem> {
        Ok(fhir::contact::contacts(&self.everything(KIND, &[]).await?))
    }

    /// Adds somebody, or changes them. `identifier`: `urn:uuid:…`, drawn when the form was opened: sent again, it adds nobody else.
    pub async fn put_contact(&self, identifier: &str, contact: &Contact) -> Outcome {
        let patient = match self.inner.session.patient() {
            Ok(patient) => patient,
            Err(problem) => return Outcome::NotDone(problem),
        };
        let draft = Draft {
            kind: KIND,
            identifier,
            seen: contact.id.as_ref().map(|id| (id.as_str(), contact.version.as_ref())),
            whole: &|base| match base {
                None => fhir::contact::new(patient.as_str(), identifier, contact),
                Some(base) => fhir::contact::changed(base, contact),
            },
            same: fhir::contact::same,
            explain: &fhir::contact::explain,
        };
        self.put(&draft).await.outcome()
    }

    /// Somebody who is no longer there has been removed.
    pub async fn remove_contact(&self, contact: &Contact) -> Outcome {
        match &contact.id {
            Some(id) => self.remove(KIND, id.as_str(), contact.version.as_ref()).await,
            None => Outcome::NotDone(Problem::NotFound),
        }
    }
}
