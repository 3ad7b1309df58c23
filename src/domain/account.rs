//! The person's account and the steps of signing in.

use super::{Clean, Place, SessionId};
use jiff::Timestamp;

/// What the server asks for next.
#[derive(Debug, Clone, PartialEq)]
pub enum Step {
    /// The initial password must be changed first.
    ChangePassword { policy: PasswordPolicy, rejected: Vec<Rejection> },
    /// A one-time code. No channel chosen yet: `channel` is `None`.
    Code(Challenge),
    /// The server asks for something this version does not know.
    Unknown,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PasswordPolicy {
    /// Characters.
    pub min_length: u32,
    pub max_length: u32,
    /// Kinds of characters wanted ("lower", "upper", "digit", "special"); empty when none is.
    pub classes: Vec<Clean>,
}

/// Why a new password is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Rejection {
    TooShort,
    TooLong,
    TooGuessable,
    TooCommon,
    SameAsOld,
    ContainsIdentity,
    /// A reason this version does not know.
    Other,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Challenge {
    /// The ways offered, in the order to show them.
    pub channels: Vec<Channel>,
    /// The way the code was sent, once chosen.
    pub channel: Option<ChannelId>,
    /// Digits of the code.
    pub length: u32,
    /// Seconds before the code expires.
    pub expires_in: Option<u64>,
    /// Seconds before another can be asked for.
    pub resend_in: Option<u64>,
    pub attempts_left: Option<u32>,
    /// Where one is, when told: step and number of steps.
    pub position: Option<(u32, u32)>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Channel {
    pub id: ChannelId,
    /// A masked destination, as the server words it ("06 •• •• •• 42").
    pub hint: Clean,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum ChannelId {
    Sms,
    Mail,
    Authenticator,
    Other(Clean),
}

impl ChannelId {
    /// The word that crosses the wire.
    pub fn code(&self) -> &str {
        match self {
            Self::Sms => "sms",
            Self::Mail => "mail",
            Self::Authenticator => "totp",
            Self::Other(code) => code,
        }
    }

    pub fn of(code: &str) -> Self {
        match code {
            "sms" => Self::Sms,
            "mail" => Self::Mail,
            "totp" => Self::Authenticator,
            other => Self::Other(Clean::line(other)),
        }
    }
}

/// What the server knows of the account; contacts are masked by it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Account {
    pub channels: Vec<Channel>,
    pub channel: Option<ChannelId>,
    pub authenticator: bool,
    /// The sign-in before this one (D24).
    pub previous_sign_in: Option<Timestamp>,
}

/// A session open on the account, on this computer or another (S27).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenSession {
    pub id: SessionId,
    pub opened: Option<Timestamp>,
    pub last_seen: Option<Timestamp>,
    pub place: Option<Place>,
    /// The one that asks.
    pub current: bool,
}
