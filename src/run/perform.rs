//! Effects done: each in a task of its own, whose answer comes back with the effect's ticket.

use super::worker::Process;
use super::{Change, Outside, Starter};
use crate::api::{Api, Query};
use crate::app::{Answer, Connected, Effect, Form, Msg, Ticket};
use crate::clipboard::Clipboard;
use crate::domain::{
    Clean, Damage, Disk, Document, Faithful, Fetched, Format, Patient, Place, Problem, Reading, Secret, SessionId,
};
use crate::face::{Face, flow};
use crate::paper;
use crate::reader;
use crate::reader::worker::Worker;
use crate::vault::export;
use crate::vault::file::Replace;
use crate::vault::identifier::Identifier;
use crate::words::Words;
use futures_util::FutureExt;
use std::borrow::Cow;
use std::collections::HashMap;
use std::future::Future;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::mpsc::UnboundedSender;
use tokio::task::{AbortHandle, JoinSet};

/// Entries asked for on each page of the list after the first: fewer round trips for large records.
const PAGE: u32 = 200;
/// Bytes of a file of this computer that are read (D19).
const LARGEST: u64 = 32 << 20;
/// Bytes between two reports of progress.
const STEP: u64 = 64 << 10;
/// Columns of a text that is saved.
const TEXT_WIDTH: usize = 80;

/// What comes back from the tasks.
pub enum Arrival {
    Msg(Box<Msg>),
    /// A server answered as one: it is the one in use from now on.
    Server(Api),
}

