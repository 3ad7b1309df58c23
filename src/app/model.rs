//! Everything the program knows while it runs. Passwords, codes and tokens are never in it.

use super::document::Opened;
use super::effect::Ticket;
use super::library::Library;
use super::library::gather::Gathering;
use super::mine::Mine;
use super::msg::Connected;
use super::notices::Notices;
use super::record::Record;
use super::rights::{Rights, Wish};
use super::trail::{Screen, Visit};
use crate::domain::{Account, Clean, Document, DocumentId, Patient, Place, Problem, Reading, Tally};
use crate::page::{Anchor, Look, Notice, RowId, Tone};
use crate::say;
use crate::words::Words;
use jiff::Timestamp;
use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

/// What was decided before the program opened: arguments, environment, settings file.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// `None`: to be asked.
    pub place: Option<Place>,
    /// `None`: to be asked, or the demonstration.
    pub server: Option<Clean>,
    /// Opens on the demonstration.
    pub demonstration: bool,
    /// An identifier is remembered on this computer.
    pub remembers: bool,
    /// At home, locks after this long without a sign of the person; `None`: never.
    pub lock_at_home: Option<Duration>,
    /// The same on a computer others use, where it always locks.
    pub lock_in_shop: Duration,
    /// Where copies go unless told otherwise.
    pub folder: Clean,
    /// Files of this computer to read, instead of a record.
    pub files: Vec<Document>,
    /// Files of the folder that are no document, and whether there were more than are listed.
    pub left_out: usize,
    pub more_files: bool,
}

/// The fictional person of the demonstration, shown on the first page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Demonstration {
    pub identifier: Clean,
    pub password: Clean,
}

