//! Effects done: each in a task of its own, whose answer comes back with the effect's ticket.

mod changes;
mod connect;
mod copies;
mod documents;
mod mine;
mod notices;

pub use documents::load;

use super::drafts::{Keeper, Told};
use super::events::Ears;
use super::{Change, Outside, browser, deposit, random};
use crate::api::{Api, Query};
use crate::app::{Answer, Effect, Msg, Ticket};
use crate::clipboard::Clipboard;
use crate::domain::{Disk, Place, Problem, Unkept};
use crate::face::Face;
use crate::reader;
use crate::vault::export;
use crate::vault::file::Replace;
use crate::vault::identifier::Identifier;
use copies::{resolve, written};
use documents::confined;
use futures_util::FutureExt;
use std::collections::HashMap;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::mpsc::UnboundedSender;
use tokio::task::{AbortHandle, JoinSet};

/// Entries asked for on each page of the list after the first: fewer round trips for large records.
const PAGE: u32 = 200;

/// What comes back from the tasks.
pub enum Arrival {
    Msg(Box<Msg>),
    /// The keeper of drafts said something.
    Drafts(Told),
    /// A server answered as one: it is the one in use from now on.
    Server(Api),
}

/// Where answers go. Once the loop is over nobody reads them, and nothing is lost.
#[derive(Clone)]
pub struct Inbox(UnboundedSender<Arrival>);

impl Inbox {
    fn answer(&self, ticket: Ticket, answer: Answer) {
        self.tell(Msg::Answer(ticket, answer));
    }

    pub fn tell(&self, msg: Msg) {
        drop(self.0.send(Arrival::Msg(Box::new(msg))));
    }

    fn server(&self, api: Api) {
        drop(self.0.send(Arrival::Server(api)));
    }
}

pub struct Performer {
    outside: Outside,
    inbox: Inbox,
    /// The server in use: the one that answered last.
    api: Option<Api>,
    place: Place,
    identifier: Option<Arc<Identifier>>,
    ears: Ears,
    /// What is typed and not sent; none where the system gives no thread.
    keeper: Option<Arc<Keeper>>,
    /// Who waits to know what drafts there are.
    drafts_asked: Option<Ticket>,
    /// The demonstration forgets everything, drafts too.
    keeps_drafts: bool,
    /// Why drafts are in memory alone, as it was last told.
    unkept: Option<Unkept>,
    /// Opened at the first copy.
    clipboard: Option<Clipboard>,
    /// Reads, which may be let go.
    reads: HashMap<Ticket, AbortHandle>,
    /// Writes, which never are (D5).
    writes: JoinSet<()>,
}

impl Performer {
    pub fn new(outside: Outside, inbox: UnboundedSender<Arrival>) -> Self {
        let place = outside.settings.place.unwrap_or(Place::Shop);
        let told = inbox.clone();
        let tell = move |said| drop(told.send(Arrival::Drafts(said)));
        let keeper = Keeper::start(outside.drafts.clone(), tell).ok().map(Arc::new);
        Self {
            outside,
            inbox: Inbox(inbox),
            api: None,
            place,
            identifier: None,
            ears: Ears::default(),
            keeper,
            drafts_asked: None,
            keeps_drafts: true,
            unkept: None,
            clipboard: None,
            reads: HashMap::new(),
            writes: JoinSet::new(),
        }
    }