pub struct Performer {
    outside: Outside,
    inbox: UnboundedSender<Arrival>,
    /// The server in use: the one that answered last.
    api: Option<Api>,
    place: Place,
    identifier: Option<Arc<Identifier>>,
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
        Self {
            outside,
            inbox,
            api: None,
            place,
            identifier: None,
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
            Effect::SignOut { ticket } => self.sign_out(ticket),
            Effect::Lock => {
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
            Effect::Sessions { ticket } => {
                self.ask(ticket, Answer::Sessions, |api| async move { api.sessions().await });
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
                self.work(ticket, move |process| {
                    Answer::Painted(reader::paint(&bytes, &media_type, page, framing, process).map(Box::new))
                });
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
    }

    /// Speaks to this server from now on.
    pub fn use_server(&mut self, api: Api) {
        self.api = Some(api);
    }

    /// A read, which can be cancelled.
    fn spawn(&mut self, ticket: Ticket, work: impl Future<Output = Answer> + Send + 'static) {
        let inbox = self.inbox.clone();
        let task = tokio::spawn(async move { drop(inbox.send(Arrival::Msg(Box::new(Msg::Answer(ticket, work.await))))) });
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
        self.writes.spawn_blocking(move || drop(inbox.send(Arrival::Msg(Box::new(Msg::Answer(ticket, answer(work())))))));
    }

    fn connect(&mut self, ticket: Ticket, server: Option<Clean>, place: Place) {
        self.place = place;
        let base = server.map(|server| server.to_string()).unwrap_or_default();
        let options = self.options(base);
        let inbox = self.inbox.clone();
        self.spawn(ticket, async move { Answer::Connected(connect(options, &inbox).await) });
    }

    fn demonstrate(&mut self, ticket: Ticket, place: Place) {
        self.place = place;
        let Some(start): Option<Starter> = self.outside.demonstration.take() else {
            // Already started: the same one is spoken to again.
            self.ask(ticket, Answer::Connected, |api| async move {
                api.discover().await?;
                Ok(Connected { host: api.host(), proxy: api.proxy(), demonstration: None })
            });
            return;
        };
        let inbox = self.inbox.clone();
        let options = self.options(String::new());
        self.spawn(ticket, async move {
            let outcome = async {
                let demo = start().await?;
                let mut connected = connect(crate::api::Options { base: demo.base, sandbox: true, ..options }, &inbox).await?;
                connected.demonstration = Some(demo.person);
                let mut phone = demo.phone;
                tokio::spawn(async move {
                    while let Some(message) = phone.recv().await {
                        drop(inbox.send(Arrival::Msg(Box::new(Msg::Phone(message)))));
                    }
                });
                Ok(connected)
            };
            Answer::Connected(outcome.await)
        });
    }

    fn options(&self, base: String) -> crate::api::Options {
        crate::api::Options {
            base,
            place: self.place,
            instance: self.outside.instance.clone(),
            extra_roots: self.outside.extra_roots.clone(),
            sandbox: false,
        }
    }

    fn sign_out(&mut self, ticket: Ticket) {
        let (api, inbox) = (self.api.clone(), self.inbox.clone());
        self.writes.spawn(async move {
            let told = match api {
                Some(api) => api.sign_out().await,
                None => false,
            };
            drop(inbox.send(Arrival::Msg(Box::new(Msg::Answer(ticket, Answer::SignedOut(told))))));
        });
    }

    /// Stops at the first that cannot be ended: the list, read again, shows what is left.
    fn end_sessions(&mut self, ticket: Ticket, sessions: Vec<SessionId>) {
        let (api, inbox) = (self.api.clone(), self.inbox.clone());
        self.writes.spawn(async move {
            let outcome = async {
                let api = api.ok_or(Problem::Unreachable)?;
                for session in &sessions {
                    api.end_session(session).await?;
                }
                Ok(())
            };
            drop(inbox.send(Arrival::Msg(Box::new(Msg::Answer(ticket, Answer::SessionsEnded(outcome.await))))));
        });
    }

    fn fetch(&mut self, ticket: Ticket, document: &Document) {
        let Some(content) = document.contents.first().cloned() else {
            self.spawn(ticket, async { Answer::Fetched(Err(Problem::NotFound)) });
            return;
        };
        if let Some(path) = self.file(document) {
            self.write(ticket, Answer::Fetched, move || load(&path));
            return;
        }
        let inbox = self.inbox.clone();
        self.ask(ticket, Answer::Fetched, move |api| async move {
            let mut said = 0;
            let progress = move |done: u64, total: Option<u64>| {
                if done.saturating_sub(said) >= STEP {
                    said = done;
                    drop(inbox.send(Arrival::Msg(Box::new(Msg::Progress(ticket, done, total)))));
                }
            };
            api.fetch(&content, progress).await
        });
    }

    /// Fetches and reads at once. What is not the document announced is not counted for it.
    fn gather(&mut self, ticket: Ticket, document: &Document, patient: Option<Box<Patient>>) {
        let content = document.contents.first().cloned();
        let path = self.file(document);
        let api = self.api.clone();
        let process = Process::new(&self.outside.program);
        let leash = process.leash();
        self.spawn(ticket, async move {
            let outcome = async {
                let fetched = match (path, content, api) {
                    (Some(path), ..) => load(&path)?,
                    (None, Some(content), Some(api)) => api.fetch(&content, |_, _| ()).await?,
                    (None, Some(_), None) => return Err(Problem::Unreachable),
                    (None, None, _) => return Err(Problem::NotFound),
                };
                if fetched.faithful == Faithful::No {
                    return Err(Problem::DocumentChanged);
                }
                let reading = tokio::task::spawn_blocking(move || read(&fetched, patient.as_deref(), None, &process));
                reading.await.unwrap_or(Err(Problem::Damaged(Damage::Unsafe))).map(Box::new)
            };
            let outcome = outcome.await;
            drop(leash);
            Answer::Gathered(outcome)
        });
    }

    /// The file of this computer behind a document, when there is no server.
    fn file(&self, document: &Document) -> Option<PathBuf> {
        let at = self.outside.settings.files.iter().position(|file| file.id == document.id)?;
        self.outside.files.get(at).cloned()
    }

    fn read(&mut self, ticket: Ticket, fetched: Fetched, patient: Option<Box<Patient>>, password: Option<Secret>) {
        let process = Process::new(&self.outside.program);
        let leash = process.leash();
        self.spawn(ticket, async move {
            let work = move || read(&fetched, patient.as_deref(), password.as_ref(), &process);
            let outcome = tokio::task::spawn_blocking(work).await;
            // Held until here: letting this task go ends the process at work.
            drop(leash);
            Answer::Read(outcome.unwrap_or(Err(Problem::Damaged(Damage::Unsafe))))
        });
    }

    /// Work that a worker process does: let go, it is killed.
    fn work(&mut self, ticket: Ticket, work: impl FnOnce(&Process) -> Answer + Send + 'static) {
        let process = Process::new(&self.outside.program);
        let leash = process.leash();
        self.spawn(ticket, async move {
            let answer = tokio::task::spawn_blocking(move || work(&process)).await;
            // Held until here: letting this task go ends the process at work.
            drop(leash);
            answer.unwrap_or(Answer::Painted(Err(Problem::Damaged(Damage::Unsafe))))
        });
    }

    fn identifier(&mut self) -> Arc<Identifier> {
        let make = || Arc::new((self.outside.identifier)(self.place));
        self.identifier.get_or_insert_with(make).clone()
    }

    fn remember(&mut self, identifier: Option<Clean>) {
        let memory = self.identifier();
        (self.outside.keep)(Change::Remember(identifier.is_some()));
        self.writes.spawn(async move {
            // A convenience: where it cannot be kept, it is typed again, and nothing is lost.
            let _ = match identifier {
                Some(identifier) => memory.remember(&identifier).await.map(drop),
                None => memory.forget().await,
            };
        });
    }
}

async fn connect(options: crate::api::Options, inbox: &UnboundedSender<Arrival>) -> Result<Connected, Problem> {
    let api = Api::new(options)?;
    api.discover().await?;
    let connected = Connected { host: api.host(), proxy: api.proxy(), demonstration: None };
    let (mut waits, told) = (api.waits(), inbox.clone());
    tokio::spawn(async move {
        while waits.changed().await.is_ok() {
            let seconds = *waits.borrow_and_update();
            drop(told.send(Arrival::Msg(Box::new(Msg::ServerWaits(seconds)))));
        }
    });
    drop(inbox.send(Arrival::Server(api)));
    Ok(connected)
}

fn read(
    fetched: &Fetched,
    patient: Option<&Patient>,
    password: Option<&Secret>,
    worker: &dyn Worker,
) -> Result<Reading, Problem> {
    let expected = patient.map(|patient| reader::Expected {
        family: patient.family.clone(),
        given: patient.given.clone(),
        born: patient.born,
        ins: patient.ins.clone(),
    });
    reader::read_locked(&fetched.bytes, &fetched.media_type, expected.as_ref(), password, worker)
}

/// The bytes of a copy.
fn written<'f>(fetched: &'f Fetched, form: &Form, words: &Words) -> Result<Cow<'f, [u8]>, Problem> {
    Ok(match form {
        Form::Original => Cow::Borrowed(&fetched.bytes),
        Form::Text(paper) => format!("{}\n\n{}", paper.origin, flow::text(&paper.reading, TEXT_WIDTH, words)).into_bytes().into(),
        Form::Pdf(paper) => paper::pdf(&paper.title, &paper.origin, &paper.reading, words)?.into(),
    })
}

