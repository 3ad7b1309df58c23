//! What the person is told of their record: who opened it, what was added (STANDARDS §3.6, D31).

use super::{ChannelId, Clean, DocumentId, Mode, NoticeId, Party};
use jiff::Timestamp;
use std::sync::Arc;

/// One notice. What the server does not say stays unknown: one that names nobody and nothing is whole (D30).
#[derive(Debug, Clone, PartialEq)]
pub struct Notice {
    pub id: NoticeId,
    /// The version that was seen, which a change must name.
    pub version: Option<Clean>,
    pub told: Told,
    pub sent: Timestamp,
    pub read: bool,
    /// Who did what it tells.
    pub who: Option<Party>,
    /// How the record was opened, for an access.
    pub mode: Option<Mode>,
    /// Why, in the words of who did it.
    pub reason: Option<Clean>,
    /// The line of the access history (`AuditEvent.id`).
    pub trace: Option<Clean>,
    pub document: Option<DocumentId>,
    pub title: Option<Clean>,
    /// The server's own words.
    pub said: Option<Clean>,
}

/// What a notice tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Told {
    /// A professional opened the record.
    Access,
    /// The same in an emergency.
    Emergency,
    Deposit,
    /// What was reimbursed was added.
    Feed,
    /// There is a document that a professional is to explain first: it is not named (D30).
    Announced,
    /// That document can now be read.
    Visible,
    /// Somebody was blocked by the treating doctor, as the person asked (D32).
    Blocked,
    /// The person has another treating doctor (D32).
    Treating,
    /// Told in the server's words alone.
    Other,
}

/// A page of the notice centre, the newest first.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Notices {
    pub all: Vec<Arc<Notice>>,
    /// Of all pages.
    pub total: Option<u64>,
    /// The page after this one.
    pub next: Option<Arc<str>>,
    /// Entries that could not be understood: they are counted.
    pub unreadable: usize,
}

/// What is learnt while the program is open.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct News {
    /// How many are unread, when the server says.
    pub unread: Option<u64>,
    /// Those that arrived since the last time, the newest first.
    pub fresh: Vec<Arc<Notice>>,
    /// And others that arrived, which were not fetched.
    pub more: bool,
}

/// Which notices also come by SMS or e-mail.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NoticeChoices {
    /// Those that the account has.
    pub channels: Vec<ChannelId>,
    pub all: Vec<NoticeChoice>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoticeChoice {
    /// As the server names it.
    pub code: Clean,
    pub told: Told,
    /// `None`: by no channel, in the notice centre alone.
    pub channel: Option<ChannelId>,
    /// It cannot be refused.
    pub required: bool,
}
