//! The pure heart: `update` and `view`. No clock, no randomness, no input or output, no lock, no wait.
//!
//! Time arrives as a message; everything to be done outside leaves as an [`Effect`]. One file for each screen.

mod about;
mod account;
mod act;
mod address;
mod answer;
mod code;
mod compare;
mod contents;
mod copy;
mod directory;
mod document;
mod documents;
mod effect;
mod files;
mod filters;
mod find;
mod form;
mod help;
mod history;
mod home;
mod inside;
mod leave;
mod library;
mod lock;
mod locked;
mod lost;
mod masking;
mod mine;
mod model;
mod msg;
mod new_password;
mod notices;
mod picture;
mod place;
pub mod record;
mod rights;
mod save;
mod server;
mod sessions;
mod sign_in;
mod trail;
mod typed;
mod update;
mod view;

pub use effect::{Effect, Form, Paper, Ticket, Write};
pub use mine::{Directives, DraftsFound, Found, Looked, Wanted as MineWanted};
pub use model::{Demonstration, Model, Settings};
pub use msg::{Answer, Connected, Do, Msg, Phone, Stopped};
pub use notices::{Errand, Noticed};
pub use typed::Typed;
pub use update::update;
pub use view::view;

/// A page of this application.
pub type Page = crate::page::Page<Do>;