/// The path of a copy, from what the person typed: the name is made safe, the folder must exist.
fn resolve(folder: &str, name: &str) -> Result<PathBuf, Problem> {
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
    export::resolve(&export::typed_folder(folder), &export::name(None, stem, extension))
}

/// A file of this computer: an ordinary one, and not larger than what is read.
///
/// [`Problem::NotFound`], [`Disk::Unreadable`] or [`Problem::TooLarge`] (32 MiB).
pub fn load(path: &Path) -> Result<Fetched, Problem> {
    let disk = |error: io::Error| {
        if error.kind() == io::ErrorKind::NotFound { Problem::NotFound } else { Problem::Disk(Disk::Unreadable) }
    };
    let file = std::fs::File::open(path).map_err(disk)?;
    if !file.metadata().map_err(disk)?.is_file() {
        return Err(Problem::Disk(Disk::Unreadable));
    }
    let mut bytes = Vec::new();
    file.take(LARGEST + 1).read_to_end(&mut bytes).map_err(disk)?;
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > LARGEST {
        return Err(Problem::TooLarge { limit: LARGEST });
    }
    let media_type = Clean::new(Format::of_file_name(path).media_type());
    Ok(Fetched { bytes: bytes.into(), media_type, faithful: Faithful::NotAnnounced })
}
