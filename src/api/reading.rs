//! Reading the record and the account: all that may be sent again when it fails.

use super::connection::{Call, Opened, within};
use super::patience::Tries;
use super::said::Said;
use super::session::Holder;
use super::{Api, Query, fhir};
use crate::domain::{
    Account, ChannelId, Document, DocumentId, History, Listing, Matrix, Patient, Problem, Seers, Sieve, Subject,
};
use crate::wire::account_member as member;
use crate::wire::fhir::{self as wire, system};
use jiff::Timestamp;
use jiff::civil::Date;
use url::Url;
use zeroize::Zeroizing;

impl Api {
    pub async fn patient(&self) -> Result<Patient, Problem> {
        self.read_patient(false).await
    }

    async fn read_patient(&self, background: bool) -> Result<Patient, Problem> {
        let id = self.inner.session.patient()?;
        let url = self.inner.connection.address.under(&format!("Patient/{}", id.as_str()))?;
        let holder = fhir::patient(&self.json(url, wire::JSON, background).await?, &id)?;
        self.inner.session.set_holder(Holder { search: holder.search, closed: !holder.patient.open });
        Ok(holder.patient)
    }

    pub async fn account(&self) -> Result<Account, Problem> {
        let url = self.service().await?.account("")?;
        let said = Said::read(&self.json(url, "application/json", false).await?)?;
        Ok(Account {
            channels: said.channels(member::OTP_CHANNELS).unwrap_or_default(),
            channel: said.text(member::OTP_CHANNEL).map(ChannelId::of),
            authenticator: said.yes(member::TOTP),
            previous_sign_in: said.text(member::PREVIOUS_SIGN_IN).and_then(|instant| instant.parse().ok()),
        })
    }

    /// The first page, newest first.
    pub async fn documents(&self, query: &Query, background: bool) -> Result<Listing, Problem> {
        self.service().await?.serves("DocumentReference")?;
        let holder = self.holder(background).await?;
        let mut url = self.inner.connection.address.under("DocumentReference")?;
        {
            let mut pairs = url.query_pairs_mut();
            match &holder.search {
                Some(search) => pairs.append_pair("patient.identifier", search),
                None => pairs.append_pair("patient", self.inner.session.patient()?.as_str()),
            };
            pairs.append_pair("status", if query.current_only { "current" } else { "current,superseded" });
            if let Some(since) = query.since {
                pairs.append_pair("_lastUpdated", &format!("ge{since}"));
            }
            let count = if query.page == 0 { wire::PAGE } else { query.page.min(wire::PAGE_MAX) };
            pairs.append_pair("_sort", "-date").append_pair("_count", &count.to_string());
        }
        fhir::listing(&self.json(url, wire::JSON, background).await?)
    }

    /// The page that a listing calls the next one.
    pub async fn next(&self, link: &str, background: bool) -> Result<Listing, Problem> {
        let url = self.inner.connection.address.same_origin(link)?;
        let mut listing = fhir::listing(&self.json(url, wire::JSON, background).await?)?;
        // A page that is its own next one would never end.
        listing.next = listing.next.filter(|next| next.as_ref() != link);
        Ok(listing)
    }

    /// What happened to the record between two days, both included, the newest first (ITI-81): all of it, or of one
    /// subject, or what passes a sieve.
    pub async fn history(&self, from: Date, to: Date, of: Option<&Subject>, sieve: &Sieve) -> Result<History, Problem> {
        self.service().await?.serves("AuditEvent")?;
        let mut url = self.inner.connection.address.under("AuditEvent")?;
        let subject = of.and_then(|subject| match subject {
            Subject::Person(party) => {
                party.identifier.as_ref().map(|identifier| ("agent:identifier", format!("{}|{identifier}", system::IDNPS)))
            }
            Subject::Document(id) => Some(("entity", format!("DocumentReference/{}", id.as_str()))),
        });
        url.query_pairs_mut()
            .append_pair("patient", self.inner.session.patient()?.as_str())
            .append_pair("date", &format!("ge{from}"))
            .append_pair("date", &format!("le{to}"))
            .extend_pairs(subject)
            .extend_pairs(fhir::sifted(sieve, self.inner.session.patient()?.as_str()))
            .append_pair("_sort", "-date")
            .append_pair("_count", &wire::PAGE_MAX.to_string());
        fhir::history(&self.json(url, wire::JSON, false).await?)
    }

    /// What happened since an instant, one page of it, in the background.
    pub async fn history_since(&self, since: Timestamp) -> Result<History, Problem> {
        self.service().await?.serves("AuditEvent")?;
        let mut url = self.inner.connection.address.under("AuditEvent")?;
        url.query_pairs_mut()
            .append_pair("patient", self.inner.session.patient()?.as_str())
            .append_pair("date", &format!("ge{since}"))
            // Both bounds are wanted (ITI-81), and this computer's clock is not to be believed.
            .append_pair("date", "le9998-12-31")
            .append_pair("_sort", "-date")
            .append_pair("_count", &wire::PAGE_MAX.to_string());
        fhir::history(&self.json(url, wire::JSON, true).await?)
    }