/// Something asked of the outside in the foreground.
#[derive(Debug, Clone, PartialEq)]
pub struct Waiting {
    pub ticket: Ticket,
    pub for_what: WaitsFor,
    /// Done and total.
    pub progress: Option<(u64, u64)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WaitsFor {
    Server,
    SignIn,
    Record,
    Document,
    Save,
    SignOut,
    Unlock,
    /// Several documents, one after the other.
    Gather,
    /// The clipboard.
    Copy,
    /// The person's browser.
    Browser,
    /// The other version of a document, to be compared.
    Compare,
    /// The access history.
    History,
    /// The list of the sessions open on the account.
    Sessions,
    /// Professionals, in the directory.
    Directory,
    /// The end of some of them: a write, never let go.
    EndSessions,
    /// Who may read.
    Rights,
    /// A change of who may read: a write, never let go.
    Change,
    /// The notice centre.
    Notices,
    /// What is read of it, or by which channel it is told: a write, never let go.
    NoticesChange,
    /// What I said about myself.
    Mine,
    /// The same, being written: never let go.
    Writing,
    /// A document being sent: what is stopped can be sent again.
    Sending,
    /// A file being looked at.
    File,
}

/// Somebody signed in.
#[derive(Debug, Clone)]
pub struct Session {
    pub patient: Patient,
    pub account: Account,
}

/// A document already read in this visit, so that coming back to it writes nothing in the history.
#[derive(Debug, Clone)]
pub struct Kept {
    pub document: Arc<Document>,
    pub fetched: crate::domain::Fetched,
    pub reading: Arc<Reading>,
}

/// Where the eye goes in a document that is opened for something it says.
#[derive(Debug, Clone, PartialEq)]
pub enum Aim {
    /// The passage of this rank, found by these words.
    Passage(Clean, usize),
    /// The result of this rank.
    Result(usize),
}

/// Documents kept in memory once read.
const KEPT: usize = 8;

pub struct Model {
    pub words: Words,
    pub settings: Settings,
    pub(super) trail: Vec<Visit>,
    pub(super) connected: Option<Connected>,
    pub(super) session: Option<Session>,
    pub record: Record,
    pub(super) news: Option<Vec<Arc<Document>>>,
    pub(super) kept: Vec<Kept>,
    /// What the documents read in this visit say.
    pub(super) library: Library,
    pub(super) gathering: Option<Gathering>,
    /// That for which the document on its way is opened.
    pub(super) opens_at: Option<Aim>,
    /// Where documents read in this visit were left.
    pub(super) places: HashMap<DocumentId, Anchor>,
    pub(super) notice: Option<Notice>,
    /// The last message of the demonstration's telephone.
    pub(super) phone: Option<Clean>,
    pub(super) waiting: Option<Waiting>,
    /// The server asked to wait so many seconds.
    pub(super) server_waits: Option<u64>,
    /// Background questions: the list, the news, the remembered identifier.
    pub(super) loading: Option<Ticket>,
    pub(super) asking_news: Option<Ticket>,
    pub(super) recalling: Option<Ticket>,
    /// Who opened the record since the last visit.
    pub(super) counting: Option<Ticket>,
    pub(super) accesses: Option<Tally>,
    /// The newest page of the list that is shown, once more.
    pub(super) refreshing: Option<Ticket>,
    /// The professional shown, as the directory knows them.
    pub(super) completing: Option<Ticket>,
    pub(super) rights: Rights,
    pub(super) notices: Notices,
    pub(super) mine: Mine,
    /// The change on its way.
    pub(super) changing: Option<Wish>,
    /// What the person was doing when the session ended, to come back to.
    pub(super) resume: Option<Vec<Visit>>,
    pub(super) look: Option<Look>,
    /// The row of the list on which the eye rests (D4).
    pub(super) resting: Option<RowId>,
    /// The eye is to be on the first document when it comes, unless the person has gone elsewhere meanwhile.
    pub(super) awaits_first: bool,
    pub now: Option<Timestamp>,
    /// How much of the idle warning was said: seconds left.
    pub(super) warned: Option<u64>,
    pub(super) over: Option<u8>,
    tickets: u64,
    serials: u64,
}

impl Model {
    pub fn new(words: Words, settings: Settings) -> Self {
        Self {
            words,
            settings,
            trail: Vec::new(),
            connected: None,
            session: None,
            record: Record::default(),
            news: None,
            kept: Vec::new(),
            library: Library::default(),
            gathering: None,
            opens_at: None,
            places: HashMap::new(),
            notice: None,
            phone: None,
            waiting: None,
            server_waits: None,
            loading: None,
            asking_news: None,
            recalling: None,
            counting: None,
            accesses: None,
            refreshing: None,
            completing: None,
            rights: Rights::default(),
            notices: Notices::default(),
            mine: Mine::default(),
            changing: None,
            resume: None,
            look: None,
            resting: None,
            awaits_first: false,
            now: None,
            warned: None,
            over: None,
            tickets: 0,
            serials: 0,
        }
    }

    /// The exit code, once the program is to end.
    pub fn over(&self) -> Option<u8> {
        self.over
    }

    /// How long until [`super::Msg::Clock`] is due, given how long the person has been idle.
    pub fn wake_in(&self, idle: Duration) -> Option<Duration> {
        let lock = self.lock_after()?;
        [60, 30, 10, 0]
            .into_iter()
            .map(|left| lock.saturating_sub(Duration::from_secs(left)))
            .find(|due| *due > idle)
            .map(|due| due - idle)
    }

    /// The idle time after which this page locks, if it does.
    pub(super) fn lock_after(&self) -> Option<Duration> {
        let locked = matches!(self.screen(), Some(Screen::Locked));
        match self.place() {
            _ if self.session.is_none() || locked => None,
            Place::Home => self.settings.lock_at_home,
            Place::Shop => Some(self.settings.lock_in_shop),
        }
    }

    pub(super) fn place(&self) -> Place {
        self.settings.place.unwrap_or(Place::Shop)
    }

    pub(super) fn screen(&self) -> Option<&Screen> {
        self.trail.last().map(|visit| &visit.screen)
    }

    pub(super) fn screen_mut(&mut self) -> Option<&mut Screen> {
        self.trail.last_mut().map(|visit| &mut visit.screen)
    }

