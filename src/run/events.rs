//! Notices while the program is open: one task that listens, from the sign-in to the lock or the end, and one at a time.

use super::perform::Inbox;
use crate::api::{Api, Listener};
use crate::app::{Msg, Ticket};
use std::sync::Arc;
use tokio::sync::Mutex;
use tokio::task::AbortHandle;

#[derive(Default)]
pub struct Ears {
    task: Option<AbortHandle>,
    /// What has been told to this person; it outlives a lock.
    known: Arc<Mutex<Listener>>,
}

impl Ears {
    pub fn listen(&mut self, api: Option<Api>, inbox: Inbox, ticket: Ticket, anew: bool) {
        self.stop();
        if anew {
            self.known = Arc::default();
        }
        let (Some(api), known) = (api, self.known.clone()) else { return };
        let task = tokio::spawn(async move {
            // The one before has been stopped: it lets go at its next wait.
            let mut known = known.lock().await;
            // Why it ended is learnt by whatever the person does next.
            let _ = api.listen(&mut known, |news| inbox.tell(Msg::News(ticket, news))).await;
        });
        self.task = Some(task.abort_handle());
    }

    pub fn stop(&mut self) {
        if let Some(task) = self.task.take() {
            task.abort();
        }
    }
}
