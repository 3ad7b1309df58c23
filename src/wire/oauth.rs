//! Sign-in: OAuth 2.0 for First-Party Applications, with PKCE, and the SMART configuration that announces it.

pub const WELL_KNOWN: &str = ".well-known/smart-configuration";
pub const CLIENT_ID: &str = "dmp-patient";
pub const SCOPE: &str = "patient/*.rs";

/// Members of the SMART configuration.
pub mod discovery {
    pub const ISSUER: &str = "issuer";
    pub const CHALLENGE: &str = "authorization_challenge_endpoint";
    pub const TOKEN: &str = "token_endpoint";
    pub const REVOCATION: &str = "revocation_endpoint";
    pub const PKCE: &str = "code_challenge_methods_supported";
    pub const ACCOUNT: &str = "dmp_account_endpoint";
    pub const EVENTS: &str = "dmp_events_endpoint";
}

/// Form parameters.
pub mod param {
    pub const RESPONSE_TYPE: &str = "response_type";
    pub const CLIENT_ID: &str = "client_id";
    pub const SCOPE: &str = "scope";
    pub const CODE_CHALLENGE: &str = "code_challenge";
    pub const CODE_CHALLENGE_METHOD: &str = "code_challenge_method";
    pub const USERNAME: &str = "username";
    pub const PASSWORD: &str = "password";
    pub const AUTH_SESSION: &str = "auth_session";
    pub const NEW_PASSWORD: &str = "new_password";
    pub const OTP_CHANNEL: &str = "otp_channel";
    pub const OTP: &str = "otp";
    pub const GRANT_TYPE: &str = "grant_type";
    pub const CODE: &str = "code";
    pub const CODE_VERIFIER: &str = "code_verifier";
    pub const REFRESH_TOKEN: &str = "refresh_token";
    /// 128 random bits of the process, in hexadecimal (D17); sent at code exchange and at refresh.
    pub const CLIENT_INSTANCE: &str = "client_instance";
    /// `home` or `shop`: chooses the session's limits; sent with the first step.
    pub const PLACE: &str = "place";
    /// RFC 7009.
    pub const TOKEN: &str = "token";
}

/// Values of `grant_type`.
pub mod grant {
    pub const CODE: &str = "authorization_code";
    pub const REFRESH: &str = "refresh_token";
}

/// Members of the answers.
pub mod member {
    pub const ERROR: &str = "error";
    pub const NEXT_STEP: &str = "next_step";
    pub const STEP: &str = "step";
    pub const STEPS: &str = "steps";
    pub const PASSWORD_POLICY: &str = "password_policy";
    pub const REJECTED: &str = "rejected";
    pub const RETRY_AFTER: &str = "retry_after";
    pub const OTP_CHANNELS: &str = "otp_channels";
    pub const OTP_CHANNEL: &str = "otp_channel";
    pub const OTP_LENGTH: &str = "otp_length";
    pub const OTP_EXPIRES_IN: &str = "otp_expires_in";
    pub const OTP_RESEND_IN: &str = "otp_resend_in";
    pub const OTP_ATTEMPTS_LEFT: &str = "otp_attempts_left";
    pub const OTP_ERROR: &str = "otp_error";
    pub const AUTHORIZATION_CODE: &str = "authorization_code";
    pub const ACCESS_TOKEN: &str = "access_token";
    /// RFC 9470, beside [`super::error::STEP_UP`]: seconds.
    pub const MAX_AGE: &str = "max_age";
    /// The patient's logical id.
    pub const PATIENT: &str = "patient";
}

/// Values of the member `error`.
pub mod error {
    pub const INSUFFICIENT: &str = "insufficient_authorization";
    pub const ACCESS_DENIED: &str = "access_denied";
    pub const ACCOUNT_LOCKED: &str = "account_locked";
    pub const INVALID_SESSION: &str = "invalid_session";
    pub const SLOW_DOWN: &str = "slow_down";
    pub const REDIRECT_TO_WEB: &str = "redirect_to_web";
    pub const INVALID_GRANT: &str = "invalid_grant";
    pub const INVALID_REQUEST: &str = "invalid_request";
    /// In `WWW-Authenticate` (RFC 9470).
    pub const STEP_UP: &str = "insufficient_user_authentication";
}

/// Values of `next_step`.
pub mod step {
    pub const PASSWORD_CHANGE: &str = "password_change";
    pub const OTP: &str = "otp";
}

/// Values of `otp_error`.
pub mod otp_error {
    pub const WRONG: &str = "wrong";
    pub const EXPIRED: &str = "expired";
}

/// Values in `rejected`.
pub mod rejected {
    pub const TOO_SHORT: &str = "too_short";
    pub const TOO_LONG: &str = "too_long";
    pub const TOO_GUESSABLE: &str = "too_guessable";
    pub const TOO_COMMON: &str = "too_common";
    pub const SAME_AS_OLD: &str = "same_as_old";
    pub const CONTAINS_IDENTITY: &str = "contains_identity";
}
