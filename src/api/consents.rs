//! Who may read: the consents in force, and their changes. A change that got no answer is never sent again, but for a
//! creation, which its identifier makes the same one (D18): what is kept is read again, and says whether it was done.

use super::connection::{Body, Call, Condition, within};
use super::patience::Tries;
use super::{Api, answer, fhir, random};
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
                self.create(&identifier, &fhir::block(patient.as_str(), &identifier, party)).await
            }
            Change::Stay { establishment, until } => {
                let identifier = random::uuid().map_err(Failure::Nothing)?;
                self.create(&identifier, &fhir::stay(patient.as_str(), &identifier, establishment, *until)).await
            }
            Change::End(consent) => self.update(consent, fhir::ended).await,
            Change::Switch { consent, permit } => self.update(consent, |whole| fhir::switched(whole, *permit)).await,
        }
    }

    /// The same identifier makes the same resource, however often it is sent.
    async fn create(&self, identifier: &str, resource: &Value) -> Result<(), Failure> {
        let url = self.inner.connection.address.under("Consent").map_err(Failure::Nothing)?;
        let condition = Condition::NoneExist(format!("identifier={}|{identifier}", system::URI));
        let mut tries = Tries::new(&self.inner.connection.limits, &self.inner.waits);
        let mut doubt = false;
        loop {
            let body = Body::Create { text: Zeroizing::new(resource.to_string()), condition: condition.clone() };
            let Err(problem) = self.write(Call { body, ..Call::get(url.clone(), wire::JSON) }).await else { return Ok(()) };
            doubt |= !says_no(&problem) && !unsent(&problem);
            if let Err(problem) = tries.again(problem).await {
                return Err(if doubt || says_no(&problem) { Failure::Sent(problem) } else { Failure::Nothing(problem) });
            }
        }
    }

    /// Read again first, so that nothing of it is lost; somebody's change since it was seen stops here.
    async fn update(&self, seen: &Consent, change: impl FnOnce(Value) -> Value) -> Result<(), Failure> {
        let call = self.changed(seen, change).await.map_err(Failure::Nothing)?;
        self.write(call)
            .await
            .map_err(|problem| if unsent(&problem) { Failure::Nothing(problem) } else { Failure::Sent(problem) })
    }

    async fn changed(&self, seen: &Consent, change: impl FnOnce(Value) -> Value) -> Result<Call, Problem> {
        let url = self.inner.connection.address.under(&format!("Consent/{}", seen.id.as_str()))?;
        let (version, whole) = fhir::whole_consent(&self.json(url.clone(), wire::JSON, false).await?)?;
        if version != seen.version {
            return Err(Problem::ChangedMeanwhile);
        }
        let condition = Condition::Match(format!("W/\"{}\"", version.as_deref().unwrap_or_default()));
        let body = Body::Update { text: Zeroizing::new(change(whole).to_string()), condition };
        Ok(Call { body, ..Call::get(url, wire::JSON) })
    }

    /// Sends a change. Whatever a success says besides is not needed.
    pub(super) async fn write(&self, mut call: Call) -> Result<(), Problem> {
        let opened = within(self.inner.connection.limits.answer, self.open(&mut call)).await?;
        match (opened.status, answer::problem(opened.status, opened.retry_after, self.closed())) {
            (_, None) => Ok(()),
            (409 | 412, Some(_)) => Err(Problem::ChangedMeanwhile),
            (_, Some(problem)) => Err(problem),
        }
    }
}

/// Why a change was not made, or may not have been.
pub(super) enum Failure {
    /// Nothing reached the server.
    Nothing(Problem),
    /// It was sent.
    Sent(Problem),
}

/// No connection: nothing was sent.
pub(super) fn unsent(problem: &Problem) -> bool {
    matches!(
        problem,
        Problem::Unreachable | Problem::NameUnknown | Problem::Tls(_) | Problem::SessionEnded | Problem::ProveIdentity
    )
}

/// The server answered, and refused. Any other problem leaves a doubt.
pub(super) fn says_no(problem: &Problem) -> bool {
    matches!(problem, Problem::ServerFailed { status } if *status < 500)
        || matches!(
            problem,
            Problem::ChangedMeanwhile
                | Problem::Forbidden
                | Problem::DmpClosed
                | Problem::NotFound
                | Problem::SessionEnded
                | Problem::ProveIdentity
                | Problem::TooFast { .. }
        )
}
