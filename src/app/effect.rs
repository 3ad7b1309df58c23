//! What is to be done outside the heart: data, run by `run`.

use crate::domain::{
    Change, ChannelId, Clean, Contact, Deposit, Document, DocumentId, Draft, Fetched, Filing, Form as Questions, Framing,
    Patient, Place, Reading, Response, Secret, SessionId, Sieve, Sought, Statement, Subject,
};
use jiff::Timestamp;
use jiff::civil::Date;
use std::path::PathBuf;
use std::sync::Arc;

/// Joins an answer to its question: an answer whose ticket is no longer waited for is dropped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Ticket(pub u64);

/// What a copy holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Form {
    /// The bytes as they were received.
    Original,
    Text(Paper),
    Pdf(Paper),
}

/// What a copy that is not the original is made of.
#[derive(Debug, Clone, PartialEq)]
pub struct Paper {
    pub title: Clean,
    /// What it is, and of when: its first line.
    pub origin: Clean,
    pub reading: Arc<Reading>,
}

/// What a person says of themselves, to be written at the server. Runs to its outcome whatever the page (D5).
#[derive(Debug)]
pub enum Write {
    /// Created under this identifier, or changed when it has an id.
    Contact {
        identifier: Clean,
        contact: Contact,
    },
    RemoveContact(Contact),
    /// Without an identifier, one is drawn when it is sent.
    Statement {
        identifier: Option<Clean>,
        statement: Statement,
    },
    RemoveStatement(Statement),
    Response {
        form: Arc<Questions>,
        response: Response,
    },
    /// Answers completed, printed, and deposited with what they answer.
    Sign {
        form: Arc<Questions>,
        response: Response,
        paper: Paper,
        deposit: Deposit,
    },
    /// Printed and deposited: the deposit comes without its bytes.
    Print {
        paper: Paper,
        deposit: Deposit,
    },
    Deposit(Deposit),
    /// The bytes of this document under another description.
    Correct {
        document: Arc<Document>,
        deposit: Deposit,
    },
}

#[derive(Debug)]
pub enum Effect {
    /// Uses this FHIR base from now on, and asks the server what it is.
    Connect {
        ticket: Ticket,
        server: Option<Clean>,
        place: Place,
    },
    /// Starts the demonstration instead of a server.
    Demonstration {
        ticket: Ticket,
        place: Place,
    },
    SignIn {
        ticket: Ticket,
        identifier: Clean,
        password: Secret,
    },
    ChangePassword {
        ticket: Ticket,
        password: Secret,
    },
    ChooseChannel {
        ticket: Ticket,
        channel: ChannelId,
    },
    Verify {
        ticket: Ticket,
        code: Secret,
    },
    /// Who is signed in, and their account.
    Introduce {
        ticket: Ticket,
    },
    SignOut {
        ticket: Ticket,
    },
    /// Drops the access token.
    /// What the person said of themselves so far.
    Mine {
        ticket: Ticket,
        wanted: super::mine::Wanted,
    },
    Write {
        ticket: Ticket,
        write: Box<Write>,
    },
    /// A `urn:uuid:…` for a form that was opened (D34).
    DrawIdentifier {
        ticket: Ticket,
    },
    /// What is typed so far: sealed on this computer within two seconds, or in memory alone.
    KeepDraft(Box<Draft>),
    ForgetDraft(Clean),
    /// What was kept before, for whoever has just signed in.
    Drafts {
        ticket: Ticket,
    },
    /// A file to deposit, by its path as it was typed.
    ChooseFile {
        ticket: Ticket,
        path: Clean,
    },
    /// The same, chosen in a list.
    TakeFile {
        ticket: Ticket,
        path: PathBuf,
    },
    /// What there is in a folder; where one may begin to look when none is said.
    Look {
        ticket: Ticket,
        path: Option<PathBuf>,
    },
    Lock,
    Unlock {
        ticket: Ticket,
        password: Secret,
    },
    /// A document fetched and read at once, for what it says inside: it writes in the access history too.
    Gather {
        ticket: Ticket,
        document: Arc<Document>,
        patient: Option<Box<Patient>>,
    },
    /// A passage for the system's clipboard.
    Copy {
        ticket: Ticket,
        text: Clean,
    },
    /// An address given to the person's browser, exactly as it was shown (S41).
    Browse {
        ticket: Ticket,
        address: Clean,
    },
    /// What happened to the record between two days; `next` for the page after those received.
    History {
        ticket: Ticket,
        from: Date,
        to: Date,
        of: Option<Subject>,
        sieve: Sieve,
        next: Option<Arc<str>>,
    },
    /// What happened to the record since an instant, in the background.
    HistorySince {
        ticket: Ticket,
        since: Timestamp,
    },
    /// Who may read: every consent in force. In the background it does not count as somebody being there (D21).
    Consents {
        ticket: Ticket,
        background: bool,
    },
    /// A change of who may read: a write, never let go.
    Change {
        ticket: Ticket,
        change: Box<Change>,
    },
    /// Something of the notice centre.
    Notices {
        ticket: Ticket,
        errand: Box<super::notices::Errand>,
    },
    /// Documents masked, archived or deleted, one after the other: a write, never let go.
    File {
        ticket: Ticket,
        documents: Vec<DocumentId>,
        filing: Filing,
    },
    /// Whether documents to come are masked.
    Preferences {
        ticket: Ticket,
    },
    /// Documents to come, masked or not: a write.
    MaskNew {
        ticket: Ticket,
        mask: bool,
    },
    /// Who sees a document, as it is or as if it were masked or not.
    Who {
        ticket: Ticket,
        document: DocumentId,
        mask: Option<bool>,
    },
    /// Which profession reads what.
    Matrix {
        ticket: Ticket,
    },
    /// A professional of the directory, by their national identifier.
    Professional {
        ticket: Ticket,
        identifier: Clean,
    },
    /// Hospitals and places of care, by name.
    Establishments {
        ticket: Ticket,
        name: Clean,
    },
    /// The sessions open on the account.
    Sessions {
        ticket: Ticket,
    },
    /// Professionals of the directory: the first page, or the one this link is for.
    Professionals {
        ticket: Ticket,
        sought: Box<Sought>,
        next: Option<Arc<str>>,
    },
    /// Ends these, one after the other.
    EndSessions {
        ticket: Ticket,
        sessions: Vec<SessionId>,
    },
    /// Documents deposited since an instant.
    News {
        ticket: Ticket,
        since: Timestamp,
    },
    /// A page of the list; `None` for the first.
    Documents {
        ticket: Ticket,
        next: Option<Arc<str>>,
    },
    /// The bytes of a document: the only effect on a document that writes in the access history.
    Fetch {
        ticket: Ticket,
        document: Arc<Document>,
    },
    /// Bytes into a reading.
    Read {
        ticket: Ticket,
        fetched: Fetched,
        /// Whose record it is, so that a document of somebody else is said to be.
        patient: Option<Box<Patient>>,
        /// The document's own, typed by the person and kept nowhere.
        password: Option<Secret>,
    },
    /// The pixels of a part of a page, the first page being 0.
    Paint {
        ticket: Ticket,
        bytes: Arc<[u8]>,
        media_type: Clean,
        page: usize,
        framing: Framing,
    },
    /// The path a copy would get, without writing anything.
    Resolve {
        ticket: Ticket,
        folder: Clean,
        name: Clean,
    },
    Save {
        ticket: Ticket,
        path: PathBuf,
        fetched: Fetched,
        form: Form,
        replace: bool,
    },
    /// Reads the identifier remembered on this computer.
    Recall {
        ticket: Ticket,
    },
    Remember(Option<Clean>),
    /// Keeps what was answered on this computer (never in a shop).
    KeepPlace(Place),
    KeepServer(Clean),
    /// Lets the task of this ticket go. Reads only (D5).
    Cancel(Ticket),
    /// Erases the terminal and its scrollback.
    Wipe,
}

