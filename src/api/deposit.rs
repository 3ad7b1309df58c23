//! A document that the patient adds. However often it is sent, it is one document: its identifier says so.

use super::connection::Body;
use super::upload::Upload;
use super::writing::{Failure, Receipt, failed, says_no};
use super::{Api, fhir};
use crate::domain::{DEPOSIT_LIMIT, Deposit, DocumentId, Flaw, Problem, Written};
use std::pin::pin;
use std::sync::Arc;
use tokio::sync::watch;

const KIND: &str = "DocumentReference";
/// Those that there are, old ones included.
const ALL: (&str, &str) = ("status", "current,superseded");

impl Api {
    /// `progress` hears bytes sent and bytes in all. Dropped before its end, nothing was deposited, or it was wholly: sending it
    /// again says which.
    pub async fn deposit(&self, deposit: &Deposit, mut progress: impl FnMut(u64, u64) + Send) -> Written<DocumentId> {
        let total = deposit.bytes.len() as u64;
        let refused = |flaw| Written::NotDone(Problem::Refused { flaw: Some(flaw) });
        match total {
            0 => return refused(Flaw::File),
            total if total > DEPOSIT_LIMIT => return refused(Flaw::TooLarge),
            _fits => {}
        }
        let sent = watch::Sender::new(0);
        let mut told = sent.subscribe();
        let mut work = pin!(self.deposited(deposit, &sent));
        loop {
            tokio::select! {
                biased;
                written = &mut work => return written,
                Ok(()) = told.changed() => progress(*told.borrow_and_update(), total),
            }
        }
    }

    async fn deposited(&self, deposit: &Deposit, sent: &watch::Sender<u64>) -> Written<DocumentId> {
        let (kept, is_so) = match self.upload(deposit, sent).await {
            Ok(found) => found,
            Err(written) => return written,
        };
        if is_so {
            return Written::Done(kept.id, kept.version).named(DocumentId::new);
        }
        // It was there from an earlier try, and something of it was changed since: that is a correction of it (D27).
        let again =
            Deposit { identifier: fhir::deposit::corrected(deposit), replaces: DocumentId::new(&kept.id), ..deposit.clone() };
        match self.upload(&again, sent).await {
            Ok((kept, _)) => Written::Done(kept.id, kept.version).named(DocumentId::new),
            Err(written) => written,
        }
    }

    /// The document that the server has, and whether it is as it is wanted now.
    async fn upload(&self, deposit: &Deposit, sent: &watch::Sender<u64>) -> Result<(fhir::Kept, bool), Written<DocumentId>> {
        let (before, after) = self.around(deposit).await.map_err(Written::NotDone)?;
        let (before, after): (Arc<str>, Arc<str>) = (before.into(), after.into());
        let body = |condition| {
            let (before, after, bytes) = (before.clone(), after.clone(), deposit.bytes.clone());
            Body::Upload(Upload { before, after, bytes, condition, sent: sent.clone() })
        };
        let explain = |issue: &fhir::Issue| fhir::deposit::explain(deposit, issue);
        let problem = match self.create(KIND, &deposit.identifier, body, &explain).await {
            Ok(Receipt { again: false, kept: Some(kept) }) => return Ok((kept, true)),
            Ok(Receipt { again: true, kept: Some(kept) }) => return as_wanted(kept, deposit),
            Ok(Receipt { kept: None, .. }) => None,
            Err(Failure::Nothing(problem)) => return Err(Written::NotDone(problem)),
            Err(Failure::Sent(problem)) if says_no(&problem) => return Err(Written::NotDone(problem)),
            Err(Failure::Sent(problem)) => Some(problem),
        };
        match self.found(KIND, &deposit.identifier, &[ALL]).await {
            Ok(Some(kept)) => as_wanted(kept, deposit),
            Ok(None) => Err(problem.filter(failed).map_or(Written::Unknown, Written::NotDone)),
            Err(_) => Err(Written::Unknown),
        }
    }

    async fn around(&self, deposit: &Deposit) -> Result<(String, String), Problem> {
        self.service().await?.serves(KIND)?;
        let holder = self.holder(false).await?;
        let identifier = holder.search.as_deref().and_then(|search| search.split_once('|'));
        fhir::deposit::around(self.inner.session.patient()?.as_str(), identifier, deposit)
    }
}

/// What was deposited, and deleted since, is not deposited again.
fn as_wanted(kept: fhir::Kept, deposit: &Deposit) -> Result<(fhir::Kept, bool), Written<DocumentId>> {
    match fhir::document(kept.text.as_bytes()) {
        Ok(document) => Ok((kept, fhir::deposit::same(&document, deposit))),
        Err(_) => Err(Written::NotDone(Problem::ChangedMeanwhile)),
    }
}
