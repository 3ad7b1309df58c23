//! What is written: sent once, on condition that nobody changed it meanwhile; after an answer that was lost, what the server
//! keeps is read again, and says whether it was done. A creation alone is sent again, since its identifier makes it the same one (D18).

use super::connection::{Body, Call, Condition, within};
use super::patience::Tries;
use super::{Api, answer, fhir};
use crate::domain::{Clean, Flaw, Outcome, Problem, Written};
use crate::wire::fhir::{self as wire, system};
use fhir::Kept;
use url::Url;
use zeroize::Zeroizing;

/// A resource that the person writes, as text: what is not understood of it keeps its very bytes.
pub(super) struct Draft<'a> {
    pub kind: &'static str,
    /// `urn:uuid:…`, of a new one.
    pub identifier: &'a str,
    /// Where it is on the server, and the version that was seen; nothing for a new one.
    pub seen: Option<(&'a str, Option<&'a Clean>)>,
    /// The whole of it: changed from what the server keeps, or new.
    pub whole: &'a (dyn Fn(Option<&str>) -> Result<String, Problem> + Sync),
    /// Whether two of them say the same, whatever the ids and the versions.
    pub same: fn(&str, &str) -> bool,
    /// What a remark of the server means, of this that was sent.
    pub explain: &'a (dyn Fn(&str, &fhir::Issue) -> Option<Problem> + Sync),
}

/// Why a change was not made, or may not have been.
pub(super) enum Failure {
    /// Nothing reached the server.
    Nothing(Problem),
    /// It was sent.
    Sent(Problem),
}

impl Failure {
    /// What became of something that was sent once.
    pub fn of(problem: Problem) -> Self {
        if unsent(&problem) { Self::Nothing(problem) } else { Self::Sent(problem) }
    }
}

/// The server has it.
pub(super) struct Receipt {
    /// It says that it had it already.
    pub again: bool,
    /// As it keeps it, when it says; of something new, perhaps only where it is.
    pub kept: Option<Kept>,
}

/// The server answered, and did it. What the answer holds may have been lost on the way.
struct Success {
    status: u16,
    location: Option<String>,
    body: Option<Zeroizing<Vec<u8>>>,
}

/// The server answered, and refused.
struct Refusal {
    problem: Problem,
    issues: Vec<fhir::Issue>,
}

impl Api {
    /// Creates or changes.
    pub(super) async fn put(&self, draft: &Draft<'_>) -> Written<Clean> {
        let Some((id, version)) = draft.seen else { return self.put_new(draft).await };
        let base = match self.kept(draft.kind, id).await {
            Ok(kept) if kept.version.as_ref() == version => kept,
            Ok(_) => return Written::NotDone(Problem::ChangedMeanwhile),
            Err(problem) => return Written::NotDone(problem),
        };
        self.put_over(draft, base).await
    }

    async fn put_new(&self, draft: &Draft<'_>) -> Written<Clean> {
        let text = match (draft.whole)(None) {
            Ok(text) => text,
            Err(problem) => return Written::NotDone(problem),
        };
        let body = |condition| Body::Create { text: Zeroizing::new(text.clone()), condition };
        let problem = match self.create(draft.kind, draft.identifier, body, &|issue| (draft.explain)(&text, issue)).await {
            Ok(Receipt { again: false, kept: Some(kept) }) => return Written::Done(kept.id, kept.version),
            Ok(Receipt { again: true, kept: Some(kept) }) => return self.settle(draft, &text, kept).await,
            Ok(Receipt { kept: None, .. }) => None,
            Err(Failure::Nothing(problem)) => return Written::NotDone(problem),
            Err(Failure::Sent(problem)) if says_no(&problem) => return Written::NotDone(problem),
            Err(Failure::Sent(problem)) => Some(problem),
        };
        match self.found(draft.kind, draft.identifier, &[]).await {
            Ok(Some(kept)) => self.settle(draft, &text, kept).await,
            Ok(None) => problem.filter(failed).map_or(Written::Unknown, Written::NotDone),
            Err(_) => Written::Unknown,
        }
    }

    /// It was there from an earlier try: what was typed since goes over it.
    async fn settle(&self, draft: &Draft<'_>, text: &str, kept: Kept) -> Written<Clean> {
        if (draft.same)(&kept.text, text) { Written::Done(kept.id, kept.version) } else { self.put_over(draft, kept).await }
    }

