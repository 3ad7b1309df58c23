//! What is changed at the server: writes, each of which runs to its outcome whatever the page (D5).

use super::Performer;
use crate::app::{Answer, Msg, Ticket};
use crate::domain::{Change, DocumentId, Filed, Filing, Outcome, Problem, SessionId};

impl Performer {
    pub(super) fn change(&mut self, ticket: Ticket, change: Box<Change>) {
        let (api, inbox) = (self.api.clone(), self.inbox.clone());
        self.writes.spawn(async move {
            let outcome = match api {
                Some(api) => api.change(&change).await,
                None => Outcome::NotDone(Problem::Unreachable),
            };
            inbox.answer(ticket, Answer::Changed(outcome));
        });
    }

    /// One after the other: each has its own outcome, and one that fails stops no other, but for a session that has ended or
    /// a server that wants a proof, which would refuse them all.
    pub(super) fn file_documents(&mut self, ticket: Ticket, documents: Vec<DocumentId>, filing: Filing) {
        let (api, inbox) = (self.api.clone(), self.inbox.clone());
        self.writes.spawn(async move {
            let total = documents.len() as u64;
            let mut filed = Vec::new();
            let mut over: Option<Problem> = api.is_none().then_some(Problem::Unreachable);
            for (done, document) in (0_u64..).zip(documents) {
                inbox.tell(Msg::Progress(ticket, done, Some(total)));
                let one = match (&over, &api) {
                    (None, Some(api)) => api.file(&document, filing).await,
                    (over, _) => {
                        let problem = over.clone().unwrap_or(Problem::Unreachable);
                        Filed { document, outcome: Outcome::NotDone(problem), now: None }
                    }
                };
                if let Outcome::NotDone(problem @ (Problem::SessionEnded | Problem::ProveIdentity)) = &one.outcome {
                    over = Some(problem.clone());
                }
                filed.push(one);
            }
            inbox.answer(ticket, Answer::Filed(filed));
        });
    }

    pub(super) fn mask_new(&mut self, ticket: Ticket, mask: bool) {
        let (api, inbox) = (self.api.clone(), self.inbox.clone());
        self.writes.spawn(async move {
            let outcome = match api {
                Some(api) => api.mask_new(mask).await,
                None => Outcome::NotDone(Problem::Unreachable),
            };
            inbox.answer(ticket, Answer::MaskedNew(outcome));
        });
    }

    /// Stops at the first that cannot be ended: the list, read again, shows what is left.
    pub(super) fn end_sessions(&mut self, ticket: Ticket, sessions: Vec<SessionId>) {
        let (api, inbox) = (self.api.clone(), self.inbox.clone());
        self.writes.spawn(async move {
            let outcome = async {
                let api = api.ok_or(Problem::Unreachable)?;
                for session in &sessions {
                    api.end_session(session).await?;
                }
                Ok(())
            };
            inbox.answer(ticket, Answer::SessionsEnded(outcome.await));
        });
    }
}
