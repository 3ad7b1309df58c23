//! Everything that reaches the heart.

use super::Ticket;
use super::library::Wanted;
use super::library::reimbursed::Month;
use super::record::{Order, Period};
use crate::domain::{
    Account, Category, ChannelId, Chosen, Clean, Consents, DocumentId, Establishment, Fetched, Filed, Framing, History, Listing,
    Matrix, News, OpenSession, Outcome, Painted, Patient, PatientId, Place, Problem, Professional, ProfessionalId, Professionals,
    Reading, Seers, SessionId, Step, Trace,
};
use crate::page::{Anchor, Heard};
use jiff::Timestamp;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

pub enum Msg {
    Start,
    Heard(Heard<Do>),
    /// Where the eye is, before the page goes for a reason the person did not choose on it (D2).
    Seen(Anchor),
    Answer(Ticket, Answer),
    /// Bytes received, and expected when known.
    Progress(Ticket, u64, Option<u64>),
    /// The time on the wall, and how long ago the person last did something.
    Clock {
        now: Timestamp,
        idle: Duration,
    },
    /// The server asks to wait so many seconds before it is asked again; `None` when that is over (D18).
    ServerWaits(Option<u64>),
    /// What there is to be told of, and what arrived, to whoever listens with this ticket.
    News(Ticket, News),
    /// What is typed is sealed on this computer, or in memory alone and why.
    DraftsKept(Option<Problem>),
    /// A message arrived on the telephone of the demonstration.
    Phone(Phone),
    /// The system asks the program to stop.
    Stop(Stopped),
}

/// What a page's reachable things carry.
#[derive(Debug, Clone, PartialEq)]
pub enum Do {
    Back,
    Home,
    StopWaiting,
    Retry,
    Place(Place),
    UseServer,
    /// From a server that cannot be reached.
    OtherServer,
    TryDemonstration,
    ToggleRemember,
    SignIn,
    Lost,
    ChangePassword,
    Channel(ChannelId),
    OtherChannel,
    SendAgain,
    Verify,
    StartAgain,
    News,
    Documents,
    ChooseCategory,
    ChoosePeriod,
    ChooseAuthor,
    ChooseOrder,
    Category(Option<Category>),
    Period(Option<Period>),
    PeriodTyped,
    Author(Option<Clean>),
    Order(Order),
    ForgetNews,
    ForgetSearch,
    Unreadable,
    Open(DocumentId),
    ReadAnyway,
    /// With the document's own password.
    OpenLocked,
    Contents,
    Heading(usize),
    /// The page on which the eye is, as a picture.
    SeePicture,
    NextSheet,
    PreviousSheet,
    ToggleColours,
    /// The pixels that the eye needs.
    Paint(Framing),
    CopyAddress,
    /// In the person's own browser.
    Browse,
    About,
    FollowUp,
    /// The passage under the eye.
    Copy,
    CopyPassage(usize),
    Compare,
    FetchToCompare,
    Find,
    /// The passage of this rank in the document.
    Found(usize),
    FoundAfter,
    FoundBefore,
    ForgetFound,
    /// To the beginning of the document, from where one had left it.
    Beginning,
    /// Asks before documents are opened to know this.
    Want(Wanted),
    Gather(Wanted),
    Gathered(Wanted),
    Test(Clean),
    Month(Month),
    /// A document, at the passage of this rank, found by the words being looked for.
    OpenAt(DocumentId, usize),
    /// A report, at the result of this rank.
    OpenAtResult(DocumentId, usize),
    History,
    LongerHistory,
    MoreHistory,
    NewestHistory,
    Sift(super::history::Sift),
    Trace(Arc<Trace>),
    /// "I do not recognise this access", said of the one being shown.
    UnknownTrace,
    /// What I say about myself.
    Mine(super::mine::Step),
    Form(super::form::Step),
    Directory,
    /// A suggestion, by its name.
    Trade(Clean),
    SearchDirectory,
    MoreProfessionals,
    Professional(ProfessionalId),
    Rights(super::rights::Step),
    Notices(super::notices::Step),
    Masking(super::masking::Step),
    Account,
    Sessions,
    AskEndSession(SessionId),
    EndSession(SessionId),
    EndOtherSessions,
    AskSave,
    SaveAs(super::save::As),
    CheckSave,
    Save,
    Replace,
    Unlock,
    SignOut,
    Quit,
    SignOutAndQuit,
}

/// The outcome of an effect.
#[derive(Debug)]
pub enum Answer {
    /// The host now spoken to, as shown on the sign-in page.
    Connected(Result<Connected, Problem>),
    Step(Result<Step, Problem>),
    Verified(Result<PatientId, Problem>),
    Introduced(Box<Result<(Patient, Account), Problem>>),
    /// Whether the server was told.
    SignedOut(bool),
    Unlocked(Result<(), Problem>),
    /// Whether it is on the clipboard.
    Copied(bool),
    /// Whether the browser was started.
    Browsed(bool),
    Gathered(Result<Box<Reading>, Problem>),
    History(Result<History, Problem>),
    Sessions(Result<Vec<OpenSession>, Problem>),
    SessionsEnded(Result<(), Problem>),
    Professionals(Result<Professionals, Problem>),
    /// Nothing when the directory does not know them.
    Professional(Result<Option<Arc<Professional>>, Problem>),
    Establishments(Result<Vec<Establishment>, Problem>),
    Consents(Result<Consents, Problem>),
    Changed(Outcome),
    Notices(Box<super::notices::Noticed>),
    Filed(Vec<Filed>),
    Preferences(Result<bool, Problem>),
    MaskedNew(Outcome),
    Who(Result<Box<Seers>, Problem>),
    Matrix(Result<Matrix, Problem>),
    Documents(Result<Listing, Problem>),
    Fetched(Result<Fetched, Problem>),
    /// The first page of a document whose others are being read: the same question is still to be answered.
    Begun(Box<Reading>),
    Read(Result<Reading, Problem>),
    Painted(Result<Box<Painted>, Problem>),
    Resolved(Result<PathBuf, Problem>),
    Saved(Result<PathBuf, Problem>),
    Recalled(Option<Clean>),
    Mine(Box<super::mine::Found>),
    Written(Outcome),
    Drawn(Clean),
    Drafts(Box<super::mine::DraftsFound>),
    Chosen(Result<Chosen, Problem>),
    Looked(Result<super::mine::Looked, Problem>),
}

#[derive(Debug, Clone)]
pub struct Connected {
    pub host: Clean,
    /// The proxy in use, which the person is told of.
    pub proxy: Option<Clean>,
    pub demonstration: Option<super::Demonstration>,
}

/// An SMS or an e-mail of the demonstration.
#[derive(Debug, Clone)]
pub struct Phone {
    pub text: Clean,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stopped {
    Terminated,
    HungUp,
    /// Ctrl+C from outside: asks, as the key does.
    Interrupted,
    /// Something in the program broke: leave in order.
    Broken,
}