    /// One line of the history, which happened on this day or next to it.
    pub async fn trace(&self, id: &str, day: Date) -> Result<History, Problem> {
        self.service().await?.serves("AuditEvent")?;
        let mut url = self.inner.connection.address.under("AuditEvent")?;
        let (from, to) = (day.yesterday().unwrap_or(day), day.tomorrow().unwrap_or(day));
        url.query_pairs_mut()
            .append_pair("patient", self.inner.session.patient()?.as_str())
            .append_pair("date", &format!("ge{from}"))
            .append_pair("date", &format!("le{to}"))
            .append_pair("_id", id);
        fhir::history(&self.json(url, wire::JSON, false).await?)
    }

    /// The page that a history calls the next one.
    pub async fn earlier(&self, link: &str) -> Result<History, Problem> {
        let url = self.inner.connection.address.same_origin(link)?;
        let mut history = fhir::history(&self.json(url, wire::JSON, false).await?)?;
        // A page that is its own next one would never end.
        history.next = history.next.filter(|next| next.as_ref() != link);
        Ok(history)
    }

    pub async fn document(&self, id: &DocumentId) -> Result<Document, Problem> {
        let url = self.inner.connection.address.under(&format!("DocumentReference/{}", id.as_str()))?;
        let document = fhir::document(&self.json(url, wire::JSON, false).await?)?;
        if document.id == *id { Ok(document) } else { Err(Problem::Garbled) }
    }

    /// Who sees a document: as it is, or as if it were masked or not.
    ///
    /// [`Problem::NotOffered`] when the server does not say (D25).
    pub async fn who(&self, id: &DocumentId, mask: Option<bool>) -> Result<Seers, Problem> {
        let mut url = self.inner.connection.address.under(&format!("DocumentReference/{}/$who", id.as_str()))?;
        if let Some(mask) = mask {
            url.query_pairs_mut().append_pair("mask", if mask { "true" } else { "false" });
        }
        fhir::who(&self.json(url, wire::JSON, false).await.map_err(absent)?)
    }

    /// Which profession may read what. [`Problem::NotOffered`] when the server does not say (D25).
    pub async fn matrix(&self) -> Result<Matrix, Problem> {
        let url = self.inner.connection.address.under("$habilitations")?;
        fhir::matrix(&self.json(url, wire::JSON, false).await.map_err(absent)?)
    }

    pub(super) async fn holder(&self, background: bool) -> Result<Holder, Problem> {
        if let Some(holder) = self.inner.session.holder() {
            return Ok(holder);
        }
        self.read_patient(background).await?;
        Ok(self.inner.session.holder().unwrap_or_default())
    }

    /// Whether refusals are explained by the record being closed.
    pub(super) fn closed(&self) -> bool {
        self.inner.session.holder().is_some_and(|holder| holder.closed)
    }

    /// The JSON at this address, read as the patient.
    pub(super) async fn json(&self, url: Url, accept: &str, background: bool) -> Result<Zeroizing<Vec<u8>>, Problem> {
        let mut call = Call { background, ..Call::get(url, accept) };
        let mut tries = Tries::new(&self.inner.connection.limits, &self.inner.waits);
        loop {
            match within(self.inner.connection.limits.answer, self.json_once(&mut call)).await {
                Ok(body) => return Ok(body),
                Err(problem) => tries.again(problem).await?,
            }
        }
    }

    async fn json_once(&self, call: &mut Call) -> Result<Zeroizing<Vec<u8>>, Problem> {
        let connection = &self.inner.connection;
        let opened = self.open(call).await?;
        let answer = connection.finish(opened).await?;
        answer.json(self.closed())?;
        Ok(answer.body)
    }

    /// Sends as the patient. A refused token is renewed once and the request sent once more (API §0).
    pub(super) async fn open(&self, call: &mut Call) -> Result<Opened, Problem> {
        let session = &self.inner.session;
        let access = session.access()?;
        call.bearer = Some(access.token);
        let opened = self.inner.connection.open(call).await?;
        if opened.status != 401 {
            return Ok(opened);
        }
        if opened.wants_proof {
            return Err(Problem::ProveIdentity);
        }
        drop(opened);
        let access = self.renew(access.generation, call.background).await?;
        call.bearer = Some(access.token);
        let opened = self.inner.connection.open(call).await?;
        if opened.status == 401 && opened.wants_proof {
            return Err(Problem::ProveIdentity);
        }
        if opened.status == 401 {
            session.end(access.generation);
            return Err(Problem::SessionEnded);
        }
        Ok(opened)
    }
}

/// A question that the server does not know.
fn absent(problem: Problem) -> Problem {
    let unknown = matches!(problem, Problem::NotFound | Problem::ServerFailed { status: 400 | 405 | 501 });
    if unknown { Problem::NotOffered } else { problem }
}
