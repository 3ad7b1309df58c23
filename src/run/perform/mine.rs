//! What a person says of themselves: read, written, printed and deposited; and the drafts of what is not sent yet.

use super::{Inbox, Performer};
use crate::api::Api;
use crate::app::{Answer, Directives, DraftsFound, Found, Looked, MineWanted, Msg, Paper, Ticket, Write};
use crate::domain::{Clean, Deposit, Draft, DraftId, Keeping, Outcome, Place, Problem, Unfit, Unkept, Written};
use crate::paper;
use crate::run::deposit;
use crate::run::drafts::{Account, Keeper, Sealing, Told, Turn, written};
use crate::run::random;
use crate::words::Words;
use std::path::PathBuf;
use std::sync::Arc;

/// The name of the forms of advance directives (API §3).
const DIRECTIVES: &str = "directives-anticipees";

impl Performer {
    pub(super) fn mine(&mut self, ticket: Ticket, wanted: MineWanted) {
        let api = self.api.clone();
        self.spawn(ticket, async move {
            let api = api.ok_or(Problem::Unreachable);
            let found = match wanted {
                MineWanted::Contacts => Found::Contacts(async { api?.contacts().await }.await),
                MineWanted::Statements => Found::Statements(async { api?.statements().await }.await),
                MineWanted::Directives => Found::Directives(
                    async {
                        let api = api?;
                        let forms = api.forms(DIRECTIVES).await?;
                        Ok(Directives { forms, responses: api.responses().await?.all })
                    }
                    .await,
                ),
            };
            Answer::Mine(Box::new(found))
        });
    }

    /// A write runs to its outcome, but for a document being sent: that one may be stopped, and sent again under the same
    /// identifier (D5, D34).
    pub(super) fn write_mine(&mut self, ticket: Ticket, write: Write) {
        let (api, inbox, words) = (self.api.clone(), self.inbox.clone(), self.outside.words.clone());
        let stoppable = match &write {
            Write::Sign { .. } | Write::Print { .. } | Write::Deposit(_) | Write::Correct { .. } => true,
            Write::Contact { .. }
            | Write::RemoveContact(_)
            | Write::Statement { .. }
            | Write::RemoveStatement(_)
            | Write::Response { .. } => false,
        };
        let told = inbox.clone();
        let work = async move {
            let Some(api) = api else { return Outcome::NotDone(Problem::Unreachable) };
            written_at(&api, write, &words, ticket, &told).await
        };
        if stoppable {
            self.spawn(ticket, async move { Answer::Written(work.await) });
        } else {
            self.writes.spawn(async move { inbox.answer(ticket, Answer::Written(work.await)) });
        }
    }

    /// The account's key is asked for, then what waits under it is looked for. The answer comes by the keeper.
    pub(super) fn find_drafts(&mut self, ticket: Ticket) {
        let (Some(keeper), Some(api)) = (self.keeper.clone(), self.api.clone()) else {
            self.inbox.answer(ticket, Answer::Drafts(Box::default()));
            return;
        };
        self.drafts_asked = Some(ticket);
        let (turn, place, keeps) = (keeper.turn(), self.place, self.keeps_drafts);
        self.writes.spawn(async move { open_drafts(&keeper, turn, &api, place, keeps).await });
    }

    /// On a thread of its own: a disk or a network folder may be slow.
    pub(super) fn look(&mut self, ticket: Ticket, path: Option<PathBuf>) {
        let look = move || match path {
            Some(path) => deposit::list(&path).map(|folder| Looked::Folder(Arc::new(folder))),
            None => Ok(Looked::Starts(deposit::starting_points().into())),
        };
        self.spawn(ticket, async move {
            let found = tokio::task::spawn_blocking(look).await;
            Answer::Looked(found.unwrap_or(Err(Problem::Unfit(Unfit::Unreadable))))
        });
    }

    pub(super) fn keep_draft(&mut self, draft: Box<Draft>) {
        let (Some(keeper), Some(id)) = (&self.keeper, DraftId::of_urn(&draft.identifier)) else { return };
        keeper.keep(id, move || written::write(id, &draft));
    }

    pub(super) fn forget_draft(&mut self, identifier: &Clean) {
        if let (Some(keeper), Some(id)) = (&self.keeper, DraftId::of_urn(identifier)) {
            keeper.forget(id);
        }
    }

