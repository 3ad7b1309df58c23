//! Who may read: the consents in force, and their changes. A change that got no answer is never sent again, but for a
//! creation, which its identifier makes the same one (D18): what is kept is read again, and says whether it was done.

use super::connection::Body;
use super::writing::{Failure, says_no};
use super::{Api, fhir, random};
use crate::domain::{Change, Consent, Consents, Outcome, Problem};
use crate::wire::fhir::{self as wire, consent as code, system};
use serde_json::Value;
use zeroize::Zeroizing;

impl Api {
    /// Every consent in force. [`Problem::NotOffered`] when the server has none.
    pub async fn consents(&self, background: bool) -> Result<Consents, Problem> {
        self.service().await?.serves("Consent")?;
        let mut url = self.inner.connection.address.under("Consent")?;
        url.query_pairs_mut()
            .append_pair("patient", self.inner.session.patient()?.as_str())
            .append_pair("category", &format!("{}|{}", system::LOINC, code::CATEGORY))
            .append_pair("status", code::ACTIVE)
            .append_pair("_count", &wire::PAGE_MAX.to_string());
        let (mut consents, mut next) = fhir::consents(&self.json(url, wire::JSON, background).await?)?;
        let mut asked = None;
        while let Some(link) = next.take().filter(|link| asked.as_ref() != Some(link)) {
            let url = self.inner.connection.address.same_origin(&link)?;
            let (more, after) = fhir::consents(&self.json(url, wire::JSON, background).await?)?;
            consents.all.extend(more.all);
            consents.unreadable += more.unreadable;
            (asked, next) = (Some(link), after);
        }
        Ok(consents)
    }

    /// Done, not done, or unknown: never an answer that was only hoped for.
    pub async fn change(&self, change: &Change) -> Outcome {
        let problem = match self.sent(change).await {
            Ok(()) => return Outcome::Done,
            Err(Failure::Nothing(problem)) => return Outcome::NotDone(problem),
            Err(Failure::Sent(problem)) => problem,
        };
        match self.consents(false).await {
            Ok(now) if change.is_in(&now) => Outcome::Done,
            Ok(_) | Err(_) if says_no(&problem) => Outcome::NotDone(problem),
            Ok(_) | Err(_) => Outcome::Unknown,
        }
    }

    async fn sent(&self, change: &Change) -> Result<(), Failure> {
        let patient = self.inner.session.patient().map_err(Failure::Nothing)?;
        match change {
            Change::Block(party) => {
                let identifier = random::uuid().map_err(Failure::Nothing)?;
                self.grant(&identifier, &fhir::block(patient.as_str(), &identifier, party)).await
            }
            Change::Stay { establishment, until } => {
                let identifier = random::uuid().map_err(Failure::Nothing)?;
                self.grant(&identifier, &fhir::stay(patient.as_str(), &identifier, establishment, *until)).await
            }
            Change::End(consent) => self.amend(consent, fhir::ended).await,
            Change::Switch { consent, permit } => self.amend(consent, |whole| fhir::switched(whole, *permit)).await,
        }
    }

    async fn grant(&self, identifier: &str, resource: &Value) -> Result<(), Failure> {
        let body = |condition| Body::Create { text: Zeroizing::new(resource.to_string()), condition };
        self.create("Consent", identifier, body, &|_| None).await.map(drop)
    }

    /// Read again first, so that nothing of it is lost; somebody's change since it was seen stops here.
    async fn amend(&self, seen: &Consent, change: impl FnOnce(Value) -> Value) -> Result<(), Failure> {
        let base = self.kept("Consent", seen.id.as_str()).await.map_err(Failure::Nothing)?;
        if base.version != seen.version {
            return Err(Failure::Nothing(Problem::ChangedMeanwhile));
        }
        let whole = serde_json::from_str(&base.text).map_err(|_| Failure::Nothing(Problem::Garbled))?;
        self.update("Consent", &base, change(whole).to_string(), &|_| None).await.map(drop)
    }
}
