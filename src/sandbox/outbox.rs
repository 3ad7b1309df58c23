//! The SMS and e-mails that would have been sent. In memory only: it stands for people's telephones, which the
//! database must not know (codes are nowhere in it in clear).

use super::clock::{Millis, instant};
use serde::Serialize;
use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

/// Messages kept; the oldest go first.
const KEPT: usize = 1_000;

#[derive(Debug, Clone, Serialize, PartialEq, Eq)]
pub struct Message {
    /// The identifier of the person's account.
    pub to: String,
    /// `sms` or `mail`.
    pub channel: String,
    /// RFC 3339, UTC.
    pub sent: String,
    /// Plain French, as the person reads it.
    pub text: String,
    /// The one-time code, when the message carries one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
}

/// A message decided inside a transaction, to be sent once that is committed.
pub struct Letter {
    pub to: String,
    pub channel: String,
    pub text: String,
    pub code: Option<String>,
}

#[derive(Default)]
pub struct Outbox(Mutex<Inner>);

#[derive(Default)]
struct Inner {
    messages: VecDeque<Message>,
    subscribers: Vec<UnboundedSender<Message>>,
}

impl Outbox {
    pub fn send(&self, letters: Vec<Letter>, now: Millis) {
        let mut inner = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for letter in letters {
            let Letter { to, channel, text, code } = letter;
            let message = Message { to, channel, sent: instant(now), text, code };
            inner.subscribers.retain(|subscriber| subscriber.send(message.clone()).is_ok());
            inner.messages.push_back(message);
            if inner.messages.len() > KEPT {
                inner.messages.pop_front();
            }
        }
    }

    /// Oldest first.
    pub fn of(&self, to: &str) -> Vec<Message> {
        let inner = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        inner.messages.iter().filter(|message| message.to == to).cloned().collect()
    }

    /// Every message sent from now on, to anyone.
    pub fn subscribe(&self) -> UnboundedReceiver<Message> {
        let (sender, receiver) = unbounded_channel();
        self.0.lock().unwrap_or_else(PoisonError::into_inner).subscribers.push(sender);
        receiver
    }
}

/// The words of the messages, in `assets/outbox`: `{code}` and `{name}` stand for what changes.
pub mod text {
    pub const CODE_SMS: &str = include_str!("../../assets/outbox/code-sms.txt");
    pub const CODE_MAIL: &str = include_str!("../../assets/outbox/code-mail.txt");
    /// `{who}` broke the glass, or is the doctor of the SAMU.
    pub const EMERGENCY: &str = include_str!("../../assets/outbox/emergency.txt");
    pub const FIRST_ACCESS: &str = include_str!("../../assets/outbox/first-access.txt");
    /// `{who}` is the Assurance Maladie.
    pub const FEED: &str = include_str!("../../assets/outbox/feed.txt");
    pub const DEPOSIT: &str = include_str!("../../assets/outbox/deposit.txt");
    pub const PASSWORD_CHANGED: &str = include_str!("../../assets/outbox/password-changed.txt");
}