    /// What the keeper of drafts says.
    pub fn drafts_told(&mut self, told: Told) {
        match told {
            Told::Found(kept, unkept) => {
                self.drafts_kept(unkept);
                let Some(ticket) = self.drafts_asked.take() else { return };
                let drafts: Vec<Draft> = kept.drafts.iter().filter_map(written::read).collect();
                let set_aside = kept.set_aside.len() + (kept.drafts.len() - drafts.len());
                self.inbox.answer(ticket, Answer::Drafts(Box::new(DraftsFound { drafts, set_aside })));
            }
            Told::Became(_, Keeping::Kept { .. }) => self.drafts_kept(None),
            Told::Became(_, Keeping::InMemory(why)) => self.drafts_kept(Some(why)),
        }
    }

    /// Told when it changes: not at each key.
    fn drafts_kept(&mut self, unkept: Option<Unkept>) {
        if self.unkept != unkept {
            self.unkept = unkept;
            self.inbox.tell(Msg::DraftsKept(unkept.map(Problem::Unkept)));
        }
    }
}

/// Gives the keeper the key of whoever is signed in. Without the server's word on it, nothing is written: what another key seals now
/// would be hidden from the next sign-in.
async fn open_drafts(keeper: &Keeper, turn: Turn, api: &Api, place: Place, keeps: bool) {
    // Signed out meanwhile.
    let Ok(patient) = api.patient_id() else { return };
    let account = Account { server: api.host().to_string(), patient: patient.as_str().to_owned() };
    let sealing = match keeps {
        false => Sealing::Nothing(Unkept::NothingStays),
        true => match api.draft_key().await {
            Ok(Some(key)) => Sealing::With(key),
            Ok(None) => Sealing::Own,
            Err(_) => Sealing::Nothing(Unkept::NoKey),
        },
    };
    keeper.open(turn, account, place, sealing);
}

async fn written_at(api: &Api, write: Write, words: &Words, ticket: Ticket, inbox: &Inbox) -> Outcome {
    match write {
        Write::Contact { identifier, contact } => api.put_contact(&identifier, &contact).await,
        Write::RemoveContact(contact) => api.remove_contact(&contact).await,
        Write::Statement { identifier, statement } => {
            let drawn = || random::uuid().map(|urn| Clean::new(&urn));
            match identifier.map_or_else(drawn, Ok) {
                Ok(identifier) => api.put_statement(&identifier, &statement).await,
                Err(_) => Outcome::NotDone(Problem::Internal { report: Clean::new("random") }),
            }
        }
        Write::RemoveStatement(statement) => api.remove_statement(&statement).await,
        Write::Response { form, response } => api.put_response(&response, &form).await.outcome(),
        Write::Sign { form, response, paper, deposit } => {
            let answers = match api.put_response(&response, &form).await {
                Written::Done(id, _) => Some(id),
                other @ (Written::NotDone(_) | Written::Unknown) => return other.outcome(),
            };
            match printed(&paper, Deposit { answers, ..deposit }, words) {
                Ok(deposit) => sent(api, &deposit, ticket, inbox).await,
                Err(problem) => Outcome::NotDone(problem),
            }
        }
        Write::Print { paper, deposit } => match printed(&paper, deposit, words) {
            Ok(deposit) => sent(api, &deposit, ticket, inbox).await,
            Err(problem) => Outcome::NotDone(problem),
        },
        Write::Deposit(deposit) => sent(api, &deposit, ticket, inbox).await,
        Write::Correct { document, deposit } => {
            let fetched = match document.contents.first() {
                Some(content) => api.fetch(content, |_, _| {}).await,
                None => Err(Problem::NotFound),
            };
            match fetched {
                Ok(fetched) => sent(api, &Deposit { bytes: fetched.bytes, ..deposit }, ticket, inbox).await,
                Err(problem) => Outcome::NotDone(problem),
            }
        }
    }
}

fn printed(paper: &Paper, deposit: Deposit, words: &Words) -> Result<Deposit, Problem> {
    let bytes = paper::pdf(&paper.title, &paper.origin, &paper.reading, words)?;
    Ok(Deposit { bytes: Arc::from(bytes), ..deposit })
}

async fn sent(api: &Api, deposit: &Deposit, ticket: Ticket, inbox: &Inbox) -> Outcome {
    api.deposit(deposit, |done, total| inbox.tell(Msg::Progress(ticket, done, Some(total)))).await.outcome()
}
