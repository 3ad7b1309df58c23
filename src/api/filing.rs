//! What the person does with their documents: masked, archived, deleted, each by a patch of the version just read (TD3.3).

use super::connection::{Body, Call, Condition};
use super::said::Said;
use super::writing::{Failure, says_no};
use super::{Api, fhir};
use crate::domain::{Document, DocumentId, Filed, Filing, Outcome, Problem};
use crate::wire::fhir as wire;
use crate::wire::{account, account_member as member};
use serde_json::json;
use zeroize::Zeroizing;

impl Api {
    /// One document. What is already as wanted is done.
    pub async fn file(&self, id: &DocumentId, filing: Filing) -> Filed {
        let sent = self.filed(id, filing).await;
        // A document that is no longer there has been deleted.
        let gone = |problem: &Problem| filing == Filing::Delete && *problem == Problem::NotFound;
        let now = match self.document(id).await {
            Ok(document) => Some(Box::new(document)),
            Err(problem) if gone(&problem) => return Filed { document: id.clone(), outcome: Outcome::Done, now: None },
            Err(_) => None,
        };
        let outcome = match sent {
            Ok(()) => Outcome::Done,
            Err(Failure::Nothing(problem)) => Outcome::NotDone(problem),
            Err(Failure::Sent(_)) if now.as_deref().is_some_and(|document| filing.is_in(document)) => Outcome::Done,
            Err(Failure::Sent(problem)) if says_no(&problem) => Outcome::NotDone(problem),
            Err(Failure::Sent(_)) => Outcome::Unknown,
        };
        Filed { document: id.clone(), outcome, now }
    }

    async fn filed(&self, id: &DocumentId, filing: Filing) -> Result<(), Failure> {
        let Some(call) = self.patch(id, filing).await.map_err(Failure::Nothing)? else { return Ok(()) };
        self.write(call).await.map_err(Failure::of)
    }

    /// Nothing when it is already so.
    async fn patch(&self, id: &DocumentId, filing: Filing) -> Result<Option<Call>, Problem> {
        let url = self.inner.connection.address.under(&format!("DocumentReference/{}", id.as_str()))?;
        let patch = fhir::patch(&self.json(url.clone(), wire::JSON, false).await?, filing)?;
        Ok(patch.map(|patch| {
            let condition = Condition::Match(format!("W/\"{}\"", patch.version));
            let body = Body::Patch { text: Zeroizing::new(patch.operations.to_string()), condition };
            Call { body, ..Call::get(url, wire::JSON) }
        }))
    }

    /// Whether documents that come are masked from the beginning.
    pub async fn masks_new(&self) -> Result<bool, Problem> {
        let url = self.service().await?.account(account::PREFERENCES)?;
        Ok(Said::read(&self.json(url, "application/json", false).await?)?.yes(member::MASK_NEW))
    }

    pub async fn mask_new(&self, mask: bool) -> Outcome {
        let sent = async {
            let url = self.service().await.and_then(|service| service.account(account::PREFERENCES)).map_err(Failure::Nothing)?;
            let body = Body::Put(Zeroizing::new(json!({ member::MASK_NEW: mask }).to_string()));
            let call = Call { body, ..Call::get(url, "application/json") };
            self.write(call).await.map_err(Failure::of)
        };
        match sent.await {
            Ok(()) => Outcome::Done,
            Err(Failure::Nothing(problem)) => Outcome::NotDone(problem),
            Err(Failure::Sent(problem)) if says_no(&problem) => Outcome::NotDone(problem),
            Err(Failure::Sent(_)) if self.masks_new().await == Ok(mask) => Outcome::Done,
            Err(Failure::Sent(_)) => Outcome::Unknown,
        }
    }
}

impl Filing {
    /// Whether a document is as this wants it.
    fn is_in(self, document: &Document) -> bool {
        match self {
            Self::Mask => document.states.masked,
            Self::Unmask => !document.states.masked,
            Self::Archive => document.states.archived,
            Self::Unarchive => !document.states.archived,
            // It could be read again.
            Self::Delete => false,
        }
    }
}
