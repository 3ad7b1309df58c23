//! What can go wrong, in the patient's terms. `words` has one sentence for each: what happened and what to do.

use super::{Clean, Rejection, Unfit, Unkept};
use serde::{Deserialize, Serialize};

/// Never holds a secret, a medical text or the raw words of a server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    // Reaching the server.
    /// The address is not an address.
    AddressUnreadable,
    /// `http://` elsewhere than on this computer.
    AddressNotSecure,
    /// No such name.
    NameUnknown,
    /// Nothing listens there, or the network is down.
    Unreachable,
    TimedOut,
    /// The connection was cut before the end of the answer.
    Cut,
    Tls(TlsFault),
    /// The server sends elsewhere (any 3xx): never followed.
    Redirected,
    /// The server points at another server for part of the service.
    OtherOrigin,
    /// It answers, but not as a DMP server.
    NotADmpServer,

    // What it answers.
    /// The session has ended and could not be renewed.
    SessionEnded,
    Forbidden,
    DmpClosed,
    NotFound,
    /// Too many requests; seconds to wait, when said.
    TooFast {
        seconds: Option<u64>,
    },
    /// 503, 502 or 504; seconds to wait, when said.
    Unavailable {
        seconds: Option<u64>,
    },
    /// Any other failure on its side.
    ServerFailed {
        status: u16,
    },
    /// More bytes than this program accepts, in bytes.
    TooLarge {
        limit: u64,
    },
    /// Truncated or malformed, or of the wrong type.
    Garbled,
    NotOffered,
    /// What was to be changed is no longer as it was seen: somebody changed it meanwhile.
    ChangedMeanwhile,
    /// The server wants to be sure that it is the person: they must give their password again (RFC 9470).
    ProveIdentity,
    /// What was sent is not as the server wants it; what is wrong with it, when that is understood.
    Refused {
        flaw: Option<Flaw>,
    },
    /// The same, of the answer to one question of a form, by its `linkId`.
    AnswerRefused {
        link: Clean,
    },
    /// The server has no room left: nothing was kept.
    ServerFull,
    /// A form of more questions, or more deeply nested, than this program accepts.
    FormTooLarge,

    // Signing in.
    WrongCredentials,
    /// Too many tries; seconds to wait.
    Locked {
        seconds: u64,
    },
    WrongCode {
        left: Option<u32>,
    },
    CodeExpired,
    /// The twenty minutes given to sign in are over.
    SignInExpired,
    PasswordRejected(Vec<Rejection>),
    /// The server wants this done on its web site.
    OnTheWeb,

    // A document.
    /// Its fingerprint or its size is not the one announced.
    DocumentChanged,
    Damaged(Damage),
    /// The person stopped it.
    /// A document that does not become a PDF that all can read.
    NotPrinted,
    Stopped,

    // This computer.
    Disk(Disk),
    /// A file of this computer cannot be sent.
    Unfit(Unfit),
    /// What is being written is in memory alone.
    Unkept(Unkept),
    /// A fault of this program; the identifier of the report.
    Internal {
        report: Clean,
    },
}

/// What a server finds wrong with something that the person wrote.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Flaw {
    Name,
    /// Neither to be called nor trusted, or tied to the patient in no way that it knows.
    Link,
    /// There is a trusted person already.
    SecondTrusted,
    Phone,
    Email,
    Street,
    Postcode,
    Town,
    /// What was said of one's health.
    Words,
    /// It contradicts what was said already ("nothing of the kind", or another blood group).
    Contradiction,
    Date,
    Title,
    Kind,
    /// A file that it does not take, or that is not what it says.
    File,
    /// More than [`super::DEPOSIT_LIMIT`] bytes.
    TooLarge,
    /// There are advance directives already, which these do not say they replace.
    SecondDirectives,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TlsFault {
    Expired,
    NotYetValid,
    WrongName,
    UnknownAuthority,
    /// The server speaks only versions that are no longer safe.
    TooOld,
    Other,
}

/// Why the bytes of a document cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Damage {
    Empty,
    /// Not well-formed XML, or cut before its end.
    Malformed,
    /// It declares entities or a document type: refused, since they are used for attacks.
    DocumentType,
    TooDeep,
    TooBig,
    /// Its letters are not in the encoding it declares.
    Encoding,
    /// It is not of the kind it says.
    OtherKind,
    /// It asks for a password of its own.
    Locked,
    /// The password typed is not the document's.
    WrongPassword,
    /// It is what it says, made in a way that this program does not read.
    Unsupported,
    /// It is locked in a way that this program does not know.
    UnknownLock,
    /// Reading it took too long or too much memory, or ended the process set apart for it.
    Unsafe,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Disk {
    Full,
    ReadOnly,
    /// The folder does not exist or cannot be entered.
    NoFolder,
    /// A file of that name is there.
    Exists,
    /// What stands there is not an ordinary file of this person.
    Suspicious,
    /// A file that is there cannot be read.
    Unreadable,
    Other,
}

impl Problem {
    /// Whether the person's session must be opened again.
    pub fn ends_the_session(&self) -> bool {
        matches!(self, Self::SessionEnded)
    }
}
