//! Sign-in: OAuth 2.0 for First-Party Applications, tokens, and their limits. Passwords, codes and tokens never reach
//! the database in clear, nor any log.

pub mod challenge;
pub mod code;
pub mod family;
pub mod journal;
pub mod limits;
pub mod otp;
pub mod password;
pub mod policy;
pub mod session;
pub mod sign_in;
pub mod steps;

pub mod token;
pub mod tokens;
