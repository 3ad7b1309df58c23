//! The loop: effects out, messages in; the terminal given back on every way out.

pub mod harden;
pub mod panics;
pub mod random;
pub mod signals;
