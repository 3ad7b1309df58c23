//! The server: reaching it, the demonstration's, the end of a session. A read is let go with its task; what tells the server never is.

use super::{Inbox, Performer};
use crate::api::{Api, Options};
use crate::app::{Answer, Connected, Msg, Ticket};
use crate::domain::{Clean, Place, Problem};
use crate::run::Starter;

impl Performer {
    pub(super) fn connect(&mut self, ticket: Ticket, server: Option<Clean>, place: Place) {
        self.place = place;
        self.keeps_drafts = true;
        let base = server.map(|server| server.to_string()).unwrap_or_default();
        let options = self.options(base);
        let inbox = self.inbox.clone();
        self.spawn(ticket, async move { Answer::Connected(connect(options, &inbox).await) });
    }

    pub(super) fn demonstrate(&mut self, ticket: Ticket, place: Place) {
        self.place = place;
        self.keeps_drafts = false;
        let Some(start): Option<Starter> = self.outside.demonstration.take() else {
            // Already started: the same one is spoken to again.
            self.ask(ticket, Answer::Connected, |api| async move {
                api.discover().await?;
                Ok(Connected { host: api.host(), proxy: api.proxy(), demonstration: None })
            });
            return;
        };
        let inbox = self.inbox.clone();
        let options = self.options(String::new());
        self.spawn(ticket, async move {
            let outcome = async {
                let demo = start().await?;
                let mut connected = connect(Options { base: demo.base, sandbox: true, ..options }, &inbox).await?;
                connected.demonstration = Some(demo.person);
                let mut phone = demo.phone;
                tokio::spawn(async move {
                    while let Some(message) = phone.recv().await {
                        inbox.tell(Msg::Phone(message));
                    }
                });
                Ok(connected)
            };
            Answer::Connected(outcome.await)
        });
    }

    fn options(&self, base: String) -> Options {
        Options {
            base,
            place: self.place,
            instance: self.outside.instance.clone(),
            extra_roots: self.outside.extra_roots.clone(),
            sandbox: false,
        }
    }

    pub(super) fn sign_out(&mut self, ticket: Ticket) {
        let (api, inbox) = (self.api.clone(), self.inbox.clone());
        self.writes.spawn(async move {
            let told = match api {
                Some(api) => api.sign_out().await,
                None => false,
            };
            inbox.answer(ticket, Answer::SignedOut(told));
        });
    }
}

async fn connect(options: Options, inbox: &Inbox) -> Result<Connected, Problem> {
    let api = Api::new(options)?;
    api.discover().await?;
    let connected = Connected { host: api.host(), proxy: api.proxy(), demonstration: None };
    let (mut waits, told) = (api.waits(), inbox.clone());
    tokio::spawn(async move {
        while waits.changed().await.is_ok() {
            let seconds = *waits.borrow_and_update();
            told.tell(Msg::ServerWaits(seconds));
        }
    });
    inbox.server(api);
    Ok(connected)
}