impl Effect {
    /// The question this effect asks, when it asks one.
    pub fn ticket(&self) -> Option<Ticket> {
        match self {
            Self::Connect { ticket, .. }
            | Self::Demonstration { ticket, .. }
            | Self::SignIn { ticket, .. }
            | Self::ChangePassword { ticket, .. }
            | Self::ChooseChannel { ticket, .. }
            | Self::Verify { ticket, .. }
            | Self::Introduce { ticket }
            | Self::SignOut { ticket }
            | Self::Unlock { ticket, .. }
            | Self::Gather { ticket, .. }
            | Self::Copy { ticket, .. }
            | Self::Browse { ticket, .. }
            | Self::History { ticket, .. }
            | Self::HistorySince { ticket, .. }
            | Self::Sessions { ticket }
            | Self::Consents { ticket, .. }
            | Self::Change { ticket, .. }
            | Self::Notices { ticket, .. }
            | Self::File { ticket, .. }
            | Self::Preferences { ticket }
            | Self::MaskNew { ticket, .. }
            | Self::Who { ticket, .. }
            | Self::Matrix { ticket }
            | Self::Professional { ticket, .. }
            | Self::Establishments { ticket, .. }
            | Self::Professionals { ticket, .. }
            | Self::EndSessions { ticket, .. }
            | Self::News { ticket, .. }
            | Self::Documents { ticket, .. }
            | Self::Fetch { ticket, .. }
            | Self::Read { ticket, .. }
            | Self::Paint { ticket, .. }
            | Self::Resolve { ticket, .. }
            | Self::Save { ticket, .. }
            | Self::Mine { ticket, .. }
            | Self::Write { ticket, .. }
            | Self::DrawIdentifier { ticket }
            | Self::Drafts { ticket }
            | Self::ChooseFile { ticket, .. }
            | Self::TakeFile { ticket, .. }
            | Self::Look { ticket, .. }
            | Self::Recall { ticket } => Some(*ticket),
            Self::Lock
            | Self::Remember(_)
            | Self::KeepPlace(_)
            | Self::KeepServer(_)
            | Self::Cancel(_)
            | Self::Wipe
            | Self::KeepDraft(_)
            | Self::ForgetDraft(_) => None,
        }
    }
}
