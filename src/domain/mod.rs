//! The patient's world in types. Nothing here knows HTTP, a terminal or a sentence.

mod account;
mod address;
mod category;
mod clean;
mod coded;
mod consent;
mod contact;
mod date;
mod deposit;
mod document;
mod draft;
mod file;
mod filing;
mod fold;
mod form;
mod identifier;
mod keeping;
mod label;
pub mod letters;
mod names;
mod notice;
mod picture;
mod place;
mod postcode;
mod problem;
mod professional;
mod reading;
mod secret;
mod spot;
mod statement;
mod trace;
mod written;

pub use account::{Account, Challenge, Channel, ChannelId, OpenSession, PasswordPolicy, Rejection, Step};
pub use address::{Leads, Site};
pub use category::Category;
pub use clean::{Clean, Hidden};
pub use coded::{Care, Coded, Decimal, Measure, Quantity, Range, Reimbursed, Treatment, Vaccination, Value, Verdict};
pub use consent::{About, Change, Consent, Consents, Emergency, Outcome, Party};
pub use contact::{Contact, Contacts, Link};
pub use date::{Date, Precision};
pub use deposit::{Chosen, DEPOSIT_LIMIT, Deposit, DepositKind};
pub use document::{Author, Content, Document, Faithful, Fetched, Format, Kind, Listing, Patient, States};
pub use draft::{Draft, Kept, Purpose};
pub use file::{Entry, Folder, Is, Start, StartingPoint, Unfit};
pub use filing::{Filed, Filing, Matrix, Seers, Sees, Standing};
pub use fold::{find_folded, fold};
pub use form::{Answer, Answered, Ask, Check, Condition, Form, Forms, Question, Response, Responses, Test, When};
pub use identifier::{
    ConsentId, ContactId, DocumentId, FormId, Ins, Instance, NoticeId, PatientId, ProfessionalId, ResponseId, SessionId,
    StatementId,
};
pub use keeping::{DraftBytes, DraftId, DraftKey, Keeping, KeptDrafts, LARGEST_DRAFT, SetAside, Unkept, Unopened};
pub use label::Label;
pub use names::Names;
pub use notice::{News, Notice, NoticeChoice, NoticeChoices, Notices, Told};
pub use picture::{Framing, Painted, Part, Raster, WHOLE, luminance};
pub use place::Place;
pub use postcode::{agrees as town_agrees, towns as towns_of};
pub use problem::{Damage, Disk, Flaw, Problem, TlsFault};
pub use professional::{Establishment, Occupation, Professional, Professionals, Qualification, Rpps, Sought, Trade, Workplace};
pub use reading::{
    Aside, Cell, Embedded, Emphasis, Facts, Item, Laid, LaidLine, LinkId, Marker, Picture, Piece, Reading, Row, Scope, Span,
    Table, Target, Words,
};
pub use secret::Secret;
pub use spot::Spot;
pub use statement::{Blood, Said, Statement, Statements, Topic};
pub use trace::{Deed, History, Mode, Sieve, Subject, Tally, Trace, Who};
pub use written::Written;