    /// Over what was just read.
    async fn put_over(&self, draft: &Draft<'_>, base: Kept) -> Written<Clean> {
        let text = match (draft.whole)(Some(&base.text)) {
            Ok(text) => text,
            Err(problem) => return Written::NotDone(problem),
        };
        if (draft.same)(&base.text, &text) {
            return Written::Done(base.id, base.version);
        }
        let problem = match self.update(draft.kind, &base, text.clone(), &|issue| (draft.explain)(&text, issue)).await {
            Ok(Receipt { kept: Some(kept), .. }) if kept.version.is_some() => return Written::Done(base.id, kept.version),
            Ok(Receipt { .. }) => None,
            Err(Failure::Nothing(problem)) => return Written::NotDone(problem),
            Err(Failure::Sent(problem)) if says_no(&problem) => return Written::NotDone(problem),
            Err(Failure::Sent(problem)) => Some(problem),
        };
        match (self.kept(draft.kind, base.id.as_str()).await, problem) {
            (Ok(now), None) => Written::Done(base.id, now.version),
            (Err(_), None) => Written::Done(base.id, None),
            (Ok(now), Some(_)) if (draft.same)(&now.text, &text) => Written::Done(base.id, now.version),
            // What was sent can no longer apply.
            (Ok(now), Some(_)) if now.version != base.version => Written::NotDone(Problem::ChangedMeanwhile),
            (Err(Problem::NotFound), Some(_)) => Written::NotDone(Problem::NotFound),
            (Ok(_), Some(problem)) if failed(&problem) => Written::NotDone(problem),
            (Ok(_) | Err(_), Some(_)) => Written::Unknown,
        }
    }

    /// What is no longer there has been removed.
    pub(super) async fn remove(&self, kind: &str, id: &str, version: Option<&Clean>) -> Outcome {
        let sent = async {
            let condition = match version {
                Some(version) => matching(Some(version)),
                None => matching(self.kept(kind, id).await.map_err(Failure::Nothing)?.version.as_ref()),
            };
            let url = self.at(kind, id).map_err(Failure::Nothing)?;
            self.write(Call { body: Body::Remove(condition), ..Call::get(url, wire::JSON) }).await.map_err(Failure::of)
        };
        let problem = match sent.await {
            Ok(()) | Err(Failure::Nothing(Problem::NotFound) | Failure::Sent(Problem::NotFound)) => return Outcome::Done,
            Err(Failure::Nothing(problem)) => return Outcome::NotDone(problem),
            Err(Failure::Sent(problem)) if says_no(&problem) => return Outcome::NotDone(problem),
            Err(Failure::Sent(problem)) => problem,
        };
        match self.kept(kind, id).await {
            Err(Problem::NotFound) => Outcome::Done,
            Ok(now) if version.is_some() && now.version.as_ref() != version => Outcome::NotDone(Problem::ChangedMeanwhile),
            Ok(_) if failed(&problem) => Outcome::NotDone(problem),
            Ok(_) | Err(_) => Outcome::Unknown,
        }
    }

    /// The same identifier makes the same resource, however often it is sent.
    pub(super) async fn create(
        &self,
        kind: &str,
        identifier: &str,
        body: impl Fn(Condition) -> Body,
        explain: &(dyn Fn(&fhir::Issue) -> Option<Problem> + Sync),
    ) -> Result<Receipt, Failure> {
        let url = self.inner.connection.address.under(kind).map_err(Failure::Nothing)?;
        let condition = Condition::NoneExist(format!("identifier={}|{identifier}", system::URI));
        let mut tries = Tries::new(&self.inner.connection.limits, &self.inner.waits);
        let mut doubt = false;
        loop {
            let mut call = Call { body: body(condition.clone()), ..Call::get(url.clone(), wire::JSON) };
            let problem = match self.received(&mut call, kind, explain).await {
                Ok(receipt) => return Ok(receipt),
                Err(problem) => problem,
            };
            doubt |= !says_no(&problem) && !unsent(&problem) && call.body.has_left();
            if let Err(problem) = tries.again(problem).await {
                return Err(if doubt || says_no(&problem) { Failure::Sent(problem) } else { Failure::Nothing(problem) });
            }
        }
    }

