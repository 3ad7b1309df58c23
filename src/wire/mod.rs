//! What crosses HTTP: paths, parameter names, error codes, profiles and code systems. Words only, no behaviour.
//!
//! Sources: API.md of the project, FHIR R4, the guides PDSm4DMP 0.1.0, PDSm 3.1.0 and FR Core 2.1, and
//! draft-ietf-oauth-first-party-apps-04.

pub mod fhir;
pub mod oauth;

/// RFC 9457.
pub const PROBLEM_JSON: &str = "application/problem+json";
/// Every request and answer carries one; compared only when echoed (D18).
pub const REQUEST_ID: &str = "x-request-id";
/// `X-Activity: background` marks a request that does not count as somebody being there (D21).
pub const ACTIVITY: &str = "x-activity";
pub const BACKGROUND: &str = "background";

/// Under the account endpoint.
pub mod account {
    pub const UNLOCK: &str = "unlock";
    pub const PASSWORD: &str = "password";
    pub const SESSIONS: &str = "sessions";
    pub const PREFERENCES: &str = "preferences";
    pub const NOTIFICATIONS: &str = "notifications";
    /// What seals drafts of forms at rest (SECURITY §6).
    pub const DRAFT_KEY: &str = "draft-key";
}

/// The live events (Server-Sent Events): ids only.
pub mod events {
    /// The request header that says where the stream was.
    pub const LAST_EVENT_ID: &str = "last-event-id";
    /// `event`: there is a notice.
    pub const NOTICE: &str = "notice";
    /// Member of `data`: the id of the `Communication`.
    pub const ID: &str = "id";
}

/// Members of the account's `/notifications`: which notices also come by SMS or e-mail.
pub mod account_notices {
    /// Those that the account has.
    pub const CHANNELS: &str = "channels";
    pub const NOTICES: &str = "notices";
    /// Members of one: a code of notices.
    pub const CODE: &str = "code";
    /// One of the account's channels, or [`NONE`].
    pub const CHANNEL: &str = "channel";
    /// A boolean: it cannot be [`NONE`].
    pub const REQUIRED: &str = "required";
    pub const NONE: &str = "none";
}

/// Members of the account's JSON.
pub mod account_member {
    /// The instant of the sign-in before the current one, absent at the first (D24).
    pub const PREVIOUS_SIGN_IN: &str = "previous_sign_in";
    pub const OTP_CHANNELS: &str = "otp_channels";
    pub const OTP_CHANNEL: &str = "otp_channel";
    /// A boolean: an authenticator application is enrolled.
    pub const TOTP: &str = "totp";
    /// Of `preferences`, a boolean: documents are masked as they arrive.
    pub const MASK_NEW: &str = "mask_new";
    /// Of `draft-key`: 32 bytes in base64url without padding.
    pub const KEY: &str = "key";
}

/// Members of an open session in the account's `/sessions`.
pub mod session_member {
    pub const SESSIONS: &str = "sessions";
    pub const ID: &str = "id";
    /// An instant.
    pub const CREATED: &str = "created";
    /// An instant.
    pub const LAST_SEEN: &str = "last_seen";
    /// "home" or "shop", as the sign-in said.
    pub const PLACE: &str = "place";
    /// A boolean: the session that asks.
    pub const CURRENT: &str = "current";
}

/// The sandbox's own door: why it refuses, in the member `error`.
pub mod door {
    /// Whatever the reason.
    pub const NO_ACCESS: &str = "no_access";
    /// Nobody of the directory.
    pub const UNKNOWN: &str = "unknown_professional";
    /// Several of the directory have this name.
    pub const SEVERAL: &str = "several_professionals";
    /// Not in the capacity in which they exercise.
    pub const NOT_ALLOWED: &str = "not_allowed";
    pub const NOT_FOUND: &str = "not_found";
}