    /// Starts what an effect asks for.
    pub fn perform(&mut self, effect: Effect, face: &mut Face) {
        match effect {
            Effect::Connect { ticket, server, place } => self.connect(ticket, server, place),
            Effect::Demonstration { ticket, place } => self.demonstrate(ticket, place),
            Effect::SignIn { ticket, identifier, password } => {
                self.ask(ticket, Answer::Step, move |api| async move { api.sign_in(&identifier, password).await });
            }
            Effect::ChangePassword { ticket, password } => {
                self.ask(ticket, Answer::Step, move |api| async move { api.change_password(password).await });
            }
            Effect::ChooseChannel { ticket, channel } => {
                self.ask(ticket, Answer::Step, move |api| async move { api.choose_channel(channel).await });
            }
            Effect::Verify { ticket, code } => {
                self.ask(ticket, Answer::Verified, move |api| async move { api.verify(code).await });
            }
            Effect::Introduce { ticket } => {
                let answer = |outcome| Answer::Introduced(Box::new(outcome));
                self.ask(ticket, answer, move |api| async move {
                    let patient = api.patient().await?;
                    Ok((patient, api.account().await?))
                });
            }
            Effect::SignOut { ticket } => {
                self.ears.stop();
                if let Some(keeper) = &self.keeper {
                    keeper.close();
                }
                self.sign_out(ticket);
            }
            Effect::Mine { ticket, wanted } => self.mine(ticket, wanted),
            Effect::Write { ticket, write } => self.write_mine(ticket, *write),
            Effect::DrawIdentifier { ticket } => {
                if let Ok(identifier) = random::uuid() {
                    self.inbox.answer(ticket, Answer::Drawn(identifier.as_str().into()));
                }
            }
            Effect::KeepDraft(draft) => self.keep_draft(draft),
            Effect::ForgetDraft(identifier) => self.forget_draft(&identifier),
            Effect::Drafts { ticket } => self.find_drafts(ticket),
            Effect::ChooseFile { ticket, path } => {
                let chosen = confined(&self.outside.program, move |process| deposit::choose(&path, process));
                self.spawn(ticket, chosen.map(Answer::Chosen));
            }
            Effect::TakeFile { ticket, path } => {
                let chosen = confined(&self.outside.program, move |process| deposit::choose_at(&path, process));
                self.spawn(ticket, chosen.map(Answer::Chosen));
            }
            Effect::Look { ticket, path } => self.look(ticket, path),
            Effect::Lock => {
                self.ears.stop();
                if let Some(keeper) = &self.keeper {
                    keeper.lock();
                }
                if let Some(api) = self.api.clone() {
                    self.writes.spawn(async move { api.lock().await });
                }
            }
            Effect::Unlock { ticket, password } => {
                self.ask(ticket, Answer::Unlocked, move |api| async move { api.unlock(password).await });
            }
            Effect::Gather { ticket, document, patient } => self.gather(ticket, &document, patient),
            Effect::Copy { ticket, text } => {
                let copied = self.clipboard.get_or_insert_with(Clipboard::system).copy(text);
                self.spawn(ticket, async move { Answer::Copied(copied.await) });
            }
            Effect::Browse { ticket, address } => {
                let inbox = self.inbox.clone();
                // Started is started: there is no taking it back.
                self.writes.spawn_blocking(move || inbox.answer(ticket, Answer::Browsed(browser::open(&address))));
            }
            Effect::History { ticket, from, to, of, sieve, next } => self.ask(ticket, Answer::History, move |api| async move {
                match next {
                    None => api.history(from, to, of.as_ref(), &sieve).await,
                    Some(next) => api.earlier(&next).await,
                }
            }),
            Effect::HistorySince { ticket, since } => {
                self.ask(ticket, Answer::History, move |api| async move { api.history_since(since).await });
            }
            Effect::Consents { ticket, background } => {
                self.ask(ticket, Answer::Consents, move |api| async move { api.consents(background).await });
            }
            Effect::Notices { ticket, errand } => self.notices(ticket, *errand),
            Effect::File { ticket, documents, filing } => self.file_documents(ticket, documents, filing),
            Effect::Preferences { ticket } => {
                self.ask(ticket, Answer::Preferences, |api| async move { api.masks_new().await });
            }
            Effect::MaskNew { ticket, mask } => self.mask_new(ticket, mask),
            Effect::Who { ticket, document, mask } => {
                let answer = |outcome: Result<_, _>| Answer::Who(outcome.map(Box::new));
                self.ask(ticket, answer, move |api| async move { api.who(&document, mask).await });
            }
            Effect::Matrix { ticket } => self.ask(ticket, Answer::Matrix, |api| async move { api.matrix().await }),
            Effect::Change { ticket, change } => self.change(ticket, change),
            Effect::Professional { ticket, identifier } => {
                self.ask(ticket, Answer::Professional, move |api| async move { api.professional(&identifier).await });
            }
            Effect::Establishments { ticket, name } => {
                self.ask(ticket, Answer::Establishments, move |api| async move { api.establishments(&name).await });
            }
            Effect::Sessions { ticket } => {
                self.ask(ticket, Answer::Sessions, |api| async move { api.sessions().await });
            }
            Effect::Professionals { ticket, sought, next } => {
                self.ask(ticket, Answer::Professionals, move |api| async move {
                    match next {
                        None => api.professionals(&sought).await,
                        Some(next) => api.more_professionals(&next).await,
                    }
                });
            }
            Effect::EndSessions { ticket, sessions } => self.end_sessions(ticket, sessions),
            Effect::News { ticket, since } => self.ask(ticket, Answer::Documents, move |api| async move {
                let query = Query { since: Some(since), ..Query::default() };
                let mut listing = api.documents(&query, true).await?;
                // However many there are, each is news.
                while let Some(next) = listing.next.take() {
                    let more = api.next(&next, true).await?;
                    listing.documents.extend(more.documents);
                    listing.next = more.next;
                }
                Ok(listing)
            }),
            Effect::Documents { ticket, next } => self.ask(ticket, Answer::Documents, move |api| async move {
                match next {
                    // The usual page first, so that something is shown at once.
                    None => api.documents(&Query { page: PAGE, ..Query::default() }, true).await,
                    Some(next) => api.next(&next, true).await,
                }
            }),
            Effect::Fetch { ticket, document } => self.fetch(ticket, &document),
            Effect::Read { ticket, fetched, patient, password } => self.read(ticket, fetched, patient, password),
            Effect::Paint { ticket, bytes, media_type, page, framing } => {
                let painted =
                    confined(&self.outside.program, move |process| reader::paint(&bytes, &media_type, page, framing, process));
                self.spawn(ticket, painted.map(|outcome| Answer::Painted(outcome.map(Box::new))));
            }
            Effect::Resolve { ticket, folder, name } => {
                self.write(ticket, Answer::Resolved, move || resolve(&folder, &name));
            }
            Effect::Save { ticket, path, fetched, form, replace } => {
                let words = self.outside.words.clone();
                let replace = if replace { Replace::Yes } else { Replace::No };
                self.write(ticket, Answer::Saved, move || {
                    let name = path.file_name().and_then(|name| name.to_str());
                    let (Some(folder), Some(name)) = (path.parent(), name) else { return Err(Problem::Disk(Disk::Suspicious)) };
                    export::save(folder, name, &written(&fetched, &form, &words)?, replace)
                });
            }
            Effect::Recall { ticket } => {
                let identifier = self.identifier();
                self.spawn(ticket, async move { Answer::Recalled(identifier.recall().await) });
            }
            Effect::Remember(identifier) => self.remember(identifier),
            Effect::KeepPlace(place) => {
                self.place = place;
                self.identifier = None;
                (self.outside.keep)(Change::Place(place));
            }
            Effect::KeepServer(server) => (self.outside.keep)(Change::Server(server.to_string())),
            Effect::Cancel(ticket) => {
                if let Some(task) = self.reads.remove(&ticket) {
                    task.abort();
                }
            }
            // A terminal that has gone has nothing left to erase, and what follows must still be done: the server is told.
            Effect::Wipe => {
                if let Some(clipboard) = &self.clipboard {
                    self.writes.spawn(clipboard.clear().map(drop));
                }
                drop(face.wipe());
            }
        }
    }