    /// The document being read, even under the pages about it.
    pub(super) fn opened(&self) -> Option<&Opened> {
        self.trail.iter().rev().find_map(|visit| if let Screen::Document(opened) = &visit.screen { Some(opened) } else { None })
    }

    pub(super) fn opened_mut(&mut self) -> Option<&mut Opened> {
        let screens = self.trail.iter_mut().rev().map(|visit| &mut visit.screen);
        screens.filter_map(|screen| if let Screen::Document(opened) = screen { Some(opened) } else { None }).next()
    }

    /// Documents being shown say what is now known of them.
    pub(super) fn refresh_opened(&mut self) {
        for visit in &mut self.trail {
            if let Screen::Document(opened) = &mut visit.screen
                && opened.within == 0
                && let Some(now) = self.record.document(&opened.document.id)
            {
                opened.document = now.clone();
            }
        }
    }

    pub(super) fn go(&mut self, screen: Screen) {
        self.trail.push(screen.into());
    }

    /// Instead of the page shown.
    pub(super) fn replace(&mut self, screen: Screen) {
        self.trail.pop();
        self.go(screen);
    }

    /// Back one page, to where the eye left it.
    pub(super) fn back(&mut self) {
        if self.trail.len() > 1 {
            self.trail.pop();
            if let Some(anchor) = self.trail.last().and_then(|visit| visit.left.clone()) {
                self.look_at(anchor);
            }
        }
    }

    pub(super) fn look_at(&mut self, at: Anchor) {
        let serial = self.serial();
        self.look = Some(Look { serial, at });
    }

    pub(super) fn ask(&mut self, for_what: WaitsFor) -> Ticket {
        let ticket = self.ticket();
        self.waiting = Some(Waiting { ticket, for_what, progress: None });
        ticket
    }

    pub(super) fn ticket(&mut self) -> Ticket {
        self.tickets += 1;
        Ticket(self.tickets)
    }

    pub(super) fn serial(&mut self) -> u64 {
        self.serials += 1;
        self.serials
    }

    pub(super) fn tell(&mut self, tone: Tone, text: Clean) {
        let serial = self.serial();
        self.notice = Some(Notice { serial, tone, text });
    }

    /// The person has gone on: what was said above the page has been read.
    pub(super) fn hush(&mut self) {
        self.notice = None;
        self.notices.hush();
    }

    pub(super) fn complain(&mut self, problem: &Problem) {
        let text = self.words.problem(problem);
        self.tell(Tone::Problem, text);
    }

    /// Forgets the person: the record, what was read, where they were.
    pub(super) fn forget(&mut self) {
        self.session = None;
        self.record = Record::default();
        self.news = None;
        self.kept.clear();
        self.library = Library::default();
        self.places.clear();
        self.gathering = None;
        self.resume = None;
        self.loading = None;
        self.asking_news = None;
        self.counting = None;
        self.accesses = None;
        self.refreshing = None;
        self.completing = None;
        self.rights = Rights::default();
        self.notices = Notices::default();
        self.mine = Mine::default();
        self.changing = None;
        self.waiting = None;
        self.warned = None;
        self.resting = None;
    }

    pub(super) fn keep(&mut self, kept: Kept) {
        self.kept.retain(|other| other.document.id != kept.document.id);
        if self.kept.len() >= KEPT {
            self.kept.remove(0);
        }
        self.kept.push(kept);
    }

    /// The words above every page: where one is, and that it is a demonstration.
    pub(super) fn banner(&self) -> Option<Clean> {
        let words = &self.words;
        let demonstration = self.connected.as_ref().is_some_and(|c| c.demonstration.is_some());
        let shop = self.settings.place == Some(Place::Shop);
        match (demonstration, shop) {
            (false, false) => None,
            (true, false) => Some(say!(words, "banner-demonstration")),
            (false, true) => Some(say!(words, "banner-shop")),
            (true, true) => Some(say!(words, "banner-demonstration-shop")),
        }
    }
}