    /// On condition that it is still as it was read.
    pub(super) async fn update(
        &self,
        kind: &str,
        base: &Kept,
        text: String,
        explain: &(dyn Fn(&fhir::Issue) -> Option<Problem> + Sync),
    ) -> Result<Receipt, Failure> {
        let url = self.at(kind, base.id.as_str()).map_err(Failure::Nothing)?;
        let body = Body::Update { text: Zeroizing::new(text), condition: matching(base.version.as_ref()) };
        let mut call = Call { body, ..Call::get(url, wire::JSON) };
        self.received(&mut call, kind, explain).await.map_err(Failure::of)
    }

    /// A resource as the server keeps it.
    pub(super) async fn kept(&self, kind: &str, id: &str) -> Result<Kept, Problem> {
        let kept = Kept::read(&self.json(self.at(kind, id)?, wire::JSON, false).await?, kind)?;
        if kept.id.as_str() == id { Ok(kept) } else { Err(Problem::Garbled) }
    }

    /// The one that has this identifier, if there is one.
    pub(super) async fn found(&self, kind: &str, identifier: &str, more: &[(&str, &str)]) -> Result<Option<Kept>, Problem> {
        let named = format!("{}|{identifier}", system::URI);
        let parameters: Vec<(&str, &str)> = [("identifier", named.as_str())].into_iter().chain(more.iter().copied()).collect();
        Ok(Kept::find(&self.everything(kind, &parameters).await?, kind, identifier))
    }

    fn at(&self, kind: &str, id: &str) -> Result<Url, Problem> {
        self.inner.connection.address.under(&format!("{kind}/{id}"))
    }

    async fn received(
        &self,
        call: &mut Call,
        kind: &str,
        explain: &(dyn Fn(&fhir::Issue) -> Option<Problem> + Sync),
    ) -> Result<Receipt, Problem> {
        match self.answered(call).await {
            Ok(Success { status, location, body }) => {
                let told = body.and_then(|body| Kept::read(&body, kind).ok());
                let located = || Kept::located(&location.filter(|_| status == 201)?, kind);
                Ok(Receipt { again: status == 200, kept: told.or_else(located) })
            }
            Err(Refusal { problem, issues }) => Err(issues.iter().find_map(explain).unwrap_or(problem)),
        }
    }

    /// Sends a change. Whatever a success says besides is not needed.
    pub(super) async fn write(&self, mut call: Call) -> Result<(), Problem> {
        self.answered(&mut call).await.map(drop).map_err(|refusal| refusal.problem)
    }

    /// Sends a change, and gives what the answer holds.
    pub(super) async fn written(&self, mut call: Call) -> Result<Zeroizing<Vec<u8>>, Problem> {
        let success = self.answered(&mut call).await.map_err(|refusal| refusal.problem)?;
        success.body.ok_or(Problem::Cut)
    }

    /// Once the status has come, it is done or it is not.
    async fn answered(&self, call: &mut Call) -> Result<Success, Refusal> {
        let refused = |problem| Refusal { problem, issues: Vec::new() };
        let connection = &self.inner.connection;
        let mut opened = self.open(call).await.map_err(refused)?;
        let location = opened.location.take();
        let (status, closed) = (opened.status, self.closed());
        let problem = answer::problem(status, opened.retry_after, closed);
        let body = within(connection.limits.answer, connection.finish(opened)).await.ok();
        match (status, problem) {
            (_, None) => {
                let body = body.filter(|body| answer::is_json(body.essence.as_deref())).map(|body| body.body);
                Ok(Success { status, location, body })
            }
            (412, Some(_)) => Err(refused(Problem::ChangedMeanwhile)),
            (413, Some(_)) => Err(refused(Problem::Refused { flaw: Some(Flaw::TooLarge) })),
            (409 | 422, Some(_)) => {
                let issues = body.map(|body| fhir::issues(&body.body)).unwrap_or_default();
                let stale = Problem::ChangedMeanwhile;
                Err(Refusal { problem: if status == 409 { stale } else { Problem::Refused { flaw: None } }, issues })
            }
            (507, Some(_)) => Err(refused(Problem::ServerFull)),
            (_, Some(problem)) => Err(refused(problem)),
        }
    }
}

/// A version that nobody named is none.
pub(super) fn matching(version: Option<&Clean>) -> Condition {
    Condition::Match(format!("W/\"{}\"", version.map(Clean::as_str).unwrap_or_default()))
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
                | Problem::Refused { .. }
                | Problem::AnswerRefused { .. }
                | Problem::ServerFull
        )
}

/// The server failed, and said so: what it keeps afterwards is what there is.
pub(super) fn failed(problem: &Problem) -> bool {
    matches!(problem, Problem::ServerFailed { .. }) || says_no(problem)
}