    /// Waits for the writes under way, so long and no longer.
    pub async fn finish(mut self, at_most: Duration) {
        self.ears.stop();
        for task in self.reads.into_values() {
            task.abort();
        }
        // Before the end, in every case.
        if let Some(clipboard) = &self.clipboard {
            self.writes.spawn(clipboard.clear().map(drop));
        }
        let all = async { while self.writes.join_next().await.is_some() {} };
        // What has not been told by then is unknown, and the person has gone.
        let _ = tokio::time::timeout(at_most, all).await;
        if let Some(keeper) = &self.keeper {
            keeper.settle(at_most);
        }
    }

    /// For the end that was not foreseen: what is typed is written.
    pub fn alarm(&self) -> Option<impl Fn() + Send + Sync + 'static> {
        self.keeper.as_ref().map(|keeper| keeper.alarm())
    }

    /// Speaks to this server from now on.
    pub fn use_server(&mut self, api: Api) {
        self.api = Some(api);
    }

    /// A read, which can be cancelled.
    fn spawn(&mut self, ticket: Ticket, work: impl Future<Output = Answer> + Send + 'static) {
        let inbox = self.inbox.clone();
        let task = tokio::spawn(async move { inbox.answer(ticket, work.await) });
        self.reads.retain(|_, task| !task.is_finished());
        self.reads.insert(ticket, task.abort_handle());
    }

    /// A question to the server.
    fn ask<T, F, A>(&mut self, ticket: Ticket, answer: A, question: impl FnOnce(Api) -> F + Send + 'static)
    where
        F: Future<Output = Result<T, Problem>> + Send + 'static,
        A: FnOnce(Result<T, Problem>) -> Answer + Send + 'static,
    {
        let api = self.api.clone();
        self.spawn(ticket, async move {
            match api {
                Some(api) => answer(question(api).await),
                None => answer(Err(Problem::Unreachable)),
            }
        });
    }

    /// Work on the disk, never let go.
    fn write<T: Send + 'static>(
        &mut self,
        ticket: Ticket,
        answer: impl FnOnce(Result<T, Problem>) -> Answer + Send + 'static,
        work: impl FnOnce() -> Result<T, Problem> + Send + 'static,
    ) {
        let inbox = self.inbox.clone();
        self.writes.spawn_blocking(move || inbox.answer(ticket, answer(work())));
    }
}
