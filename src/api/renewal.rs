//! Keeping the session open, locking it and ending it. A renewal is silent, single (S25), and outlives whoever asked for it.

use super::connection::{Answer, Body, Call};
use super::session::{Access, Renewable, Renewed};
use super::sign_in::tokens;
use super::{Api, answer};
use crate::domain::{Place, Problem, Secret};
use crate::wire::account;
use crate::wire::oauth::{self, grant, param};
use serde_json::json;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::Instant;
use zeroize::Zeroizing;

/// How long the server gives the same successor to the same instance (D17).
const SAME_SUCCESSOR: Duration = Duration::from_secs(10);

impl Api {
    /// A token newer than the one refused. Runs to its end even when the caller is dropped: the server has changed the
    /// tokens by then, and losing its answer would end the session.
    ///
    /// `background`: for a request that nobody asked for, which must not keep the session open by this way either (D21).
    pub(super) async fn renew(&self, refused: u64, background: bool) -> Result<Access, Problem> {
        let api = self.clone();
        tokio::spawn(async move { api.renew_once(refused, background).await }).await.unwrap_or(Err(Problem::Cut))
    }

    async fn renew_once(&self, refused: u64, background: bool) -> Result<Access, Problem> {
        let session = &self.inner.session;
        let _single = session.renewing.lock().await;
        let access = session.access()?;
        if access.generation != refused {
            return Ok(access);
        }
        let old = session.renewable()?;
        let answer = self.ask_renewal(&old.refresh, background).await?;
        if matches!(answer.status, 400 | 401 | 403) {
            session.end(old.generation);
            return Err(Problem::SessionEnded);
        }
        match session.renew(old.generation, tokens(&answer, Some(&old))?) {
            Renewed::Open => session.access(),
            Renewed::Locked => Err(Problem::SessionEnded),
            Renewed::Gone(late) => {
                self.revoke(&late.refresh).await;
                Err(Problem::SessionEnded)
            }
        }
    }

    /// Asked again once when the answer was lost (F13), while the server still gives the same one (S24).
    async fn ask_renewal(&self, refresh: &Secret, background: bool) -> Result<Answer, Problem> {
        let service = self.service().await?;
        let body = Body::form(&[
            (param::GRANT_TYPE, grant::REFRESH),
            (param::CLIENT_ID, oauth::CLIENT_ID),
            (param::REFRESH_TOKEN, refresh.reveal()),
            (param::CLIENT_INSTANCE, self.inner.instance.as_str()),
        ]);
        let call = Call { background, ..Call::post(service.token.clone(), body) };
        let started = Instant::now();
        let first = self.inner.connection.exchange_within(&call, self.inner.connection.limits.refresh).await;
        if !lost(&first) || started.elapsed() >= SAME_SUCCESSOR {
            return first;
        }
        self.inner.connection.exchange_within(&call, self.inner.connection.limits.refresh).await
    }

    /// Erases the tokens in every case; true when the server was told, or had nothing to be told.
    pub async fn sign_out(&self) -> bool {
        match self.inner.session.forget() {
            Some(refresh) => self.revoke(&refresh).await,
            None => true,
        }
    }

    /// At home what reads is dropped and a password opens again; in a shop everything is (D21).
    pub async fn lock(&self) {
        match self.inner.place {
            Place::Home => self.inner.session.lock(),
            Place::Shop => {
                self.sign_out().await;
            }
        }
    }

    /// Opens a locked session again with the password.
    pub async fn unlock(&self, password: Secret) -> Result<(), Problem> {
        let service = self.service().await?;
        let url = service.account(account::UNLOCK)?;
        let session = &self.inner.session;
        let _single = session.renewing.lock().await;
        let old = session.renewable()?;
        let body = Zeroizing::new(
            json!({
                param::REFRESH_TOKEN: old.refresh.reveal(),
                param::CLIENT_INSTANCE: self.inner.instance.as_str(),
                param::PASSWORD: password.reveal(),
            })
            .to_string(),
        );
        let answer = self.inner.connection.exchange(&Call::post(url, Body::Json(body))).await?;
        self.unlocked(&answer, &old)
    }

    fn unlocked(&self, answer: &Answer, old: &Renewable) -> Result<(), Problem> {
        let session = &self.inner.session;
        let error = super::said::Said::read(&answer.body).ok();
        let error = error.as_ref().and_then(|said| said.text(oauth::member::ERROR));
        match (answer.status, error) {
            (_, Some(oauth::error::ACCOUNT_LOCKED)) => {
                Err(Problem::Locked { seconds: answer.retry_after.unwrap_or(super::sign_in::LOCKED) })
            }
            // What is refused is the token, not the password.
            (401, _) | (400, Some(oauth::error::INVALID_GRANT)) => {
                session.end(old.generation);
                Err(Problem::SessionEnded)
            }
            (400 | 403, _) => Err(Problem::WrongCredentials),
            (_, _) => {
                let new = tokens(answer, Some(old))?;
                if session.unlock(old.generation, new) { Ok(()) } else { Err(Problem::SessionEnded) }
            }
        }
    }

    /// RFC 7009. Once, and not for long: the person is leaving.
    async fn revoke(&self, refresh: &Arc<Secret>) -> bool {
        let Some(service) = self.inner.session.service() else { return false };
        let Some(url) = service.revocation.clone() else { return false };
        let body = Body::form(&[(param::TOKEN, refresh.reveal()), (param::CLIENT_ID, oauth::CLIENT_ID)]);
        let connection = &self.inner.connection;
        let answer = connection.exchange_within(&Call::post(url, body), connection.limits.farewell).await;
        answer.is_ok_and(|answer| answer::problem(answer.status, None, false).is_none())
    }
}

/// No answer that can be believed: the server may or may not have renewed.
fn lost(answer: &Result<Answer, Problem>) -> bool {
    match answer {
        Ok(answer) => matches!(answer.status, 502..=504),
        Err(problem) => matches!(problem, Problem::Cut | Problem::TimedOut | Problem::Unreachable),
    }
}
