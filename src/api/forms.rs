//! Forms that the server serves, and what is answered to them.

use super::writing::Draft;
use super::{Api, fhir};
use crate::domain::{Form, FormId, Forms, Problem, Response, ResponseId, Responses, Written};
use crate::wire::fhir as wire;
use std::sync::Arc;

const FORM: &str = "Questionnaire";
const KIND: &str = "QuestionnaireResponse";

impl Api {
    /// Those of this name. [`Problem::NotOffered`] when the server has no forms.
    pub async fn forms(&self, name: &str) -> Result<Forms, Problem> {
        fhir::form::forms(&self.search(FORM, &[("name", name)]).await?)
    }

    /// The form that answers name, in the very version that they name when they do; nothing when the server does not have it.
    pub async fn form(&self, canonical: &str) -> Result<Option<Arc<Form>>, Problem> {
        self.service().await?.serves(FORM)?;
        let (address, version) = canonical.split_once('|').map_or((canonical, None), |(url, version)| (url, Some(version)));
        // One that has no address of its own is named by where it is.
        let local = address.strip_prefix("Questionnaire/").and_then(FormId::new);
        if let Some(id) = local {
            let url = self.inner.connection.address.under(&format!("{FORM}/{}", id.as_str()))?;
            return match self.json(url, wire::JSON, false).await {
                Ok(body) => fhir::form::form(fhir::text(&body)?).map(|form| Some(Arc::new(form))),
                Err(Problem::NotFound) => Ok(None),
                Err(problem) => Err(problem),
            };
        }
        let forms = fhir::form::forms(&self.search(FORM, &[("url", address)]).await?)?;
        let is_it = |form: &Arc<Form>| match version {
            Some(_) => form.canonical.as_str() == canonical,
            None => form.canonical.split('|').next() == Some(address),
        };
        Ok(forms.into_iter().find(is_it))
    }

    /// Every answer to a form, finished or not. [`Problem::NotOffered`] when the server keeps none.
    pub async fn responses(&self) -> Result<Responses, Problem> {
        Ok(fhir::response::responses(&self.everything(KIND, &[]).await?))
    }

    /// Keeps answers: new ones, or over those of the version that was seen. What each question wants is said by the form.
    pub async fn put_response(&self, response: &Response, form: &Form) -> Written<ResponseId> {
        let patient = match self.inner.session.patient() {
            Ok(patient) => patient,
            Err(problem) => return Written::NotDone(problem),
        };
        let draft = Draft {
            kind: KIND,
            identifier: response.identifier.as_str(),
            seen: response.id.as_ref().map(|id| (id.as_str(), response.version.as_ref())),
            whole: &|base| match base {
                None => fhir::response::new(patient.as_str(), response, form),
                Some(base) => fhir::response::changed(base, response, form),
            },
            same: fhir::response::same,
            explain: &|sent, issue| fhir::response::explain(sent, issue, form),
        };
        self.put(&draft).await.named(ResponseId::new)
    }
}
