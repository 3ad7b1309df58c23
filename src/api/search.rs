//! All that a search finds, page after page.

use super::{Api, fhir};
use crate::domain::Problem;
use crate::wire::fhir as wire;

/// Pages at most: a server that always has another one is not believed.
const PAGES: usize = 100;

impl Api {
    /// Every resource of this type of the patient, as it came.
    ///
    /// [`Problem::NotOffered`] when the server has no such resources.
    pub(super) async fn everything(&self, kind: &str, more: &[(&str, &str)]) -> Result<fhir::Found, Problem> {
        let patient = self.inner.session.patient()?;
        let mut parameters = vec![("patient", patient.as_str())];
        parameters.extend(more);
        self.search(kind, &parameters).await
    }

    /// The same, of anybody.
    pub(super) async fn search(&self, kind: &str, parameters: &[(&str, &str)]) -> Result<fhir::Found, Problem> {
        self.service().await?.serves(kind)?;
        let mut url = self.inner.connection.address.under(kind)?;
        url.query_pairs_mut().extend_pairs(parameters).append_pair("_count", &wire::PAGE_MAX.to_string());
        let mut all = Vec::new();
        for _ in 0..PAGES {
            let (found, next) = fhir::page(&self.json(url.clone(), wire::JSON, false).await?, kind)?;
            all.extend(found);
            let Some(next) = next else { return Ok(all) };
            let next = self.inner.connection.address.same_origin(&next)?;
            // A page that is its own next one is the last.
            if next == url {
                return Ok(all);
            }
            url = next;
        }
        Err(Problem::Garbled)
    }
}
