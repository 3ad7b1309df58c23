//! The sessions open on the account, here and elsewhere, and their ends (S27).

use super::connection::{Body, Call};
use super::said::Said;
use super::{Api, answer};
use crate::domain::{OpenSession, Place, Problem, SessionId};
use crate::wire::{account, session_member as member};

impl Api {
    /// Every session open on the account, in the server's order. One whose id cannot be used is left out: it could not be ended.
    pub async fn sessions(&self) -> Result<Vec<OpenSession>, Problem> {
        let url = self.service().await?.account(account::SESSIONS)?;
        let said = Said::read(&self.json(url, "application/json", false).await?)?;
        let sessions = said.objects(member::SESSIONS).ok_or(Problem::Garbled)?;
        Ok(sessions.iter().filter_map(session).collect())
    }

    /// Ends a session, the one of this program excepted: that is signing out. Never sent again by itself (D18).
    ///
    /// A session that is no longer there has ended: that is a success.
    pub async fn end_session(&self, id: &SessionId) -> Result<(), Problem> {
        let url = self.service().await?.account(&format!("{}/{}", account::SESSIONS, id.as_str()))?;
        let mut call = Call { body: Body::Delete, ..Call::get(url, "application/json") };
        let opened = self.open(&mut call).await?;
        match answer::problem(opened.status, opened.retry_after, false) {
            None | Some(Problem::NotFound) => Ok(()),
            Some(problem) => Err(problem),
        }
    }
}

fn session(said: &Said) -> Option<OpenSession> {
    let instant = |name| said.text(name).and_then(|instant| instant.parse().ok());
    let place = match said.text(member::PLACE) {
        Some("home") => Some(Place::Home),
        Some("shop") => Some(Place::Shop),
        Some(_) | None => None,
    };
    Some(OpenSession {
        id: SessionId::new(said.text(member::ID)?)?,
        opened: instant(member::CREATED),
        last_seen: instant(member::LAST_SEEN),
        place,
        current: said.yes(member::CURRENT),
    })
}
